"""What ``pubs lint`` makes of several files without settings, and of many findings of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

LARK = "@article{lark, title = {Larks at Dawn}, author = {Doe, Jane}, year = 2020, journal = {Birds}}\n"


def found(pubs: Run, folder: Path, *options: str) -> list[str]:
    return pubs("lint", "--output-format", "concise", "--quiet", *options, cwd=folder).out.splitlines()


def test_the_same_paper_in_two_files_of_a_folder_without_settings(tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "a.bib").write_text(LARK)
    (tmp_path / "b.bib").write_text(LARK)
    assert found(pubs, tmp_path, ".") == []
    (tmp_path / "pubs.toml").write_text('bib = ["*.bib"]\n')
    assert [line.split()[2] for line in found(pubs, tmp_path)] == ["K002"]


@pytest.mark.parametrize(("count", "lines"), [(3, 3), (10, 10), (11, 1)])
def test_of_many_findings_of_a_kind_the_first_speaks_for_all(tmp_path: Path, pubs: Run, count: int, lines: int) -> None:
    entries = (
        f"@article{{o{i}, title = {{Owls {i}}}, author = {{Jane DOE}}, year = 2020, journal = {{B}}}}\n"
        for i in range(count)
    )
    (tmp_path / "a.bib").write_text("".join(entries))
    shown = found(pubs, tmp_path, "a.bib")
    assert len(shown) == lines
    assert (f"{count - 1} more like it in this file (--select A007)" in shown[0]) == (lines == 1)
    assert len(found(pubs, tmp_path, "a.bib", "--select", "A007")) == count
