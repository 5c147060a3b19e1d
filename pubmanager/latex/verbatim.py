"""Links, identifiers, paths and file names: read as written, but for the escapes people put there."""

from __future__ import annotations

import re
from functools import lru_cache

from pubmanager.latex.tables import SIGNS
from pubmanager.regex import regex

_NEEDED = regex(r"[\\{}$<>\s]")
_OPENING = regex(r"(?:\\(?:url|path|nolinkurl|texttt|detokenize|href)\s*)?\{")
_BRACE = regex(r"\\.|[{}]", re.DOTALL)
_ANGLES = regex(r"<([^<>\s]*)>")
_TILDE = regex(r"\$\s*\\?(?:sim|tilde|~)\s*\$|\{\s*\\(?:sim|~)\s*\}|\\~(?:\s*\{\s*\})?")
_ESCAPE = regex(r"\{?\\([&%_#$])\}?(?:\{\})?|\{([_%&#~$])\}")
_NAMED = regex(r"\{?\\(text[a-z]+|slash|hyphen|_|lbrace|rbrace)(?![A-Za-z])(?:\s*\{\s*\}|\s+|\}|(?=\W|$))")
_FOLDED = regex(r"[\n\r\t]+")


def verbatim(text: str) -> str:
    """Undoes the LaTeX that people put into links, ids, paths and file names, and nothing else.

    >>> verbatim(r"{https://example.org/\\~{}me/a\\_b.pdf?x=1\\&y=50%20}")
    'https://example.org/~me/a_b.pdf?x=1&y=50%20'
    >>> verbatim(r"\\url{https://example.org}")
    'https://example.org'
    """
    return _undone(text) if _NEEDED.search(text) else text


@lru_cache(maxsize=1 << 15)
def _undone(text: str) -> str:
    text = _unwrapped(_FOLDED.sub(" ", text).strip())
    if "\\" in text or "$" in text or "{" in text:
        text = _TILDE.sub("~", text)
        text = _NAMED.sub(_named, text)
        text = _ESCAPE.sub(lambda match: match[1] or match[2], text)
    return text.strip()


def _named(match: re.Match[str]) -> str:
    return SIGNS.get(match[1], match.group())


def _unwrapped(text: str) -> str:
    """Takes off braces, ``\\url{}``, the text of ``\\href{}{}`` and angle brackets around the whole."""
    for _ in range(4):
        opening = _OPENING.match(text)
        end = _closing(text, opening.end()) if opening else -1
        if opening and (end == len(text) - 1 or (end > 0 and text.startswith("\\href"))):
            text = text[opening.end() : end].strip()
        elif angles := _ANGLES.fullmatch(text):
            text = angles[1]
        else:
            break
    return text


def _closing(text: str, position: int) -> int:
    """Returns where the brace closes that opened before ``position``; -1 where it does not."""
    depth = 1
    for brace in _BRACE.finditer(text, position):
        depth += {"{": 1, "}": -1}.get(brace.group(), 0)
        if not depth:
            return brace.start()
    return -1
