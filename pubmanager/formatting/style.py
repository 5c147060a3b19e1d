"""How a ``.bib`` file writes its entries: what most of them do."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pubmanager.formatting.gaps import Gap, measured_gap
from pubmanager.formatting.places import gap_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pubmanager.bibtex.entry import Entry, Field

T = TypeVar("T")

_BLANK = Gap(" ")
_NEWLINE = re.compile(r"\r\n|\r")
_COMMA = re.compile(r"\s*,\s*")
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


@dataclass(frozen=True, slots=True)
class Spelling:
    """How words are spelled. Shape: ``case`` is ``lower``, ``upper`` or ``title``; ``known`` by lower-case word."""

    case: str = "lower"
    known: Mapping[str, str] = field(default_factory=dict)

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


@dataclass(frozen=True, slots=True)
class Style:
    """How entries are written.

    Shape: ``opening`` stands between type and key, ``first`` between key and first field, ``between`` between two
    fields, ``close`` behind the last one, newlines as ``\\n``; ``before`` and ``after`` are the gaps around ``=``;
    ``blank`` counts the newlines between two entries; ``wraps`` is true where each author has a line.
    """

    opening: str = "{"
    first: str = ",\n  "
    between: str = ",\n  "
    close: str = ",\n}"
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
    first = _most(_firsts(entries), default.first)
    between = _between(entries, _most(_firsts(entries), default.between))
    return Style(
        opening=_most(_openings(entries), default.opening),
        first=between if _ON_NEW_LINE.fullmatch(between) and _ON_NEW_LINE.fullmatch(first) else first,
        between=between,
        close=_most(_closes(entries), default.close),
        before=measured_gap([_before(entry) for entry in entries], default.before),
        after=measured_gap([_after(entry) for entry in entries], default.after),
        quotes=_most((raw[0] == '"' for raw in values if raw[0] in '{"'), default.quotes),
        bare_numbers=_most((raw.isdecimal() for raw in values if _NUMBER.fullmatch(raw)), default.bare_numbers),
        wraps=_most(_wraps(each for _, each in fields), default.wraps),
        types=_spelling((entry.source[entry.type_span] for entry in entries), default.types),
        names=_spelling((entry.source[each.name_span] for entry, each in fields), default.names),
        blank=_most(_blanks(entries), default.blank),
    )  # fmt: skip


def _most(found: Iterable[T], default: T) -> T:
    """Returns what is most frequent; the first of those alike."""
    counts = Counter(found)
    return counts.most_common(1)[0][0] if counts else default


def _text(entry: Entry, start: int, end: int) -> str:
    return _NEWLINE.sub("\n", entry.source.text[start:end])


def _openings(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.key:
            yield _text(entry, entry.type_span.end, entry.key_span.start).replace("(", "{")


def _firsts(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        text = _text(entry, entry.key_span.end, entry.fields[0].name_span.start) if entry.fields else ""
        if _COMMA.fullmatch(text):
            yield text


def _betweens(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        for one, other in pairwise(entry.fields):
            text = _text(entry, one.value_span.end, other.name_span.start)
            if _COMMA.fullmatch(text):
                yield text


def _between(entries: Sequence[Entry], default: str) -> str:
    """Infers what stands between fields; where that is a new line, the first field counts too."""
    betweens, firsts = list(_betweens(entries)), list(_firsts(entries))
    found = _most(betweens, default)
    if betweens and _ON_NEW_LINE.fullmatch(found):
        return _most(filter(_ON_NEW_LINE.fullmatch, [*firsts, *betweens]), found)
    return found


def _closes(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        text = _text(entry, entry.fields[-1].value_span.end, entry.span.end) if entry.fields else ""
        if _CLOSE.fullmatch(text):
            yield text[:-1] + "}"


def _equals(entry: Entry) -> list[tuple[int, str, str]]:
    """Returns the length of each field's name, and the gaps before and after its ``=``."""
    found = []
    for each in entry.fields:
        before, _, after = _text(entry, each.name_span.end, each.value_span.start).partition("=")
        if each.raw and not (before + after).strip() and "\n" not in before + after:
            found.append((len(each.name), before, after))
    return found


def _before(entry: Entry) -> list[tuple[int, str]]:
    return [(length, before) for length, before, _ in _equals(entry)]


def _after(entry: Entry) -> list[tuple[int, str]]:
    return [(length + len(before) + 1, after) for length, before, after in _equals(entry)]


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
