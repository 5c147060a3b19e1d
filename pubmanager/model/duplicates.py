"""Whether a publication is there already: by identifier, or by title."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.model.folding import folded, spellings
from pubmanager.model.identifiers import SERVER_SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pubmanager.model.publication import Publication

_VERSION = re.compile(r"v\d+$")
# An ISBN is the book's, which has many chapters; a model or data set on Hugging Face may serve several papers.
_SHARED = frozenset(("isbn", "huggingface"))
_CHAPTERS = frozenset(("incollection", "inbook"))
BOOKS = frozenset(("book", "mvbook", "collection", "proceedings", "mvproceedings", "mvcollection"))
_Identifier = tuple[str, str]
_Work = tuple[str, str | int]


class Duplicate(Struct, frozen=True):
    """A publication that is there already. Shape: ``reason`` is ``same doi``, ``same title`` and the like."""

    old: Publication
    reason: str


class Known:
    """Publications to compare others with, by identifier and by title."""

    def __init__(self, publications: Iterable[Publication] = ()) -> None:
        self._by_identifier: dict[_Identifier, Publication] = {}
        self._by_title: dict[_Work, tuple[int, Publication]] = {}
        self._count = 0
        for publication in publications:
            self.add(publication)

    def add(self, publication: Publication) -> None:
        """Takes one more publication in."""
        self._add(publication, tuple(_identifiers(publication)), tuple(_works(publication)))

    def find(self, publication: Publication) -> Duplicate | None:
        """Returns the one that is the same publication: an identifier counts before a title."""
        return self._find(tuple(_identifiers(publication)), tuple(_works(publication)))

    def find_and_add(self, publication: Publication) -> Duplicate | None:
        """Does both; what there is to compare is worked out once."""
        identifiers, works = tuple(_identifiers(publication)), tuple(_works(publication))
        found = self._find(identifiers, works)
        self._add(publication, identifiers, works)
        return found

    def _add(self, publication: Publication, identifiers: Iterable[_Identifier], works: Iterable[_Work]) -> None:
        self._count += 1
        for identifier in identifiers:
            self._by_identifier.setdefault(identifier, publication)
        for work in works:
            self._by_title.setdefault(work, (self._count, publication))

    def _find(self, identifiers: Iterable[_Identifier], works: Iterable[_Work]) -> Duplicate | None:
        for identifier in identifiers:
            if old := self._by_identifier.get(identifier):
                return Duplicate(old, f"same {identifier[0]}")
        found = [self._by_title[work] for work in works if work in self._by_title]
        return Duplicate(min(found, key=itemgetter(0))[1], "same title") if found else None


def are_of_one_book(one: Publication, other: Publication) -> bool:
    """Whether two are chapters of one book, whose address and abstract they share."""
    is_chapter = one.type in _CHAPTERS and other.type in _CHAPTERS
    book = folded(one.container.text) if is_chapter else ""
    return bool(book) and book == folded(other.container.text)


def _identifiers(publication: Publication) -> Iterator[_Identifier]:
    """Yields the identifiers of a publication's own, not those of the book or the proceedings that it is in."""
    for kind, identifier in publication.identifiers.items():
        is_own = publication.identifier_field(kind).owner is publication.entry.entry
        if is_own and (kind not in _SHARED or (kind == "isbn" and publication.type in BOOKS)):
            yield kind, _bare(kind, identifier)


def _bare(kind: str, identifier: str) -> str:
    text = identifier.casefold()
    if kind == "isbn":
        digits = re.sub(r"[ -]", "", text)
        return digits[3:-1] if len(digits) == 13 else digits[:-1]  # ten and thirteen digits differ around these nine
    return _VERSION.sub("", text) if kind in SERVER_SCHEMES else text


def _works(publication: Publication) -> Iterator[_Work]:
    """Yields the title with the year and with spellings of the first author: with either, it names one work."""
    title = folded(publication.title.text).replace(" ", "")
    if not title:
        return
    if publication.year is not None:
        yield title, publication.year
    for author in publication.authors[:1]:
        for family in spellings(f"{author.name.prefix} {author.name.family}"):
            yield title, family
