"""The style of a ``.bib`` file: what most entries do, what settings say instead, and what style rules look at."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.findings import Diagnostic, Fix, apply_edits
from pubmanager.formatting.written import gap_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pubmanager.bibtex.entry import Entry, Field, Reading
    from pubmanager.config.schema import FormatConfig
    from pubmanager.findings import Edit
    from pubmanager.source import Source, Span


T = TypeVar("T")


class Gap(Struct, frozen=True):
    """What stands between a name and ``=``, or between ``=`` and the value.

    Shape: ``text`` is the gap itself where ``column`` is 0, else the least gap; ``by_entry`` is true where each entry
    has a column of its own, ``overflows`` where what is too long for the column does not move the rest of its entry.
    Units: ``column`` counts code points from the start of the field's name.
    """

    text: str
    column: int = 0
    by_entry: bool = False
    overflows: bool = False

    def column_for(self, lengths: Iterable[int]) -> int:
        """Returns the column of an entry where as much stands before the gap in each field.

        >>> Gap(" ", 10).column_for([5, 12]), Gap(" ", 10, overflows=True).column_for([5, 12]), Gap(" ").column_for([5])
        (13, 10, 0)
        """
        if not self.column or (self.overflows and not self.by_entry):
            return self.column
        longest = max(lengths, default=0) + len(self.text)
        return longest if self.by_entry else max(self.column, longest)

    def fill(self, length: int, column: int) -> str:
        """Returns the gap behind so much text."""
        return " " * max(column - length, len(self.text)) if column else self.text


_WITHOUT = Gap("")
_MOST = 0.6
_CANDIDATES = 3  # so many of each kind are tried


class _Rows(Struct, frozen=True):
    """The rows of an entry. Shape: ``count`` says how many entries have the same ones."""

    rows: Sequence[Row]
    count: int

    @property
    def is_telling(self) -> bool:
        """Whether names of several lengths tell a column from a gap that is always the same."""
        return len({length for length, _ in self.rows}) > 1

    @property
    def has_space(self) -> bool:
        return 2 * sum(gap != "" for _, gap in self.rows) >= len(self.rows)

    @property
    def column(self) -> tuple[int, int, bool] | None:
        """Where gaps behind several lengths end, how far that is from the longest of these, and if others do not."""
        lengths: dict[int, set[int]] = {}
        for length, gap in self.rows:
            lengths.setdefault(length + len(gap), set()).add(length)
        column = max(lengths, key=lambda end: len(lengths[end]))
        return (column, column - max(lengths[column]), len(lengths) > 1) if len(lengths[column]) > 1 else None

    def explained(self, gap: Gap) -> int:
        """Counts the rows that the gap would leave as they are."""
        column = gap.column_for(length for length, _ in self.rows)
        return sum(gap.fill(length, column) == text for length, text in self.rows)


def measured_gap(entries: Iterable[Sequence[Row]], default: Gap) -> Gap:
    """Infers a gap from the entries' rows: how much stands before the gap, and the gap.

    First it is decided whether there is a space, then how many: as many as leave most entries as they are. What leaves
    everything as it is wins, so that laying out twice changes nothing.

    >>> measured_gap([[(5, "  "), (6, " ")], [(4, "   "), (5, "  ")]], Gap(""))
    Gap(text=' ', column=7, by_entry=False, overflows=True)
    >>> measured_gap([[(5, ""), (6, "")]], Gap(" "))
    Gap(text='', column=0, by_entry=False, overflows=False)
    >>> measured_gap([[(5, ""), (4, "")], [(5, " "), (4, " ")], [(5, "  "), (6, " ")], [(6, ""), (4, "")]], Gap(""))
    Gap(text=' ', column=1, by_entry=True, overflows=False)
    """
    rows = [_Rows(entry, count) for entry, count in Counter(tuple(entry) for entry in entries if entry).items()]
    telling = [each for each in rows if each.is_telling]
    if not rows or (not telling and default.column):
        return default
    weighty = telling if 2 * _count(telling) >= _count(rows) else rows

    def fit(gap: Gap) -> tuple[bool, int, bool, int]:
        """Says whether everything stays as it is, else how many entries do, and how many rows."""
        explained = [(each, each.explained(gap)) for each in weighty]
        stays = all(each.explained(gap) == len(each.rows) for each in rows)
        # What is in a column is there on purpose; one more or less of the same blanks may be a slip.
        least = 1.0 if gap.column else _MOST
        alike = sum(each.count for each, count in explained if count >= least * len(each.rows))
        is_column = gap.column > 0 and alike > 0 and not stays
        return stays, alike, is_column, sum(each.count * count for each, count in explained)

    best = max(_with_space(rows), key=fit, default=_WITHOUT)
    is_spaced = 2 * _count(each for each in weighty if each.has_space) >= _count(weighty)
    return best if is_spaced or fit(best) > fit(_WITHOUT) else _WITHOUT


def _count(entries: Iterable[_Rows]) -> int:
    return sum(each.count for each in entries)


def _with_space(entries: Sequence[_Rows]) -> list[Gap]:
    """Returns the gaps that could be meant, the plainest first: always the same, a column of all, one of each entry."""
    same: Counter[str] = Counter()
    columns: Counter[int] = Counter()
    distances: Counter[int] = Counter()
    seen: dict[int, set[tuple[int, bool]]] = {}
    for each in entries:
        same.update({gap: each.count for _, gap in each.rows if gap})
        if found := each.column:
            column, distance, has_others = found
            columns[column] += each.count
            distances[distance] += each.count
            seen.setdefault(column, set()).add((distance, has_others))
    gaps = [Gap(gap) for gap, _ in same.most_common(_CANDIDATES)]
    for column, _ in columns.most_common(_CANDIDATES):
        is_fixed = len(seen[column]) > 1 or any(has_others for _, has_others in seen[column])  # whatever the longest is
        for overflows in (True, False) if is_fixed else (False,):
            gaps += [Gap(text, column, overflows=overflows) for text in (" ", "")]
    return gaps + [Gap(" " * each, 1, by_entry=True) for each, _ in distances.most_common(_CANDIDATES)]


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


Row = tuple[int, str]


_COMMA = re.compile(r"\s*,")


class StyledReading(Struct, frozen=True):
    """A reading and the style it should have: what the settings say, else what most of its entries do."""

    reading: Reading
    config: FormatConfig
    style: Style

    @property
    def source(self) -> Source:
        return self.reading.source

    @property
    def entries(self) -> Iterator[Entry]:
        """The entries that may be touched: those read without loss."""
        return (entry for entry in self.reading.entries if entry.readable)


def with_style(reading: Reading, config: FormatConfig) -> StyledReading:
    """Works out the style for a reading.

    >>> from pubmanager.bibtex.read import read
    >>> from pubmanager.config.schema import FormatConfig
    >>> from pubmanager.source import Source
    >>> with_style(read(Source("a.bib", "@misc{a,\\n\\ttitle={A}\\n}")), FormatConfig()).style.layout.between
    ',\\n\\t'
    """
    style = _found(reading, config)
    has_comma = _chosen(config.trailing_comma, "always", "," in style.layout.close)
    style = _with_indent(style, config.indent)
    style = _with_alignment(style, config.align)
    return StyledReading(
        reading,
        config,
        replace(
            style,
            layout=_closed(style.layout, has_comma),
            lines=_closed(style.lines, has_comma),
            quotes=_chosen(config.delimiters, "quotes", style.quotes),
            bare_numbers=_chosen(config.numbers, "bare", style.bare_numbers),
            types=_chosen_spelling(config.types, style.types),
            names=_chosen_spelling(config.names, style.names),
            blank=int(config.blank_lines) + 1 if config.blank_lines.isdecimal() else style.blank,
        ),
    )


def _found(reading: Reading, config: FormatConfig) -> Style:
    """Infers the style; where entries change places, what is equally frequent must not depend on them."""
    style = style_of(reading.entries)
    if not config.sort:
        return style
    by_key = sorted(reading.entries, key=lambda entry: (entry.key.casefold(), entry.key))
    return replace(style_of(by_key), blank=style.blank)


def _chosen(setting: str, word: str, found: bool) -> bool:
    return found if setting in ("auto", "keep") else setting == word


def _chosen_spelling(setting: str, found: Spelling) -> Spelling:
    return found if setting in ("auto", "keep") else Spelling(setting)


def _with_indent(style: Style, setting: str) -> Style:
    if setting in ("auto", "keep"):
        return style
    between = ",\n" + ("\t" if setting == "tab" else " " * int(setting))
    lines = Layout(between, between, style.lines.close)
    return replace(style, opening="{", layout=lines, lines=lines)


def _with_alignment(style: Style, setting: str) -> Style:
    if setting in ("auto", "keep"):
        return style
    if setting == "entry":
        return replace(style, before=Gap(" ", 1, by_entry=True), after=_BLANK)
    return replace(
        style, before=Gap(" ", int(setting), overflows=True) if setting.isdecimal() else _BLANK, after=_BLANK
    )


def _closed(layout: Layout, has_comma: bool) -> Layout:
    close = _COMMA.sub("", layout.close)
    return replace(layout, close=f",{close}" if has_comma else close)


STYLE = "S001"  # the code of the rule that reports them all


def style_finding(
    message: str,
    source: Source,
    edits: Iterable[Edit],
    *,
    entry: Entry | None = None,
    span: Span | None = None,
) -> Iterator[Diagnostic]:
    """Yields a finding that its edits mend, at the first of them; nothing where they change nothing."""
    changes = tuple(edit for edit in edits if source[edit.span] != edit.text)
    if changes:
        fix = Fix("format", changes)
        key = entry.key if entry else ""
        yield Diagnostic(message, source, span or changes[0].span, key, fix=fix)


def edited(source: Source, findings: Iterable[Diagnostic]) -> Source:
    """Returns a source with the edits of findings made."""
    text = apply_edits(source.text, (edit for found in findings if found.fix for edit in found.fix.edits))
    return replace(source, text=text)
