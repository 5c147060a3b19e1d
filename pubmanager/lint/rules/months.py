"""Rules about months."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.bibtex.resolve import MONTHS
from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.model.dates import month_of, read_month

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedField


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
