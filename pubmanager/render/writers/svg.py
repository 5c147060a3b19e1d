"""Badges as SVG inside a page: no request, no script, a width that fits its text."""

from __future__ import annotations

import unicodedata

from pubmanager.regex import regex
from pubmanager.render.writers.logos import logo_path

# Advance of the characters 0x20 to 0x7e in Verdana (and DejaVu Sans) at 11 pixels, in hundredths of a pixel.
_ADVANCES = (
    350, 441, 506, 922, 700, 1045, 858, 302, 429, 429, 550, 922, 350, 397, 350, 371, 700, 700, 700, 700, 700, 700, 700,
    700, 700, 700, 371, 371, 922, 922, 922, 584, 1100, 752, 755, 768, 847, 695, 633, 852, 827, 324, 324, 721, 613, 949,
    823, 866, 663, 866, 764, 698, 672, 805, 752, 1088, 754, 672, 754, 429, 371, 429, 922, 550, 550, 674, 698, 605, 698,
    677, 387, 698, 697, 306, 306, 637, 306, 1072, 697, 673, 698, 698, 452, 573, 431, 697, 651, 900, 651, 651, 577, 700,
    371, 700, 922,
)  # fmt: skip
_PADDING = 6
_HEIGHT = 20
_LOGO = 17  # the picture and the gap behind it
_GREY = "#555"
_WHITE = ("#fff", "#ffffff", "white")
_DELIMITER = regex(r"&#(?:36|92|96);")
_PLAIN = regex(r"[^\w .,:;/()%+-]|_|:(?=\S)|\+(?=\+)")


def text_width(text: str) -> float:
    """Returns how wide a text is at 11 pixels. Units: pixels.

    >>> text_width("ICML"), text_width("卫")
    (26.54, 11.0)
    """
    return round(sum(map(_advance, text)) / 100, 2)


def _advance(sign: str) -> int:
    if unicodedata.category(sign) in ("Cf", "Me", "Mn"):
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1100
    base = unicodedata.normalize("NFD", sign)[0]
    return _ADVANCES[ord(base) - 32] if " " <= base <= "~" else 700


def svg_badge(text: str, background: str, color: str, logo: str, logo_color: str, label: str) -> str:
    """Returns the badge on one line; every sign that HTML, Markdown, Liquid or MathJax reads is a reference.

    A white ground gets an edge, or nobody sees a badge there.
    """
    drawing = logo_path(logo)
    start = _PADDING + (_LOGO if drawing else 0)
    left = round(text_width(label) + start + _PADDING)
    at = left + _PADDING if label else start
    length = text_width(text)
    width = round(length + at + _PADDING)
    edge = ' stroke="#ccc"' if background in _WHITE else ""
    parts = [f'<rect width="{width}" height="{_HEIGHT}" rx="3" fill="{background}"{edge}/>']
    parts += [f'<path d="M3 0H{left}V20H3A3 3 0 0 1 0 17V3A3 3 0 0 1 3 0Z" fill="{_GREY}"/>'] if label else []
    if drawing:
        parts.append(f'<path d="{drawing}" transform="translate(5 3)" fill="{logo_color}" fill-rule="evenodd"/>')
    parts += [_words(label, start, "#fff")] if label else []
    name = _referenced(f"{label} {text}" if label else text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT}" role="img" aria-label="{name}" '
        f'style="vertical-align: middle">{"".join(parts)}{_words(text, at, color)}</svg>'
    )


def _words(text: str, at: int, color: str) -> str:
    # MathJax reads the decoded text of elements: a formula's delimiter in an element of its own is none.
    words = _DELIMITER.sub(r"<tspan>\g<0></tspan>", _referenced(text))
    return (
        f'<text x="{at}" y="14" textLength="{text_width(text):g}" fill="{color}" font-size="11" '
        f'font-family="Verdana, DejaVu Sans, sans-serif">{words}</text>'
    )


def _referenced(text: str) -> str:
    return _PLAIN.sub(lambda found: f"&#{ord(found.group())};", text)
