"""Commands: what they print, where, and how they end."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run

BIB = ROOT / "bib"
COMMANDS = ("init", "add", "render", "lint", "rules", "format", "list", "show", "themes", "settings", "lsp")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(pubs: Run, command: str) -> None:
    result = pubs(command, "--help")
    assert result.code == 0
    assert "Examples:" in result.out and f"pubs {command}" in result.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        *((each, "--help") for each in COMMANDS),
        ("themes",),
        ("themes", "cards"),
        ("settings",),
        ("rules",),
        ("rules", "H022"),
    ],
    ids=" ".join,
)
def test_texts_name_no_file_that_is_not_installed(pubs: Run, arguments: tuple[str, ...]) -> None:
    """A file of the repository is no help where only the package is."""
    named = re.findall(r"[\w./-]*\w\.md\b|\b(?:docs|templates|tools|tests|bib)/\S*", pubs(*arguments).out)
    assert [name for name in named if (ROOT / name).exists()] == []


def test_help_names_every_command(pubs: Run) -> None:
    assert all(f"  {command} " in pubs("--help").out for command in COMMANDS)


def test_without_a_command_there_is_help(pubs: Run) -> None:
    result = pubs()
    assert (result.code, result.out) == (2, "") and result.err == pubs("--help").out


def test_version(pubs: Run) -> None:
    from pubmanager import __version__

    assert pubs("--version").out == f"pubs {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["rendr"], "no command is called 'rendr' (did you mean 'render'?)"),
        (["zzz"], "no command is called 'zzz' (see 'pubs --help')"),
        (["render", "--chek"], "No such option '--chek'. (Did you mean one of: '--check'"),
        (["render", "selectd"], "no list is called 'selectd' (did you mean 'selected'?)"),
        (["render", "selected", "--theme", "news"], "--theme goes with a .bib file (lists are declared in pubs.toml)"),
        (["render", "nope.bib"], "nope.bib: cannot read the file: no such file or directory"),
        (["render", "publications.bib", "-o", "title"], "'title' is not NAME=VALUE (for example -o title=bold)"),
        (["render", "publications.bib", "-o", "title=bald"], "option 'title' of theme 'paper-box' cannot be 'bald' (did you mean 'bold'?)"),
        (["render", "publications.bib", "-o", "legend=x"], "option 'legend' of theme 'paper-box' must be true or false, not 'x'"),
        (["render", "publications.bib", "--where", "year >"], "cannot read the expression 'year >': unexpected ')'"),
        (["render", "publications.bib", "--where", "title + 1"], "cannot work out the expression 'title + 1'"),
        (["render", "publications.bib", "--sort", ""], "an empty sort key (write for example sort = \"-date\")"),
        (["render", "--config", "nope.toml"], "nope.toml: there is no such file (make one with 'pubs init')"),
        (["show", "cao"], "no publication has the key 'cao' (did you mean 'cao2025binary'?)"),
        (["themes", "paperbox"], "unknown theme 'paperbox' (did you mean 'paper-box'?)"),
        (["settings", "lists"], "pubs.toml has no table or key called 'lists' (did you mean 'list'?)"),
        (["lint", "--select", "Z9"], "no rule has the code 'Z9'"),
        (["list", "--where", "me.positon == 1"], "cannot work out the expression 'me.positon == 1': unknown name 'positon' (did you mean 'position'?)"),
        (["init", "--me", "X"], "pubs.toml: there is a pubs.toml already (edit it, or remove it first)"),
    ],
)  # fmt: skip
def test_mistakes_are_one_sentence(pubs: Run, arguments: list[str], sentence: str) -> None:
    result = pubs(*arguments, cwd=BIB)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"pubs: {sentence}") and result.err.count("\n") == 1


def test_without_a_site(pubs: Run, tmp_path: Path) -> None:
    result = pubs("render", cwd=tmp_path)
    assert (result.code, result.err) == (
        2,
        "pubs: no pubs.toml here or above (make one with 'pubs init', or name a .bib file)\n",
    )


def test_a_bib_needs_no_settings(pubs: Run, tmp_path: Path) -> None:
    markdown = pubs("render", str(BIB / "publications.bib"), "--theme", "paper-box", "--me", "Wenjie Wei", cwd=tmp_path)
    assert markdown.code == 0
    assert markdown.out.count("<div class='paper-box'>") == markdown.out.count("**Wenjie Wei**") == 12
    html = pubs(
        "render",
        str(BIB / "publications.bib"),
        "--me",
        "Wenjie Wei",
        "--format",
        "html",
        "--where",
        "selected",
        cwd=tmp_path,
    )
    assert html.out.count("<strong>Wenjie Wei</strong>") == 1 and "markdown=" not in html.out


def test_standard_input(pubs: Run, tmp_path: Path) -> None:
    result = pubs("render", "-", "--theme", "badge-list", cwd=tmp_path, stdin="@misc{a, title = {Käuze}}".encode())
    assert result.out == "- Käuze.\n"


def test_an_unreadable_bib_is_refused(pubs: Run, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@misc{a, title = {x}}\n@misc{b, title = {y\n")
    refused = pubs("render", "a.bib", cwd=tmp_path)
    assert (refused.code, refused.out) == (1, "")
    assert "a.bib:2:18: error P001 { is not closed [b]" in refused.err
    assert "x" in pubs("render", "a.bib", "--allow-errors", cwd=tmp_path).out


def test_list(pubs: Run) -> None:
    table = pubs("list", "--where", "year == 2024 or selected", "--sort", "-year", cwd=BIB)
    lines = [line.split()[0] for line in table.out.splitlines() if not line.startswith(" ")]
    assert lines == ["key", "zhang2024spike", "★"]
    assert table.err == "2 publications\n"
    rows = json.loads(pubs("list", "--json", cwd=BIB).out)
    assert len(rows) == 12
    assert rows[3]["authors"][0] == {"name": "Honglin Cao", "roles": ["equal"], "me": False}
    assert (
        rows[1]["rate"] == "4.5%" and rows[11]["others"] is True and rows[11]["identifiers"] == {"arxiv": "2503.08703"}
    )


def test_show_says_where_each_value_comes_from(pubs: Run) -> None:
    text = pubs("show", "wei2023temporal", cwd=BIB).out
    assert "@inproceedings{wei2023temporal} publications.bib:5:1" in text
    for what, value, place in (
        ("author 2", "Malu Zhang (corresponding)", "publications.bib:7:19"),
        ("venue", "ICCV", "publications.bib:10:19  short name"),
        ("presentation", "poster", "publications.bib:13:19"),
        ("link code", "https://github.com/Wenjie-Wei/DTA-TTFS", "publications.bib:19:19"),
    ):
        (line,) = [line for line in text.splitlines() if line.startswith(f"{what} ")]
        assert value in line and place in line


def test_show_knows_aliases_and_what_is_not_used(pubs: Run, tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(
        "@article{a, title = {x}, html = {https://a.org}, grant = {7}, oral_rate = {2%}, ccf = {A}, keywords = {hidden},\n"
        "journal = {J}, award = {Best Paper}, tldr = {Short.}, pubstate = {inpress}, acceptance_rate = {20%}, badge = {},\n"
        "news = {N}, news_date = {2024-05}, preview = {a.png}, impact = {6.3}, author = {Doe, J. (co-first) and others}}"
    )
    text = pubs("show", "a", "a.bib", cwd=tmp_path).out
    for expected in ("alias html", "not used: grant", "2% (oral)", "a rate of orals", "Best Paper", "Short.", "inpress", "(none)",
                     "J. Doe (equal)", "and others", "hidden", "2024-05", "6.3"):  # fmt: skip
        assert expected in text, expected
    assert json.loads(pubs("show", "a", "a.bib", "--json", cwd=tmp_path).out)["links"] == {"url": "https://a.org"}


def test_themes(pubs: Run) -> None:
    rows, hint = pubs("themes").out.split("\n\n")
    names = [line.split()[0] for line in rows.splitlines() if not line.startswith(" ")][1:]
    assert names == [
        "badge-list",
        "cards",
        "citation-list",
        "counts",
        "news",
        "paper-box",
        "plain",
        "venue-list",
    ]
    assert hint.startswith("'pubs themes NAME' shows the options")
    assert "image" in pubs("themes", "paper-box").out


@pytest.mark.parametrize(
    ("arguments", "shown", "hidden"),
    [
        ([], ["bib ", "shields ", "[list.NAME] ", "[lint] "], ["extend-select"]),
        (["list"], ["[list.NAME] ", "theme ", "where "], ["[lint]", "shields "]),
        (["[lint]"], ["[lint] ", "extend-select"], ["[list"]),
        (["shields"], ["shields ", '"image"'], ["formulas"]),
        (["marks.read"], ["[marks.read] "], ["symbol"]),
    ],
)
def test_settings(pubs: Run, arguments: list[str], shown: list[str], hidden: list[str]) -> None:
    result = pubs("settings", *arguments)
    assert result.code == 0 and all(each in result.out for each in shown), result.out
    assert not any(each in result.out for each in hidden), result.out


def test_a_theme_of_the_sites_own(pubs: Run, tmp_path: Path) -> None:
    folder = tmp_path / "_pubs" / "paper-box"
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text('extends = "builtin:paper-box"\nsummary = "Mine"\n')
    (folder / "list.jinja").write_text(
        "{% for each in list.publications %}{{ each.title }}: {{ each.key }}\n{% endfor %}"
    )
    (tmp_path / "a.bib").write_text("@misc{a_b, title = {<x> *y*}}")
    (tmp_path / "pubs.toml").write_text('bib = "a.bib"\n[list.all]\n')
    assert "Mine" in pubs("themes", cwd=tmp_path).out
    assert pubs("render", "all", cwd=tmp_path).out == "&lt;x&gt; \\*y\\*: a_b\n"
    assert pubs("render", "all", "--format", "html", cwd=tmp_path).out == "&lt;x&gt; *y*: a_b\n"


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{{ list.nope }}", "unknown name 'nope'"),
        ("{% if %}", "template: Expected an expression"),
        ("{{ w.__class__ }}", "unknown name '__class__'"),
        ("{{ ''.__class__.__mro__ }}", "unknown name '__class__'"),
        ("{% include 'nothing.jinja' %}", "template 'nothing.jinja' not found"),
    ],
)
def test_a_wrong_template_is_one_sentence(pubs: Run, tmp_path: Path, template: str, sentence: str) -> None:
    folder = tmp_path / "_pubs" / "mine"
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text('summary = "Mine"\n')
    (folder / "list.jinja").write_text(template)
    (tmp_path / "a.bib").write_text("@misc{a, title = {x}}")
    (tmp_path / "pubs.toml").write_text('bib = "a.bib"\n[list.all]\ntheme = "mine"\n')
    result = pubs("render", "all", cwd=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err and result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("manifest", "sentence"),
    [
        ("x = ", "not valid TOML"),
        ('[options.a]\ntype = "text"\n', "option 'a' has no default"),
        ('extends = "mine"\n', "theme 'mine' extends itself"),
        ('extends = "nope"\n', "unknown theme 'nope'"),
        ('formats = ["html"]\n', "theme 'mine' does not write markdown (it writes html)"),
    ],
)
def test_a_wrong_manifest_is_one_sentence(pubs: Run, tmp_path: Path, manifest: str, sentence: str) -> None:
    folder = tmp_path / "_pubs" / "mine"
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_text(manifest)
    (folder / "list.jinja").write_text("x")
    (tmp_path / "a.bib").write_text("@misc{a, title = {x}}")
    (tmp_path / "pubs.toml").write_text('bib = "a.bib"\n[list.all]\ntheme = "mine"\n')
    result = pubs("render", "all", cwd=tmp_path)
    assert result.code == 2 and sentence in result.err and result.err.count("\n") == 1


def test_nothing_is_coloured_in_a_pipe(pubs: Run) -> None:
    assert "\x1b" not in pubs("lint", cwd=BIB).out + pubs("list", cwd=BIB).out


def test_completion_knows_lists_and_keys(tmp_path: Path) -> None:
    def complete(words: str) -> str:
        command = [sys.executable, "-m", "pubmanager"]
        environment = {
            "_PUBS_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
        }
        return subprocess.run(command, cwd=BIB, env=environment, capture_output=True, text=True).stdout

    assert complete("pubs rend") == "plain,render\n"
    assert complete("pubs render sel") == "plain,selected\n"
    assert complete("pubs show cao") == "plain,cao2025binary\n"


def test_the_module_runs() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "pubmanager", "--version"], capture_output=True, text=True, check=True
    )
    assert result.stdout.startswith("pubs ")
