"""JUnit XML: one suite per file, one failed case per finding that fails the run, one passed case for a clean file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from pubmanager.lint.report.shape import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.findings import Finding
    from pubmanager.lint.report.shape import Report


def write(report: Report) -> str:
    """Returns an XML document; findings that do not fail the run are passed cases with their text as output."""
    groups = report.by_file()
    root = ElementTree.Element(
        "testsuites", {"name": "pubs lint", **_counts(report, report.findings, list(groups.values()))}
    )
    for path, findings in groups.items():
        counts = _counts(report, findings, [findings])
        suite = ElementTree.SubElement(root, "testsuite", {"name": visible(report.known_path(path)), **counts})
        for finding in findings:
            _case(report, suite, finding)
        if not findings:
            ElementTree.SubElement(suite, "testcase", name="pubs lint", classname=visible(report.known_path(path)))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _counts(report: Report, findings: Sequence[Finding], groups: Sequence[Sequence[Finding]]) -> dict[str, str]:
    failures = sum(finding.severity >= report.fail_on for finding in findings)
    return {"tests": str(sum(max(1, len(group)) for group in groups)), "failures": str(failures), "errors": "0"}


def _case(report: Report, suite: ElementTree.Element, finding: Finding) -> None:
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
