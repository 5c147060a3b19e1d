"""Rules about years, months and dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.bibtex.resolve import MONTHS
from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.model.dates import PartialDate, read_date, read_iso, read_month, read_year
from pubmanager.model.status import read_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import Checked, CheckedEntry, CheckedField

_YEAR = re.compile(r"\s*\{?\d{4}\}?\s*")
_YEAR_WITH_LETTER = re.compile(r"\s*(?P<year>\d{4})\s*[a-z]\s*")
_PART = (
    r"-?\d{4}(?:-(?:0[1-9]|1[0-2]|2[1-9]|3\d|4[01])(?:-(?:0[1-9]|[12]\d|3[01])(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?)?)?[~?%]?"
)
_EDTF = re.compile(rf"\s*(?:{_PART})(?:/(?:{_PART}|\.\.)?)?\s*|\s*(?:\.\.|)/(?:{_PART})\s*|\s*\d{{2,3}}X{{1,2}}\s*")
_YEAR_FIRST = re.compile(r"\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_MONTH_IN_LETTERS = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?\.?[\s,]+)?[^\W\d_]+\.?[\s,]+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?\d{4}"
)
_SEASONS = ("spring", "summer", "fall", "autumn", "winter")
_UNFINISHED = ("submitted", "accepted", "inpress", "forthcoming")
_OLDEST, _NEWEST = 1600, 2100  # nobody has a homepage for works from before, or after
_ARXIV_YEAR = re.compile(r"(\d{2})(\d{2})\.\d{4,5}")


@rule("D002", scope="field", fields=("year",), severity=Severity.ERROR, fix="unsafe")
def not_a_year(field: CheckedField) -> Iterator[Diagnostic]:
    """Year that is not four digits.

    Why: it sorts nowhere, groups by itself, and a status such as "in press" has a field of its own.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2020, submitted}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2020}, pubstate = {submitted}}

    Fix: unsafe; the year stays, a status moves to `pubstate`.
    Source: btxdoc, section 3.2, "year"; biblatex manual, section 4.9.2.11, for the words of `pubstate`.
    """
    text = field.content
    if _YEAR.fullmatch(text) or not field.is_literal or not text.strip():
        return
    year, status = read_year(text), read_status(text)
    lettered = _YEAR_WITH_LETTER.fullmatch(text)
    fix = None
    if lettered:
        fix = field.rewriting(f"write '{lettered['year']}'", lettered["year"])
    elif status and not field.entry.has("pubstate"):
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
    """Year in the far future, or before 1600.

    Why: a digit was swapped or is missing; the publication leads or ends every list.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2205}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = {2025}}

    Fix: none; only the owner knows the year.
    Source: JabRef, YearChecker.
    """
    text = field.content.strip("{} ")
    if not re.fullmatch(r"\d{4}", text):
        return
    today = field.facts.today
    latest = today.year + 2 if today else _NEWEST
    if not _OLDEST <= int(text) <= latest:
        yield field.at(f"year {quoted(text)} is {'in the future' if int(text) > latest else 'before 1600'}")


@rule("D004", scope="field", fields=("month",), severity=Severity.ERROR)
def unknown_month(field: CheckedField) -> Iterator[Diagnostic]:
    """Month that no name, number or macro spells.

    Why: the publication sorts as if it had none.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, month = {Octember}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, month = oct}

    Fix: none; only the owner knows the month.
    Source: btxdoc, section 3.2, "month"; CLDR 44 for names in other languages.
    """
    value = field.value.strip()
    if value and read_month(value)[0] == 0:
        yield field.at(f"{quoted(value)} is not a month")


@rule("D012", scope="field", fields=("month",), severity=Severity.INFO, fix="safe")
def month_as_text(field: CheckedField) -> Iterator[Diagnostic]:
    """Month written out in braces instead of BibTeX's macro.

    Why: styles abbreviate and translate `jan`, and biblatex sorts by it; `{January}` stays what it is. Numbers are left
    alone, biblatex wants them; so is the macro's name in braces.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, month = {October}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, month = oct}

    Fix: safe; the month of the same name.
    Source: btxdoc, section 3.2, "month"; JabRef, MonthChecker.
    """
    text = field.content.strip().rstrip(".")
    if not field.is_literal or not re.fullmatch(r"[^\W\d_]+", text):
        return
    month, day = read_month(text)
    macro = MONTHS[month - 1] if month else ""
    if macro and not day and text.casefold() not in (macro, *_SEASONS):
        fix = Fix(f"write {macro}", (Edit(field.field.value_span, macro),))
        yield field.at(f"month {quoted(field.content)} is written out; the macro is '{macro}'", fix=fix)


@rule("D005", scope="field", fields=("date",), severity=Severity.ERROR, fix="safe")
def date_not_iso(field: CheckedField) -> Iterator[Diagnostic]:
    """Date that is not written as ISO 8601 or EDTF.

    Why: biblatex reads nothing else, and other readers guess.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, date = {17 May 2020}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, date = {2020-05-17}}

    Fix: safe; the same date, where it can be read in one way only.
    Source: biblatex manual, section 2.3.8; ISO 8601-2, annex A, level 1.
    """
    yield from _not_iso(field)


@rule(
    "D011",
    scope="field",
    fields=("urldate", "eventdate", "origdate", "news_date"),
    severity=Severity.WARNING,
    fix="safe",
)
def other_date_not_iso(field: CheckedField) -> Iterator[Diagnostic]:
    """Date of an access, an event or a piece of news that is not written as ISO 8601.

    Why: it is not read, and news without a date do not show.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, howpublished = {Web}, urldate = {May 17, 2020}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, howpublished = {Web}, urldate = {2020-05-17}}

    Fix: safe; the same date, where it can be read in one way only.
    Source: biblatex manual, section 2.3.8; JabRef, DateChecker.
    """
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
    """Range of dates whose end comes before its beginning.

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


@rule("D006", scope="entry", severity=Severity.ERROR)
def year_against_date(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """`year` and `date` name different years.

    Why: one tool shows one, another the other.

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
    """Preprint whose number is from a later year than it says.

    Why: the number of an arXiv preprint tells its month; a preprint cannot be older than that.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2019, eprint = {2105.01234}, archiveprefix = {arXiv}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2021, eprint = {2105.01234}, archiveprefix = {arXiv}}

    Fix: none; the number may be the wrong one.
    Source: arXiv, "Understanding the arXiv identifier".
    """
    publication, year = entry.publication, entry.field("year")
    if publication is None or year is None or publication.venue.kind != "preprint" or publication.date is None:
        return
    found = _ARXIV_YEAR.match(publication.identifiers.get("arxiv", ""))
    if found and 7 <= int(found[1]) < 90 and publication.date.year < 2000 + int(found[1]):
        message = f"year {quoted(year.content)} is before arXiv {quoted(found.group())}"
        yield year.at(message)


@rule("D008", scope="bibliography", severity=Severity.INFO, is_default=False)
def no_month(checked: Checked) -> Iterator[Diagnostic]:
    """Publications of one year, of which one has no month: their order is that of the file.

    Why: a list sorted by date cannot know which came first.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, month = may}
        @article{lark, title = {Larks}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, month = may}
        @article{lark, title = {Larks}, author = {Doe, Jane}, journal = {Birds}, year = 2020, month = jun}

    Fix: none; only the owner knows the month.
    Source: jekyll-scholar, issue 314.
    """
    years = [each.date.year for each in checked.publications if each.date]
    for publication in checked.publications:
        date, entry = publication.date, checked.entry_of(publication)
        if date and not date.month and years.count(date.year) > 1 and (year := entry.first(("date", "year"))):
            yield year.at(f"no month, and {years.count(date.year) - 1} more of {date.year}")


@rule("D009", scope="entry", severity=Severity.WARNING, options={"months": 24})
def old_status(entry: CheckedEntry, *, months: int) -> Iterator[Diagnostic]:
    """Publication that has been submitted, accepted or in press for years.

    Why: it has appeared by now, or never will; the page is out of date. The option `months` says how long is long.

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

    Fix: none; only the owner knows what became of it.
    Source: deal.II, issue 289 of its publication list.
    """
    publication, today = entry.publication, entry.facts.today
    if publication is None or publication.date is None or today is None or publication.status not in _UNFINISHED:
        return
    date = publication.date
    age = 12 * (today.year - date.year) + (today.month or 1) - (date.month or 12)
    field = entry.origin("status")
    if age > months and field is not None:
        yield field.at(f"still {quoted(publication.status)} after {age} months")


@rule("D010", scope="field", fields=("news_date",), severity=Severity.WARNING)
def impossible_news_date(field: CheckedField) -> Iterator[Diagnostic]:
    """Date of news that lies in the future, or years before the paper.

    Why: a digit is wrong, and the news stands in the wrong place.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2025, news_date = {2015-05}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2025, news_date = {2024-11}}

    Fix: none; only the owner knows the date.
    Source: homepages whose news are sorted by hand.
    """
    date, today, publication = read_iso(field.value), field.facts.today, field.entry.publication
    if date is None:
        return
    if today and (date.year, date.month) > (today.year, today.month or 12):
        yield field.at(f"news of {quoted(field.content)} are in the future")
    elif publication and publication.year and date.year < publication.year - 2:
        yield field.at(f"news of {quoted(field.content)}, but the paper is of '{publication.year}'")
