"""Places as the protocol counts them: lines from 0, and columns in the units that client and server agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import Position, PositionEncodingKind, Range, TextEdit

from pubmanager.source import Span

if TYPE_CHECKING:
    from pubmanager.findings import Edit
    from pubmanager.source import Source

_WIDTHS = {PositionEncodingKind.Utf8: ("utf-8", 1), PositionEncodingKind.Utf16: ("utf-16-le", 2)}


def position_at(source: Source, offset: int, encoding: str) -> Position:
    """Returns the position of an offset."""
    place = source.position(offset)
    return Position(place.line - 1, _units(source.line(place.line)[: place.column - 1], encoding))


def range_of(source: Source, span: Span, encoding: str) -> Range:
    """Returns a span as a range."""
    end = max(span.start, span.end)
    return Range(position_at(source, span.start, encoding), position_at(source, end, encoding))


def offset_at(source: Source, position: Position, encoding: str) -> int:
    """Returns the offset of a position; one behind the end of its line is that end."""
    start = source.line_start(position.line + 1)
    if start is None:
        return len(source.text)
    line = source.line(position.line + 1)
    units = 0
    for index, character in enumerate(line):
        if units >= position.character:
            return start + index
        units += _units(character, encoding)
    return start + len(line)


def text_edit(source: Source, edit: Edit, encoding: str) -> TextEdit:
    """Returns an edit as the protocol writes it."""
    return TextEdit(range_of(source, edit.span, encoding), edit.text)


def difference(source: Source, text: str, encoding: str) -> TextEdit:
    """Returns one edit that turns a source's text into another, without their common beginning and end."""
    old = source.text
    length = min(len(old), len(text))
    start = next((each for each in range(length) if old[each] != text[each]), length)
    end = next((each for each in range(length - start) if old[-1 - each] != text[-1 - each]), length - start)
    return TextEdit(range_of(source, Span(start, len(old) - end), encoding), text[start : len(text) - end])


def _units(text: str, encoding: str) -> int:
    if encoding == PositionEncodingKind.Utf32:
        return len(text)
    name, width = _WIDTHS.get(PositionEncodingKind(encoding), ("utf-16-le", 2))
    return len(text.encode(name, "surrogatepass")) // width
