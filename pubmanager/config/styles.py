"""Styles of titles, links, badges and names: one vocabulary, as lists of words from the inside out.

``["bold", "bracketed"]`` is ``[**text**]``. A word alone stands for a list of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# Word, what it does, and where it can be used besides names.
WORDS: Final = (
    ("plain", "no style", "titles links badges names"),
    ("bold", "bold", "titles links badges names"),
    ("italic", "italic", "titles links badges names"),
    ("underline", "underlined", "titles links badges names"),
    ("code", "as code; must come first", "titles links badges names"),
    ("superscript", "as superscript", "titles links badges names"),
    ("bracketed", "in square brackets", "titles links badges names"),
    ("quoted", "in quotation marks", "titles links badges names"),
    ("color:NAME", "in this colour", "titles links badges names"),
    ("class:NAME", "with this class of the style sheet of the site", "titles links badges names"),
    ("linked", "puts the link around the styles before this word", "titles links"),
    ("heading", "as a heading (only in `paper-box`)", "titles"),
    ("shield", "as a badge, drawn as set in `shields`; must come first", "links badges"),
    ("icon", "icon instead of the label; must come first", "links"),
    ("icon-label", "icon before the label", "links"),
    ("button", "with the classes in the key `class` of `links`", "links"),
)  # fmt: skip
ALIASES: Final = {
    "bold-italic": ("italic", "bold"),
    "bold-linked": ("linked", "bold"),
    "linked-bold": ("bold", "linked"),
    "bold-outside": ("linked", "bold"),
    "bracketed-inside": ("bracketed", "linked"),
    "bold-bracketed": ("bold", "bracketed"),
    "bold-bracketed-inside": ("bracketed", "bold", "linked"),
    "icon-bold": ("bold", "icon-label"),
    "icon-button": ("icon-label", "button"),
}
"""Words of earlier versions, accepted until 1.0."""


def words_for(what: str) -> tuple[str, ...]:
    """Returns the words for ``titles``, ``links``, ``badges`` or ``names``.

    >>> words_for("badges")[:3], "linked" in words_for("badges")
    (('plain', 'bold', 'italic'), False)
    """
    return tuple(word for word, _, places in WORDS if what in places.split())


def styles_of(given: str | Iterable[str]) -> tuple[str, ...]:
    """Returns styles as a list, without words of earlier versions.

    >>> styles_of("bold-bracketed"), styles_of(["bold-italic", "color:red"]), styles_of("plain")
    (('bold', 'bracketed'), ('italic', 'bold', 'color:red'), ())
    """
    words = [given] if isinstance(given, str) else given
    return tuple(each for word in words for each in ALIASES.get(word, (word,)) if each not in ("", "plain"))


def is_choice(word: object, choices: Collection[str]) -> bool:
    """Whether a word of the settings is one of some choices, of which ``color:NAME`` stands for any name.

    >>> is_choice("color:red", ["color:NAME"]), is_choice("color:", ["color:NAME"])
    (True, False)
    >>> is_choice("bold-italic", ["bold", "italic"]), is_choice("bold-italic", ["bold"])
    (True, False)
    """
    if not isinstance(word, str):
        return False
    kind, colon, name = word.partition(":")
    is_named = bool(colon and name.strip()) and f"{kind}:NAME" in choices
    return word in choices or is_named or (word in ALIASES and all(each in choices for each in ALIASES[word]))
