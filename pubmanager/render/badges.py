"""Badges: short labels of a publication, each with the colour of what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.render.names import KNOWN, value_of
from pubmanager.render.patterns import parse_pattern
from pubmanager.render.shields import Shield

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pubmanager.model.publication import Publication

_DATED = frozenset({"venue", "venue.short", "venue.name", "year", "date.year"})


def badge_text(publication: Publication, pattern: str, place: str, hidden: tuple[str, ...]) -> str:
    """Returns the main badge's text: the publication's own literal one, or the filled pattern."""
    literal = publication.badge
    return filled(publication, pattern, place, hidden) if literal is None else literal


def filled(publication: Publication, pattern: str, place: str, hidden: tuple[str, ...]) -> str:
    """Fills a pattern as plain text."""
    return parse_pattern(pattern, KNOWN).fill(value_of(publication, place, hidden))


def badges_of(
    publication: Publication, patterns: Sequence[str], colors: Mapping[str, str], hidden: tuple[str, ...]
) -> tuple[Shield, ...]:
    """Returns one badge for each pattern that is not empty.

    A publication's own literal badge stands for the first, and for those that say only venue or year.
    """
    found: list[Shield] = []
    for index, pattern in enumerate(patterns):
        names = parse_pattern(pattern, KNOWN).names
        if index and publication.badge is not None and names and _DATED.issuperset(names):
            continue
        write = filled if index else badge_text
        if text := write(publication, pattern, "badge", hidden):
            kind = names[0].split(".")[0] if names else "venue"
            found.append(Shield(text, kind, _color(publication, kind, colors)))
    return tuple(found)


def _color(publication: Publication, kind: str, colors: Mapping[str, str]) -> str:
    if kind == "venue":
        venue = publication.venue
        return venue.color or colors.get(venue.kind) or colors["venue"]
    specific = publication.presentation if kind == "presentation" else kind
    return colors.get(specific) or colors.get(kind) or colors["venue"]
