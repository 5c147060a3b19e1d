"""The rule about numbers that carry a check digit: ISBN, ISSN and ORCID."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import also, rule
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedField

_HYPHENS = regex(r"(?:[\s‐‑‒–—−-]|\\text(?:en|em)dash(?:\{\})?)+")
# Several numbers stand behind each other with signs, words ("Print", "(Linking)") or LaTeX between them.
_PARTS = regex(
    r"\([^()]*\)|\\(?!text..dash)[a-z]+|(?<!dash)\{\}|[,;/$\n]|(?<!\\)\b(?!x\b)[a-z]{2,}\b\.?:?|\b[rn](?=\d{4}-)",
    re.IGNORECASE,
)
_ORCID = regex(r"(?<![\d-])(\d{4}-\d{4}-\d{4}-\d{3}[\dXx])(?![\d-])")
_ORCID_FIELDS = (
    "author",
    "editor",
    "author+an:orcid",
    "editor+an:orcid",
    "orcid",
    "orcids",
    "orcid-numbers",
    "url_orcid",
)
_DIGITS = regex(r"\d{7,}[\dXx]")


@rule("I011", scope="field", fields=("isbn", "issn", "eissn"), severity=Severity.INFO, selection="tidy")
def wrong_check_digit(field: CheckedField) -> Iterator[Diagnostic]:
    """An ISBN, ISSN or ORCID has a wrong check digit or a wrong length.

    Why: a digit was mistyped; libraries and shops find another book or none, and a link leads to somebody else. Each
    field is reported once. Numbers of books and journals are in `tidy`: few pages display them.

    Bad:
        @book{owl, title = {Owls}, author = {Doe, Jane}, publisher = {Birds}, year = 2020, isbn = {978-3-16-148410-1},
          author+an:orcid = {1="0000-0002-1825-0079"}}

    Good:
        @book{owl, title = {Owls}, author = {Doe, Jane}, publisher = {Birds}, year = 2020, isbn = {978-3-16-148410-0},
          author+an:orcid = {1="0000-0002-1825-0097"}}

    Fix: none; look up the number on the book or in the person's profile.
    Source: ISO 2108, ISO 3297 and ISO 7064 (MOD 11-2); biber, bibclean and JabRef check the first two.
    """
    for start, text in _numbers(field.content):
        if fault := (_fault_of_isbn if field.name == "isbn" else _fault_of_issn)(text):
            yield field.at(f"{quoted(text)} {fault}", start, start + len(text))
            return


def _numbers(content: str) -> Iterator[tuple[int, str]]:
    """Yields the numbers of a value, each with its place."""
    start = 0
    for end, after in [*(found.span() for found in _PARTS.finditer(content)), (len(content), len(content))]:
        part = content[start:end]
        if _DIGITS.fullmatch(part.strip()) or not _is_several(part):
            if text := part.strip(" :.\t\r"):
                yield start + part.index(text), text
        else:
            for found in re.finditer(r"\S+", part):
                yield start + found.start(), found.group()
        start = after


def _is_several(part: str) -> bool:
    return all(len(_HYPHENS.sub("", each)) in (8, 10, 13) for each in part.split())


def _fault_of_isbn(text: str) -> str:
    digits = _HYPHENS.sub("", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
        return "" if (total + _value(digits[9])) % 11 == 0 else _WRONG
    if re.fullmatch(r"97[89]\d{10}", digits):
        total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
        return "" if total % 10 == 0 else _WRONG
    return "is an ISSN, not an ISBN" if not _fault_of_issn(text) else "is not an ISBN"


def _fault_of_issn(text: str) -> str:
    digits = _HYPHENS.sub("", text).upper()
    if re.fullmatch(r"\d{7}[\dX]", digits):
        total = sum(int(digit) * (8 - place) for place, digit in enumerate(digits[:7]))
        return "" if (total + _value(digits[7])) % 11 == 0 else _WRONG
    is_book = re.fullmatch(r"97[89]\d{10}", digits) and not _fault_of_isbn(text)
    return "is an ISBN, not an ISSN" if is_book else "is not an ISSN"


_WRONG = "has a wrong check digit"


def _value(digit: str) -> int:
    return 10 if digit == "X" else int(digit)


@also("I011", scope="field", severity=Severity.ERROR, fields=_ORCID_FIELDS, needs=("0000-000", "0009-000"))
def bad_orcid(field: CheckedField) -> Iterator[Diagnostic]:
    """An ORCID has a wrong check digit."""
    for found in _ORCID.finditer(field.content):
        digits = found[1].replace("-", "").upper()
        if _check_digit(digits[:-1]) != digits[-1]:
            yield field.at(f"{quoted(found[1])} is no ORCID: its last digit is wrong", found.start(), found.end())


def _check_digit(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
