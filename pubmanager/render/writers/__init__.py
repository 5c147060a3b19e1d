"""Writers: one per format, the only place that escapes."""

from __future__ import annotations

from functools import lru_cache

from pubmanager.config.schema import FORMATS
from pubmanager.errors import PubsError, suggestion
from pubmanager.render.writers.base import Safe, Writer, constant
from pubmanager.render.writers.html import HtmlWriter
from pubmanager.render.writers.markdown import FormulasInMarkdown, HtmlInMarkdown, MarkdownWriter

__all__ = ["FORMATS", "FORMULAS_IN_MARKDOWN", "HTML_IN_MARKDOWN", "Safe", "Writer", "constant", "writer_of"]


HTML_IN_MARKDOWN = "html in markdown"
"""Names the writer of themes that write HTML where Markdown is asked for."""
FORMULAS_IN_MARKDOWN = "markdown with formulas"
"""Names the writer for readers of Markdown that read formulas."""


@lru_cache(maxsize=8)
def writer_of(format: str) -> Writer:
    """Returns the writer of a format. Raises: ``PubsError`` for an unknown one."""
    if format not in (*FORMATS, HTML_IN_MARKDOWN, FORMULAS_IN_MARKDOWN):
        raise PubsError(
            f"unknown format '{format}'", hint=suggestion(format, FORMATS) or f"one of: {', '.join(FORMATS)}"
        )
    return _writer_class(format)()


def _writer_class(format: str) -> type[Writer]:
    """Imports the formats that few pages are written in only for these."""
    if format == "text":
        from pubmanager.render.writers.text import TextWriter

        return TextWriter
    if format == "latex":
        from pubmanager.render.writers.latex import LatexWriter

        return LatexWriter
    writers: dict[str, type[Writer]] = {
        "markdown": MarkdownWriter,
        "html": HtmlWriter,
        HTML_IN_MARKDOWN: HtmlInMarkdown,
        FORMULAS_IN_MARKDOWN: FormulasInMarkdown,
    }
    return writers[format]
