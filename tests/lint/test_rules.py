"""Every rule: its documentation, its examples, and its cases, which are Markdown files in ``cases/``.

A case is a heading, then fences: ``bib`` (the ``.bib``), ``page`` (``about.md``), ``toml`` (``pubs.toml``), or
``file PATH`` (perhaps with an encoding behind it, see ``decoded``); then ``findings``, one ``[PATH:]LINE:COLUMN message``
each, empty or missing where the rule is silent; then ``fixed``, the text after all fixes of the rule (of the page where the finding is there).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lint.linting import BIB, decoded, files_of, lint_bib, lint_files

from pubmanager.bibtex.entry import KEEPS_BRACES
from pubmanager.bibtex.read import read
from pubmanager.findings import Edit, apply_edits
from pubmanager.lint.engine import all_rules
from pubmanager.source import Source

if TYPE_CHECKING:
    from pubmanager.lint.rule import Rule

CASES = Path(__file__).with_name("cases")
RULES = all_rules()
NAMES = {"bib": BIB, "page": "about.md", "toml": "pubs.toml"}


@dataclass
class Case:
    code: str
    title: str
    files: dict[str, str] = field(default_factory=dict)
    findings: str = ""
    fixed: str | None = None

    @property
    def speaks(self) -> bool:
        return bool(self.findings.strip())


def cases(path: Path) -> list[Case]:
    found = []
    for title, body in re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", path.read_text(encoding="utf-8"), re.MULTILINE):
        case = Case(path.stem, title)
        for info, text in re.findall(r"^````?(.*)\n((?:(?!```).*\n)*)````?$", body, re.MULTILINE):
            kind, _, name = info.strip().partition(" ")
            if kind == "findings":
                case.findings = text
            elif kind == "fixed":
                case.fixed = text
            else:
                case.files.update([decoded(name or NAMES[kind], text)])
        found.append(case)
    return found


ALL = [case for path in sorted(CASES.glob("*.md")) for case in cases(path)]


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.code}: {case.title}")
def test_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = (
        {BIB: "", **case.files}
        if any(name.endswith(".bib") for name in case.files)
        else {
            **case.files,
            BIB: "@misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}\n",
        }
    )
    linted = lint_files(
        {name: text for name, text in files.items() if text or name != BIB}, tmp_path, select=(case.code,)
    )
    main = BIB if BIB in case.files else next((name for name in case.files if name.endswith((".md", ".html"))), BIB)
    lines = [f"{each.place.removeprefix(main + ':')} {each.message}" for each in linted.findings]
    assert "\n".join(lines) == case.findings.strip()
    for each in linted.findings:
        assert (
            len(each.message) <= 72 and each.message[0] == each.message[0].lower() and not each.message.endswith(".")
        ), each.message
    if case.fixed is not None:
        assert linted.text(main) == case.fixed
        assert RULES[case.code].fix
    assert_fixes_are_sound(linted, files)


def assert_fixes_are_sound(linted, files: dict[str, str]) -> None:
    """Fixing twice changes nothing, mends every finding that has a fix, and loses no key."""
    assert linted.again.sources == linted.fixed.sources
    assert [each for each in linted.fixed.left if each.fix] == []
    for path, source in linted.fixed.sources.items():
        if path.endswith(".bib"):
            before = [entry.key for entry in read(_source(path, files.get(path, ""))).entries]
            after = [entry.key for entry in read(source).entries]
            assert len(before) == len(after)


def _source(path: str, text: str) -> Source:
    return Source.from_bytes(path, text.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_documentation(rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bad gives exactly this rule's finding, Good nothing at all, with the default selection too."""
    monkeypatch.chdir(tmp_path)
    assert rule.summary.endswith(".") and len(rule.summary) <= 100
    for heading in ("Why", "Bad", "Good", "Fix", "Source"):
        assert rule.section(heading), f"{rule.code} has no {heading}"
    assert bool(rule.fix) == (not rule.section("Fix").startswith("none")), "the text and the decorator differ"
    if rule.fix:
        assert rule.section("Fix").startswith(rule.fix)
    (tmp_path / "bad").mkdir()
    (tmp_path / "good").mkdir()
    bad = lint_files(files_of(rule.section("Bad") + "\n"), tmp_path / "bad", extend=(rule.code,))
    assert {each.code for each in bad.findings} == {rule.code}, [(e.code, e.message) for e in bad.findings]
    good = lint_files(files_of(rule.section("Good") + "\n"), tmp_path / "good", extend=(rule.code,))
    assert [(each.code, each.message) for each in good.findings] == []


EXAMPLES = {
    text for rule in RULES.values() for text in (rule.section("Bad"), rule.section("Good")) if text.startswith("@")
}


@pytest.mark.parametrize("text", sorted(EXAMPLES))
def test_braces_around_a_whole_value_change_no_finding(text: str) -> None:
    """Web of Science exports ``Year = {{2020}}``; only titles, lists of names and keys mean something by it."""
    entries = read(Source(BIB, text)).entries
    fields = [
        each for entry in entries for each in entry.fields if each.name not in KEEPS_BRACES and each.raw[:1] == "{"
    ]
    braced = apply_edits(text, [Edit(each.value_span, f"{{{each.raw}}}") for each in fields])
    settings = "lint.select = ['ALL']\nlint.ignore = ['S', 'T002']"  # these are about how values are written
    wanted, found = (Counter(each.code for each in lint_bib(each, settings)) for each in (text, braced))
    assert found == wanted


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_rule_is_silent_more_often_than_it_speaks(rule: Rule) -> None:
    found = [case for case in ALL if case.code == rule.code]
    speaking = sum(case.speaks for case in found)
    assert speaking >= 1 and len(found) - speaking > speaking, f"{speaking} of {len(found)} cases speak"
