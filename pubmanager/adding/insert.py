"""Where new text goes in a file, as edits that touch nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Edit
from pubmanager.formatting.places import above, line_end
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from pubmanager.bibtex.entry import Entry


def behind(entry: Entry, text: str, blank: int) -> Edit:
    """Inserts text behind an entry and what else stands on its last line."""
    source = entry.source
    end = line_end(source, entry.span.end)
    before_next = source.text[end : end + 1] not in ("", "\r", "\n")
    return _at(source, end, "\n" * blank + text + "\n" * blank * before_next)


def before(entry: Entry, text: str, blank: int) -> Edit:
    """Inserts text before an entry, and before the comments that stand right above it."""
    return _at(entry.source, above(entry.source, entry.span.start), text + "\n" * blank)


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
