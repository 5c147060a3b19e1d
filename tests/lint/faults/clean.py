"""Clean entries of other people's files, and the edits that put a fault into one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from pubmanager import Bibliography
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pubmanager.bibtex.entry import Entry, Field
    from pubmanager.findings import Finding
    from pubmanager.model.publication import Publication

BIB, PAGE = "publications.bib", "about.md"
OTHER = "@misc{{{key}, title = {{{title}}}, author = {{Doe, Jane}}, year = {{{year}}}, howpublished = {{Web}}{more}}}\n"


def other(key: str = "owls", title: str = "A Field Guide to the Owls", year: object = 2014, more: str = "") -> str:
    """Returns an entry that has nothing in common with a real one."""
    return OTHER.format(key=key, title=title, year=year, more=f", {more}" if more else "")


@dataclass(frozen=True)
class Faulty:
    """A text with a fault, and where it is.

    Shape: ``spans`` are the stretches that a finding may touch; ``files`` are other files of the site.
    """

    text: str
    spans: tuple[Span, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    path: str = BIB

    @property
    def data(self) -> bytes:
        return self.text.encode(self.encoding)

    def is_touched_by(self, found: Finding) -> bool:
        return found.source.path.endswith(self.path) and any(
            found.span.start <= each.end and each.start <= found.span.end for each in self.spans
        )


@dataclass(frozen=True)
class Clean:
    """One clean entry, alone in a file. Shape: ``name`` is its file and key."""

    name: str
    text: str

    @property
    def untouched(self) -> Faulty:
        return Faulty(self.text, ())

    @cached_property
    def bibliography(self) -> Bibliography:
        return Bibliography.from_sources([Source(BIB, self.text)])

    @property
    def entry(self) -> Entry:
        return self.bibliography.readings[0].entries[0]

    @property
    def publication(self) -> Publication:
        return self.bibliography.understood[0]

    @property
    def year(self) -> int:
        return self.publication.date.year if self.publication.date else 0

    @property
    def has_month(self) -> bool:
        return bool(self.field("month", "date"))

    def field(self, *names: str) -> Field | None:
        """Returns the first of some fields that is there and a literal."""
        return next((each for name in names for each in self.entry.fields if each.name == name and each.raw), None)

    def has(self, *names: str) -> bool:
        return any(each.name in names for each in self.entry.fields)

    def value(self, *names: str) -> str:
        found = self.field(*names)
        return found.raw.strip('{}"') if found else ""

    def replacing(self, start: int, end: int, text: str) -> Faulty:
        """Replaces a stretch; the fault is what stands there then."""
        return Faulty(self.text[:start] + text + self.text[end:], (Span(start, start + len(text)),))

    def at_key(self, text: str) -> Faulty:
        """The fault is seen at the key, or the type, of the entry."""
        return Faulty(text, (Span(self.entry.type_span.start, self.entry.key_span.end),))

    def set(self, name: str, content: str, delimiters: str = "{}") -> Faulty:
        """Gives a field a value: its only one, or a new field behind the key."""
        value = f"{delimiters[:1]}{content}{delimiters[1:]}"
        if found := self.field(name):
            return self.replacing(found.value_span.start, found.value_span.end, value)
        return self.adding(f"{name} = {value}")

    def adding(self, text: str) -> Faulty:
        """Adds a field behind the last one."""
        at = self.entry.fields[-1].value_span.end
        return self.replacing(at, at, f",\n  {text}")

    def without(self, *names: str) -> Clean:
        """Returns the entry without some fields."""
        text = self.text
        for each in reversed(self.entry.fields):
            if each.name in names:
                comma = re.compile(r"\s*,?\s*").match(text, each.value_span.end)
                text = text[: each.name_span.start] + text[comma.end() if comma else each.value_span.end :]
        return Clean(self.name, text)

    def within(self, names: tuple[str, ...], change: Callable[[str], tuple[int, int, str] | None]) -> Faulty | None:
        """Changes a stretch of a braced or quoted value."""
        found = self.field(*names)
        if not found or not found.is_literal or found.raw[0] not in '{"':
            return None
        edit = change(found.raw[1:-1])
        start = found.value_span.start + 1
        return self.replacing(start + edit[0], start + edit[1], edit[2]) if edit else None

    def sub(self, names: tuple[str, ...], pattern: str, text: str | Callable[[re.Match[str]], str]) -> Faulty | None:
        """Replaces the first match of a pattern in a value."""

        def change(content: str) -> tuple[int, int, str] | None:
            found = re.search(pattern, content)
            return (*found.span(), text(found) if callable(text) else found.expand(text)) if found else None

        return self.within(names, change)

    def before(self, text: str) -> Faulty:
        """Puts a text before the entry."""
        return Faulty(f"{text}\n{self.text}", (Span(0, len(text)),))

    def after(self, text: str, also: Span | None = None) -> Faulty:
        """Puts a text behind the entry."""
        start = len(self.text)
        return Faulty(f"{self.text}\n{text}\n", (Span(start, start + len(text) + 1), *([also] if also else [])))


@dataclass(frozen=True)
class CleanPage:
    """A page of somebody's, which has one fault more when we are done."""

    name: str
    text: str

    @property
    def untouched(self) -> Faulty:
        return Faulty(self.text, (), files={BIB: other()}, path=PAGE)

    def ending(self, text: str, **files: str) -> Faulty:
        """Puts a paragraph at the end of the page."""
        start = len(self.text) + 2
        whole = f"{self.text}\n\n{text}\n"
        return Faulty(whole, (Span(start, start + len(text)),), files={BIB: other(), **files}, path=PAGE)


def clean_entries(folder: Path) -> Iterator[Clean]:
    """Yields the entries that are clean by themselves, one of each file in turn."""
    for each in filter(None, chain.from_iterable(zip_longest(*map(_entries, sorted(folder.glob("*.bib")))))):
        if not each.bibliography.lint() and each.bibliography.understood:
            yield each


def _entries(path: Path) -> Iterator[Clean]:
    for reading in Bibliography.load(path).readings:
        for entry in reading.entries:
            if entry.readable and entry.fields:
                yield Clean(f"{path.name}:{entry.key}", reading.source[entry.span] + "\n")
