"""Entries and fields as text in the style of a file. Newlines are ``\\n``; whoever inserts the text adapts them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubmanager.bibtex.resolve import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.adding.style import Style
    from pubmanager.bibtex.entry import ResolvedField

_NEWLINE = re.compile(r"\r\n|\r")
_WRAP = re.compile(r"[ \t]*\n[ \t]*")
_KEEPS_LINES = re.compile(r"\n[ \t]*(?:\n|[-*] )")  # a list of bullets, or paragraphs
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_LITERAL = re.compile(r'\{.*\}|".*"|\d+', re.DOTALL)


@dataclass(frozen=True, slots=True)
class NewField:
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
    texts = _field_texts(style, fields, indent=_indent(style.between))
    return head + style.first + style.between.join(texts) + style.close


def more_fields(style: Style, fields: Sequence[NewField], *, is_first: bool) -> str:
    """Writes fields to insert behind the last value of an entry, or behind its key."""
    texts = _field_texts(style, fields, indent=_indent(style.between))
    return (style.first if is_first else style.between) + style.between.join(texts)


def _indent(between: str) -> int:
    return len(between.rpartition("\n")[2]) if "\n" in between else 0


def _field_texts(style: Style, fields: Sequence[NewField], indent: int) -> list[str]:
    names = [style.names(field.name) for field in fields]
    column = style.before.column_for(map(len, names))
    heads = [name + style.before.fill(len(name), column) + "=" for name in names]
    column = style.after.column_for(map(len, heads))
    heads = [head + style.after.fill(len(head), column) for head in heads]
    return [head + _value(style, field, indent + len(head)) for head, field in zip(heads, fields, strict=True)]


def _value(style: Style, field: NewField, column: int) -> str:
    raw = _NEWLINE.sub("\n", field.raw)
    if not _LITERAL.fullmatch(raw) or ("#" in raw and not _is_one_literal(raw)):
        return _WRAP.sub(" ", raw)
    content = raw if raw.isdecimal() else raw[1:-1]
    content = _laid_out(style, field.name, content, column + 1)
    if content.isdecimal() and style.bare_numbers:
        return content
    return f'"{content}"' if style.quotes and _is_quotable(content) else f"{{{content}}}"


def _is_one_literal(raw: str) -> bool:
    """Whether what opens first closes last: ``{a} # {b}`` is no single literal."""
    depth = 0
    for place, sign in enumerate(raw[:-1]):
        depth += (sign == "{") - (sign == "}")
        if (raw[0] == "{" and not depth) or (raw[0] == '"' and place and sign == '"' and not depth):
            return False
    return True


def _laid_out(style: Style, name: str, content: str, column: int) -> str:
    """Lays lines out anew, which BibTeX reads as blanks; lists and paragraphs keep theirs."""
    if _KEEPS_LINES.search(content):
        return content
    content = _WRAP.sub(" ", content)
    content = content.lstrip() if content.rstrip().endswith("\\") else content.strip()  # `\ ` is a blank to be seen
    if style.wraps and name in ("author", "editor"):
        return _AND.sub(" and\n" + " " * column, content)
    return content


def is_balanced(text: str) -> bool:
    """Whether every brace has its partner, as BibTeX counts: one behind a backslash is a brace too.

    >>> is_balanced(r"a \\{ b \\} {c}"), is_balanced(r"a \\{ b"), is_balanced("}{")
    (True, False, False)
    """
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return not depth


def _is_quotable(content: str) -> bool:
    """Whether a value can stand in quotes: no quote outside of braces.

    >>> _is_quotable('the {"}best{"} one'), _is_quotable('the "best" one')
    (True, False)
    """
    depth = 0
    for sign in content:
        depth += (sign == "{") - (sign == "}")
        if depth < 0 or (sign == '"' and not depth):
            return False
    return True
