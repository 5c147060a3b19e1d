"""Resolved entries to publications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.model.publication import Publication
from pubmanager.values import replace

if TYPE_CHECKING:
    from pubmanager.bibtex.resolve import Resolution
    from pubmanager.model.reader import Conventions

MANY = 20_000


def interpret(resolution: Resolution, conventions: Conventions) -> tuple[Publication, ...]:
    """Makes a publication of every entry that is one; never fails.

    Shape: in file order, hidden ones included, without containers and unreadable entries.
    """
    if len(resolution.entries) > MANY:
        conventions = replace(conventions, is_frugal=True)
    return tuple(
        Publication(entry, index, conventions)
        for index, entry in enumerate(resolution.entries)
        if entry.entry.readable and not resolution.is_container(entry)
    )
