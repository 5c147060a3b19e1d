"""``pubs lint --fix``: what is written, what is shown, and that nothing else changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pubmanager.findings import Edit, Fix, Severity
from pubmanager.lint.rule import RULES, Check, Diagnostic, Rule
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

    from pubmanager.bibtex.entry import Reading


def shouting(reading: Reading) -> Iterator[Diagnostic]:
    """An exclamation mark."""
    source = reading.source
    for place, sign in enumerate(source.text):
        if sign == "!":
            yield Diagnostic("shouting '!'", source, Span(place, place + 1), fix=Fix("calm down", (Edit(Span(place, place + 1), "."),)))  # fmt: skip


def asking(reading: Reading) -> Iterator[Diagnostic]:
    """A question mark."""
    source = reading.source
    for place, sign in enumerate(source.text):
        if sign == "?":
            yield Diagnostic("asking '?'", source, Span(place, place + 1), fix=Fix("know it", (Edit(Span(place, place + 1), "."),)))  # fmt: skip


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rules that mend, whatever the catalogue has."""
    monkeypatch.setitem(
        RULES, "Z001", Rule("Z001", "shouting", "", (Check("Z001", Severity.WARNING, "source", shouting, fix="safe"),))
    )
    monkeypatch.setitem(
        RULES, "Z002", Rule("Z002", "asking", "", (Check("Z002", Severity.WARNING, "source", asking, fix="unsafe"),))
    )


BIB = "@misc{owl,\n  title = {Ah! Oh! Why?},\n}\n"
LINT = ("lint", "--select", "Z")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.bib").write_text(BIB)
    (tmp_path / "b.bib").write_text(BIB.replace("owl", "lark"))
    (tmp_path / "pubs.toml").write_text('bib = ["*.bib"]\n')
    return tmp_path


def test_safe_fixes_are_applied_and_the_rest_is_reported(pubs: Run, folder: Path) -> None:
    result = pubs(*LINT, "--fix", "a.bib", cwd=folder)
    assert (folder / "a.bib").read_text() == BIB.replace("!", ".")
    assert (folder / "b.bib").read_text() == BIB.replace("owl", "lark")
    assert result.code == 1 and result.out.startswith("a.bib\n  2:23  warning Z002 asking '?'\n")
    assert "fix: know it (--fix --unsafe-fixes)" in result.out
    assert result.err == "Fixed 2 problems; 1 left: 1 warning. 1 fixable with --fix --unsafe-fixes.\n"


def test_unsafe_fixes_are_applied_when_asked_for(pubs: Run, folder: Path) -> None:
    result = pubs(*LINT, "--fix", "--unsafe-fixes", "--show-fixes", cwd=folder)
    assert (folder / "a.bib").read_text() == BIB.replace("!", ".").replace("?", ".")
    assert (folder / "b.bib").read_text().count(".") == 3
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "a.bib:\n  2 × Z001  calm down\n  1 × Z002  know it\n"
        "b.bib:\n  2 × Z001  calm down\n  1 × Z002  know it\nFixed 6 problems; nothing left.\n"
    )
    again = pubs(*LINT, "--fix", "--unsafe-fixes", cwd=folder)
    assert (again.code, again.err) == (0, "Nothing found.\n")


def test_select_is_respected(pubs: Run, folder: Path) -> None:
    pubs("lint", "--select", "Z002", "--fix", "--unsafe-fixes", cwd=folder)
    assert (folder / "a.bib").read_text() == BIB.replace("?", ".")


def test_fix_only_reports_nothing(pubs: Run, folder: Path) -> None:
    result = pubs(*LINT, "--fix-only", cwd=folder)
    assert (result.code, result.out) == (0, "") and "!" not in (folder / "a.bib").read_text()
    assert result.err == "Fixed 4 problems.\n"


def test_diff_writes_nothing(pubs: Run, folder: Path) -> None:
    result = pubs(*LINT, "--diff", "a.bib", cwd=folder)
    assert (folder / "a.bib").read_text() == BIB
    assert "--- a/a.bib\n+++ b/a.bib\n" in result.out and "+  title = {Ah. Oh. Why?},\n" in result.out
    assert (result.code, result.err) == (1, "2 problems would be fixed; nothing was written.\n")
    (folder / "a.bib").write_text(BIB.replace("!", ""))
    assert pubs(*LINT, "--diff", "a.bib", cwd=folder).code == 0


@pytest.mark.parametrize(
    ("bom", "encoding", "newline"),
    [(b"", "utf-8", "\n"), (b"\xef\xbb\xbf", "utf-8", "\r\n"), (b"", "cp1252", "\r\n"), (b"\xff\xfe", "utf-16-le", "\n"), (b"", "utf-8", "\r")],
)  # fmt: skip
def test_no_byte_outside_the_edits_changes(pubs: Run, folder: Path, bom: bytes, encoding: str, newline: str) -> None:
    text = f"@misc{{owl,{newline}  title = {{Über! “x”  }} ,  {newline}}}  {newline}{newline}%end"
    (folder / "a.bib").write_bytes(bom + text.encode(encoding))
    pubs(*LINT, "--fix", "a.bib", cwd=folder)
    assert (folder / "a.bib").read_bytes() == bom + text.replace("!", ".").encode(encoding)


def test_links_and_modes_stay(pubs: Run, folder: Path) -> None:
    (folder / "real.txt").write_text(BIB)
    (folder / "real.txt").chmod(0o640)
    (folder / "a.bib").unlink()
    (folder / "a.bib").symlink_to("real.txt")
    pubs(*LINT, "--fix", "a.bib", cwd=folder)
    assert (folder / "a.bib").is_symlink() and "!" not in (folder / "real.txt").read_text()
    assert (folder / "real.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["", "a.bib", "new.bib"])
def test_the_fixed_draft_is_printed(pubs: Run, folder: Path, name: str) -> None:
    draft = "@misc{tit, title = {Ä! ?}}\r\n"
    named = ["--stdin-filename", name] if name else []
    result = pubs(*LINT, "--fix", "-", *named, cwd=folder, stdin=draft.encode())
    assert result.out == draft.replace("!", ".")
    assert f"{name or '<stdin>'}\n  1:24  warning Z002" in result.err and "Fixed 1 problem; 1 left" in result.err
    assert (folder / "a.bib").read_text() == BIB and not (folder / "new.bib").exists()


def test_what_a_baseline_accepts_is_not_mended(pubs: Run, folder: Path) -> None:
    (folder / "pubs.toml").write_text('bib = ["*.bib"]\n[lint]\nselect = ["Z"]\n')
    pubs("lint", "--write-baseline", cwd=folder)
    (folder / "a.bib").write_text(BIB + "@misc{tit, title = {New}}\n%!\n")
    result = pubs("lint", "--baseline", "pubs-baseline.json", "--fix", cwd=folder)
    assert result.code == 0 and "Fixed 1 problem; nothing left." in result.err
    assert (folder / "a.bib").read_text().count("!") == 2
