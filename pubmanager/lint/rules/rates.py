"""Rules about rates of acceptance and of orals, and about impact factors."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.latex.tokens import verbatim
from pubmanager.lint.rule import rule
from pubmanager.model.fields import BY_NAME
from pubmanager.model.rate import has_rate, read_rate
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.findings import Fix
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry, CheckedField
    from pubmanager.model.rate import Rate

_OWN = frozenset(("rate", "presentation_rate")).union(
    alias.name
    for name in ("oral_rate", "spotlight_rate", "highlight_rate", "acceptance_rate")
    for alias in BY_NAME[name].aliases
)
_TEXTS = frozenset(("note", "award", "award_name", "presentation", "additional_info", "addendum"))
_PERCENT = regex(r"\d+(?:[.,]\d+)?(?=\s*\\?\s*[%％])")
_COUNTS = regex(r"(?<![\d.,])(?P<chosen>\d+)\s*(?:/|\b(?:out )?of\b)\s*(?P<total>\d+)(?![\d/,-])", re.IGNORECASE)
_DATE = regex(r"(?:19|20)\d\d[-/.]|\b(?:19|20)\d\d$|\b[A-Z][a-z]{2,8} \d")
_RARE = 5  # percent; no venue accepts so few papers


@rule("H007", scope="entry", fields=(*_OWN, *_TEXTS), severity=Severity.ERROR, fix="unsafe")
def wrong_rate(entry: CheckedEntry) -> Iterator[Diagnostic]:
    r"""A rate is unreadable, outside 0 to 100 %, or differs from its own counts.

    Why: a wrong rate on a homepage is a false claim.

    Bad:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Owl Conference},
          acceptance_rate = {25.4\% (74/391)}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Owl Conference},
          acceptance_rate = {25.4\% (74/291)}}

    Fix: unsafe; the percentage is calculated from the counts, if both are given.
    Source: rates on homepages, calculated again.
    """
    for written in entry.entry.fields:
        if written.name in _OWN or (written.name in _TEXTS and "%" in written.raw):
            field = entry.field(written.name)
            if field and field.value.strip("{} "):
                yield from _about_rate(field)


def _about_rate(field: CheckedField) -> Iterator[Diagnostic]:
    text = verbatim(field.value)
    rate = read_rate(text)
    is_own = field.name in _OWN
    if rate is None:
        if is_own and any(map(str.isdigit, text)) and not _DATE.search(text):
            yield field.at(f"{quoted(text)} is not a rate; write 25.4% or 74/291")
        return
    counts = _COUNTS.search(field.content) if is_own and not _DATE.search(text) else None
    if counts and int(counts["chosen"][:9]) > int(counts["total"][:9]):
        yield field.at(f"{quoted(counts.group())} is more than 100%", *counts.span())
    elif not rate.is_consistent and (is_own or has_rate(text)) and len(_PERCENT.findall(text)) == 1:
        exact = _exact(rate)
        fix = _correcting(field, rate, exact)
        yield field.at(f"{rate.chosen}/{rate.total} is {exact}%, not {rate.text}", fix=fix)


def _exact(rate: Rate) -> Decimal:
    """Returns what the counts give, with the digits of the percentage."""
    exact = Decimal(100 * (rate.chosen or 0)) / Decimal(rate.total or 1)
    return exact.quantize(rate.percent)


def _correcting(field: CheckedField, rate: Rate, exact: Decimal) -> Fix | None:
    found = _PERCENT.search(field.content) if field.is_literal else None
    return field.replacing(f"write {exact}%", found.start(), found.end(), str(exact)) if found else None


@rule("H008", scope="entry", fields=tuple(_OWN), severity=Severity.WARNING)
def rate_of_nothing(entry: CheckedEntry) -> Iterator[Diagnostic]:
    r"""A rate has no venue or year, or does not say what it counts.

    Why: a rate belongs to one year of one venue. A rate below 5 % is for orals and not for all accepted papers, and
    `presentation` or the name of the field has to say so.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, rate = {1.2\%}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Owl Conference},
          rate = {1.2\%}, presentation = {oral}}

    Fix: none; only you know what was counted.
    Source: homepages that show "3.3%" and nothing else.
    """
    publication = entry.publication
    field = entry.first(name for name in entry.resolved.fields if name in _OWN)
    rate = read_rate(verbatim(field.value)) if field else None
    if publication is None or field is None or rate is None:
        return
    venue = publication.venue
    if not (venue.short or venue.name or publication.container.text) or venue.kind in ("other", "preprint"):
        yield field.at(f"{quoted(rate.text)} is a rate without a venue")
    elif publication.year is None:
        yield field.at(f"{quoted(rate.text)} is a rate without a year")
    elif field.name == "rate" and rate.percent < _RARE and not publication.presentation:
        yield field.at(f"{quoted(rate.text)} of what? 'presentation' does not say")
