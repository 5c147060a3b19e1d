"""Inline styles: how a short text looks, such as ``bold`` or ``class:me``, by the same names everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubmanager.errors import PubsError, suggestion
from pubmanager.render.writers import Safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.render.writers import Writer

STYLES = ("plain", "bold", "italic", "underline", "code", "superscript", "bracketed", "color:NAME", "class:NAME")
"""The names of styles; the first one given is innermost."""
_PREFIXED = ("color", "class")


def check_styles(styles: Iterable[str], where: str) -> None:
    """Raises: ``PubsError`` for a name that is no style."""
    for each in styles:
        kind, colon, value = each.partition(":")
        if each not in STYLES[:-2] and not (kind in _PREFIXED and colon and value.strip()):
            hint = suggestion(each, STYLES) or f"one of: {', '.join(STYLES)}"
            raise PubsError(f"{where} cannot be '{each}'", hint=hint)


def styled(content: Any, styles: Iterable[str], writer: Writer) -> Safe:
    """Writes a text in its styles, from the inside out: ``["bold", "bracketed"]`` is ``[**text**]``."""
    written = writer.of(content)
    for each in styles:
        written = _styled(written, each, content, writer)
    return written


def _styled(written: Safe, style: str, content: Any, writer: Writer) -> Safe:
    kind, _, value = style.partition(":")
    if kind == "code":
        return writer.code(content)
    if kind == "bracketed":
        return Safe(f"{writer.text('[')}{written}{writer.text(']')}") if written else written
    if kind == "color":
        return writer.span(written, color=value)
    if kind == "class":
        return writer.span(written, classes=value)
    styles = {"bold": writer.strong, "italic": writer.emphasis, "underline": writer.underline}
    return {**styles, "superscript": writer.superscript}.get(kind, writer.of)(written)
