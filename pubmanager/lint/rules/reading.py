"""Findings that are made while entries and pages are read; here is their documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.lint.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic


@rule("P001", scope="reading", severity=Severity.ERROR)
def entry_not_closed() -> Iterator[Diagnostic]:
    """An entry cannot be read whole: something is not closed, or stands where nothing is expected."""
    yield from ()


@rule("P003", scope="reading", severity=Severity.ERROR)
def missing_comma() -> Iterator[Diagnostic]:
    """The comma between two fields is missing."""
    yield from ()


@rule("P004", scope="reading", severity=Severity.ERROR)
def missing_value() -> Iterator[Diagnostic]:
    """The `=` or the value of a field is missing."""
    yield from ()


@rule("P005", scope="reading", severity=Severity.ERROR)
def missing_comma_after_key() -> Iterator[Diagnostic]:
    """The comma behind the citation key is missing."""
    yield from ()


@rule("P006", scope="reading", severity=Severity.ERROR)
def repeated_field() -> Iterator[Diagnostic]:
    """A field is repeated with another value; the first one counts."""
    yield from ()


@rule("P008", scope="reading", severity=Severity.ERROR)
def undefined_string() -> Iterator[Diagnostic]:
    """A `@string` is not defined, or only later."""
    yield from ()


@rule("P014", scope="reading", severity=Severity.WARNING)
def comment_inside_entry() -> Iterator[Diagnostic]:
    """`%` is no comment inside an entry; the line is left out."""
    yield from ()


@rule("P017", scope="reading", severity=Severity.WARNING)
def guessed_encoding() -> Iterator[Diagnostic]:
    """The file is not UTF-8; its encoding was guessed."""
    yield from ()


@rule("P021", scope="reading", severity=Severity.WARNING, fix="safe")
def repeated_field_with_same_value() -> Iterator[Diagnostic]:
    """A field is repeated with the same value."""
    yield from ()


@rule("K001", scope="reading", severity=Severity.ERROR)
def empty_key() -> Iterator[Diagnostic]:
    """The citation key is empty or missing."""
    yield from ()


@rule("K002", scope="reading", severity=Severity.ERROR)
def repeated_key() -> Iterator[Diagnostic]:
    """A citation key is used twice; both entries are kept."""
    yield from ()


@rule("A019", scope="reading", severity=Severity.WARNING)
def several_owners() -> Iterator[Diagnostic]:
    """Several names of a list could be the owner's; only the closest one counts."""
    yield from ()


@rule("F010", scope="reading", severity=Severity.ERROR)
def missing_parent() -> Iterator[Diagnostic]:
    """`crossref` or `xdata` names an entry that is not there, or leads back."""
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


@rule("T009", scope="reading", severity=Severity.WARNING)
def unknown_command() -> Iterator[Diagnostic]:
    """A LaTeX command is not known; its argument is shown."""
    yield from ()


@rule("W013", scope="reading", severity=Severity.ERROR)
def region_markers() -> Iterator[Diagnostic]:
    """The markers of a page do not match."""
    yield from ()
