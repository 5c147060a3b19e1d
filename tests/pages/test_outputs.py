"""Paths of outputs: below the site, on every system, one file for one list or publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pubmanager.errors import PubsError
from pubmanager.pages.files import place_of, safe_path, slug
from pubmanager.site import Site

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [
    "..", "../..", "../../etc/passwd", "/etc/passwd", "C:\\x", "C:x", "\\\\server\\share", "a/../../b", "a\\..\\..\\b", ".", "", "-", "....",
    "a\x00b", "a\nb", "a\tb", "con", "CON", "nul.txt", "com1", "LPT9", "aux.bib", "com²", "a.", "a..", "a ", " a", "a:b", "a?b*c", '"a"', "<a>", "a|b",
    "x" * 5000, "卫" * 300, "e\u0301" * 200, "\ud800", "~", "~root", "$HOME", "%2e%2e%2f", "{key}", ".git", ".htaccess", "a\u202eb", "-rf",
]  # fmt: skip


@pytest.mark.parametrize("key", KEYS, ids=[ascii(key[:20]) for key in KEYS])
@pytest.mark.parametrize("file", ["pub/{key}.md", "{key}/index.md", "{key}.html"])
def test_no_key_leaves_the_site_or_has_a_name_that_no_system_takes(tmp_path: Path, key: str, file: str) -> None:
    path = safe_path(tmp_path, file, key)
    assert path.resolve().is_relative_to(tmp_path) and len(path.relative_to(tmp_path).parts) == file.count("/") + 1
    for part in path.relative_to(tmp_path).parts:
        assert len(part.encode()) <= 120 and not part.startswith((".", "-")) and not part.endswith((".", " "))
        assert part.split(".")[0].lower() not in ("con", "nul", "com1", "lpt9", "aux", "com²")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("written", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "written"


def test_long_keys_stay_different() -> None:
    assert slug("x" * 300 + "a") != slug("x" * 300 + "b")


@pytest.mark.parametrize("file", ["../x.md", "a/../../x.md", "a/../x.md", "/tmp/x.md", "//x/y.md", ".", "..", "", "./", "linked/x.md", "loop/x.md"])  # fmt: skip
def test_files_below_the_site_only(tmp_path: Path, file: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "linked").symlink_to(tmp_path)
    (site / "loop").symlink_to("loop")
    with pytest.raises(PubsError, match="is not below the folder of"):
        safe_path(site, file)


@pytest.mark.parametrize(
    "file",
    ["C:\\x.md", "C:x.md", "a\\b.md", "\\\\s\\x.md", "con.md", "a/NUL/x.md", "a./x.md", "a /x.md", " a.md", "a\x00.md", "a\n.md", "a?.md", ".git/x.md", ".GIT/hooks/x.sh"],
)  # fmt: skip
def test_paths_that_some_system_cannot_have(tmp_path: Path, file: str) -> None:
    with pytest.raises(PubsError, match="is no path that every system can have") as caught:
        safe_path(tmp_path, file)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "file",
    ["a.md", "a/b/c.html", "./a.md", "_pages/includes/pub.md", ".github/x.md", "ä ö/ü.md", "a..b.md", "console.md"],
)
def test_paths_that_are_fine(tmp_path: Path, file: str) -> None:
    assert safe_path(tmp_path, file) == tmp_path / file


def test_files_that_are_one_on_some_systems(tmp_path: Path) -> None:
    assert place_of(tmp_path / "Wei.md") == place_of(tmp_path / "wei.md")
    assert place_of(tmp_path / "e\u0301.md") == place_of(tmp_path / "\u00e9.md")


@pytest.mark.parametrize(
    ("lists", "sentence"),
    [
        ('[list.a]\nfile = "about.md"', "about.md: list 'a' would be written over about.md"),
        ('[list.a]\nfile = "./About.MD"', "About.MD: list 'a' would be written over about.md"),
        ('[list.a]\nfile = "papers.bib"', "papers.bib: list 'a' would be written over papers.bib"),
        ('[list.a]\nfile = "pubs.toml"', "pubs.toml: list 'a' would be written over pubs.toml"),
        ('[list.a]\nfile = "x.md"\n[list.b]\nfile = "X.md"', "X.md: list 'b' would be written over list 'a'"),
        ('[list.a]\nfile = "p/{key}.md"\n[list.b]\nfile = "p/owl.md"', "p/owl.md: list 'b' would be written over list 'a'"),
        ('[list.a]\nfile = "{key}.md"', "'Wren' and 'wren' would be one file, wren.md"),
    ],
)  # fmt: skip
def test_nothing_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lists: str, sentence: str) -> None:
    keys = "@misc{Wren, title = {Wren}}\n@misc{wren, title = {Wren}}" if "Wren" in sentence else ""
    (tmp_path / "papers.bib").write_text(f"@misc{{owl, title = {{Owls}}}}\n{keys}", encoding="utf-8")
    (tmp_path / "about.md").write_text("mine", encoding="utf-8")
    (tmp_path / "pubs.toml").write_text(f'bib = "papers.bib"\npages = "about.md"\n{lists}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PubsError) as caught:
        Site.load("pubs.toml").outputs()
    assert sentence in str(caught.value)
