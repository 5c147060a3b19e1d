"""Inline styles, written: how a short text shows, such as ``bold`` or ``class:me``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubmanager.config.styles import is_choice, words_for
from pubmanager.errors import PubsError, suggestion
from pubmanager.render.writers import Safe, constant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pubmanager.render.writers import Writer


def check_styles(styles: Iterable[str], where: str, what: str) -> None:
    """Checks styles of ``badges`` or ``names``. Raises: ``PubsError`` for a word that they cannot have."""
    known = words_for(what)
    for each in styles:
        if not is_choice(each, known):
            hint = suggestion(each, known) or f"one of: {', '.join(known)}"
            raise PubsError(f"{where} cannot be '{each}'", hint=hint)


def styled(content: Any, styles: Iterable[str], writer: Writer, linked: Callable[[Safe], Safe] | None = None) -> Safe:
    """Writes a text in its styles, from the inside out; ``linked`` is what the style of this name does."""
    written = writer.of(content)
    for each in styles:
        written = linked(written) if each == "linked" and linked else _styled(written, each, content, writer)
    return written


def _styled(written: Safe, style: str, content: Any, writer: Writer) -> Safe:
    kind, _, value = style.partition(":")
    if kind == "code":
        return writer.code(content)
    if kind == "bracketed":
        return Safe(f"{constant(writer, '[')}{written}{constant(writer, ']')}") if written else written
    if kind == "quoted":
        return Safe(f"“{written}”") if written else written
    if kind == "color":
        return writer.span(written, color=value)
    if kind == "class":
        return writer.span(written, classes=value)
    styles = {"bold": writer.strong, "italic": writer.emphasis, "underline": writer.underline}
    return {**styles, "superscript": writer.superscript}.get(kind, writer.of)(written)
