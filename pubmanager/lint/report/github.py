"""Annotations of GitHub Actions: workflow commands in the log.

Source: GitHub's "Workflow commands for GitHub Actions", "Setting an error message"; escapes as its toolkit writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.lint.report.shape import ends, visible

if TYPE_CHECKING:
    from pubmanager.findings import Finding
    from pubmanager.lint.report.shape import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(report: Report) -> str:
    """Returns one command per finding."""
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
