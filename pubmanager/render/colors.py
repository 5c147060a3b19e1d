"""Colours of badges: shields.io's names, CSS's, and hexadecimal ones."""

from __future__ import annotations

import re

from pubmanager.regex import regex

# Source: badge-maker, lib/color.js; the other names are CSS's.
_SHIELDS = {
    "brightgreen": "#4c1", "green": "#97ca00", "yellow": "#dfb317", "yellowgreen": "#a4a61d", "orange": "#fe7d37",
    "red": "#e05d44", "blue": "#007ec6", "grey": "#555", "gray": "#555", "lightgrey": "#9f9f9f", "lightgray": "#9f9f9f",
    "success": "#4c1", "important": "#fe7d37", "critical": "#e05d44", "informational": "#007ec6", "inactive": "#9f9f9f",
}  # fmt: skip
_CSS = {
    "black": "#000", "white": "#fff", "darkblue": "#00008b", "navy": "#000080", "darkred": "#8b0000",
    "darkgreen": "#006400", "purple": "#800080", "indigo": "#4b0082", "crimson": "#dc143c", "teal": "#008080",
    "maroon": "#800000", "gold": "#ffd700", "pink": "#ffc0cb", "cyan": "#00ffff", "magenta": "#ff00ff",
    "royalblue": "#4169e1", "steelblue": "#4682b4", "tomato": "#ff6347", "violet": "#ee82ee", "brown": "#a52a2a",
    "lightblue": "#add8e6", "lightgreen": "#90ee90", "lightyellow": "#ffffe0", "silver": "#c0c0c0",
}  # fmt: skip
_HEX = regex(r"#?((?:[0-9a-f]{3}){1,2})", re.IGNORECASE)
_WORD = regex(r"[a-z]{3,24}", re.IGNORECASE)
_LIGHT = 0.69  # badge-maker's threshold for dark text


def css_color(color: str) -> str:
    """Returns a colour as CSS has it; grey for what is none.

    >>> css_color("green"), css_color("fff"), css_color("rebeccapurple"), css_color("x;y")
    ('#97ca00', '#fff', 'rebeccapurple', '#555')
    """
    known = _SHIELDS.get(color.lower()) or _CSS.get(color.lower())
    if known:
        return known
    if found := _HEX.fullmatch(color):
        return f"#{found[1].lower()}"
    return color.lower() if _WORD.fullmatch(color) else "#555"


def ink_on(color: str) -> str:
    """Returns the colour of text on a background: dark on light ones, else white.

    >>> ink_on("fff"), ink_on("darkblue")
    ('#333', '#fff')
    """
    found = _HEX.fullmatch(css_color(color))
    if not found:
        return "#fff"
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return "#333" if (red * 299 + green * 587 + blue * 114) / 255_000 > _LIGHT else "#fff"
