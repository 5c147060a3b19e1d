"""Entries that read their fields when somebody asks: those known from an earlier run, and very many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubmanager.bibtex.entry import Entry
from pubmanager.bibtex.scan import scan
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.bibtex.entry import Field
    from pubmanager.cache.entries import Known
    from pubmanager.source import Source

MANY = 20_000  # of more entries little is held in memory, and nothing but texts is kept for the next run


class LightEntry(Entry):
    """A readable entry without its fields. Shape: it stands between ``start`` (its ``@``) and ``end``."""

    __slots__ = ("_end", "_fields", "_key_end", "_start")
    _start: int
    _end: int
    _key_end: int
    _fields: Sequence[Field] | None

    def __init__(
        self, source: Source, type: str, key_span: Span, start: int, end: int, fields: Any = None, **more: Any
    ) -> None:
        given = {"source": source, "type": type, "key": source[key_span], "readable": True, **more}
        given |= {"_start": start, "_end": end, "_key_end": key_span.end, "_fields": fields}
        for name, value in given.items():
            object.__setattr__(self, name, value)

    @classmethod
    def of(cls, entry: Entry) -> LightEntry:
        """Returns a readable entry as one that can forget its fields."""
        return cls(entry.source, entry.type, entry.key_span, entry.span.start, entry.span.end, entry.fields)

    def forget(self) -> None:
        """Drops what can be read again."""
        object.__setattr__(self, "_fields", None)

    @property
    def fields(self) -> tuple[Field, ...]:
        if self._fields is None:
            object.__setattr__(self, "_fields", self._scanned() or self._read().fields)
        return self._fields  # type: ignore[return-value] # just set

    def _scanned(self) -> tuple[Field, ...]:
        """Reads the fields of a plain entry; nothing where they are not plain."""
        text = self.source.text
        found = scan(text, self._key_end + 1, self._end) if text[self._key_end : self._key_end + 1] == "," else None
        return tuple(found[0]) if found and found[1] == self._end else ()

    def _read(self) -> Entry:
        from pubmanager.bibtex.read import read_again

        return read_again(self.source, self._start, self._end)

    @property
    def span(self) -> Span:
        return Span(self._start, self._end)

    @property
    def type_span(self) -> Span:
        return self._read().type_span

    @property
    def key_span(self) -> Span:
        return Span(self._key_end - len(self.key), self._key_end)


class KnownEntry(LightEntry):
    """An entry that an earlier run has read. Shape: ``name`` is what it is called in the cache."""

    __slots__ = ("known", "name")
    known: Known
    name: bytes
