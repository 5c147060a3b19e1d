"""HTML tags that publishers' exports leave in titles, paired before reading so that a lone one stays text."""

from __future__ import annotations

import re

from pubmanager.latex.tables import TAGS
from pubmanager.regex import regex

_LESS = r"(?:<|&lt;|\$\s*(?:\\less|\\lt|<)\s*\$|\{\\textless\s*\}|\\textless(?:\s*\{\}|\s+))"
_GREATER = r"(?:>|&gt;|\$\s*(?:\\greater|\\gt|>)\s*\$|\{\\textgreater\s*\}|\\textgreater(?![A-Za-z])(?:\{\})?)"
_NAMES = "|".join(sorted(TAGS, key=len, reverse=True))

# Crossref and Mendeley write ``<i>`` as ``{\textless}i{\textgreater}`` or ``$\less$i$\greater$``.
TAG = rf"{_LESS}(?P<slash>/?)(?P<tag_name>(?i:{_NAMES}))(?P<attributes>\s[^<>{{}}$\\]*)?{_GREATER}"

_SIGNS = ("<", "&lt;", "less", "\\lt")
_TOKEN = regex(rf"(?P<tag>{TAG})|\\.|[{{}}]", re.DOTALL)


def paired_tags(text: str) -> frozenset[int]:
    """Returns where the tags stand that have a partner in the same group of braces.

    Units: offsets in code points, 0-based, of opening and closing tags alike.

    >>> sorted(paired_tags("<i>a</i> <b>"))
    [0, 4]
    """
    if "/" not in text or not any(sign in text for sign in _SIGNS):
        return frozenset()
    paired: set[int] = set()
    opened: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(text):
        if token["tag"] is None:
            _brace(token.group(), opened)
        elif not token["slash"]:
            opened.append((token["tag_name"].lower(), token.start()))
        elif (start := _opening(token["tag_name"].lower(), opened)) is not None:
            paired |= {start, token.start()}
    return frozenset(paired)


def _brace(token: str, opened: list[tuple[str, int]]) -> None:
    if token == "{":
        opened.append(("{", 0))
    elif token == "}":
        _opening("{", opened)


def _opening(name: str, opened: list[tuple[str, int]]) -> int | None:
    """Returns where the partner opened; what is left open above it can have none any more."""
    while opened:
        found, start = opened[-1]
        if found == "{" and name != "{":
            return None
        opened.pop()
        if found == name:
            return start
    return None
