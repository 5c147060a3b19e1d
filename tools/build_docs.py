"""Puts the documentation together in ``build/docs``: the pages in ``docs/``, the reference, and those at the root.

``make docs`` runs it, then builds the site, then checks that (``check_site.py``).
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from posixpath import normpath, relpath

from reference import reference_pages

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "build" / "docs"
# Pages at the root of the repository, and where the site has them.
AT_ROOT = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
_LINK = re.compile(r"""(?P<before>\]\(|(?:src|srcset)=["'])(?P<target>(?![a-z]+:|#)[^\s)"'#]+)""")
_CODE = re.compile(r"^(`{3,}).*?^\1`*$|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)


def documentation() -> dict[str, str]:
    """Returns the pages of the site by file name."""
    docs = ROOT / "docs"
    pages = {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in docs.rglob("*.md")}
    decisions = sorted(name for name in pages if name.startswith("decisions/"))
    rows = [f"* [{pages[name].splitlines()[0].lstrip('# ')}]({name.partition('/')[2]})" for name in decisions]
    pages["decisions/index.md"] = "# Decisions\n\nWhat was chosen, and why.\n\n" + "\n".join(rows) + "\n"
    moved = {page: with_links(ROOT.joinpath(name).read_text(encoding="utf-8"), name) for name, page in AT_ROOT.items()}
    return {name: with_links(text, f"docs/{name}") for name, text in pages.items()} | reference_pages() | moved


def with_links(text: str, file: str) -> str:
    """Returns a page with links that lead where the site has what they name; those in code stay."""
    parts, end = [], 0
    for code in _CODE.finditer(text):
        parts += [_relinked(text[end : code.start()], file), code[0]]
        end = code.end()
    return "".join([*parts, _relinked(text[end:], file)])


def _relinked(text: str, file: str) -> str:
    here = _place(file)

    def link(found: re.Match[str]) -> str:
        target = normpath(f"{Path(file).parent.as_posix()}/{found['target']}")
        return found["before"] + relpath(_place(target), Path(here).parent.as_posix())

    return _LINK.sub(link, text)


def _place(file: str) -> str:
    """Returns where the site has a file of the repository: a page, or a file to look at."""
    if file in AT_ROOT or file.startswith("docs/"):
        name = AT_ROOT.get(file) or file.removeprefix("docs/")
        return f"{name}/index.md" if (ROOT / file).is_dir() else name
    return f"{file}.txt" if file.endswith(".md") else file


def _linked_files() -> dict[str, Path]:
    """Returns what pages at the root name outside ``docs/``, by its place in the site."""
    found = {}
    for name in AT_ROOT:
        text = _CODE.sub("", (ROOT / name).read_text(encoding="utf-8"))
        for link in _LINK.finditer(text):
            path = ROOT / link["target"]
            if path.is_file() and not _place(link["target"]).endswith(".md") and "docs/" not in link["target"]:
                found[_place(link["target"])] = path
    return found


def build(target: Path = TARGET) -> None:
    """Writes everything that the site is built from."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROOT / "docs", target, ignore=shutil.ignore_patterns("*.md"))
    for name, text in documentation().items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")
    for name, path in _linked_files().items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target / name)


if __name__ == "__main__":
    build()
