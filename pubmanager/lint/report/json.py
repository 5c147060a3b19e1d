"""Everything as JSON; ``docs/lint-json.md`` describes it and ``docs/lint.schema.json`` is its schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pubmanager import __version__
from pubmanager.findings import Severity
from pubmanager.lint.report.shape import fingerprints

if TYPE_CHECKING:
    from pubmanager.findings import Finding, Fix
    from pubmanager.lint.report.shape import Report
    from pubmanager.source import Source, Span

VERSION = 1  # counts up when a name goes or changes its meaning; names may be added without it


def write(report: Report) -> str:
    """Returns one JSON object."""
    findings = [
        _finding(report, finding, name)
        for finding, name in zip(report.findings, fingerprints(report.findings), strict=True)
    ]
    content = {
        "version": VERSION,
        "tool": {"name": "pubmanager", "version": __version__},
        "files": [report.known_path(path) for path in report.by_file()],
        "counts": {each.word: sum(f.severity == each for f in report.findings) for each in reversed(Severity)},
        "findings": findings,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _finding(report: Report, finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": report.name(finding.code) or None,
        "severity": finding.severity.word,
        "message": finding.message,
        "path": report.path(finding.source),
        **_places(finding.source, finding.span),
        "key": finding.key or None,
        "field": finding.field or None,
        "fingerprint": fingerprint,
        "fix": _fix(finding.source, finding.fix) if finding.fix else None,
    }


def _fix(source: Source, fix: Fix) -> dict[str, Any]:
    edits = [{**_places(source, edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _places(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _place(source, span.start), "end": _place(source, max(span.start, span.end))}


def _place(source: Source, offset: int) -> dict[str, int]:
    position = source.position(offset)
    return {"line": position.line, "column": position.column, "offset": offset}
