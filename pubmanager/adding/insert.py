"""Where new text goes in a file, as edits that touch nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Edit
from pubmanager.formatting.places import above, line_end
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pubmanager.bibtex.entry import Entry


_COMMA = re.compile(r"\s*,\s*")
_REST = re.compile(r"[^\S\r\n]*,?")


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


def replacements(entry: Entry, texts: Mapping[int, str]) -> Iterator[Edit]:
    """Puts texts in the place of fields; for an empty one the field goes, with the comma and the line that are its own.

    Shape: ``texts`` by the ``id`` of the field.
    """
    end, is_behind_kept = entry.key_span.end, False
    for place, field in enumerate(entry.fields):
        start, stop = field.name_span.start, field.value_span.end
        text = texts.get(id(field))
        if text:
            yield Edit(Span(start, stop), text.replace("\n", entry.source.newline))
        elif text is not None:
            following = entry.fields[place + 1].name_span.start if place + 1 < len(entry.fields) else stop
            yield Edit(_extent(entry.source, Span(start, stop), end, following, is_behind_kept), "")
        is_behind_kept = is_behind_kept or text != ""
        end = stop


def _extent(source: Source, field: Span, end: int, following: int, is_behind_kept: bool) -> Span:
    """Returns what goes with a field: what is before it back to another field, else what is behind it; no comment."""
    if is_behind_kept and _COMMA.fullmatch(source.text, end, field.start):
        return Span(end, field.end)
    if _COMMA.fullmatch(source.text, field.end, following):
        return Span(field.start, following)
    comma = _REST.match(source.text, field.end)
    return Span(field.start, comma.end() if comma else field.end)


def _at(source: Source, offset: int, text: str) -> Edit:
    return Edit(Span(offset, offset), text.replace("\n", source.newline))
