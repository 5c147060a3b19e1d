"""Themes: what each option changes in what a reader sees."""

from __future__ import annotations

from typing import Any

import pytest

from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError

ENTRY = r"""@inproceedings{a, title = {Owls \emph{fly} \& see}, author = {Wei, Wenjie}, booktitle = {ICML}, year = 2024,
  presentation = {oral}, rate = {3.3\%}, pdf = {https://a.org/a.pdf}, code = {me/owls}, url_zhihu = {https://zhihu.com/1},
  preview = {owl's.png}, summary = {- first point
  - second *point*}, rank = {CCF-A}, award = {Best Paper}, news_date = {2024-05}}"""


def render(theme: str, fields: str = "", settings: str = "", format: str = "markdown", **options: Any) -> str:
    bibliography = Bibliography.loads(
        ENTRY.replace("@inproceedings{a,", f"@inproceedings{{a, {fields}"),
        me="Wenjie Wei",
        config=parse_config(settings),
    )
    return bibliography.render(theme, format=format, **options)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "\nOwls *fly* & see\n"),
        ({"title": "bold"}, "\n**Owls *fly* & see**\n"),
        ({"title": "linked"}, "\n[Owls *fly* & see](https://a.org/a.pdf)\n"),
        ({"title": "bold-linked"}, "\n**[Owls *fly* & see](https://a.org/a.pdf)**\n"),
        ({"title": "heading"}, "\n### Owls *fly* & see\n"),
        ({"title": {"indent": 2}}, "\n  Owls *fly* & see\n"),
        ({"badge": "{venue} {year}"}, '<div class="badge">ICML 2024</div>'),
        ({"badge": "{venue} ({rank})"}, '<div class="badge">ICML (CCF-A)</div>'),
        ({"badge": ""}, "<div class='paper-box-image'><div><img"),
        ({"hide": ["oral"]}, '<div class="badge">ICML 2024</div>'),
        ({"image": {"width": "80%"}}, 'width="80%"'),
        ({"rows": ["title", "venue"]}, "Owls *fly* & see\n\n*ICML, 2024*\n</div>"),
        ({"rows": ["summary"]}, "- first point\n\n- second \\*point\\*\n</div>"),
        ({"rows": ["summary"], "bullets": []}, "first point\n\nsecond \\*point\\*\n</div>"),
        (
            {"links": {"style": "plain"}},
            "- [Paper](https://a.org/a.pdf) \\| [Code](https://github.com/me/owls) \\| [知乎](https://zhihu.com/1)\n",
        ),
        (
            {"links": {"style": "bold", "separator": " "}},
            "- [**Paper**](https://a.org/a.pdf) [**Code**](https://github.com/me/owls) ",
        ),
        ({"links": {"style": "bracketed"}}, "\\[[Paper](https://a.org/a.pdf)\\]"),
        ({"links": {"slots": ["code"], "style": "plain"}}, "- [Code](https://github.com/me/owls)\n</div>"),
    ],
)
def test_options_of_paper_boxes(options: dict[str, Any], expected: str) -> None:
    assert expected in render("paper-box", **options)


def test_images() -> None:
    settings = '[assets]\nimage = "images/"'
    assert '<img src=\'images/owl&#39;s.png\' alt="Owls fly &amp; see" width="100%">' in render(
        "paper-box", settings=settings
    )
    assert 'alt="A barn owl"' in render("paper-box", "preview_alt = {A barn owl},")
    assert "<img" not in Bibliography.loads("@misc{a, title = {x}, preview = {javascript:x.png}}").render()


@pytest.mark.parametrize(
    ("options", "badges"),
    [
        ({}, ["ICML-2024-Oral"]),
        (
            {"badges": ["{venue} {year}", "{rank}", "{presentation}", "{award}", "{impact}"]},
            ["ICML 2024", "CCF-A", "Oral", "Best Paper"],
        ),
        ({"badges": []}, []),
    ],
)
def test_badges(options: dict[str, Any], badges: list[str]) -> None:
    import re

    assert (
        re.findall(r"!\[([^\]]*)\]\(https://img.shields.io/badge/[^)]*\) ", render("badge-list", **options))[
            : len(badges)
        ]
        == badges
    )


def test_literal_badges_overrule_the_computed_one() -> None:
    assert '<div class="badge">My Conf</div>' in render("paper-box", "badge = {My Conf},")
    assert 'class="badge"' not in render("paper-box", "badge = {},")


def test_colours_of_badges() -> None:
    settings = '[badges]\nvenue = "green"\noral = "red"\nrank = "#0000ff"'
    text = render("badge-list", settings=settings, badges=["{venue}", "{presentation}", "{rank}"])
    assert "badge/ICML-green" in text and "badge/Oral-red" in text and "badge/CCF--A-0000ff" in text


def test_slots_of_links() -> None:
    settings = '[links.code]\nlabel = "GitHub"\nshield = { color = "black" }\n[links.paper]\nfrom = ["arxiv", "pdf"]\nlabel = "Read"'
    text = render("badge-list", settings=settings, links={"style": "plain"})
    assert "[GitHub](https://github.com/me/owls) | [Read](https://a.org/a.pdf)".replace("|", "\\|") in text
    assert "badge/GitHub-black" in render("badge-list", settings=settings)


def test_a_slot_in_a_style_of_its_own() -> None:
    settings = '[links.code]\nstyle = "shield"'
    text = render("badge-list", settings=settings, links={"style": "bold", "separator": " "})
    assert "[![Code](https://img.shields.io/badge/" in text and "[**Paper**](https://a.org/a.pdf)" in text


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("website", "[Project](https://owls.org)"),
        ("project_page", "[Project](https://owls.org)"),
        ("github", "[Code](https://github.com/ada/owls)"),
        ("pdf", "[Paper](https://a.org/owls.pdf)"),
        ("zhihu", "[知乎](https://zhuanlan.zhihu.com/p/1)"),
        ("poster", ""),
    ],
)
def test_a_slot_may_be_called_by_the_name_of_a_field(name: str, written: str) -> None:
    entry = """@misc{a, title = {Owls}, author = {Byron, Ada}, pdf = {https://a.org/owls.pdf}, code = {ada/owls},
      website = {https://owls.org}, url_zhihu = {https://zhuanlan.zhihu.com/p/1}}"""
    bibliography, links = Bibliography.loads(entry), {"style": "plain", "separator": " ", "slots": [name]}
    for row in ("{title} {links}", f"{{title}} {{link.{name}}}"):
        text = bibliography.render("venue-list", rows=[row], title="plain", links=links)
        assert text == f"- {f'Owls {written}'.strip()}"


def test_a_slot_of_the_sites_own_may_be_called_so() -> None:
    settings = '[links.website]\nlabel = "Project Page"'
    bib = "@misc{a, title = {Owls}, author = {Byron, Ada}, website = {https://owls.org}}"
    links = {"style": "plain"}
    text = Bibliography.loads(bib, config=parse_config(settings)).render("venue-list", rows=["{links}"], links=links)
    assert text == "- [Project Page](https://owls.org)"


def test_titles_link_to_the_paper_whatever_slot_comes_first() -> None:
    bib = "@misc{a, title = {Owls}, author = {Byron, Ada}, pdf = {https://a.org/owls.pdf}, code = {ada/owls}}"
    settings = parse_config('[links.code]\nlabel = "GitHub"')
    bibliography = Bibliography.loads(bib, config=settings)
    assert "[Owls](https://a.org/owls.pdf)" in bibliography.render("venue-list", title="linked")
    bibliography = Bibliography.loads(bib.replace("pdf = ", "x-pdf = "), config=settings)
    assert "[Owls](https://github.com/ada/owls)" in bibliography.render("venue-list", title="linked")


@pytest.mark.parametrize(
    ("venue", "row", "written"),
    [
        ("journal = {软件学报}", "{venue}, {container}, {date.year}.", "- 软件学报, 2024."),
        ("journal = {ArXiv}", "{container} ({venue}), {date.year}", "- ArXiv, 2024"),
        ("journal = {Nature Owls}, abbr = {NO}", "{venue}, {container}, {date.year}.", "- NO, Nature Owls, 2024."),
        ("journal = {Nature Owls}, abbr = {NO}", "{venue} {date.year}: {venue}", "- NO 2024: NO"),
    ],
)
def test_a_venue_without_a_short_name_is_said_once(venue: str, row: str, written: str) -> None:
    bib = f"@article{{a, title = {{Owls}}, author = {{Byron, Ada}}, {venue}, year = 2024}}"
    assert Bibliography.loads(bib).render("venue-list", rows=[row]) == written


@pytest.mark.parametrize(
    ("format", "written"),
    [
        ("markdown", "- [Owls](https://a.org/owls.pdf) **[Owls](https://a.org/owls.pdf)**"),
        (
            "html",
            '<ul>\n<li><a href="https://a.org/owls.pdf">Owls</a> <strong><a href="https://a.org/owls.pdf">Owls</a></strong></li>\n</ul>',
        ),
        ("latex", "\\href{https://a.org/owls.pdf}{Owls} \\textbf{\\href{https://a.org/owls.pdf}{Owls}}"),
        ("text", "- Owls <https://a.org/owls.pdf> Owls <https://a.org/owls.pdf>"),
    ],
)
def test_no_link_stands_in_a_link(format: str, written: str) -> None:
    bib = "@misc{a, title = {Owls}, author = {Byron, Ada}, pdf = {https://a.org/owls.pdf}}"
    rows = ["[{title}](title) [**{title}**](paper)"]
    assert written in Bibliography.loads(bib).render("venue-list", format=format, rows=rows, title="linked")


def test_an_image_may_stand_in_a_link() -> None:
    bib = "@misc{a, title = {Owls}, author = {Byron, Ada}, code = {ada/owls}}"
    text = Bibliography.loads(bib).render("venue-list", rows=["{title} [**Code** {stars.plain}](code)"], title="plain")
    assert text == (
        "- Owls [**Code** ![Stars](https://img.shields.io/github/stars/ada/owls?style=social)]"
        "(https://github.com/ada/owls)"
    )


def test_places_keywords_and_plain_counts_in_rows() -> None:
    entry = """@inproceedings{a, title = {Owls}, booktitle = {Owl Days}, address = {Lisbon}, keywords = {night, birds},
      note = {Invited}, doi = {10.1000/owls}, google_scholar_id = {abcdefghijkl:mnopqrstuvwx}}"""
    rows = ["`{keywords}` {title}", "*{container}*, {location}. {note}, doi: {doi}", "citations.plain"]
    assert Bibliography.loads(entry).render("venue-list", rows=rows, title="plain") == (
        "- `night, birds` Owls\n<br> *Owl Days*, Lisbon. Invited, doi: 10.1000/owls"
        "\n<br> <span class='show_paper_citations' data='abcdefghijkl:mnopqrstuvwx'></span>"
    )


def test_numbered_and_tight_lists() -> None:
    two = Bibliography.loads("@misc{a, title = {x}}\n@misc{b, title = {y}}")
    assert two.render("badge-list") == "- x.\n\n- y."
    assert two.render("badge-list", loose=False) == "- x.\n- y."
    assert two.render("badge-list", format="html", loose=False) == "<ul>\n<li>x.</li>\n<li>y.</li>\n</ul>"


ARTICLE = r"""@article{a, title = {Owls}, author = {Wei, Wenjie and Roe, Max}, journal = {Nature Owls}, volume = 3, number = {2},
  pages = {7-33}, year = 2024, code = {me/owls}, pdf = {https://a.org/a.pdf}, note = {To appear}}"""


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {},
            "- `Nature Owls 2024` `To appear` [Owls](https://a.org/a.pdf), **Wenjie Wei**, Max Roe \\[[Paper](https://a.org/a.pdf)\\] \\[[Code](https://github.com/me/owls)\\]",
        ),
        (
            {"badges": {"style": "bold"}, "rows": ["{badges} {title}"]},
            "- **Nature Owls 2024** **To appear** [Owls](https://a.org/a.pdf)",
        ),
        (
            {"badges": {"style": "bracketed"}, "title": "plain", "rows": ["{badges} {title}"]},
            "- \\[Nature Owls 2024\\] \\[To appear\\] Owls",
        ),
        (
            {"badges": {"style": ["bold", "bracketed"]}, "title": "bold", "rows": ["{badges} {title}"]},
            "- \\[**Nature Owls 2024**\\] \\[**To appear**\\] **Owls**",
        ),
        (
            {"badges": {"parts": ["{venue}", "{date.year}"], "style": ["code"], "separator": "/"}, "rows": ["badges"]},
            "- `Nature Owls`/`2024`",
        ),
        (
            {"badges": {"parts": ["{venue}"], "style": "class:conf-badge"}, "rows": ["badges"]},
            '- <span class="conf-badge">Nature Owls</span>',
        ),
        (
            {"badges": {"parts": ["{venue}"], "style": ["bracketed", "color:blue"]}, "rows": ["badges"]},
            '- <span style="color: blue">\\[Nature Owls\\]</span>',
        ),
        ({"rows": ["{date.year} {authors}, {title}"], "title": "plain"}, "- 2024 **Wenjie Wei**, Max Roe, Owls"),
        (
            {"rows": ["title", "{authors}, *{container}, {date.year}*"], "title": "plain"},
            "- Owls\n<br> **Wenjie Wei**, Max Roe, *Nature Owls, 2024*",
        ),
        (
            {"rows": ["title", "authors"], "title": "plain", "break": "backslash"},
            "- Owls \\\\\n**Wenjie Wei**, Max Roe",
        ),
        ({"rows": ["title", "authors"], "title": "plain", "break": "spaces"}, "- Owls  \n**Wenjie Wei**, Max Roe"),
        (
            {"rows": ["***{title}*** ([{venue}-{date.year}](code))"], "title": "plain"},
            "- ***Owls*** ([Nature Owls-2024](https://github.com/me/owls))",
        ),
        (
            {"rows": ['["{title},"](paper) {link.code}'], "title": "plain"},
            "- [&quot;Owls,&quot;](https://a.org/a.pdf) \\[[Code](https://github.com/me/owls)\\]",
        ),
        (
            {"rows": ["**{title}**", "", "authors", "*{venue}*"], "title": "plain"},
            "- **Owls**\n\n    **Wenjie Wei**, Max Roe\n<br> *Nature Owls*",
        ),
        (
            {"links": {"style": "bold-bracketed-inside", "slots": ["code"]}, "rows": ["links"]},
            "- [**\\[Code\\]**](https://github.com/me/owls)",
        ),
        (
            {"links": {"style": "icon-bold", "slots": ["code"]}, "rows": ["links"]},
            '- [<i class="fab fa-github" aria-hidden="true"></i> **Code**](https://github.com/me/owls)',
        ),
        (
            {"rows": ["{stars.plain} {stars}"]},
            "- ![Stars](https://img.shields.io/github/stars/me/owls?style=social) "
            "[![Stars](https://img.shields.io/github/stars/me/owls?style=social)](https://github.com/me/owls)",
        ),
    ],
)
def test_options_of_venue_lists(options: dict[str, Any], expected: str) -> None:
    assert Bibliography.loads(ARTICLE, me="Wenjie Wei").render("venue-list", **options) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {"links": {"slots": ["code"]}},
            "- **Wenjie Wei**, Max Roe. Owls. *Nature Owls*, 3(2):7–33, 2024. To appear. \\[[Code](https://github.com/me/owls)\\]",
        ),
        ({"rows": ["{title}. {authors}. ({date.year})."]}, "- Owls. **Wenjie Wei**, Max Roe. (2024)."),
        ({"rows": ["**{container}**, {pages}."]}, "- **Nature Owls**, 7–33."),
        ({"rows": ["{title}. {note}"], "title": "linked"}, "- [Owls](https://a.org/a.pdf). To appear"),
        (
            {"rows": ["authors"], "authors": {"family_first": True, "initials": True, "and": "&"}},
            "- **Wei, W.** & Roe, M.",
        ),
        (
            {
                "rows": ["{authors} ({date.year}). {title}. *{container}*, {volume}({number}), {pages}. {doi.url}"],
                "authors": {"family_first": True, "initials": True, "and": "&"},
            },
            "- **Wei, W.** & Roe, M. (2024). Owls. *Nature Owls*, 3(2), 7–33.",
        ),
        (
            {
                "rows": ['{authors}, "{title}," *{container}*, vol. {volume}, no. {number}, pp. {pages}, {date.year}.'],
                "authors": {"initials": True, "and": "and"},
            },
            "- **W. Wei** and M. Roe, &quot;Owls,&quot; *Nature Owls*, vol. 3, no. 2, pp. 7–33, 2024.",
        ),
    ],
)
def test_options_of_citation_lists(options: dict[str, Any], expected: str) -> None:
    assert Bibliography.loads(ARTICLE, me="Wenjie Wei").render("citation-list", **options) == expected


def test_citations_of_entries_that_lack_things() -> None:
    text = "@misc{a, title = {Bare}}\n@phdthesis{b, title = {Why?}, school = {MIT}}\n@inproceedings{c, booktitle = {Proc.}, pages = {1--9}}"
    assert Bibliography.loads(text).render("citation-list").splitlines() == [
        "- Bare.",
        "- Why? PhD thesis, *MIT*.",
        "- *Proc.*, 1–9.",
    ]


def test_news() -> None:
    text = "".join(f"@inproceedings{{k{i}, booktitle = {{{venue}}}, year = 2025, news_date = {{{date}}}, title = {{x}}, {more}}}\n"
                   for i, (venue, date, more) in enumerate([
                       ("ICLR", "2025-01", ""), ("ICLR", "2025-01", ""), ("CVPR", "2025-01", "presentation = {oral}, rate = {3.3%}"),
                       ("ICML", "2024", ""), ("AAAI", "2025-03", "news = {A \\emph{great} paper!}"), ("KDD", "2025-04", "news = {}"),
                   ]))  # fmt: skip
    settings = '[[news]]\ndate = "2025-02"\ntext = "Hello *there*."\n[[news]]\ndate = 2025-03-17\ntext = "By hand."'
    assert Bibliography.loads(text, config=parse_config(settings)).render("news").splitlines() == [
        "- *2025.03*: &nbsp;🎉🎉 A *great* paper!",
        "- *2025.03*: &nbsp;🎉🎉 By hand.",
        "- *2025.02*: &nbsp;🎉🎉 Hello \\*there\\*.",
        "- *2025.01*: &nbsp;🎉🎉 Two papers are accepted by ICLR-2025.",
        "- *2025.01*: &nbsp;🎉🎉 One paper is accepted by CVPR-2025 (Oral, 3.3%).",
        "- *2024*: &nbsp;🎉🎉 One paper is accepted by ICML-2025.",
    ]


def test_news_with_other_words() -> None:
    text = render("news", text="{count} {papers} accepted to {venue}!", venue="{venue} {year} {presentation}", lead="")
    assert text == "- *2024.05*: &nbsp;One paper is accepted to ICML 2024 Oral!"
    with pytest.raises(PubsError, match=r"unknown name '{venu}'"):
        render("news", venue="{venu}")


def test_a_wrong_date_of_written_news_is_an_error() -> None:
    with pytest.raises(PubsError, match=r"'May' is not a date in \[\[news\]\]"):
        render("news", settings='[[news]]\ndate = "May"\ntext = "x"')


def test_counts() -> None:
    many = Bibliography.loads("\n".join(f"@misc{{k{i}, title = {{x}}}}" for i in range(27)))
    assert (many.render("counts"), many.render("counts", step=10)) == ("27", "20")


def test_an_unknown_format_or_theme() -> None:
    with pytest.raises(PubsError, match=r"does not write latex"):
        render("paper-box", format="latex")
    with pytest.raises(PubsError, match=r"unknown theme '../x'"):
        render("../x")
