"""What belongs to an entry around it: the comments right above, and the rest of its last line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.source import Span

if TYPE_CHECKING:
    from pubmanager.bibtex.entry import Block
    from pubmanager.source import Source

_ENTRY_ON_LINE = re.compile(r"[^\S\r\n]*@")
_REST_OF_LINE = re.compile(r"[^\r\n]*")


def above(source: Source, start: int) -> int:
    """Returns where the comment lines start that stand right above an offset."""
    position = source.position(start)
    if source.line(position.line)[: position.column - 1].strip():
        return start
    number, start = position.line, start - position.column + 1
    while number > 1 and source.line(number - 1).lstrip().startswith("%"):
        number -= 1
        start -= len(source.line(number)) + (2 if source.text[start - 2 : start] == "\r\n" else 1)
    return start


def line_end(source: Source, end: int) -> int:
    """Returns where the line ends on which an entry ends; the entry's own end where another follows on the line."""
    if _ENTRY_ON_LINE.match(source.text, end):
        return end
    match = _REST_OF_LINE.match(source.text, end)
    return match.end() if match else end


def gap_between(one: Block, other: Block) -> Span | None:
    """Returns the white space between a block and the next one with its comments; ``None`` where text stands there."""
    source = one.source
    start = line_end(source, one.span.end)
    end = max(start, above(source, other.span.start))
    if not source.text[end : other.span.start].strip():
        end = max(start, other.span.start)
    return None if source.text[start:end].strip() else Span(start, end)
