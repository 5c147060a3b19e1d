"""Counts: numbers for running text and tables, the same in every format."""

from __future__ import annotations

from typing import Any

import pytest
from visible import kramdown, visible

from pubmanager import Bibliography
from pubmanager.errors import PubsError
from pubmanager.pages.regions import fill, read_page
from pubmanager.render.counts import in_words
from pubmanager.source import Source

ENTRIES = r"""
@inproceedings{a, title = {A}, author = {Byron, Ada and Roe, Max}, booktitle = {ICML}, year = 2024, presentation = {oral}, rank = {CCF-A}}
@inproceedings{b, title = {B}, author = {Roe, Max and Byron, Ada}, booktitle = {ICML}, year = 2023, author+an = {1=equal;2=equal}, rank = {CCF-A}}
@article{c, title = {C}, author = {Roe, Max and Byron, Ada}, journal = {Neural Networks}, year = 2024, author+an = {2=corresponding}, rank = {Q1}}
@misc{d, title = {D}, author = {Byron, Ada}, eprint = {2401.00001}, archiveprefix = {arXiv}, author+an = {1=corresponding}}
@phdthesis{e, title = {E}, author = {Byron, Ada}, school = {X | Y}, year = 2020, presentation = {oral}}
"""
BIBLIOGRAPHY = Bibliography.loads(ENTRIES, me="Ada Byron")


def table(**options: Any) -> list[list[str]]:
    """The table's lines as lists of cells, read from plain Markdown."""
    lines = BIBLIOGRAPHY.render("counts", **options).splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in (lines[0], *lines[2:])]


@pytest.mark.parametrize(
    ("count", "options", "expected"),
    [
        (27, {}, "27"),
        (27, {"step": 10}, "20"),
        (27, {"step": 10, "plus": True}, "20+"),
        (20, {"step": 10, "plus": True}, "20"),
        (27, {"style": "words"}, "twenty-seven"),
        (27, {"style": "capitalised", "step": 5, "plus": True}, "Twenty-five+"),
        (3, {"step": 0}, "3"),
        (0, {"style": "words"}, "zero"),
    ],
)
@pytest.mark.parametrize("format", ["markdown", "html", "text", "latex"])
def test_numbers(count: int, options: dict[str, Any], expected: str, format: str) -> None:
    many = Bibliography.loads("\n".join(f"@misc{{k{i}, title = {{x}}}}" for i in range(count)))
    assert many.render("counts", format=format, **options) == expected


def test_numbers_in_words() -> None:
    words = [in_words(number) for number in range(1000)]
    assert len(set(words)) == 1000
    assert words[40] == "forty" and words[115] == "one hundred and fifteen" and words[900] == "nine hundred"
    assert in_words(12_345) == "twelve thousand three hundred and forty-five" and in_words(10**6) == "1000000"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("year", [["2024", "2"], ["2023", "1"], ["2020", "1"], ["Other", "1"]]),
        ("venue", [["ICML", "2"], ["Neural Networks", "1"], ["arXiv", "1"], ["X \\", "Y", "1"]]),
        ("kind", [["Conference", "2"], ["Journal", "1"], ["Preprint", "1"], ["Thesis", "1"]]),
        ("type", [["Conference paper", "2"], ["Journal article", "1"], ["Other", "1"], ["PhD thesis", "1"]]),
        ("role", [["First author", "3"], ["Corresponding author", "2"], ["Equal contribution", "1"]]),
        ("presentation", [["Oral", "2"]]),
        ("rank", [["CCF-A", "2"], ["Q1", "1"]]),
        ("authors | length", [["2", "3"], ["1", "2"]]),
        ("me.position", [["2", "2"], ["1", "3"]]),
    ],
)
def test_lines(rows: str, expected: list[list[str]]) -> None:
    assert table(rows=rows)[1:] == expected


def test_columns_and_a_total_that_counts_each_publication_once() -> None:
    assert table(rows="role", columns="year", total=True) == [
        ["", "2024", "2023", "2020", "Other", "Papers"],
        ["First author", "1", "0", "1", "1", "3"],
        ["Corresponding author", "1", "0", "0", "1", "2"],
        ["Equal contribution", "0", "1", "0", "0", "1"],
        ["**Total**", "2", "1", "1", "1", "5"],
    ]


def test_order_limit_and_words() -> None:
    assert [line[0] for line in table(rows="kind", order="name")[1:]] == ["Conference", "Journal", "Preprint", "Thesis"]
    assert table(rows="year", max=1, words={"other": "earlier", "count": "论文"}) == [
        ["", "论文"],
        ["2024", "2"],
        ["earlier", "3"],
    ]


def test_running_text() -> None:
    assert BIBLIOGRAPHY.render("counts", rows="rank", line="{name} × {count}", separator="; ") == "CCF-A × 2; Q1 × 1"
    with pytest.raises(PubsError, match=r"unknown name '{nam}'"):
        BIBLIOGRAPHY.render("counts", rows="rank", line="{nam}")
    with pytest.raises(PubsError, match=r"unknown name 'yaer'"):
        BIBLIOGRAPHY.render("counts", rows="yaer")


@pytest.mark.e2e("kramdown")
@pytest.mark.parametrize("rows", ["year", "venue", "role"])
def test_kramdown_makes_the_same_table(rows: str) -> None:
    options = {"rows": rows, "columns": "venue", "total": True}
    page = read_page(Source("a.md", "<!-- pubs:begin x -->\n<!-- pubs:end x -->\n"))
    (made,) = kramdown([fill(page, {"x": BIBLIOGRAPHY.render("counts", **options)})])
    html = BIBLIOGRAPHY.render("counts", format="html", **options)
    assert made.count("<table>") == 1 and made.count("<td") == html.count("<td")
    assert visible(made) == visible(html)
