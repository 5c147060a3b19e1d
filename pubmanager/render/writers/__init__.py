"""Writers: one per format, the only place that escapes."""

from __future__ import annotations

from functools import lru_cache

from pubmanager.config.formats import FORMATS
from pubmanager.errors import PubsError, suggestion
from pubmanager.render.writers.base import Safe, Writer
from pubmanager.render.writers.html import HtmlWriter
from pubmanager.render.writers.latex import LatexWriter
from pubmanager.render.writers.markdown import MarkdownWriter
from pubmanager.render.writers.text import TextWriter

__all__ = ["FORMATS", "Safe", "Writer", "writer_of"]

_WRITERS: dict[str, type[Writer]] = {
    "markdown": MarkdownWriter,
    "html": HtmlWriter,
    "text": TextWriter,
    "latex": LatexWriter,
}


@lru_cache(maxsize=8)
def writer_of(format: str) -> Writer:
    """Returns the writer of a format. Raises: ``PubsError`` for an unknown one."""
    if format not in _WRITERS:
        raise PubsError(
            f"unknown format '{format}'", hint=suggestion(format, FORMATS) or f"one of: {', '.join(FORMATS)}"
        )
    return _WRITERS[format]()
