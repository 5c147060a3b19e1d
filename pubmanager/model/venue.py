"""Venues: where publications appear, under one spelling each."""

from __future__ import annotations

from pubmanager.values import dataclass


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
