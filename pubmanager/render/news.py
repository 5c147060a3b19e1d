"""News: accepted publications counted per month and venue, with hand-written lines in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubmanager.latex.nodes import RichText, Text
from pubmanager.render.names import KNOWN, value_of
from pubmanager.render.patterns import parse_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pubmanager.model.dates import PartialDate
    from pubmanager.model.publication import Publication

_NUMBERS = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One line of news. Shape: ``publications`` are those it announces, empty for a hand-written line."""

    date: PartialDate
    text: RichText
    publications: tuple[Publication, ...] = ()

    @property
    def day(self) -> str:
        """``2025.08``, or ``2025`` where the month is unknown."""
        return f"{self.date.year}.{self.date.month:02d}" if self.date.month else str(self.date.year)


def news_lines(
    publications: Iterable[Publication],
    written: Sequence[NewsLine],
    *,
    text: str,
    venue: str,
    hidden: tuple[str, ...] = (),
) -> tuple[NewsLine, ...]:
    """Returns the news, newest first; within a month the computed lines come before the hand-written ones.

    ``text`` is a pattern over ``{count} {papers} {venue}``, ``venue`` one over the names of publications.
    """
    computed = _computed(publications, text, venue, hidden)
    return tuple(sorted([*computed, *written], key=lambda line: (line.date.year, line.date.month), reverse=True))


def _computed(publications: Iterable[Publication], text: str, venue: str, hidden: tuple[str, ...]) -> list[NewsLine]:
    lines: dict[tuple[int, int, str], list[Publication]] = {}
    own: list[NewsLine] = []
    pattern = parse_pattern(venue, KNOWN)
    for publication in publications:
        date = publication.news_date
        if date is None:
            continue
        if publication.news is not None:
            own += [NewsLine(date, publication.news, (publication,))] if publication.news else []
            continue
        place = pattern.fill(value_of(publication, "news", hidden))
        lines.setdefault((date.year, date.month, place), []).append(publication)
    announced = [
        NewsLine(together[0].news_date, _announce(text, place, len(together)), tuple(together))
        for (_, _, place), together in lines.items()
        if together[0].news_date
    ]
    return [*announced, *own]


def _announce(text: str, place: str, count: int) -> RichText:
    words = {
        "count": _NUMBERS[count - 1] if count <= len(_NUMBERS) else str(count),
        "papers": "paper is" if count == 1 else "papers are",
        "venue": place,
    }
    filled = parse_pattern(text, frozenset(words)).fill(lambda name: words[name])
    return RichText((Text(filled),))
