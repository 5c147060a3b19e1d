"""Accents put on letters."""

from __future__ import annotations

from unicodedata import combining, normalize

from pubmanager.latex.tables import ACCENTS, ACCENTS_ABOVE, SPACING_ACCENTS

_DOTTED = {"ı": "i", "ȷ": "j"}


def accented(name: str, text: str) -> str:
    """Puts the accent that ``\\name`` is on the first letter or digit of ``text``; over anything else it stands alone.

    >>> accented("'", "e"), accented("v", "ı"), accented("~", "/home")
    ('é', 'ǐ', '~/home')
    """
    text = text.lstrip(" ")
    letter, rest = text[:1], text[1:]
    if not letter.isalnum():
        return SPACING_ACCENTS.get(name, "") + text
    if name in ACCENTS_ABOVE:
        letter = _DOTTED.get(letter, letter)
    if name == "." and letter in "ij":
        return letter + rest
    marks = 0
    while marks < len(rest) and combining(rest[marks]):
        marks += 1
    return normalize("NFC", letter + rest[:marks] + ACCENTS[name]) + rest[marks:]
