"""Clean entries of other people's files, and the edits that put a fault into one."""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import chain, count, islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from pubmanager import Bibliography
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pubmanager.bibtex.entry import Entry, Field
    from pubmanager.findings import Finding
    from pubmanager.model.publication import Publication

T = TypeVar("T")
BIB, PAGE = "publications.bib", "about.md"
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
OTHER = "@misc{{{key}, title = {{{title}}}, author = {{Doe, Jane}}, year = {{{year}}}, howpublished = {{Web}}{more}}}\n"


def other(key: str = "owls", title: str = "A Field Guide to the Owls", year: object = 2014, more: str = "") -> str:
    """Returns an entry that has nothing in common with a real one."""
    return OTHER.format(key=key, title=title, year=year, more=f", {more}" if more else "")


class Faulty(Struct, frozen=True):
    """A text with a fault, and where it is.

    Shape: ``spans`` are the stretches that a finding may point into; ``files`` are other files of the site, where ``pubs.toml``
    names the others itself unless it is empty; ``before`` is the same without the fault, unless that is the clean entry.
    """

    text: str
    spans: tuple[Span, ...]
    files: Mapping[str, str] = {}
    encoding: str = "utf-8"
    path: str = BIB
    before: Faulty | None = None

    @property
    def data(self) -> bytes:
        return self.text.encode(self.encoding)

    def behind(self, text: str) -> Faulty:
        """Puts a text before what is faulty, and before what is not."""
        spans = tuple(Span(each.start + len(text), each.end + len(text)) for each in self.spans)
        before = self.before.behind(text) if self.before else None
        return replace(self, text=text + self.text, spans=spans, before=before)

    def at(self, *texts: str) -> Faulty:
        """The fault is seen where one of some texts stands."""
        spans = [Span(*found.span()) for text in texts for found in re.finditer(re.escape(text), self.text)]
        assert spans, (texts, self.text)
        return replace(self, spans=tuple(spans))

    def is_place_of(self, found: Finding) -> bool:
        """Whether a finding points into one of the stretches, and at nothing around them."""
        return found.source.path.endswith(self.path) and any(
            each.start <= found.span.start and found.span.end <= each.end for each in self.spans
        )


class Clean(Struct, frozen=True, dict=True):
    """One clean entry, alone in a file. Shape: ``name`` is its file and key."""

    name: str
    text: str

    @property
    def file(self) -> str:
        return self.name.partition(":")[0]

    @property
    def untouched(self) -> Faulty:
        return Faulty(self.text, ())

    @cached_property
    def bibliography(self) -> Bibliography:
        return Bibliography.from_sources([Source(BIB, self.text)])

    @property
    def is_clean(self) -> bool:
        return not self.bibliography.lint() and bool(self.bibliography.understood)

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
        return Faulty(text, (Span(self.entry.type_span.start - 1, self.entry.key_span.end),))

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
        """Puts a text after the entry."""
        start = len(self.text)
        return Faulty(f"{self.text}\n{text}\n", (Span(start, start + len(text) + 1), *([also] if also else [])))

    def turn(self, *choices: T) -> T:
        """Chooses for this entry; others get the other choices."""
        return choices[crc32(f"{self.name} {len(choices)}".encode()) % len(choices)]

    def where(self, find: Callable[[Field], bool]) -> Field | None:
        """Returns the first field that is a braced or quoted value and fits."""
        return next((each for each in self.entry.fields if each.raw[:1] in ("{", '"') and find(each)), None)

    def valued(self, found: Field, content: str) -> Faulty:
        """Gives a braced or quoted field another value; the fault is the value without its delimiters."""
        return self.replacing(found.value_span.start + 1, found.value_span.end - 1, content)

    def given(self, name: str, content: str) -> Faulty:
        """Adds a field; the fault is its value without the braces."""
        made = self.adding(f"{name} = {{{content}}}")
        end = made.spans[0].end - 1
        return replace(made, spans=(Span(end - len(content), end),))

    def named(self, name: str, content: str) -> Faulty:
        """Adds a field; the fault is seen at its name."""
        made = self.given(name, content)
        start = made.spans[0].start - len(f"{name} = {{")
        return replace(made, spans=(Span(start, start + len(name)),))

    def changed(self, name: str, clean: str, faulty: str) -> Faulty:
        """Adds a field, which is clean before and faulty then."""
        return replace(self.given(name, faulty), before=self.given(name, clean))

    def plus(self, name: str, content: str) -> Clean:
        """Adds a field that is no fault."""
        return Clean(self.name, self.adding(f"{name} = {{{content}}}").text)


class CleanPage(Struct, frozen=True):
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


_FOUND: list[Clean] = []


def entries() -> Iterator[Clean]:
    """Yields the clean entries of the corpus; how many are looked for is how many are asked for."""
    for place in count():
        if place == len(_FOUND):
            _FOUND.extend(islice(_others(), 1))
        if place == len(_FOUND):
            return
        yield _FOUND[place]


@cache
def _others() -> Iterator[Clean]:
    return clean_entries(CORPUS / "bib")


@cache
def clean_entries_of(file: str) -> tuple[Clean, ...]:
    """Returns the clean entries of one file."""
    return tuple(each for each in entries_of(CORPUS / "bib" / file) if each.is_clean)


@cache
def pages() -> tuple[CleanPage, ...]:
    """Returns the pages of other people, whatever is wrong with them otherwise."""
    paths = sorted((CORPUS / "pages").glob("*.md"))
    return tuple(CleanPage(path.name, path.read_text(encoding="utf-8", errors="replace")) for path in paths)


def clean_entries(folder: Path) -> Iterator[Clean]:
    """Yields the entries that are clean by themselves, one of each file in turn."""
    for each in filter(None, chain.from_iterable(zip_longest(*map(entries_of, sorted(folder.glob("*.bib")))))):
        if each.is_clean:
            yield each


def entries_of(path: Path) -> Iterator[Clean]:
    """Yields the entries of a file that can be read, clean or not."""
    for reading in Bibliography.load(path).readings:
        for entry in reading.entries:
            if entry.readable and entry.fields:
                yield Clean(f"{path.name}:{entry.key}", reading.source[entry.span] + "\n")
