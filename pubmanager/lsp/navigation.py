"""Keys and where they stand: outline, definitions, references, renaming, links and formatting of a document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from msgspec import Struct

from pubmanager.adding.keys import is_key
from pubmanager.bibtex.entry import KEY_IN_LIST, REFERENCES, Entry, Macro
from pubmanager.errors import PubsError
from pubmanager.findings import quoted
from pubmanager.formatting.format import format_reading
from pubmanager.inputs import read_source
from pubmanager.lsp.documents import difference, is_bib, offset_at, range_of
from pubmanager.pages.regions import read_page
from pubmanager.regex import regex
from pubmanager.site import Site
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pubmanager.bibtex.entry import Reading
    from pubmanager.lsp.documents import Draft
    from pubmanager.model.publication import Publication
    from pubmanager.regex import LazyPattern
    from pubmanager.source import Source


_FOLLOWED = ("https://", "http://", "mailto:")


class Asked:
    """A document that an editor asks about.

    Shape: ``encoding`` are the units of columns that both agreed on; ``texts`` are those of all open documents, by URI.
    """

    def __init__(self, draft: Draft, uri: str, encoding: str, texts: Mapping[str, str]) -> None:
        self._draft, self._uri, self._encoding, self._open = draft, uri, encoding, texts

    # The document alone

    def symbols(self) -> list[types.DocumentSymbol]:
        """Returns the entries and macros of a bibliography, or the regions of a page, in the order of the document."""
        if self._draft.is_bib:
            return [*self._blocks()]
        return [
            self._symbol(each.name, types.SymbolKind.Namespace, each.span, each.begin.span)
            for each in read_page(self._draft.source).regions
        ]

    def _blocks(self) -> Iterator[types.DocumentSymbol]:
        titles = {id(each.entry.entry): each.title.text for each in self._publications()}
        for block in self._reading.blocks if self._reading else ():
            if isinstance(block, Entry):
                name, detail = block.key or "(no key)", titles.get(id(block)) or f"@{block.type}"
                yield self._symbol(name, types.SymbolKind.Class, block.span, block.key_span, detail)
            elif isinstance(block, Macro):
                field = block.field
                yield self._symbol(
                    field.written_name, types.SymbolKind.Constant, block.span, field.name_span, field.raw
                )

    def _symbol(
        self, name: str, kind: types.SymbolKind, span: Span, selected: Span, detail: str = ""
    ) -> types.DocumentSymbol:
        inside = Span(max(span.start, selected.start), min(span.end, selected.end))
        return types.DocumentSymbol(name, kind, self._range(span), self._range(inside), detail or None)

    def links(self) -> list[types.DocumentLink]:
        """Returns the addresses that fields of a bibliography lead to, identifiers as addresses included."""
        return [*self._links()] if self._draft.is_bib else []

    def _links(self) -> Iterator[types.DocumentLink]:
        for publication in self._publications():
            origins = publication.origins
            for link in publication.links:
                found = origins.get(f"link:{link.kind}")
                where = found.field if found else None
                if where and where.owner is publication.entry.entry and link.url.startswith(_FOLLOWED):
                    span = where.field.value_span
                    inside = Span(span.start + 1, span.end - 1) if where.field.is_literal else span
                    yield types.DocumentLink(self._range(inside), target=link.url, tooltip=link.label)

    def formatted(self) -> list[types.TextEdit]:
        """Returns what ``pubs format`` would change; nothing while an entry cannot be read."""
        if not self._draft.is_bib or self._draft.target is None or not self._reading or self._reading.losses:
            return []
        done = format_reading(self._reading, self._draft.target.whole.config.format)
        return [difference(self._draft.source, done.text, self._encoding)] if done.is_change else []

    # Keys, in all documents of the site

    def definitions(self, place: types.Position) -> list[types.Location]:
        """Returns the entries whose key stands at a place."""
        return [self._location(each) for each in self._same_key(place) if each.entry]

    def references(self, place: types.Position, *, with_definition: bool) -> list[types.Location]:
        """Returns where the key at a place stands."""
        return [self._location(each) for each in self._same_key(place) if with_definition or each.entry is None]

    def renamable(self, place: types.Position) -> types.Range | None:
        """Returns where the key at a place stands; ``None`` where there is none."""
        found = mention_at(self._draft, self._offset(place))
        return self._range(found.span) if found else None

    def renamed(self, place: types.Position, key: str) -> types.WorkspaceEdit | None:
        """Returns the edits that give an entry another key. Raises: ``PubsError`` where that cannot be."""
        found = self._same_key(place)
        if not found:
            return None
        if not is_key(key):
            raise PubsError(f"{quoted(key)} cannot be a citation key")
        if key != found[0].key and any(each.key == key for each in mentions(self._draft) if each.entry):
            raise PubsError(f"another entry has the key {quoted(key)}")
        edits: dict[str, list[types.TextEdit]] = {}
        for each in found:
            edit = types.TextEdit(range_of(each.source, each.span, self._encoding), key)
            uri = self._uri_of(each.source)
            if uri != self._uri and self._open.get(uri, each.source.text) != each.source.text:
                raise PubsError(f"{each.source.path} is not saved", hint="save it, then rename")
            edits.setdefault(uri, []).append(edit)
        return types.WorkspaceEdit(edits)

    def _same_key(self, place: types.Position) -> Sequence[Mention]:
        asked = mention_at(self._draft, self._offset(place))
        if asked is None:
            return ()
        try:
            return [each for each in mentions(self._draft) if each.key == asked.key]
        except PubsError:  # a file that went in the meantime
            return ()

    # Places

    @property
    def _reading(self) -> Reading | None:
        readings = self._draft.target.bibliography.readings if self._draft.target else ()
        return next((each for each in readings if each.source.path == self._draft.source.path), None)

    def _publications(self) -> Iterator[Publication]:
        if self._draft.target:
            bibliography = self._draft.target.bibliography
            for each in (*bibliography.publications, *bibliography.hidden):
                if each.entry.entry.source.path == self._draft.source.path:
                    yield each

    def _offset(self, place: types.Position) -> int:
        return offset_at(self._draft.source, place, self._encoding)

    def _range(self, span: Span) -> types.Range:
        return range_of(self._draft.source, span, self._encoding)

    def _uri_of(self, source: Source) -> str:
        is_own = source.path == self._draft.source.path
        return self._uri if is_own else Path(source.path).absolute().as_uri()

    def _location(self, mention: Mention) -> types.Location:
        return types.Location(self._uri_of(mention.source), range_of(mention.source, mention.span, self._encoding))


# How pages cite: what opens a citation, what its keys stand in, and one key.
_FORMS = (
    # jekyll-scholar
    (r"\{%-?\s*(?:cite[tp]?|nocite|fullcite|reference|details_link|quote)\s+", r"[^%}\r\n]*", r"(?<!\S)[^\s,%]+"),
    # MyST and Sphinx
    (r"\{cite(?::\w+)?\}`|:cite(?::\w+)?:`", r"[^`\r\n]*", r"[^\s,`]+"),
    # pandoc and Quarto
    (r"(?<![\w@.])@", r"\w*(?:[:.#$%&+?<>~/-]+\w+)*", r".+"),
    # front matter, as al-folio has it
    (r"^(?:related_publications|publications|pubs)[ \t]*:",
     r"[^\r\n]*(?:\r?\n[ \t]*-[ \t]+[^\r\n]*)*", r"[^\s,\[\]\"']+"),
)  # fmt: skip
_SETTINGS = (
    (r"^[ \t]*(?:[\w.\"-]+\.)?order[ \t]*=[ \t]*\[", r"[^\]]*", r"(?<=\")[^\"\r\n]+(?=\")|(?<=')[^'\r\n]+(?=')"),
)


def _compiled(forms: Iterable[tuple[str, str, str]]) -> tuple[tuple[LazyPattern, LazyPattern], ...]:
    return tuple((regex(f"(?:{opening})(?P<keys>{body})", re.MULTILINE), regex(key)) for opening, body, key in forms)


_IN_PAGES, _IN_SETTINGS = _compiled(_FORMS), _compiled(_SETTINGS)
_TYPED = tuple(regex(f"(?:{opening}){body}\\Z", re.MULTILINE) for opening, body, _ in _FORMS)
_WORD = regex(r"[^\s,\[\]\"'`%@]*\Z")


class Mention(Struct, frozen=True):
    """A key at one place. Shape: ``entry`` is the entry whose key it is, ``None`` where the key refers to one."""

    key: str
    source: Source
    span: Span
    entry: Entry | None = None


def entries(draft: Draft) -> Iterator[Entry]:
    """Yields the entries of all files that a document belongs together with."""
    for reading in draft.target.bibliography.readings if draft.target else ():
        yield from reading.entries


def mention_at(draft: Draft, offset: int) -> Mention | None:
    """Returns the key at an offset of a document; ``None`` where there is none that an entry has."""
    return next((each for each in mentions(draft, (draft.source,)) if each.span.start <= offset <= each.span.end), None)


def mentions(draft: Draft, sources: Iterable[Source] = ()) -> Iterator[Mention]:
    """Yields where keys of entries stand: in some sources, or in all of the site and in its settings."""
    known = {entry.key for entry in entries(draft) if entry.key}
    for source in sources or _sources(draft):
        found = _in_bib(draft, source) if is_bib(source.path) else _in_text(source)
        yield from (each for each in found if each.key in known)


def cited_word(text: str) -> str | None:
    """Returns the beginning of the key that a page cites at the end of a text; ``None`` where it cites nothing.

    >>> cited_word("as in [@doe20"), cited_word("{% cite doe2020 ro"), cited_word("a@doe")
    ('doe20', 'ro', None)
    """
    if any(pattern.search(text) for pattern in _TYPED):
        found = _WORD.search(text)
        return found.group() if found else ""
    return None


def _sources(draft: Draft) -> Iterator[Source]:
    whole = draft.target.whole if draft.target else None
    if isinstance(whole, Site):
        yield from whole.texts.values()
        yield read_source(whole.settings_file)
    elif draft.target:
        yield from draft.target.sources.values()


def _in_bib(draft: Draft, source: Source) -> Iterator[Mention]:
    for entry in entries(draft):
        if entry.source.path != source.path:
            continue
        yield Mention(entry.key, source, entry.key_span, entry)
        for field in entry.fields:
            if field.name in REFERENCES and field.is_literal:
                start, end = field.value_span.start, field.value_span.end
                yield from _found(source, KEY_IN_LIST, start + 1, end - 1)


def _in_text(source: Source) -> Iterator[Mention]:
    """Finds what looks like keys in a page or in settings; whether they are, the entries say."""
    for pattern, key in _IN_SETTINGS if source.path.endswith(".toml") else _IN_PAGES:
        for each in pattern.finditer(source.text):
            yield from _found(source, key, *each.span("keys"))


def _found(source: Source, key: LazyPattern, start: int, end: int) -> Iterator[Mention]:
    for each in key.finditer(source.text, start, end):
        yield Mention(each.group(), source, Span(*each.span()))
