"""Findings as lines for other programs: one for each, for people with ``grep``, for Vim, for GitHub Actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.lint.report.shape import ends, visible

if TYPE_CHECKING:
    from pubmanager.findings import Finding
    from pubmanager.lint.report.shape import Report
    from pubmanager.source import Position, Source


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write_concise(report: Report) -> str:
    """Returns lines as compilers write them, ``path:line:column: severity CODE message [key]``.

    Columns are characters.
    """
    return "".join(
        f"{visible(each.place)}: {each.severity.word} {each.code} {visible(each.message)}{_key(each)}\n"
        for each in report.findings
    )


def _key(finding: Finding) -> str:
    return f" [{visible(finding.key)}]" if finding.key else ""


def write_errorformat(report: Report) -> str:
    """Returns lines for Vim, ``path:line:column:endline:endcolumn:severity: CODE message``.

    Columns are bytes of the line in UTF-8, as Vim's ``%c`` and ``%k`` mean them; ``endcolumn`` is the last byte's.
    """
    return "".join(f"{_vim_line(finding)}\n" for finding in report.findings)


def _vim_line(finding: Finding) -> str:
    start, end = ends(finding)
    first, last = _bytes(finding.source, start) + 1, _bytes(finding.source, end)
    if end.line == start.line:
        last = max(first, last)
    place = f"{visible(finding.source.path)}:{start.line}:{first}:{end.line}:{max(1, last)}"
    return f"{place}:{finding.severity.word}: {finding.code} {visible(finding.message)}{_key(finding)}"


def _bytes(source: Source, position: Position) -> int:
    """Counts the bytes before a position in its line."""
    return len(source.line(position.line)[: position.column - 1].encode("utf-8", "surrogatepass"))


def write_github(report: Report) -> str:
    """Returns workflow commands of GitHub Actions, which are shown as annotations.

    Source: GitHub's "Workflow commands for GitHub Actions", "Setting an error message"; escapes as its toolkit writes
    them.
    """
    return "".join(f"{_command(report, finding)}\n" for finding in report.findings)


def _command(report: Report, finding: Finding) -> str:
    start, end = ends(finding)
    title = f"{finding.code} {report.name(finding.code)}".rstrip()
    properties = {"title": title, "file": report.path(finding.source), "line": start.line, "endLine": end.line}
    if start.line == end.line:  # columns of an annotation over several lines are refused
        properties |= {"col": start.column, "endColumn": end.column}
    given = ",".join(f"{name}={str(content).translate(_PROPERTY)}" for name, content in properties.items())
    return f"::{_COMMANDS[finding.severity]} {given}::{_message(report, finding)}"


def _message(report: Report, finding: Finding) -> str:
    """Names the place again: the log does not show the properties."""
    start = finding.source.position(finding.span.start)
    key = f" [{finding.key}]" if finding.key else ""
    fix = f"\nfix: {finding.fix.title}" if finding.fix else ""
    place = f"{report.path(finding.source)}:{start.line}:{start.column}"
    lines = f"{place}: {finding.code} {finding.message}{key}{fix}".split("\n")
    return "\n".join(map(visible, lines)).translate(_DATA)
