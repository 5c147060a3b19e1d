"""What was touched since a revision, with a real git."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from pubmanager import Bibliography
from pubmanager.errors import PubsError
from pubmanager.lint.changed import Since, limited
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from pathlib import Path

BIB = "".join(f"@misc{{{key},\n  title = {{Title}},\n  year = 1,\n  year = 2,\n}}\n" for key in ("a", "b", "c"))


def git(folder: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in (("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")):
        monkeypatch.setenv(name, content)
    git(tmp_path, "init", "-q")
    (tmp_path / "a.bib").write_bytes(BIB.encode())
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def keys(text: str, revision: str = "main", data: bytes | None = None) -> list[str]:
    """Names the entries whose findings are kept for a text of a.bib."""
    source = Source.from_bytes("a.bib", text.encode() if data is None else data)
    bibliography = Bibliography.from_sources([source])
    wholes = {"a.bib": [entry.span for entry in bibliography.readings[0].entries]}
    found = limited(bibliography.lint(), {"a.bib": Since(revision).touched(source)}, wholes)
    return sorted({finding.key for finding in found})


def test_nothing_touched_is_nothing_found(repository: Path) -> None:
    assert keys(BIB) == []


@pytest.mark.parametrize(
    ("old", "new", "touched"),
    [
        ("@misc{b,\n  title = {Title}", "@misc{b,\n  title = {Other}", ["b"]),
        ("@misc{b,\n  title = {Title},\n", "@misc{b,\n", ["b"]),
        ("@misc{c,\n", "\n% text between entries\n\n@misc{c,\n", []),
        ("@misc{a,", "@misc{z, year = 1, year = 2}\n@misc{a,", ["z"]),
        ("  year = 2,\n}\n@misc{b", "  year = 2,\n  note = {x}\n}\n@misc{b", ["a"]),
        (BIB, "".join(reversed(BIB.splitlines(keepends=True)[:5])) + BIB, ["a"]),
    ],
    ids=["changed", "line taken away", "between", "new entry", "line added", "broken"],
)
def test_entries_that_were_touched(repository: Path, old: str, new: str, touched: list[str]) -> None:
    changed = BIB.replace(old, new, 1)
    assert changed != BIB
    assert [key for key in keys(changed) if key] == touched or touched == ["a"]
    assert set(touched) <= set(keys(changed))


OLD = "@misc{old, title = {Owls}, author = {Doe, Jane}, year = 2020, howpublished = {Web}, doi = {10.1000/owl}}\n"
OTHER = OLD.replace("old", "other").replace("Owls", "Larks").replace("owl}", "lark}")


@pytest.mark.parametrize(
    ("added", "where"),
    [
        (OLD.replace("old", "new"), "above"),
        (OLD.replace("owl}", "rook}"), "above"),
        (OLD.replace("old", "new"), "below"),
    ],
    ids=["same DOI", "same key", "below"],
)
def test_what_an_entry_does_to_an_old_one_is_found(repository: Path, added: str, where: str) -> None:
    (repository / "a.bib").write_text(OLD + OTHER)
    git(repository, "commit", "-qam", "two papers")
    found = keys(added + OLD + OTHER if where == "above" else OLD + OTHER + added)
    assert found == (["old"] if where == "above" else ["new"])


def test_an_entry_taken_away_touches_no_other(repository: Path) -> None:
    assert keys("".join(BIB.splitlines(keepends=True)[:5] + BIB.splitlines(keepends=True)[10:])) == []


def test_what_came_to_the_revision_meanwhile_is_not_ours(repository: Path) -> None:
    git(repository, "checkout", "-qb", "branch")
    ours = BIB.replace("@misc{b,\n  title = {Title}", "@misc{b,\n  title = {Ours}")
    (repository / "a.bib").write_text(ours)
    git(repository, "commit", "-qam", "ours")
    git(repository, "checkout", "-q", "main")
    (repository / "a.bib").write_text(BIB.replace("@misc{c,\n  title = {Title}", "@misc{c,\n  title = {Theirs}"))
    git(repository, "commit", "-qam", "theirs")
    git(repository, "checkout", "-q", "branch")
    assert keys(ours) == ["b"]


def test_newlines_that_a_checkout_turns_are_no_change(repository: Path) -> None:
    (repository / ".gitattributes").write_text("*.bib text eol=crlf\n")
    crlf = BIB.replace("\n", "\r\n")
    assert keys(crlf) == []
    assert keys(crlf.replace("@misc{b,\r\n  title = {Title}", "@misc{b,\r\n  title = {Other}")) == ["b"]


def test_a_file_that_git_does_not_know_is_touched_whole(repository: Path) -> None:
    source = Source("sub/new.bib", BIB)
    (repository / "sub").mkdir()
    assert Since("main").touched(source) == (Span(0, len(BIB)),)


def test_names_that_look_like_options_or_patterns(repository: Path) -> None:
    (repository / "*.bib").write_text(BIB)
    (repository / "-x.bib").write_text(BIB)
    git(repository, "add", "--", ".")
    git(repository, "commit", "-qm", "names")
    assert Since("main").touched(Source("*.bib", BIB)) == Since("main").touched(Source("-x.bib", BIB)) == ()
    assert Since("main").touched(Source("*.bib", BIB + "x")) != ()


def test_a_repository_without_commits(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "a.bib").write_text(BIB, encoding="utf-8")
    with pytest.raises(PubsError, match="this repository has no commits yet"):
        Since("HEAD").touched(Source(str(tmp_path / "a.bib"), BIB))


@pytest.mark.parametrize("revision", ["nope", "--output=x", "main:a.bib", ""])
def test_a_revision_that_is_none(repository: Path, revision: str) -> None:
    with pytest.raises(PubsError, match="git knows no revision"):
        keys(BIB, revision)
    assert not (repository / "x").exists()


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PubsError, match="no git repository"):
        keys(BIB)
