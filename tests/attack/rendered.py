"""Pages with payloads as readers make HTML of them, and what is wrong with each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from attack import judge
from attack.pages import HARMLESS, Look, looks
from attack.payloads import VALUES
from attack.readers import READERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CUT = '<hr class="cut">'
_CUT = re.compile(r'<hr class="cut"\s*/?>')
_TOGETHER = 40
_NO_VENUES = ("null", "&nbsp;")  # values that a journal is not read from
# Python-Markdown reads no Markdown in elements that do not ask for it: boxes are written as HTML there.
_UNREAD = {("paper-box", "python-markdown"), ("paper-box", "pymdown")}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# The commands that write a sign, and what parts two braces for Liquid.
_SIGNS = frozenset(
    rf"\{name}"
    for name in [
        "textbackslash",
        "textasciitilde",
        "textasciicircum",
        "textless",
        "textgreater",
        "ensuremath",
        "string",
        "mbox",
        "relax",
        "hspace",
    ]
)


@dataclass(frozen=True)
class Case:
    """A value in a look."""

    look: Look
    value: str

    @cache  # noqa: B019  # cases live as long as the tests
    def written(self, format: str) -> str:
        return self.look.page(format, self.value)

    @cached_property
    def shown(self) -> str:
        """The text of its HTML."""
        return judge.read(self.written("html")).text

    @property
    def harmless(self) -> Case:
        return Case(self.look, HARMLESS)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a case, and its page as it was written."""

    case: Case
    reader: str
    what: str
    written: str

    def __str__(self) -> str:
        return f"{self.case.look.name}, {self.reader}: {self.case.value[:80]!r}: {self.what}\n{self.written[:600]}\n"


def cases(format: str, rounds: float = 1) -> list[Case]:
    """Returns every value so many times, each time in another look of those that have a format, and every look."""
    those = [look for look in looks() if format in look.theme.formats]
    count = int(len(VALUES) * rounds)
    return [
        Case(those[(place * 7 + place // len(VALUES)) % len(those)], VALUES[place % len(VALUES)])
        for place in range(count)
    ]


def as_html(reader: str, pages: Sequence[str]) -> list[str]:
    """Reads pages, many as one; those of which one got at what stands between are read one by one."""
    read, found = READERS[reader].read, []
    together = [pages[start : start + _TOGETHER] for start in range(0, len(pages), _TOGETHER)]
    for some, whole in zip(together, read([f"\n\n{CUT}\n\n".join(some) for some in together]), strict=True):
        parts = _CUT.split(whole)
        found += parts if len(parts) == len(some) else read(list(some))
    return found


def in_reader(reader: str, some: Sequence[Case]) -> Iterator[Fault]:
    """Yields what is wrong with Markdown as a reader reads it: it shows what the HTML shows, in the elements of a harmless one."""
    harmless = list(dict.fromkeys(case.harmless for case in some))
    every = [*harmless, *some]
    read = dict(zip(every, as_html(reader, [case.written("markdown") for case in every]), strict=True))
    tolerated = judge.TOLERATED[reader]
    calm = {case: judge.read(read[case], tolerated) for case in harmless}
    for case in some:
        page = judge.read(read[case], tolerated)
        if not _is_read(case.look, reader):
            found = [*page.unsafe, *(each for each in page.active if each not in calm[case.harmless].active)]
        else:
            found = differences(page, calm[case.harmless], case.shown)
        yield from (Fault(case, reader, str(what), case.written("markdown")) for what in found)


def _is_read(look: Look, reader: str) -> bool:
    """Whether a reader is meant to read this Markdown: the backslash that breaks lines is kramdown's."""
    is_broken = look.options.get("break") == "backslash" and reader != "kramdown"
    return not is_broken and (look.theme.name, reader) not in _UNREAD


def in_markup(format: str, some: Sequence[Case]) -> Iterator[Fault]:
    """Yields what is wrong with a format as it is written: what a program before the reader would take."""
    for case in some:
        written = case.written(format)
        for sign in ("{{", "{%", "<!-- pubs:", "\x00"):
            if sign in written:
                yield Fault(case, format, f"{sign!r} is left", written)


def in_html(some: Sequence[Case]) -> Iterator[Fault]:
    """Yields what is wrong with HTML: it shows the value, in the elements of a harmless page."""
    for case in some:
        page, calm = judge.read(case.written("html")), _calm(case.harmless)
        found = list(differences(page, _without_venue(calm, page) if case.value in _NO_VENUES else calm))
        if HARMLESS in calm.text and judge.folded(case.value) not in judge.folded(page.text):
            found.append("the value is not shown")
        yield from (Fault(case, "html", what, case.written("html")) for what in found)


def _without_venue(calm: judge.Page, page: judge.Page) -> judge.Page:
    """Returns the harmless page as it is where nothing is said of a venue: all of the page stands in it, in its order."""
    rest = iter(calm.elements)
    return page if all(each in rest for each in page.elements) else calm


def in_text(some: Sequence[Case]) -> Iterator[Fault]:
    """Yields what is wrong with plain text: it shows the value, on the lines of a harmless page, and nothing a terminal obeys."""
    for case in some:
        written, calm = case.written("text"), case.harmless.written("text")
        found = [] if not _CONTROL.search(written) else ["a control character is left"]
        if HARMLESS in calm and judge.folded(_CONTROL.sub("", case.value)) not in judge.folded(written):
            found.append("the value is not shown")
        if written.count("\n") != calm.count("\n"):
            found.append("lines")
        if re.search(r"pubs:(?:begin|end|made|ignore)", written):
            found.append("a marker is left")
        yield from (Fault(case, "text", what, written) for what in found)


def in_latex(some: Sequence[Case]) -> Iterator[Fault]:
    """Yields what is wrong with LaTeX: the commands of a harmless page and those that write a sign, braces that pair, no open line."""
    for case in some:
        written, calm = case.written("latex"), case.harmless.written("latex")
        commands = (
            set(re.findall(r"\\[A-Za-z]+", re.sub(r"\\ensuremath\{\\[A-Za-z]+\}", "", written)))
            - set(re.findall(r"\\[A-Za-z]+", calm))
            - _SIGNS
        )
        bare = re.sub(r"\\[^A-Za-z]", "", written)
        found = [f"commands: {commands}"] if commands else []
        signs = [set(re.findall(r"[%#&^$]", text)) for text in (bare, re.sub(r"\\[^A-Za-z]", "", calm))]
        if bare.count("{") != bare.count("}") or not signs[0] <= signs[1]:
            found.append("a sign that is not escaped")
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", written) or "\n\n\n" in written:
            found.append("a control character or lines")
        yield from (Fault(case, "latex", what, written) for what in found)


@cache
def _calm(case: Case) -> judge.Page:
    return judge.read(case.written("html"))


def differences(page: judge.Page, calm: judge.Page, text: str = "") -> Iterator[str]:
    """Yields what is wrong with a page beside a harmless one, and beside the text that it should have."""
    yield from (f"address {each!r}" for each in page.unsafe)
    if page.elements != calm.elements:
        pairs = zip([*page.elements, None], [*calm.elements, None], strict=False)
        yield f"elements: {next((pair for pair in pairs if pair[0] != pair[1]), None)}"
    if text and (one := judge.folded(page.text)) != (other := judge.folded(text)):
        at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        yield f"text: {one[max(at - 20, 0) : at + 30]!r} instead of {other[max(at - 20, 0) : at + 30]!r}"
