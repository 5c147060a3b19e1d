"""GitLab's code quality report.

Source: GitLab's "Code Quality", "Code Quality report format".
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.lint.report.shape import ends, fingerprints

if TYPE_CHECKING:
    from pubmanager.findings import Finding
    from pubmanager.lint.report.shape import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(report: Report) -> str:
    """Returns a JSON array."""
    names = fingerprints(report.findings)
    issues = [_issue(report, finding, name) for finding, name in zip(report.findings, names, strict=True)]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(report: Report, finding: Finding, fingerprint: str) -> dict[str, object]:
    start, end = ends(finding)
    key = f" [{finding.key}]" if finding.key else ""
    return {
        "type": "issue",
        "description": f"{finding.code} {finding.message}{key}",
        "check_name": report.name(finding.code) or finding.code,
        "categories": ["Style" if finding.severity == Severity.INFO else "Bug Risk"],
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": report.path(finding.source), "lines": {"begin": start.line, "end": end.line}},
    }
