"""Rules about fields that an entry has twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.lint.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic


@rule("P006", scope="reading", severity=Severity.ERROR)
def repeated_field() -> Iterator[Diagnostic]:
    """A field is repeated with another value; the first one counts.

    Why: BibTeX keeps the first of two fields, other tools the last or none, so that every page shows something else.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, Year = 2023}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only the owner knows which value is right.
    Source: bibtex-tidy, biber and JabRef report the same.
    """
    yield from ()


@rule("P021", scope="reading", severity=Severity.WARNING, fix="safe")
def repeated_field_with_same_value() -> Iterator[Diagnostic]:
    """A field is repeated with the same value.

    Why: some parsers drop an entry with a repeated field, and a later change of one of the two makes them differ.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, year = 2024}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: safe; the second one is removed.
    Source: bibtex-tidy's "duplicate fields".
    """
    yield from ()
