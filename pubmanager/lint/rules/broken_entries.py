"""Rules about entries that cannot be read: something is missing, not closed, or swallowed."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pubmanager.bibtex.entry import Entry
from pubmanager.bibtex.salvage import closings
from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.rule import Diagnostic, found_by_reading, rule
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from pubmanager.bibtex.entry import Block, Reading
    from pubmanager.findings import Fault
    from pubmanager.lint.subjects import CheckedField
    from pubmanager.source import Source

_INNER_ENTRY = regex(r"@\s*[^\W\d_]+\s*\{\s*(?P<key>[^\s,{}()\"=%#]+)\s*,\s*[\w-]+\s*=")
_BRACE = regex(r"[{}]")
_LINE_END = regex(r"\r\n|\r|\n")


found_by_reading(
    "P001",
    "entry-not-closed",
    """An entry cannot be read completely: something is not closed, or is unexpected.

    Why: BibTeX skips such an entry, and often the following ones. This tool only loses the broken part, and writes
    nothing until it is fixed.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know where the missing brace belongs.
    Source: btxdoc, section 3; biber and texlab report the same.
    """,
    severity=Severity.ERROR,
)


@rule("P002", scope="source", severity=Severity.ERROR)
def swallowed_entry(reading: Reading) -> Iterator[Diagnostic]:
    """An entry is inside another one.

    Why: a missing brace in one entry and an extra one in a later entry result in two entries that look fine, while the
    ones between them are lost. BibTeX loses everything after an entry that is not closed in the same way.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web, see
          also @misc{lark, title = {Larks}}}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}
        @misc{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; only you know where one entry ends.
    Source: BibTeX reads braces before it reads entries (bibtex.web, "scan_balanced_braces").
    """
    for entry in reading.entries:
        for inner in _INNER_ENTRY.finditer(reading.source.text, entry.type_span.end, entry.span.end):
            message = f"{quoted(inner['key'])} is inside {quoted(entry.key)} and lost"
            yield Diagnostic(message, reading.source, Span(inner.start(), inner.end("key")), entry.key)
    if not all(entry.readable for entry in reading.entries):
        yield from _hidden_from_bibtex(reading)


def _hidden_from_bibtex(reading: Reading) -> Iterator[Diagnostic]:
    """Yields the entries that are not closed with what BibTeX takes for a part of them, once for each stretch."""
    text, entries = reading.source.text, reading.entries
    pairs = closings(text, 0, len(text))
    starts = [entry.span.start for entry in entries]
    end = 0
    for entry in entries:
        if entry.readable or entry.span.start < end:
            continue
        end = pairs.get(text.find("{", entry.type_span.end), len(text))
        first, last = bisect_left(starts, entry.span.end), bisect_left(starts, end)
        if first < last:
            yield Diagnostic(_told(entries[first].key, last - first), reading.source, entry.type_span, entry.key)


def _told(first: str, count: int) -> str:
    more = f" and {count - 1} more" if count > 1 else ""
    return f"not closed: hides {quoted(first)}{more} from BibTeX"


def _with_comma(fault: Fault) -> Diagnostic:
    end = fault.span.end
    fix = Fix("add the comma", (Edit(Span(end, end), ","),))
    return Diagnostic(fault.message, fault.source, fault.span, fault.key, fix=fix)


@rule("P003", scope="reading", severity=Severity.ERROR, fix="safe")
def missing_comma(fault: Fault) -> Iterator[Diagnostic]:
    """The comma between two fields is missing.

    Why: BibTeX drops the fields after the gap, and some parsers the whole entry. This tool reads them as intended.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane} year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: safe; the comma is added, and the entry's content stays the same.
    Source: BibTeX's error "I was expecting a `,' or a `}'".
    """
    yield _with_comma(fault)


found_by_reading(
    "P004",
    "missing-value",
    """The `=` or the value of a field is missing.

    Why: BibTeX stops reading the entry there.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, note = }

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, note = {Draft}}

    Fix: none; only you know the value.
    Source: BibTeX's errors "I was expecting an `='" and "You're missing a field part".
    """,
    severity=Severity.ERROR,
)


@rule("P005", scope="reading", severity=Severity.ERROR, fix="safe")
def missing_comma_after_key(fault: Fault) -> Iterator[Diagnostic]:
    """The comma after the citation key is missing.

    Why: BibTeX reads the first field as part of the key, or skips the entry.

    Bad:
        @misc{owl title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: safe; the comma is added, and the entry's content stays the same.
    Source: BibTeX's error "I was expecting a `,' or a `}'".
    """
    yield _with_comma(fault)


@rule("P011", scope="field", severity=Severity.WARNING, needs=("\\{", "\\}"))
def unbalanced_brace(field: CheckedField) -> Iterator[Diagnostic]:
    r"""A value has an escaped brace without its partner.

    Why: BibTeX and biber read `\{` like any other brace, so the value never ends. This tool reads it as intended.

    Bad:
        @misc{owl, title = {Owls \{ larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Good:
        @misc{owl, title = {Owls \{ and \} larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: none; use `\textbraceleft` outside formulas or `\lbrace` inside, which need no partner.
    Source: btxdoc, section 4, item 4 on special characters; JabRef's "unbalanced braces".
    """
    braces = list(_BRACE.finditer(field.content))
    alone = _first_alone(braces)
    if alone is not None:
        escaped = [brace for brace in braces if field.content[brace.start() - 1 : brace.start()] == "\\"]
        place = _first_alone(escaped)
        start = alone if place is None else place
        yield field.at(f"{quoted(field.content[start])} has no partner", max(start - 1, 0), start + 1)


def _first_alone(braces: Iterable[re.Match[str]]) -> int | None:
    """Returns the place of the first brace without a partner among these."""
    opened: list[int] = []
    for brace in braces:
        if brace.group() == "{":
            opened.append(brace.start())
        elif opened:
            opened.pop()
        else:
            return brace.start()
    return opened[0] if opened else None


@rule("P014", scope="source", severity=Severity.INFO, selection="tidy", fix="safe")
def comment_inside_entry(reading: Reading) -> Iterator[Diagnostic]:
    """A `%` does not start a comment inside an entry; the line is ignored.

    Why: BibTeX has no comments inside entries and stops reading there; other parsers read the line as a field. biber
    and this tool read it as it is meant.

    Bad:
        @misc{owl,
          title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
          % pages = {1--2},
        }

    Good:
        @misc{owl,
          title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web},
        }
        % pages = {1--2},

    Fix: safe; the line moves after the entry, where all text is a comment, unless it contains an `@`.
    Source: btxdoc, section 4; biber's manual, "comments".
    """
    faults = [each for each in reading.faults if each.code == "P014"]
    starts = [each.span.start for each in faults]
    for block in reading.blocks if faults else ():
        inside = faults[bisect_left(starts, block.span.start) : bisect_left(starts, block.span.end)]
        if not inside:
            continue
        movable = [each for each in inside if _is_movable(block, each)]
        fix = _moved(block, movable) if movable else None
        for each in inside[:1]:  # once an entry
            more = f", and {len(inside) - 1} more in this entry" if len(inside) > 1 else ""
            yield Diagnostic(f"{each.message}{more}", each.source, each.span, each.key, fix=fix)


def _is_movable(block: Block, fault: Fault) -> bool:
    """Whether a comment can stand behind its entry, where every text without an ``@`` is a comment."""
    comment = fault.source[fault.span].rstrip()
    return isinstance(block, Entry) and block.readable and "@" not in comment and not _LINE_END.search(comment)


def _moved(block: Block, faults: Sequence[Fault]) -> Fix:
    """Moves the comments of an entry behind it, all at once and in their order."""
    source, end = block.source, block.span.end
    lines = "".join(f"{source.newline}{source[each.span].rstrip()}" for each in faults)
    edits = [Edit(_own_line(source, each.span), "") for each in faults]
    return Fix(f"move the comment{'s' * (len(faults) > 1)} after the entry", (*edits, Edit(Span(end, end), lines)))


def _own_line(source: Source, span: Span) -> Span:
    """Widens a span to its line where it is alone there."""
    start = source.start_of_line(span.start)
    match = _LINE_END.match(source.text, span.end)
    return Span(start, match.end()) if match and not source.text[start : span.start].strip() else span
