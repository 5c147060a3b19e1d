"""Values as written: what their delimiters hold, and whether they could have others."""

from __future__ import annotations

import re

from pubmanager.bibtex.salvage import well_formed

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
