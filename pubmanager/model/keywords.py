"""Keywords, one by one."""

from __future__ import annotations

from functools import lru_cache

from pubmanager.latex.read import plain
from pubmanager.regex import regex

_SEPARATOR = regex(r"\s*[;,，；、]\s*")


@lru_cache(maxsize=1 << 12)
def read_keywords(text: str) -> tuple[str, ...]:
    """Splits keywords at semicolons where there are any, else at commas; each once, in order.

    >>> read_keywords("owls, {Birds}; night")
    ('owls, Birds', 'night')
    """
    pieces = text.split(";") if ";" in text else _SEPARATOR.split(text)
    return tuple(dict.fromkeys(word for piece in pieces if (word := plain(piece).strip(" .,"))))
