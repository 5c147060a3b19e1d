"""Shields: badges as images of shields.io."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

BASE = "https://img.shields.io"


@lru_cache(maxsize=1 << 12)
def shield_url(label: str, message: str, color: str, *, logo: str = "", logo_color: str = "", style: str = "") -> str:
    """Returns the URL of a static badge. Source: shields.io, "Static Badge".

    >>> shield_url("", "AAAI-2025", "darkblue")
    'https://img.shields.io/badge/AAAI--2025-darkblue'
    >>> shield_url("", "Paper", "fff", logo="readthedocs", logo_color="000")
    'https://img.shields.io/badge/Paper-fff?logo=readthedocs&logoColor=000'
    """
    parts = [_part(text) for text in (label, message) if text]
    query = [("logo", logo), ("logoColor", logo_color), ("style", style)]
    filled = "&".join(f"{name}={quote(content.lstrip('#'), safe='')}" for name, content in query if content)
    return f"{BASE}/badge/{'-'.join([*parts, _part(color.lstrip('#'))])}" + (f"?{filled}" if filled else "")


def _part(text: str) -> str:
    """Writes one part of a static badge's path: ``-`` and ``_`` are doubled, a blank is an underscore."""
    return quote(text.replace("-", "--").replace("_", "__").replace(" ", "_"), safe="")
