"""Texts that stand beside each other in different styles, and what a reader makes of the two."""

from __future__ import annotations

import re
from itertools import groupby, product
from typing import TYPE_CHECKING, NamedTuple

from visible import visible

from attack import judge, rendered
from attack.payloads import SPLIT
from pubmanager.latex.nodes import Hyperlink, Math, RichText, Style, Styled, Text
from pubmanager.render.writers import writer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pubmanager.latex.nodes import Node

_STYLES: dict[str, Callable[[str], Node]] = {
    "plain": Text,
    "bold": lambda text: Styled(Style.STRONG, (Text(text),)),
    "italic": lambda text: Styled(Style.EMPHASIS, (Text(text),)),
    "both": lambda text: Styled(Style.STRONG, (Styled(Style.EMPHASIS, (Text(text),)),)),
    "code": lambda text: Styled(Style.CODE, (Text(text),)),
    "raised": lambda text: Styled(Style.SUPERSCRIPT, (Text(text),)),
    "link": lambda text: Hyperlink("https://x.org/", (Text(text),)),
}
_FORMULA = Math("x_1")
# Formulas are written as each reader writes them for its program.
_MATH = re.compile(r"\\[()]|\$")


class Pair(NamedTuple):
    """Two pieces, or a piece and a formula."""

    name: str
    text: RichText


def pairs() -> list[Pair]:
    """Returns every two pieces in every two styles, with a word around them; and each with a formula."""
    found = [
        Pair(f"{before} {one}, {after} {other}", RichText((Text("q"), as_one(before), as_other(after), Text("q"))))
        for (before, after), (one, as_one), (other, as_other) in product(SPLIT, _STYLES.items(), _STYLES.items())
    ]
    for (before, after), (style, styled) in product(SPLIT, _STYLES.items()):
        found.append(Pair(f"{before} {style}, formula", RichText((Text("q "), styled(before), _FORMULA, Text(" q")))))
        found.append(Pair(f"formula, {after} {style}", RichText((Text("q "), _FORMULA, styled(after), Text(" q")))))
    return found


def faults(reader: str, some: Sequence[Pair]) -> Iterator[str]:
    """Yields what a reader shows otherwise than HTML does."""
    markdown, html = writer_of("markdown"), writer_of("html")
    if "formulas" in judge.TOLERATED[reader]:
        some = [pair for pair in some if _FORMULA not in pair.text.nodes]
    written = [markdown.rich(pair.text) for pair in some]
    for pair, page, shown in zip(some, written, rendered.as_html(reader, written), strict=True):
        expected, found = _runs(html.rich(pair.text), reader), _runs(shown, reader)
        if expected != found or judge.read(shown).active:
            yield f"{pair.name}: {page!r}: {found} instead of {expected}"


def _runs(html: str, reader: str) -> list[tuple[str, object]]:
    """Returns what is visible, without links to themselves where these are tolerated."""
    runs = []
    for run in visible(html):
        text = judge.folded(_MATH.sub("", run.text))
        is_own = "links" in judge.TOLERATED[reader] and judge.is_own_address(run.href, run.text)
        if text:
            runs.append((text, (run.styles, "" if is_own else run.href)))
    return [("".join(text for text, _ in same), look) for look, same in groupby(runs, key=lambda each: each[1])]
