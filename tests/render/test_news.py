"""News: every form of the lines that people write by hand today is a matter of settings."""

from __future__ import annotations

from typing import Any

import pytest
from visible import kramdown, visible

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError

SETTINGS = r"""
[me]
name = "Ada Byron"
[venues.icml]
url = "https://icml.cc"
[[news]]
date = "2025-04"
text = 'I \textbf{passed} my \href{https://example.org/defense}{defense}.'
[[news]]
date = "2024-12-24"
text = "Created my homepage."
lead = "🏠"
"""
ENTRIES = r"""
@inproceedings{a, title = {SpikeNet: Owls | that *fly*}, author = {Byron, Ada and Roe, Max}, booktitle = {ICML}, year = 2025, news_date = {2025-05}, pdf = {https://a.org/a.pdf}}
@inproceedings{b, title = {Zebras}, author = {Roe, Max and Byron, Ada}, booktitle = {ICML}, year = 2025, news_date = {2025-05}, pdf = {https://a.org/b.pdf}}
@inproceedings{c, title = {Tides}, author = {Byron, Ada}, booktitle = {CVPR}, year = 2025, news_date = {2025-05}, presentation = {oral}, rate = {3.3\%}}
@article{d, title = {Maps}, author = {Byron, Ada}, journal = {Neural Networks}, year = 2024, news_date = {2024}, news = {One survey about \emph{maps} is accepted by Neural Networks.}}
"""
BIBLIOGRAPHY = Bibliography.loads(ENTRIES, config=parse_config(SETTINGS))
SINGLE = Bibliography.loads(ENTRIES, config=parse_config(SETTINGS)).select("key == 'a'")


def lines(format: str = "markdown", **options: Any) -> list[str]:
    return BIBLIOGRAPHY.render("news", format=format, **options).splitlines()


def test_lines_by_venue() -> None:
    assert lines() == [
        "- *2025.05*: &nbsp;🎉🎉 Two papers are accepted by ICML-2025.",
        "- *2025.05*: &nbsp;🎉🎉 One paper is accepted by CVPR-2025 (Oral, 3.3%).",
        "- *2025.04*: &nbsp;🎉🎉 I **passed** my [defense](https://example.org/defense).",
        "- *2024.12*: &nbsp;🏠 Created my homepage.",
        "- *2024*: &nbsp;🎉🎉 One survey about *maps* is accepted by Neural Networks.",
    ]


TITLED = "**[{shorttitle}](paper)** is accepted to {venue}."


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        # Dates: 2025.08 plain, emphasised, bold, `Aug 2025`, in brackets.
        ({"line": "{year}.{month}: {text}"}, "2025.05: 🎉🎉 One paper is accepted by ICML-2025."),
        ({"line": "*{year}.{month}*: {text}"}, "*2025.05*: 🎉🎉 One paper is accepted by ICML-2025."),
        ({"line": "**{year}-{month}** {text}"}, "**2025-05** 🎉🎉 One paper is accepted by ICML-2025."),
        ({"line": "{month.short} {year}: {text}"}, "May 2025: 🎉🎉 One paper is accepted by ICML-2025."),
        ({"line": "[{month}/{year}] {text}"}, "\\[05/2025\\] 🎉🎉 One paper is accepted by ICML-2025."),
        ({"line": "`{year}.{month}` {text}"}, "`2025.05` 🎉🎉 One paper is accepted by ICML-2025."),
        ({"line": "{text} (*{month.name} {year}*)"}, "🎉🎉 One paper is accepted by ICML-2025. (*May 2025*)"),
        ({"line": "*{year}.{month}*:\u00a0{text}"}, "*2025.05*:&nbsp;🎉🎉 One paper is accepted by ICML-2025."),
        # Lead.
        ({"lead": ""}, "*2025.05*: &nbsp;One paper is accepted by ICML-2025."),
        ({"lead": "🔥"}, "*2025.05*: &nbsp;🔥 One paper is accepted by ICML-2025."),
        # Verb, count, language.
        (
            {"text": "{count} {papers} accepted to {venue}!"},
            "*2025.05*: &nbsp;🎉🎉 One paper is accepted to ICML-2025!",
        ),
        ({"text": "{number} {paper} at {venue}"}, "*2025.05*: &nbsp;🎉🎉 1 paper at ICML-2025"),
        (
            {"text": "{number} 篇论文被 {venue} 接收。", "venue": "{venue} {year}"},
            "*2025.05*: &nbsp;🎉🎉 1 篇论文被 ICML 2025 接收。",
        ),
        # Venue bold, linked, both, with its year beside it.
        (
            {"text": "{count} {papers} accepted by **{venue}**."},
            "*2025.05*: &nbsp;🎉🎉 One paper is accepted by **ICML-2025**.",
        ),
        (
            {"text": "{count} {papers} accepted by [{venue}](venue)."},
            "*2025.05*: &nbsp;🎉🎉 One paper is accepted by [ICML-2025](https://icml.cc).",
        ),
        (
            {"text": "{count} {papers} accepted by {venue}.", "venue": "[**{venue}**](venue) {year}"},
            "*2025.05*: &nbsp;🎉🎉 One paper is accepted by [**ICML**](https://icml.cc) 2025.",
        ),
        # Title, linked or not; the method's name; authors.
        (
            {"text": "[{title}](paper) is accepted by {venue}.", "per": "paper"},
            "*2025.05*: &nbsp;🎉🎉 [SpikeNet: Owls \\| that \\*fly\\*](https://a.org/a.pdf) is accepted by ICML-2025.",
        ),
        (
            {"text": TITLED, "venue": "{venue} {year}"},
            "*2025.05*: &nbsp;🎉🎉 **[SpikeNet](https://a.org/a.pdf)** is accepted to ICML 2025.",
        ),
        (
            {"text": "“{title}” at {venue.short}. Congratulations to {authors}!", "authors": {"and": "and"}},
            "*2025.05*: &nbsp;🎉🎉 “SpikeNet: Owls \\| that \\*fly\\*” at ICML. Congratulations to **Ada Byron** and Max Roe!",
        ),
    ],
)
def test_forms_of_a_line(options: dict[str, Any], expected: str) -> None:
    assert SINGLE.render("news", written=False, **options) == f"- {expected}"


def test_lines_by_paper_and_by_month() -> None:
    computed = {"written": False, "line": "{text}", "lead": "", "max": 3}
    assert lines(per="paper", text=TITLED, venue="{venue} {year} ({presentation})", **computed) == [
        "- **[SpikeNet](https://a.org/a.pdf)** is accepted to ICML 2025.",
        "- **[Zebras](https://a.org/b.pdf)** is accepted to ICML 2025.",
        "- **Tides** is accepted to CVPR 2025 (Oral).",
    ]
    assert lines(per="month", venue="{venue}", **computed)[0] == "- Three papers are accepted by ICML and CVPR."


def test_names_that_papers_do_not_share_are_empty() -> None:
    options = {"written": False, "line": "{text}", "lead": "", "max": 1}
    assert lines(text="{count} at {venue.short} ({type}, {key})".replace(", {key}", ""), **options) == [
        "- Two at ICML (inproceedings)"
    ]
    assert lines(text="{title}: {doi} [{venue}](paper)", **options) == [
        "- SpikeNet: Owls \\| that \\*fly\\* and Zebras ICML-2025"
    ]


def test_limit_headings_and_no_lines_by_hand() -> None:
    assert lines(max=2) == lines()[:2]
    assert lines(headings=True, written=False) == [
        "## 2025",
        "",
        *lines()[:2],
        "",
        "## 2024",
        "",
        lines()[4],
    ]


BOX = {"height": "300px", "item": "margin-bottom: 3px;"}


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_a_box_that_scrolls_is_html_in_markdown_too(format: str) -> None:
    assert lines(format, box=BOX, line="*{year}.{month}*: {text}") == [
        '<div style="max-height: 300px; overflow-y: auto;">',
        "<ul>",
        '<li style="margin-bottom: 3px;"><em>2025.05</em>: 🎉🎉 Two papers are accepted by ICML-2025.</li>',
        '<li style="margin-bottom: 3px;"><em>2025.05</em>: 🎉🎉 One paper is accepted by CVPR-2025 (Oral, 3.3%).</li>',
        '<li style="margin-bottom: 3px;"><em>2025.04</em>: 🎉🎉 I <strong>passed</strong> my '
        '<a href="https://example.org/defense">defense</a>.</li>',
        '<li style="margin-bottom: 3px;"><em>2024.12</em>: 🏠 Created my homepage.</li>',
        '<li style="margin-bottom: 3px;"><em>2024</em>: 🎉🎉 One survey about <em>maps</em> is accepted by Neural Networks.</li>',
        "</ul>",
        "</div>",
    ]


def test_items_with_css_in_a_box_of_the_page() -> None:
    shown = lines(box={"item": "margin-bottom: 3px;"})
    assert shown[0] == "<ul>" and shown[1].startswith(
        '<li style="margin-bottom: 3px;"><em>2025.05</em>: &nbsp;🎉🎉 Two'
    )


def test_text_and_latex() -> None:
    assert lines("text")[2] == "- 2025.04: 🎉🎉 I passed my defense <https://example.org/defense>."
    assert lines("latex", lead="", max=3)[3] == (
        "  \\item \\emph{2025.04}: ~I \\textbf{passed} my \\href{https://example.org/defense}{defense}."
    )


def test_wrong_names_are_errors() -> None:
    for option, known in (("line", "dat"), ("text", "titel"), ("venue", "count")):
        with pytest.raises(PubsError, match=f"unknown name '{{{known}}}'"):
            lines(**{option: "{" + known + "}"})


@pytest.mark.e2e("kramdown")
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"per": "paper", "text": "[{title}](paper) by {authors} is accepted by [**{venue}**](venue)."},
        {"per": "month", "headings": True, "line": "`{month}` **{year}** {text}"},
        {"box": BOX, "headings": True},
        {"box": {"height": "9em"}, "per": "paper", "text": "[{title}](paper)"},
    ],
)
def test_kramdown_makes_the_same_of_it(options: dict[str, Any]) -> None:
    (made,) = kramdown([BIBLIOGRAPHY.render("news", **options)])
    assert visible(made) == visible(BIBLIOGRAPHY.render("news", format="html", **options))
