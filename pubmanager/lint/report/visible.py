"""Texts that a terminal or a log shows as they are: no character moves the cursor, rings or turns the line around."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"  # parts of Persian words and of emoji


def visible(text: str) -> str:
    """Replaces every character that would steer the reader's terminal by one that shows.

    >>> visible("red: \\x1b[31m, a\\ttab")
    'red: ␛[31m, a tab'
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == "\t":
        return " "
    if ord(character) < 0x20:
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    is_steering = unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs") and character not in _JOINERS
    return "\ufffd" if is_steering else character
