"""``pubs lint`` and ``pubs rules``: what they print, where, what they write, and how they end."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT

from pubmanager.findings import Severity
from pubmanager.lint.engine import all_rules

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

BIB = """\
@misc{owl,
  title = {Der Käfer},
  doi = {https://doi.org/10.1000/owl},
  year = 2020,
  year = 2021,
}
"""
CLEAN = "@article{owl,\n  title = {Owls},\n  author = {Doe, Jane},\n  journal = {Birds},\n  year = 2020,\n}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.bib").write_text(BIB)
    return tmp_path


@pytest.fixture
def site(folder: Path) -> Path:
    (folder / "b.bib").write_text("@misc{lark, title = {x}, title = {y}}\n")
    (folder / "about.md").write_text("<!-- pubs:begin all -->\n")
    (folder / "pubs.toml").write_text(
        'bib = ["a.bib", "b.bib"]\npages = ["about.md"]\n[list.all]\ntheme = "badge-list"\n[lint]\nselect = ["P", "W013"]\n'
    )
    return folder


def codes(out: str) -> list[str]:
    return [f"{each['path']} {each['code']}" for each in json.loads(out)["findings"]]


def lint(pubs: Run, *arguments: str, cwd: Path) -> list[str]:
    return codes(pubs("lint", *arguments, "--output-format", "json", cwd=cwd).out)


def test_select_extend_and_ignore(pubs: Run, folder: Path) -> None:
    assert "a.bib P006" in lint(pubs, "a.bib", cwd=folder)
    assert lint(pubs, "a.bib", "--select", "P,K", cwd=folder) == ["a.bib P006"]
    assert lint(pubs, "a.bib", "--select", "P", "--ignore", "P006", cwd=folder) == []
    assert lint(pubs, "a.bib", "--select", "K", "--extend-select", "P006", cwd=folder) == ["a.bib P006"]


def test_results_go_to_stdout_and_talk_to_stderr(pubs: Run, folder: Path) -> None:
    result = pubs("lint", "a.bib", "--select", "P", cwd=folder)
    assert (
        result.out.startswith("a.bib\n  5:3  error P006 field 'year'") and result.err == "Found 1 problem: 1 error.\n"
    )
    quiet = pubs("lint", "a.bib", "--select", "P", "--quiet", cwd=folder)
    assert (quiet.out, quiet.err, quiet.code) == (result.out, "", 1)
    assert pubs("lint", "a.bib", "--select", "K", cwd=folder).err == "Nothing found.\n"


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [("error", "error", 1), ("warning", "error", 0), ("warning", "warning", 1), ("info", "warning", 0), ("info", "info", 1)],
)  # fmt: skip
def test_the_exit_code(pubs: Run, site: Path, severity: str, fail_on: str, code: int) -> None:
    with (site / "pubs.toml").open("a") as settings:
        settings.write(f'[lint.severity]\nP006 = "{severity}"\n')
    call = ("lint", "--select", "P006", "--fail-on", fail_on)
    assert pubs(*call, cwd=site).code == code
    assert pubs(*call, "--exit-zero", cwd=site).code == 0


def test_a_report_can_go_to_a_file(pubs: Run, folder: Path) -> None:
    result = pubs("lint", "a.bib", "--output-format", "sarif", "--output-file", "out.sarif", cwd=folder)
    assert result.out == "" and result.err.startswith("Found")
    assert json.loads((folder / "out.sarif").read_text())["version"] == "2.1.0"
    pubs("lint", "a.bib", "--output-file", "out.txt", cwd=folder)
    assert (folder / "out.txt").read_text() == pubs("lint", "a.bib", cwd=folder).out


def test_statistics(pubs: Run, folder: Path) -> None:
    result = pubs("lint", "a.bib", "--select", "P", "--statistics", cwd=folder)
    assert result.out.startswith("1  P006  [ ]  A field is repeated")
    rows = json.loads(pubs("lint", "a.bib", "--select", "P", "--statistics", "--output-format", "json", cwd=folder).out)
    assert [(row["code"], row["count"]) for row in rows] == [("P006", 1)]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes goes with --fix, --fix-only or --diff"),
        (["--show-fixes"], "--show-fixes goes with --fix, --fix-only or --diff"),
        (["--statistics", "--output-format", "junit"], "--statistics is printed as text or json"),
        (["--stdin-filename", "x.bib"], "--stdin-filename goes with '-'"),
        (["a.bib", "-"], "'-' is linted by itself"),
        (["--write-baseline", "--fix"], "--write-baseline accepts all that is found"),
        (["--write-baseline", "--select", "P"], "--write-baseline accepts all that is found"),
        (["--output-format", "xml"], "Invalid value for '--output-format': 'xml' is not one of"),
        (["--baseline", "none.json"], "none.json: cannot read the file"),
        (["--baseline", "a.bib"], "a.bib:1:1: this is no baseline"),
        (["--explain", "x01o"], "no rule has the code 'x01o' (did you mean 'X010'?)"),
        (["--changed-since", "HEAD"], "this folder is in no git repository"),
        (["none.md"], "none.md: cannot read the file"),
    ],
)
def test_mistakes(pubs: Run, site: Path, arguments: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.parent))
    result = pubs("lint", *arguments, cwd=site)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err and result.err.count("\n") == 1


def test_a_file_of_a_site_is_linted_with_what_the_site_knows(pubs: Run, site: Path) -> None:
    assert lint(pubs, cwd=site) == ["a.bib P006", "about.md W013", "b.bib P006"]
    assert lint(pubs, "b.bib", cwd=site) == ["b.bib P006"]
    assert lint(pubs, "about.md", "a.bib", cwd=site) == ["a.bib P006", "about.md W013"]
    (site / "other.bib").write_text("@misc{a, year = 1, year = 2}")
    assert lint(pubs, "other.bib", cwd=site) == ["other.bib P006"]
    (site / "other.md").write_text("x")
    assert "other.md: this page belongs to no site" in pubs("lint", "other.md", cwd=site).err


def test_a_file_named_from_elsewhere_belongs_to_its_site(pubs: Run, site: Path) -> None:
    assert lint(pubs, str(site / "b.bib"), cwd=ROOT) == [f"{site}/b.bib P006"]


def test_standard_input_is_a_draft_of_a_file(pubs: Run, site: Path) -> None:
    draft = b"@misc{tit, note = {x}, note = {y}}"
    named = pubs("lint", "-", "--stdin-filename", "b.bib", "--output-format", "json", cwd=site, stdin=draft)
    assert codes(named.out) == ["b.bib P006"] and json.loads(named.out)["findings"][0]["key"] == "tit"
    assert "<stdin>\n  1:24  error P006" in pubs("lint", "-", cwd=site, stdin=draft).out


def test_explain_and_rules(pubs: Run, folder: Path) -> None:
    explained = pubs("lint", "--explain", "X010", cwd=folder)
    assert explained.code == 0 and explained.out == pubs("rules", "X010").out == pubs("rules", "shared-paper-link").out
    for part in (
        "X010 shared-paper-link\n\nwarning · in selection `default` · no fix\n\n",
        "\nIf two publications have the same preview: info · in selection `tidy` · no fix\n\n",
        "Why: ",
        "Bad:\n    @misc{a",
        "Good:\n",
        "Fix: none",
    ):
        assert part in explained.out


def test_rules_lists_every_rule_once(pubs: Run) -> None:
    rules = all_rules()
    listed = [line.split()[0] for line in pubs("rules").out.splitlines()[1:-1]]
    assert listed == list(rules) and pubs("rules").out.splitlines()[-1].startswith(f"{len(rules)} rules")
    rows = json.loads(pubs("rules", "--json").out)
    assert [row["code"] for row in rows] == list(rules)
    assert all(row["severity"] in {each.word for each in Severity} and row["documentation"] for row in rows)
    assert {row["code"][0] for row in json.loads(pubs("rules", "p", "--json").out)} == {"P"}
    assert [line.split()[0] for line in pubs("rules", "x01").out.splitlines()[1:-1]] == [
        "X010"
    ]  # a beginning is a list
    assert pubs("rules", "X01O").err == "pubs: no rule has the code 'X01O' (did you mean 'X010'?)\n"


def test_a_baseline_is_written_and_used(pubs: Run, site: Path) -> None:
    written = pubs("lint", "--write-baseline", cwd=site)
    assert written.code == 0 and "pubs-baseline.json: accepted 3 findings" in written.err
    assert 'baseline = "pubs-baseline.json" in [lint]' in written.err
    assert pubs("lint", cwd=site).code == 1
    assert pubs("lint", "--baseline", "pubs-baseline.json", cwd=site).code == 0
    settings = (site / "pubs.toml").read_text()
    (site / "pubs.toml").write_text(f'{settings}baseline = "pubs-baseline.json"\n')
    assert pubs("lint", cwd=site).code == 0
    (site / "a.bib").write_text("% moved\n\n" + BIB + "@misc{tit, note = {x}, note = {y}}")
    found = pubs("lint", "--output-format", "json", cwd=site)
    assert [each["key"] for each in json.loads(found.out)["findings"]] == ["tit"]
    assert pubs("lint", "b.bib", cwd=site).code == 0


def test_a_baseline_tells_what_is_gone(pubs: Run, site: Path) -> None:
    pubs("lint", "--write-baseline", cwd=site)
    (site / "b.bib").write_text(CLEAN)
    call = ("lint", "--baseline", "pubs-baseline.json")
    result = pubs(*call, cwd=site)
    assert result.code == 0 and "baseline: P006 lark.title is gone\n" in result.err
    assert "is gone" not in pubs(*call, "--select", "W", cwd=site).err
    assert "is gone" not in pubs(*call, "a.bib", cwd=site).err
    assert pubs("lint", "--write-baseline", cwd=site).err.startswith("pubs-baseline.json: accepted 2 findings")
    assert "is gone" not in pubs(*call, cwd=site).err


def test_only_what_was_touched_since(pubs: Run, site: Path) -> None:
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@b.org", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *arguments], cwd=site, check=True)
    assert lint(pubs, "--changed-since", "HEAD", cwd=site) == []
    (site / "a.bib").write_text(BIB.replace("Der Käfer", "Die Käfer") + "@misc{x, title = {z}}")
    assert lint(pubs, "--changed-since", "HEAD", cwd=site) == ["a.bib P006"]


@pytest.mark.parametrize(("epoch", "code"), [("1577836800", 0), ("1767225600", 1)], ids=["2020", "2026"])
def test_dates_are_compared_with_the_day(
    pubs: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str, code: int
) -> None:
    """A paper in press in 2020 was news then, and is none in 2026."""
    (tmp_path / "a.bib").write_text(CLEAN.replace("year = 2020", "note = {in press}, year = 2020"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    result = pubs("lint", "a.bib", "--select", "D009", cwd=tmp_path)
    assert (result.code, "still 'inpress'" in result.out) == (code, bool(code))


IGNORES = {  # gitignore's rules: a name without a slash is found anywhere, one with a slash from the root
    "**/*.bib": set(), "*.bib": set(), "a.bib": {"old/b.bib"}, "old/": {"a.bib"}, "old/*.bib": {"a.bib"}, "/a.bib": {"old/b.bib"},
    "!a.bib": {"a.bib"}, "**/b.bib": {"a.bib"}, "x/*.bib": {"a.bib", "old/b.bib"},
}  # fmt: skip


@pytest.mark.parametrize("pattern", IGNORES)
def test_ignores_follow_gitignore(tmp_path: Path, pubs: Run, pattern: str) -> None:
    (tmp_path / "old").mkdir()
    for name in ("a.bib", "old/b.bib"):
        (tmp_path / name).write_text("@misc{k" + name[0] + ", title = {x}, pages = {1-2}}\n", encoding="utf-8")
    settings = f'bib = ["**/*.bib"]\n[lint]\nselect = ["N002"]\nfail-on = ""\n[lint.per-file-ignores]\n"{pattern}" = ["N002"]\n'
    (tmp_path / "pubs.toml").write_text(settings.replace('fail-on = ""\n', ""), encoding="utf-8")
    found = pubs("lint", "--output-format", "concise", cwd=tmp_path).out
    assert {line.split(":")[0] for line in found.splitlines() if "N002" in line} == IGNORES[pattern]


@pytest.mark.parametrize(
    ("bib", "read"),
    [('["**/*.bib"]', 3), ('["**/*.bib", "!old.bib"]', 2), ('["*.bib", "!old.bib"]', 1), ('["**/*.bib", "!sub/"]', 2),
     ('["**/*.bib", "!*.bib", "a.bib"]', 1)],
)  # fmt: skip
def test_files_left_out_of_a_glob(tmp_path: Path, pubs: Run, bib: str, read: int) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.bib", "old.bib", "sub/c.bib"):
        (tmp_path / name).write_text(f"@misc{{{name[:1]}, title = {{x}}}}\n", encoding="utf-8")
    (tmp_path / "pubs.toml").write_text(f"bib = {bib}\n", encoding="utf-8")
    assert len(pubs("list", cwd=tmp_path).out.strip().splitlines()) - 1 == read


CHILD = "@inproceedings{owl, title = {Owls}, author = {Doe, Jane}, crossref = {Birds24}}\n"
PARENT = "@proceedings{birds24, title = {Proceedings of the Conference on Birds}, year = 2024}\n"
SHORT = "@article{owl, title = {Owls}, author = {Doe, Jane}, journal = jb, year = 2024}\n"


@pytest.mark.parametrize(
    ("entry", "beside", "found"),
    [
        (CHILD, PARENT, []),
        (CHILD, "@proceedings{Other, title = {Others}, year = 2024}\n", ["a.bib F010"]),
        (CHILD, PARENT + "@misc{owl, title = {Other owls}}\n", []),
        (SHORT, '@string{JB = "Journal of Birds"}\n', []),
        (SHORT, '@string{jc = "Journal of Cats"}\n', ["a.bib P008"]),
        (CLEAN, "@article{owl, title = {Owls}, journal = jb}\n", []),
    ],
)
def test_parents_and_macros_may_stand_in_a_file_beside(
    tmp_path: Path, pubs: Run, entry: str, beside: str, found: list[str]
) -> None:
    (tmp_path / "a.bib").write_text(entry)
    (tmp_path / "b.bib").write_text(beside)
    assert set(lint(pubs, "a.bib", cwd=tmp_path)) == set(found)


def test_a_folder_is_linted(tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "site" / "sub").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    for name in ("a.bib", "sub/b.bib"):
        (tmp_path / "site" / name).write_text("@misc{k" + name[0] + ", title = {x}, pages = {1-2}}\n", encoding="utf-8")
    assert pubs("lint", "site", "--select", "N002", cwd=tmp_path).out.count("N002") == 2
    (tmp_path / "site" / "pubs.toml").write_text('bib = "a.bib"\n', encoding="utf-8")
    assert pubs("lint", "site", "--select", "N002", cwd=tmp_path).out.count("N002") == 1
    assert pubs("lint", "empty", cwd=tmp_path).err == "pubs: empty: no .bib file is in this folder\n"


BY_HAND = """\
# Publications

- ![Owls](owls.png) Owls, Jane Doe, 2024
- ![Larks](larks.png) Larks, Jane Doe, 2023
"""


@pytest.fixture
def by_hand(tmp_path: Path) -> Path:
    (tmp_path / "papers.bib").write_text(
        "@misc{tern,\n  title = {Terns},\n  author = {Doe, Jane},\n  year = {2024},\n}\n"
    )
    (tmp_path / "pubs.toml").write_text(
        'bib = "papers.bib"\npages = "*.md"\nlint.ignore = ["W013", "F001"]\n[me]\nname = "Jane Doe"\n[list.all]\ntheme = "cards"\n'
    )
    (tmp_path / "about.md").write_text(BY_HAND)
    (tmp_path / "talks.md").write_text("# Talks\n\n![slides](slides.png)\n")
    return tmp_path


EMPTY = "<!-- pubs:begin all -->\n<!-- pubs:end all -->\n"


@pytest.mark.parametrize("page", [BY_HAND, BY_HAND.replace("\n\n", f"\n\n{EMPTY}\n", 1)])
def test_publications_written_by_hand_are_counted_and_lead_to_adopt(pubs: Run, by_hand: Path, page: str) -> None:
    """Until a region has text; the other pages of the site are checked."""
    (by_hand / "about.md").write_text(page)
    found = pubs("lint", cwd=by_hand)
    assert "owls.png" not in found.out and "slides.png" in found.out
    assert found.err.count("adopt") == 1
    said = "more findings in publications written by hand: pubs adopt about.md (or lint them: --select pages)\n"
    assert re.search(rf"^\d+ {re.escape(said)}", found.err, re.MULTILINE), found.err
    asks = ("lint", "--output-format", "concise", "--select")
    for asked in ("pages", "default,pages", "U", "ALL"):
        assert "owls.png" in pubs(*asks, asked, cwd=by_hand).out, asked
    for silent in ("default", "tidy"):
        assert "owls.png" not in pubs(*asks, silent, cwd=by_hand).out, silent
    (by_hand / "about.md").write_text(f"{BY_HAND}\n{EMPTY}")
    assert pubs("render", cwd=by_hand).code == 0
    assert "owls.png" in pubs("lint", cwd=by_hand).out


def test_tidy_is_counted_and_named_but_not_reported(pubs: Run, folder: Path) -> None:
    (folder / "b.bib").write_text(CLEAN.replace("2020", "2020,\n  pages = {7-9},\n  number = 0"))
    found = pubs("lint", "b.bib", cwd=folder)
    assert (found.code, found.out) == (0, "")
    assert found.err == "Nothing found.\n2 more findings in 'tidy' (1 fixable): pubs lint --select tidy --fix\n"
    assert lint(pubs, "b.bib", "--select", "tidy", cwd=folder) == ["b.bib N002", "b.bib N006"]
    for silent in (["--quiet"], ["--output-format", "concise"], ["--select", "default"], ["--ignore", "tidy"]):
        assert "tidy" not in pubs("lint", "b.bib", *silent, cwd=folder).err
    pubs("lint", "b.bib", "--fix", cwd=folder)
    assert "7-9" in (folder / "b.bib").read_text()
    fixed = pubs("lint", "b.bib", "--select", "tidy", "--fix", cwd=folder)
    assert (fixed.code, "7--9" in (folder / "b.bib").read_text()) == (0, True)
    assert (
        pubs("lint", "b.bib", cwd=folder).err == "Nothing found.\n1 more finding in 'tidy': pubs lint --select tidy\n"
    )


def test_rules_of_a_selection(pubs: Run) -> None:
    rules = all_rules().values()
    for name in ("default", "tidy", "all"):
        rows = json.loads(pubs("rules", "--select", name, "--json").out)
        wanted = [each.code for each in rules if any(name in ("all", check.selection) for check in each.checks)]
        assert [row["code"] for row in rows] == wanted
    assert pubs("rules", "S", "--select", "default").code == 2
    # What is reported unasked is worth a failing run; what is asked for never fails one.
    checks = [check for rule in rules for check in rule.checks]
    assert all((each.severity is Severity.INFO) == (each.selection != "default") for each in checks)
