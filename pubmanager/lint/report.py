"""Findings as text for a terminal: place, code, message, the source line and a caret."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pubmanager.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from pubmanager.findings import Finding

_COLORS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}


def finding_text(finding: Finding) -> Text:
    """Returns a finding as coloured text: a line for people and editors, the source line, a caret."""
    from rich.text import Text

    head = Text()
    head.append(finding.place, "bold")
    head.append(": ")
    head.append(f"{finding.severity.word} {finding.code}", _COLORS[finding.severity])
    head.append(f" {finding.message}")
    if finding.key:
        head.append(f" [{finding.key}]", "dim")
    source_line, caret = excerpt(finding)
    head.append(f"\n    {source_line}\n    ", "default")
    head.append(caret, _COLORS[finding.severity])
    if finding.fix:
        head.append(f"\n    fix: {finding.fix.title}", "green")
    return head


def excerpt(finding: Finding, width: int = 100) -> tuple[str, str]:
    """Returns the source line, cut around the place, and a line with carets below it."""
    position = finding.source.position(finding.span.start)
    line = finding.source.line(position.line).expandtabs(1)
    column = position.column - 1
    length = max(1, min(len(finding.span), len(line) - column))
    start = max(0, column - width // 2) if len(line) > width else 0
    shown = line[start : start + width]
    length = max(1, min(length, len(shown) - (column - start)))
    before, under = shown[: column - start], shown[column - start : column - start + length]
    return shown, " " * _cells(before) + "^" * max(1, _cells(under))


def _cells(text: str) -> int:
    """Returns the width of a text in a terminal, where CJK characters take two cells."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text
    )


def summary(findings: Sequence[Finding]) -> str:
    """Returns one line that counts findings by severity: ``1 error, 2 warnings``.

    >>> summary([])
    'nothing found'
    """
    counts = [(sum(each.severity == severity for each in findings), severity.word) for severity in reversed(Severity)]
    return ", ".join(f"{count} {word}{'s' * (count > 1)}" for count, word in counts if count) or "nothing found"
