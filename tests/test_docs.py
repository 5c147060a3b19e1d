"""The documentation is what the code says: generated pages are up to date, examples run, settings load."""

from __future__ import annotations

import doctest
import json
import re
import shlex
import shutil
import tomllib
from typing import TYPE_CHECKING

import build_docs
import pytest
import yaml
from check_site import problems
from click import Context
from conftest import ROOT, Run
from reference import ALL, committed_pages
from sites_page import sites_page
from theme_pages import theme_pages

from pubmanager.cli.group import group
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError
from pubmanager.lint.engine import all_rules
from pubmanager.lint.report import shape
from pubmanager.model.venues import TABLE, table_with_keys

if TYPE_CHECKING:
    from pathlib import Path

DOCS = ROOT / "docs"
MENU = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]


def test_files_that_are_generated_and_committed_are_up_to_date() -> None:
    pages = theme_pages()
    for name, text in committed_pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, "run: python tools/reference.py"
    assert {path.name for path in (DOCS / "themes").glob("*.md")} == set(pages) and len(pages) > 8
    for name, text in pages.items():
        assert (DOCS / "themes" / name).read_text(encoding="utf-8") == text, "run: python tools/theme_pages.py"
    table = TABLE.read_text(encoding="utf-8")
    assert table == table_with_keys(table), "run: python tools/venue_keys.py"


def test_every_link_of_a_page_leads_to_a_file_or_page(tmp_path: Path) -> None:
    """`make docs` also follows the links of the built site, with their anchors."""
    build_docs.build(tmp_path)
    pages = sorted(tmp_path.rglob("*.md"))
    assert len(pages) > 200
    for page in pages:
        text = re.sub(r"^```.*?^```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"""(?:\]\(|src="|srcset=")(?!https?:|#|mailto:)([^)\s#"]+)""", text):
            assert (page.parent / target).is_file(), f"{page.relative_to(tmp_path)}: {target}"


def test_pages_link_to_what_can_be_read_in_the_repository_too() -> None:
    """Pages that only `make docs` makes, such as those of rules, have no links from files that people read on GitHub."""
    for file in (*ROOT.glob("*.md"), *DOCS.rglob("*.md")):
        text = re.sub(r"^```.*?^```|`[^`\n]+`", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"""(?:\]\(|src="|srcset=")(?!https?:|#|mailto:)([^)\s#"]+)""", text):
            assert (file.parent / target).exists(), f"{file.relative_to(ROOT)}: {target}"


def test_every_page_has_its_place_in_the_menu() -> None:
    """Rules have theirs in the table of rules."""
    listed = re.findall(r"^ +- (?:.*: )?(\S+\.md)$|^  - \w+: (\S+\.md)$", MENU, re.MULTILINE)
    pages = {name for name in build_docs.documentation() if not re.fullmatch(r"rules/[A-Z]\d+\.md", name)}
    assert sorted("".join(each) for each in listed) == sorted(pages), "add the page to `nav` in mkdocs.yml"


@pytest.mark.parametrize("fault", ["[x](nowhere/)", "[x](#nowhere)", "", "<img src='no.png'>"])
def test_the_check_of_the_site_finds_what_leads_nowhere(tmp_path: Path, fault: str) -> None:
    """A dead link, a dead anchor, a page that nothing leads to, a picture that is not there."""
    body = re.sub(r"\[x\]\((.*)\)", r'<a href="\1">x</a>', fault) or "<!-- -->"
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text("<h1 id=top>Home</h1>" + ('<a href="a/#b">a</a>' if fault else ""))
    (tmp_path / "a" / "index.html").write_text(f"<p id=b><a href='../#top'>{body}")
    found, pages, _ = problems(tmp_path)
    assert (len(found), pages) == (1, 2)
    (tmp_path / "a" / "index.html").write_text("<p id=b>")
    assert len(problems(tmp_path)[0]) == (0 if fault else 1)


def test_pubs_rules_prints_the_text_of_the_page(pubs: Run) -> None:
    """Fences, the mark of the heading, where lines end and the link to the table of rules are the only differences."""
    pages = build_docs.documentation()
    for code in all_rules():
        text = re.sub(
            r"^```.*$", "", pages[f"rules/{code}.md"].removeprefix("# ").removesuffix(f"{ALL}\n"), flags=re.MULTILINE
        )
        assert pubs("rules", code).out.split() == text.split(), code


def test_findings_link_to_pages_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the package names a site of documentation, addresses are those of the pages that are built."""
    monkeypatch.setattr(shape, "_documentation", lambda: "https://example.org/docs/")
    address = shape.rule_page.__wrapped__("X010")
    assert address == "https://example.org/docs/rules/X010/" and "rules/X010.md" in build_docs.documentation()


def test_the_page_on_sites_has_the_settings_of_init() -> None:
    text = (DOCS / "sites.md").read_text(encoding="utf-8")
    assert sites_page(text) == text, "run: python tools/sites_page.py"
    assert text.count("```toml\n# pubs.toml") == 10


def test_every_option_of_a_theme_is_seen_at_work() -> None:
    for path in sorted((DOCS / "themes").glob("*.md")):
        for section in re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name = section.split("\n")[0]
            assert "\n```" in section, f"tools/theme_pages.py needs an example of '{name}' for {path.name}"


def test_the_python_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(DOCS / "python.md"), module_relative=False)
    assert result.failed == 0 and result.attempted > 15


def files_of(text: str) -> dict[str, str]:
    """The files that a reader has who pastes every block of a page, from top to bottom.

    A block whose first line names a file is the whole file; settings without a name go to the end of ``pubs.toml``.
    """
    files: dict[str, str] = {}
    for kind, body in re.findall(r"^```(\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        named = re.match(r"(?:#|--|;;) (\S*\w\.\w+)\b.*\n", body)
        if named:
            files[named[1]] = body
        elif kind == "toml":
            files["pubs.toml"] = f"{files.get('pubs.toml', '')}{body}\n"
    return files


def regions_of(text: str) -> str:
    """The regions that a page tells to put into a page of Markdown or HTML."""
    blocks = re.findall(r"^```(?:html|markdown)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return "\n".join(body for body in blocks if "pubs:begin" in body)


PAGES = {name: text for name, text in build_docs.documentation().items() if "\n```toml\n" in text}


@pytest.mark.parametrize("page", sorted(PAGES))
def test_settings_of_a_page_pasted_from_top_to_bottom_render(page: str, tmp_path: Path, pubs: Run) -> None:
    """They are one file that loads, and every list of it is written, from an example with something for each.

    The regions of the page are those of the documentation, and those of lists for which it shows none.
    """
    parts = PAGES[page].split("\n## ") if page == "sites.md" else [PAGES[page]]  # each section is a site of its own
    for number, part in enumerate(parts):
        files = files_of(part)
        for name, text in files.items():
            if name.endswith(".toml"):
                tomllib.loads(text)
        settings = files.get("pubs.toml", "")
        if "bib = " not in settings:
            settings = f'bib = ["papers.bib", "old.bib"]\n{settings}'
        try:
            config = parse_config(settings)
        except PubsError as error:
            pytest.fail(f"{page}: {error}\n{settings}")
        site = tmp_path / str(number)
        for name in ("pubs.toml", *config.bib, *config.pages):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
        for name in config.bib:
            (site / name).write_text("% empty\n", encoding="utf-8")
        shutil.copy(DOCS / "themes" / "example.bib", site / config.bib[0])
        (site / "pubs.toml").write_text(settings, encoding="utf-8")
        shown = [name for name, each in config.lists.items() if not each.file]
        for name in config.pages:
            mark = "% pubs:{0} {1}\n" if name.endswith(".tex") else "<!-- pubs:{0} {1} -->\n"
            given = "" if name.endswith(".tex") else regions_of(part)
            left = [each for each in shown if f"pubs:begin {each} " not in given]
            regions = "".join(mark.format("begin", each) + mark.format("end", each) + "\n" for each in left)
            (site / name).write_text(f"{given}\n{regions}", encoding="utf-8")
        result = pubs("render", cwd=site)
        assert result.code == 0, f"{page}: {result.err}\n{settings}"
        for name in shown:
            assert pubs("render", name, cwd=site).code == 0, name


def test_files_of_other_programs_can_be_read() -> None:
    """Workflows are checked by their services' schemas, settings of editors by the editors, in other tests."""
    for page, text in build_docs.documentation().items():
        for body in re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            assert re.match(r"# \S+\.ya?ml\n", body), f"{page}: a block of YAML must say which file it is:\n{body}"
            assert yaml.safe_load(body)
        for body in re.findall(r"^```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            json.loads(body)


def test_commands_in_the_documentation_are_there() -> None:
    """Every line that calls the program has a command, options and arguments that it accepts."""
    calls = set()
    for text in build_docs.documentation().values():
        for body in re.findall(r"^```(?:sh|console|yaml)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            calls |= set(
                re.findall(
                    r"^(?:\$ | *- (?:run: )?| *entry: | *pre-render: )?(?:pubs|pubmanager) (.*)$", body, re.MULTILINE
                )
            )
    assert len(calls) > 25
    for call in sorted(calls):
        name, *arguments = shlex.split(call.partition(" < ")[0], comments=True)
        command = group.get_command(Context(group), name)
        assert command, call
        command.make_parser(Context(command)).parse_args(arguments)


def test_acadhomepage_step_by_step(tmp_path: Path, pubs: Run) -> None:
    """The recipe's own .bib, settings and commands, in its order, on a site as the theme has it."""
    text = (DOCS / "acadhomepage.md").read_text(encoding="utf-8")
    blocks = {
        kind: re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        for kind in ("bibtex", "toml", "sh", "html")
    }
    page = tmp_path / "_pages" / "about.md"
    page.parent.mkdir()
    page.write_text("# 🔥 News\n\n# 📝 Publications\n\n<span id='total_cit'></span>\n", encoding="utf-8")
    (tmp_path / "images").mkdir()
    shutil.copy(ROOT / "bib" / "images" / "iccv23.png", tmp_path / "images" / "loops.png")
    (tmp_path / "_config.yml").write_text("author:\n  name: Ada Lovelace\n", encoding="utf-8")
    (tmp_path / "publications.bib").write_text(blocks["bibtex"][0], encoding="utf-8")
    assert pubs("init", "--yes", cwd=tmp_path).code == 0
    assert "publications.bib" in (tmp_path / "_config.yml").read_text(encoding="utf-8")
    given = page.read_text(encoding="utf-8")
    page.write_text(given.replace("# 🔥 News", f"# 🔥 News\n{blocks['html'][0]}"), encoding="utf-8")
    (tmp_path / "pubs.toml").write_text(blocks["toml"][0], encoding="utf-8")
    codes = [pubs(*line.split()[1:], cwd=tmp_path).code for line in "".join(blocks["sh"][1:]).splitlines()]
    assert codes == [1, 0, 0], pubs("lint", cwd=tmp_path).out
    made = page.read_text(encoding="utf-8")
    assert "ICML 2024 (Oral)" in made and "**Ada Lovelace**†, Charles Babbage†" in made and "images/loops.png" in made
    assert made.index("accepted by ICML-2024") < made.index("# 📝 Publications") < made.index("paper-box")


def test_every_function_and_class_that_is_public_has_a_docstring() -> None:
    import ast

    missing = []
    for path in sorted((ROOT / "pubmanager").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            missing.append(str(path))
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                missing += [] if ast.get_docstring(node) else [f"{path.name}: {node.name}"]
    assert missing == []


@pytest.mark.parametrize(("walk", "most"), [(0, 20), (1, 12)], ids=["an entry", "an author"])
def test_the_walks_lead_to_what_is_there(walk: int, most: int) -> None:
    text = (ROOT / "docs" / "walks.md").read_text(encoding="utf-8").split("\n## ")[1:][walk]
    steps = re.findall(r"^\| \d+ \| `([^`]+)` \| (.*?) \|", text, re.MULTILINE)
    assert 0 < len({file for file, _ in steps}) <= most
    for file, names in steps:
        code = (ROOT / file).read_text(encoding="utf-8")
        for name in re.findall(r"`([^`]+)`", names):
            assert re.search(r"(def |class |^|{ w\.join\()" + re.escape(name) + r"\b", code, re.MULTILINE), (
                f"{file}: {name}"
            )


def test_contributing_names_what_is_there() -> None:
    """Every place of the table exists, and so do the boxes of the picture."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?:a|an|another|…) .*?\| (.*) \|$", text, re.MULTILINE)
    assert len(rows) > 15
    for row in rows:
        places = re.findall(r"`(?:python )?([\w./]+[/.]\w*)`", row)
        assert places, row
        assert all(
            any(ROOT.glob(place if "/" in place else f"templates/*/{place}")) or (ROOT / place).exists()
            for place in places
        ), row
    for box in re.findall(r"<b>(.*?)</b>", text):
        assert (ROOT / "pubmanager" / box).exists() or (ROOT / box).exists(), box
