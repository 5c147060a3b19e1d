"""Imports point one way, adapters are alone with their library, and start-up loads nothing it does not use."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "pubmanager"
# From the top down: a layer imports from the layers below it. Layers in one row do not import each other.
LAYERS = (
    ("cli",),
    ("lsp",),
    ("adopt",),
    ("adding", "setup", "lint_target"),
    ("notes",),
    ("site",),
    ("outputs",),
    ("bibliography",),
    ("lint", "render"),
    ("conventions", "formatting"),
    ("pages", "config"),
    ("model",),
    ("bibtex", "latex"),
    ("findings", "inputs"),
    ("source", "errors", "cache", "globs"),
    ("regex",),
)
LEVEL = {name: level for level, row in enumerate(LAYERS) for name in row}
ADAPTERS = {
    "bibtexparser": {"bibtex/read.py"},
    "pybtex": {"model/names.py"},
    "jinja2": {"render/expressions.py", "render/sandbox.py"},
    "yaml": {"inputs.py"},
    "click": {"cli/"},
    "rapidfuzz": {"lint/nearest.py"},
    "markdown_it": {"adopt/reader.py"},
    "pygls": {"lsp/server.py"},
    "rispy": {"adopt/formats.py"},
    "lsprotocol": {"lsp/"},
    "pathspec": {"globs.py"},
    "webcolors": {"render/badges.py"},
    "rich": {"cli/", "lint/report/text.py"},
}


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "templates" not in path.parts]


@cache
def imports(path: Path) -> list[str]:
    """Names what a module imports, in functions and under TYPE_CHECKING too."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def layer(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def test_the_layers_are_those_of_the_package() -> None:
    names = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in modules()}
    assert names - {"__init__", "__main__"} == LEVEL.keys()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own in ("__init__", "__main__"):
        return
    for name in imports(path):
        if not name.startswith("pubmanager."):
            continue
        other = layer(name)
        if other not in LEVEL:  # `from pubmanager import __version__`
            continue
        assert other == own or LEVEL[other] > LEVEL[own], f"{own} imports {name}"


@pytest.mark.parametrize("library", ADAPTERS)
def test_adapters_are_alone_with_their_library(library: str) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        if any(name.split(".")[0] == library for name in imports(path))
    }
    assert users
    assert {user for user in users if not any(user.startswith(allowed) for allowed in ADAPTERS[library])} == set()


def loaded(code: str) -> set[str]:
    """Runs code in a new interpreter and names the top-level modules it has loaded."""
    report = "import sys; print(*{name.split('.')[0] for name in sys.modules})"
    result = subprocess.run([sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True)
    return set(result.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_no_library() -> None:
    assert loaded("import pubmanager") & {"bibtexparser", "pybtex", "jinja2", "click", "rich", "dataclasses"} == set()


def test_help_loads_click_alone() -> None:
    code = "from pubmanager.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    assert loaded(code) & {"bibtexparser", "pybtex", "jinja2", "rich", "tomllib", "yaml"} == set()


def test_no_module_imports_itself_through_others() -> None:
    """Imports for type checking count too."""
    names = {path: ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in modules()}
    known = {name.removesuffix(".__init__") for name in names.values()}
    graph = {
        name.removesuffix(".__init__"): {
            found if found in known else found.rpartition(".")[0] for found in imports(path)
        }
        & known
        for path, name in names.items()
    }
    left = {name: others - {name} for name, others in graph.items()}
    while free := [name for name, others in left.items() if not others & left.keys()]:
        for name in free:
            del left[name]
    assert sorted(left) == []
