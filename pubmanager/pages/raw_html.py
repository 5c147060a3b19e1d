"""Where a page is raw HTML to kramdown: in elements that begin a line and do not say ``markdown="1"``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)\b(?P<attributes>[^<>]*?)(?P<void>/?)>", re.IGNORECASE)
_ELEMENTS = frozenset(
    ("div", "details", "section", "center", "p", "ul", "ol", "li", "table", "tbody", "tr", "td", "th", "article",
     "aside", "main", "figure", "blockquote")
)  # fmt: skip
_IS_MARKDOWN = re.compile(r"\bmarkdown\s*=\s*[\"']?(?:1|block|span)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawText:
    """A stretch of raw text. Shape: ``element`` is where the outermost element around it begins."""

    start: int
    end: int
    element: int


def raw_texts(prose: str) -> Iterator[RawText]:
    """Yields the stretches of a masked page that kramdown does not read as Markdown, tags left out.

    >>> prose = "<div>*a*<p markdown='1'>*b*</p></div> *c*"
    >>> [prose[raw.start : raw.end] for raw in raw_texts(prose)]
    ['*a*']
    """
    elements: list[tuple[str, bool, int]] = []  # the open ones, whether each is raw, and where it begins
    at = 0
    for found in _TAG.finditer(prose):
        name = found["name"].lower()
        if name not in _ELEMENTS or found["void"]:
            continue
        is_raw = bool(elements) and elements[-1][1]
        if is_raw and prose[at : found.start()].strip():
            yield RawText(at, found.start(), elements[0][2])
        at = found.end()
        if found["close"]:
            _close(elements, name)
        elif is_raw or _begins_line(prose, found.start()):
            elements.append((name, not _IS_MARKDOWN.search(found["attributes"]), found.start()))
    if elements and elements[-1][1] and prose[at:].strip():
        yield RawText(at, len(prose), elements[0][2])


def is_raw(prose: str, offset: int) -> bool:
    """Tells whether what is put at a place of a masked page would be raw text."""
    filled = f"{prose[:offset]}.{prose[offset:]}"
    return any(raw.start <= offset < raw.end for raw in raw_texts(filled))


def _close(elements: list[tuple[str, bool, int]], name: str) -> None:
    last = next((at for at in reversed(range(len(elements))) if elements[at][0] == name), None)
    if last is not None:
        del elements[last:]


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()
