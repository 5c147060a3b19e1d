"""Findings as text: one module per ``--output-format``, each a pure function from a report to its text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

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


class _Format(Protocol):
    def write(self, report: Report) -> str: ...


def written(report: Report, format: str) -> str:
    """Returns a report in one of ``FORMATS``; it ends with a newline unless it is empty."""
    module = cast("_Format", import_module(f"pubmanager.lint.report.{format}"))
    return module.write(report)
