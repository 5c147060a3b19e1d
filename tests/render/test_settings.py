"""Settings do what people expect: they are merged with what is there by default, and a name of nothing is an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from pubmanager import Bibliography, Site
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = """@inproceedings{k, title={Owls}, author={Byron, Ada and Roe, Max}, booktitle={ICML}, year=2024,
  pdf={a.pdf}, code={me/x}, video={https://v.org}, url_zhihu={https://z.org}, presentation={oral}}
"""
LINKED = """@article{k, title={Larks}, author={Byron, Ada}, journal={Nature}, year=2023, doi={10.1000/2},
  eprint={2301.00001}, archiveprefix={arXiv}, pdf={https://e.org/a.pdf}}
"""


def shown(settings: str, entry: str = ENTRY, **options: Any) -> str:
    head, tail = (settings, "") if settings.startswith("formulas") else ("", settings)
    config = parse_config(f'{head}\n[me]\nname = "Ada Byron"\n{tail}')
    return Bibliography.loads(entry, config=config).render("badge-list", **options)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('[people."Max Roe"]\ngroups = ["students"]\n[highlight]\nstudents = "underline"', "**Ada Byron**, <u>Max Roe</u>"),
        ('[people."Max Roe"]\n[highlight]\n"Max Roe" = "italic"', "**Ada Byron**, *Max Roe*"),
        ('[highlight]\nme = "underline"', "<u>Ada Byron</u>, Max Roe"),
        ("[highlight]\nme = []", "Ada Byron, Max Roe"),
        ("", "**Ada Byron**, Max Roe"),
    ],
)  # fmt: skip
def test_highlights_are_merged_with_the_owners(settings: str, expected: str) -> None:
    assert shown(settings, rows=["authors"]) == f"- {expected}"


@pytest.mark.parametrize(
    ("settings", "labels"),
    [
        ("", "Paper Code Video 知乎"),
        ('[links.code]\nlabel = "CODE"', "Paper CODE Video 知乎"),
        ('[links.video]\nlabel = "Film"', "Paper Code Film 知乎"),
        ('[links.zhihu]\nlabel = "Zhihu"', "Paper Code Video Zhihu"),
        ('[links.zhihu]\nlabel = "Zhihu"\n[links.code]\nlabel = "CODE"', "Paper CODE Video Zhihu"),
        ('[links.code]\n[links.paper]\nlabel = "Read"', "Code Read Video 知乎"),  # these two in their own order
        ('[links.film]\nfrom = "video"', "Paper Code Film 知乎"),
    ],
)
def test_a_slot_for_links_keeps_its_place(settings: str, labels: str) -> None:
    text = shown(settings, rows=["links"], links={"style": "plain", "separator": " "})
    assert " ".join(re.findall(r"\[(.*?)\]", text)) == labels


@pytest.mark.parametrize(
    ("settings", "links"),
    [
        ("", "Paper e.org/a.pdf, DOI doi.org/10.1000/2"),
        ('[links.pdf]\nlabel = "PDF"', "Paper arxiv.org/abs/2301.00001, DOI doi.org/10.1000/2, PDF e.org/a.pdf"),
        ("[links.arxiv]\n[links.pdf]", "Paper doi.org/10.1000/2, Arxiv arxiv.org/abs/2301.00001, Pdf e.org/a.pdf"),
        (
            '[links.preprint]\nfrom = ["arxiv", "hal"]',
            "Paper e.org/a.pdf, DOI doi.org/10.1000/2, Preprint arxiv.org/abs/2301.00001",
        ),
        (
            '[links.pdf]\n[links.paper]\nfrom = ["pdf", "doi"]',
            "Paper e.org/a.pdf, DOI doi.org/10.1000/2, Pdf e.org/a.pdf",
        ),  # as asked
    ],
)
def test_a_slot_of_the_site_takes_its_links_from_the_built_in_ones(settings: str, links: str) -> None:
    text = shown(settings, LINKED, rows=["links"], links={"style": "plain", "separator": " "})
    found = ", ".join(f"{label} {url}" for label, url in re.findall(r"\[(\w+)\]\(https://([^)]*)\)", text))
    assert found.startswith(links), found


@pytest.mark.parametrize(
    ("badge", "color"),
    [("{date.year}", "yellow"), ("{year}", "yellow"), ("{venue}", "green"), ("{container}", "green"),
     ("{venue.short}", "green"), ("{presentation}", "purple"), ("{venue} {date.year}", "green")],
)  # fmt: skip
def test_a_badge_has_the_colour_of_what_it_says(badge: str, color: str) -> None:
    settings = '[badges]\nvenue = "green"\nyear = "yellow"\npresentation = "purple"'
    text = shown(settings, rows=["badges"], badges=["{rank}", badge])
    assert re.findall(r"-(\w+)\)", text) == [color]


@pytest.mark.parametrize(
    ("fields", "row", "expected"),
    [
        ("badge={Work in Progress}", "{venue}", "Work in Progress"),
        ("badge={CVPR-2025}, booktitle={ICML}", "{venue} {date.year}", "CVPR 2025"),
        ("badge={}, booktitle={ICML}", "{venue}", "ICML"),
        ("booktitle={ICML}", "{venue}", "ICML"),
    ],
)
def test_a_literal_badge_stands_for_the_venue_in_rows(fields: str, row: str, expected: str) -> None:
    assert shown("", f"@inproceedings{{k, title={{x}}, year=2025, {fields}}}", rows=[row]) == f"- {expected}"


WRONG = {
    '[badges]\nyaer = "red"': "pubs.toml:8:1: 'yaer' is no kind of badge (did you mean 'year'?)",
    '[badges]\nspotligth = "red"': "pubs.toml:8:1: 'spotligth' is no kind of badge (did you mean 'spotlight'?)",
    '[badges]\nworkshp = "red"': "pubs.toml:8:1: 'workshp' is no kind of badge (did you mean 'workshop'?)",
    '[links.codee]\nlabel = "x"': "pubs.toml:7:8: no link is of the kind 'codee' (did you mean 'code'?)",
    '[links.Zhihu]\nlabel = "x"': "pubs.toml:7:8: no link is of the kind 'Zhihu' (did you mean 'zhihu'?)",
    '[links.website]\nlabel = "x"': "pubs.toml:7:8: no link is of the kind 'website' (did you mean 'project'?)",
    '[links.paper]\nfrom = ["pfd"]': "pubs.toml:8:9: no link is of the kind 'pfd' (did you mean 'pdf'?)",
    '[links.paper]\nfrom = ["pdf", "axriv"]': "pubs.toml:8:16: no link is of the kind 'axriv' (did you mean 'arxiv'?)",
    '[links.wombat]\nlabel = "x"': "pubs.toml:7:8: no link is of the kind 'wombat' (no entry has a field url_wombat)",
    '[assets]\nimages = "x/"': "pubs.toml:8:1: no link is of the kind 'images' (did you mean 'image'?)",
    '[assets]\nslide = "x/"': "pubs.toml:8:1: no link is of the kind 'slide' (did you mean 'slides'?)",
    '[highlight]\nstudnets = "bold"\n[people.X]\ngroups = ["students"]':
        "pubs.toml:8:1: 'studnets' is no person, group or role (did you mean 'students'?)",
    '[highlight]\n"Max Ro" = "bold"\n[people."Max Roe"]':
        "pubs.toml:8:1: 'Max Ro' is no person, group or role (did you mean 'Max Roe'?)",
    '[theme.bagde-list]\nloose = true': "pubs.toml:7:8: unknown theme 'bagde-list' (did you mean 'badge-list'?)",
    '[theme.cards]\ncolums = 2': "pubs.toml:8:1: theme 'cards' has no option 'colums' (did you mean 'columns'?)",
    '[theme.cards.image]\nplaec = "top"': "pubs.toml:8:1: option 'image' of theme 'cards' has no key 'plaec'",
    '[venues.acmmm]\nbadge = "ACMMM"': "pubs.toml:7:9: no venue has the id 'acmmm' (did you mean 'acm-mm'?)",
    '[venues.neurip]\nrank = "A"': "pubs.toml:7:9: no venue has the id 'neurip' (did you mean 'neurips'?)",
    '[venues.wombat-days]\nrank = "A"': "pubs.toml:7:9: no venue has the id 'wombat-days' (give it a name or aliases",
    '[theme.cards]\nlinks = { slots = ["pfd"] }': "pubs.toml:8:20: no link is of the kind 'pfd' (did you mean 'pdf'?)",
    '[list.y]\noptions = { links = { slots = ["codee", "rest"] } }':
        "pubs.toml:8:32: no link is of the kind 'codee' (did you mean 'code'?)",
    'show_year = "jornal"': "pubs.toml:7:1: 'show_year' cannot be 'jornal' (did you mean 'journal'?)",
    '[venues.nature]\nshow_year = ["bagde"]': "pubs.toml:8:1: 'show_year' cannot be 'bagde' (did you mean 'badge'?)",
}  # fmt: skip
RIGHT = [
    '[badges]\nyear = "red"\noral = "red"\njournal = "red"\nkeywords = "red"',
    '[links.zhihu]\nlabel = "Zhihu"\n[links.stars]\n[links.bibtex]\n[links.mine]\nfrom = ["zhihu", "blog"]',
    '[assets]\nimage = "a/"\npdf = "b/"\nposter = "c/"\nsupp = "d/"',
    '[highlight]\nequal = "italic"\nme = "bold"',
    '[list.y]\noptions = { links = { slots = ["website", "github", "zhihu", "identifiers", "stars", "rest"] } }',
    '[venues.acm-mm]\nbadge = "ACMMM"\n[venues.NeurIPS]\nrank = "A"\n[venues.mine]\nname = "Mine"',
]
SITE = 'bib = ["a.bib"]\npages = []\n[list.all]\ntheme = "badge-list"\n\n\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.bib").write_text(ENTRY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def load(folder: Path, settings: str) -> Site:
    """A site whose settings begin in line 7."""
    head = "\n" * 6 if settings.startswith("show_year") else SITE  # keys before tables
    tail = SITE if settings.startswith("show_year") else ""
    (folder / "pubs.toml").write_text(f"{head}{settings}\n{tail}", encoding="utf-8")
    return Site.load()


@pytest.mark.parametrize("settings", WRONG)
def test_a_name_of_nothing_is_an_error_with_place_and_suggestion(folder: Path, settings: str) -> None:
    with pytest.raises(PubsError) as caught:
        load(folder, settings)
    assert str(caught.value).startswith(WRONG[settings])


@pytest.mark.parametrize("settings", RIGHT)
def test_names_of_something(folder: Path, settings: str) -> None:
    load(folder, settings)


NEWS = """@inproceedings{a, title={a}, booktitle={ICML}, year=2025, news_date={2025-05-02}}
@inproceedings{b, title={b}, booktitle={ICLR}, year=2025, news_date={2025-05-20}}
@inproceedings{c, title={c}, booktitle={AAAI}, year=2025, news_date={2025-05}}
@inproceedings{d, title={d}, booktitle={AAAI}, year=2025, news_date={2025-05}}
"""
HAND = '[[news]]\ndate = "2025-05-10"\ntext = "Moved."\n[[news]]\ndate = "2025-06"\ntext = "Rested."\n'


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"text": "{venue}", "line": "{text}"}, ["Rested.", "ICLR", "Moved.", "AAAI", "ICML"]),
        ({"text": "{venue}", "line": "{month.number}/{day} {text}"}, ["6 Rested.", "5/20 ICLR", "5/10 Moved.", "5 AAAI", "5/02 ICML"]),
        ({"text": "{count} {paper} {was} accepted", "line": "{text}"},
         ["Rested.", "One paper was accepted", "Moved.", "Two papers were accepted", "One paper was accepted"]),
        ({"text": "{number} {paper} {has} gone, {is} here", "line": "{text}"},
         ["Rested.", "1 paper has gone, is here", "Moved.", "2 papers have gone, are here", "1 paper has gone, is here"]),
    ],
)  # fmt: skip
def test_news_by_day_in_other_words(options: dict[str, str], expected: list[str]) -> None:
    bibliography = Bibliography.loads(NEWS, config=parse_config(HAND))
    text = bibliography.render("news", **{"lead": "", "venue": "{venue}", **options})
    found = [line.removeprefix("- ") for line in text.splitlines()]
    places = [found.index(each) for each in dict.fromkeys(expected)]
    assert sorted(found) == sorted(expected) and places == sorted(places)


@pytest.mark.parametrize(
    ("box", "opening"),
    [
        ({"height": "9em"}, '<div style="max-height: 9em; overflow-y: auto;">\n<ul>\n<li>'),
        ({"style": "border: 0"}, '<div style="border: 0">\n<ul>\n<li>'),
        ({"height": "9em", "style": "color: red"}, '<div style="max-height: 9em; overflow-y: auto; color: red">\n<ul>'),
        ({"list": "padding: 0"}, '<ul style="padding: 0">\n<li>'),
        ({"list": "padding: 0", "item": "margin: 0"}, '<ul style="padding: 0">\n<li style="margin: 0">'),
    ],
)
def test_the_css_of_the_box_of_news(box: dict[str, str], opening: str) -> None:
    assert Bibliography.loads(NEWS).render("news", format="html", box=box).startswith(opening)


@pytest.mark.parametrize("theme", ["badge-list", "venue-list", "citation-list", "plain"])
@pytest.mark.parametrize("format", ["markdown", "html"])
def test_entries_may_be_paragraphs(theme: str, format: str) -> None:
    config = parse_config(f'[list.x]\ntheme = "{theme}"\nnumbering = "up"\noptions = {{ marker = "none" }}')
    two = Bibliography.loads("@misc{a, title={Owls}}\n@misc{b, title={Larks}}", config=config)
    text = two.render_list(config.lists["x"], format)
    if format == "markdown":
        assert len(text.split("\n\n")) == 2 and "- " not in text and text.startswith("\\[1\\] ")
    else:
        assert text.count("<p>") == 2 and "<li>" not in text and "<ol>" not in text


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('group = "year"\nnumbering = "down"', ["## 2024", "[4]", "## 2023", "[3]", "[2]", "## 2022", "[1]"]),
        ('group = "keywords"', ["## Ice", "- ", "- ", "## Other", "- ", "- "]),
        ('group = "keywords"\ngroups = { Ice = "❄", "" = "More" }', ["## ❄", "- ", "- ", "## More", "- ", "- "]),
    ],
)
def test_groups_number_on_and_have_a_heading_each(settings: str, expected: list[str]) -> None:
    years = enumerate((2024, 2023, 2023, 2022))
    entries = "".join(
        f"@misc{{k{i}, title={{x}}, year={y}, keywords={{{'Ice' if i < 2 else ''}}}}}\n" for i, y in years
    )
    config = parse_config(f'[list.x]\ntheme = "badge-list"\n{settings}\noptions = {{ badges = [], loose = false }}')
    text = Bibliography.loads(entries, config=config).render_list(config.lists["x"], "markdown").replace("\\", "")
    lines = [line for line in text.splitlines() if line]
    assert len(lines) == len(expected) and all(map(lambda line, part: part in line, lines, expected)), text


FORMULAS = {  # TeX, and what stands on a page that sets no formulas
    r"O(n \log n)": "<em>O</em>(<em>n</em> log <em>n</em>)",
    "O(n^2)": "<em>O</em>(<em>n</em><sup>2</sup>)",
    "e=mc^2": "<em>e</em>=<em>m</em><em>c</em><sup>2</sup>",
    "x_{ij}": "<em>x</em><sub>ij</sub>",
    r"\alpha\beta": "αβ",
    "p < 0.05": "<em>p</em>&lt;0.05",
    r"\frac{a}{b}": r"$\frac&#123;a&#125;&#123;b&#125;$",  # cannot be read so
}


@pytest.mark.parametrize("tex", FORMULAS)
def test_formulas_for_a_page_without_mathjax(tex: str) -> None:
    entry = f"@misc{{k, title={{In ${tex}$ steps}}}}"
    assert shown('formulas = "text"', entry, format="html", rows=["title"], loose=False) == (
        f"<ul>\n<li>In {FORMULAS[tex]} steps</li>\n</ul>"
    )
    assert tex.isascii() and ("$" in shown("", entry, format="html", rows=["title"])) == ("alpha" not in tex)
