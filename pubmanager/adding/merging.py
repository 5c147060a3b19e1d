"""What a known publication gains from a pasted one: fields that it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubmanager.adding.cleaning import primary_concept
from pubmanager.latex.read import plain
from pubmanager.model.dates import read_month, read_year
from pubmanager.model.fields import concepts_of
from pubmanager.model.folding import folded
from pubmanager.model.identifiers import SCHEMES, read_identifier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField
    from pubmanager.model.author import Author
    from pubmanager.model.publication import Publication

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Merge:
    """Shape: ``new`` are the fields that the old entry lacks, ``kept`` says which of its values are others."""

    new: tuple[ResolvedField, ...]
    kept: tuple[str, ...]


def merge(old: Publication, pasted: Publication, fields: Iterable[ResolvedField]) -> Merge:
    """Compares a pasted publication's fields with those of the old one, whatever they are called there."""
    new, kept = [], []
    for found in fields:
        had = _had(old.entry, found)
        if had is None:
            new.append(found)
        elif not _is_same(had, found, old, pasted):
            name = "" if had.name == found.name else f"{found.name} = "
            kept.append(f"{had.name} = {_shown(had)} (pasted: {name}{_shown(found)})")
    if old.type != pasted.type:
        kept.insert(0, f"@{old.type} (pasted: @{pasted.type})")
    return Merge(tuple(new), tuple(kept))


def _had(old: ResolvedEntry, found: ResolvedField) -> ResolvedField | None:
    """Returns the field in which an entry says the same thing, inherited ones included."""
    if found.name in old.fields:
        return old.fields[found.name]
    if found.name in ("year", "month", "day") and "date" in old.fields:
        return old.fields["date"]
    if found.name == "date" and "year" in old.fields:
        return old.fields["year"]
    concept = primary_concept(found.name, found.value)
    had = concepts_of(old).get(concept)
    return had if had and primary_concept(had.name, had.value) == concept else None


def _is_same(had: ResolvedField, found: ResolvedField, old: Publication, pasted: Publication) -> bool:
    concept = primary_concept(found.name, found.value)
    if concept == "author":
        return _names(old.authors) == _names(pasted.authors)
    if concept == "editor":
        return _names(old.editors) == _names(pasted.editors)
    if concept in ("year", "date"):
        return read_year(had.value) == read_year(found.value)
    if concept in ("month", "day"):
        return had.name == "date" or read_month(had.value) == read_month(found.value)
    if concept in SCHEMES:
        return read_identifier(concept, had.value).casefold() == read_identifier(concept, found.value).casefold()
    return plain(had.value) == plain(found.value)


def _names(authors: Iterable[Author]) -> list[str]:
    return [folded(author.name.full) for author in authors]


def _shown(found: ResolvedField) -> str:
    text = " ".join(found.field.raw.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
