"""Authors: who wrote a publication, in which role, and which of them is me."""

from __future__ import annotations

from msgspec import Struct


class Name(Struct, frozen=True):
    """A personal name in biblatex's four parts, plain Unicode text without marks or markup.

    Shape: an organisation or a mononym has only ``family``; ``prefix`` is a particle such as ``von der``;
    ``suffix`` is ``Jr.`` or ``III``.
    """

    given: str = ""
    prefix: str = ""
    family: str = ""
    suffix: str = ""

    @property
    def full(self) -> str:
        """The name in reading order: ``Ludwig van Beethoven``, ``Martin Luther King Jr.``"""
        return " ".join(part for part in (self.given, self.prefix, self.family, self.suffix) if part)


class Author(Struct, frozen=True):
    """One author of a publication.

    Shape: ``position`` counts from 1, and skips a number where the list has a gap; ``roles`` are names such as
    ``equal`` and ``corresponding``, in canonical order; ``marks`` are symbols typed in the source that have no meaning
    here and are shown as they are; ``notes`` are free texts; ``person`` names the ``[people]`` record the author was
    recognised as, ``groups`` its groups.
    """

    name: Name
    position: int
    roles: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_me: bool = False
    person: str = ""
    groups: tuple[str, ...] = ()
    url: str = ""

    def __hash__(self) -> int:
        return hash((self.name, self.position))  # all of it takes longer, and tells hardly more apart


class Person(Struct, frozen=True):
    """Somebody to recognise in author lists: the owner, or a record of ``[people]``."""

    name: str
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    url: str = ""
    orcid: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and its other spellings."""
        return tuple(filter(None, (self.name, *self.aliases)))
