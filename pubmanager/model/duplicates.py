"""Whether a publication is there already: by identifier, or by title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubmanager.model.folding import folded, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pubmanager.model.publication import Publication

_VERSION = re.compile(r"v\d+$")
# An ISBN is the book's, which has many chapters; a model or data set on Hugging Face may serve several papers.
_SHARED = frozenset(("isbn", "huggingface"))
_BOOKS = frozenset(("book", "mvbook", "collection", "proceedings", "mvproceedings", "mvcollection"))


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A publication that is there already. Shape: ``reason`` is ``same doi``, ``same title`` and the like."""

    old: Publication
    reason: str


class Known:
    """Publications to compare others with, by identifier and by title."""

    def __init__(self, publications: Iterable[Publication] = ()) -> None:
        self._by_identifier: dict[tuple[str, str], Publication] = {}
        self._by_title: dict[str, list[Publication]] = {}
        for publication in publications:
            self.add(publication)

    def add(self, publication: Publication) -> None:
        """Takes one more publication in."""
        for identifier in _identifiers(publication):
            self._by_identifier.setdefault(identifier, publication)
        if title := _title(publication):
            self._by_title.setdefault(title, []).append(publication)

    def find(self, publication: Publication) -> Duplicate | None:
        """Returns the one that is the same publication: an identifier counts before a title."""
        for identifier in _identifiers(publication):
            if old := self._by_identifier.get(identifier):
                return Duplicate(old, f"same {identifier[0]}")
        for old in self._by_title.get(_title(publication), ()):
            if _is_same_author(old, publication) or (old.year is not None and old.year == publication.year):
                return Duplicate(old, "same title")
        return None


def _identifiers(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yields the identifiers of a publication's own, not those of the book or the proceedings that it is in."""
    for kind, identifier in publication.identifiers.items():
        is_own = publication.identifier_field(kind).owner is publication.entry.entry
        if is_own and (kind not in _SHARED or (kind == "isbn" and publication.type in _BOOKS)):
            yield kind, _bare(kind, identifier)


def _bare(kind: str, identifier: str) -> str:
    text = identifier.casefold()
    if kind == "isbn":
        digits = re.sub(r"[ -]", "", text)
        return digits[3:-1] if len(digits) == 13 else digits[:-1]  # ten and thirteen digits differ around these nine
    return _VERSION.sub("", text) if kind in ("arxiv", "biorxiv", "medrxiv", "hal") else text


def _title(publication: Publication) -> str:
    return folded(publication.title.text).replace(" ", "")


def _is_same_author(one: Publication, other: Publication) -> bool:
    if not one.authors or not other.authors:
        return False
    families = [spellings(f"{each.authors[0].name.prefix} {each.authors[0].name.family}") for each in (one, other)]
    return bool(families[0] & families[1])
