"""What is wrong with a list of names as it is typed, where, and what would mend it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pubmanager.findings import Edit, Finding, Fix, Severity, quoted
from pubmanager.model.names import split_list
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.bibtex.entry import ResolvedField
    from pubmanager.model.names import ListFault, ListPart

_MESSAGES = {
    "empty": ("A001", "empty name in a list of names"),
    "separator": ("A002", "names separated without 'and': {}"),
    "et al": ("A003", "{} in a list of names; write 'and others'"),
    "others": ("A004", "{} is not the last in a list of names"),
}
_BLANKS = " \t\r\n~"


def findings_in(found: ResolvedField, candidates: Sequence[int], *, is_pair: bool = False) -> Iterator[Finding]:
    """Yields what is wrong with a list; ``candidates`` are the places of names that could be the owner's."""
    text = found.text if found.is_exact else found.value
    parts = split_list(text, is_pair=is_pair)
    for fault in parts.faults:
        code, message = _MESSAGES[fault.kind]
        fix = _fix(found, text, fault, parts.parts) if found.is_exact else None
        yield _finding(found, code, Severity.ERROR, message.format(quoted(fault.text)), fault, fix)
    for part in [parts.parts[place] for place in candidates[1:]]:
        message = f"{quoted(part.text)} could be the owner too, like {quoted(parts.parts[candidates[0]].text)}"
        yield _finding(found, "A019", Severity.WARNING, message, part)


def _finding(
    found: ResolvedField,
    code: str,
    severity: Severity,
    message: str,
    place: ListFault | ListPart,
    fix: Fix | None = None,
) -> Finding:
    owner = found.owner
    span = _span(found, place.start, max(place.end, place.start + 1)) if found.is_exact else found.field.value_span
    return Finding(code, severity, message, owner.source, span, owner.key, found.field.name, fix)


def _span(found: ResolvedField, start: int, end: int) -> Span:
    first = found.content_span.start
    return Span(first + start, first + end)


def _fix(found: ResolvedField, text: str, fault: ListFault, parts: Sequence[ListPart]) -> Fix | None:
    if fault.kind == "empty":
        start, end, separator = _without_empty(text, fault)
        return Fix("remove the empty name", (Edit(_span(found, start, end), separator),))
    if fault.kind == "et al":
        return _with_others(found, text, fault)
    if fault.kind == "separator":
        gaps = _gaps(fault, parts)
        edits = tuple(Edit(_span(found, start, end), " and " if end < fault.end else "") for start, end in gaps)
        return Fix("separate the names by 'and'", edits)
    return None


def _without_empty(text: str, fault: ListFault) -> tuple[int, int, str]:
    """Returns the stretch that goes with an empty name, and what is left of its separators."""
    before, after = text[: fault.start].rstrip(_BLANKS), text[fault.end :].lstrip(_BLANKS)
    if before and after:
        return fault.start, fault.end, "and"
    return (fault.start if not before else len(before), fault.end if not after else len(text) - len(after), "")


def _with_others(found: ResolvedField, text: str, fault: ListFault) -> Fix | None:
    """Writes ``and others`` for ``et al.`` at the end of a list."""
    before = text[: fault.start].rstrip(_BLANKS + ",")
    stretch = text[len(before) : fault.end]
    if text[fault.end :].strip() or not before or stretch.count("{") != stretch.count("}"):
        return None
    words = " others" if before.lower().endswith((" and", "\nand", "\tand")) else " and others"
    return Fix("write 'and others'", (Edit(_span(found, len(before), fault.end), words),))


def _gaps(fault: ListFault, parts: Sequence[ListPart]) -> Iterator[tuple[int, int]]:
    """Yields the stretches between the names of one piece, and what is behind the last."""
    inside = [part for part in parts if fault.start <= part.start and part.end <= fault.end]
    for part, following in pairwise(inside):
        yield part.end, following.start
    if inside and inside[-1].end < fault.end:
        yield inside[-1].end, fault.end
