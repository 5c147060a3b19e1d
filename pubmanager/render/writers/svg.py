"""Badges as SVG inside a page: no request, no script, a width that fits its text.

The small pictures on them are our own drawings, by the names that simple-icons has for what they stand for.
"""

from __future__ import annotations

import unicodedata

from pubmanager.regex import regex

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


_SHEET = "M2.5 0.5H8.5L11.5 3.5V13.5H2.5ZM8 1.5V4H10.5ZM4.5 6V7H9.5V6ZM4.5 8V9H9.5V8ZM4.5 10V11H8V10Z"
_BOOK = (
    "M0.5 2C3 1.5 5 2 6.6 3V12.5C5 11.5 3 11 0.5 11.5ZM13.5 2C11 1.5 9 2 7.4 3V12.5C9 11.5 11 11 13.5 11.5Z"
    "M2 4.2V5.2Q3.6 5.2 5.2 5.8V4.8Q3.6 4.2 2 4.2ZM2 6.7V7.7Q3.6 7.7 5.2 8.3V7.3Q3.6 6.7 2 6.7Z"
    "M12 4.2V5.2Q10.4 5.2 8.8 5.8V4.8Q10.4 4.2 12 4.2ZM12 6.7V7.7Q10.4 7.7 8.8 8.3V7.3Q10.4 6.7 12 6.7Z"
)
_CAT = (
    "M7 0A7 7 0 1 0 7 14A7 7 0 1 0 7 0ZM3.6 2.6L5.5 3.6Q7 3.2 8.5 3.6L10.4 2.6L10.7 5Q11.4 5.9 11.2 7.2"
    "Q10.8 9.3 8.6 9.6Q9.2 10.2 9.2 11.2V13H4.8V11.8Q3.2 12 2.6 10.4L3.2 10.1Q3.8 11 4.9 10.8Q5 10 5.4 9.6"
    "Q3.2 9.3 2.8 7.2Q2.6 5.9 3.3 5Z"
)
_FACE = (
    "M7 0.5A6.5 6.5 0 1 0 7 13.5A6.5 6.5 0 1 0 7 0.5ZM4.6 4.2A1 1.2 0 1 0 4.6 6.6A1 1.2 0 1 0 4.6 4.2Z"
    "M9.4 4.2A1 1.2 0 1 0 9.4 6.6A1 1.2 0 1 0 9.4 4.2ZM3.6 8H10.4Q9.6 11.2 7 11.2Q4.4 11.2 3.6 8Z"
)
_SCREEN = "M2 2H12Q13.5 2 13.5 3.5V10.5Q13.5 12 12 12H2Q0.5 12 0.5 10.5V3.5Q0.5 2 2 2ZM5.5 4.5V9.5L10 7Z"
_CAP = "M7 1.5L13.8 5.2L7 8.9L0.2 5.2ZM3 7.6L7 9.8L11 7.6V10.4Q7 13.4 3 10.4ZM12.4 6.6H13.2V10.5H12.4Z"
_GLOBE = (
    "M7 0.5A6.5 6.5 0 1 0 7 13.5A6.5 6.5 0 1 0 7 0.5ZM6.5 1.6V4.3H4.5Q5.2 2.2 6.5 1.6ZM7.5 1.6Q8.8 2.2 9.5 4.3H7.5Z"
    "M6.5 5.3V8.7H4.3Q4 7 4.3 5.3ZM7.5 5.3H9.7Q10 7 9.7 8.7H7.5ZM6.5 9.7V12.4Q5.2 11.8 4.5 9.7ZM7.5 9.7H9.5"
    "Q8.8 11.8 7.5 12.4ZM3.4 4.3H2.2Q3 2.9 4.4 2.1Q3.7 3.1 3.4 4.3ZM10.6 4.3Q10.3 3.1 9.6 2.1Q11 2.9 11.8 4.3Z"
    "M3.2 5.3Q3 7 3.2 8.7H1.8Q1.3 7 1.8 5.3ZM10.8 5.3H12.2Q12.7 7 12.2 8.7H10.8Q11 7 10.8 5.3ZM3.4 9.7"
    "Q3.7 10.9 4.4 11.9Q3 11.1 2.2 9.7ZM10.6 9.7H11.8Q11 11.1 9.6 11.9Q10.3 10.9 10.6 9.7Z"
)
_CROSS = "M1.5 1H4L7 5.3L10.5 1H12.3L8 6.5L12.8 13H10.3L7 8.2L3.2 13H1.4L6 7.2ZM3.9 2L10.8 12H11L4.1 2Z"
_BUBBLE = (
    "M7 1.5C3.2 1.5 0.5 3.7 0.5 6.5C0.5 8.2 1.5 9.7 3 10.6L2.4 13L5.2 11.4C5.8 11.5 6.4 11.5 7 11.5C10.8 11.5 13.5 9.3 "
    "13.5 6.5C13.5 3.7 10.8 1.5 7 1.5ZM4.6 5A0.9 0.9 0 1 0 4.6 6.8A0.9 0.9 0 1 0 4.6 5ZM9.4 5A0.9 0.9 0 1 0 9.4 6.8"
    "A0.9 0.9 0 1 0 9.4 5Z"
)

LOGOS = {
    "readthedocs": _BOOK, "gitbook": _BOOK, "bookstack": _BOOK,
    "adobeacrobatreader": _SHEET, "googledocs": _SHEET, "overleaf": _SHEET, "notion": _SHEET, "medium": _SHEET,
    "github": _CAT, "githubpages": _CAT,
    "huggingface": _FACE,
    "youtube": _SCREEN, "bilibili": _SCREEN, "vimeo": _SCREEN, "googleslides": _SCREEN,
    "googlescholar": _CAP, "semanticscholar": _CAP,
    "googlechrome": _GLOBE, "firefox": _GLOBE, "internetexplorer": _GLOBE, "safari": _GLOBE,
    "arxiv": _CROSS, "x": _CROSS,
    "wechat": _BUBBLE, "zhihu": _BUBBLE, "discord": _BUBBLE, "slack": _BUBBLE,
}  # fmt: skip


def logo_path(name: str) -> str:
    """Returns the drawing for a logo's name, in any spelling; nothing for one that has none.

    >>> logo_path("Google Scholar") == logo_path("semanticscholar") != ""
    True
    >>> logo_path("tensorflow")
    ''
    """
    return LOGOS.get("".join(sign for sign in name.lower() if sign.isalnum()), "")
