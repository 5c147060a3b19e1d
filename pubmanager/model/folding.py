"""Texts folded for comparison: case, accents, punctuation and script variants do not count."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import combining, name, normalize

from pubmanager.regex import regex

# Letters that Unicode does not decompose, as people write them without the letter. Source: ICU, Latin-ASCII.
_BARE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŀ": "l", "ŋ": "n", "ŧ": "t", "þ": "th", "ß": "ss",
     "æ": "ae", "œ": "oe", "ĳ": "ij", "ʼ": "'", "’": "'", "‘": "'"}
)  # fmt: skip
# How German and Scandinavian names are written where the letter is missing: Müller is Mueller, Ångström Aangstroem.
_EXPANDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_APOSTROPHE = regex(r"['`´ʻ]")
_NOT_WORD = regex(r"[\W_]+")


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Folds case, accents and ligatures; words stay, with single blanks between them.

    >>> folded("Žiga  Möller-O’Brien")
    'ziga moller obrien'
    >>> folded(folded("Ångström")) == folded("Ångström")
    True
    """
    if text.isascii():
        bare = text.lower()
    else:
        text = normalize("NFKC", text).casefold().translate(_BARE)
        bare = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
        bare = normalize("NFC", bare).casefold().translate(_BARE)
    return _NOT_WORD.sub(" ", _APOSTROPHE.sub("", bare)).strip()


_GREEK = regex(r"(?<![\u0370-\u03ff\u1f00-\u1fff])[\u0370-\u03ff](?![\u0370-\u03ff\u1f00-\u1fff])")


@lru_cache(maxsize=1 << 14)
def sort_key(text: str) -> tuple[str, str]:
    """Returns what a text is sorted by: its letters without accents and signs, then the text itself.

    É stands at e, Ø at o and ß at ss, quotes and dashes count nothing, and a Greek letter alone stands where its name
    does: ``α-Owls`` at "alpha". Other scripts follow the Latin one, in the order of Unicode.

    >>> sorted(["Zebra", "“Owls”", "Écrins", "Østerdal", "α-Rooks", "Eagles"], key=sort_key)
    ['α-Rooks', 'Eagles', 'Écrins', 'Østerdal', '“Owls”', 'Zebra']
    """
    spelled = _GREEK.sub(lambda letter: f" {_greek_name(letter.group())} ", text) if not text.isascii() else text
    return folded(spelled), text.casefold()


def _greek_name(letter: str) -> str:
    """Returns the name of a Greek letter as people write it: ``lambda``, where Unicode has ``lamda``."""
    words = name(letter, "").removesuffix(" SYMBOL").split()
    return words[-1].lower().replace("lamda", "lambda") if words else letter


@lru_cache(maxsize=1 << 12)
def spellings(text: str) -> frozenset[str]:
    """Returns the foldings of a name: without accents, and with the letters that stand for them.

    >>> sorted(spellings("Müller"))
    ['mueller', 'muller']
    """
    if text.isascii():
        return frozenset({folded(text)})
    composed = normalize("NFC", text).casefold()
    return frozenset({folded(text), folded(composed.translate(_EXPANDED))})
