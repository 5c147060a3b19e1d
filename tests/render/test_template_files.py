"""Which files themes may be made of: those below the folders of themes, wherever a link or a name leads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pubmanager.render import themes
from pubmanager.render.rendering import forget_themes

if TYPE_CHECKING:
    from conftest import Result, Run

SECRET = "the secret word is albatross"
BIB = "@misc{owl, title = {Owls}, author = {Byron, Ada}, year = 2024}\n"
PAGE = "Above\n<!-- pubs:begin all -->\n<!-- pubs:end all -->\n"
OUTSIDE, NO_FILE = "it is outside the folders of themes", "it is not a file"


@pytest.fixture
def pubs(pubs: Run) -> Run:
    def run(*arguments: str, cwd: Path) -> Result:
        forget_themes()  # a process that keeps them is restarted, or told
        return pubs(*arguments, cwd=cwd)

    return run


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "_pubs" / "own").mkdir(parents=True)
    (tmp_path / "secret.env").write_text(SECRET, encoding="utf-8")
    (root / ".env").write_text(SECRET, encoding="utf-8")
    (root / "a.bib").write_text(BIB, encoding="utf-8")
    (root / "page.md").write_text(PAGE, encoding="utf-8")
    settings(root)
    (root / "_pubs" / "own" / "theme.toml").write_text('formats = ["markdown"]\n', encoding="utf-8")
    (root / "_pubs" / "own" / "list.jinja").write_text("{{ list.publications | length }}\n", encoding="utf-8")
    return root


def settings(root: Path, *, theme: str = "own", templates: str = "_pubs") -> None:
    text = f"bib = 'a.bib'\npages = 'page.md'\ntemplates = '{templates}'\n[list.all]\ntheme = '{theme}'\n"
    (root / "pubs.toml").write_text(text, encoding="utf-8")


def is_refused(pubs: Run, site: Path, message: str, place: str = "") -> None:
    for arguments in (["render"], ["render", "--check"], ["render", "--diff"], ["render", "--no-cache"]):
        done = pubs(*arguments, cwd=site)
        assert done.code == 2, done
        assert done.err.count("\n") == 1 and message in done.err and place in done.err, done.err
        assert SECRET not in done.out + done.err
    assert (site / "page.md").read_text(encoding="utf-8") == PAGE


WAYS = {
    "absolute": "{% include 'FOLDER/secret.env' %}",
    "dots": "{% include '../../secret.env' %}",
    "dots behind a folder": "{% include 'own/../../../secret.env' %}",
    "dots behind no folder": "{% include 'x/../../../secret.env' %}",
    "a built-in theme's dots": "{% include 'builtin:../../../../../../../../../../../../FOLDER/secret.env' %}",
    "a built-in theme's absolute": "{% include 'builtin:FOLDER/secret.env' %}",
    "blanks": "{% include ' FOLDER/secret.env'.strip() %}",
    "dots that are not needed": "{% include 'own/./../.././../secret.env' %}",
    "slashes": "{% include 'own//..//..//..//secret.env' %}",
    "a name that is worked out": "{% include ['..', '..', 'secret.env'] | join('/') %}",
    "one of several": "{% include ['nowhere.jinja', '../../secret.env'] %}",
    "ignored if missing": "{% include '../../secret.env' ignore missing %}",
    "import": "{% import '../../secret.env' as x %}{{ x }}",
    "from": "{% from '../../secret.env' import x %}",
    "extends": "{% extends '../../secret.env' %}",
    "extends by a name that is worked out": "{% set base = '../../' ~ 'secret.env' %}{% extends base %}",
    "in a macro": "{% macro f() %}{% include '../../secret.env' %}{% endmacro %}{{ f() }}",
    "nothing is there": "{% include '../../nothing.env' %}",
    "a folder that is not a theme's": "{% include '../.env' %}",
}


@pytest.mark.parametrize("template", WAYS.values(), ids=WAYS)
def test_templates_read_nothing_outside(site: Path, pubs: Run, template: str) -> None:
    text = "line 1\n" + template.replace("FOLDER", site.parent.as_posix())
    (site / "_pubs" / "own" / "list.jinja").write_text(text, encoding="utf-8")
    is_refused(pubs, site, OUTSIDE, "_pubs/own/list.jinja:2: ")


@pytest.mark.parametrize("name", ["list.jinja", "list.markdown.jinja", "theme.toml"])
@pytest.mark.parametrize("kind", ["file", "relative", "chain", "folder"])
def test_links_lead_nowhere_outside(site: Path, pubs: Run, kind: str, name: str) -> None:
    outside = site.parent / "outside" / "own"
    outside.mkdir(parents=True)
    (outside / name).write_text(SECRET, encoding="utf-8")
    link = site / "_pubs" / "own" / name
    link.unlink(missing_ok=True)
    if kind == "folder":
        for file in link.parent.iterdir():
            file.replace(outside / file.name)
        link.parent.rmdir()
        link.parent.symlink_to(outside)
        name = "theme.toml"
    elif kind == "chain":
        (site / "_pubs" / "between").symlink_to(outside / name)
        link.symlink_to(site / "_pubs" / "between")
    else:
        link.symlink_to(outside / name if kind == "file" else Path("../../../outside/own") / name)
    is_refused(pubs, site, OUTSIDE, f"_pubs/own/{name}: ")


def test_a_link_in_a_circle_is_no_template(site: Path, pubs: Run) -> None:
    (site / "_pubs" / "own" / "list.jinja").unlink()
    (site / "_pubs" / "own" / "list.jinja").symlink_to("list.jinja")
    is_refused(pubs, site, "cannot read 'own/list.jinja'", "own/list.jinja")


def test_hidden_files_are_no_templates(site: Path, pubs: Run) -> None:
    """A site may keep its themes in its root, beside what git and others keep there."""
    (site / "_pubs" / "own").replace(site / "own")
    settings(site, templates=".")
    (site / "own" / "list.jinja").write_text("{% include '.env' %}", encoding="utf-8")
    is_refused(pubs, site, OUTSIDE, "own/list.jinja:1: ")
    (site / "own" / "list.jinja").unlink()
    (site / "own" / "list.jinja").symlink_to("../.env")
    is_refused(pubs, site, OUTSIDE)


@pytest.mark.parametrize(
    "theme", ["../own", "own/../own", "/own", "..", ".", "", "own\\\\..", "builtin:../own", "own/", "builtin:"]
)
def test_a_theme_is_a_name(site: Path, pubs: Run, theme: str) -> None:
    settings(site, theme=theme)
    is_refused(pubs, site, "unknown theme")


@pytest.mark.parametrize(
    "extends", ["../own", "/own", "../../secret", "builtin:../own", "own\\u0000", "x\\ny", "own/theme.toml"]
)
def test_extends_is_a_name(site: Path, pubs: Run, extends: str) -> None:
    (site / "_pubs" / "own" / "theme.toml").write_text(f'extends = "{extends}"\n', encoding="utf-8")
    is_refused(pubs, site, "unknown theme", "_pubs/own/theme.toml:1:1: ")


@pytest.mark.parametrize("name", ["list.jinja", "theme.toml"])
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "huge"])
def test_only_files_are_read(site: Path, pubs: Run, kind: str, name: str) -> None:
    path = site / "_pubs" / "own" / name
    path.unlink()
    message = NO_FILE
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
        message = OUTSIDE
    elif kind == "folder":
        path.mkdir()
    else:
        with path.open("wb") as file:
            file.truncate(1 << 40)
        message = "it is larger than 1 MB"
    is_refused(pubs, site, message, f"own/{name}: ")


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{% include 'own' %}", NO_FILE),
        ("{% include 'own/' %}", NO_FILE),
        ("{% include '' %}", NO_FILE),
        ("{% include '.' %}", NO_FILE),
        ("{% include 'own/list.jinja\\0' %}", "this is not a path"),
        ("{% include 'own/' ~ 'x' * 5000 %}", "file name too long"),
        ("{% include 'own/list.jinja/x' %}", "not found"),
        ("{% include 'own/none.jinja' %}", "not found"),
        ("{% include 7 %}", "template: "),
        ("{% include none %}", "not found"),
    ],
)
def test_what_is_no_file_has_a_place(site: Path, pubs: Run, template: str, message: str) -> None:
    (site / "_pubs" / "own" / "list.jinja").write_text(f"\n\n{template}", encoding="utf-8")
    is_refused(pubs, site, message, "_pubs/own/list.jinja:3: ")


@pytest.mark.parametrize("name", ["list.jinja", "theme.toml"])
def test_text_is_utf_8(site: Path, pubs: Run, name: str) -> None:
    (site / "_pubs" / "own" / name).write_bytes(b"# one\n# caf\xe9\n")
    is_refused(pubs, site, "it is not UTF-8", f"_pubs/own/{name}:2:6: ")


def test_a_broken_theme_that_nobody_uses_does_no_harm(site: Path, pubs: Run) -> None:
    for name in ("pipe", "link", "folder", "text"):
        (site / "_pubs" / name).mkdir()
    os.mkfifo(site / "_pubs" / "pipe" / "theme.toml")
    (site / "_pubs" / "link" / "theme.toml").symlink_to("/dev/zero")
    (site / "_pubs" / "folder" / "theme.toml").mkdir()
    (site / "_pubs" / "text" / "theme.toml").write_bytes(b"\xff\x00")
    assert pubs("render", cwd=site).code == 0
    assert "own" in pubs("themes", "own", cwd=site).out


def test_links_within_the_folders_are_followed(site: Path, pubs: Run) -> None:
    own = site / "_pubs" / "own"
    (own / "part.jinja").write_text("a part\n", encoding="utf-8")
    (own / "list.jinja").unlink()
    (own / "list.jinja").symlink_to("part.jinja")
    assert pubs("render", cwd=site).code == 0
    assert "a part" in (site / "page.md").read_text(encoding="utf-8")
    (own / "list.jinja").unlink()
    (own / "list.jinja").write_text("{% include 'own/../own/part.jinja' %}2\n", encoding="utf-8")
    assert pubs("render", cwd=site).code == 0
    assert "a part\n2" in (site / "page.md").read_text(encoding="utf-8")
    (own / "list.jinja").unlink()
    (own / "list.jinja").symlink_to(themes.builtin_folder() / "counts" / "list.jinja")
    (own / "theme.toml").write_text('extends = "builtin:counts"\n', encoding="utf-8")
    assert pubs("render", cwd=site).code == 0
    assert "\n1\n" in (site / "page.md").read_text(encoding="utf-8")


def test_the_folder_itself_may_be_a_link(site: Path, pubs: Run) -> None:
    shared = site.parent / "shared"
    (site / "_pubs").replace(shared)
    (site / "_pubs").symlink_to(shared)
    assert pubs("render", cwd=site).code == 0
    (shared / "own" / "list.jinja").write_text("{% include '../secret.env' %}", encoding="utf-8")
    (site / "page.md").write_text(PAGE, encoding="utf-8")
    is_refused(pubs, site, OUTSIDE, "own/list.jinja:1: ")


def test_themes_of_packages_are_found_with_their_templates(
    site: Path, pubs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = site.parent / "package"
    (site / "_pubs").replace(package)
    monkeypatch.setattr(themes, "_installed_folders", lambda: (package,))
    assert pubs("render", cwd=site).code == 0
    assert "\n1\n" in (site / "page.md").read_text(encoding="utf-8")
    (package / "own" / "list.jinja").write_text("{% include '../secret.env' %}", encoding="utf-8")
    (site / "page.md").write_text(PAGE, encoding="utf-8")
    is_refused(pubs, site, OUTSIDE)


@pytest.mark.parametrize(
    ("template", "opened"),
    [
        ("<!-- {{ list.publications | length }}", "<!--"),
        ("<!-- a --> <!-- b", "<!--"),
        ("<style>a</style> <STYLE>", "<STYLE"),
        ("<script>'<!--' // -->", "<script"),
        ("<textarea>", "<textarea"),
        ("<svg><title>a</svg>", "<title"),
        ("<plaintext>", "<plaintext"),
    ],
)
def test_a_template_that_would_hide_the_rest_of_the_page_is_refused(
    template: str, opened: str, pubs: Run, site: Path
) -> None:
    (site / "_pubs" / "own" / "list.jinja").write_text(template, encoding="utf-8")
    is_refused(pubs, site, f"theme 'own' does not close '{opened}'", "pubs.toml")


@pytest.mark.parametrize(
    "template",
    [
        "<!-- a --><!--><!--->",
        "<style>a <!-- </style>",
        "<SCRIPT>1 < 2 // <style></script>",
        "<svg><title>a</title></svg>",
        "<titles>",
        "{{ w.text('<!--') }}",
        "{{ w.code('<script>') }}",
    ],
)
def test_a_template_may_hide_what_it_closes(template: str, pubs: Run, site: Path) -> None:
    (site / "_pubs" / "own" / "list.jinja").write_text(template, encoding="utf-8")
    done = pubs("render", cwd=site)
    assert done.code == 0, done
