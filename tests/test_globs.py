"""Globs name files by the rules of ``.gitignore``; git is asked where it is there."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError
from pubmanager.globs import find_files, glob_fault, is_named
from pubmanager.pages.syntax import PAGE_SUFFIXES
from pubmanager.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

TREE = (
    "a.bib", "b.bib", "B.BIB", "x.md", "#a.bib", "a b.bib", "[c].bib", "notes.txt",
    "bib/a.bib", "bib/old/a.bib", "bib/old/x.md", "bib/.hidden.bib", "bib/a.png",
    "content/one/cite.bib", "content/two/cite.bib", "content/two/more/cite.bib", "content/index.md",
    ".cache/a.bib", "papers.d/a.bib", "papers.d/a.pdf",
)  # fmt: skip


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in TREE:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    return tmp_path


NAMED = {
    "a.bib": {"a.bib"},
    "./a.bib": {"a.bib"},
    "bib//a.bib": {"bib/a.bib"},
    "*.bib": {"a.bib", "b.bib", "#a.bib", "a b.bib", "[c].bib"},
    "[ab].bib": {"a.bib", "b.bib"},
    "[!a].bib": {"b.bib"},
    "?.bib": {"a.bib", "b.bib"},
    "[c].bib": {"[c].bib"},
    r"\[c].b*": {"[c].bib"},
    "#*.bib": {"#a.bib"},
    "a *.bib": {"a b.bib"},
    "bib/*.bib": {"bib/a.bib", "bib/.hidden.bib"},
    "*/a.bib": {"bib/a.bib", ".cache/a.bib", "papers.d/a.bib"},
    "**/a.bib": {"a.bib", "bib/a.bib", "bib/old/a.bib", ".cache/a.bib", "papers.d/a.bib"},
    "bib/**/a.bib": {"bib/a.bib", "bib/old/a.bib"},
    "bib/**/**/**/a.bib": {"bib/a.bib", "bib/old/a.bib"},
    "content/*/cite.bib": {"content/one/cite.bib", "content/two/cite.bib"},
    "content/**/cite.bib": {"content/one/cite.bib", "content/two/cite.bib", "content/two/more/cite.bib"},
    "content/**/more/*.bib": {"content/two/more/cite.bib"},
    "bib": {"bib/a.bib", "bib/old/a.bib", "bib/.hidden.bib"},
    "bib/": {"bib/a.bib", "bib/old/a.bib", "bib/.hidden.bib"},
    "bib/**": {"bib/a.bib", "bib/old/a.bib", "bib/.hidden.bib"},
    "bib/*": {"bib/a.bib", "bib/old/a.bib", "bib/.hidden.bib"},
    "b*b/": {"bib/a.bib", "bib/old/a.bib", "bib/.hidden.bib"},
    "papers.d": {"papers.d/a.bib"},
    "papers.*": {"papers.d/a.bib"},
    "content/t*": {"content/two/cite.bib", "content/two/more/cite.bib"},
    "notes.*": {"notes.txt"},
    "no*.bib": set(),
    "none/*.bib": set(),
    "{a,b}.bib": set(),
}


@pytest.mark.parametrize("pattern", NAMED)
def test_which_files_a_glob_names(pattern: str, tree: Path) -> None:
    found = find_files(tree, pattern, (".bib",)).files
    assert list(found) == sorted(NAMED[pattern])


def test_git_names_the_same_files(tree: Path) -> None:
    patterns = [each for each in NAMED if not glob_fault(each) and each not in ("[c].bib", "./a.bib", "bib//a.bib")]
    try:
        subprocess.run(["git", "init", "-q"], cwd=tree, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git")
    for pattern in patterns:
        (tree / ".gitignore").write_text(f"/{pattern}\n", encoding="utf-8")
        command = ["git", "-c", "core.quotepath=off", "ls-files", "--others", "--ignored", "--exclude-standard", "-z"]
        listed = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=True).stdout.split("\0")
        assert sorted(filter(None, listed)) == list(find_files(tree, pattern).files), pattern
        assert sorted(name for name in TREE if is_named(name, f"/{pattern}")) == sorted(filter(None, listed)), pattern


def test_globs_may_lead_out_of_the_site(tree: Path) -> None:
    assert find_files(tree / "content", "../[ab].bib").files == ("../a.bib", "../b.bib")
    assert find_files(tree / "content", "../bib/a.bib").files == ("../bib/a.bib",)


def test_links_are_followed_where_they_are_named_and_never_in_a_circle(tree: Path) -> None:
    (tree / "content" / "three").symlink_to(tree / "bib", target_is_directory=True)
    (tree / "content" / "circle").symlink_to(tree / "content", target_is_directory=True)
    (tree / "linked.bib").symlink_to(tree / "a.bib")
    assert "linked.bib" in find_files(tree, "*.bib").files
    assert find_files(tree, "content/*/a.bib").files == ("content/three/a.bib",)
    assert find_files(tree, "content/three").files == find_files(tree, "content/three/").files != ()
    assert "content/three/a.bib" not in find_files(tree, "content/**/a.bib").files
    assert not any("circle" in each for each in find_files(tree, "content").files)


def test_a_folder_of_pages_stands_for_pages(tree: Path) -> None:
    for name in ("a.qmd", "a.html", "a.tex", "a.jpg", "a.json", "a.css", "a.bib"):
        (tree / "content" / name).write_text("", encoding="utf-8")
    found = find_files(tree, "content", PAGE_SUFFIXES).files
    assert found == ("content/a.html", "content/a.qmd", "content/a.tex", "content/index.md")


SELECTED = {
    '["*.bib", "!a.bib"]': ["b"],
    '["**/*.bib", "!old/"]': ["a", "b", "more"],
    '["**/*.bib", "!/a.bib"]': ["b", "more", "old"],
    '["**/*.bib", "!b*.bib", "b.bib"]': ["a", "more", "old", "b"],
    '["**/*.bib", "!*/"]': ["a", "b"],
    '["old", "more/"]': ["old", "more"],
}


@pytest.mark.parametrize("bib", SELECTED)
def test_files_left_out_and_named_again(bib: str, tmp_path: Path) -> None:
    for name, key in (("a", "a"), ("b", "b"), ("old/a", "old"), ("more/c", "more")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.bib").write_text(f"@misc{{{key}, title = {{{key}}}, year = 2020}}\n", encoding="utf-8")
    (tmp_path / "pubs.toml").write_text(f"bib = {bib}\n", encoding="utf-8")
    assert [each.key for each in Site.load(tmp_path).bibliography] == SELECTED[bib]


FAULTS = {
    'bib = ["!a.bib", "*.bib"]': "pubs.toml:1:8: 'bib' names '!a.bib': it leaves files out of those named before it",
    'bib = ["a.bib", "!*.bib"]': "pubs.toml:1:17: 'bib' names no file: '!*.bib' leaves out the last",
    'bib = ["a.bib"]\npages = ["p.md", "!p.*"]': "pubs.toml:2:18: 'pages' names no file: '!p.*' leaves out the last",
    'bib = ["a.bib", "old"]': "pubs.toml:1:17: 'bib' names 'old', which is not there",
}


@pytest.mark.parametrize("settings", FAULTS)
def test_mistakes_have_their_place(settings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old").mkdir()
    (tmp_path / "a.bib").write_text("@misc{a, title = {A}}\n", encoding="utf-8")
    (tmp_path / "p.md").write_text("", encoding="utf-8")
    (tmp_path / "pubs.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(PubsError) as caught:
        Site.load().outputs()
    assert str(caught.value).startswith(FAULTS[settings])


def test_templates_are_a_folder_and_no_glob() -> None:
    with pytest.raises(PubsError, match="cannot come first"):
        parse_config('templates = "!_pubs"', "pubs.toml")


def test_pages_of_a_glob_may_be_without_regions_unless_all_are(tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "_pages").mkdir()
    (tmp_path / "a.bib").write_text("@misc{a, title = {A}, year = 2020}\n", encoding="utf-8")
    (tmp_path / "pubs.toml").write_text('bib = "a.bib"\npages = "_pages"\n[list.all]\ntheme = "plain"\n')
    (tmp_path / "_pages" / "about.md").write_text("<!-- pubs:begin all -->\n<!-- pubs:end all -->\n")
    (tmp_path / "_pages" / "cv.md").write_text("Nothing\n")
    (tmp_path / "_pages" / "photo.jpg").write_bytes(b"\xff\xd8")
    assert pubs("render", cwd=tmp_path).code == 0
    assert "no region" not in pubs("render", cwd=tmp_path).err
    (tmp_path / "_pages" / "about.md").write_text("Nothing\n")
    assert pubs("render", cwd=tmp_path).err.count("no region is on this page") == 2


@pytest.mark.parametrize("pages", ["pub/a/b/page.html", "pub/**/*.html", "pub", "pub/a/*"])
def test_lint_finds_files_from_the_pages_of_a_glob(pages: str, tmp_path: Path, pubs: Run) -> None:
    (tmp_path / "pub" / "a" / "b").mkdir(parents=True)
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "owl.png").write_bytes(b"")
    (tmp_path / "a.bib").write_text(
        "@misc{a, title = {A}, author = {Ada Byron}, year = 2020, howpublished = {Web}, preview = {owl.png}}\n"
    )
    (tmp_path / "pub" / "a" / "b" / "page.html").write_text("<!-- pubs:begin all -->\n<!-- pubs:end all -->\n")
    settings = f'bib = "a.bib"\npages = "{pages}"\n[assets]\nimage = "../../../img/"\n[list.all]\ntheme = "cards"\n'
    (tmp_path / "pubs.toml").write_text(settings)
    assert pubs("render", cwd=tmp_path).code == 0
    assert pubs("lint", "--select", "U006,W010", cwd=tmp_path).out == ""
