"""Entries that an earlier run has read: their fields are read again only when somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.bibtex.entry import Entry
from pubmanager.source import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from pubmanager.bibtex.entry import Field
    from pubmanager.cache.entries import Known
    from pubmanager.source import Source


class KnownEntry(Entry):
    """An entry that is known. Shape: ``name`` is what it is called in the cache; its text starts at ``start``."""

    __slots__ = ("_again", "_header", "_start", "_whole", "known", "name")

    def __init__(
        self, source: Source, header: re.Match[str], start: int, name: bytes, known: Known, again: Callable[[], Entry]
    ) -> None:
        key_start, key_end, _ = known.places
        given = {
            "source": source,
            "type": header["type"].lower(),
            "key": source.text[start + key_start : start + key_end],
            "readable": True,
            "name": name,
            "known": known,
            "_header": header,
            "_start": start,
            "_again": again,
            "_whole": None,
        }
        for attribute, value in given.items():
            object.__setattr__(self, attribute, value)

    name: bytes
    known: Known
    _header: re.Match[str]
    _start: int
    _again: Callable[[], Entry]
    _whole: Entry | None

    def _read(self) -> Entry:
        if self._whole is None:
            object.__setattr__(self, "_whole", self._again())
        assert self._whole is not None
        return self._whole

    @property
    def fields(self) -> tuple[Field, ...]:
        return self._read().fields

    @property
    def span(self) -> Span:
        return Span(self._header.start("at"), self._start + self.known.places[2])

    @property
    def type_span(self) -> Span:
        return Span(self._header.start("type"), self._header.end("type"))

    @property
    def key_span(self) -> Span:
        return Span(self._start + self.known.places[0], self._start + self.known.places[1])
