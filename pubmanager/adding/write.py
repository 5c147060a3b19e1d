"""Entries and fields as text in a file's style, and where the text goes. Newlines are ``\\n`` until it is inserted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.bibtex.resolve import MONTHS
from pubmanager.findings import Edit
from pubmanager.formatting.written import AND, KEEPS_LINES, above, content, delimited, line_end, parts
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.bibtex.entry import Entry, ResolvedField
    from pubmanager.formatting.style import Style


_NEWLINE = re.compile(r"\r\n|\r")
_WRAP = re.compile(r"[ \t]*\n[ \t]*")


class NewField(Struct, frozen=True):
    """A field to write. Shape: ``name`` in lower case; ``raw`` is its value with delimiters, macros or a number."""

    name: str
    raw: str


def new_field(found: ResolvedField, *, keeps_macros: bool) -> NewField:
    """Returns a field as it can stand in another file: what only the paste defines is written out."""
    raw = found.field.raw
    if (
        found.is_exact
        or raw.isdecimal()
        or raw.lower() in MONTHS
        or (keeps_macros and raw.lower() != found.value.lower())
    ):
        return NewField(found.name, raw)
    return NewField(found.name, f"{{{found.text}}}")


def entry_text(style: Style, type: str, key: str, fields: Sequence[NewField]) -> str:
    """Writes an entry."""
    head = f"@{style.types(type)}{style.opening}{key}"
    if not fields:
        return f"{head}}}"
    texts = field_texts(style, fields, lengths=[len(field.name) for field in fields])
    return head + style.layout.first + style.layout.between.join(texts) + style.layout.close


def more_fields(style: Style, texts: Sequence[str], *, is_first: bool) -> str:
    """Writes fields to insert behind the last value of an entry, or behind its key."""
    return (style.layout.first if is_first else style.layout.between) + style.layout.between.join(texts)


def field_texts(style: Style, fields: Sequence[NewField], lengths: Sequence[int]) -> list[str]:
    """Writes fields. Shape: ``lengths`` are those of the names of all fields that the entry will have."""
    between = style.layout.between
    indent = len(between.rpartition("\n")[2]) if "\n" in between else 0
    column = style.before.column_for(lengths)
    heads = [len(style.before.fill(length, column)) + length + 1 for length in lengths]
    column_of_values = style.after.column_for(heads)
    texts = []
    for field in fields:
        name = style.names(field.name)
        head = name + style.before.fill(len(name), column) + "="
        head += style.after.fill(len(head), column_of_values)
        texts.append(head + _value(style, field, indent + len(head)))
    return texts


def _value(style: Style, field: NewField, column: int) -> str:
    raw = _NEWLINE.sub("\n", field.raw)
    found = parts(raw)
    if len(found) != 1 or not (raw[0] in '{"' or raw.isdecimal()):
        return _WRAP.sub(" ", raw)
    text = _laid_out(style, field.name, content(raw), column + 1)
    return text if text.isdecimal() and style.bare_numbers else delimited(text, quotes=style.quotes)


def _laid_out(style: Style, name: str, text: str, column: int) -> str:
    """Lays lines out anew, which BibTeX reads as blanks; lists and paragraphs keep theirs."""
    if KEEPS_LINES.search(text):
        return text
    text = _WRAP.sub(" ", text)
    text = text.lstrip() if text.rstrip().endswith("\\") else text.strip()  # `\ ` is a blank to be seen
    if style.wraps and name in ("author", "editor"):
        return AND.sub(" and\n" + " " * column, text)
    return text


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
