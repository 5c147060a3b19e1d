"""One line per finding: ``path:line:column: severity CODE message [key]``; columns count characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.lint.report.shape import visible

if TYPE_CHECKING:
    from pubmanager.findings import Finding
    from pubmanager.lint.report.shape import Report


def write(report: Report) -> str:
    """Returns one line per finding."""
    return "".join(f"{concise_line(finding)}\n" for finding in report.findings)


def concise_line(finding: Finding) -> str:
    """Returns a finding as one line."""
    head = f"{visible(finding.place)}: {finding.severity.word} {finding.code} {visible(finding.message)}"
    return f"{head} [{visible(finding.key)}]" if finding.key else head
