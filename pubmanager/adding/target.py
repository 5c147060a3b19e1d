"""The file that entries are added to: its style, its keys, its macros, and the order of its entries."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.adding.forms import forms_of
from pubmanager.adding.keys import DEFAULT, family_of, free_key, is_key, pattern_of
from pubmanager.adding.write import (
    NewField,
    at_end,
    before,
    behind,
    entry_text,
    field_texts,
    into,
    more_fields,
    new_field,
    replacements,
)
from pubmanager.bibtex.entry import REFERENCES, Macro, Reading
from pubmanager.bibtex.resolve import resolve
from pubmanager.errors import PubsError
from pubmanager.findings import Edit
from pubmanager.formatting.style import style_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pubmanager.adding.forms import Forms
    from pubmanager.adding.keys import KeyPattern
    from pubmanager.adding.merging import Merge
    from pubmanager.bibliography import Bibliography
    from pubmanager.bibtex.entry import Entry, ResolvedEntry, ResolvedField
    from pubmanager.formatting.style import Style
    from pubmanager.model.publication import Publication
    from pubmanager.source import Source


class NewEntry(Struct, frozen=True):
    """An entry to write. Shape: ``fields`` are those to write of ``entry``, under their new names."""

    entry: ResolvedEntry
    key: str
    year: int | None
    fields: tuple[ResolvedField, ...]

    @property
    def sortable(self) -> Sortable:
        return Sortable(self.key, self.year)


class Update(Struct, frozen=True):
    """An entry to change: what a merge with a pasted one makes of it."""

    entry: Entry
    pasted: ResolvedEntry
    merged: Merge


class Target:
    """One file of a bibliography, looked at once."""

    def __init__(self, bibliography: Bibliography, source: Source) -> None:
        self.source = source
        self.all = (*bibliography.publications, *bibliography.hidden)
        self._readings = bibliography.readings
        self.reading = next(each for each in self._readings if each.source is source)
        self._publications = {id(each.entry.entry): each for each in self.all if each.entry.entry.source is source}
        self.entries_by_key = {
            entry.key.lower(): entry for each in self._readings for entry in each.entries if entry.key
        }
        self._taken = set(self.entries_by_key)

    @cached_property
    def style(self) -> Style:
        return style_of(self.reading.entries)

    @cached_property
    def _forms(self) -> Forms:
        return forms_of(self.reading.entries)

    @cached_property
    def has_arxiv_field(self) -> bool:
        """Whether numbers of preprints stand in ``arxiv`` here, as al-folio has them, and not in ``eprint``."""
        names = Counter(each.name for entry in self.reading.entries for each in entry.fields)
        return names["arxiv"] > names["eprint"]

    @cached_property
    def _pattern(self) -> KeyPattern | None:
        return pattern_of(self._publications.values())

    def key_for(self, publication: Publication, *, wanted: str = "", keeps: bool = False) -> str:
        """Returns a free key and takes it: the wanted one, the pasted one, or one in the pattern of the others.

        Raises: ``PubsError`` where the wanted key is taken.
        """
        if old := self.entries_by_key.get(wanted.lower()):
            raise PubsError(f"the key '{wanted}' is taken", place=old.place, hint="leave --key out for a free one")
        return self.take(wanted or self._made_key(publication, keeps))

    def take(self, key: str) -> str:
        """Returns a key, with a letter behind it where it is taken, and takes it."""
        key = free_key(key, self._taken)
        self._taken.add(key.lower())
        return key

    def _made_key(self, publication: Publication, keeps: bool) -> str:
        pasted = publication.key if is_key(publication.key) else ""
        pattern = self._pattern
        is_whole = bool(family_of(publication) and publication.year)
        is_free = pattern is None and pasted.lower() not in self._taken
        if pasted and (keeps or is_free or not is_whole):
            return pasted
        return (pattern or DEFAULT).make(publication) or pasted or "entry"

    def update_edits(self, update: Update, renamed: Mapping[str, str]) -> Iterator[Edit]:
        """Yields what a merge makes of an entry, in that entry's own style."""
        old, merged = update.entry, update.merged
        style = style_of([old], self.style)
        gone = {id(field) for field, _ in merged.replaced}
        stay = [len(each.name_span) for each in old.fields if id(each) not in gone]

        def written(fields: Sequence[ResolvedField | NewField]) -> list[str]:
            texts = self._written(update.pasted, fields, old.span.end, renamed)
            return field_texts(style, texts, lengths=stay or [len(each.name) for each in wanted])

        wanted = [*(new for _, new in merged.replaced if new), *merged.new]
        if merged.type:
            yield Edit(old.type_span, style.types(merged.type))
        instead = {id(field): written([new])[0] if new else "" for field, new in merged.replaced}
        yield from replacements(old, instead)
        if merged.new:
            yield into(old, more_fields(style, written(merged.new), is_first=not old.fields))

    def edits(self, new: Sequence[NewEntry], renamed: Mapping[str, str]) -> list[Edit]:
        """Returns the insertions of new entries, each at its place."""
        old = [(entry, self._sortable(entry)) for entry in self.reading.entries]
        order = order_of([each for _, each in old])
        ordered = [new[place] for place in sorted_by(order, [each.sortable for each in new])]
        if new and not old:
            texts = [self._text(each, len(self.source.text), renamed) for each in ordered]
            return [at_end(self.source, ("\n" * self.style.blank).join(texts))]
        edits = []
        for each in ordered:
            entry = predecessor(order, old, each.sortable)
            offset = entry.span.end if entry else old[0][0].span.start
            text = self._text(each, offset, renamed)
            blank = self.style.blank
            edits.append(behind(entry, text, blank) if entry else before(old[0][0], text, blank))
        return edits

    def _sortable(self, entry: Entry) -> Sortable:
        publication = self._publications.get(id(entry))
        return Sortable(entry.key, publication.year if publication else None)

    def _text(self, new: NewEntry, offset: int, renamed: Mapping[str, str]) -> str:
        fields = self._written(new.entry, new.fields, offset, renamed)
        return entry_text(self.style, new.entry.type, new.key, fields)

    def _written(
        self,
        pasted: ResolvedEntry,
        fields: Iterable[ResolvedField | NewField],
        offset: int,
        renamed: Mapping[str, str],
    ) -> list[NewField]:
        """Returns fields as they can stand at an offset: what this file's macros do not say there is written out."""
        alone = Reading(pasted.entry.source, (pasted.entry,), ())
        here = resolve((*self._macros_before(offset), alone)).entries[-1].fields
        written = (
            found
            if isinstance(found, NewField)
            else _renamed_references(found, renamed)
            or new_field(found, keeps_macros=here[found.field.name].value == found.value)
            for found in fields
        )
        return [self._forms.written(each) for each in written]

    def _macros_before(self, offset: int) -> Iterator[Reading]:
        for reading in self._readings:
            is_here = reading is self.reading
            macros = (block for block in reading.blocks if isinstance(block, Macro))
            yield Reading(reading.source, tuple(each for each in macros if not is_here or each.span.end <= offset), ())
            if is_here:
                return


def _renamed_references(found: ResolvedField, renamed: Mapping[str, str]) -> NewField | None:
    if found.name not in REFERENCES:
        return None
    keys = [key.strip() for key in found.value.split(",")]
    new = [renamed.get(key.lower(), key) for key in keys]
    return NewField(found.name, f"{{{','.join(new)}}}") if new != keys else None


_MOSTLY = 0.8
_FEWEST_KEYS = 3  # two keys are in order by chance half of the time


class Order(Struct, frozen=True):
    """An order of entries. Shape: ``by`` is ``year``, ``key`` or empty where new entries go to the end."""

    by: str = ""
    descending: bool = False

    def is_before(self, one: Sortable, other: Sortable) -> bool:
        """Whether an entry stands before another for sure; one without a year is before none."""
        if self.by == "key":
            return one.key.casefold() < other.key.casefold()
        if not self.by or one.year is None or other.year is None:
            return False
        return one.year > other.year if self.descending else one.year < other.year


class Sortable(Struct, frozen=True):
    """What an order looks at."""

    key: str
    year: int | None


def order_of(entries: Sequence[Sortable]) -> Order:
    """Infers the order that at least four of five neighbours keep.

    >>> order_of([Sortable("b", 2024), Sortable("a", 2024), Sortable("c", 2023)])
    Order(by='year', descending=True)
    >>> order_of([Sortable("a", 2024), Sortable("b", 2025), Sortable("c", 2023)])
    Order(by='key', descending=False)
    """
    years = [each for each in entries if each.year is not None]
    for order in (Order("year", descending=True), Order("year")):
        if _keeps(years, order.is_before):
            return order
    by_key = Order("key")
    return by_key if len(entries) >= _FEWEST_KEYS and _keeps(entries, by_key.is_before) else Order()


def _keeps(entries: Iterable[Sortable], is_before: Callable[[Sortable, Sortable], bool]) -> bool:
    pairs = list(pairwise(entries))
    right = sum(is_before(one, other) for one, other in pairs)
    wrong = sum(is_before(other, one) for one, other in pairs)
    return right > 0 and right >= _MOSTLY * (right + wrong)


def sorted_by(order: Order, new: Sequence[Sortable]) -> list[int]:
    """Returns the places of new entries in their order among themselves; stable, those without a year last."""
    places = list(range(len(new)))
    if order.by == "key":
        return sorted(places, key=lambda place: new[place].key.casefold())
    if order.by == "year":
        sign = -1 if order.descending else 1
        return sorted(places, key=lambda place: (new[place].year is None, sign * (new[place].year or 0)))
    return places


def predecessor(order: Order, old: Sequence[tuple[Entry, Sortable]], new: Sortable) -> Entry | None:
    """Returns the entry behind which a new one goes; ``None`` for the place before all others.

    That is the one before the first that belongs behind it: a heading in between stays with what follows.
    """
    for place, (_, each) in enumerate(old):
        if order.is_before(new, each):
            return old[place - 1][0] if place else None
    return old[-1][0] if old else None
