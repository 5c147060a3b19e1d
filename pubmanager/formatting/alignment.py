"""White space in entries: indentation and alignment."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pubmanager.findings import Edit, apply_edits
from pubmanager.formatting.style import COMMA, separators, style_finding
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.bibtex.entry import Entry
    from pubmanager.findings import Diagnostic
    from pubmanager.formatting.style import Layout, Style, StyledReading
    from pubmanager.source import Source

_WIDTH = 88  # that of black and ruff, for entries that are folded onto one line
NEWLINE = re.compile(r"\r\n|\r")
_OPENING = re.compile(r"(\s*)[{(](\s*)")
_EQUALS = re.compile(r"(\s*)=(\s*)")
_CLOSE = re.compile(r"(\s*)(?:,(\s*))?[})]")
_LINE_OF_COMMENT = re.compile(r"(?<=[\r\n])[ \t]*(?=%)")
_LAST_LINE = re.compile(r"(?<=[\r\n])[ \t]*(?=[})]?\Z)")


def indentation(look: StyledReading) -> Iterator[Diagnostic]:
    """All fields have the same indentation.

    Why: entries that are laid out alike are read at a glance, and a missing field or brace stands out.

    Bad:
        @misc{a,
          title = {Owls},
              author = {Doe, Jane},
          year = {2024}
        }

    Good:
        @misc{a,
          title = {Owls},
          author = {Doe, Jane},
          year = {2024}
        }

    Fix: the white space around keys, commas and the closing brace.
    Source: bibtex-tidy's ``space`` and ``tab``.
    """
    if look.config.indent == "keep":
        return
    for entry in look.entries:
        edits = _spaces(entry, look.style.opening, _layout(look, entry))
        yield from style_finding("entry is not indented like the others", look.source, edits, entry=entry)


def alignment(look: StyledReading) -> Iterator[Diagnostic]:
    """The spaces around ``=`` are the same everywhere, or align ``=`` in a column.

    Why: names and values in columns are easy to compare, and a mixture looks like an accident.

    Bad:
        @misc{a,
          title = {Owls},
          author = {Doe, Jane},
          year={2024}
        }

    Good:
        @misc{a,
          title = {Owls},
          author = {Doe, Jane},
          year = {2024}
        }

    Fix: the white space around the sign.
    Source: bibtex-tidy's ``align``.
    """
    if look.config.align == "keep":
        return
    for entry in look.entries:
        edits = _gaps(entry, look.style)
        yield from style_finding("'=' is not aligned like the others", look.source, edits, entry=entry)


def laid_out(source: Source, start: int, end: int, wanted: str) -> Iterator[Edit]:
    """Yields the edit that makes white space the wanted one, given with ``\\n`` as its newline."""
    if NEWLINE.sub("\n", source.text[start:end]) != wanted:
        yield Edit(Span(start, end), wanted.replace("\n", source.newline))


def _layout(look: StyledReading, entry: Entry) -> Layout:
    """Returns the layout for an entry: that of most, unless it would join lines to one that is too long."""
    layout = look.style.layout
    wanted = [layout.first, *[layout.between] * (len(entry.fields) - 1)]
    pairs = [(old, new) for old, new in zip(separators(entry), wanted, strict=False) if COMMA.fullmatch(old)]
    if not any("\n" in old and "\n" not in new for old, new in pairs):
        return layout
    is_on_lines = any("\n" in each.raw or "\r" in each.raw for each in entry.fields)
    longest = look.config.line_length or _WIDTH
    return look.style.lines if is_on_lines or _width(look, entry, layout) > longest else layout


def _width(look: StyledReading, entry: Entry, layout: Layout) -> int:
    """Returns the length of an entry's longest line in a layout."""
    edits = [*_spaces(entry, look.style.opening, layout)]
    if look.config.align != "keep":
        edits += _gaps(entry, look.style)
    start = entry.span.start
    here = (Edit(Span(each.span.start - start, each.span.end - start), each.text) for each in edits)
    return max(map(len, apply_edits(look.source[entry.span], here).splitlines()))


def _spaces(entry: Entry, opening: str, layout: Layout) -> Iterator[Edit]:
    if entry.key:
        yield from _around(entry, _OPENING, entry.type_span.end, entry.key_span.start, opening)
    if not entry.fields:
        return
    if entry.key:
        yield from _between(entry, entry.key_span.end, entry.fields[0].name_span.start, layout.first)
    for one, other in pairwise(entry.fields):
        if one.raw:
            yield from _between(entry, one.value_span.end, other.name_span.start, layout.between)
    if entry.fields[-1].raw:
        yield from _closing(entry, entry.fields[-1].value_span.end, layout.close)


def _between(entry: Entry, start: int, end: int, wanted: str) -> Iterator[Edit]:
    if "%" in entry.source.text[start:end]:
        return _comment_lines(entry.source, start, end, wanted)
    return _around(entry, COMMA, start, end, wanted)


def _around(entry: Entry, pattern: re.Pattern[str], start: int, end: int, wanted: str) -> Iterator[Edit]:
    """Lays out the white space on both sides of a sign, where nothing else stands there."""
    found = pattern.fullmatch(entry.source.text, start, end)
    should = pattern.fullmatch(wanted)
    if found and should:
        for group in (1, 2):
            yield from laid_out(entry.source, *found.span(group), should[group])


def _closing(entry: Entry, start: int, wanted: str) -> Iterator[Edit]:
    source, end = entry.source, entry.span.end
    space = wanted.lstrip(",").rstrip("}")
    found = _CLOSE.fullmatch(source.text, start, end)
    if not found:
        yield from _comment_lines(source, start, end, space)
    elif found[2] is None:
        yield from laid_out(source, *found.span(1), space)
    else:
        yield from laid_out(source, *found.span(1), "")
        yield from laid_out(source, *found.span(2), space)


def _comment_lines(source: Source, start: int, end: int, wanted: str) -> Iterator[Edit]:
    """Indents comment lines between fields, and what follows them."""
    if "\n" not in wanted:
        return
    indent = wanted.rpartition("\n")[2]
    for pattern in (_LINE_OF_COMMENT, _LAST_LINE):
        for found in pattern.finditer(source.text[start:end]):
            yield from laid_out(source, start + found.start(), start + found.end(), indent)


def _gaps(entry: Entry, style: Style) -> Iterator[Edit]:
    fields = [each for each in entry.fields if each.raw]
    lengths = [len(each.name_span) for each in fields]
    column = style.before.column_for(lengths)
    befores = [style.before.fill(length, column) for length in lengths]
    heads = [length + len(before) + 1 for length, before in zip(lengths, befores, strict=True)]
    column = style.after.column_for(heads)
    for each, before, head in zip(fields, befores, heads, strict=True):
        wanted = f"{before}={style.after.fill(head, column)}"
        yield from _around(entry, _EQUALS, each.name_span.end, each.value_span.start, wanted)
