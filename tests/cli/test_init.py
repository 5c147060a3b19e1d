"""``pubs init``: finds what is there, shows the change, writes only what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pubmanager.config.jekyll import excluded, excluding, owner_of

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

PAGE = "---\npermalink: /\n---\n\n# 📝 Publications\n\n- **Mine**, by hand.\n\n# Honors\n"
CONFIG = 'title: "A page"\nauthor:\n  name: "Wenjie Wei"   # me\nexclude:\n  - README.md\n'


@pytest.fixture
def jekyll(tmp_path: Path) -> Path:
    (tmp_path / "_pages").mkdir()
    (tmp_path / "_pages" / "about.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "_config.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "papers.bib").write_text("@misc{a, title = {Owls}, author = {Wei, Wenjie}}", encoding="utf-8")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "other.bib").write_text("@misc{b,}")
    return tmp_path


def test_a_jekyll_site(jekyll: Path, pubs: Run) -> None:
    result = pubs("init", "--yes", cwd=jekyll)
    assert result.code == 0
    assert "+# What each key does" in result.out and "+<!-- pubs:begin selected -->" in result.out
    assert "the entries written by hand below the new regions are yours to remove" in result.err
    settings = (jekyll / "pubs.toml").read_text(encoding="utf-8")
    assert 'bib = ["papers.bib"]' in settings and 'name = "Wenjie Wei"' in settings
    page = (jekyll / "_pages" / "about.md").read_text(encoding="utf-8")
    regions = page[page.index("<!-- pubs:begin") : page.rindex("-->") + 3]
    assert page.replace(f"\n\n{regions}\n", "") == PAGE and "Mine" not in regions
    assert excluded((jekyll / "_config.yml").read_text(encoding="utf-8")) == ("pubs.toml", "papers.bib", "README.md")
    assert pubs("render", cwd=jekyll).code == 0
    assert "**Wenjie Wei**" in (jekyll / "_pages" / "about.md").read_text(encoding="utf-8")


def test_showing_writes_nothing(jekyll: Path, pubs: Run) -> None:
    result = pubs("init", "--diff", cwd=jekyll)
    assert result.code == 1 and "+++ b/pubs.toml" in result.out
    assert not (jekyll / "pubs.toml").exists()


def test_nobody_to_ask(jekyll: Path, pubs: Run) -> None:
    result = pubs("init", cwd=jekyll)
    assert (result.code, result.err.splitlines()[-1]) == (
        2,
        "pubs: nothing was written: there is nobody to ask (add --yes)",
    )
    assert not (jekyll / "pubs.toml").exists()


@pytest.mark.parametrize(
    ("remove", "arguments", "sentence"),
    [
        ("papers.bib", [], "no .bib file found (name it with --bib FILE)"),
        ("_config.yml", [], 'the owner\'s name is not known (give it with --me "First Last")'),
        ("", ["--bib", "nope.bib"], "nope.bib: there is no such file"),
        ("", ["--page", "nope.md"], "nope.md: there is no such file"),
    ],
)
def test_what_is_missing(jekyll: Path, pubs: Run, remove: str, arguments: list[str], sentence: str) -> None:
    if remove:
        (jekyll / remove).unlink()
    result = pubs("init", "--yes", *arguments, cwd=jekyll)
    assert (result.code, result.err) == (2, f"pubs: {sentence}\n")


def test_a_page_without_a_heading_gets_one_at_its_end(tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "index.md").write_text("Hello", encoding="utf-8")
    (tmp_path / "a.bib").write_text("@misc{a,}")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    page = (tmp_path / "index.md").read_text(encoding="utf-8")
    assert page.startswith("Hello\n\n# Publications\n\n<!-- pubs:begin selected -->")


@pytest.mark.parametrize(
    ("include", "file"),
    [
        ("{% include_relative includes/pub.md %}", "_pages/includes/pub.md"),
        ("{% include publications.html %}", "_includes/publications.html"),
    ],
)
def test_the_file_that_a_page_includes_gets_the_regions(tmp_path: Path, pubs: Run, include: str, file: str) -> None:
    for path, text in (
        ("_pages/about.md", f"# Hello\n\n{include}\n"),
        (file, "<h2>📝 Selected Publications</h2>\n"),
        ("a.bib", "@misc{a,}"),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    assert "pubs:begin" not in (tmp_path / "_pages/about.md").read_text(encoding="utf-8")
    assert (
        (tmp_path / file)
        .read_text(encoding="utf-8")
        .startswith("<h2>📝 Selected Publications</h2>\n\n<!-- pubs:begin selected -->")
    )
    assert f'pages = ["{file}"]' in (tmp_path / "pubs.toml").read_text(encoding="utf-8")


def test_a_page_with_regions_stays(tmp_path: Path, pubs: Run) -> None:
    text = "<!-- pubs:begin selected -->\n<!-- pubs:end selected -->"
    (tmp_path / "index.md").write_text(text, encoding="utf-8")
    (tmp_path / "a.bib").write_text("@misc{a,}")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    assert (tmp_path / "index.md").read_text(encoding="utf-8") == text


def test_without_any_page(tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "a.bib").write_text("@misc{a, title = {Owls}}")
    assert pubs("init", "--yes", "--me", "Ada Byron", cwd=tmp_path).code == 0
    result = pubs("render", cwd=tmp_path)
    assert result.code == 0 and "no page has a region" in result.err


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("author:\n  name: Ada Byron # x\n", "Ada Byron"),
        (
            "scholar:\n  last_name: [Einstein, Einstein]\n  first_name: [Albert, A.]\nfirst_name: x\nlast_name: y\n",
            "Albert Einstein",
        ),
        ("first_name: You\nmiddle_name: R.\nlast_name: Name\n", "You Name"),
        ("author: Ada Byron\n", "Ada Byron"),
        ("name: 'Ada Byron'\ntitle: x\n", "Ada Byron"),
        ("title: x\n", ""),
        ("a: [unclosed\n", ""),
        ("- a list\n", ""),
    ],
)
def test_the_owners_name_in_a_jekyll_configuration(text: str, owner: str) -> None:
    assert owner_of(text) == owner


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("title: x\n", "title: x\n\nexclude:\n  - a.bib\n"),
        ("exclude:\n  - b\n", "exclude:\n  - a.bib\n  - b\n"),
        ("exclude:\n- b\n", "exclude:\n- a.bib\n- b\n"),
        ("exclude: [b, c]\n", "exclude: [a.bib, b, c]\n"),
        ("exclude: []\n", "exclude: [a.bib]\n"),
        ("exclude: *anchor\n", None),
    ],
)
def test_excluding_from_a_jekyll_site(text: str, result: str | None) -> None:
    assert excluding(text, ["a.bib"], "\n") == result
