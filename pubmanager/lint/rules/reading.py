"""Findings that are made while entries and pages are read; here is their documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.lint.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic


@rule("A019", scope="reading", severity=Severity.WARNING)
def several_owners() -> Iterator[Diagnostic]:
    """Several names of a list could be the owner's; only the closest one counts."""
    yield from ()


@rule("A001", scope="reading", severity=Severity.ERROR)
def empty_name() -> Iterator[Diagnostic]:
    """An empty name in a list of names."""
    yield from ()


@rule("A002", scope="reading", severity=Severity.ERROR)
def names_without_and() -> Iterator[Diagnostic]:
    """Names are separated without `and`."""
    yield from ()


@rule("A003", scope="reading", severity=Severity.ERROR)
def et_al() -> Iterator[Diagnostic]:
    """ "et al." instead of `and others`."""
    yield from ()


@rule("A004", scope="reading", severity=Severity.ERROR)
def others_not_last() -> Iterator[Diagnostic]:
    """`others` is not the last in a list of names."""
    yield from ()


@rule("H020", scope="reading", severity=Severity.WARNING)
def region_edited_by_hand() -> Iterator[Diagnostic]:
    """Text inside a region was changed by hand."""
    yield from ()
