"""Shields: a short text on a coloured ground, as an image of shields.io or made here."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from pubmanager.regex import regex
from pubmanager.render.colors import css_color, ink_on
from pubmanager.values import dataclass

if TYPE_CHECKING:
    from pubmanager.render.writers import Safe, Writer

BASE = "https://img.shields.io"
_REPOSITORY = regex(r"https?://(?:www\.)?github\.com/(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?(?:[/?#].*)?")


@dataclass(frozen=True, slots=True)
class Shield:
    """A short text with its colour; ``kind`` says of what, ``logo`` names one of simple-icons."""

    text: str
    kind: str
    color: str
    logo: str = ""
    logo_color: str = ""
    style: str = ""

    @property
    def css(self) -> str:
        """Its colour as CSS has it."""
        return css_color(self.color)

    @property
    def url(self) -> str:
        """Its image on shields.io."""
        return shield_url("", self.text, self.color, logo=self.logo, logo_color=self.logo_color, style=self.style)


def drawn(shield: Shield, drawing: str, writer: Writer) -> Safe:
    """Draws a shield as an ``image`` of shields.io, ``svg`` or ``span`` made here, ``code`` or ``text``."""
    if drawing == "svg":
        ink = ink_on(shield.color)
        inks = {"background": css_color(shield.color), "color": ink}
        logo_color = css_color(shield.logo_color) if shield.logo_color else ink
        return writer.drawn_label(shield.text, **inks, logo=shield.logo, logo_color=logo_color)
    if drawing == "span":
        classes = f"shield shield-{shield.kind}"
        return writer.label(
            shield.text, background=css_color(shield.color), color=ink_on(shield.color), classes=classes
        )
    if drawing == "code":
        return writer.code(shield.text)
    return writer.text(shield.text) if drawing == "text" else writer.image(shield.url, shield.text)


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
    return f"{BASE}/badge/{'-'.join([*parts, _part(color.lstrip('#'))])}{_query(query)}"


def github_shield_url(kind: str, code: str, *, style: str = "", label: str = "") -> str:
    """Returns the URL of a live badge of a repository's ``stars`` or ``forks``; nothing where it is not on GitHub.

    >>> github_shield_url("stars", "https://github.com/me/owls/tree/main", style="social")
    'https://img.shields.io/github/stars/me/owls?style=social'
    """
    found = _REPOSITORY.fullmatch(code)
    if not found:
        return ""
    return f"{BASE}/github/{kind}/{found['owner']}/{found['name']}{_query([('style', style), ('label', label)])}"


def _query(pairs: list[tuple[str, str]]) -> str:
    filled = "&".join(f"{name}={quote(content.lstrip('#'), safe='')}" for name, content in pairs if content)
    return f"?{filled}" if filled else ""


def _part(text: str) -> str:
    """Writes one part of a static badge's path: ``-`` and ``_`` are doubled, a blank is an underscore."""
    return quote(text.replace("-", "--").replace("_", "__").replace(" ", "_"), safe="")
