"""How a site shows formulas and HTML: what its files say of MathJax, KaTeX and its Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.config.kinds import EVERYTHING, kind_of
from pubmanager.errors import PubsError
from pubmanager.inputs import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pubmanager.config.kinds import SiteKind

_SKIPPED = {"node_modules", "_site", "vendor", "venv", ".venv", "dist", "build", "__pycache__"}
_CODE = (".html", ".yml", ".yaml", ".toml", ".js", ".liquid", ".py", ".njk")
_MATH = re.compile(rb"mathjax|katex|dollarmath|\b(?:enable_)?math\s*[:=]\s*true", re.IGNORECASE)
NOTHING_LOADED = 'formulas, and nothing here loads MathJax or KaTeX: set formulas = "text"'
"""What is said where nobody says how formulas are shown."""
HTML_IS_REMOVED = (
    "Hugo removes HTML from Markdown pages: set 'unsafe = true' in [markup.goldmark.renderer] of hugo.toml"
)
"""What is said where pages would come without what themes write as HTML."""
SHOWN_AS_TEX = "needs MathJax and is shown as TeX"
"""What is said of a formula that Unicode cannot say, where the settings ask for that."""


def formulas_of(root: Path) -> str:
    """Returns how formulas are written for a site, as ``formulas`` in its settings says it."""
    return formulas_in(kind_of(root), files_below(root))


def formulas_in(kind: SiteKind, files: Iterable[Path]) -> str:
    """Returns how formulas are written for a site with these files."""
    if kind.reads_formulas == EVERYTHING:
        return "markdown"
    texts = [bytes_of(path) for path in files if path.suffix.lower() in _CODE]
    if kind.reads_formulas and any(re.search(kind.reads_formulas.encode(), text) for text in texts):
        return "markdown"
    return "tex" if any(map(_MATH.search, texts)) else "text"


def removes_html(kind: SiteKind, files: Iterable[Path]) -> bool:
    """Whether a site with these files shows no HTML that stands in Markdown."""
    pattern = kind.keeps_html.encode()
    code = (path for path in files if path.suffix.lower() in (".toml", ".yaml", ".yml", ".json"))
    return bool(pattern) and not any(re.search(pattern, bytes_of(path)) for path in code)


def bytes_of(path: Path) -> bytes:
    """Returns what a file holds; nothing where it cannot be read, which says nothing about the site."""
    try:
        return read_bytes(path)
    except PubsError:
        return b""


def files_below(folder: Path, depth: int = 4) -> Iterator[Path]:
    """Yields the files of a site, but not those of tools and of builds."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and depth and path.name not in _SKIPPED and not path.name.startswith("."):
            yield from files_below(path, depth - 1)
        elif path.is_file():
            yield path
