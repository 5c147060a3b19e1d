"""The documentation is what the code says: generated pages are up to date, examples run, settings load."""

from __future__ import annotations

import doctest
import re
import runpy

import pytest
from conftest import ROOT

from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError

DOCS = ROOT / "docs"


def test_generated_pages_are_up_to_date() -> None:
    pages = runpy.run_path(str(DOCS / "generate.py"))["pages"]()
    assert len(pages) > 25
    assert {path.name for path in (DOCS / "rules").iterdir()} == {name[6:] for name in pages if name[:6] == "rules/"}
    assert {path.name for path in (DOCS / "themes").glob("*.md")} == {
        name[7:] for name in pages if name[:7] == "themes/"
    }
    for name, text in pages.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"run: python docs/generate.py ({name})"


def test_every_option_of_a_theme_is_seen_at_work() -> None:
    for path in sorted((DOCS / "themes").glob("*.md")):
        for section in re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name = section.split("\n")[0]
            assert "\n```" in section, f"docs/theme_pages.py needs an example of '{name}' for {path.name}"


def test_the_python_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(DOCS / "python.md"), module_relative=False)
    assert result.failed == 0 and result.attempted > 15


@pytest.mark.parametrize("page", ["recipes.md", "sites.md", "acadhomepage.md", "authors.md", "format.md"])
def test_settings_in_the_documentation_load(page: str) -> None:
    found = re.findall(r"^```toml\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(found) > 1
    for text in found:
        try:
            parse_config(text)
        except PubsError as error:
            pytest.fail(f"{error}\n{text}")


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


def test_modules_stay_short() -> None:
    """At most 350 lines a module (tables apart), 40 a function."""
    import ast

    for path in sorted((ROOT / "pubmanager").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 350, path.name
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                body = (node.end_lineno or 0) - node.body[0].lineno
                assert body <= 40, f"{path.name}: {node.name} has {body} lines"
