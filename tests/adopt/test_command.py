"""``pubs adopt``: a page written by hand becomes a .bib, settings and regions, and renders as it was."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from pubmanager import Bibliography
from pubmanager.adopt.adoption import adopt
from pubmanager.source import Source

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

BOX = """\
<div class='paper-box'><div class='paper-box-image'><div><div class="badge">ICCV 2023 (Poster)</div><img src='images/owls.png' alt="sym" width="100%"></div></div>
<div class='paper-box-text' markdown="1">

  How Owls Find Their Way at Night: Maps Without Light

**Ada Byron**, Kurt Weaver<sup>&#9993;</sup>, Mia Okafor

- We follow forty owls for a year and show that they remember places by sound.

- [![](https://img.shields.io/badge/Paper-fff?logo=readthedocs&logoColor=000)](https://example.org/owls.pdf) \\| [![](https://img.shields.io/badge/Code-fff?logo=github&logoColor=000)](https://github.com/ada/owls)
</div>
</div>
"""
ITEMS = """\
- ![](https://img.shields.io/badge/AAAI--2025--Oral-darkblue) Rivers That Nobody Measured. [![](https://img.shields.io/badge/Paper-fff?logo=readthedocs&logoColor=000)](https://example.org/rivers)
<br> Kurt Weaver†, Lena Fischer†, **Ada Byron**
<br style="line-height: 1.1;">

- ![](https://img.shields.io/badge/IEEE--CIM-darkblue) What Is Next for Maps? Atlases of the Future. [![](https://img.shields.io/badge/Paper-fff?logo=readthedocs&logoColor=000)](https://example.org/maps)
<br> Mia Okafor, **Ada Byron**, Lena Fischer

- ![](https://img.shields.io/badge/arXiv-yellow) A Baseline for Herons. [![](https://img.shields.io/badge/Paper-fff?logo=readthedocs&logoColor=000)](https://arxiv.org/pdf/2503.08703)
<br> Lena Fischer, **Ada Byron**, et al.
"""
BEFORE = """\
---
permalink: /
---

Hello, this is Ada Byron. I study maps.

# News
- *2025.02*: Two papers are accepted by AAAI-2025.

# 📝 Publications

"""
AFTER = """
# Honors
- 2024.06: Outstanding Student, University of Maps. [a prize]
"""
PAGE = f"{BEFORE}{BOX}\n## Others\n\n{ITEMS}{AFTER}"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "about.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_a_page_of_boxes_and_shields_comes_back(site: Path, pubs: Run) -> None:
    result = pubs("adopt", "about.md", "--yes", cwd=site)
    assert result.code == 0, result.err
    assert result.err.splitlines()[-1].startswith("pages: up to date; lint: ")
    page = (site / "about.md").read_text(encoding="utf-8")
    assert page.startswith(BEFORE) and page.endswith(AFTER)
    assert pubs("render", "--check", cwd=site).code == 0
    old, new = (page.replace("\n\n", "\n") for page in (BOX, page))
    for line in (
        "**Ada Byron**, Kurt Weaver<sup>&#9993;</sup>, Mia Okafor",
        "<br> Kurt Weaver†, Lena Fischer†, **Ada Byron**",
    ):
        assert line in PAGE and line in page
    assert '<div class="badge">ICCV 2023 (Poster)</div>' in new and old
    assert "badge/AAAI--2025--Oral-darkblue) Rivers That Nobody Measured. [" in page
    assert "What Is Next for Maps? Atlases of the Future. [" in page
    assert "<br> Lena Fischer, **Ada Byron**, et al." in page


def test_the_bib_says_what_the_page_said(site: Path, pubs: Run) -> None:
    assert pubs("adopt", "about.md", "--yes", cwd=site).code == 0
    owls, rivers, maps, herons = Bibliography.load(site / "publications.bib", me="Ada Byron")
    assert owls.key == "byron2023owls"
    assert owls.title.text == "How Owls Find Their Way at Night: Maps Without Light"
    assert (owls.venue.short, owls.year, owls.presentation, owls.is_selected) == ("ICCV", 2023, "poster", True)
    assert [author.roles for author in owls.authors] == [(), ("corresponding",), ()]
    assert {link.kind: link.url for link in owls.links} == {
        "pdf": "https://example.org/owls.pdf",
        "code": "https://github.com/ada/owls",
    }
    assert (rivers.presentation, rivers.authors[0].roles) == ("oral", ("equal",))
    assert maps.title.text == "What Is Next for Maps? Atlases of the Future"
    assert (herons.identifiers["arxiv"], herons.year, herons.has_others) == ("2503.08703", 2025, True)


def test_settings_are_those_a_person_would_write(site: Path, pubs: Run) -> None:
    assert pubs("adopt", "about.md", "--yes", cwd=site).code == 0
    text = (site / "pubs.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(text)
    assert len(text.splitlines()) <= 80
    assert settings["me"] == {"name": "Ada Byron"}
    assert settings["marks"] == {"corresponding": {"symbol": "✉", "superscript": True}, "equal": "†"}
    assert [(name, each["theme"]) for name, each in settings["list"].items()] == [
        ("selected", "paper-box"),
        ("others", "badge-list"),
    ]


def test_showing_writes_nothing(site: Path, pubs: Run) -> None:
    result = pubs("adopt", "about.md", "--diff", cwd=site)
    assert result.code == 1 and "+++ b/publications.bib" in result.out and "+++ b/about.md" in result.out
    assert [path.name for path in site.iterdir()] == ["about.md"]
    assert (site / "about.md").read_text(encoding="utf-8") == PAGE


def test_a_second_time_changes_nothing(site: Path, pubs: Run) -> None:
    assert pubs("adopt", "about.md", "--yes", cwd=site).code == 0
    before = {path: path.read_bytes() for path in site.iterdir()}
    result = pubs("adopt", "about.md", "--yes", cwd=site)
    assert (result.code, result.err) == (0, "about.md: has regions already; left as it is\nnothing to adopt\n")
    assert {path: path.read_bytes() for path in site.iterdir()} == before


@pytest.mark.parametrize("is_versioned", [False, True])
def test_an_old_page_is_kept_without_version_control(site: Path, pubs: Run, is_versioned: bool) -> None:
    if is_versioned:
        (site / ".git").mkdir()
    assert pubs("adopt", "about.md", "--yes", cwd=site).code == 0
    copy = site / ".about.md.before-adopt"
    assert copy.exists() is not is_versioned
    assert is_versioned or copy.read_text(encoding="utf-8") == PAGE


def test_an_old_bib_keeps_its_keys_and_gains_fields(site: Path, pubs: Run) -> None:
    old = "@string{x = {y}}\n\n@inproceedings{night,\n  title = {How owls find their way at night: Maps without light},\n  author = {Byron, Ada and Weaver, Kurt and Okafor, Mia},\n  year = 2023,\n}\n\n@misc{other, title = {Gulls}, author = {Byron, Ada}}\n"
    (site / "publications.bib").write_text(old, encoding="utf-8")
    result = pubs("adopt", "about.md", "--yes", cwd=site)
    assert result.code == 0, result.err
    text = (site / "publications.bib").read_text(encoding="utf-8")
    assert text.startswith(old[: old.index("year")])
    found = Bibliography.loads(text)
    assert [each.key for each in found][:2] == ["night", "other"] and len(found) == 5
    assert found["night"].image and found["night"].presentation == "poster"
    page = (site / "about.md").read_text(encoding="utf-8")
    assert "Gulls" not in page and page.count("Maps Without Light") + page.count("Maps without light") == 2


def test_only_the_bib(site: Path, pubs: Run) -> None:
    assert pubs("adopt", "about.md", "--bib-only", "--bib", "mine.bib", "--yes", cwd=site).code == 0
    assert sorted(path.name for path in site.iterdir()) == ["about.md", "mine.bib"]
    assert (site / "about.md").read_text(encoding="utf-8") == PAGE


def test_an_included_file_becomes_the_page_with_regions(site: Path, pubs: Run) -> None:
    (site / "includes").mkdir()
    (site / "includes" / "pub.md").write_text(f"# Publications\n\n{ITEMS}", encoding="utf-8")
    about = "---\n---\n\n{% include_relative includes/pub.md %}\n"
    (site / "about.md").write_text(about, encoding="utf-8")
    assert pubs("adopt", "about.md", "--yes", cwd=site).code == 0
    assert (site / "about.md").read_text(encoding="utf-8") == about
    assert "pubs:begin publications" in (site / "includes" / "pub.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nothing.md",), "there is no such file"),
        (("../about.md",), "not below this folder"),
        (("empty.md",), "no publications were found (papers of one author are found by the name: --me"),
        (("about.md",), "not a terminal"),
    ],
)
def test_mistakes_are_one_sentence(site: Path, pubs: Run, arguments: tuple[str, ...], words: str) -> None:
    (site / "empty.md").write_text("# Publications\n\nSoon.\n", encoding="utf-8")
    result = pubs("adopt", *arguments, cwd=site)
    assert result.code == 2 and words in result.err.splitlines()[-1]


def test_line_ends_stay(site: Path) -> None:
    """Everything outside the publications is byte-identical."""
    page = Source("about.md", PAGE.replace("\n", "\r\n"))
    new = adopt([page]).filled["about.md"]
    assert new.startswith(BEFORE.replace("\n", "\r\n")) and new.endswith(AFTER.replace("\n", "\r\n"))
    assert "\n" not in new.replace("\r\n", "")


def test_init_offers_it(site: Path, pubs: Run) -> None:
    """Where there is no .bib, and where one is there but not for the entries written by hand."""
    assert "make one from a hand-written page with 'pubs adopt about.md'" in pubs("init", cwd=site).err
    (site / "my.bib").write_text("@misc{a, title = {Gulls}, author = {Byron, Ada}}", encoding="utf-8")
    assert "run 'pubs adopt about.md' to convert them" in pubs("init", "--me", "Ada Byron", "--diff", cwd=site).err


def test_render_says_once_what_also_stands_by_hand(site: Path, pubs: Run) -> None:
    """CASES: an old entry whose paper stands in a region, and one that is in no .bib."""
    (site / "my.bib").write_text(
        "@misc{a, title = {Rivers That Nobody Measured}, author = {Byron, Ada}, year = 2025}", encoding="utf-8"
    )
    assert pubs("init", "--me", "Ada Byron", "--yes", cwd=site).code == 0
    first = pubs("render", cwd=site).err
    assert '"Rivers That Nobody Measured" is in region publications; remove this old entry' in first.replace("'", '"')
    assert "is not in the .bib" in first and "Herons" in first
    (site / "my.bib").write_text(
        "@misc{a, title = {Rivers That Nobody Measured}, author = {Byron, A.}}", encoding="utf-8"
    )
    assert "remove this old entry" not in pubs("render", cwd=site).err


@pytest.mark.parametrize(
    ("title", "line", "is_found"),
    [
        ("Rivers", "- **Rivers**. Ada Byron. Nature, 2025.", True),
        ("Night Owls", "- Byron, A. (2025). Night Owls. Nature.", True),
        ("Night Owls", "- [Night Owls](https://e.org), Ada Byron", True),
        ("Night Owls", "- Ada Byron. Night Owls at Sea. 2025.", False),
        ("Night Owls", "- Max Roe. Night Owls. 2025.", False),
        ("Nature", "- Ada Byron. On Cold Rivers. Nature, 2025.", True),  # cannot be told from a title
        ("深度学习综述", "- Byron A. 深度学习综述. 2025.", True),
    ],
)
def test_short_titles_are_seen_where_they_stand_alone(
    tmp_path: Path, pubs: Run, title: str, line: str, is_found: bool
) -> None:
    (tmp_path / "my.bib").write_text(f"@misc{{a, title = {{{title}}}, author = {{Byron, Ada}}, year = 2025}}", "utf-8")
    (tmp_path / "about.md").write_text(f"# Publications\n\n{line}\n", "utf-8")
    assert pubs("init", "--me", "Ada Byron", "--yes", cwd=tmp_path).code == 0
    assert ("remove this old entry" in pubs("render", cwd=tmp_path).err) == is_found


def test_a_second_page_joins_the_first(site: Path, pubs: Run) -> None:
    """Settings that are there stay as they are, and gain the page and its list."""
    assert pubs("adopt", "about.md", "--yes", cwd=site).code == 0
    before = (site / "pubs.toml").read_text(encoding="utf-8")
    more = "# Publications\n\n- `ICML 2021` [Gulls Over Land](https://example.org/gulls), **Ada Byron**, Mia Okafor\n"
    (site / "old.md").write_text(more, encoding="utf-8")
    result = pubs("adopt", "old.md", "--yes", cwd=site)
    assert result.code == 0, result.err
    text = (site / "pubs.toml").read_text(encoding="utf-8")
    old, new = tomllib.loads(before), tomllib.loads(text)
    assert new["pages"] == ["old.md", "about.md"] and list(new["list"]) == [*old["list"], "publications"]
    assert new["list"]["others"]["where"] == "(not selected) and 'publications' not in keywords"
    assert new["marks"] == old["marks"] and new["me"] == old["me"]
    assert "[Gulls Over Land](https://example.org/gulls), **Ada Byron**, Mia Okafor" in (site / "old.md").read_text()
    assert len(Bibliography.load(site / "publications.bib")) == 5
    assert pubs("render", "--check", cwd=site).code == 0


def test_what_differs_from_the_bib_is_told(site: Path, pubs: Run) -> None:
    (site / "publications.bib").write_text(
        "@inproceedings{night,\n  title = {How owls find their way at night: Maps without light},\n"
        "  author = {Byron, Ada and Weaver, Kurt and Okafor, Mia},\n  year = {2022},\n}\n",
        encoding="utf-8",
    )
    result = pubs("adopt", "about.md", "--diff", cwd=site)
    assert "check: night: year is '2022' in the .bib, '2023' on the page" in result.err
    assert "-  year = {2022}" not in result.out


def test_words_without_a_field_are_kept_and_told(site: Path, pubs: Run) -> None:
    entry = "- `ICML 2021`, [Gulls Over Land](https://example.org/gulls), **Ada Byron**, Mia Okafor. Lisbon. Hall 3; Seat 9; Row B; Day One\n"
    (site / "about.md").write_text(f"# Publications\n\n{entry}", encoding="utf-8")
    result = pubs("adopt", "about.md", "--me", "Ada Byron", "--diff", cwd=site)
    assert "kept in 'note'" in result.err
    for word in ("Lisbon", "Hall 3", "Seat 9", "Row B", "Day One"):
        assert word in result.out.partition("+++ b/pubs.toml")[0]


@pytest.mark.parametrize("opening", ["<div class='paper-box'>x\n", "<table><tr><td>", "<li>", "<b>"])
def test_a_page_that_closes_nothing_is_read(tmp_path: Path, pubs: Run, opening: str) -> None:
    (tmp_path / "page.md").write_text("# Publications\n\n" + opening * 1500)
    result = pubs("adopt", "page.md", "--me", "Jane Doe", cwd=tmp_path)
    assert result.code == 2
    assert "no publications were found" in result.err
