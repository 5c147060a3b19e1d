"""Rules about hand-written news."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import PROSE, rule
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.pages import CheckedPage
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.model.venues import Venue, VenueRegistry

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LINE = regex(
    r"\b(?P<count>"
    + "|".join(_WORDS)
    + r"|\d{1,2})\s+(?:\w+\s+){0,2}?papers?\b[^.\n]{0,40}?\baccepted\s+(?:by|to|at|in|for)\s+"
    r"(?P<venue>[^\n(（!]{1,200})",
    re.IGNORECASE | re.MULTILINE,
)
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=[’'])\d\d(?!\d)")


@rule("W012", scope="page", languages=PROSE, severity=Severity.WARNING)
def announced_papers_missing(page: CheckedPage) -> Iterator[Diagnostic]:
    """News announce more papers of a venue than the bibliography has.

    Why: a paper was announced and never listed, or the count is wrong.

    Bad:
        --- about.md
        - *2025.01*: Two papers are accepted by ICLR-2025.
        --- publications.bib
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, booktitle = {ICLR}, year = 2025}

    Good:
        --- about.md
        - *2025.01*: One paper is accepted by ICLR-2025.
        --- publications.bib
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, booktitle = {ICLR}, year = 2025}

    Fix: none; only you know the missing paper.
    Source: a homepage whose news announce three papers that its list lacks.
    """
    registry = page.facts.conventions.venues
    known: Counter[tuple[str, int | None]] = Counter()
    for publication in page.bibliography.publications:
        known.update({(publication.venue.id, publication.year), (publication.venue.id, None)})
    announced: Counter[tuple[str, int | None]] = Counter()
    for found in _LINE.finditer(page.masked):
        if page.is_generated(found.start()):
            continue
        text, venue = _named(found["venue"], registry)
        if venue is None:
            continue
        which = (venue.id, year := _year(text))
        announced[which] += _count(found["count"])
        if announced[which] > known[which]:
            yield page.at(
                _message(venue, year, announced[which], known[which]), found.start(), found.start("venue") + len(text)
            )


def _named(text: str, registry: VenueRegistry) -> tuple[str, Venue | None]:
    """Returns the venue that a line names, with as much of the line as names it: all of it, or its first sentence."""
    for part in (text, re.split(r"[.,;:]\s", text)[0]):
        stripped = part.strip(" *_[].&\r")
        if venue := registry.find(_YEAR.sub(" ", stripped).strip(" -–,’'")):
            return part.rstrip(" .*_\r"), venue
    return text, None


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else _WORDS.index(word.lower()) + 1


def _year(text: str) -> int | None:
    found = _YEAR.search(text)
    return (int(found.group()) if len(found.group()) == 4 else 2000 + int(found.group())) if found else None


def _message(venue: Venue, year: int | None, announced: int, known: int) -> str:
    name = quoted(" ".join(filter(None, (venue.short or venue.name, str(year or "")))))
    return f"{announced} paper{'s' * (announced > 1)} announced at {name}, the bibliography has {known}"
