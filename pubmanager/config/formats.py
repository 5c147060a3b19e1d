"""The formats that lists are written in, and the files they belong to."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

FORMATS: Final = ("markdown", "html", "text", "latex")
_BY_SUFFIX: Final = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".tex": "latex",
    ".ltx": "latex",
}


def format_of(path: str | PurePath) -> str:
    """Returns the format of a file by its suffix; Markdown for one that is not known.

    >>> format_of("_pages/about.md"), format_of("cv/publications.TEX")
    ('markdown', 'latex')
    """
    return _BY_SUFFIX.get(PurePath(path).suffix.lower(), "markdown")
