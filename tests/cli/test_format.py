"""``pubs format`` as its users see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

ODD = "@misc{a,title={A}, year=2024}\n"
EVEN = "@misc{a,\n  title = {A},\n  year = 2024\n}\n"
SETTINGS = '[format]\nindent = 2\nalign = "none"\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "pubs.toml").write_text('bib = ["a.bib", "b.bib"]\n' + SETTINGS)
    (tmp_path / "a.bib").write_text(ODD)
    (tmp_path / "b.bib").write_text(EVEN.replace("{a,", "{b,"))
    return tmp_path


def test_the_files_of_the_site(pubs: Run, site: Path) -> None:
    result = pubs("format", cwd=site)
    assert (result.code, result.err) == (0, "1 file reformatted, 1 file left unchanged\n")
    assert (site / "a.bib").read_text() == EVEN
    assert pubs("format", cwd=site).err == "2 files left unchanged\n"


def test_check_and_diff_write_nothing(pubs: Run, site: Path) -> None:
    check, diff = pubs("format", "--check", cwd=site), pubs("format", "a.bib", "--diff", cwd=site)
    assert (check.code, check.out) == (1, "a.bib: would be reformatted\n")
    assert check.err == "1 file would be reformatted, 1 file left unchanged\n"
    assert diff.code == 1 and "-@misc{a,title={A}, year=2024}\n+@misc{a,\n+  title = {A},\n" in diff.out
    assert (site / "a.bib").read_text() == ODD
    assert pubs("format", "b.bib", "--check", cwd=site).code == 0


def test_options_overrule_settings(pubs: Run, site: Path) -> None:
    assert pubs("format", "a.bib", "--indent", "tab", "--sort", "-year,key", cwd=site).code == 0
    assert (site / "a.bib").read_text() == EVEN.replace("  ", "\t")


def test_standard_input(pubs: Run, site: Path) -> None:
    result = pubs("format", "-", cwd=site, stdin=ODD.encode())
    assert (result.code, result.out, result.err) == (0, EVEN, "")


def test_nothing_is_written_where_an_entry_cannot_be_read(pubs: Run, site: Path) -> None:
    (site / "b.bib").write_text("@misc{c, title = {C\n")
    result = pubs("format", cwd=site)
    assert result.code == 1 and "b.bib:1:18" in result.err and "--allow-errors" in result.err
    assert (site / "a.bib").read_text() == ODD
    assert pubs("format", "--allow-errors", cwd=site).code == 0
    assert (site / "a.bib").read_text() == EVEN and (site / "b.bib").read_text() == "@misc{c, title = {C\n"


def test_mistakes_in_the_call(pubs: Run, site: Path) -> None:
    result = pubs("format", "--align", "entries", cwd=site)
    assert (result.code, "entry" in result.err) == (2, True)
    (site / "pubs.toml").write_text('[format]\nindent = "three"\n')
    result = pubs("format", "a.bib", cwd=site)
    assert result.code == 2 and "pubs.toml:2:1" in result.err
    assert pubs("format", "none.bib", cwd=site).code == 2


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a,title={A}, year=2024}\n@string{x =\n",
        "\ufeff@misc{a,title={A},\r\n year=2024}\r\n@MISC{b}\r\n",
        "@misc{a,title={A},\r year=2024}\r@misc{#, title =  {B}}",
        "% only a comment",
        "",
        "\n\n\n",
        "@misc{k, doi = {1}}\n@misc{a,\n  title  = {A},\n  author = {B}\n}\n@misc{b,\n    title={A}\n}\n",
    ],
)
def test_nothing_is_left_for_check(pubs: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.bib"
    path.write_bytes(text.encode())
    pubs("format", "a.bib", "--allow-errors", cwd=tmp_path)
    once = path.read_bytes()
    assert pubs("format", "a.bib", "--allow-errors", "--check", cwd=tmp_path).code == 0
    assert pubs("format", "a.bib", "--allow-errors", cwd=tmp_path).code == 0
    assert path.read_bytes() == once
    assert not [each for each in pubs("lint", "a.bib", "--select", "S", cwd=tmp_path).out.split() if each[:2] == "S0"]
