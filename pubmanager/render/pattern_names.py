"""The names that patterns such as ``{venue} {year} ({presentation})`` may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.latex.read import plain
from pubmanager.model.dates import MONTHS
from pubmanager.model.values import label_of
from pubmanager.model.venue_reading import without_year
from pubmanager.regex import regex
from pubmanager.render.patterns import parse_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from pubmanager.model.publication import Publication

_DASH = regex(r"(?<=\w)\s*[-–—−]+\s*(?=\w)")


class PatternName(Struct, frozen=True):
    """One name: what it gives for a publication, in a place (``badge`` or ``news``)."""

    read: Callable[[Publication, str], str]
    help: str


def _venue(publication: Publication, place: str) -> str:
    """Returns the venue; but for news, a badge of the entry's own stands for it, without the year that follows."""
    literal = publication.badge if place != "news" else ""
    return without_year(literal) if literal else publication.venue.spelled(place)


def _year(publication: Publication, place: str) -> str:
    """Returns the year where it follows the venue, as ``show_year`` says."""
    return str(publication.year or "") if publication.shows_year(place) else ""


def _month(publication: Publication, place: str) -> str:
    month = publication.date.month if publication.date else 0
    return MONTHS[month - 1][:3] if month else ""


def _field(publication: Publication, name: str) -> str:
    return plain(publication.entry.value(name))


def _people(publication: Publication, *names: str) -> str:
    found = next((name for name in names if publication.entry.value(name)), "")
    return ", ".join(author.name.full for author in publication.people(found)) if found else ""


def _pages(publication: Publication) -> str:
    """Returns pages with a dash between numbers, however it is typed."""
    return _DASH.sub("–", publication.pages)


_LOCATOR = parse_pattern("{volume}({number}):{pages}")


def _locator(publication: Publication, place: str) -> str:
    return _LOCATOR.fill(lambda name: NAMES[name].read(publication, place))


NAMES: dict[str, PatternName] = {
    "venue": PatternName(
        _venue,
        "venue, in the spelling for that place (`badge`, `box` or `news` in `[venues]`); the field `badge` of the "
        "entry comes first, without its year, except in news",
    ),
    "venue.short": PatternName(lambda each, place: each.venue.short, "short name of the venue"),
    "venue.name": PatternName(lambda each, place: each.venue.name, "full name of the venue"),
    "container": PatternName(
        lambda each, place: each.container.text or each.venue.name, "journal or book title as written, else the venue"
    ),
    "year": PatternName(_year, "year, if `show_year` allows it"),
    "date.year": PatternName(lambda each, place: str(each.year or ""), "year of publication, always"),
    "date.month": PatternName(_month, "month of publication, such as `Jun`"),
    "presentation": PatternName(lambda each, place: label_of(each.presentation), "Oral, Spotlight, Poster, …"),
    "rate": PatternName(lambda each, place: each.rate.shown if each.rate else "", "rate of the presentation"),
    "rate.counts": PatternName(
        lambda each, place: each.rate.counts if each.rate else "", "counts of the rate, such as `85/7262`"
    ),
    "acceptance": PatternName(lambda each, place: each.acceptance.text if each.acceptance else "", "acceptance rate"),
    "acceptance.counts": PatternName(
        lambda each, place: each.acceptance.counts if each.acceptance else "",
        "counts of the acceptance rate, such as `85/7262`",
    ),
    "rank": PatternName(lambda each, place: ", ".join(each.rank or each.venue.rank), "rank of the venue"),
    "impact": PatternName(lambda each, place: each.impact or each.venue.impact, "impact factor"),
    "award": PatternName(lambda each, place: ", ".join(award.text for award in each.awards), "awards"),
    "status": PatternName(lambda each, place: each.shown_status, "status as text, such as Submitted"),
    "volume": PatternName(lambda each, place: each.volume, "volume"),
    "number": PatternName(lambda each, place: each.number, "number of the issue"),
    "pages": PatternName(lambda each, place: _pages(each), "pages such as `7–33`, or the article number"),
    "locator": PatternName(_locator, "volume, number and pages (or article number), such as `3(2):7–33`"),
    "location": PatternName(lambda each, place: _field(each, "location") or _field(each, "address"), "place"),
    "note": PatternName(lambda each, place: each.note.text, "note"),
    "keywords": PatternName(lambda each, place: ", ".join(each.keywords), "keywords"),
    "publisher": PatternName(lambda each, place: _field(each, "publisher"), "publisher"),
    "edition": PatternName(lambda each, place: _field(each, "edition"), "edition"),
    "version": PatternName(lambda each, place: _field(each, "version"), "version"),
    "holder": PatternName(lambda each, place: _people(each, "holder", "assignee"), "holder of a patent"),
    "translator": PatternName(lambda each, place: _people(each, "translator"), "translators"),
    "doi": PatternName(lambda each, place: each.identifiers.get("doi", ""), "DOI"),
    "arxiv": PatternName(lambda each, place: each.identifiers.get("arxiv", ""), "arXiv number"),
    "type": PatternName(lambda each, place: each.type, "entry type"),
    "kind": PatternName(
        lambda each, place: each.kind,
        "kind of a thesis, report or patent: the field `type`, or a text such as `PhD thesis`",
    ),
}
KNOWN = frozenset(NAMES)


def text_of(publication: Publication, name: str, place: str, hidden: tuple[str, ...] = ()) -> str:
    """Returns what a name stands for in a place; presentations in ``hidden`` are left out."""
    if name == "presentation" and publication.presentation in hidden:
        return ""
    if name.startswith("field."):
        return _field(publication, name.removeprefix("field.").lower())
    return NAMES[name].read(publication, place)


def value_of(publication: Publication, place: str, hidden: tuple[str, ...] = ()) -> Callable[[str], str]:
    """Returns the reader of a publication's names for a place."""
    return lambda name: text_of(publication, name, place, hidden)
