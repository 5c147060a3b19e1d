"""Findings as text: a function for each ``--output-format``, from a report to its text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pubmanager.lint.report.shape import Report

FORMATS = {
    "text": "for people: grouped by file, with the source line and a caret",
    "concise": "one line per finding, as compilers write it",
    "json": "everything, for programs",
    "github": "annotations of GitHub Actions",
    "gitlab": "GitLab's code quality report",
    "sarif": "SARIF 2.1.0, for code scanning",
    "junit": "JUnit XML, one suite per file",
    "errorformat": "one line per finding with byte columns and ends, for Vim",
}
_MODULES = {"text": "text", **dict.fromkeys(("concise", "github", "errorformat"), "lines")}  # else `documents`


def written(report: Report, format: str) -> str:
    """Returns a report in one of ``FORMATS``; it ends with a newline unless it is empty."""
    module = import_module(f"pubmanager.lint.report.{_MODULES.get(format, 'documents')}")
    return str(getattr(module, f"write_{format}")(report))
