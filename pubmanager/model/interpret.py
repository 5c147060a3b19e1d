"""Resolved entries to publications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pubmanager.bibtex.light import MANY, KnownEntry
from pubmanager.cache.entries import Known
from pubmanager.model.dates import PartialDate
from pubmanager.model.publication import Publication
from pubmanager.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.bibtex.entry import Macros
    from pubmanager.bibtex.resolve import Resolution
    from pubmanager.cache.entries import Entries
    from pubmanager.model.reader import Conventions


def interpret(resolution: Resolution, conventions: Conventions) -> tuple[Publication, ...]:
    """Makes a publication of every entry that is one; never fails.

    Shape: in file order, hidden ones included, without containers and unreadable entries.
    """
    if len(resolution.entries) > MANY:
        conventions = replace(conventions, is_frugal=True)
    return tuple(
        Publication(entry, index, conventions, facts_of(entry.known) if entry.known else None)
        for index, entry in enumerate(resolution.entries)
        if entry.entry.readable and not resolution.is_container(entry)
    )


def facts_of(known: Known) -> dict[str, Any]:
    """Returns the attributes of a publication that are known from an earlier run."""
    date = PartialDate(*known.date) if known.date else None
    return {"date": date, "identifiers": known.identifiers, "is_hidden": False}


def remember(publications: Iterable[Publication], entries: Entries) -> None:
    """Keeps what was found out, for the next run; not of very many, of which little is kept in memory either."""
    for publication in publications:
        resolved = publication.entry
        entry = resolved.entry
        if resolved.known and isinstance(entry, KnownEntry):
            entries.keep(entry.name)
        elif (name := entries.noted(entry)) and resolved.macros is not None and not publication.is_hidden:
            entries.put(name, _known(publication, resolved.macros))


def _known(publication: Publication, macros: Macros) -> Known:
    resolved, date = publication.entry, publication.date
    entry = resolved.entry
    start = entry.span.start
    return Known(
        [entry.key_span.start - start, entry.key_span.end - start, entry.span.end - start],
        list(resolved.texts),
        list(macros),
        resolved.digest.hex(),
        [date.year, date.month, date.day] if date else [],
        dict(publication.identifiers),
    )
