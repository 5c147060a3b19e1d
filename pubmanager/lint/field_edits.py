"""Edits of whole fields: one more behind the last, or one taken away with its comma and its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Edit
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from pubmanager.bibtex.entry import Entry, Field

_LINE_END = regex(r"[^\S\r\n]*(?:\r\n|\r|\n)")
_REST_OF_FIELD = regex(r"[^\S\r\n]*,?[^\S\r\n]*(?:\r\n|\r|\n)?")
_COMMA = regex(r"\s*,")


def field_extent(entry: Entry, written: Field) -> Span:
    """Returns what goes when a field goes: its comma (before it in a comma-first style) and, alone there, its line."""
    text = entry.source.text
    start, end = written.name_span.start, written.value_span.end
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    before = text[line:start]
    if before.strip() == ",":
        match = _LINE_END.match(text, end)
        return Span(line, match.end() if match else end)
    match = _REST_OF_FIELD.match(text, end)
    return Span(start if before.strip() else line, match.end() if match else end)


def addition(entry: Entry, name: str, content: str) -> Edit:
    """Returns the edit that adds a field in braces behind the last one, indented and aligned like it."""
    text = entry.source.text
    if not entry.fields:
        end = entry.key_span.end
        comma = _COMMA.match(text, end)
        at = comma.end() if comma else end
        return Edit(Span(at, at), f"{'' if comma else ','} {name} = {{{content}}},")
    last = entry.fields[-1]
    at = last.value_span.end
    line = max(text.rfind("\n", 0, last.name_span.start), text.rfind("\r", 0, last.name_span.start)) + 1
    indent = text[line : last.name_span.start]
    lead = f",{entry.source.newline}{indent}" if not indent.strip() else ", "
    sign = text[last.name_span.end : last.value_span.start]
    width = _column_of_signs(entry)
    padded = f"{name} " if sign[:1].isspace() else name
    equals = f"{padded.ljust(width)}{sign[sign.index('=') :]}" if "=" in sign else f"{name} = "
    return Edit(Span(at, at), f"{lead}{equals}{{{content}}}")


def _column_of_signs(entry: Entry) -> int:
    """Returns how far from a name its sign stands, where names of other lengths share that; else 0."""
    text, last = entry.source.text, entry.fields[-1]
    signs = [(each, text.find("=", each.name_span.end, each.value_span.start)) for each in entry.fields]
    widths = {len(each.name_span): at - each.name_span.start for each, at in signs if at >= 0}
    width = widths.get(len(last.name_span), 0)
    others = [length for length, other in widths.items() if other == width and length != len(last.name_span)]
    return width if others else 0
