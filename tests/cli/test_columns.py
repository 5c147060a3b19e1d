"""Rows of very long lists: every word is there, in its column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from pubmanager.cli import list as listing
from pubmanager.cli.columns import lines_of

if TYPE_CHECKING:
    import pytest


def columns(lines: list[str], starts: tuple[int, ...]) -> list[str]:
    ends = (*starts[1:], 1000)
    return [
        " ".join(" ".join(line[start:end] for line in lines).split()) for start, end in zip(starts, ends, strict=True)
    ]


def test_each_cell_is_whole_in_its_column() -> None:
    cells = ("owl2024", "2024", "", "On owls, and on what they see at night", "Byron, Roe, et al.")
    lines = list(lines_of(cells, (8, 4, 5, 12, 7)))
    assert columns(lines, (0, 10, 16, 23, 37)) == list(cells)


def test_a_long_word_and_wide_letters_stay_in_their_column() -> None:
    lines = list(lines_of(("Donaudampfschifffahrt", "卫文杰的论文很长", "x"), (10, 6, 1)))
    assert all(cell_len(line) <= 21 for line in lines)
    assert "".join(line[:10].strip() for line in lines) == "Donaudampfschifffahrt"
    assert "".join(sign for line in lines for sign in line if sign > "\u3000") == "卫文杰的论文很长"


def test_a_long_list_says_what_a_short_one_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pubmanager.bibliography import Bibliography

    entries = [
        f"@misc{{owl{n}, title = {{Owls at night, {n}}}, author = {{Byron, Ada and Roe, Max}}, year = {2000 + n}}}"
        for n in range(9)
    ]
    publications = Bibliography.loads("\n".join(entries)).publications
    said = []
    for many in (1000, 5):
        monkeypatch.setattr(listing, "_MANY", many)
        listing._print_table(publications)
        said.append([line.rstrip() for line in capsys.readouterr().out.splitlines()])
    assert said[0] == said[1]
