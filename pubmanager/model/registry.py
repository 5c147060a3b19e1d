"""Venues found in whatever spelling an entry uses, and what an entry itself says about its venue."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.latex.nodes import RichText
from pubmanager.latex.read import plain, read_latex
from pubmanager.model.folding import folded
from pubmanager.model.presentation import presentation_in
from pubmanager.model.venue import Venue
from pubmanager.model.venue_index import YEAR, Index, builtin_venues, venue_key
from pubmanager.regex import regex
from pubmanager.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField

_BRACKETED = regex(r"\(([^()]{2,30})\)")
_ACRONYM = regex(r"[A-Z0-9][\w&/+-]*[A-Z][\w&/+-]*|[A-Z]{2,}")
_WORKSHOP = regex(r"\bworkshops?\b|\bwksp?\b|\bW$", re.IGNORECASE)
_FINDINGS = regex(r"\bfindings\b", re.IGNORECASE)
_PIECES = regex(r"\s*[,:;–—@]\s*|\s+-\s+|\s*\(|\)\s*|\s+at\s+")
_EMPTY_BRACKETS = regex(r"[(\[]\s*[)\]]")
_TAIL = regex(r"(?: (?:workshops?|companion|adjunct|posters?|demos?|tracks?|main volume|extended abstracts))+$")
_GENERIC = frozenset(
    ("international", "conference", "ieee", "acm", "symposium", "proc", "proceedings", "workshop", "workshops")
)
_PREPRINT = regex(r"\barxiv\b|\bcorr\b|\bbiorxiv\b|\bmedrxiv\b|\bssrn\b", re.IGNORECASE)

# What an entry of each type appeared in, where its venue is not known. Source: btxdoc 3.1; biblatex manual 2.1.
KIND_OF_TYPE = {
    "article": "journal", "inproceedings": "conference", "conference": "conference", "proceedings": "conference",
    "book": "book", "inbook": "book", "incollection": "book", "collection": "book", "booklet": "book", "mvbook": "book",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "bachelorsthesis": "thesis",
    "patent": "patent", "suppperiodical": "journal", "periodical": "journal", "bookinbook": "book", "suppbook": "book",
}  # fmt: skip


@dataclass(frozen=True)
class VenueRegistry:
    """Venues by every spelling. Shape: ``own`` are those of ``pubs.toml``, which count before the built-in ones."""

    own: tuple[Venue, ...] = ()

    def find(self, text: str) -> Venue | None:
        """Returns the venue that a text names: whole, by an acronym in brackets, or by a part of it."""
        return _find(self, text)

    def short_names(self) -> tuple[str, ...]:
        """Returns the short names of all venues."""
        return tuple(venue.short for venue in (*self.own, *builtin_venues()) if venue.short)

    def is_own(self, venue: Venue) -> bool:
        """Whether a venue is one of ``pubs.toml``."""
        return venue in self.own

    def __hash__(self) -> int:
        return hash(tuple(venue.id for venue in self.own))


@lru_cache(maxsize=8)
def _index(registry: VenueRegistry) -> Index:
    return Index(registry.own)


@lru_cache(maxsize=1 << 14)
def _find(registry: VenueRegistry, text: str) -> Venue | None:
    """Asks, from the surest to the least sure: the whole text, an acronym in brackets, a part, the end of a part.

    A preprint server counts only where nothing else is named: ``ICML 2025 (arXiv:2502.12892)``.
    """
    index = _index(registry)
    if found := index.get(venue_key(text)):
        return found
    named = [*_in_brackets(index, text), *_in_parts(index, text)]
    return next((venue for venue in named if venue.kind != "preprint"), named[0] if named else None)


def _in_brackets(index: Index, text: str) -> Iterator[Venue]:
    """Yields venues by their acronym, unless the words around it name another: ``Information Visualization (IV)``."""
    around = set(venue_key(_BRACKETED.sub(" ", text)).split()) - _GENERIC
    for bracketed in _BRACKETED.findall(text):
        found = index.get(venue_key(bracketed))
        if found and (len(around) < 3 or around & set(venue_key(found.name).split())):
            yield found


def _in_parts(index: Index, text: str) -> Iterator[Venue]:
    pieces = [piece for piece in _PIECES.split(text) if len(piece) > 1]
    keys = [(_TAIL.sub("", venue_key(piece)), piece) for piece in pieces]
    for key, piece in keys:
        if (found := index.get(key)) and (" " in key or _ACRONYM.search(piece)):
            yield found
    for key, _ in keys:
        yield from _at_the_end(index, key)


def _at_the_end(index: Index, key: str) -> Iterator[Venue]:
    """Finds a conference whose full name a longer one ends with; journals have longer names that are others.

    At the end, because ``International Conference on Computer Vision Systems`` is not the one on computer vision.
    """
    words = key.split()
    for start in range(1, max(1, len(words) - 2)):
        found = index.get(" ".join(words[start:]))
        if found and found.kind == "conference":
            yield found
            return


@dataclass(frozen=True, slots=True)
class VenueReading:
    """Where an entry appeared.

    Shape: ``container`` is the journal or book title as written, ``container_field`` where it stands; ``field`` is
    the field that named the venue, ``rule`` how.
    """

    venue: Venue
    container: RichText
    container_field: ResolvedField | None
    field: ResolvedField | None
    rule: str


_CONTAINERS = {
    "journal": ("journal", "booktitle"),
    "": ("booktitle", "journal"),
}


def read_venue(
    entry: ResolvedEntry,
    concepts: Mapping[str, ResolvedField],
    identifiers: Iterable[str],
    registry: VenueRegistry,
) -> VenueReading:
    """Works out where an entry appeared: from its short name, its container, or what kind of preprint it is."""
    container = _container(entry, concepts)
    text = read_latex(container.value) if container else RichText()
    named = _named(text.text, entry.type, "booktitle" in entry.fields, registry) if container else None
    abbr = concepts.get("abbr")
    short = without_year(plain(abbr.value)) if abbr else ""
    if short:
        venue = _abbreviated(short, named, text.text, entry, registry)
        return VenueReading(venue, text, container, abbr, "short name")
    if named:
        return VenueReading(named, text, container, container, "known spelling" if named.id else "as written")
    if preprint := _preprint(entry, concepts, tuple(identifiers), registry):
        return VenueReading(preprint, text, container, concepts.get("eprint") or concepts.get("arxiv"), "preprint")
    return VenueReading(_by_type(entry), text, container, None, "entry type")


def _container(entry: ResolvedEntry, concepts: Mapping[str, ResolvedField]) -> ResolvedField | None:
    kind = KIND_OF_TYPE.get(entry.type, "")
    names = _CONTAINERS.get(kind, _CONTAINERS[""])
    found = next((concepts[name] for name in names if name in concepts), None)
    how = concepts.get("howpublished")
    return found or (how if how and _PREPRINT.search(how.value) else None)


def without_year(text: str) -> str:
    """Returns a venue's short name without year and presentation.

    >>> [without_year(text) for text in ("NeurIPS 2024", "ICML'21", "ICML 2024 Oral", "ICCV 2023 (Poster)")]
    ['NeurIPS', 'ICML', 'ICML', 'ICCV']
    """
    bare = YEAR.sub("", text)
    if bare != text and presentation_in(bare):
        bare = re.sub(r"[(\[]?\b(?:oral|poster|spotlight|highlight)s?\b[)\]]?.*$", "", bare, flags=re.IGNORECASE)
    glued = re.fullmatch(r"([A-Za-z&/-]{2,}?)[-_ ]?((?:19|20)\d\d)", text.strip())
    bare = (glued[1] if glued else _EMPTY_BRACKETS.sub("", bare)).strip(" ,;:-–([")
    return (bare if ("(" in bare) == (")" in bare) else bare.strip("()")) or text.strip()


def _abbreviated(short: str, named: Venue | None, name: str, entry: ResolvedEntry, registry: VenueRegistry) -> Venue:
    """Returns the venue of a short name that the entry gives itself."""
    found = registry.find(short)
    if found and (registry.is_own(found) or folded(found.short or found.name) == folded(short)):
        return _at_workshop(found, name) if found.kind == "conference" and named and named.kind == "workshop" else found
    base = found or named or Venue(kind=_kind(entry.type, "booktitle" in entry.fields, f"{short} {name}"), name=name)
    is_workshop = bool(_WORKSHOP.search(short))
    return replace(
        base, short=short, spellings=(), kind="workshop" if is_workshop else base.kind, name=base.name or short
    )


@lru_cache(maxsize=1 << 13)
def _named(name: str, type: str, has_booktitle: bool, registry: VenueRegistry) -> Venue | None:
    """Returns the venue of a container's title: a known one, one of its workshops, or one of that name."""
    if not name:
        return None
    found = registry.find(name) or _host(name, registry)
    if found is None:
        if _PREPRINT.search(name):
            return registry.find(_PREPRINT.findall(name)[0])
        acronym = next((text for text in _BRACKETED.findall(name) if _ACRONYM.search(text) and len(text) < 16), "")
        return Venue(kind=_kind(type, has_booktitle, name), name=name, short=without_year(acronym))
    if _WORKSHOP.search(name) and not _WORKSHOP.search(found.name) and found.kind == "conference":
        return _at_workshop(found, name)
    if _FINDINGS.search(name) and found.kind == "conference":
        return replace(found, short=f"Findings of {found.short}", spellings=(), name=name)
    return found


def _host(name: str, registry: VenueRegistry) -> Venue | None:
    """Returns the conference that a workshop's title begins with: ``NeurIPS 2023 Workshop on Owls``."""
    workshop = _WORKSHOP.search(name)
    start = name[: workshop.start()].strip() if workshop else ""
    return registry.find(start) if _ACRONYM.search(start) and len(start) < 30 else None


def _at_workshop(conference: Venue, name: str) -> Venue:
    return replace(conference, kind="workshop", short=f"{conference.short} Workshop", name=name, spellings=(), rank=())


def _kind(type: str, has_booktitle: bool, text: str) -> str:
    if _WORKSHOP.search(text):
        return "workshop"
    return KIND_OF_TYPE.get(type, "conference" if has_booktitle else "other")


def _preprint(
    entry: ResolvedEntry, concepts: Mapping[str, ResolvedField], identifiers: tuple[str, ...], registry: VenueRegistry
) -> Venue | None:
    if entry.type not in ("misc", "unpublished", "online", "article", "techreport", "report", "preprint", "electronic"):
        return None
    kind = next((kind for kind in ("arxiv", "biorxiv", "medrxiv", "ssrn", "osf", "hal") if kind in identifiers), "")
    if not kind:
        return None
    return registry.find({"osf": "OSF Preprints"}.get(kind, kind)) or Venue(kind="preprint", short=kind)


def _by_type(entry: ResolvedEntry) -> Venue:
    kind = KIND_OF_TYPE.get(entry.type, "other")
    name = next(
        (
            plain(entry.value(each))
            for each in ("school", "institution", "publisher", "organization")
            if entry.value(each)
        ),
        "",
    )
    return Venue(kind=kind, name=name)
