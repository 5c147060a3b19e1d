"""Entries that know where they are, and read their fields when somebody asks: those known from an earlier run, and very
many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubmanager.bibtex.entry import Entry
from pubmanager.source import Span

if TYPE_CHECKING:
    from pubmanager.bibtex.entry import Field
    from pubmanager.cache.entries import Known
    from pubmanager.source import Source


class LightEntry(Entry):
    """A readable entry without its fields, which stand between ``start`` (its ``@``) and ``end``."""

    __slots__ = ("_end", "_start", "_whole")
    _start: int
    _end: int
    _whole: Entry | None

    def __init__(
        self, source: Source, type: str, key: str, start: int, end: int, whole: Entry | None = None, **more: Any
    ) -> None:
        given = {"source": source, "type": type, "key": key, "readable": True}
        given |= {"_start": start, "_end": end, "_whole": whole, **more}
        for name, value in given.items():
            object.__setattr__(self, name, value)

    @classmethod
    def of(cls, entry: Entry) -> LightEntry:
        """Returns a readable entry as one that can forget its fields."""
        return cls(entry.source, entry.type, entry.key, entry.span.start, entry.span.end, entry)

    def forget(self) -> None:
        """Drops what can be read again."""
        object.__setattr__(self, "_whole", None)

    def _read(self) -> Entry:
        if self._whole is None:
            from pubmanager.bibtex.read import read_again

            object.__setattr__(self, "_whole", read_again(self.source, self._start, self._end))
        assert self._whole is not None
        return self._whole

    @property
    def fields(self) -> tuple[Field, ...]:
        return self._read().fields

    @property
    def span(self) -> Span:
        return Span(self._start, self._end)

    @property
    def type_span(self) -> Span:
        return self._read().type_span

    @property
    def key_span(self) -> Span:
        return self._read().key_span


class KnownEntry(LightEntry):
    """An entry that an earlier run has read. Shape: ``name`` is what it is called in the cache."""

    __slots__ = ("known", "name")
    known: Known
    name: bytes
