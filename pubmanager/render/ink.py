"""Patterns written through a format's writer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pubmanager.render.patterns import fill_plainly
from pubmanager.render.writers import Safe
from pubmanager.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from pubmanager.render.patterns import Run
    from pubmanager.render.writers import Writer

_SPACE = "\u00a0"


@lru_cache(maxsize=1 << 10)
def _literal(writer: Writer, literal: str, is_beginning: bool) -> Safe:
    """Writes text of a pattern, which comes back with each publication."""
    write = writer.text if is_beginning else writer.inline
    if _SPACE not in literal or not writer.space.strip():
        return write(literal)
    return writer.join((write(piece) for piece in literal.split(_SPACE)), writer.space)


@dataclass(frozen=True, slots=True)
class WriterInk:
    """Writes a pattern.

    Shape: ``read`` gives a name's value, ``url`` what a slot for links holds, ``plain`` a name's value inside of code
    (default: as ``read``); ``beginning`` is the literal that a line may begin with.
    """

    read: Callable[[str], Any]
    writer: Writer
    url: Callable[[str], str] = lambda slot: ""
    plain: Callable[[str], str] | None = None
    beginning: str = ""

    def value(self, name: str) -> Safe:
        return self.writer.of(self.read(name))

    def text(self, literal: str) -> Safe:
        return _literal(self.writer, literal, literal == self.beginning)

    def styled(self, style: str, inner: str) -> Safe:
        written: Safe = Safe(inner)
        written = written if style == "**" else self.writer.emphasis(written)
        return written if style == "*" else self.writer.strong(written)

    def linked(self, slot: str, inner: str) -> Safe:
        """Writes a link, but none around another: the title may be one already."""
        return Safe(inner) if self.writer.holds_link(inner) else self.writer.link(Safe(inner), self.url(slot))

    def spanned(self, look: str, inner: str) -> Safe:
        if look.startswith("."):
            return self.writer.span(Safe(inner), classes=look[1:])
        return self.writer.span(Safe(inner), color=look.removeprefix("color:"))

    def code(self, run: Run) -> Safe:
        return self.writer.code(fill_plainly(run, self.plain or (lambda name: str(self.read(name)))))
