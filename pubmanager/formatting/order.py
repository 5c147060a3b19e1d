"""In which order fields and entries stand."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.bibtex.entry import Entry, Macro, Preamble, ResolvedEntry
from pubmanager.bibtex.resolve import MONTHS, resolve
from pubmanager.findings import Edit
from pubmanager.formatting.style import style_finding
from pubmanager.formatting.written import above, content, line_end, parts
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.bibtex.entry import Block
    from pubmanager.findings import Diagnostic
    from pubmanager.formatting.style import StyledReading
    from pubmanager.source import Source

USUAL = (
    "title", "author", "editor", "journal", "journaltitle", "booktitle", "year", "date", "month", "volume", "number",
    "series", "pages", "edition", "publisher", "organization", "institution", "school", "address", "location", "doi",
    "eprint", "archiveprefix", "eprinttype", "primaryclass", "isbn", "issn", "url", "urldate", "note",
)  # fmt: skip
_COMMA = re.compile(r"\s*,\s*")
_ENTRY_IN_COMMENT = re.compile(r"(?:\A|[\r\n])[ \t]*%[%\s]*@\w+\s*[{(]")
_DEEPEST = 20  # crossrefs refer to others so deep at most; deeper is a circle

Value = tuple[int, int, str]


def field_order(look: StyledReading) -> Iterator[Diagnostic]:
    """Fields are in the order of ``fields``; the others follow in their own order.

    Why: what one looks for is always at the same place.

    Bad:
        @misc{a, year = {2024}, title = {Owls}, author = {Doe, Jane}}

    Good:
        @misc{a, title = {Owls}, year = {2024}, author = {Doe, Jane}}

    Options: fields = ["title", "year"]
    Fix: fields change places; repeated ones keep their order, and so do entries with comments inside.
    Source: bibtex-tidy's ``sort-fields``.
    """
    wanted = [name.lower() for each in look.config.fields for name in (USUAL if each == "usual" else (each,))]
    if not wanted:
        return
    rank = {name: place for place, name in reversed(list(enumerate(wanted)))}
    for entry in look.entries:
        spans = [Span(each.name_span.start, each.value_span.end) for each in entry.fields]
        if all(each.raw for each in entry.fields) and _is_plain(look.source, spans):
            ordered = sorted(range(len(spans)), key=lambda place: rank.get(entry.fields[place].name, len(rank)))
            edits = _moved(look.source, spans, [spans[place] for place in ordered])
            yield from style_finding("fields are not in their order", look.source, edits, entry=entry)


def _is_plain(source: Source, spans: Sequence[Span]) -> bool:
    return all(_COMMA.fullmatch(source.text, one.end, other.start) for one, other in pairwise(spans))


def _moved(source: Source, places: Sequence[Span], texts: Sequence[Span]) -> Iterator[Edit]:
    for place, text in zip(places, texts, strict=True):
        if place != text:
            yield Edit(place, source[text])


class _Unit(Struct, frozen=True):
    """A block with what belongs to it: comments above, the rest of its last line."""

    block: Block
    span: Span


def sorted_entries(look: StyledReading) -> Iterator[Diagnostic]:
    """Entries are sorted by ``sort``; macros and preambles come first.

    Why: in a sorted file an entry is found without searching, and two people add to different places.

    Bad:
        @misc{b, title = {Larks}, author = {Doe, Jane}, year = {2024}}
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = {2024}}

    Good:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = {2024}}
        @misc{b, title = {Larks}, author = {Doe, Jane}, year = {2024}}

    Options: sort = ["key"]
    Fix: entries change places with the comments right above them. Headings and ``@comment`` blocks stay, and entries
    are sorted between them. What others name in ``crossref`` comes last, as BibTeX needs it. Nothing moves in a file
    with an entry that cannot be read, since that entry may include what follows it.
    Source: bibtex-tidy's ``sort``; *BibTeXing*, section 2.1, for ``crossref``.
    """
    if not look.config.sort or not all(entry.readable for entry in look.reading.entries):
        return
    units = [_unit(look, index) for index in range(len(look.reading.blocks))]
    yield from style_finding("'@string' stands behind entries", look.source, _macros_first(look, units))
    order = _Order(look)
    message = f"entries are not sorted by {', '.join(look.config.sort)}"
    for run in _runs(look, units):
        written = [each.block for each in run if isinstance(each.block, Entry)]
        ordered = order.sorted(written)
        misplaced = next((one for one, other in zip(written, ordered, strict=True) if one is not other), written[0])
        spans = {id(each.block): each.span for each in run}
        edits = list(_moved(look.source, [each.span for each in run], [spans[id(each)] for each in ordered]))
        yield from style_finding(message, look.source, edits, entry=misplaced, span=misplaced.key_span)


def _unit(look: StyledReading, index: int) -> _Unit:
    blocks, source = look.reading.blocks, look.source
    block = blocks[index]
    floor = line_end(source, blocks[index - 1].span.end) if index else 0
    start = max(floor, above(source, block.span.start))
    between = source.text[floor:start]
    lines = [line for line in re.split(r"[\r\n]+", between) if line.strip()]
    if _ENTRY_IN_COMMENT.search(between) and all(line.lstrip().startswith("%") for line in lines):
        start = floor
    if start == floor:
        start += len(source.text[start : block.span.start]) - len(source.text[start : block.span.start].lstrip())
    return _Unit(block, Span(start, line_end(source, block.span.end)))


def _macros_first(look: StyledReading, units: Sequence[_Unit]) -> list[Edit]:
    """Moves macros and preambles before the first entry, unless a macro is defined twice."""
    names = [block.field.name for block in look.reading.blocks if isinstance(block, Macro)]
    first = next((place for place, each in enumerate(units) if isinstance(each.block, Entry)), len(units))
    late = [each for each in units[first:] if isinstance(each.block, (Macro, Preamble))]
    source = look.source
    are_closed = all(source.text[each.block.span.end - 1] in "})" for each in late)
    if not late or not are_closed or len(set(names)) < len(names):
        return []
    texts = source.newline.join(source[each.span].strip() for each in late)
    start = units[first].span.start
    edits = [Edit(Span(start, start), texts + source.newline * look.style.blank)]
    for each in late:
        rest = source.text[each.span.end :]
        edits.append(Edit(Span(each.span.start, each.span.end + len(rest) - len(rest.lstrip())), ""))
    return edits


def _runs(look: StyledReading, units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    """Yields entries that follow each other with nothing but white space between them."""
    run: list[_Unit] = []
    for each in units:
        is_next = not run or _is_line_break(look.source.text[run[-1].span.end : each.span.start])
        is_movable = isinstance(each.block, Entry) and each.block.readable
        if not (is_next and is_movable) and run:
            yield run
            run = []
        if is_movable:
            run.append(each)
    if run:
        yield run


def _is_line_break(text: str) -> bool:
    return not text.strip() and ("\n" in text or "\r" in text)


class _Order:
    """The order of a reading's entries."""

    def __init__(self, look: StyledReading) -> None:
        self._keys = look.config.sort
        self._first: dict[str, ResolvedEntry] = {}
        for each in resolve((look.reading,)).entries:
            self._first.setdefault(each.key.lower(), each)
        self._levels = _levels([each.entry for each in self._first.values()])

    def sorted(self, entries: Sequence[Entry]) -> list[Entry]:
        """Sorts entries; stable, those without a value last, those named in ``crossref`` behind all others."""
        ordered = list(entries)
        for key in reversed(self._keys):
            name, is_down = key.removeprefix("-").lower(), key.startswith("-")
            values = {id(each): self._value(each, name) for each in ordered}
            known = [each for each in ordered if values[id(each)] is not None]
            known.sort(key=lambda each: values[id(each)] or (0, 0, ""), reverse=is_down)
            ordered = known + [each for each in ordered if values[id(each)] is None]
        return sorted(ordered, key=lambda each: self._levels.get(each.key.lower(), 0))

    def _value(self, entry: Entry, name: str) -> Value | None:
        """Returns what an entry is sorted by; one that repeats a key goes with the first of that key."""
        found = self._first[entry.key.lower()]
        if name in ("key", "type"):
            return (1, 0, (found.key if name == "key" else found.type).casefold())
        value = found.value(name) or (found.value("date")[:4] if name == "year" else "")
        if name == "month" and value[:3].lower() in MONTHS:
            return (0, MONTHS.index(value[:3].lower()) + 1, "")
        if value.isascii() and value.isdecimal() and len(value) < 20:  # Python refuses to read very long numbers
            return (0, int(value), "")
        return (1, 0, value.casefold()) if value else None


def _levels(entries: Sequence[Entry]) -> dict[str, int]:
    """Returns how far above its deepest child each ``crossref`` parent stands."""
    parents = {}
    for entry in entries:
        field = entry.field("crossref")
        found = parts(field.raw) if field else []
        if len(found) == 1:
            parents[entry.key.lower()] = content(found[0][1]).strip().lower()
    levels: dict[str, int] = {}
    for _ in range(_DEEPEST):
        new: dict[str, int] = {}
        for child, parent in parents.items():
            new[parent] = max(new.get(parent, 0), levels.get(child, 0) + 1)
        if new == levels:
            break
        levels = new
    return levels
