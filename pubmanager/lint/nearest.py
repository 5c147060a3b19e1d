"""What was probably meant: the nearest known word."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.findings import quoted
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORT = 5  # shorter words have too many neighbours for one letter that is missing or wrong
_LONG = 9
_ENDING = 3
_RENAMED = regex(
    r"(?:x|no|not|un|old|off|opt)?[_-]*(?P<flag>selected|featured|hidden|bibtex_show)[_-]*(?:\d*|x|no|not|old|off|tmp)"
)


@lru_cache(maxsize=1 << 12)
def renamed_flag(name: str) -> str:
    """Returns the flag that a field was before somebody renamed it; empty for other fields.

    >>> renamed_flag("selected1"), renamed_flag("xselected"), renamed_flag("selected"), renamed_flag("elected")
    ('selected', 'selected', '', '')
    """
    found = _RENAMED.fullmatch(name)
    return found["flag"] if found and found["flag"] != name else ""


@lru_cache(maxsize=1 << 8)
def _of_length(known: frozenset[str], length: int, limit: int) -> tuple[str, ...]:
    """Returns the words that so few letters can change into one of a length."""
    return tuple(sorted(each for each in known if abs(len(each) - length) <= limit))


def nearest(word: str, known: Iterable[str], *, at_most: int | None = None) -> str:
    """Returns the known word that a typo has made into ``word``; empty where none is near enough.

    Units: ``at_most`` counts letters that are missing, too many, wrong or swapped; by default one, in long words two,
    and in short ones only swapped letters count.

    >>> nearest("abstact", ["abstract", "title"]), nearest("yaer", ["year"]), nearest("page", ["pages"])
    ('abstract', 'year', '')
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    limit = at_most or (2 if len(word) >= _LONG else 1)
    found = process.extractOne(
        word, _of_length(frozenset(known), len(word), limit), scorer=OSA.distance, score_cutoff=limit
    )
    if found is None:
        return ""
    best: str = found[0]
    if at_most or sorted(best) == sorted(word):
        return best
    is_other_ending = found[1] > 1 and best[-_ENDING:] != word[-_ENDING:]  # "collaborator", "collaboration"
    return "" if len(word) < _SHORT or is_other_ending else best


def not_taken(near: str, owner: str) -> str:
    """Says that names are near the owner's, and where to say that they are the owner's."""
    return f"{near} is not taken for {quoted(owner)}: see [me] aliases"


def are_alike(one: str, other: str, least: float) -> bool:
    """Whether texts share so much of their letters. Units: 1 for the same text."""
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other, score_cutoff=100 * least) > 0
