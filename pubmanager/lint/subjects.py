"""What rules look at: fields, entries and the whole bibliography, each with the means to point at a place."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.bibtex.entry import bare_span
from pubmanager.findings import Diagnostic, Edit, Fix
from pubmanager.lint.field_edits import addition, field_extent, spelled
from pubmanager.lint.links import host_of, is_plain, kind_of, may_hold_link
from pubmanager.model.duplicates import Known
from pubmanager.model.fields import CONCEPTS, is_link, label_in
from pubmanager.model.links import written_url
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pubmanager.bibtex.entry import Field, Reading, ResolvedEntry, ResolvedField
    from pubmanager.formatting.style import StyledReading
    from pubmanager.lint.facts import Facts
    from pubmanager.model.duplicates import Duplicate
    from pubmanager.model.publication import Publication
    from pubmanager.source import Source

_ADDRESSES = frozenset(
    ("file", "biburl", "adsurl", "ee", "local-url", "openurl", "eprint", "issn", "date-added", "date-modified"),
).union(alias.name for concept in CONCEPTS if concept.kind in ("link", "id") for alias in concept.aliases)
# Names of links that are as often names of something else: a tag, a flag, words.
_FREE_LINK_NAMES = frozenset(
    ("presentation", "paper", "preprint", "website", "featured", "press", "media", "project", "page", "site", "source",
     "talk", "tool", "model", "models", "data", "cover", "figure", "supplement", "appendix", "software", "image")
)  # fmt: skip
# Fields that few pages show: what is wrong there is for `tidy`.
ASIDE = ("abstract", "keywords", "keyword", "tags", "annote", "copyright")
_SHOWN = frozenset(alias.name for concept in CONCEPTS for alias in concept.aliases).difference(ASIDE)
_SCHEME = regex(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_BRACES = regex(r"[{}]")
_SIGNS = regex(r"[{}\"]")


def is_aside(name: str) -> bool:
    """Whether few pages or none show a field of this name: what is wrong there is for ``tidy``."""
    return name not in _SHOWN and not label_in(name)


class CheckedField:
    """One field as written, in its entry; there are as many as fields, and most rules look at few of them.

    Shape: ``content`` is the value as typed without its delimiters and further braces that say nothing, newlines
    included; an offset into it is a place in the source, ``start`` further. ``is_literal`` is false for macros and
    ``#``, whose content is the raw value.
    """

    __slots__ = ("_kind", "_lead", "content", "entry", "field", "is_literal", "name", "raw")

    def __init__(self, entry: CheckedEntry, written: Field) -> None:
        self.entry = entry
        self.field = written
        self.name = written.name
        self._kind: str | None = None
        raw = self.raw = written.raw
        is_text = written.is_literal or ("#" in raw and raw[0] in '{"' and _is_one(raw))
        self.content = raw[1:-1] if is_text else raw
        self._lead = int(is_text)
        if is_text and raw[1:2] in "{ \n" and "{" in self.content:
            start, end = bare_span(self.name, self.content)
            self.content, self._lead = self.content[start:end], 1 + start
        self.is_literal = is_text or raw.isdecimal()

    @property
    def start(self) -> int:
        """Where ``content`` starts. Units: offset into the source."""
        return self.field.value_span.start + self._lead

    @property
    def kind(self) -> str:
        """The kind of link that it holds; empty where it holds none."""
        kind = self._kind
        if kind is None:
            kind = self._kind = kind_of(self.name, self.value) if may_hold_link(self.name) else ""
        return kind

    @property
    def facts(self) -> Facts:
        return self.entry.facts

    @property
    def resolved(self) -> ResolvedField | None:
        """The value worked out; ``None`` for the second of two fields of one name."""
        found = self.entry.resolved.fields.get(self.name)
        return found if found is not None and found.field is self.field else None

    @property
    def value(self) -> str:
        """The value worked out, white space folded; empty for the second of two fields of one name."""
        found = self.resolved
        return found.value if found else ""

    @property
    def is_address(self) -> bool:
        """Whether the value is an address, an identifier or a path, whose letters are no text."""
        if self.name in _FREE_LINK_NAMES:
            return is_link(self.value)
        return self.name in _ADDRESSES or bool(label_in(self.name))

    def at(
        self,
        message: str,
        start: int = 0,
        end: int | None = None,
        *,
        fix: Fix | None = None,
        also: Sequence[CheckedEntry] = (),
    ) -> Diagnostic:
        """Points at a stretch of ``content``, by default all of it; ``also`` are other entries that it speaks of."""
        stop = len(self.content) if end is None else end
        span = Span(self.start + start, self.start + stop) if stop > start else self.field.value_span
        return Diagnostic(message, self.entry.source, span, self.entry.key, self.name, fix, _places(also))

    def at_name(self, message: str, *, fix: Fix | None = None) -> Diagnostic:
        """Points at the field's name."""
        return Diagnostic(message, self.entry.source, self.field.name_span, self.entry.key, self.name, fix)

    def replacing(self, title: str, start: int, end: int, text: str) -> Fix:
        """Returns a fix that replaces a stretch of ``content``."""
        return Fix(title, (Edit(Span(self.start + start, self.start + end), text),))

    def rewriting(self, title: str, content: str) -> Fix:
        """Returns a fix that replaces all of ``content`` and keeps the delimiters; a bare value gets braces."""
        text = content if self.content is not self.raw else f"{{{content}}}"
        return Fix(title, (Edit(Span(self.start, self.start + len(self.content)), text),))

    def renaming(self, title: str, name: str) -> Fix:
        """Returns a fix that renames the field, spelled as the entry spells names; an empty field of that name goes."""
        entry = self.entry.entry
        empty = [field_extent(entry, each) for each in entry.fields if each.name == name and not each.raw.strip('{}" ')]
        removals = tuple(Edit(extent, "") for extent in empty)
        return Fix(title, (Edit(self.field.name_span, spelled(entry, name)), *removals))

    def removing(self, title: str) -> Fix:
        """Returns a fix that removes the field with its comma and its line."""
        return Fix(title, (Edit(field_extent(self.entry.entry, self.field), ""),))


def _is_one(raw: str) -> bool:
    """Whether a value is one literal: its first delimiter is closed by its last."""
    if raw.count("{") == 1 == raw.count("}") and raw[0] == "{":
        return True
    depth, is_quoted = 0, raw[0] == '"'
    for sign in (_SIGNS if is_quoted else _BRACES).finditer(raw, int(is_quoted), len(raw) - 1):
        depth += {"{": 1, "}": -1}.get(sign.group(), 0)
        if depth == 0 and sign.group() == ('"' if is_quoted else "}"):
            return False
    return True


class CheckedEntry:
    """One readable entry: as written, worked out, and understood.

    Shape: ``publication`` is ``None`` for containers (``@xdata``, parents of ``crossref``); ``type`` is in lower case.
    """

    def __init__(self, resolved: ResolvedEntry, publication: Publication | None, facts: Facts) -> None:
        self.resolved = resolved
        self.publication = publication
        self.facts = facts
        self.entry = entry = resolved.entry
        self.key, self.type, self.source = entry.key, entry.type, entry.source
        self._made: dict[str, CheckedField] = {}

    def __repr__(self) -> str:
        return f"CheckedEntry({self.key!r})"

    @cached_property
    def fields(self) -> tuple[CheckedField, ...]:
        """The entry's own fields in file order, repeated ones included."""
        if self._made:
            return tuple([self._made_of(each) for each in self.entry.fields])
        fields = tuple([CheckedField(self, each) for each in self.entry.fields])
        self._made.update((each.name, each) for each in reversed(fields))  # the first of repeated ones
        return fields

    @property
    def beyond_ascii(self) -> Iterator[CheckedField]:
        """The fields with other characters than those of ASCII, which most have not."""
        return (each for each in self.fields if not each.raw.isascii())

    def named(self, names: Collection[str]) -> Iterator[CheckedField]:
        """Yields the entry's own fields of some names in file order, repeated ones included."""
        return (self._made_of(each) for each in self.entry.fields if each.name in names)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the entry's own fields in file order."""
        return tuple([each.name for each in self.entry.fields])

    def _made_of(self, written: Field) -> CheckedField:
        made = self._made.get(written.name)
        if made is None:
            made = self._made[written.name] = CheckedField(self, written)
        return made if made.field is written else CheckedField(self, written)

    @cached_property
    def link_fields(self) -> tuple[CheckedField, ...]:
        """The fields that may hold a link, or should, by their names."""
        return tuple([each for each in self.fields if may_hold_link(each.name)])

    @cached_property
    def odd_links(self) -> tuple[CheckedField, ...]:
        """The same but for plain addresses, which most are."""
        return tuple([each for each in self.link_fields if not is_plain(each.content)])

    @cached_property
    def links(self) -> tuple[CheckedLink, ...]:
        """The links in the entry's own fields, in file order."""
        return tuple(links_in(self.link_fields))

    def field(self, name: str) -> CheckedField | None:
        """Returns the entry's own field of a name (lower case), the first where it is repeated."""
        made = self._made.get(name)
        if made is not None or "fields" in self.__dict__:  # then all are made
            return made
        found = self.resolved.fields.get(name)
        if found is None or found.owner is not self.entry:
            return None
        made = self._made[name] = CheckedField(self, found.field)
        return made

    def first(self, names: Iterable[str]) -> CheckedField | None:
        """Returns the first of some fields that the entry itself has."""
        return next((found for name in names if (found := self.field(name))), None)

    def value(self, name: str) -> str:
        """Returns a value worked out, inherited ones included; empty where it is missing."""
        return self.resolved.value(name)

    def has(self, *names: str) -> bool:
        """Whether one of these fields has a value, its own or an inherited one."""
        fields = self.resolved.fields
        return not fields.keys().isdisjoint(names) and any(fields[name].value for name in names if name in fields)

    def origin(self, concept: str) -> CheckedField | None:
        """Returns the entry's own field that a concept of the publication is read from (``venue``, ``link:pdf`` …)."""
        origin = self.publication.origins.get(concept) if self.publication else None
        if origin is None or origin.field is None or origin.field.owner is not self.entry:
            return None
        return self._made_of(origin.field.field)

    def at_key(
        self, message: str, *, fix: Fix | None = None, field: str = "", also: Sequence[CheckedEntry] = ()
    ) -> Diagnostic:
        """Points at the citation key; ``field`` names a field that is missing, ``also`` other entries."""
        span = self.entry.key_span if len(self.entry.key_span) else self.entry.type_span
        return Diagnostic(message, self.source, span, self.key, field, fix, _places(also))

    def at_type(self, message: str, *, fix: Fix | None = None) -> Diagnostic:
        """Points at the entry type."""
        return Diagnostic(message, self.source, self.entry.type_span, self.key, "", fix)

    def adding(self, title: str, name: str, content: str) -> Fix:
        """Returns a fix that fills an empty field, or adds one after the last, spelled and laid out like the others."""
        empty = self.field(name)
        if empty is not None and not empty.value:
            return empty.rewriting(title, content)
        return Fix(title, (addition(self.entry, name, content),))


def _places(entries: Iterable[CheckedEntry]) -> tuple[tuple[Source, Span], ...]:
    return tuple((each.source, each.entry.span) for each in entries)


def diagnostic_in(field: ResolvedField, message: str, start: int, end: int, *, fix: Fix | None = None) -> Diagnostic:
    """Points at a stretch of a value, which may be inherited; at all of it where it is put together from macros."""
    span, owner = field.content_span, field.owner
    if field.is_exact and start >= 0:
        span = Span(span.start + start, span.start + end)
    return Diagnostic(message, owner.source, span, owner.key, field.field.name, fix)


class CheckedLink:
    """One link as written.

    Shape: ``kind`` is a canonical kind, or a label of the owner's own; ``url`` is what is left without ``\\url{}`` and
    escapes, not yet below the folder of its kind; ``host`` is in lower case, empty for one of the site itself.
    """

    __slots__ = ("field", "host", "kind", "url")

    def __init__(self, field: CheckedField, kind: str, url: str) -> None:
        self.field = field
        self.kind = kind
        self.url = url
        self.host = host_of(url)

    @property
    def is_local(self) -> bool:
        """Whether it leads to a file or a page of the site."""
        is_repository = self.kind in ("code", "model") and not is_link(self.url)
        return not _SCHEME.match(self.url) and not is_repository


def links_in(fields: Iterable[CheckedField]) -> Iterator[CheckedLink]:
    """Yields the links of an entry in the order of its fields."""
    for each in fields:
        if (kind := each.kind) and (url := written_url(each.value)):
            yield CheckedLink(each, kind, url)


class CheckedBibliography(Struct, frozen=True, dict=True):
    """A whole bibliography.

    Shape: all in file order; ``entries`` are the readable ones, containers included; ``publications`` include hidden
    ones, but not those whose entries have no fields.
    """

    readings: tuple[Reading, ...]
    entries: tuple[CheckedEntry, ...]
    publications: tuple[Publication, ...]
    facts: Facts

    @cached_property
    def by_key(self) -> dict[str, CheckedEntry]:
        """Entries by citation key, the first where a key is repeated."""
        found: dict[str, CheckedEntry] = {}
        for entry in self.entries:
            found.setdefault(entry.key, entry)
        return found

    @cached_property
    def looks(self) -> tuple[StyledReading, ...]:
        """What the formatter sees, file by file."""
        from pubmanager.formatting.style import with_style

        return tuple(with_style(reading, self.facts.config.format) for reading in self.readings)

    @cached_property
    def repeated(self) -> tuple[tuple[Publication, Duplicate], ...]:
        """The publications that stand there already, each with the earlier one; hidden ones do not count."""
        known, found = Known(), []
        for publication in self.publications:
            if publication.is_hidden:
                continue
            if duplicate := known.find_and_add(publication):
                found.append((publication, duplicate))
        return tuple(found)

    def entry_of(self, publication: Publication) -> CheckedEntry:
        """Returns the entry of a publication."""
        return self._by_identity[id(publication.entry)]

    @cached_property
    def _by_identity(self) -> dict[int, CheckedEntry]:
        return {id(entry.resolved): entry for entry in self.entries}
