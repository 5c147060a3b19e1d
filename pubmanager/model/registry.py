"""Venues found in whatever spelling an entry uses."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.model.status import read_status
from pubmanager.model.venues import Index, builtin_venues, in_full, venue_key
from pubmanager.regex import regex
from pubmanager.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.model.venues import Venue

_BRACKETED = regex(r"\(([^()]{2,30})\)")
ACRONYM = regex(r"[A-Z0-9][\w&/+-]*[A-Z][\w&/+-]*|[A-Z]{2,}")
_PIECES = regex(r"\.\s+(?=(?:19|20)\d\d\b)|\s*[,:;–—@]\s*|\s+-\s+|\s*\(|\)\s*|\s+at\s+")
_TAIL = regex(r"(?: (?:workshops?|companion|adjunct|posters?|demos?|tracks?|main volume|extended abstracts))+$")
_MORE = regex(r"\s*[:,]\s*(?:and )?[A-Z][a-z]")
# What makes "European Conference on Owls" another conference than "Conference on Owls".
_REGIONS = frozenset(
    ("african", "american", "americas", "arab", "asia", "asian", "australasian", "australian", "austrian", "baltic",
     "belgian", "benelux", "brazilian", "british", "canadian", "chinese", "dutch", "east", "european", "french",
     "german", "hellenic", "iberian", "indian", "iranian", "irish", "italian", "japanese", "korean", "latin",
     "mediterranean",
     "national", "nordic", "north", "pacific", "polish", "portuguese", "regional", "russian", "scandinavian", "south",
     "spanish", "swedish", "swiss", "turkish", "western")
)  # fmt: skip
_HOSTED = regex(r"\bworkshops?\b|\bat\b|\bfindings\b|@", re.IGNORECASE)
_GENERIC = frozenset(
    ("international", "conference", "ieee", "acm", "symposium", "proc", "proceedings", "workshop", "workshops")
)


@dataclass(frozen=True)
class VenueRegistry:
    """Venues by every spelling. Shape: ``own`` are those of ``pubs.toml``, which count before the built-in ones."""

    own: tuple[Venue, ...] = ()

    def find(self, text: str) -> Venue | None:
        """Returns the venue that a text names: whole, by an acronym in brackets, or by a part of it."""
        return _find(self, text)

    def short_names(self) -> tuple[str, ...]:
        """Returns the short names of all venues."""
        return tuple(venue.short for venue in (*self.own, *builtin_venues()) if venue.short)

    def is_own(self, venue: Venue) -> bool:
        """Whether a venue is one of ``pubs.toml``."""
        return venue in self.own

    def __hash__(self) -> int:
        return hash(tuple(venue.id for venue in self.own))


@lru_cache(maxsize=8)
def _index(registry: VenueRegistry) -> Index:
    return Index(registry.own)


@lru_cache(maxsize=1 << 14)
def _find(registry: VenueRegistry, text: str) -> Venue | None:
    """Asks, from the surest to the least sure: the whole text, an acronym in brackets, a part, the end of a part.

    A preprint server counts only where nothing else is named: ``ICML 2025 (arXiv:2502.12892)``.
    """
    index = _index(registry)
    key = venue_key(text)
    if found := index.get(key) or index.get(in_full(key)):
        return found
    named = [*_in_brackets(index, text), *_in_parts(index, text)]
    return next((venue for venue in named if venue.kind != "preprint"), named[0] if named else None)


def _in_brackets(index: Index, text: str) -> Iterator[Venue]:
    for bracketed in _BRACKETED.findall(text):
        found = index.get(venue_key(bracketed))
        if found and _agrees(found, _BRACKETED.sub(" ", text)):
            yield found


def _agrees(venue: Venue, around: str) -> bool:
    """Whether the words around an acronym name no other venue: unlike ``Information Visualization (IV)``."""
    words = set(venue_key(around).split()) - _GENERIC
    own = (venue.short, venue.name, *venue.aliases)
    return len(words) < 2 or bool(words & set(venue_key(" ".join(own)).split()))


def _in_parts(index: Index, text: str) -> Iterator[Venue]:
    pieces = [piece for piece in _PIECES.split(text) if len(piece) > 1]
    keys = [(_TAIL.sub("", venue_key(piece)), piece) for piece in pieces]
    for key, piece in keys:
        if (found := index.get(key)) and _is_named_by(found, key, piece, text):
            yield found
    for key, _ in keys:
        yield from _at_the_end(index, key)


def _is_named_by(venue: Venue, key: str, piece: str, text: str) -> bool:
    """Whether a part of a text that is a venue's spelling names it there.

    "Owl Letters: Nests" and "Owl Letters, Nests and Eggs" are not "Owl Letters"; an acronym may be another venue's.
    """
    if venue.kind == "journal" and _MORE.match(text.partition(piece)[2]) and not read_status(text):
        return False
    if " " in key:
        return True
    return bool(ACRONYM.search(piece) and (_HOSTED.search(text) or _agrees(venue, text.replace(piece, " "))))


def _at_the_end(index: Index, key: str) -> Iterator[Venue]:
    """Finds a conference whose full name a longer one ends with; journals have longer names that are others.

    At the end, because ``International Conference on Computer Vision Systems`` is not the one on computer vision.
    """
    words = key.split()
    for start in range(1, max(1, len(words) - 2)):
        if words[start - 1] in _REGIONS:
            return
        found = index.get(" ".join(words[start:]))
        if found and found.kind == "conference":
            yield found
            return
