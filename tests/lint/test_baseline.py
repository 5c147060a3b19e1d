"""The baseline: what it accepts, what it leaves, and what it says is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError
from pubmanager.findings import Finding, Severity
from pubmanager.lint.baseline import Accepted, Baseline
from pubmanager.source import Source, Span

HERE = Path()
BIB = "@misc{owl, title = {x}, year = 1, year = 2}\n@misc{lark, year = 1, year = 2, year = 3}\n"


def lint(text: str) -> list[Finding]:
    found = Bibliography.loads(text, path="a.bib", config=parse_config('lint = { select = ["P006"] }')).lint()
    assert found
    return found


def test_what_is_accepted_is_not_reported() -> None:
    findings = lint(BIB)
    baseline = Baseline.loads(Baseline.of(findings, HERE).dumps(), HERE / "b.json")
    assert baseline.apply(findings) == ([], {})


@pytest.mark.parametrize(
    "moved",
    ["% comment\n\n" + BIB, "\n".join(reversed(BIB.splitlines())), BIB.replace(", ", ",\n   "), BIB.replace("\n", "\r\n")],
    ids=["down", "sorted", "reformatted", "crlf"],
)  # fmt: skip
def test_moving_lines_changes_nothing(moved: str) -> None:
    assert Baseline.of(lint(BIB), HERE).apply(lint(moved)) == ([], {})


def test_one_more_of_a_kind_is_new() -> None:
    baseline = Baseline.of(lint(BIB), HERE)
    new, stale = baseline.apply(lint(BIB.replace("year = 3", "year = 3, year = 4")))
    assert [(each.code, each.key, each.field) for each in new] == [("P006", "lark", "year")] and stale == {}


def test_another_entry_or_field_is_new() -> None:
    baseline = Baseline.of(lint(BIB), HERE)
    new, _ = baseline.apply(lint(BIB + "@misc{tit, title = {x}, title = {y}}"))
    assert [(each.code, each.key, each.field) for each in new] == [("P006", "tit", "title")]


def test_what_was_mended_is_told() -> None:
    new, stale = Baseline.of(lint(BIB), HERE).apply(lint(BIB.replace(", year = 2, year = 3", "")))
    assert new == [] and {str(kind): count for kind, count in stale.items()} == {"P006 lark.year": 2}


def test_findings_outside_entries_are_known_by_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path is seen from the baseline's folder, from wherever pubs is called."""
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    page = Finding("W013", Severity.ERROR, "m", Source("about.md", "x"), Span(0, 1))
    baseline = Baseline.of([page], Path(".."))
    assert list(baseline.counts) == [Accepted("", "W013", "", "site/about.md")]
    monkeypatch.chdir(tmp_path)
    from_above = Finding("W013", Severity.ERROR, "m", Source("site/about.md", "\nx"), Span(1, 2))
    other = Finding("W013", Severity.ERROR, "m", Source("site/news.md", "x"), Span(0, 1))
    assert Baseline.loads(baseline.dumps(), tmp_path / "b.json").apply([from_above, other]) == ([other], {})


def test_the_file_has_a_line_for_each_kind_in_order() -> None:
    text = Baseline.of(reversed(lint(BIB)), HERE).dumps()
    assert json.loads(text)["accepted"] == [
        {"key": "lark", "rule": "P006", "field": "year", "count": 2},
        {"key": "owl", "rule": "P006", "field": "year", "count": 1},
    ]
    assert text.count("\n") == 7 and text == Baseline.of(lint(BIB), HERE).dumps()
    assert json.loads(Baseline.of([], HERE).dumps()) == {"version": 1, "accepted": []}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 2, "accepted": []}', '{"version": 1, "accepted": [{"rule": "X"}]}',
     '{"version": 1, "accepted": [{"rule": 1, "count": 1}]}', '{"version": 1, "accepted": ["x"]}',
     '{"version": 1, "accepted": [{"rule": "X", "key": "a", "count": "1"}]}'],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(PubsError, match=r"b\.json(?::\d+:\d+)?: this is no baseline"):
        Baseline.loads(text, Path("b.json"))
