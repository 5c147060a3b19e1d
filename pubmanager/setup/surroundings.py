"""What a folder holds: the ``.bib`` files, the page for the publications, the kind of site and its owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.config.find import GENERATORS
from pubmanager.config.jekyll import me_of
from pubmanager.inputs import read_source
from pubmanager.setup.sections import has_section

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SKIPPED = {"node_modules", "_site", "vendor", "venv", ".venv", "dist", "build", "__pycache__"}
_PAGES = (
    "_pages/about.md",
    "_pages/publications.md",
    "_pages/publications.html",
    "_pages/includes/pub.md",
    "content/publications.md",
    "content/publications/_index.md",
    "content/publication/_index.md",
    "content/pages/publications.md",
    "docs/publications.md",
    "publications/index.qmd",
    "publications/index.md",
    "publications.qmd",
    "about.md",
    "publications.md",
    "publications.html",
    "index.md",
    "index.qmd",
    "index.html",
)
# AcadHomepage's pages are often put together from files: `{% include_relative includes/pub.md %}`.
_INCLUDE = re.compile(
    r"\{%-?\s*include(?P<relative>_relative)?\s+(?P<file>[\w./-]*pub[\w-]*\.(?:md|markdown|html))\s*-?%\}",
    re.IGNORECASE,
)


class Surroundings(Struct, frozen=True):
    """What a folder holds. Shape: paths are relative to it, with slashes."""

    bibs: tuple[str, ...]
    page: str
    kind: str
    owner: str


def look_around(root: Path) -> Surroundings:
    """Finds the ``.bib`` files, the page for publications, the kind of site and the owner's name."""
    names = (path.relative_to(root).as_posix() for path in files_below(root) if path.suffix.lower() == ".bib")
    bibs = tuple(name for name in names if can_be_written(name))
    kind = next((kind for file, kind in GENERATORS if (root / file).exists()), "")
    owner = me_of(root).name
    return Surroundings(tuple(sorted(bibs)), _page(root), kind, owner)


def can_be_written(name: str) -> bool:
    """Whether settings, which are UTF-8, can name a file; Python stands surrogates for other bytes of a name."""
    return name.encode("utf-8", "replace") == name.encode("utf-8", "surrogatepass")


def files_below(folder: Path, depth: int = 4) -> Iterable[Path]:
    """Yields the files of a site, but not those of tools and of builds."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and depth and path.name not in _SKIPPED and not path.name.startswith("."):
            yield from files_below(path, depth - 1)
        elif path.is_file():
            yield path


def _page(root: Path) -> str:
    """Returns the first page that has a section on publications, else the first page there is."""
    pages = [_with_publications(root, page) for page in _PAGES if (root / page).is_file()]
    return next((page for page in pages if has_section(_text(root / page), page)), pages[0] if pages else "")


def _with_publications(root: Path, page: str) -> str:
    """Returns the file that a page includes for its publications, or the page itself."""
    text = _text(root / page)
    for found in () if has_section(text, page) else _INCLUDE.finditer(text):
        folder = (root / page).parent if found["relative"] else root / "_includes"
        file = (folder / found["file"]).resolve()
        if file.is_file() and file.is_relative_to(root.resolve()):
            return file.relative_to(root.resolve()).as_posix()
    return page


def _text(file: Path) -> str:
    return read_source(file).text
