"""Formatting in memory, as the tests of this folder need it."""

from __future__ import annotations

from pubmanager.bibtex.read import read
from pubmanager.config.load import parse_config
from pubmanager.formatting.format import Formatted, format_reading
from pubmanager.source import Source


def formatting(text: str | bytes, settings: str = "") -> Formatted:
    """Formats a text with the lines of a ``[format]`` table; bytes are decoded like a file."""
    source = Source.from_bytes("a.bib", text) if isinstance(text, bytes) else Source("a.bib", text)
    return format_reading(read(source), parse_config(f"[format]\n{settings}").format)


def formatted(text: str, settings: str = "") -> str:
    """Returns the new text; formatting it again changes nothing."""
    done = formatting(text, settings)
    assert done.is_proven
    assert formatting(done.text, settings).text == done.text
    return done.text
