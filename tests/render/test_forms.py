"""The owner's later forms, and forms of other pages, are settings only: each gives exactly the Markdown wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from conftest import ROOT

from pubmanager import Bibliography, Site
from pubmanager.config.load import parse_config

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = ROOT / "bib" / "publications.bib"
# What the example lacks: both kinds of ranks, notes, topics, a spotlight, DOIs, a video, an id on Google Scholar.
MORE = r"""
@inproceedings{owls, title = {Owls in the Dark}, author = {Wei, Wenjie and Roe, Max and Zhang, Malu},
  author+an = {1=equal; 2=equal; 3=corresponding}, author+an:note = {1="Student First Author"},
  booktitle = {International Conference on Machine Learning}, abbr = {ICML}, year = {2026}, month = may,
  presentation = {spotlight}, rate = {2.6\%}, rank = {CCF-A}, keywords = {Energy}, selected = {true}, preview = {owls.png},
  summary = {Sees at night.}, pdf = {https://example.org/owls.pdf}, code = {https://github.com/example/owls},
  google_scholar_id = {u5HHmVD_uO8C}, award = {Best Paper}, file = {/home/me/owls.pdf}, abstract = {Light is $x_1$ at night.}}
@article{maps, title = {Maps That Forget}, author = {Roe, Max and Wei, Wenjie}, author+an = {2=corresponding},
  journal = {Neural Networks}, volume = 181, number = 2, pages = {107--119}, year = {2026}, impact = {6.3}, doi = {10.1000/maps},
  keywords = {Memory}, preview = {maps.mp4}, pdf = {https://example.org/maps.pdf}}
@inproceedings{tides, title = {Tides: How Long?}, author = {Wei, Wenjie and Roe, Max}, abbr = {ACM MM}, year = {2025},
  booktitle = {ACM International Conference on Multimedia}, presentation = {oral}, rank = {CCF-A}, keywords = {Energy},
  preview = {tides.gif}, pdf = {https://example.org/tides.pdf}, news_date = {2025-07}}
@inproceedings{moss, title = {Moss}, author = {Roe, Max and Wei, Wenjie}, booktitle = {AAAI Conference on Artificial Intelligence},
  abbr = {AAAI}, year = {2024}, presentation = {poster}, rank = {}, keywords = {Memory}, pdf = {https://example.org/moss.pdf}}
"""
OWNER = """
show_year = ["conference", "workshop"]
[me]
name = "Wenjie Wei"
scholar = "OIZR2YYAAAAJ"
[marks]
equal = "†"
corresponding = { symbol = "✉", superscript = true }
[assets]
image = "images/"
[venues.neural-networks]
kind = "journal"
name = "Neural Networks"
[venues.acmmm]
name = "ACM International Conference on Multimedia"
short = "ACM MM"
badge = "ACMMM"
box = "ACM MM"
[badges]
venue = "green"
year = "yellow"
rank = "darkblue"
impact = "darkblue"
oral = "red"
spotlight = "orange"
[list.x]
where = "key in ('owls', 'maps', 'tides', 'moss')"

"""
SHIELD = "https://img.shields.io/badge/"
PAPER = f"[![Paper]({SHIELD}Paper-fff?logo=readthedocs&logoColor=000)]"
CODE = f"[![Code]({SHIELD}Code-fff?logo=github&logoColor=000)](https://github.com/example/owls)"


def shown(settings: str = "", only: str = "", format: str = "markdown") -> str:
    """The list ``x`` of the owner's settings with some more; ``only`` names one publication of it."""
    text = OWNER.replace('where = "key in', f"where = \"key == '{only}' and key in") if only else OWNER
    config = parse_config(text + settings)
    source = EXAMPLE.read_text(encoding="utf-8") + MORE
    return Bibliography.loads(source, config=config).render_list(config.lists["x"], format)


def box_of(text: str) -> list[str]:
    """The rows of the first box, without blank lines."""
    inner = text.split('markdown="1">', 1)[1].split("</div>")[0]
    return [line for line in inner.splitlines() if line]


def badges_of(text: str) -> list[str]:
    """The text parts of badges on images."""
    return [part.split("</div>")[0] for part in text.split('<div class="badge">')[1:]]


def test_four_badges_each_in_its_colour() -> None:
    text = shown(
        'theme = "badge-list"\noptions = { badges = ["{venue}", "{year}", "{rank}", "IF:{impact}", "{presentation}"], hide = ["poster"] }'
    )
    assert text.splitlines() == [
        f"- ![ICML]({SHIELD}ICML-green) ![2026]({SHIELD}2026-yellow) ![CCF-A]({SHIELD}CCF--A-darkblue)"
        f" ![Spotlight]({SHIELD}Spotlight-orange) Owls in the Dark. {PAPER}(https://example.org/owls.pdf) \\| {CODE}",
        "<br> **Wenjie Wei**† (Student First Author), Max Roe†, Malu Zhang<sup>&#9993;</sup>",
        "",
        f"- ![Neural Networks]({SHIELD}Neural_Networks-green) ![IF:6.3]({SHIELD}IF%3A6.3-darkblue) Maps That Forget."
        f" {PAPER}(https://example.org/maps.pdf)",
        "<br> Max Roe, **Wenjie Wei**<sup>&#9993;</sup>",
        "",
        f"- ![ACMMM]({SHIELD}ACMMM-green) ![2025]({SHIELD}2025-yellow) ![CCF-A]({SHIELD}CCF--A-darkblue)"
        f" ![Oral]({SHIELD}Oral-red) Tides: How Long? {PAPER}(https://example.org/tides.pdf)",
        "<br> **Wenjie Wei**, Max Roe",
        "",
        f"- ![AAAI]({SHIELD}AAAI-green) ![2024]({SHIELD}2024-yellow) Moss. {PAPER}(https://example.org/moss.pdf)",
        "<br> Max Roe, **Wenjie Wei**",
    ]


def test_boxes_without_summaries_and_ranks_after_titles() -> None:
    text = shown(
        'options = { rows = ["{title} {badges}", "authors", "links"], badges = ["{rank}"], authors = { notes = "inside" } }'
    )
    assert badges_of(text) == ["ICML 2026 (Spotlight)", "Neural Networks", "ACM MM 2025 (Oral)"]
    assert box_of(text) == [
        f"Owls in the Dark ![CCF-A]({SHIELD}CCF--A-darkblue)",
        "**Wenjie Wei (Student First Author)**†, Max Roe†, Malu Zhang<sup>&#9993;</sup>",
        f"- {PAPER}(https://example.org/owls.pdf) \\| {CODE}",
    ]
    assert "Sees at night" not in text and text.count("<div class='paper-box'>") == 4
    assert f"Tides: How Long? ![CCF-A]({SHIELD}CCF--A-darkblue)" in text and "`AAAI 2024 (Poster)` Moss\n" in text


@pytest.mark.parametrize(
    ("pattern", "hide", "expected"),
    [
        ("{venue} {year} ({presentation})", "[]", ["ICML 2026 (Spotlight)", "Neural Networks", "ACM MM 2025 (Oral)"]),
        ("{venue} {year} {presentation}", "[]", ["ICML 2026 Spotlight", "Neural Networks", "ACM MM 2025 Oral"]),
        ("{venue} {year}", "[]", ["ICML 2026", "Neural Networks", "ACM MM 2025"]),
        ("{venue} {year} ({presentation})", '["spotlight"]', ["ICML 2026", "Neural Networks", "ACM MM 2025 (Oral)"]),
        (
            "{venue} {year} ({presentation}, {rate})",
            "[]",
            ["ICML 2026 (Spotlight, 2.6%)", "Neural Networks", "ACM MM 2025 (Oral)"],
        ),
        ("{venue} ({rank})", "[]", ["ICML (CCF-A)", "Neural Networks", "ACM MM (CCF-A)"]),
        ("{venue} {date.year}", "[]", ["ICML 2026", "Neural Networks 2026", "ACM MM 2025"]),
        ("{venue} {year} ({award})", "[]", ["ICML 2026 (Best Paper)", "Neural Networks", "ACM MM 2025"]),
    ],
)
def test_badges_on_images(pattern: str, hide: str, expected: list[str]) -> None:
    assert badges_of(shown(f'options = {{ badge = "{pattern}", hide = {hide} }}')) == expected


def test_posters_are_hidden() -> None:
    text = shown(
        'theme = "venue-list"\noptions = { badges = "{venue} {year} ({presentation})", hide = ["poster"], links = "bold" }',
        "moss",
    )
    assert (
        text
        == "- `AAAI 2024` [Moss](https://example.org/moss.pdf), Max Roe, **Wenjie Wei** [**Paper**](https://example.org/moss.pdf)"
    )


def test_one_venue_in_three_spellings() -> None:
    text = OWNER.replace('box = "ACM MM"', 'box = "ACM MM"\nnews = "ACM MM"')
    config = parse_config(text + 'theme = "news"\noptions = { lead = "🎉🎉" }')
    said = Bibliography.loads(MORE, config=config).render_list(config.lists["x"], "markdown")
    assert "One paper is accepted by ACM MM-2025 (Oral)." in said
    assert badges_of(shown("", "tides")) == ["ACM MM 2025 (Oral)"]
    assert f"![ACMMM-2025-Oral]({SHIELD}ACMMM--2025--Oral-green)" in shown('theme = "badge-list"', "tides")


def test_topics_are_headings() -> None:
    text = shown(
        'theme = "venue-list"\ngroup = "keywords"\n[list.x.groups]\nMemory = "🧠 Memory"\nEnergy = "⚡ Energy"\n[theme.venue-list]\nrows = ["title"]'
    )
    assert text.splitlines() == [
        "## 🧠 Memory",
        "",
        "- [Maps That Forget](https://example.org/maps.pdf)",
        "- [Moss](https://example.org/moss.pdf)",
        "",
        "## ⚡ Energy",
        "",
        "- [Owls in the Dark](https://example.org/owls.pdf)",
        "- [Tides: How Long?](https://example.org/tides.pdf)",
    ]


def test_a_topic_has_boxes_then_a_list(tmp_path: Path) -> None:
    """One page: under each heading written by hand, the boxes of a topic and a list of its other papers."""
    topic = "'Energy' in keywords"
    (tmp_path / "a.bib").write_text(MORE, encoding="utf-8")
    regions = "# Energy\n\n<!-- pubs:begin boxes -->\n<!-- pubs:end boxes -->\n\n<!-- pubs:begin rest -->\n<!-- pubs:end rest -->\n"
    (tmp_path / "about.md").write_text(regions, encoding="utf-8")
    lists = (
        f'[list.boxes]\nwhere = "selected and {topic}"\n[list.rest]\ntheme = "badge-list"\nwhere = "not selected and {topic}"\n'
        '[theme.badge-list]\nrows = ["{badges} {title}"]\n'
    )
    settings = f'bib = "a.bib"\npages = "about.md"\n{OWNER}{lists}'
    (tmp_path / "pubs.toml").write_text(settings, encoding="utf-8")
    text = Site.load(tmp_path / "pubs.toml").render()[tmp_path / "about.md"]
    assert text.index("# Energy") < text.index("<div class='paper-box'>") < text.index("- ![ACMMM-2025-Oral]")
    assert text.count("paper-box-text") == 1 and "Maps" not in text


def test_own_first_papers_then_corresponding_ones_then_others() -> None:
    settings = 'theme = "venue-list"\nsort = ["-(me.position == 1)", "-(\\"corresponding\\" in me.roles)", "-date"]\noptions = { rows = ["title"], title = "plain" }'
    assert shown(settings).splitlines() == ["- Owls in the Dark", "- Tides: How Long?", "- Maps That Forget", "- Moss"]


def test_marks_bare_and_raised_beside_each_other() -> None:
    assert "Max Roe†, Malu Zhang<sup>&#9993;</sup>" in shown("", "owls")
    assert shown("options = { legend = true }", "owls").endswith(
        "† Equal contribution, <sup>&#9993;</sup> Corresponding author"
    )


ROWS = [
    # AcadHomepage's own sample: bold title linked, lines broken by backslashes, code and citations in one row.
    (
        '{ rows = ["title", "authors", "", "{links} {citations}"], bullets = [], break = "backslash", title = "linked", links = { style = "bold", separator = " " } }',
        [
            "[Owls in the Dark](https://example.org/owls.pdf) \\\\",
            "**Wenjie Wei**† (Student First Author), Max Roe†, Malu Zhang<sup>&#9993;</sup>",
            "[**Paper**](https://example.org/owls.pdf) [**Code**](https://github.com/example/owls)"
            " **<span class='show_paper_citations' data='OIZR2YYAAAAJ:u5HHmVD_uO8C'></span>**",
        ],
    ),
    (
        '{ rows = ["[**{venue} {year}**] {title} {stars}"], title = "linked" }',
        [
            "\\[**ICML 2026**\\] [Owls in the Dark](https://example.org/owls.pdf)"
            " [![Stars](https://img.shields.io/github/stars/example/owls?style=social)](https://github.com/example/owls)"
        ],
    ),
    ('{ rows = ["`{venue} {year}` {title}"], title = "bold" }', ["`ICML 2026` **Owls in the Dark**"]),
    ('{ rows = ["title"], title = "heading" }', ["### Owls in the Dark"]),
    ('{ rows = ["{title}."], title = "bold-linked" }', ["**[Owls in the Dark](https://example.org/owls.pdf)**."]),
    ('{ rows = ["title", "authors"], bullets = ["title"], authors = { notes = "none", max = 1 } }',
     ["- Owls in the Dark", "**Wenjie Wei**†, et al."]),
    ('{ rows = ["{title}\\n{authors}", "venue"], authors = { italic = true, max = 1, notes = "none" } }',
     ["Owls in the Dark", "<br> <em>**Wenjie Wei**†, et al.</em>", "*International Conference on Machine Learning, 2026*"]),
    ('{ rows = ["**{venue} {year}** · *{container}* [[{rank}]]{color:red} {award}"] }',
     ['**ICML 2026** · *International Conference on Machine Learning* <span style="color: red">\\[CCF-A\\]</span> Best Paper']),
    ('{ rows = ["[{venue} {year}]{.conf-badge} {title}", "🏆 {award}", "status"] }',
     ['<span class="conf-badge">ICML 2026</span> Owls in the Dark', "🏆 Best Paper"]),
    ('{ rows = ["**TL;DR.** {summary}", "legend"], bullets = [] }', ["**TL;DR.** Sees at night.", "† Equal contribution, <sup>&#9993;</sup> Corresponding author"]),
]  # fmt: skip


@pytest.mark.parametrize(("options", "expected"), ROWS)
def test_rows_of_boxes(options: str, expected: list[str]) -> None:
    assert [line.rstrip() for line in box_of(shown(f"options = {options}", "owls"))] == expected


def test_rows_that_begin_with_a_hyphen_are_bullets() -> None:
    """A part may be a paragraph in one row and a bullet in another; a bullet without content is none."""
    rows = '["- [**{venue}**] {title}", "summary", "- {venue}: {award}", "- summary", "- {doi.link}", "{presentation} ({rate})"]'
    box = box_of(shown(f"options = {{ rows = {rows}, bullets = [] }}", "owls"))
    expected = [
        "- \\[**ICML**\\] Owls in the Dark",
        "Sees at night.",
        "- ICML: Best Paper",
        "- Sees at night.",
        "Spotlight (2.6%)",
    ]
    assert [line.strip() for line in box] == expected


def test_links_in_two_rows() -> None:
    """Those of the slots in one, the others, and those by labels of the owner's, in another."""
    options = (
        'rows = ["{links}", "Media: {links.rest}."], links = { style = "plain", separator = " | ", slots = ["code"] }'
    )
    config = parse_config(f'[list.x]\ntheme = "venue-list"\noptions = {{ {options} }}')
    entries = "@misc{a, title = {x}, code = {me/owls}, video = {https://v.org}, url_zhihu = {https://b.org}}\n"
    entries += "@misc{b, title = {y}, code = {me/owls}}"
    text = Bibliography.loads(entries, config=config).render_list(config.lists["x"], "markdown")
    code = "- [Code](https://github.com/me/owls)"
    assert text.splitlines() == [code, "<br> Media: [Video](https://v.org) \\| [知乎](https://b.org).", code]


def test_a_venue_links_to_its_page() -> None:
    """Where ``[venues]`` has its address; an address that is no web page is none."""
    rows = 'rows = ["*[{container}](venue)*, {date.year}"]'
    entries = (
        "@inproceedings{a, title = {x}, booktitle = {International Conference on Machine Learning}, year = 2024}\n"
    )
    texts = []
    for url in ("https://icml.cc", "javascript:alert(1)", ""):
        venue = f'[venues.icml]\nurl = "{url}"\n' if url else ""
        config = parse_config(f'{venue}[list.x]\ntheme = "venue-list"\noptions = {{ {rows} }}')
        texts.append(Bibliography.loads(entries, config=config).render_list(config.lists["x"], "markdown"))
    name = "International Conference on Machine Learning"
    assert texts == [f"- *[{name}](https://icml.cc)*, 2024", f"- *{name}*, 2024", f"- *{name}*, 2024"]


def test_folds_open_by_words_of_the_owner() -> None:
    rows = '["title", "abstract", "bibtex", "summary.fold"]'
    words = '{ abstract = "摘要", summary = "<b>Highlights" }'
    text = shown(f"options = {{ rows = {rows}, folds = {words} }}", "owls")
    summaries = [part.split("</summary>")[0] for part in text.split("<summary>")[1:]]
    assert summaries == ["摘要", "BibTeX", "&lt;b&gt;Highlights"]
    assert "<details><summary>&lt;b&gt;Highlights</summary><p>Sees at night.</p></details>" in text
    cards = shown('theme = "cards"\noptions = { rows = ["abstract"], folds = { abstract = "摘要" } }', "owls", "html")
    assert "<summary>摘要</summary>" in cards


def test_counts_behind_a_rate() -> None:
    """What the owner wrote as counts is shown as counts; a percentage alone has none."""
    config = parse_config('[list.x]\ntheme = "badge-list"\noptions = { rows = ["{title} ({rate.counts} = {rate})"] }')
    entries = "@misc{a, title = {x}, presentation = {oral}, rate = {85/7262}}\n@misc{b, title = {y}, presentation = {oral}, rate = {3\\%}}"
    text = Bibliography.loads(entries, config=config).render_list(config.lists["x"], "html")
    assert "x (85/7262 = 1.17%)" in text and "y (3%)" in text


U, G = "https://example.org/owls.pdf", "https://github.com/example/owls"
LINKS = [
    ('"shield"', f"{PAPER}({U}) \\| {CODE}"),
    ('"bold"', f"[**Paper**]({U}) \\| [**Code**]({G})"),
    ('"bold-outside"', f"**[Paper]({U})** \\| **[Code]({G})**"),
    ('{ style = "italic", separator = " / " }', f"[*Paper*]({U}) / [*Code*]({G})"),
    ('{ style = "bracketed", separator = " " }', f"\\[[Paper]({U})\\] \\[[Code]({G})\\]"),
    ('{ style = "bracketed-inside", separator = " / " }', f"[\\[Paper\\]]({U}) / [\\[Code\\]]({G})"),
    ('{ style = "bold-bracketed", separator = "" }', f"\\[[**Paper**]({U})\\]\\[[**Code**]({G})\\]"),
    ('{ style = "bold-bracketed-inside", separator = " · " }', f"[**\\[Paper\\]**]({U}) · [**\\[Code\\]**]({G})"),
    ('{ style = "plain", separator = ", " }', f"[Paper]({U}), [Code]({G})"),
    ('{ style = "code", separator = " " }', f"[`Paper`]({U}) [`Code`]({G})"),
    ('{ style = "icon", separator = " " }',
     f'[<i class="fas fa-file-pdf" title="Paper"></i>]({U}) [<i class="fab fa-github" title="Code"></i>]({G})'),
    ('{ style = "icon-label", separator = " ", slots = ["code"] }', f'[<i class="fab fa-github" aria-hidden="true"></i> Code]({G})'),
    ('{ style = "icon-bold", separator = " ", slots = ["code"] }', f'[<i class="fab fa-github" aria-hidden="true"></i> **Code**]({G})'),
    ('{ style = "button", class = "btn btn--small", separator = " " }',
     f'<a href="{U}" class="btn btn--small">Paper</a> <a href="{G}" class="btn btn--small">Code</a>'),
    ('{ style = "plain", slots = ["code", "forks", "paper"], separator = " " }',
     f"[Code]({G}) [![Forks](https://img.shields.io/github/forks/example/owls?style=social)]({G}) [Paper]({U})"),
]  # fmt: skip


@pytest.mark.parametrize(("links", "expected"), LINKS)
def test_links(links: str, expected: str) -> None:
    assert box_of(shown(f'options = {{ rows = ["links"], links = {links} }}', "owls")) == [f"- {expected}"]


def test_labels_of_live_badges() -> None:
    settings = 'options = { rows = ["stars"] }\n[links.stars]\nlabel = "Code Stars"\nshield = { style = "flat" }'
    url = "https://img.shields.io/github/stars/example/owls?style=flat&label=Code%20Stars"
    assert box_of(shown(settings, "owls")) == [f"[![Code Stars]({url})]({G})"]
    assert box_of(shown('options = { rows = ["title", "stars"], shields = "text" }', "owls")) == ["Owls in the Dark"]


IMAGES = [
    ("owls", "{}", "<img src='images/owls.png' alt=\"Owls in the Dark\" width=\"100%\">"),
    ("owls", '"80%"', "<img src='images/owls.png' alt=\"Owls in the Dark\" width=\"80%\">"),
    ("owls", "{ lazy = true }", 'width="100%" loading="lazy">'),
    ("owls", '{ link = "image" }', "<a href='images/owls.png'><img src='images/owls.png'"),
    ("owls", '{ link = "title" }', "<a href='https://example.org/owls.pdf'><img"),
    ("owls", "{ webp = true }", '<picture><source srcset="images/owls.webp" type="image/webp"><img'),
    ("tides", "{ webp = true }", "<picture><source srcset=\"images/tides.webp\" type=\"image/webp\"><img src='images/tides.gif'"),
    ("maps", "{}", "<video src='images/maps.mp4' aria-label=\"Maps That Forget\" width=\"100%\" style=\"max-width:400px\" autoplay loop muted playsinline></video>"),
    ("owls", '{ quotes = "double" }', '<div class="paper-box"><div class="paper-box-image"><div><div class="badge">ICML 2026 (Spotlight)</div><img src="images/owls.png"'),
    ("owls", '{ inner = false }', "<div class='paper-box-image'><div class=\"badge\">ICML 2026 (Spotlight)</div><img"),
    ("owls", '{ badge_class = "badge glow", box_class = "paper-box floating" }', "<div class='paper-box floating'><div class='paper-box-image'><div><div class=\"badge glow\">"),
    ("owls", '{ overlay = "{citations}" }', "<div class=\"cit-badge\"><strong><span class='show_paper_citations' data='OIZR2YYAAAAJ:u5HHmVD_uO8C'></span></strong></div>"),
    ("owls", '{ overlay = "{rank}", overlay_class = "rank" }', '<div class="rank">CCF-A</div>'),
]  # fmt: skip


@pytest.mark.parametrize(("key", "image", "expected"), IMAGES)
def test_previews(key: str, image: str, expected: str) -> None:
    assert expected in shown(f"options = {{ image = {image} }}", key)


def test_no_preview_is_no_empty_image() -> None:
    text = shown("", "moss")
    assert text.startswith("<div class='paper-box'>\n<div class='paper-box-text'") and "<img src=''" not in text


DRAWINGS = {
    "image": f"- ![ICML]({SHIELD}ICML-green) [![Code]({SHIELD}Code-fff?logo=github&logoColor=000)]({G})",
    "code": f"- `ICML` [`Code`]({G})",
    "text": f"- ICML [Code]({G})",
    "span": '- <span class="shield shield-venue" style="background: #97ca00; color: #fff; padding: 0.1em 0.5em; border-radius: 0.25em;'
    ' font-size: 0.8em">ICML</span> [<span class="shield shield-code" style="background: #fff; color: #333; padding: 0.1em 0.5em;'
    f' border-radius: 0.25em; font-size: 0.8em">Code</span>]({G})',
}


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_one_setting_draws_all_shields(drawing: str) -> None:
    options = 'badges = "{venue}", rows = ["{badges} {link.code}"]'
    text = shown(f'theme = "badge-list"\noptions = {{ {options}, shields = "{drawing}" }}', "owls")
    assert text == DRAWINGS[drawing]
    config = parse_config(f'shields = "{drawing}"\n{OWNER}theme = "badge-list"\noptions = {{ {options} }}\nlimit = 1')
    assert Bibliography.loads(MORE, config=config).render_list(config.lists["x"], "markdown") == text


@pytest.mark.parametrize(
    ("shields", "expected"),
    [
        ("image", "![ICML 2026](https://img.shields.io/badge/ICML-2026-green) ![Spotlight]("
                  "https://img.shields.io/badge/Spotlight-orange) ![CCF-A](https://img.shields.io/badge/CCF--A-darkblue)"),
        ("code", "`ICML 2026` `Spotlight` `CCF-A`"),
        ("text", "ICML 2026 Spotlight CCF-A"),
    ],
)  # fmt: skip
def test_a_bar_makes_a_label_and_a_text(shields: str, expected: str) -> None:
    """As most badges of shields.io have; with one side empty the other stands alone."""
    options = 'badges = ["{venue}|{year}", "{presentation} | {status}", "{status}|{rank}"], rows = ["badges"]'
    text = shown(f'theme = "badge-list"\noptions = {{ {options}, shields = "{shields}" }}', "owls")
    assert text == f"- {expected}"


def test_a_link_has_a_label_and_a_text_as_a_shield() -> None:
    settings = '[links.paper]\nlabel = "PDF"\nshield = { label = "Paper", color = "red" }\n'
    list_of = '[list.x]\ntheme = "badge-list"\noptions = { rows = ["links"], links = { style = "shield" }'
    entry = "@misc{a, title = {x}, pdf = {https://x.org/a.pdf}}"
    texts = []
    for shields in ("image", "svg"):
        config = parse_config(f'{settings}{list_of}, shields = "{shields}" }}')
        texts.append(Bibliography.loads(entry, config=config).render_list(config.lists["x"], "markdown"))
    assert texts[0] == "- [![Paper PDF](https://img.shields.io/badge/Paper-PDF-red)](https://x.org/a.pdf)"
    drawing = ElementTree.fromstring(texts[1][texts[1].index("<svg") : texts[1].index("</svg>") + 6])
    label, text = drawing.findall("{http://www.w3.org/2000/svg}text")
    assert (drawing.attrib["aria-label"], label.text, text.text) == ("Paper PDF", "Paper", "PDF")
    assert float(text.attrib["x"]) > float(label.attrib["x"]) + float(label.attrib["textLength"])
    assert float(drawing.attrib["width"]) >= float(text.attrib["x"]) + float(text.attrib["textLength"]) + 5


def test_svg_fits_its_text_and_says_it() -> None:
    text = shown('theme = "badge-list"\noptions = { badges = "{venue}", rows = ["badges"], shields = "svg" }', "owls")
    assert text == (
        '- <span><svg xmlns="http://www.w3.org/2000/svg" width="39" height="20" role="img" aria-label="ICML" style="vertical-align: middle">'
        '<rect width="39" height="20" rx="3" fill="#97ca00"/><text x="6" y="14" textLength="26.54" fill="#fff" font-size="11"'
        ' font-family="Verdana, DejaVu Sans, sans-serif">ICML</text></svg></span>'
    )


@pytest.mark.parametrize(("name", "pictures"), [("code", 1), ("paper", 1), ("demo", 0)])
def test_svg_has_the_logo_of_its_link(name: str, pictures: int) -> None:
    """Where there is a picture for it; the text stands right of it, on a ground with an edge."""
    settings = '[list.x]\ntheme = "badge-list"\n'
    options = f'options = {{ rows = ["{{link.{name}}}"], links = {{ style = "shield" }}, shields = "svg" }}'
    entry = "@misc{a, title = {x}, code = {me/owls}, pdf = {https://x.org/a.pdf}, demo = {https://x.org/d}}"
    config = parse_config(settings + options)
    text = Bibliography.loads(entry, config=config).render_list(config.lists["x"], "html")
    drawing = ElementTree.fromstring(text[text.index("<svg") : text.index("</svg>") + 6])
    xmlns = "{http://www.w3.org/2000/svg}"
    (words,), (ground,) = drawing.findall(f"{xmlns}text"), drawing.findall(f"{xmlns}rect")
    assert len(drawing.findall(f"{xmlns}path")) == pictures
    assert float(words.attrib["x"]) == (23 if pictures else 6) and ground.attrib["stroke"] == "#ccc"
    end = float(words.attrib["x"]) + float(words.attrib["textLength"]) + 6
    assert abs(float(drawing.attrib["width"]) - end) <= 0.5


def test_shields_of_odd_texts() -> None:
    config = parse_config(
        '[list.x]\ntheme = "badge-list"\noptions = { badges = ["{venue}", "{award}"], rows = ["badges"] }'
    )
    entry = "@inproceedings{a, title = {x}, booktitle = {x}, abbr = {A_b-C 卫 50\\%}, award = {}}"
    text = Bibliography.loads(entry, config=config).render_list(config.lists["x"], "markdown")
    assert text == f"- ![A_b-C 卫 50%]({SHIELD}A__b--C_%E5%8D%AB_50%25-darkblue)"


def test_literal_badges_stand_for_venue_and_year() -> None:
    config = parse_config(
        '[list.x]\ntheme = "badge-list"\noptions = { badges = ["{venue}", "{year}", "{rank}"], rows = ["badges"] }'
    )
    entry = "@inproceedings{a, title = {x}, booktitle = {ICML}, year = 2024, badge = {My Conf 24}, rank = {A*}}"
    text = Bibliography.loads(entry, config=config).render_list(config.lists["x"], "markdown")
    assert text == f"- ![My Conf 24]({SHIELD}My_Conf_24-darkblue) ![A\\*]({SHIELD}A%2A-darkblue)"


def test_citations_only_for_well_formed_ids_and_once_each() -> None:
    def spans(identifier: str, settings: str = "") -> int:
        config = parse_config(
            f'{settings}\n[list.x]\ntheme = "badge-list"\noptions = {{ rows = ["{{title}} {{citations}}"] }}'
        )
        text = "".join(f"@misc{{k{i}, title = {{x}}, google_scholar_id = {{{identifier}}}}}\n" for i in range(2))
        return Bibliography.loads(text, config=config).render_list(config.lists["x"], "markdown").count("show_paper")

    me = '[me]\nname = "A B"\nscholar = "OIZR2YYAAAAJ"'
    assert spans("u5HHmVD_uO8C", me) == 1 and spans("OIZR2YYAAAAJ:u5HHmVD_uO8C") == 1
    assert spans("u5HHmVD_uO8C") == 0 and spans("short", me) == 0 and spans("u5HHmVD_uO8C'x", me) == 0


def test_the_id_on_google_scholar_comes_from_jekylls_settings(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@misc{a, title = {x}, google_scholar_id = {u5HHmVD_uO8C}}", encoding="utf-8")
    (tmp_path / "pubs.toml").write_text('bib = "a.bib"\n[list.x]\noptions = { rows = ["citations"] }', encoding="utf-8")
    for text in (
        'author:\n  googlescholar: "https://scholar.google.com/citations?hl=en&user=OIZR2YYAAAAJ"',
        "scholar_userid: OIZR2YYAAAAJ",
    ):
        (tmp_path / "_config.yml").write_text(text, encoding="utf-8")
        assert "data='OIZR2YYAAAAJ:u5HHmVD_uO8C'" in Site.load(tmp_path / "pubs.toml").render_list("x")


def test_folds() -> None:
    assert box_of(shown('options = { rows = ["title", "bibtex", "abstract"] }', "owls")) == [
        "Owls in the Dark",
        "<details><summary>BibTeX</summary><pre><code>@inproceedings&#123;owls,&#10;"
        "  author = &#123;Wei, Wenjie and Roe, Max and Zhang, Malu&#125;,&#10;  title = &#123;Owls in the Dark&#125;,&#10;"
        "  booktitle = &#123;International Conference on Machine Learning&#125;,&#10;  year = &#123;2026&#125;,&#10;"
        "  month = may,&#10;&#125;</code></pre></details>",
        "<details><summary>Abstract</summary><p>Light is <em>x</em><sub>1</sub> at night.</p></details>",
    ]


CITATIONS = [
    ("{}", "Max Roe, **Wenjie Wei**<sup>&#9993;</sup>. Maps That Forget. *Neural Networks*, 181(2):107–119, 2026."),
    ('{ rows = ["{authors} ({date.year}). {title}. *{container}*, {volume}({number}), {pages}. {doi.url}"], authors = { family_first = true, initials = true, and = "&" } }',
     "Roe, M. & **Wei, W.**<sup>&#9993;</sup> (2026). Maps That Forget. *Neural Networks*, 181(2), 107–119. [https://doi.org/10.1000/maps](https://doi.org/10.1000/maps)"),
    ('{ rows = [\'{authors}, "{title}," *{container}*, vol. {volume}, no. {number}, pp. {pages}, {date.year}, doi: {doi}.\'], authors = { initials = true, and = "and" } }',
     "M. Roe and **W. Wei**<sup>&#9993;</sup>, &quot;Maps That Forget,&quot; *Neural Networks*, vol. 181, no. 2, pp. 107–119, 2026, doi: 10.1000/maps."),
    ('{ rows = ["[IF {impact}] {authors}, {title}, {container}, {date.year}."], title = "linked" }',
     "\\[IF 6.3\\] Max Roe, **Wenjie Wei**<sup>&#9993;</sup>, [Maps That Forget](https://example.org/maps.pdf), Neural Networks, 2026."),
    ('{ rows = ["{authors}, [\\"{title},\\"](paper) ({venue} {date.year})"] }',
     "Max Roe, **Wenjie Wei**<sup>&#9993;</sup>, [&quot;Maps That Forget,&quot;](https://example.org/maps.pdf) (Neural Networks 2026)"),
    ('{ rows = ["[{title}.](paper) {authors}. [**{venue}**](paper)"] }',
     "[Maps That Forget.](https://example.org/maps.pdf) Max Roe, **Wenjie Wei**<sup>&#9993;</sup>. [**Neural Networks**](https://example.org/maps.pdf)"),
]  # fmt: skip


@pytest.mark.parametrize(("options", "expected"), CITATIONS)
def test_citations(options: str, expected: str) -> None:
    more = "" if options != "{}" else "links = { slots = ['none'] }"
    options = options if options != "{}" else f"{{ {more} }}"
    assert shown(f'theme = "citation-list"\noptions = {options}', "maps") == f"- {expected}"


LEADS = [
    ('badges = "{venue} {year}"', "`ICML 2026` [Owls in the Dark]"),
    ('badges = { parts = ["{venue} {year}", "{keywords}"] }', "`ICML 2026` `Energy` [Owls in the Dark]"),
    ('badges = { style = "bold" }', "**ICML 2026 Spotlight** [Owls in the Dark]"),
    ('badges = { style = ["bold", "bracketed"] }', "\\[**ICML 2026 Spotlight**\\] [Owls in the Dark]"),
    (
        'badges = { style = ["bracketed", "color:blue"] }',
        '<span style="color: blue">\\[ICML 2026 Spotlight\\]</span> [Owls in the Dark]',
    ),
    (
        'badges = { style = "class:conf-badge" }',
        '<span class="conf-badge">ICML 2026 Spotlight</span> [Owls in the Dark]',
    ),
    ('badges = { style = "shield" }', f"![ICML 2026 Spotlight]({SHIELD}ICML_2026_Spotlight-green) [Owls in the Dark]"),
    ('badges = { style = "italic" }', "*ICML 2026 Spotlight* [Owls in the Dark]"),
    ('badges = { style = "underline" }', "<u>ICML 2026 Spotlight</u> [Owls in the Dark]"),
]


@pytest.mark.parametrize(("badges", "expected"), LEADS)
def test_leads(badges: str, expected: str) -> None:
    text = shown(f'theme = "venue-list"\noptions = {{ {badges}, rows = ["{{badges}} {{title}}"] }}', "owls")
    assert text == f"- {expected}({U})"


def test_items_with_paragraphs_numbers_and_folds() -> None:
    text = shown(
        'theme = "venue-list"\nnumbering = "down"\noptions = { rows = ["title", "", "venue", "abstract"], title = "plain" }',
        "owls",
    )
    assert text.splitlines() == [
        "1. Owls in the Dark",
        "",
        "    *International Conference on Machine Learning, 2026*",
        "",
        "    <details><summary>Abstract</summary><p>Light is <em>x</em><sub>1</sub> at night.</p></details>",
    ]


AUTHORS = [
    ("and = true", "", "**Wenjie Wei**†, Max Roe†, and Malu Zhang<sup>&#9993;</sup>"),
    ("and = true, oxford = false", "", "**Wenjie Wei**†, Max Roe† and Malu Zhang<sup>&#9993;</sup>"),
    ('and = "&", stop = true', "", "**Wenjie Wei**†, Max Roe†, & Malu Zhang<sup>&#9993;</sup>."),
    ("italic = true", "", "<em>**Wenjie Wei**†, Max Roe†, Malu Zhang<sup>&#9993;</sup></em>"),
    ('max = 1, others = "等"', "", "**Wenjie Wei**†, 等"),
    ("", '[highlight]\nme = ["underline", "bold"]', "**<u>Wenjie Wei</u>**†, Max Roe†, Malu Zhang<sup>&#9993;</sup>"),
    ("", '[highlight]\nequal = "bold"', "**Wenjie Wei**†, **Max Roe**†, Malu Zhang<sup>&#9993;</sup>"),
    ("", '[marks.student]\nsymbol = "x"', "**Wenjie Wei**†, Max Roe†, Malu Zhang<sup>&#9993;</sup>"),
]


@pytest.mark.parametrize(("options", "settings", "expected"), AUTHORS)
def test_author_lines(options: str, settings: str, expected: str) -> None:
    comma = ", " if options else ""
    text = shown(
        f'options = {{ rows = ["authors"], authors = {{ notes = "none"{comma}{options} }} }}\n{settings}', "owls"
    )
    assert box_of(text) == [expected]


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ('" (Corresponding Author)"', "Malu Zhang (Corresponding Author)"),
        ('"^(corr.)"', "Malu Zhang&#94;(corr.)"),
        ('{ symbol = "*", superscript = true, inside = true }', "Malu Zhang<sup>\\*</sup>"),
    ],
)
def test_marks_may_be_words(symbol: str, expected: str) -> None:
    text = OWNER.replace('corresponding = { symbol = "✉", superscript = true }', f"corresponding = {symbol}")
    config = parse_config(text)
    assert expected in Bibliography.loads(MORE, config=config).render_list(config.lists["x"], "markdown")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('options = { rows = ["titel"] }', "unknown row 'titel' (did you mean 'title'?)"),
        ('options = { rows = ["{titel}"] }', "unknown name '{titel}' in the pattern '{titel}' (did you mean 'title'?)"),
        ('options = { badges = { style = "bald" } }', "'style' of badges cannot be 'bald' (did you mean 'bold'?)"),
        ('options = { shields = "png" }', "option 'shields' of theme 'paper-box' cannot be 'png'"),
        ('[highlight]\nme = "bald"', "'me' in [highlight] cannot be 'bald' (did you mean 'bold'?)"),
    ],
)
def test_mistakes_are_one_sentence(settings: str, message: str) -> None:
    from pubmanager.errors import PubsError

    with pytest.raises(PubsError) as error:
        shown(settings, "owls")
    assert message in str(error.value)
