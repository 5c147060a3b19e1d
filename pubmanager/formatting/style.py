"""How a ``.bib`` file writes its entries: what most of them do."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from pubmanager.formatting.gaps import Gap, measured_gap
from pubmanager.formatting.places import gap_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pubmanager.bibtex.entry import Entry, Field

T = TypeVar("T")

_BLANK = Gap(" ")
_NEWLINE = re.compile(r"\r\n|\r")
COMMA = re.compile(r"(\s*),(\s*)")
_ON_NEW_LINE = re.compile(r",[ \t]*\n[ \t]*")
_CLOSE = re.compile(r"\s*,?\s*[})]")
_AND = re.compile(r"\sand\s")
_AND_AT_END = re.compile(r"\sand[ \t]*[\r\n]")
_NUMBER = re.compile(r"[{\"]?\d+[}\"]?")

# Source: the BibTeX manual (btxdoc), section 3.1, which writes types of two words with two capitals.
_CAPITALS = MappingProxyType(
    {
        each.lower(): each
        for each in ("InBook", "InCollection", "InProceedings", "InReference", "MastersThesis", "PhdThesis",
                     "TechReport", "MvBook", "MvCollection", "MvProceedings", "XData")
    }
)  # fmt: skip


class Spelling(Struct, frozen=True):
    """How words are spelled. Shape: ``case`` is ``lower``, ``upper`` or ``title``; ``known`` by lower-case word."""

    case: str = "lower"
    known: Mapping[str, str] = {}

    def __call__(self, word: str) -> str:
        """Spells a word given in lower case.

        >>> Spelling("title")("inproceedings"), Spelling("title", {"doi": "DOI"})("doi"), Spelling("upper")("year")
        ('InProceedings', 'DOI', 'YEAR')
        """
        if word in self.known:
            return self.known[word]
        if self.case == "title":
            return _CAPITALS.get(word, word[:1].upper() + word[1:])
        return word.upper() if self.case == "upper" else word


class Layout(Struct, frozen=True):
    """Where the fields of an entry stand.

    Shape: ``first`` stands between key and first field, ``between`` between two fields, ``close`` behind the last one,
    newlines as ``\\n``.
    """

    first: str = ",\n  "
    between: str = ",\n  "
    close: str = ",\n}"

    @property
    def is_on_lines(self) -> bool:
        """Whether each field has a line of its own."""
        return "\n" in self.between


_ON_ONE_LINE = Layout(", ", ", ", "}")


class Style(Struct, frozen=True):
    """How entries are written.

    Shape: ``opening`` stands between type and key, newlines as ``\\n``; ``layout`` is that of most entries, ``lines``
    that of those too long for one line; ``before`` and ``after`` are the gaps around ``=``; ``blank`` counts the
    newlines between two entries; ``wraps`` is true where each author has a line.
    """

    opening: str = "{"
    layout: Layout = Layout()
    lines: Layout = Layout()
    before: Gap = _BLANK
    after: Gap = _BLANK
    quotes: bool = False
    bare_numbers: bool = False
    wraps: bool = False
    types: Spelling = Spelling()
    names: Spelling = Spelling()
    blank: int = 2


def style_of(entries: Sequence[Entry], default: Style | None = None) -> Style:
    """Infers the style from what most entries do; what they leave open is as in ``default``."""
    default = default or Style()
    entries = [entry for entry in entries if entry.readable]
    fields = [(entry, each) for entry in entries for each in entry.fields if each.raw]
    values = [each.raw for _, each in fields]
    layout, lines = _layouts([entry for entry in entries if entry.fields], default)
    before, after = _gaps(entries, default)
    return Style(
        opening=_most(_openings(entries), default.opening),
        layout=layout,
        lines=lines,
        before=before,
        after=after,
        quotes=_most((raw[0] == '"' for raw in values if raw[0] in '{"'), default.quotes),
        bare_numbers=_most((raw.isdecimal() for raw in values if _NUMBER.fullmatch(raw)), default.bare_numbers),
        wraps=_most(_wraps(each for _, each in fields), default.wraps),
        types=_spelling((entry.source[entry.type_span] for entry in entries), default.types),
        names=_spelling((entry.source[each.name_span] for entry, each in fields), default.names),
        blank=_most(_blanks(entries), default.blank),
    )  # fmt: skip


def _most(found: Iterable[T], default: T) -> T:
    """Returns what is most frequent; of those alike the default, else the first."""
    counts = Counter(found)
    return max(counts, key=lambda each: (counts[each], each == default), default=default)


def _text(entry: Entry, start: int, end: int) -> str:
    return _NEWLINE.sub("\n", entry.source.text[start:end])


def _openings(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.key:
            yield _text(entry, entry.type_span.end, entry.key_span.start).replace("(", "{")


def separators(entry: Entry) -> list[str]:
    """Returns what stands before each field of an entry, and behind the last one."""
    ends = [entry.key_span.end, *(each.value_span.end for each in entry.fields)]
    starts = [*(each.name_span.start for each in entry.fields), entry.span.end]
    return [_text(entry, end, start) for end, start in zip(ends, starts, strict=True)]


def _layouts(entries: Sequence[Entry], default: Style) -> tuple[Layout, Layout]:
    """Infers the layout of most entries, and that of entries on several lines."""
    found = [each for entry in entries if any(map(COMMA.fullmatch, (each := separators(entry))[:-1]))]
    on_lines = [each for each in found if _is_on_lines(each)]
    on_one_line = [each for each in found if not _is_on_lines(each)]
    lines = _layout(on_lines, default.lines)
    if not found:
        return default.layout, lines
    if len(on_lines) >= len(on_one_line):
        return lines, lines
    return _layout(on_one_line, _ON_ONE_LINE if default.layout.is_on_lines else default.layout), lines


def _is_on_lines(separators: Sequence[str]) -> bool:
    before = [each for each in separators[:-1] if COMMA.fullmatch(each)]
    return 2 * sum("\n" in each for each in before) >= len(before)


def _layout(found: Sequence[Sequence[str]], default: Layout) -> Layout:
    firsts = [first for first, *_ in found if COMMA.fullmatch(first)]
    betweens = [each for _, *between, _ in found for each in between if COMMA.fullmatch(each)]
    closes = (f"{close[:-1]}}}" for *_, close in found if _CLOSE.fullmatch(close))
    first = _most(firsts, default.first)
    between = _most(betweens, _most(firsts, default.between))
    if betweens and _ON_NEW_LINE.fullmatch(between):  # then the first field counts too
        between = _most(filter(_ON_NEW_LINE.fullmatch, [*firsts, *betweens]), between)
    if _ON_NEW_LINE.fullmatch(between) and _ON_NEW_LINE.fullmatch(first):
        first = between
    return Layout(first, between, _most(closes, default.close))


def _equals(entry: Entry) -> list[tuple[int, str, str]]:
    """Returns the length of each field's name, and the gaps before and after its ``=``."""
    found = []
    for each in entry.fields:
        before, _, after = _text(entry, each.name_span.end, each.value_span.start).partition("=")
        if each.raw and not (before + after).strip() and "\n" not in before + after:
            found.append((len(each.name_span), before, after))
    return found


def _gaps(entries: Iterable[Entry], default: Style) -> tuple[Gap, Gap]:
    """Infers the gaps before and after ``=``: the latter as it stands once the former is laid out."""
    rows = [_equals(entry) for entry in entries]
    before = measured_gap([[(length, gap) for length, gap, _ in entry] for entry in rows], default.before)
    return before, measured_gap([_after(entry, before) for entry in rows], default.after)


def _after(rows: Sequence[tuple[int, str, str]], before: Gap) -> list[tuple[int, str]]:
    column = before.column_for(length for length, _, _ in rows)
    return [(length + len(before.fill(length, column)) + 1, after) for length, _, after in rows]


def _wraps(fields: Iterable[Field]) -> Iterator[bool]:
    """Says of each list of several authors whether its names have lines of their own."""
    for each in fields:
        if each.name == "author" and _AND.search(each.raw):
            yield bool(_AND_AT_END.search(each.raw))


def _spelling(words: Iterable[str], default: Spelling) -> Spelling:
    counts = Counter(words)
    known: dict[str, str] = {}
    for word, _ in counts.most_common():
        known.setdefault(word.lower(), word)
    cases: Counter[str] = Counter()
    for word, count in counts.items():
        cases[_case(known[word.lower()])] += count
    case = _most(cases.elements(), default.case)
    others = {word: each for word, each in default.known.items() if _case(each) in (case, "upper")}
    return Spelling(case, {**others, **known})


def _case(word: str) -> str:
    return "lower" if word.islower() else "upper" if word.isupper() else "title"


def _blanks(entries: Iterable[Entry]) -> Iterator[int]:
    for one, other in pairwise(entries):
        gap = gap_between(one, other)
        if gap and (newlines := _text(one, gap.start, gap.end).count("\n")):
            yield newlines
