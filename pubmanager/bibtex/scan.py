"""The fast way through an entry: one pattern for the fields that nearly everybody writes.

What it does not take, bibtexparser's splitter reads, and salvage what that cannot; where it takes an entry, the
splitter gives the same (a test compares them).
"""

from __future__ import annotations

from pubmanager.bibtex.entry import Field
from pubmanager.regex import regex

_BLANK = r"[ \t\r\n]*+"
# Possessive throughout: a text is looked at once, however wrong it is.
_BRACED = r"\{[^{}]*+\}"
for _ in range(4):
    _BRACED = rf"\{{[^{{}}]*+(?:{_BRACED}[^{{}}]*+)*+\}}"
_LITERAL = rf'(?:{_BRACED}|"[^"{{}}]*+(?:{_BRACED}[^"{{}}]*+)*+"|[A-Za-z0-9_:./+-]++)'
_FIELD = regex(
    rf"{_BLANK}([A-Za-z][A-Za-z0-9_:.+-]*+){_BLANK}={_BLANK}({_LITERAL}((?:{_BLANK}#{_BLANK}{_LITERAL})*+))"
    rf"{_BLANK}(?:,|(?=\}}))"
)
_END = regex(rf"{_BLANK}\}}")
_PERCENT_LINE = regex(r"(?:\A|[\r\n,])[^\S\r\n]*%")


def is_special(text: str, start: int, end: int) -> bool:
    """Whether a stretch has what BibTeX and people mean differently: escaped braces, and lines behind ``%``."""
    return (
        text.find("\\{", start, end) >= 0
        or text.find("\\}", start, end) >= 0
        or (text.find("%", start, end) >= 0 and bool(_PERCENT_LINE.search(text[start:end])))
    )


def scan(text: str, start: int, limit: int) -> tuple[list[Field], int] | None:
    """Reads the fields between the comma behind a key and the brace that closes the entry, if all are plain.

    Units: offsets into ``text``; the second result is behind the closing brace, which stands before ``limit``.

    >>> scan("@book{owl, title = {Owls}, year = 2024}", 10, 39)
    ([title = {Owls}, year = 2024], 39)
    """
    fields = []
    position = start
    while found := _FIELD.match(text, position, limit):
        position = found.end()
        name = _NAMES.get(found[1]) or _named(found[1])
        start, end = found.span(2)
        fields.append(Field(text, name, found.start(1), start, end, text[start] in '{"' and not found[3]))
    closed = _END.match(text, position, limit)
    return (fields, closed.end()) if closed and not is_special(text, start, position) else None


_NAMES: dict[str, str] = {}  # names as written to names: a few, each once in memory


def _named(written: str) -> str:
    name = written.lower()
    if len(_NAMES) < 4096:
        name = _NAMES.setdefault(name, name)
        _NAMES[written] = name
    return name
