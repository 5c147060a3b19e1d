"""The documentation is what the code says: generated pages are up to date, examples run, settings load."""

from __future__ import annotations

import doctest
import re
import shutil
import tomllib
from typing import TYPE_CHECKING

import build_docs
import pytest
from check_site import problems
from conftest import ROOT, Run
from theme_pages import theme_pages

from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError
from pubmanager.lint.engine import all_rules
from pubmanager.model.venues import TABLE, table_with_keys

if TYPE_CHECKING:
    from pathlib import Path

DOCS = ROOT / "docs"
MENU = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]


def test_files_that_are_generated_and_committed_are_up_to_date() -> None:
    pages = theme_pages()
    assert {path.name for path in (DOCS / "themes").glob("*.md")} == set(pages) and len(pages) > 8
    for name, text in pages.items():
        assert (DOCS / "themes" / name).read_text(encoding="utf-8") == text, "run: python tools/theme_pages.py"
    table = TABLE.read_text(encoding="utf-8")
    assert table == table_with_keys(table), "run: python tools/venue_keys.py"


def test_every_link_of_a_page_leads_to_a_file_or_page(tmp_path: Path) -> None:
    """`make docs` also follows the links of the built site, with their anchors."""
    build_docs.build(tmp_path)
    pages = sorted(tmp_path.rglob("*.md"))
    assert len(pages) > 260
    for page in pages:
        text = re.sub(r"^```.*?^```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"""(?:\]\(|src="|srcset=")(?!https?:|#|mailto:)([^)\s#"]+)""", text):
            assert (page.parent / target).is_file(), f"{page.relative_to(tmp_path)}: {target}"


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
    """Fences and the mark of the heading are the only differences, and where a line ends."""
    pages = build_docs.documentation()
    for code in all_rules():
        text = re.sub(r"^```.*$", "", pages[f"rules/{code}.md"].removeprefix("# "), flags=re.MULTILINE)
        assert pubs("rules", code).out.split() == text.split(), code


def test_every_option_of_a_theme_is_seen_at_work() -> None:
    for path in sorted((DOCS / "themes").glob("*.md")):
        for section in re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name = section.split("\n")[0]
            assert "\n```" in section, f"tools/theme_pages.py needs an example of '{name}' for {path.name}"


def test_the_python_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(DOCS / "python.md"), module_relative=False)
    assert result.failed == 0 and result.attempted > 15


@pytest.mark.parametrize("page", ["recipes.md", "sites.md", "acadhomepage.md", "authors.md", "format.md"])
def test_settings_in_the_documentation_load(page: str) -> None:
    found = re.findall(r"^```toml\n(.*?)^```", build_docs.documentation()[page], re.MULTILINE | re.DOTALL)
    assert len(found) > 1
    for text in found:
        try:
            tomllib.loads(text) if re.match(r"# (?!pubs\.toml)\S+\.toml\n", text) else parse_config(text)
        except PubsError as error:
            pytest.fail(f"{error}\n{text}")


def test_acadhomepage_step_by_step(tmp_path: Path, pubs: Run) -> None:
    """The recipe's own .bib, settings and commands, in its order, on a site as the theme has it."""
    text = (DOCS / "acadhomepage.md").read_text(encoding="utf-8")
    blocks = {
        kind: re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL) for kind in ("bibtex", "toml", "sh")
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
    news = "# 🔥 News\n<!-- pubs:begin news -->\n<!-- pubs:end news -->"
    page.write_text(given.replace("# 🔥 News", news), encoding="utf-8")
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
