"""How a ``.bib`` file writes its entries: what most of them do."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from pubmanager.adding.gaps import Gap, measured_gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pubmanager.bibtex.entry import Entry, Field

_NEWLINE = re.compile(r"\r\n|\r")
_COMMA = re.compile(r"\s*,\s*")
_CLOSE = re.compile(r"\s*,?\s*[})]")
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
    before: Gap = Gap(" ")
    after: Gap = Gap(" ")
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
    return Style(
        opening=_most((_gap_text(entry, entry.type_span.end, entry.key_span.start) for entry in entries if entry.key),
                      default.opening).replace("(", "{"),
        first=_most(_firsts(entries), _most(_betweens(entries), default.first)),
        between=_most(_betweens(entries), _most(_firsts(entries), default.between)),
        close=_most(_closes(entries), default.close),
        before=measured_gap([_before(entry) for entry in entries], default.before),
        after=measured_gap([_after(entry) for entry in entries], default.after),
        quotes=_most((raw[0] == '"' for raw in values if raw[0] in '{"'), default.quotes),
        bare_numbers=_most((raw.isdecimal() for raw in values if _NUMBER.fullmatch(raw)), default.bare_numbers),
        wraps=_most((_is_wrapped(each) for _, each in fields if each.name == "author" and " and" in each.raw), default.wraps),
        types=_spelling((entry.source[entry.type_span] for entry in entries), default.types),
        names=_spelling((entry.source[each.name_span] for entry, each in fields), default.names),
        blank=_most(_blanks(entries), default.blank),
    )  # fmt: skip


def _most[T](found: Iterable[T], default: T) -> T:
    """Returns what is most frequent; the first of those alike."""
    counts = Counter(found)
    return counts.most_common(1)[0][0] if counts else default
