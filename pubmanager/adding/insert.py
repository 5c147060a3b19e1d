"""Where new text goes in a file, as edits that touch nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Edit
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from pubmanager.bibtex.entry import Entry

_ENTRY_ON_LINE = re.compile(r"[^\S\r\n]*@")
_REST_OF_LINE = re.compile(r"[^\r\n]*")


def behind(entry: Entry, text: str, blank: int) -> Edit:
    """Inserts text behind an entry and what else stands on its last line."""
    source = entry.source
    if _ENTRY_ON_LINE.match(source.text, entry.span.end):
        return _at(source, entry.span.end, "\n" * blank + text + "\n" * blank)
    match = _REST_OF_LINE.match(source.text, entry.span.end)
    return _at(source, match.end() if match else entry.span.end, "\n" * blank + text)


def before(entry: Entry, text: str, blank: int) -> Edit:
    """Inserts text before an entry, and before the comments that stand right above it."""
    return _at(entry.source, _above(entry.source, entry.span.start), text + "\n" * blank)


def _above(source: Source, start: int) -> int:
    """Returns where the comment lines start that stand right above an offset."""
    position = source.position(start)
    if source.line(position.line)[: position.column - 1].strip():
        return start
    number, start = position.line, start - position.column + 1
    while number > 1 and source.line(number - 1).lstrip().startswith("%"):
        number -= 1
        start -= len(source.line(number)) + (2 if source.text[start - 2 : start] == "\r\n" else 1)
    return start


def at_end(source: Source, text: str) -> Edit:
    """Inserts text at the end of a file without entries, behind a blank line if something stands there."""
    lines = source.text.replace("\r\n", "\n").replace("\r", "\n")
    missing = 0 if not lines.strip() else 2 - (len(lines) - len(lines.rstrip("\n")))
    return _at(source, len(source.text), "\n" * max(0, missing) + text + "\n")


def into(entry: Entry, text: str) -> Edit:
    """Inserts text behind the last field of an entry, or behind its key."""
    offset = entry.fields[-1].value_span.end if entry.fields else entry.key_span.end
    return _at(entry.source, offset, text)


def _at(source: Source, offset: int, text: str) -> Edit:
    return Edit(Span(offset, offset), text.replace("\n", source.newline))
