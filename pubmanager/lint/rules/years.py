"""Rules about years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Fix, Severity, quoted
from pubmanager.lint.rule import also, rule
from pubmanager.model.dates import read_iso, read_year
from pubmanager.model.values import beside_status, read_status
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField


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
