"""What was found, where, and what would mend it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.source import Source, Span


class Severity(IntEnum):
    """How bad a finding is; errors and warnings fail a run, infos do not."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()

    def __str__(self) -> str:
        return self.word

    def __repr__(self) -> str:
        return f"<Severity: {self.word}>"


class Edit(Struct, frozen=True):
    """One replacement in a source's text."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """What would mend a finding: a title that says what to do, and the edits that do it."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Fault(Struct, frozen=True):
    """Something that a reader cannot read as it was meant; the table of rules says what it is worth.

    Shape: ``code`` is the rule's that reports it; ``loses`` is true where some text could not be kept.
    """

    code: str
    message: str
    source: Source
    span: Span
    key: str = ""
    field: str = ""
    loses: bool = False

    @property
    def place(self) -> str:
        """``path:line:column``, 1-based."""
        return self.source.place(self.span.start)


class Diagnostic(Struct, frozen=True):
    """What a rule says of a place, and what would mend it. It does not know whether and how it is reported.

    Shape: ``message`` is lower case, without a final stop, at most 72 characters, and quotes the offending text;
    ``span`` is the smallest text at fault; ``key`` and ``field`` name the entry and the field it is about, where there
    is one; ``also`` are the places of other entries that it speaks of, each whole.
    """

    message: str
    source: Source
    span: Span
    key: str = ""
    field: str = ""
    fix: Fix | None = None
    also: tuple[tuple[Source, Span], ...] = ()


class Finding(Struct, frozen=True):
    """A diagnostic as it is reported: with its rule's code, and the severity and the fix that the settings want.

    Shape: the rest is the diagnostic's; ``selection`` is the smallest selection of rules that reports it.
    """

    code: str
    severity: Severity
    message: str
    source: Source
    span: Span
    key: str = ""
    field: str = ""
    fix: Fix | None = None
    also: tuple[tuple[Source, Span], ...] = ()
    selection: str = "default"

    @property
    def place(self) -> str:
        """``path:line:column``, 1-based."""
        return self.source.place(self.span.start)


def quoted(text: str, limit: int = 24) -> str:
    """Quotes an offending text for a message, shortened and on one line.

    >>> quoted("a\\n  b")
    "'a b'"
    """
    flat = " ".join(text.split())
    return f"'{flat}'" if len(flat) <= limit else f"'{flat[: limit - 1]}…'"


Found = TypeVar("Found", Finding, Fault)


def in_order(findings: Iterable[Found]) -> list[Found]:
    """Sorts what was found by file, place and code."""
    return sorted(findings, key=lambda found: (found.source.path, found.span.start, found.code, found.message))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Applies edits that do not overlap; an edit that overlaps an earlier one is left out.

    >>> from pubmanager.source import Span
    >>> apply_edits("a-b-c", [Edit(Span(1, 2), "--"), Edit(Span(3, 4), "--")])
    'a--b--c'
    """
    pieces: list[str] = []
    cursor = 0
    for edit in sorted(edits, key=lambda each: (each.span.start, each.span.end)):
        if edit.span.start < cursor:
            continue
        pieces += [text[cursor : edit.span.start], edit.text]
        cursor = edit.span.end
    return "".join([*pieces, text[cursor:]])
