"""Rules about dates, and about publications that are never done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import also, rule
from pubmanager.model.dates import PartialDate, is_in_calendar, read_date, read_iso
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField

_PART = (
    r"-?\d{4}(?:-(?:0[1-9]|1[0-2]|2[1-9]|3\d|4[01])(?:-(?:0[1-9]|[12]\d|3[01])(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?)?)?[~?%]?"
)
_EDTF = regex(rf"\s*(?:{_PART})(?:/(?:{_PART}|\.\.)?)?\s*|\s*(?:\.\.|)/(?:{_PART})\s*|\s*\d{{2,3}}X{{1,2}}\s*")
_YEAR_FIRST = regex(r"\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?")
_ORDINAL = regex(r"(?<=\d)(?:st|nd|rd|th)\b")
_MONTH_IN_LETTERS = regex(
    r"(?:\d{1,2}(?:st|nd|rd|th)?\.?[\s,]+)?[^\W\d_]+\.?[\s,]+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?\d{4}"
)
# `Accepted as a spotlight` says how a paper was presented; an earlier version may have been accepted elsewhere.
_PRESENTED = regex(r"\b(?:oral|spotlight|highlight|poster|talk|presentation|version)s?\b", re.IGNORECASE)
# `Submitted before May 2021` tells when or how it was, which stays true.
_TOLD = regex(r"\b(?:before|prior\s+to|while|when|during)\b", re.IGNORECASE)
_UNFINISHED = ("submitted", "accepted", "inpress", "forthcoming")


@rule("D005", scope="field", fields=("date",), severity=Severity.INFO, selection="tidy", fix="safe")
def date_not_iso(field: CheckedField) -> Iterator[Diagnostic]:
    """A date is not written as ISO 8601 or EDTF.

    Why: biblatex reads no other form, and other readers guess. Dates of access and of events are
    checked too, and so is `news_date`.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, date = {17 May 2020},
          urldate = {May 20, 2020}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, date = {2020-05-17},
          urldate = {2020-05-20}}

    Fix: safe; the date is rewritten if it can only be read in one way.
    Source: biblatex manual, section 2.3.8; ISO 8601-2, annex A, level 1; JabRef, DateChecker.
    """
    yield from _not_iso(field)


@also(
    "D005",
    scope="field",
    fields=("urldate", "eventdate", "origdate", "news_date"),
    severity=Severity.INFO,
    selection="tidy",
    fix="safe",
)
def other_date_not_iso(field: CheckedField) -> Iterator[Diagnostic]:
    """The date is that of an access, an event or a piece of news."""
    yield from _not_iso(field)


def _not_iso(field: CheckedField) -> Iterator[Diagnostic]:
    text = field.content
    if not field.is_literal or not text.strip() or _EDTF.fullmatch(text):
        return
    date = _unambiguous(text)
    fix = field.rewriting(f"write '{date.text}'", date.text) if date else None
    yield field.at(f"date {quoted(text)} is not written as YYYY-MM-DD", fix=fix)


def _unambiguous(text: str) -> PartialDate | None:
    """Reads a date with its month in letters, or year first; ``3/4/2020`` can be read in two ways."""
    text = text.strip()
    if _YEAR_FIRST.fullmatch(text):
        date = read_iso(text)
        return date if date and date.month and (date.day or text.count(text[4]) == 1) else None
    if not _MONTH_IN_LETTERS.fullmatch(text):
        return None
    date = read_date(_ORDINAL.sub("", text), "", "")
    has_day = bool(re.search(r"(?<!\d)\d{1,2}(?!\d)", text))
    return date if date and date.month and bool(date.day) == has_day else None


@rule("D013", scope="field", fields=("date", "eventdate", "urldate"), severity=Severity.ERROR)
def reversed_dates(field: CheckedField) -> Iterator[Diagnostic]:
    """A range of dates ends before it begins.

    Why: two dates were swapped, or one has a wrong digit.

    Bad:
        @proceedings{owl, title = {Owls}, editor = {Doe, Jane}, date = {2020-05-19/2020-05-17}}

    Good:
        @proceedings{owl, title = {Owls}, editor = {Doe, Jane}, date = {2020-05-17/2020-05-19}}

    Fix: none; either date may be the wrong one.
    Source: biber, date validation.
    """
    first, slash, last = field.content.partition("/")
    start, end = read_iso(first), read_iso(last)
    if slash and start and end:
        shared = 1 if not (start.month and end.month) else 2 if not (start.day and end.day) else 3
        if (end.year, end.month, end.day)[:shared] < (start.year, start.month, start.day)[:shared]:
            yield field.at(f"range {quoted(field.content)} ends before it begins")


@rule(
    "D014",
    scope="field",
    fields=("date", "eventdate", "urldate", "origdate", "news_date", "day", "month"),
    severity=Severity.ERROR,
)
def day_that_does_not_exist(field: CheckedField) -> Iterator[Diagnostic]:
    """A date has a day that does not exist.

    Why: a digit is wrong; the page displays the date as typed, and programs that validate dates reject it.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, date = {2018-02-30}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, date = {2018-02-28}}

    Fix: none; only you know the day.
    Source: biber, date validation; ISO 8601-1, section 4.3.
    """
    if field.name in ("day", "month"):
        entry = field.entry
        has_day = entry.has("day")
        if (field.name == "day") != has_day or entry.has("date"):
            return  # said once, where the day stands
        dates = [read_date("", entry.value("year"), entry.value("month"), entry.value("day"))]
    else:
        dates = [read_iso(part) for part in field.value.split("/")]
    for date in dates:
        if date and date.day and not is_in_calendar(date):
            yield field.at(f"{date.text} does not exist")


@rule("D009", scope="entry", severity=Severity.WARNING, options={"months": 24})
def old_status(entry: CheckedEntry, *, months: int) -> Iterator[Diagnostic]:
    """A publication has been submitted, accepted or in press for years.

    Why: it has appeared by now, or never will; the page is out of date. The option `months` sets the limit.

    Bad:
        --- pubs.toml
        [lint]
        today = "2026-05"
        --- publications.bib
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2019, note = {in press}}

    Good:
        --- pubs.toml
        [lint]
        today = "2026-05"
        --- publications.bib
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2025, note = {in press}}

    Fix: none; only you know whether it has appeared.
    Source: deal.II, issue 289 of its publication list.
    """
    publication, today = entry.publication, entry.facts.today
    if publication is None or publication.date is None or today is None:
        return
    date = publication.date
    if entry.has("volume", "number", "pages"):
        return  # it is in print, whatever a note tells of its way there
    age = 12 * (today.year - date.year) + (today.month or 1) - (date.month or 12)
    field = entry.origin("status") if age > months and publication.status in _UNFINISHED else None
    # D002 says that a status is no year.
    if field and field.name != "year" and not (_PRESENTED.search(field.content) or _TOLD.search(field.content)):
        yield field.at(f"still {quoted(publication.status)} after {age} months")


@rule("D010", scope="field", fields=("news_date",), severity=Severity.WARNING)
def impossible_news_date(field: CheckedField) -> Iterator[Diagnostic]:
    """A date of news is in the future, or years before the paper.

    Why: a digit is wrong, and the news is in the wrong place.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2025, news_date = {2015-05}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2025, news_date = {2024-11}}

    Fix: none; only you know the date.
    Source: homepages whose news are sorted by hand.
    """
    date, today, publication = read_iso(field.value), field.facts.today, field.entry.publication
    if date is None:
        return
    if today and (date.year, date.month) > (today.year, today.month or 12):
        yield field.at(f"news date {quoted(field.content)} is in the future")
    elif publication and publication.year and date.year < publication.year - 2:
        yield field.at(f"news date {quoted(field.content)}, but the paper is from '{publication.year}'")
