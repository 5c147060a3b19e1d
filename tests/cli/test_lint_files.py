"""What `pubs lint` makes of several files without settings, and of many findings of one kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pubmanager.cli.group import main

OWL = "@inproceedings{owl, title = {Owls}, author = {Doe, Jane}, crossref = {birds}}\n"
BIRDS = "@proceedings{birds, title = {Proceedings of Birds}, editor = {Roe, Max}, year = 2020}\n"
LARK = "@article{lark, title = {Larks at Dawn}, author = {Doe, Jane}, year = 2020, journal = jb}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*options: str) -> list[str]:
    result = CliRunner().invoke(main, ["lint", "--output-format", "concise", "--quiet", *options])
    return result.stdout.splitlines()


def test_parents_and_macros_may_stand_in_another_file_of_the_folder(folder: Path) -> None:
    (folder / "a.bib").write_text(OWL + LARK)
    codes = [line.split()[2] for line in found("a.bib")]
    assert sorted(codes) == ["F010", "P008"]
    (folder / "z.bib").write_text(BIRDS + '@string{jb = "Birds"}\n@misc{rook, title = {TODO}}\n')
    assert found("a.bib") == []


def test_the_same_paper_in_two_files_of_a_folder_without_settings(folder: Path) -> None:
    text = LARK.replace("jb", "{Birds}")
    (folder / "a.bib").write_text(text)
    (folder / "b.bib").write_text(text)
    assert found(".") == []
    (folder / "pubs.toml").write_text('bib = ["*.bib"]\n')
    assert [line.split()[2] for line in found()] == ["K002"]


@pytest.mark.parametrize(("count", "lines"), [(3, 3), (4, 1), (12, 1)])
def test_of_many_findings_of_a_kind_the_first_speaks_for_all(folder: Path, count: int, lines: int) -> None:
    entries = (
        f"@article{{o{i}, title = {{Owls {i}}}, author = {{Jane DOE}}, year = 2020, journal = {{B}}}}\n"
        for i in range(count)
    )
    (folder / "a.bib").write_text("".join(entries))
    shown = found("a.bib")
    assert len(shown) == lines
    assert (f"{count - 1} more like it in this file" in shown[0]) == (lines == 1)
    assert len(found("a.bib", "--select", "A007")) == count
