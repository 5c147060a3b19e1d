"""Pasted text to entries: found in prose, and only with the fields that are taken over, under known names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.bibtex.read import read
from pubmanager.errors import PubsError
from pubmanager.model.fields import BY_NAME, CONCEPTS
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.bibtex.entry import Block, Reading, ResolvedEntry, ResolvedField
    from pubmanager.source import Source


# An entry behind prose on the same line: `Cite as: @article{key,`. Only with its comma, so that no mail address is one.
_BEHIND_PROSE = re.compile(r"(?<![\w@])@[A-Za-z]+[ \t]*\{\s*[^\s{}(),\"=%#]*\s*,")


def read_paste(source: Source) -> Reading:
    """Reads pasted text; an entry may stand behind prose. Raises: ``PubsError`` where there is no entry.

    Shape: places in the reading are those in the pasted text.
    """
    reading = read(source)
    while prose := _prose(reading):
        text = reading.source.text
        text = text[: prose.start] + " " * len(prose) + text[prose.end :]
        reading = read(replace(source, text=text))
    if not reading.entries:
        raise PubsError("there is no BibTeX entry", place=source.path, hint="one starts like @article{key,")
    return reading


def _prose(reading: Reading) -> Span | None:
    """Returns the first stretch that hides an entry: from its line's start, or from what was read there, up to it."""
    text = reading.source.text
    blocks = iter(reading.blocks)
    block: Block | None = next(blocks, None)
    end = 0
    for match in _BEHIND_PROSE.finditer(text):
        while block and block.span.end <= match.start():
            end = block.span.end
            block = next(blocks, None)
        if not block or match.start() < block.span.start:
            line = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
            if not text[line : match.start()].lstrip().startswith("%"):
                return Span(max(line, end), match.start())
    return None


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
