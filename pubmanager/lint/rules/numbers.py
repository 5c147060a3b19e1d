"""Rules about pages, volumes, numbers and editions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import also, rule
from pubmanager.model.dates import read_month
from pubmanager.model.duplicates import BOOKS
from pubmanager.model.values import beside_status, read_status
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField

_ONE_DASH = r"(?:[-‐‑‒–—―−]{1,6}|\\text(?:en|em)dash(?![A-Za-z])\s*(?:\{\})?|\$\s*-{1,3}\s*\$|\\-)"
_DASH = rf"\s*(?:{_ONE_DASH}|\{{\s*{_ONE_DASH}\s*\}})\s*"
# A page number: digits with letters and signs around, as in `S12`, `12:1`, `7/1`, `e304.e5`, `R773(R)`, or a Roman one.
_NUMBER = r"(?:[A-Za-z]{0,8}[.:]?\d[\w.:/]*(?:\([A-Z]\))?|[ivxlcdmIVXLCDM]+)"
_PART = rf"{_NUMBER}(?:{_DASH}{_NUMBER})*\+?"
_PAGES = regex(rf"\s*(?:{_PART})(?:\s*(?:,|;|&|\\&|and)\s*{_PART})*\s*")
_RANGE = regex(rf"(?<![\w.:/-])(?P<first>\d{{1,18}})(?P<dash>{_DASH})(?P<last>\d{{1,18}})(?![\w.:/-])")
_ONLY_RANGES = regex(rf"[\s{{]*\d+(?:{_DASH}\d+)?(?:\s*,\s*\d+(?:{_DASH}\d+)?)*[\s}}]*")
_THOUSANDS = regex(r"(?<!\d)\d{1,3},\d{3}(?!\d)")  # `10,357--10,365`
# Not pages, and none are to come: a status, a placeholder, what RIS leaves behind.
_NO_PAGES = regex(
    r"[({\[]?\s*(?:to (?:appear|be (?:published|assigned|determined))|(?:in|at) (?:press|print)|"
    r"forthcoming|accepted|submitted|tb[acd]|n/?a|nan|none|null|unknown|pages?|xx+|\?+|-+)\b.*|\?+|.*\bEP\s*-*\s*",
    re.IGNORECASE,
)
# How long a volume is, as catalogues have it: `xx+578`, `i--viii and 1183--2173`.
_EXTENT = regex(
    rf"\s*[ivxlc]+(?:{_DASH}[ivxlc]+)?\s*(?:\+|,|and|&|\\&)\s*\d+(?:{_DASH}\d+)?(?:\s*pp?\.?)?\s*", re.IGNORECASE
)
_WITH_ISSUE = regex(r"\s*(?P<volume>\d+)\s*\((?P<issue>\d+)\)\s*")
_LONG_RANGE = regex(rf"\s*(?P<first>\d{{1,18}}){_DASH}(?P<last>\d{{1,18}})\s*")


@rule("N001", scope="field", fields=("pages",), severity=Severity.WARNING)
def not_pages(field: CheckedField) -> Iterator[Diagnostic]:
    """Pages are neither a number nor a range.

    Why: the text is printed after "pp." unchanged, and the pages are missing. A placeholder is in `default`; a status,
    which is displayed as one, article numbers and other text are in `tidy`: readers understand them.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, pages = {tbd}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, pages = {e12--e19}}

    Fix: none; only you know the pages.
    Source: btxdoc, section 3.2, "pages".
    """
    if _is_no_page(field.content):
        yield from _not_pages(field)


@also("N001", scope="field", fields=("pages",), severity=Severity.INFO, selection="tidy")
def words_in_pages(field: CheckedField) -> Iterator[Diagnostic]:
    """The text is a status, an article number or otherwise understandable."""
    if not _is_no_page(field.content):
        yield from _not_pages(field)


def _is_no_page(text: str) -> bool:
    is_status = read_status(text) and not beside_status(text, read_status(text))
    return bool(_NO_PAGES.fullmatch(text.strip())) and not is_status and not is_extent(text)


def is_extent(text: str) -> bool:
    """Whether pages are the length of a whole volume.

    >>> is_extent("xx+578"), is_extent("i--viii and 1183--2173"), is_extent("xx"), is_extent("1--9")
    (True, True, False, False)
    """
    return bool(_EXTENT.fullmatch(text))


def is_volume(entry: CheckedEntry) -> bool:
    """Whether an entry is a whole volume, whose editors stand where a paper has its authors."""
    return entry.has("editor") and not entry.has("author")


def _not_pages(field: CheckedField) -> Iterator[Diagnostic]:
    text = field.content
    if is_extent(text) and (field.entry.type in BOOKS or is_volume(field.entry)):
        return
    if field.is_literal and not _are_pages(text):
        yield field.at(f"{quoted(text)} is not a page or a range of pages")


@rule("N002", scope="field", fields=("pages",), severity=Severity.INFO, selection="tidy", fix="safe")
def dash_in_pages(field: CheckedField) -> Iterator[Diagnostic]:
    """A page range has another dash than two hyphens.

    Why: BibTeX writes ranges as ``7--33``; a single hyphen is printed unchanged, and other dashes depend on the
    encoding.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, pages = {7-33}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, pages = {7--33}}

    Fix: safe; only the dash between two numbers is changed.
    Source: btxdoc, section 3.2, "pages".
    """
    for found in _ranges(field):
        if found["dash"] != "--" and (_is_rising(found) or (_is_abbreviated(found) and _is_certain(found))):
            fix = field.replacing("write '--'", *found.span("dash"), "--")
            fault = "has blanks around '--'" if found["dash"].strip() == "--" else "is not written with '--'"
            yield field.at(f"range {quoted(found.group())} {fault}", *found.span("dash"), fix=fix)


@rule("N003", scope="field", fields=("pages",), severity=Severity.ERROR)
def reversed_pages(field: CheckedField) -> Iterator[Diagnostic]:
    """A page range ends before it begins.

    Why: two digits were swapped, or one was lost.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, pages = {33--27}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, pages = {27--33}}

    Fix: none; either number may be the wrong one.
    Source: bibclean and bibcop, "pages".
    """
    for found in _ranges(field):
        is_reversed = int(found["last"]) < int(found["first"]) and not _is_abbreviated(found) and _is_certain(found)
        if is_reversed and not _is_date(found) and not _THOUSANDS.search(field.content):
            yield field.at(f"range {quoted(found.group())} ends before it begins", *found.span())


@rule("N004", scope="field", fields=("pages",), severity=Severity.INFO, selection="tidy", fix="safe")
def abbreviated_pages(field: CheckedField) -> Iterator[Diagnostic]:
    """The end of a page range lacks its first digits.

    Why: styles shorten ranges themselves; they cannot expand a short one, and sorting and links go wrong.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, pages = {123--5}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, pages = {123--125}}

    Fix: safe; the missing digits are added.
    Source: biblint, "abbreviated page range".
    """
    for found in _ranges(field):
        if _is_abbreviated(found) and _is_certain(found):
            whole = _completed(found)
            fix = field.replacing(f"write '{whole}'", *found.span("last"), whole)
            yield field.at(f"range {quoted(found.group())} ends in an abbreviated number", *found.span("last"), fix=fix)


_EARLY_ACCESS = 2005  # the year when publishers began with it
_UNNUMBERED = frozenset(("", "pp", "99", "0"))


@rule("N005", scope="field", fields=("pages",), severity=Severity.WARNING)
def placeholder_pages(field: CheckedField) -> Iterator[Diagnostic]:
    """Pages are ``1--1``, which publishers assign before the pages are known.

    Why: early-access papers have no pages; the real ones are known by now, or the field should be removed. An older
    paper, and one in a numbered issue, may stand on page one; this case is in `tidy`.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, pages = {1--1}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, pages = {1--12}}

    Fix: none; look up the pages on the publisher's page.
    Source: IEEE Xplore exports of early-access articles.
    """
    if _is_of_early_access(field):
        yield from _placeholder_pages(field)


@also("N005", scope="field", fields=("pages",), severity=Severity.INFO, selection="tidy")
def first_page(field: CheckedField) -> Iterator[Diagnostic]:
    """The paper may stand on page one."""
    if not _is_of_early_access(field):
        yield from _placeholder_pages(field)


def _is_of_early_access(field: CheckedField) -> bool:
    publication, entry = field.entry.publication, field.entry
    is_new = publication is None or publication.year is None or publication.year >= _EARLY_ACCESS
    numbers = {entry.value(name).strip("{} ").lower() for name in ("volume", "number", "issue")}
    return is_new and (entry.type != "article" or not numbers - _UNNUMBERED or "0" in _bare(field.content))


def _placeholder_pages(field: CheckedField) -> Iterator[Diagnostic]:
    text = _bare(field.content)
    found = _RANGE.fullmatch(text) if text[:1] in ("0", "1") else None
    if found and found["first"] == found["last"] and int(found["first"]) <= 1:
        yield field.at(f"{quoted(field.content)} is a placeholder for unknown pages")


@rule("N006", scope="field", fields=("volume", "number", "issue"), severity=Severity.INFO, selection="tidy")
def not_a_volume(field: CheckedField) -> Iterator[Diagnostic]:
    """An article's volume or number is zero, a month, pages, or both in one.

    Why: a month, pages or "volume(number)" in one field is displayed twice or in the wrong place.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, volume = {10(7)}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, volume = {10}, number = {7}}

    Fix: none; the correct field may already have another value.
    Source: bibcop, "volume" and "number".
    """
    text = field.content.strip()
    if field.entry.type != "article" or not field.is_literal or not text:
        return
    if text.strip("0") == "":
        yield field.at(f"{field.name} is zero")
    elif _WITH_ISSUE.fullmatch(text):
        yield field.at(f"{quoted(text)} is a volume and a number in one")
    elif _is_month(text):
        yield field.at(f"{quoted(text)} is a month")
    elif (found := _LONG_RANGE.fullmatch(text)) and field.name == "volume" and _is_rising(found, 10):
        yield field.at(f"{quoted(text)} looks like pages")


@lru_cache(maxsize=1 << 12)
def _are_pages(text: str) -> bool:
    text = _bare(text).replace("~", " ").replace("\\_", "_")
    return not text.strip() or bool(_PAGES.fullmatch(text))


def _bare(text: str) -> str:
    """Takes off braces around the whole, which mean nothing."""
    while len(text := text.strip()) > 1 and text[0] == "{" and text[-1] == "}" and text.count("{") == text.count("}"):
        text = text[1:-1]
    return text


def _ranges(field: CheckedField) -> tuple[re.Match[str], ...]:
    """Returns the ranges of a value that is nothing but numbers and ranges."""
    return _ranges_in(field.content) if field.is_literal else ()


@lru_cache(maxsize=1 << 12)
def _ranges_in(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_RANGE.finditer(text)) if _ONLY_RANGES.fullmatch(text) else ()


def _is_rising(found: re.Match[str], by: int = 0) -> bool:
    return int(found["last"]) >= int(found["first"]) + by


def _is_certain(found: re.Match[str]) -> bool:
    """Whether it is a range for sure: ``12-3`` may be page 3 of chapter 12."""
    return "-" not in found["dash"] or "--" in found["dash"] or len(found["first"]) > 2


def _is_date(found: re.Match[str]) -> bool:
    """Whether a range may be a year and a month, as `2024--06`."""
    return 1900 <= int(found["first"]) <= 2100 and len(found["last"]) == 2 and 1 <= int(found["last"]) <= 12


def _is_abbreviated(found: re.Match[str]) -> bool:
    first, last = found["first"], found["last"]
    return len(last) < len(first) and int(_completed(found)) > int(first)


def _completed(found: re.Match[str]) -> str:
    return found["first"][: -len(found["last"])] + found["last"]


def _is_month(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{3,}", text)
    return len(words) == 1 and read_month(words[0])[0] > 0 and not re.search(r"[^\w\s.,-]", text)
