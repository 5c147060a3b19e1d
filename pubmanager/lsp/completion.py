"""What can stand at a place: of a ``.bib`` types, fields, venues, roles and keys; of a page keys and names of lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.bibtex.entry import REFERENCES
from pubmanager.lint.dialects import fields_of, known_dialects, types_of
from pubmanager.lsp.navigation import cited_word, entries, mention_at
from pubmanager.model.fields import CONCEPTS
from pubmanager.model.roles import ROLES
from pubmanager.model.venues import builtin_venues
from pubmanager.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lsp.documents import Draft
    from pubmanager.model.author import Author
    from pubmanager.model.publication import Publication


_ENTRY = re.compile(r"^[ \t]*@(?P<type>\w+)\s*[{(]", re.MULTILINE)
_TYPE = re.compile(r"^[ \t]*@(?P<word>\w*)\Z", re.MULTILINE)
_VALUE = re.compile(r'(?P<name>[\w+:-]+)\s*=\s*[{"](?P<value>[^{}"]*)\Z')
_NAME = re.compile(r"[,\n]\s*(?P<word>[\w+-]*)\Z")
_MARKER = re.compile(r"\bpubs:(?:begin|end)[ \t]+(?P<word>[\w.-]*)\Z")
_ROLE = re.compile(r"(?:^|[=,;:])\s*(?P<word>[\w-]*)\Z")
_VENUES = {"journal", "journaltitle", "booktitle", "venue", "conference", "abbr", "series", "maintitle"}


class Proposal(Struct, frozen=True):
    """One word to insert for the last ``typed`` characters before the cursor. Shape: ``kind`` names its group."""

    text: str
    kind: str
    detail: str = ""
    typed: int = 0


def proposals(draft: Draft, offset: int) -> list[Proposal]:
    """Returns what can stand at an offset; nothing where the place says nothing about it."""
    before = draft.source.text[:offset]
    return _in_bib(draft, before) if draft.is_bib else [*_in_page(draft, before)]


def _in_bib(draft: Draft, before: str) -> list[Proposal]:
    if found := _TYPE.search(before):
        names = sorted(types_of(_dialects(draft)))
        return [Proposal(name, "type", typed=len(found["word"])) for name in names]
    starts = list(_ENTRY.finditer(before))
    if not starts:
        return []
    inside = before[starts[-1].start() :]
    depth = inside.count("{") - inside.count("}")
    if found := _VALUE.search(inside):
        return list(_values(draft, found["name"].lower(), found["value"]))
    if (found := _NAME.search(inside)) and depth <= 1:
        return list(_fields(draft, len(before), len(found["word"])))
    return []


def _in_page(draft: Draft, before: str) -> Iterator[Proposal]:
    whole = draft.target.whole if draft.target else None
    if isinstance(whole, Site) and (found := _MARKER.search(before)):
        for name, settings in whole.config.lists.items():
            yield Proposal(name, "list", settings.theme, len(found["word"]))
    elif (word := cited_word(before)) is not None:
        yield from _keys(draft, len(word))


def _keys(draft: Draft, typed: int) -> Iterator[Proposal]:
    """Yields the keys of publications, then those of entries that only serve others."""
    if draft.target is None:
        return
    publications = (*draft.target.bibliography.publications, *draft.target.bibliography.hidden)
    titles = {each.key: each.title.text for each in publications}
    titles |= {entry.key: f"@{entry.type}" for entry in entries(draft) if entry.key not in titles}
    for key, title in titles.items():
        yield Proposal(key, "key", title, typed)


def _dialects(draft: Draft) -> frozenset[str]:
    return known_dialects(draft.target.settings.dialects if draft.target else ())


def _fields(draft: Draft, offset: int, typed: int) -> Iterator[Proposal]:
    """Yields the fields that an entry does not have yet, those first that say something about a publication."""
    readings = draft.target.bibliography.readings if draft.target else ()
    own = (each for reading in readings if reading.source.path == draft.source.path for each in reading.entries)
    entry = next((each for each in own if each.span.start <= offset <= each.span.end), None)
    # The word that is being typed is no field that is there.
    there = {each.name for each in entry.fields if each.name_span.end != offset} if entry else set()
    meanings = {alias.name: concept.name for concept in CONCEPTS for alias in concept.aliases}
    known = (name for name in fields_of(_dialects(draft)) - there if not name.startswith("_"))
    for name in sorted(known, key=lambda each: (each not in meanings, each)):
        yield Proposal(name, "field", meanings.get(name, ""), typed)


def _values(draft: Draft, name: str, value: str) -> Iterator[Proposal]:
    if name in REFERENCES:
        yield from _keys(draft, len(value.rpartition(",")[2].lstrip()))
    elif name in _VENUES:
        yield from _venues(draft, len(value))
    elif name.endswith("+an") and (found := _ROLE.search(value)):
        for role in ROLES.values():
            yield Proposal(role.name, "role", role.legend, len(found["word"]))


def _venues(draft: Draft, typed: int) -> Iterator[Proposal]:
    own = draft.target.whole.config.venues if draft.target else {}
    seen: set[str] = set()
    named = ((venue.name or venue.short, venue.short) for venue in own.values())
    known = ((venue.name or venue.short, venue.short) for venue in builtin_venues())
    for name, short in (*named, *known):
        if name and name not in seen:
            seen.add(name)
            yield Proposal(name, "venue", short, typed)


def understood(draft: Draft, offset: int) -> str:
    """Returns the publication at an offset of a bibliography, or cited there by a page, in a few lines; else empty."""
    if draft.target is None:
        return ""
    bibliography = draft.target.bibliography
    cited = None if draft.is_bib else mention_at(draft, offset)
    for publication in (*bibliography.publications, *bibliography.hidden):
        entry = publication.entry.entry
        is_here = entry.source.path == draft.source.path and entry.span.start <= offset < entry.span.end
        if is_here or (cited and cited.key == publication.key):
            return "\n".join(_lines(publication))
    return ""


def _lines(publication: Publication) -> Iterator[str]:
    yield publication.title.text or "(no title)"
    names = [_author(each) for each in publication.authors] + ["and others"] * publication.has_others
    if names:
        yield ", ".join(names)
    venue = publication.venue
    places = (venue.short, venue.name if venue.name != venue.short else "", venue.kind)
    named = " · ".join(part for part in places if part) or publication.container.text
    date = publication.date.text if publication.date else ""
    if named or date:
        yield " · ".join(part for part in (named, date) if part)
    if publication.badge:
        yield f"badge: {publication.badge}"
    for link in publication.links:
        yield f"{link.kind}: {link.url}"
    if publication.is_hidden:
        yield "hidden"


def _author(author: Author) -> str:
    facts = [*(["me"] if author.is_me else []), *author.roles]
    return f"{author.name.full} ({', '.join(facts)})" if facts else author.name.full
