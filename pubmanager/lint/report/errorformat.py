"""One line per finding for Vim: ``path:line:column:endline:endcolumn:severity: CODE message``.

Columns are bytes of the line in UTF-8, as Vim's ``%c`` and ``%k`` mean them; ``endcolumn`` is the last byte's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.lint.report.shape import ends, visible

if TYPE_CHECKING:
    from pubmanager.findings import Finding
    from pubmanager.lint.report.shape import Report
    from pubmanager.source import Position, Source


def write(report: Report) -> str:
    """Returns one line per finding."""
    return "".join(f"{_line(finding)}\n" for finding in report.findings)


def _line(finding: Finding) -> str:
    start, end = ends(finding)
    first, last = _bytes(finding.source, start) + 1, _bytes(finding.source, end)
    if end.line == start.line:
        last = max(first, last)
    place = f"{visible(finding.source.path)}:{start.line}:{first}:{end.line}:{max(1, last)}"
    key = f" [{visible(finding.key)}]" if finding.key else ""
    return f"{place}:{finding.severity.word}: {finding.code} {visible(finding.message)}{key}"


def _bytes(source: Source, position: Position) -> int:
    """Counts the bytes before a position in its line."""
    return len(source.line(position.line)[: position.column - 1].encode("utf-8", "surrogatepass"))
