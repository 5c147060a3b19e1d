"""Names whose parts are named: ``family=Beauvoir, given=Simone, prefix=de``, as biber reads and Zotero writes them."""

from __future__ import annotations

import re

from pubmanager.latex.read import plain
from pubmanager.model.author import Name
from pubmanager.regex import regex

_PART = regex(
    r"\s*[\"{]?(?P<name>family|given|prefix|suffix|useprefix|(?:family|given|prefix|suffix)-i)\s*=\s*"
    r"(?P<value>\"[^\"]*\"|\{(?:[^{}]|\{[^{}]*\})*\}|[^,]*)\s*[\"}]?\s*(?:,|$)",
    re.IGNORECASE,
)


def is_extended(text: str) -> bool:
    """Whether a name is written with the names of its parts.

    >>> is_extended("given={Ura Ru}, family=Juan"), is_extended("Juan, Ura Ru")
    (True, False)
    """
    return "=" in text and bool(_PART.match(text))


def read_extended(text: str) -> Name | None:
    """Reads a name whose parts are named; ``None`` for all others. Source: biblatex manual, section 2.3.3.

    >>> read_extended("family=Beauvoir, given=Simone, prefix=de, useprefix=true")
    Name(given='Simone', prefix='de', family='Beauvoir', suffix='')
    """
    if not is_extended(text):
        return None
    parts = {found["name"].lower(): _bare(found["value"]) for found in _PART.finditer(text)}
    return Name(*(parts.get(name, "") for name in ("given", "prefix", "family", "suffix")))


def _bare(value: str) -> str:
    return " ".join(plain(value.strip(' "')).split())
