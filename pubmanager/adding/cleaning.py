"""Which fields of a pasted entry are taken over, and under which names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.errors import PubsError
from pubmanager.model.fields import BY_NAME, CONCEPTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField

# What managers and databases keep for themselves. Sources: the exports of JabRef, BibDesk, DBLP and BibSonomy.
_PRIVATE = frozenset(
    ("file", "owner", "timestamp", "date-added", "date-modified", "biburl", "bibsource", "added-at", "username")
)
# Aliases that BibTeX or biblatex know as fields of their own: styles would no longer print them under another name.
_STANDARD = frozenset(
    ("addendum", "entrysubtype", "eventtitleshort", "pubstate", "series", "shortjournal", "shortseries", "titleaddon",
     "type")
)  # fmt: skip
# What a wanted name is read from where the entry has no field of it.
_INSTEAD = {"year": "date", "date": "year"}


class Cleaning(Struct, frozen=True):
    """How pasted entries are cleaned.

    Shape: ``keep`` are the only fields to keep, in their order, ``remove`` those to leave out, both names of fields or
    concepts; ``canonical`` renames aliases.
    """

    keep: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    canonical: bool = False


class Cleaned(Struct, frozen=True):
    """What is taken over of an entry. Shape: ``fields`` under their new names; ``private`` are names left out."""

    fields: tuple[ResolvedField, ...]
    private: tuple[str, ...]


def parse_fields(text: str, *, canonical: bool = False) -> Cleaning:
    """Reads ``title,author`` or ``-note,-abstract``. Raises: ``PubsError`` for a mixture.

    >>> parse_fields("title, Author"), parse_fields("-note").remove
    (Cleaning(keep=('title', 'author'), remove=(), canonical=False), ('note',))
    """
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    remove = tuple(name[1:].strip() for name in names if name.startswith("-"))
    if remove and len(remove) < len(names):
        raise PubsError(
            "--fields either keeps fields or removes them", hint="write 'title,author' or '-note,-abstract'"
        )
    return Cleaning(() if remove else tuple(names), remove, canonical)


def primary_concept(name: str, value: str) -> str:
    """Returns the concept that a field means first of all, or its name where none or several are meant.

    >>> primary_concept("html", "https://a.org"), primary_concept("github", "none"), primary_concept("note", "Oral")
    ('url', 'github', 'note')
    """
    if name in BY_NAME:
        return name
    meant = [
        concept.name
        for concept in CONCEPTS
        for alias in concept.aliases
        if alias.name == name and (alias.accepts is None or alias.accepts(value))
    ]
    return meant[0] if len(meant) == 1 else name


def clean(entry: ResolvedEntry, cleaning: Cleaning) -> Cleaned:
    """Chooses and renames the fields that an entry itself has; empty ones are left out."""
    own = [found for found in entry.fields.values() if found.owner is entry.entry and found.name == found.field.name]
    private = tuple(found.name for found in own if _is_private(found.name))
    fields = [found for found in own if found.value and found.name not in private]
    if cleaning.keep:
        fields = _kept(fields, cleaning.keep)
    fields = [found for found in fields if not {found.name, _concept(found)} & {*cleaning.remove}]
    return Cleaned(_renamed(fields) if cleaning.canonical else tuple(fields), private)


def _is_private(name: str) -> bool:
    return name in _PRIVATE or name.startswith("bdsk-")


def _concept(found: ResolvedField) -> str:
    return primary_concept(found.name, found.value)


def _kept(fields: Iterable[ResolvedField], names: Iterable[str]) -> list[ResolvedField]:
    fields = list(fields)
    kept: dict[str, ResolvedField] = {}
    for name in names:
        chosen = [each for each in fields if each.name == name] or [each for each in fields if _concept(each) == name]
        chosen = chosen or [each for each in fields if each.name == _INSTEAD.get(name)]
        kept.update((each.name, each) for each in chosen if each.name not in kept)
    return list(kept.values())


def _renamed(fields: Iterable[ResolvedField]) -> tuple[ResolvedField, ...]:
    """Gives aliases their canonical names, where no field has that name already."""
    fields = list(fields)
    taken = {found.name for found in fields}
    renamed = []
    for found in fields:
        name = _concept(found)
        if found.name not in _STANDARD and name not in taken:
            taken.add(name)
            found = found.named(name)
        renamed.append(found)
    return tuple(renamed)
