"""Findings as documents for other programs: our own JSON, GitLab's code quality report, SARIF and JUnit's XML."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree

from pubmanager import __version__
from pubmanager.findings import Severity
from pubmanager.lint.report.shape import ends, fingerprints, rule_page, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pubmanager.findings import Finding, Fix
    from pubmanager.lint.report.shape import Report
    from pubmanager.source import Source, Span


def _dumped(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


VERSION = 1  # counts up when a name goes or changes its meaning; names may be added without it


def write_json(report: Report) -> str:
    """Returns everything as a JSON object.

    Shape: ``docs/lint-json.md`` describes it, and ``docs/lint.schema.json`` is its schema.
    """
    findings = [
        _json_finding(report, finding, name)
        for finding, name in zip(report.findings, fingerprints(report.findings), strict=True)
    ]
    content = {
        "version": VERSION,
        "tool": {"name": "pubmanager", "version": __version__},
        "files": [report.known_path(path) for path in report.by_file()],
        "counts": {each.word: sum(f.severity == each for f in report.findings) for each in reversed(Severity)},
        "findings": findings,
    }
    return _dumped(content)


def _json_finding(report: Report, finding: Finding, fingerprint: str) -> dict[str, Any]:
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
        "fix": _json_fix(finding.source, finding.fix) if finding.fix else None,
    }


def _json_fix(source: Source, fix: Fix) -> dict[str, Any]:
    edits = [{**_places(source, edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _places(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _place(source, span.start), "end": _place(source, max(span.start, span.end))}


def _place(source: Source, offset: int) -> dict[str, int]:
    position = source.position(offset)
    return {"line": position.line, "column": position.column, "offset": offset}


_OF_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write_gitlab(report: Report) -> str:
    """Returns GitLab's code quality report.

    Source: GitLab's "Code Quality", "Code Quality report format".
    """
    names = fingerprints(report.findings)
    issues = [_gitlab_issue(report, finding, name) for finding, name in zip(report.findings, names, strict=True)]
    return _dumped(issues)


def _gitlab_issue(report: Report, finding: Finding, fingerprint: str) -> dict[str, object]:
    start, end = ends(finding)
    key = f" [{finding.key}]" if finding.key else ""
    return {
        "type": "issue",
        "description": f"{finding.code} {finding.message}{key}",
        "check_name": report.name(finding.code) or finding.code,
        "categories": ["Style" if finding.severity == Severity.INFO else "Bug Risk"],
        "fingerprint": fingerprint,
        "severity": _OF_GITLAB[finding.severity],
        "location": {"path": report.path(finding.source), "lines": {"begin": start.line, "end": end.line}},
    }


SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"


def write_sarif(report: Report) -> str:
    """Returns SARIF 2.1.0: one run with the rules that found something and their results, fixes included.

    Source: OASIS "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
    """
    codes = sorted({finding.code for finding in report.findings})
    driver = {"name": "pubmanager", "version": __version__, "rules": [_sarif_rule(report, code) for code in codes]}
    names = fingerprints(report.findings)
    results = [
        _sarif_result(report, finding, codes.index(finding.code), name)
        for finding, name in zip(report.findings, names, strict=True)
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_rule(report: Report, code: str) -> dict[str, Any]:
    found: dict[str, Any] = {"id": code}
    rule = report.rules.get(code)
    if rule:
        found["name"] = "".join(word.capitalize() for word in rule.name.split("-"))
        found["shortDescription"] = {"text": report.summary(code)}
        found["help"] = {"text": rule.documentation}
        found["defaultConfiguration"] = {"enabled": rule.selection == "default", "level": _LEVELS[rule.severity]}
    page = rule_page(code)
    return {**found, "helpUri": page} if page.startswith("http") else found


def _sarif_result(report: Report, finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} [{finding.key}]" if finding.key else finding.message},
        "locations": [_sarif_location(report, finding)],
        "partialFingerprints": {"pubs/v1": fingerprint},
    }
    if finding.fix:
        result["fixes"] = [_sarif_fix(report, finding.source, finding.fix)]
    return result


def _sarif_location(report: Report, finding: Finding) -> dict[str, Any]:
    physical = {
        "artifactLocation": _sarif_artifact(report, finding.source),
        "region": _sarif_region(finding.source, finding.span),
    }
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.key:
        name = f"{finding.key}.{finding.field}" if finding.field else finding.key
        location["logicalLocations"] = [{"name": finding.field or finding.key, "fullyQualifiedName": name}]
    return location


def _sarif_fix(report: Report, source: Source, fix: Fix) -> dict[str, Any]:
    replacements: Iterable[dict[str, Any]] = [
        {"deletedRegion": _sarif_region(source, edit.span), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    change = {"artifactLocation": _sarif_artifact(report, source), "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _sarif_artifact(report: Report, source: Source) -> dict[str, str]:
    path = report.path(source)
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": _ROOT}


def _sarif_region(source: Source, span: Span) -> dict[str, int]:
    start, end = source.position(span.start), source.position(max(span.start, span.end))
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def write_junit(report: Report) -> str:
    """Returns JUnit's XML: one suite per file, one failed case per finding that fails the run.

    Findings that do not fail the run are passed cases with their text as output; a clean file is one passed case.
    """
    groups = report.by_file()
    root = ElementTree.Element(
        "testsuites", {"name": "pubs lint", **_junit_counts(report, report.findings, list(groups.values()))}
    )
    for path, findings in groups.items():
        counts = _junit_counts(report, findings, [findings])
        suite = ElementTree.SubElement(root, "testsuite", {"name": visible(report.known_path(path)), **counts})
        for finding in findings:
            _junit_case(report, suite, finding)
        if not findings:
            ElementTree.SubElement(suite, "testcase", name="pubs lint", classname=visible(report.known_path(path)))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _junit_counts(report: Report, findings: Sequence[Finding], groups: Sequence[Sequence[Finding]]) -> dict[str, str]:
    failures = sum(finding.severity >= report.fail_on for finding in findings)
    return {"tests": str(sum(max(1, len(group)) for group in groups)), "failures": str(failures), "errors": "0"}


def _junit_case(report: Report, suite: ElementTree.Element, finding: Finding) -> None:
    start = finding.source.position(finding.span.start)
    path = visible(report.path(finding.source))
    where = f" [{visible(finding.key)}]" if finding.key else ""
    name = f"{finding.code} {start.line}:{start.column}{where}"
    case = ElementTree.SubElement(suite, "testcase", name=name, classname=path, file=path, line=str(start.line))
    message = visible(finding.message)
    text = f"{path}:{start.line}:{start.column}: {finding.severity.word} {finding.code} {message}"
    if finding.severity >= report.fail_on:
        failure = ElementTree.SubElement(case, "failure", message=message, type=finding.severity.word)
        failure.text = text
    else:
        ElementTree.SubElement(case, "system-out").text = text
