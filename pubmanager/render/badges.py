"""Badges: short labels of a publication, each with the colour of what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.render.pattern_names import KNOWN, value_of
from pubmanager.render.patterns import parse_pattern
from pubmanager.render.shields import Shield

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pubmanager.model.publication import Publication

_SAME = {"date.year": "year", "container": "venue"}  # names that say what another one does
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
        label, text, main = _written(publication, pattern, hidden, is_main=not index)
        if text:
            names = parse_pattern(main, KNOWN).names
            kind = _kind_of(names[0]) if names else "venue"
            found.append(Shield(text, kind, _color(publication, kind, colors), label=label))
    return tuple(found)


def _kind_of(name: str) -> str:
    return _SAME.get(name, name.split(".")[0])


def _written(publication: Publication, pattern: str, hidden: tuple[str, ...], *, is_main: bool) -> tuple[str, str, str]:
    """Returns what stands left and right of a pattern's bar, and the part of it that the colour is for.

    One side that is empty leaves the other alone.
    """
    before, bar, after = pattern.partition("|")
    if is_main and publication.badge is not None:
        return "", publication.badge, pattern
    if not bar:
        return "", filled(publication, pattern, "badge", hidden), pattern
    label, text = (filled(publication, each.strip(), "badge", hidden) for each in (before, after))
    return (label, text, before if label else after) if text else ("", label, before)


def _color(publication: Publication, kind: str, colors: Mapping[str, str]) -> str:
    if kind == "venue":
        venue = publication.venue
        return venue.color or colors.get(venue.kind) or colors["venue"]
    specific = publication.presentation if kind == "presentation" else kind
    return colors.get(specific) or colors.get(kind) or colors["venue"]
