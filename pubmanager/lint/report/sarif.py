"""SARIF 2.1.0, for code scanning.

Source: OASIS "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pubmanager import __version__
from pubmanager.findings import Severity
from pubmanager.lint.report.shape import fingerprints, rule_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.findings import Finding, Fix
    from pubmanager.lint.report.shape import Report
    from pubmanager.source import Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"


def write(report: Report) -> str:
    """Returns one run with the rules that found something and their results, fixes included."""
    codes = sorted({finding.code for finding in report.findings})
    driver = {"name": "pubmanager", "version": __version__, "rules": [_rule(report, code) for code in codes]}
    names = fingerprints(report.findings)
    results = [
        _result(report, finding, codes.index(finding.code), name)
        for finding, name in zip(report.findings, names, strict=True)
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(report: Report, code: str) -> dict[str, Any]:
    found: dict[str, Any] = {"id": code}
    rule = report.rules.get(code)
    if rule:
        found["name"] = "".join(word.capitalize() for word in rule.name.split("-"))
        found["shortDescription"] = {"text": report.summary(code)}
        found["help"] = {"text": rule.documentation}
        found["defaultConfiguration"] = {"enabled": rule.selection == "default", "level": _LEVELS[rule.severity]}
    page = rule_page(code)
    return {**found, "helpUri": page} if page.startswith("http") else found


def _result(report: Report, finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} [{finding.key}]" if finding.key else finding.message},
        "locations": [_location(report, finding)],
        "partialFingerprints": {"pubs/v1": fingerprint},
    }
    if finding.fix:
        result["fixes"] = [_fix(report, finding.source, finding.fix)]
    return result


def _location(report: Report, finding: Finding) -> dict[str, Any]:
    physical = {
        "artifactLocation": _artifact(report, finding.source),
        "region": _region(finding.source, finding.span),
    }
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.key:
        name = f"{finding.key}.{finding.field}" if finding.field else finding.key
        location["logicalLocations"] = [{"name": finding.field or finding.key, "fullyQualifiedName": name}]
    return location


def _fix(report: Report, source: Source, fix: Fix) -> dict[str, Any]:
    replacements: Iterable[dict[str, Any]] = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(report, source), "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _artifact(report: Report, source: Source) -> dict[str, str]:
    path = report.path(source)
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": _ROOT}


def _region(source: Source, span: Span) -> dict[str, int]:
    start, end = source.position(span.start), source.position(max(span.start, span.end))
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
