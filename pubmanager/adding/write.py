"""Entries and fields as text in the style of a file. Newlines are ``\\n``; whoever inserts the text adapts them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.bibtex.resolve import MONTHS
from pubmanager.formatting.literals import AND, KEEPS_LINES, content, delimited, parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.bibtex.entry import ResolvedField
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
