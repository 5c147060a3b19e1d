"""Venues: where publications appear, how their spellings are folded, and the built-in ones by these.

The built-in venues are the rows of ``venues.tsv``: kind, short name, full name as proceedings print it without
ordinals and years, aliases, and the folded spellings, which ``docs/generate.py`` fills in. A short name is one that
people of the field use; journals that they call by their name have none. Since spellings are folded before they are
compared, aliases need no variants of case, punctuation, "Proceedings of the" or years, nor words cut short as ISO 4
does. Sources: the venues' own sites and DBLP's titles of series, November 2026.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pubmanager.model.folding import folded
from pubmanager.regex import regex
from pubmanager.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = Path(__file__).with_name("venues.tsv")
YEAR = regex(r"(?<![\d.])(?:19|20)\d\d(?!\d)|[’'`´]\s?\d\d(?!\d)")
ORDINAL = regex(
    r"\b\d+(?:st|nd|rd|th)\b|\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ]?)?"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    r"|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth)\b",
    re.IGNORECASE,
)
_NOISE = regex(
    r"\b(?:in )?(?:the )?(?:proceedings|proc|conference record|companion proceedings) (?:of|on|for|to)?\b|"
    r"^proceedings$|\b(?:annual|the|of|on|in|and|for)\b|\bvol(?:ume)? \d+\b|\b\d+\b"
)
# Words of venues that are often cut short.
_WHOLE = {"trans": "transactions", "conf": "conference", "int": "international", "intl": "international",
          "symp": "symposium"}  # fmt: skip
_CUT = regex(rf"\b(?:{'|'.join(_WHOLE)})\b")


@dataclass(frozen=True, slots=True)
class Venue:
    """A conference, a journal or another place where publications appear.

    Shape: ``id`` is its name in ``[venues]`` or in the built-in registry, empty for a venue known only from its
    entry; ``kind`` is ``conference``, ``journal``, ``workshop``, ``preprint``, ``book``, ``thesis``, ``patent`` or
    empty; ``spellings`` are other spellings of the short name for other places (``badge``, ``news``), by place;
    ``show_year`` overrules that conferences show their year in badges and journals do not.
    """

    id: str = ""
    kind: str = ""
    name: str = ""
    short: str = ""
    aliases: tuple[str, ...] = ()
    spellings: tuple[tuple[str, str], ...] = ()
    rank: tuple[str, ...] = ()
    impact: str = ""
    color: str = ""
    url: str = ""
    show_year: bool | None = None

    def spelled(self, place: str) -> str:
        """Returns the short name as that place spells it: ``venue.spelled("news")``."""
        return dict(self.spellings).get(place) or self.short or self.name


def venue_key(text: str) -> str:
    """Folds a venue's spelling: case, punctuation, "Proceedings of the", ordinals and years do not count.

    >>> venue_key("Proceedings of the 40th International Conference on Machine Learning, 2023")
    'international conference machine learning'
    """
    text = ORDINAL.sub(" ", YEAR.sub(" ", text.replace("&", " and ").replace("\\", "")))
    whole = _CUT.sub(lambda found: _WHOLE[found.group()], folded(text))
    return " ".join(_NOISE.sub(" ", whole).split()) or whole


class Index:
    """Venues by their folded spellings."""

    def __init__(self, own: Iterable[Venue]) -> None:
        self._own: dict[str, Venue] = {}
        for venue in own:
            for key in keys_of(venue):
                self._own.setdefault(key, venue)

    def get(self, key: str) -> Venue | None:
        if key in self._own:
            return self._own[key]
        row = _rows_by_key().get(key)
        return None if row is None else _builtin_venue(row)


def keys_of(venue: Venue) -> list[str]:
    """Returns the folded spellings of a venue."""
    return _keys((venue.id, venue.short, venue.name, *venue.aliases, *(text for _, text in venue.spellings)))


def _keys(spellings: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(venue_key(spelling) for spelling in spellings if spelling))


@lru_cache(maxsize=1)
def _rows() -> tuple[str, ...]:
    """Returns the rows of the table as written: most runs look at one or two of them."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(line for line in lines if not line.startswith("#"))


@lru_cache(maxsize=1)
def _rows_by_key() -> dict[str, int]:
    """Returns the row of each folded spelling; folding more than a thousand would be a tenth of a short run."""
    rows: dict[str, int] = {}
    for number, row in enumerate(_rows()):
        for key in row.rpartition("\t")[2].split("|"):
            rows.setdefault(key, number)
    return rows


@lru_cache(maxsize=1)
def _keys_by_initials() -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for key in _rows_by_key():
        words = key.split()
        if len(words) > 1:
            keys.setdefault("".join(word[0] for word in words), []).append(key)
    return keys


def _is_cut(word: str, whole: str) -> bool:
    """Whether a word is cut short as ISO 4 does: its beginning, or the first of its letters and some later ones."""
    if whole.startswith(word):
        return True
    letters = iter(whole)
    return len(word) > 2 and word[0] == whole[0] and all(letter in letters for letter in word)


def in_full(key: str) -> str:
    """Returns the folded spelling of the one built-in venue whose words a folded spelling cuts short, or an empty text.

    >>> in_full("phys rev lett"), in_full("j am chem soc"), in_full("owl stud")
    ('physical review letters', 'journal american chemical society', '')
    """
    words = key.split()
    candidates = _keys_by_initials().get("".join(word[0] for word in words), ()) if len(words) > 1 else ()
    found = [each for each in candidates if all(map(_is_cut, words, each.split()))]
    return found[0] if found and len({_rows_by_key()[each] for each in found}) == 1 else ""


@cache
def _builtin_venue(row: int) -> Venue:
    kind, short, name, aliases, _ = _rows()[row].split("\t")
    is_taken = _rows_by_key().get(venue_key(short or name), row) != row  # two venues may have one short name
    identifier = folded(name if is_taken else short or name).replace(" ", "-")
    return Venue(identifier, kind, name, short, tuple(aliases.split("|")) if aliases else ())


@lru_cache(maxsize=1)
def builtin_venues() -> tuple[Venue, ...]:
    """Returns all built-in venues."""
    return tuple(map(_builtin_venue, range(len(_rows()))))


def table_with_keys(table: str) -> str:
    """Returns the text of the table with the folded spellings of each row worked out."""
    header, *lines = table.splitlines()
    return "".join(f"{line}\n" for line in (header, *map(_with_keys, lines)))


def _with_keys(line: str) -> str:
    if line.startswith("#"):
        return line
    kind, short, name, aliases = line.split("\t")[:4]
    spellings = (folded(short or name), short, name, *aliases.split("|"))
    return "\t".join((kind, short, name, aliases, "|".join(_keys(spellings))))


def builtin_venue(identifier: str) -> Venue:
    """Returns the built-in venue of an id, an empty one where there is none.

    >>> builtin_venue("icml").short, builtin_venue("ICML").kind, builtin_venue("x").kind
    ('ICML', 'conference', '')
    """
    key = folded(identifier).replace(" ", "-")
    return next((venue for venue in builtin_venues() if venue.id == key), Venue())


def builtin_kind(*spellings: str) -> str:
    """Returns the kind of the built-in venue that one of these spellings is, or an empty text.

    >>> builtin_kind("", "ACM International Conference on Multimedia"), builtin_kind("x")
    ('conference', '')
    """
    index = Index(())
    found = (index.get(venue_key(spelling)) for spelling in spellings if spelling)
    return next((venue.kind for venue in found if venue), "")
