"""Looks: how a short text shows, such as ``bold`` or ``class:me``, by the same words everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubmanager.errors import PubsError, suggestion
from pubmanager.render.writers import Safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.render.writers import Writer

LOOKS = ("plain", "bold", "italic", "underline", "code", "superscript", "bracketed", "color:NAME", "class:NAME")
"""The words; what stands first is innermost."""
_PREFIXED = ("color", "class")


def check_looks(looks: Iterable[str], where: str) -> None:
    """Raises: ``PubsError`` for a word that is no look."""
    for each in looks:
        kind, colon, value = each.partition(":")
        if each not in LOOKS[:-2] and not (kind in _PREFIXED and colon and value.strip()):
            hint = suggestion(each, LOOKS) or f"one of: {', '.join(LOOKS)}"
            raise PubsError(f"{where} cannot be '{each}'", hint=hint)


def looking(content: Any, looks: Iterable[str], writer: Writer) -> Safe:
    """Writes a text in its looks, from the inside out: ``["bold", "bracketed"]`` is ``[**text**]``."""
    written = writer.of(content)
    for each in looks:
        written = _looking(written, each, content, writer)
    return written


def _looking(written: Safe, look: str, content: Any, writer: Writer) -> Safe:
    kind, _, value = look.partition(":")
    if kind == "code":
        return writer.code(str(content))
    if kind == "bracketed":
        return Safe(f"{writer.text('[')}{written}{writer.text(']')}") if written else written
    if kind == "color":
        return writer.span(written, color=value)
    if kind == "class":
        return writer.span(written, classes=value)
    styles = {"bold": writer.strong, "italic": writer.emphasis, "underline": writer.underline}
    return {**styles, "superscript": writer.superscript}.get(kind, writer.of)(written)
