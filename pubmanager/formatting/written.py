"""Pieces of a file as written: values between their delimiters, and what belongs to an entry around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.bibtex.salvage import well_formed
from pubmanager.source import Span

if TYPE_CHECKING:
    from pubmanager.bibtex.entry import Block
    from pubmanager.source import Source


AND = re.compile(r"\s+and\s+", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\n\f\v]+")  # what BibTeX folds
KEEPS_LINES = re.compile(r"(?:\A\s*|[\r\n][ \t]*)[-*](?=\s|\Z)|\n[ \t]*\n|\r\n?[ \t]*\r")  # bullets, or paragraphs


def parts(raw: str) -> list[tuple[int, str]]:
    """Returns the literals and macros of a value with their offsets; nothing for one that is not well formed.

    >>> parts('nat # " Birds"')
    [(0, 'nat'), (6, '" Birds"')]
    """
    spans = list(well_formed(raw, 0, len(raw)))
    whole = bool(spans) and spans[-1].end == len(raw)
    return [(span.start, raw[span.start : span.end]) for span in spans] if whole else []


def content(part: str) -> str:
    """Returns what a literal holds, and a number or macro as it is.

    >>> content("{Owls}"), content("jan")
    ('Owls', 'jan')
    """
    return part[1:-1] if part[0] in '{"' else part


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


def is_quotable(text: str) -> bool:
    """Whether a text can stand in quotes: no quote outside of braces.

    >>> is_quotable('the {"}best{"} one'), is_quotable('the "best" one')
    (True, False)
    """
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0 or (sign == '"' and not depth):
            return False
    return True


def delimited(text: str, *, quotes: bool) -> str:
    """Returns a text as a literal, in quotes where it can and should."""
    return f'"{text}"' if quotes and is_quotable(text) else f"{{{text}}}"


_ENTRY_ON_LINE = re.compile(r"[^\S\r\n]*@")
_REST_OF_LINE = re.compile(r"[^\r\n]*")


def above(source: Source, start: int) -> int:
    """Returns where the comment lines start that stand right above an offset."""
    position = source.position(start)
    line_start, before = start - position.column + 1, start
    while before > line_start and source.text[before - 1].isspace():
        before -= 1
    if before > line_start:  # told without a copy of the line, which may have thousands of entries
        return start
    number, start = position.line, line_start
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
