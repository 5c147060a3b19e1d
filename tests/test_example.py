"""The example site is its owner's page: boxes, list, news and count come out of the ``.bib`` line by line."""

from __future__ import annotations

import html
import re
import runpy
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, SHARED, Run
from visible import tags

from pubmanager import Site

GOLDEN = Path(__file__).parent / "golden"
OWNERS_PAGE = SHARED / "homepage" / "about.md"


@pytest.fixture
def site() -> Site:
    return Site.load(ROOT / "bib" / "pubs.toml")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "bib", tmp_path / "site"))


def lines(text: str) -> list[str]:
    """The lines of a text without white space at their ends."""
    return [line.rstrip() for line in text.strip("\n").splitlines()]


@pytest.mark.parametrize("name", ["selected", "others", "news"])
def test_the_lists_are_the_owners_page(site: Site, name: str) -> None:
    assert lines(site.render_list(name)) == lines((GOLDEN / f"example-{name}.md").read_text(encoding="utf-8"))


def test_the_count_is_the_number_of_publications(site: Site) -> None:
    assert site.render_list("count") == "12" == str(len(site.bibliography))


def test_the_expected_text_is_the_owners_page() -> None:
    """The expected files differ from the page itself only where the example is meant to."""
    if not OWNERS_PAGE.is_file():
        pytest.skip("../shared/homepage is not there")
    page = OWNERS_PAGE.read_text(encoding="utf-8")
    box = _without_alt(page[page.index("<div class='paper-box'>") : page.index("## Others")])
    expected = _without_alt((GOLDEN / "example-selected.md").read_text(encoding="utf-8"))
    differing = [pair for pair in zip(lines(box), lines(expected), strict=True) if pair[0] != pair[1]]
    assert len(differing) == 1  # the summary, in other words
    assert differing[0][0].startswith("- This paper introduces")
    others = page[page.index("## Others") + len("## Others") : page.index("# 🏆")]
    others = _without_gaps(_without_alt(others.replace("Arxiv--yellow", "arXiv-yellow")))
    assert _without_gaps(_without_alt((GOLDEN / "example-others.md").read_text(encoding="utf-8"))) == others
    news = page[page.index("# 🔥 News") : page.index("# 📝")].splitlines()
    for line in lines((GOLDEN / "example-news.md").read_text(encoding="utf-8")):
        assert (
            line in news or line == "- *2025.01*: &nbsp;🎉🎉 One paper is accepted by ICLR-2025."
        )  # the page counts two


def _without_alt(text: str) -> str:
    for _, attributes in tags(text):
        text = text.replace(f'alt="{html.escape(dict(attributes).get("alt", ""))}"', 'alt=""')
    return re.sub(r"!\[[^\]]*\]", "![]", text)


def _without_gaps(text: str) -> list[str]:
    return [line for line in lines(text) if line and not line.startswith("<br style")]


def test_the_table_publication_by_publication(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Prints badge, title, authors and links as rendered, and counts them."""
    box = site.render_list("selected")
    rows = [
        (
            find(r'<div class="badge">(.*?)</div>', box),
            find(r"markdown=\"1\">\n\n\s*(.*)", box),
            find(r"\n(\*\*.*)", box),
            linked(box),
        )
    ]
    for item in re.split(r"\n(?=- )", site.render_list("others")):
        authors = find(r"<br> (.*)", item)
        rows.append((find(r"- !\[([^\]]*)\]", item), find(r"\) (.*?) \[!\[", item), authors, linked(item)))
    with capsys.disabled():
        print()
        for row in rows:
            print(" · ".join(row))
    assert len(rows) == 12
    assert all("**Wenjie Wei**" in row[2] for row in rows)
    assert sum("†" in row[2] for row in rows) == 5
    assert [row[0] for row in rows if "&#9993;" in row[2]] == ["ICCV 2023 (Poster)"]
    assert [row[0] for row in rows if row[2].endswith("et al.")] == ["arXiv"]
    assert [row[3].count("http") for row in rows] == [2] + [1] * 11


def find(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, pattern
    return match[1].strip()


def linked(text: str) -> str:
    return "; ".join(f"{label} {url}" for label, url in re.findall(r"\[!\[(\w+)\]\([^)]*\)\]\(([^)]*)\)", text))


def test_lint_finds_the_one_fault(copy: Path, pubs: Run) -> None:
    result = pubs("lint", "--output-format", "concise", cwd=copy)
    assert result.code == 1
    assert result.out == "publications.bib:52:20: warning X010 same paper link as 'liang2025accurate' [cao2025binary]\n"
    assert result.err == "Found 1 problem: 1 warning.\n"


def test_rendering_twice_changes_nothing(copy: Path, pubs: Run) -> None:
    assert pubs("render", cwd=copy).code == 0
    first = (copy / "about.md").read_bytes()
    assert pubs("render", cwd=copy).err.strip() == "1 file up to date"
    assert (copy / "about.md").read_bytes() == first
    assert pubs("render", "--check", cwd=copy).code == 0


def test_the_page_of_the_example_is_rendered(copy: Path, pubs: Run) -> None:
    """What is checked in under bib/ is what the .bib gives."""
    assert pubs("render", "--check", cwd=copy).out == ""


def test_an_edit_makes_its_regions_stale(copy: Path, pubs: Run) -> None:
    pubs("render", cwd=copy)
    bib = copy / "publications.bib"
    bib.write_text(bib.read_text(encoding="utf-8").replace("Binary Spiking Online", "Ternary Spiking Online"), "utf-8")
    check = pubs("render", "--check", cwd=copy)
    assert (check.code, check.out) == (1, "about.md: stale: others\n")
    difference = pubs("render", "--diff", cwd=copy)
    assert difference.code == 1
    assert "+- ![ICML-2025]" in difference.out and "Ternary Spiking Online" in difference.out


def test_text_changed_by_hand_is_not_overwritten(copy: Path, pubs: Run) -> None:
    pubs("render", cwd=copy)
    page = copy / "about.md"
    by_hand = page.read_text(encoding="utf-8").replace("BSO: Binary", "BSO, by hand: Binary")
    page.write_text(by_hand, encoding="utf-8")
    refused = pubs("render", cwd=copy)
    assert refused.code == 1
    assert "H020 list 'others' was changed by hand" in refused.err
    assert page.read_text(encoding="utf-8") == by_hand
    assert pubs("render", "--force", cwd=copy).code == 0
    assert "by hand: Binary" not in page.read_text(encoding="utf-8")


@pytest.mark.e2e("kramdown")
def test_the_pictures_show_what_their_words_say(site: Site) -> None:
    """The page by hand has each outlined slip once, the rendered one none, and both say the same otherwise."""
    pictures = runpy.run_path(str(ROOT / "tools" / "screenshots.py"))
    rendered = [pictures["after"](ROOT / name) for name in ("bib/pubs.toml", "docs/images/later.toml")]
    hand, made, later = map(pictures["kramdown"], (pictures["before"](), *rendered))
    assert [slip for slip in pictures["SLIPS"] if slip not in hand or slip in made] == []
    assert len(pictures["SLIPS"]) == 7 and "seven mistakes" in (ROOT / "README.md").read_text(encoding="utf-8")
    everyone = {author.name.full for each in site.bibliography for author in each.authors}
    counted = [{name: text.count(name) for name in everyone} for text in (hand, made, later)]
    assert len(everyone) > 30 and min(counted[0].values()) > 0
    assert counted[0] == counted[1] == counted[2]


def test_there_is_a_picture_of_each_theme() -> None:
    """Of what it makes of the example: every publication is on the page that the picture is taken of."""
    pictures = runpy.run_path(str(ROOT / "tools" / "screenshots.py"))
    images = ROOT / "docs" / "themes" / "images"
    assert {*pictures["HEIGHTS"], "cards", "cards-dark"} == {path.stem for path in images.glob("*.png")}
    assert {*pictures["HEIGHTS"], "cards"} == {path.stem for path in images.parent.glob("*.md")} - {"index"}
    for theme in set(pictures["HEIGHTS"]) - {"news", "counts"}:
        shown = pictures["themed"](theme)
        assert all(title in shown for title in ("Silent Owls", "Maps That Forget", "Weaving", "Tides", "Notes on")), (
            theme
        )


def test_the_picture_of_a_terminal_shows_what_is_printed() -> None:
    pictures = runpy.run_path(str(ROOT / "tools" / "screenshots.py"))
    kept = (ROOT / "docs" / "images" / "lint.svg").read_text(encoding="utf-8")
    kept, made = (
        [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]
        for svg in (kept, pictures["terminal"]("pubs lint --config bib/pubs.toml"))
    )
    assert kept == made and "Found\xa01\xa0problem:\xa01\xa0warning." in "".join(kept)


def test_lint_tells_what_the_readme_says_of_the_page_by_hand(copy: Path, pubs: Run) -> None:
    """A paper too many in the news, names in italics, a name not in bold, a badge without a colour; a shared link."""
    shutil.copy(ROOT / "tools" / "before.md", copy / "about.md")
    result = pubs("lint", "--select", "default,pages", "--output-format", "concise", cwd=copy)
    told = set(re.findall(r"^about\.md:\d+:\d+: \w+ (\w+)", result.out, re.MULTILINE))
    assert result.code == 1 and told >= {"W012", "W008", "W020", "W001", "W006"}
    assert "finds four of the seven mistakes" in (ROOT / "README.md").read_text(encoding="utf-8")
