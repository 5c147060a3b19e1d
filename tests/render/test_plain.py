"""The theme ``plain``: entries for terminals, e-mails, text files and curricula vitae."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import ROOT
from visible import kramdown, visible

from pubmanager import Bibliography, Site
from pubmanager.config.load import parse_config
from pubmanager.config.schema import ListConfig

ENTRIES = r"""
@inproceedings{a, title = {Owls \emph{fly} far}, author = {Byron, Ada and Roe, Max}, booktitle = {ICML}, year = 2024,
  presentation = {oral}, award = {Best Paper}, pdf = {https://a.org/a_1.pdf}, code = {ada/owls}, note = {Invited}, author+an = {1=equal;2=equal}}
@article{b, title = {Why owls?}, author = {Roe, Max and Byron, Ada}, journal = {Nature Owls}, volume = 3, number = 2, pages = {7--33}, year = 2023}
"""
BIBLIOGRAPHY = Bibliography.loads(ENTRIES, me="Ada Byron")


def lines(format: str = "text", **options: Any) -> list[str]:
    return BIBLIOGRAPHY.render("plain", format=format, **options).splitlines()


def test_text() -> None:
    assert lines() == [
        "- Ada Byron*, Max Roe*.",
        "  Owls fly far.",
        "  ICML, 2024 (Oral, Best Paper).",
        "  Paper: https://a.org/a_1.pdf",
        "  Code: https://github.com/ada/owls",
        "",
        "- Max Roe, Ada Byron.",
        "  Why owls?",
        "  Nature Owls 3(2):7–33, 2023.",
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"rows": ["title", "authors"], "break": []}, "- Owls fly far. Ada Byron*, Max Roe*."),
        ({"rows": ["title", "note"], "title": "quoted", "break": []}, "- “Owls fly far.” Invited"),
        ({"marker": "number", "rows": ["title"]}, "1. Owls fly far."),
        ({"marker": "none", "rows": ["title"]}, "Owls fly far."),
        ({"rows": ["links"], "break": [], "links": {"slots": ["code"]}}, "- Code: https://github.com/ada/owls"),
        (
            {"rows": ["links"], "break": [], "links": {"style": "bare"}},
            "- https://a.org/a_1.pdf, https://github.com/ada/owls",
        ),
        (
            {"rows": ["links"], "break": [], "links": {"style": "label", "slots": ["code"]}},
            "- Code <https://github.com/ada/owls>",
        ),
        (
            {"rows": ["authors"], "authors": {"family_first": True, "initials": True, "and": "&"}},
            "- Byron, A.* & Roe, M.*.",
        ),
        ({"rows": ["venue"], "venue": "{container} {presentation}", "hide": ["oral"]}, "- ICML."),
    ],
)
def test_options(options: dict[str, Any], expected: str) -> None:
    assert lines(**options)[0] == expected


def test_lines_are_broken_at_the_width() -> None:
    shown = lines(width=24, marker="number", rows=["authors", "title", "venue", "links"])
    assert shown[:6] == [
        "1. Ada Byron*, Max Roe*.",
        "   Owls fly far.",
        "   ICML, 2024 (Oral,",
        "   Best Paper).",
        "   Paper:",
        "   https://a.org/a_1.pdf",
    ]
    assert all(len(line) <= 24 or "https:" in line for line in shown)


def test_paragraphs_stay_apart() -> None:
    options = {"marker": "none", "loose": False, "rows": ["title"]}
    assert lines(**options) == ["Owls fly far.", "Why owls?"]
    assert lines("latex", **options) == ["Owls \\emph{fly} far.", "", "Why owls?"]
    assert lines("markdown", **options) == ["Owls *fly* far.", "", "Why owls?"]


def test_latex() -> None:
    assert lines("latex", rows=["authors", "title", "links"], links={"slots": ["paper"]}) == [
        "\\begin{itemize}",
        "  \\item \\textbf{Ada Byron}*, Max Roe*.\\newline",
        "    Owls \\emph{fly} far.\\newline",
        "    Paper: \\href{https://a.org/a\\_1.pdf}{https://a.org/a\\_1.pdf}",
        "  \\item Max Roe, \\textbf{Ada Byron}.\\newline",
        "    Why owls?",
        "\\end{itemize}",
    ]


def test_groups_numbers_and_legend() -> None:
    settings = ListConfig(theme="plain", group="year", numbering="down", options={"rows": ["title"], "legend": True})
    assert BIBLIOGRAPHY.render_list(settings, "text") == (
        "2024\n----\n\n- [2] Owls fly far.\n\n2023\n----\n\n- [1] Why owls?\n\n* Equal contribution"
    )
    plain = Bibliography.loads(ENTRIES, config=parse_config('[marks]\nequal = { symbol = "✉", superscript = true }'))
    assert plain.render("plain", format="text", rows=["authors"]).startswith("- Ada Byron✉, Max Roe✉.\n")


@pytest.mark.e2e("kramdown")
@pytest.mark.parametrize("marker", ["bullet", "number", "none"])
def test_kramdown_makes_the_same_of_it(marker: str) -> None:
    bibliography = Site.load(ROOT / "bib" / "pubs.toml").bibliography
    options = {"marker": marker, "legend": True, "rows": ["authors", "title", "venue", "note", "links"]}
    (made,) = kramdown([bibliography.render("plain", **options)])
    assert visible(made) == visible(bibliography.render("plain", format="html", **options))
