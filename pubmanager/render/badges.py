"""Badges: short labels of a publication, each with the colour of what it says, and how they are drawn as shields."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec import Struct

from pubmanager.regex import regex
from pubmanager.render.pattern_names import KNOWN, value_of
from pubmanager.render.patterns import parse_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pubmanager.model.publication import Publication
    from pubmanager.render.writers import Safe, Writer


_SAME = {"date.year": "year", "container": "venue"}  # names that say what another one does
_DATED = frozenset({"venue", "venue.short", "venue.name", "year", "date.year"})


def badge_text(publication: Publication, pattern: str, place: str, hidden: tuple[str, ...]) -> str:
    """Returns the main badge's text: the publication's own literal one, or the filled pattern."""
    literal = publication.badge
    return filled(publication, pattern, place, hidden) if literal is None else literal


def filled(publication: Publication, pattern: str, place: str, hidden: tuple[str, ...]) -> str:
    """Fills a pattern as plain text."""
    return parse_pattern(pattern, KNOWN).fill(value_of(publication, place, hidden))


def badges_of(
    publication: Publication, patterns: Sequence[str], colors: Mapping[str, str], hidden: tuple[str, ...]
) -> tuple[Shield, ...]:
    """Returns one badge for each pattern that is not empty.

    A publication's own literal badge stands for the first, and for those that say only venue or year.
    """
    found: list[Shield] = []
    for index, pattern in enumerate(patterns):
        names = parse_pattern(pattern, KNOWN).names
        if index and publication.badge is not None and names and _DATED.issuperset(names):
            continue
        label, text, main = _written(publication, pattern, hidden, is_main=not index)
        if text:
            names = parse_pattern(main, KNOWN).names
            kind = _kind_of(names[0]) if names else "venue"
            found.append(Shield(text, kind, _color(publication, kind, colors), label=label))
    return tuple(found)


def _kind_of(name: str) -> str:
    return _SAME.get(name, name.split(".")[0])


def _written(publication: Publication, pattern: str, hidden: tuple[str, ...], *, is_main: bool) -> tuple[str, str, str]:
    """Returns what stands left and right of a pattern's bar, and the part of it that the colour is for.

    One side that is empty leaves the other alone.
    """
    before, bar, after = pattern.partition("|")
    if is_main and publication.badge is not None:
        return "", publication.badge, pattern
    if not bar:
        return "", filled(publication, pattern, "badge", hidden), pattern
    label, text = (filled(publication, each.strip(), "badge", hidden) for each in (before, after))
    return (label, text, before if label else after) if text else ("", label, before)


def _color(publication: Publication, kind: str, colors: Mapping[str, str]) -> str:
    if kind == "venue":
        venue = publication.venue
        return venue.color or colors.get(venue.kind) or colors["venue"]
    specific = publication.presentation if kind == "presentation" else kind
    return colors.get(specific) or colors.get(kind) or colors["venue"]


BASE = "https://img.shields.io"
GREY = "#555"
"""What shields.io has behind a label."""
# Source: badge-maker, lib/color.js; all other names are CSS's, which webcolors knows.
_SHIELDS = {
    "brightgreen": "#4c1", "green": "#97ca00", "yellow": "#dfb317", "yellowgreen": "#a4a61d", "orange": "#fe7d37",
    "red": "#e05d44", "blue": "#007ec6", "grey": "#555", "gray": "#555", "lightgrey": "#9f9f9f", "lightgray": "#9f9f9f",
    "success": "#4c1", "important": "#fe7d37", "critical": "#e05d44", "informational": "#007ec6", "inactive": "#9f9f9f",
    "darkblue": "#00008b",  # CSS's, and a default here: known without the library
}  # fmt: skip
_HEX = regex(r"#?((?:[0-9a-f]{3}){1,2})", re.IGNORECASE)
_WORD = regex(r"[a-z]{3,24}", re.IGNORECASE)
_LIGHT = 0.69  # badge-maker's threshold for dark text
_REPOSITORY = regex(r"https?://(?:www\.)?github\.com/(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?(?:[/?#].*)?")


class Shield(Struct, frozen=True):
    """A short text with its colour.

    Shape: ``kind`` says of what; ``logo`` names one of simple-icons; ``label`` stands left of the text, on grey.
    """

    text: str
    kind: str
    color: str
    logo: str = ""
    logo_color: str = ""
    style: str = ""
    label: str = ""

    @property
    def words(self) -> str:
        """What it says."""
        return f"{self.label} {self.text}" if self.label else self.text

    @property
    def css(self) -> str:
        """Its colour as CSS has it."""
        return css_color(self.color)

    @property
    def url(self) -> str:
        """Its image on shields.io."""
        return shield_url(
            self.label, self.text, self.color, logo=self.logo, logo_color=self.logo_color, style=self.style
        )


def drawn(shield: Shield, drawing: str, writer: Writer) -> Safe:
    """Draws a shield as an ``image`` of shields.io, ``svg`` or ``span`` made here, ``code`` or ``text``."""
    if drawing == "svg":
        ink = text_color_on(shield.color)
        inks = {"background": css_color(shield.color), "color": ink}
        logo_color = css_color(shield.logo_color) if shield.logo_color else ink
        return writer.drawn_label(shield.text, **inks, logo=shield.logo, logo_color=logo_color, label=shield.label)
    if drawing == "span":
        return _spans(shield, writer)
    if drawing == "code":
        return writer.code(shield.words)
    return writer.text(shield.words) if drawing == "text" else writer.image(shield.url, shield.words)


def _spans(shield: Shield, writer: Writer) -> Safe:
    classes = f"shield shield-{shield.kind}"
    text = writer.label(
        shield.text, background=css_color(shield.color), color=text_color_on(shield.color), classes=classes
    )
    if not shield.label:
        return text
    label = writer.label(shield.label, background=GREY, color="#fff", classes="shield shield-label")
    return writer.join([label, text], " ")


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


def css_color(color: str) -> str:
    """Returns a colour as CSS has it; grey for what is none.

    >>> css_color("green"), css_color("fff"), css_color("rebeccapurple"), css_color("x;y")
    ('#97ca00', '#fff', 'rebeccapurple', '#555')
    """
    if known := _hex(color.lower()):
        return known
    if found := _HEX.fullmatch(color):
        return f"#{found[1].lower()}"
    return color.lower() if _WORD.fullmatch(color) else "#555"


@lru_cache(maxsize=256)
def _hex(name: str) -> str:
    """Returns the colour that a name means to shields.io or CSS; nothing where it means none."""
    if name in _SHIELDS:
        return _SHIELDS[name]
    import webcolors  # 20 ms, and most pages leave drawing to shields.io

    try:
        return str(webcolors.name_to_hex(name))
    except ValueError:
        return ""


def is_color_name(word: str) -> bool:
    """Whether a word is the name of a colour.

    >>> is_color_name("brightgreen"), is_color_name("tomato"), is_color_name("Oral")
    (True, True, False)
    """
    return bool(_hex(word.lower()))


def text_color_on(color: str) -> str:
    """Returns the colour of text on a background: dark on light ones, else white.

    >>> text_color_on("fff"), text_color_on("darkblue")
    ('#333', '#fff')
    """
    found = _HEX.fullmatch(css_color(color))
    if not found:
        return "#fff"
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return "#333" if (red * 299 + green * 587 + blue * 114) / 255_000 > _LIGHT else "#fff"
