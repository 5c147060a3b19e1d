"""Rules about dates, years and months, and about publications that are never done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.bibtex.resolve import MONTHS
from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.rule import also, rule
from pubmanager.model.dates import PartialDate, is_in_calendar, month_of, read_date, read_iso, read_month, read_year
from pubmanager.model.values import beside_status, read_status
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedField


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


_WAY = 3


@rule("D004", scope="field", fields=("month",), severity=Severity.INFO, selection="tidy")
def unknown_month(field: CheckedField) -> Iterator[Diagnostic]:
    """A month is not a known name, number or macro.

    Why: the publication is sorted as if it had no month.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, month = {Octember}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, month = oct}

    Fix: none; only you know the month.
    Source: btxdoc, section 3.2, "month"; CLDR 44 for names in other languages.
    """
    value = field.value.strip()
    if value and read_month(value)[0] == 0:
        yield field.at(f"{quoted(value)} is not a month")


@rule("D012", scope="bibliography", severity=Severity.INFO, selection="tidy", fix="safe")
def month_as_text(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A month is written out in braces instead of as BibTeX's macro.

    Why: styles abbreviate and translate `jan`, and biblatex sorts by it; `{January}` is printed unchanged. Numbers,
    which biblatex expects, and the macro's name in braces are not reported, and neither is a file that writes three or
    more months out and none as a macro.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, month = {October}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, month = oct}

    Fix: safe; the month is written as the macro.
    Source: btxdoc, section 3.2, "month"; JabRef, MonthChecker.
    """
    files: dict[str, list[CheckedField]] = {}
    for entry in checked.entries:
        if field := entry.field("month"):
            files.setdefault(entry.source.path, []).append(field)
    for months in files.values():
        written = [(field, macro) for field in months if (macro := _macro_of(field))]
        if len(written) < _WAY or not all(field.is_literal for field in months):
            for field, macro in written:
                fix = Fix(f"write {macro}", (Edit(field.field.value_span, macro),))
                yield field.at(f"month {quoted(field.content)} is written out; the macro is '{macro}'", fix=fix)


def _macro_of(field: CheckedField) -> str:
    """Returns the macro for a month that is written out; empty for all others."""
    text = field.content.strip().rstrip(".")
    if not field.is_literal or not re.fullmatch(r"[^\W\d_]+", text):
        return ""
    month = month_of(text.casefold())
    macro = MONTHS[month - 1] if month else ""
    return macro if text.casefold() != macro else ""


_YEAR = regex(r"\s*\{?\d{4}\}?\s*")
_YEAR_WITH_LETTER = regex(r"\s*(?P<year>\d{4})\s*[a-z]\s*")
_TWO_YEARS = regex(r"\s*\d{4}\s*(?:/|-{1,2}|–)\s*(?:\d{2}|\d{4})?\s*|\s*\d{2,3}[xu?]{1,2}\s*", re.IGNORECASE)
_OLDEST, _NEWEST = 1600, 2100  # nobody has a homepage for works from before, or after
_ARXIV_YEAR = regex(r"(\d{2})(\d{2})\.\d{4,5}")


@rule("D002", scope="field", fields=("year",), severity=Severity.ERROR, fix="unsafe")
def not_a_year(field: CheckedField) -> Iterator[Diagnostic]:
    """A year is not four digits.

    Why: it cannot be sorted and gets a group of its own, and a status such as "in press" has a separate field. A year
    with a letter, two years (`1982/83`), years up to now (`2005--`), unknown digits (`190x`) and a status alone are
    displayed as intended; they are only in `tidy`, and so are patents, whose dates say what happened then.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2020, submitted}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2020}, pubstate = {submitted}}

    Fix: unsafe; the year stays, a status moves to `pubstate`. Other text is not changed.
    Source: btxdoc, section 3.2, "year"; biblatex manual, section 4.9.2.11, for the values of `pubstate`.
    """
    if not _is_understood(field):
        yield from _not_a_year(field)


@also("D002", scope="field", fields=("year",), severity=Severity.INFO, selection="tidy", fix="unsafe")
def year_with_a_letter(field: CheckedField) -> Iterator[Diagnostic]:
    """The year has a letter (`2021b`), is two years (`1982/83`), is a status, or a patent's."""
    if _is_understood(field):
        yield from _not_a_year(field)


def _is_understood(field: CheckedField) -> bool:
    text = field.content
    if field.entry.type == "patent" and re.search(r"\d{4}", text):
        return True
    status = read_status(text)
    is_status = bool(status) and not re.search(r"\d", text) and not beside_status(text, status)
    return is_status or bool(_YEAR_WITH_LETTER.fullmatch(text) or _TWO_YEARS.fullmatch(text))


def _not_a_year(field: CheckedField) -> Iterator[Diagnostic]:
    text = field.content
    if _YEAR.fullmatch(text) or not field.is_literal or not text.strip():
        return
    year, status = read_year(text), read_status(text)
    lettered = _YEAR_WITH_LETTER.fullmatch(text)
    fix = None
    if lettered:
        fix = field.rewriting(f"write '{lettered['year']}'", lettered["year"])
    elif status and not field.entry.has("pubstate") and not beside_status(text.replace(str(year or ""), ""), status):
        fix = _with_status(field, str(year or ""), status)
    yield field.at(f"{quoted(text)} is not a year of four digits", fix=fix)


def _with_status(field: CheckedField, year: str, status: str) -> Fix:
    """Renames a year that is only a status; otherwise the status goes into a field of its own."""
    if not year:
        edits = (*field.renaming("", "pubstate").edits, *field.rewriting("", status).edits)
        return Fix("move the status to 'pubstate'", edits)
    edits = (*field.rewriting("", year).edits, *field.entry.adding("", "pubstate", status).edits)
    return Fix("move the status to 'pubstate'", edits)


@rule("D003", scope="field", fields=("year",), severity=Severity.WARNING)
def impossible_year(field: CheckedField) -> Iterator[Diagnostic]:
    """A year is in the far future, or before 1600.

    Why: a digit was swapped or is missing, and the publication is first or last in every list.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2205}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2025}}

    Fix: none; only you know the year.
    Source: JabRef, YearChecker.
    """
    text = field.content.strip("{} ")
    if len(text) != 4 or not text.isdecimal():
        return
    today = field.facts.today
    latest = today.year + 2 if today else _NEWEST
    if not _OLDEST <= int(text) <= latest:
        yield field.at(f"year {quoted(text)} is {'in the future' if int(text) > latest else 'before 1600'}")


@rule("D006", scope="entry", fields=("date",), severity=Severity.ERROR)
def year_against_date(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """`year` and `date` name different years.

    Why: some tools display one of them, some the other.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2019}, date = {2020-05}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2020}, date = {2020-05}}

    Fix: none; either may be right.
    Source: biber, "Overwriting field 'year' with year value from field 'date'".
    """
    year, date = entry.field("year"), read_iso(entry.value("date"))
    if year is not None and date is not None and re.fullmatch(r"\d{4}", year.value) and int(year.value) != date.year:
        yield year.at(f"year {quoted(year.value)}, but the date says '{date.year}'")


@rule("D007", scope="entry", severity=Severity.WARNING)
def year_before_preprint(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A preprint's year is before the year in its arXiv number.

    Why: an arXiv number contains the month of submission; a preprint cannot be older than that.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2019, eprint = {2105.01234}, archiveprefix = {arXiv}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2021, eprint = {2105.01234}, archiveprefix = {arXiv}}

    Fix: none; the number may be the wrong one.
    Source: arXiv, "Understanding the arXiv identifier".
    """
    publication, year = entry.publication, entry.field("year")
    found = _ARXIV_YEAR.match(publication.identifiers.get("arxiv", "")) if publication and year else None
    if not (found and publication and year and publication.date and publication.venue.kind == "preprint"):
        return
    if not publication.identifiers.get("doi", "10.48550/").lower().startswith("10.48550/"):
        return  # it was on another server before
    is_new_year = found[2] == "01" and publication.date.year == 1999 + int(found[1])  # sent in on the last days
    if 7 <= int(found[1]) < 90 and publication.date.year < 2000 + int(found[1]) and not is_new_year:
        message = f"year {quoted(year.content)} is before arXiv {quoted(found.group())}"
        yield year.at(message)
