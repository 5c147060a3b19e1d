"""For people: findings grouped by file, each with its source line, a caret and what would mend it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.lint.report.shape import rule_page, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from pubmanager.findings import Finding, Fix
    from pubmanager.lint.report.shape import Report

# Magenta for warnings: yellow cannot be read on a white terminal.
COLORS = {Severity.ERROR: "bold red", Severity.WARNING: "bold magenta", Severity.INFO: "bold cyan"}
WIDTH = 100
MOST = 1000  # findings of one rule in a file that are shown: nobody reads as many
_GUTTER = 4


def write_text(report: Report) -> str:
    """Returns the findings as plain text."""
    return plain(report.findings)


def plain(findings: Sequence[Finding]) -> str:
    """Returns the same without colours."""
    return "".join(f"{line.plain}\n" for line in lines(findings, WIDTH))


def lines(findings: Sequence[Finding], width: int) -> Iterator[Text]:
    """Yields coloured lines; source lines are cut to ``width`` cells, and shown once for findings about one text.

    Of a file with very many findings of one rule, the first ``MOST`` are shown, and how many more there are.
    """
    from rich.text import Text

    is_first = True
    for path, of_file in groupby(findings, key=lambda each: each.source.path):
        if not is_first:
            yield Text()
        is_first = False
        yield Text(visible(path), "bold underline")
        counts: Counter[str] = Counter()
        for _, found in groupby(of_file, key=lambda each: each.span):
            group = tuple(each for each in found if _is_among_first(each, counts))
            for finding in group:
                yield _head(finding, f"  {finding.place.removeprefix(f'{path}:')} ")
            if group:
                yield from _excerpt_lines(group[0], width)
                yield from _fix_lines(group)
        for code, count in counts.items():
            if count > MOST:
                yield Text(f"  and {count - MOST:,} more of {code} (--output-format concise lists all)", "dim")


def _is_among_first(finding: Finding, counts: Counter[str]) -> bool:
    counts[finding.code] += 1
    return counts[finding.code] <= MOST


def lines_alone(finding: Finding, width: int) -> Iterator[Text]:
    """Yields the same for one finding among other talk, with its file."""
    yield _head(finding, f"{visible(finding.place)}:")
    yield from _excerpt_lines(finding, width)
    yield from _fix_lines((finding,))


def _head(finding: Finding, place: str) -> Text:
    from rich.text import Text

    color = COLORS[finding.severity]
    head = Text(place, "bold")
    head.append(" ").append(finding.severity.word, color)
    page = rule_page(finding.code)
    head.append(" ").append(finding.code, f"{color} link {page}" if page else color)
    head.append(f" {visible(finding.message)}", "not bold")
    return head.append(f" [{visible(finding.key)}]", "dim not bold") if finding.key else head


def _excerpt_lines(finding: Finding, width: int) -> Iterator[Text]:
    from rich.text import Text

    number = finding.source.position(finding.span.start).line
    source_line, caret = excerpt(finding, max(20, width - _GUTTER - 7))
    yield Text(f"  {number:>{_GUTTER}} │ ", "dim").append(source_line, "not dim")
    yield Text(f"  {'':>{_GUTTER}} │ ", "dim").append(caret, f"{COLORS[finding.severity]} not dim")


def _fix_lines(findings: Sequence[Finding]) -> Iterator[Text]:
    from rich.text import Text

    for finding in findings:
        if finding.fix:
            yield Text(" " * (_GUTTER + 5)).append(fix_line(finding.fix), "green")


def fix_line(fix: Fix) -> str:
    """Says what a fix does, and the flag that applies it."""
    return f"fix: {visible(fix.title)} ({'--fix' if fix.safe else '--fix --unsafe-fixes'})"


def excerpt(finding: Finding, width: int) -> tuple[str, str]:
    """Returns the source line, cut around the place to ``width`` cells, and a line with carets below it."""
    from rich.cells import cell_len

    position = finding.source.position(finding.span.start)
    line = finding.source.line(position.line)
    column = min(position.column - 1, len(line))
    length = min(len(finding.span), len(line) - column)
    before, under, after = (visible(part) for part in _parts(line, column, length, width))
    shown_before = (
        before if cell_len(before + under) <= width else _end(before, max(width // 3, width - cell_len(under)))
    )
    room = width - cell_len(shown_before)
    shown_under = _start(under, room)
    shown_after = _start(after, room - cell_len(shown_under)) if shown_under == under else ""
    caret = " " * cell_len(shown_before) + "^" * max(1, cell_len(shown_under))
    return (shown_before + shown_under + shown_after).rstrip(), caret


def _parts(line: str, column: int, length: int, width: int) -> tuple[str, str, str]:
    """Divides a line; of what cannot be shown anyway, in lines of whole abstracts, only some is kept."""
    room = 4 * width  # characters without a width of their own count too
    before = line[max(0, column - room) : column]
    return before, line[column : column + min(length, room)], line[column + length : column + length + room]


def _start(text: str, width: int) -> str:
    """Cuts a text behind ``width`` cells, saying so."""
    from rich.cells import cell_len

    if cell_len(text) <= width:
        return text
    from rich.cells import set_cell_size

    return f"{set_cell_size(text, width - 1).rstrip()}…" if width > 0 else ""


def _end(text: str, width: int) -> str:
    """Cuts the beginning of a text away, saying so."""
    from rich.cells import cell_len

    start, cells = len(text), 0
    while start and (cells := cells + cell_len(text[start - 1])) <= width - 1:
        start -= 1
    return f"…{text[start:]}"
