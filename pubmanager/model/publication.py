"""The publication: an entry understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubmanager.latex.nodes import RichText
from pubmanager.latex.read import read_latex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField
    from pubmanager.model.author import Author
    from pubmanager.model.dates import PartialDate
    from pubmanager.model.links import Link
    from pubmanager.model.rate import Rate
    from pubmanager.model.venue import Venue


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value of a publication comes from: a field as written, or the rule that computed it."""

    rule: str
    field: ResolvedField | None = None

    @property
    def place(self) -> str:
        """``path:line:column`` of the value, empty where no field says it."""
        return self.field.owner.source.place(self.field.field.value_span.start) if self.field else ""


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication.

    Shape: everything is optional but ``key`` and ``type``; an unknown text is empty, an unknown number ``None``.
    ``authors`` keep the order of the list, ``has_others`` where it ends in "and others"; ``summary`` has one text
    per bullet; ``links`` are in canonical order of kinds, one per kind and label; ``identifiers`` maps ``doi``,
    ``arxiv`` … to the bare identifier; ``badge`` is a literal text that overrules the computed badge (``""`` for
    no badge, ``None`` where nothing was said), ``news`` likewise; ``fields`` are the raw values by lower-case name;
    ``origins`` says for each of these names where the value comes from.
    """

    entry: ResolvedEntry
    index: int
    title: RichText
    authors: tuple[Author, ...]
    has_others: bool
    editors: tuple[Author, ...]
    venue: Venue
    container: RichText
    date: PartialDate | None
    news_date: PartialDate | None
    presentation: str
    rate: Rate | None
    acceptance: Rate | None
    rank: tuple[str, ...]
    impact: str
    awards: tuple[RichText, ...]
    status: str
    summary: tuple[RichText, ...]
    note: RichText
    keywords: tuple[str, ...]
    is_selected: bool
    is_hidden: bool
    image: str
    image_alt: str
    badge: str | None
    news: RichText | None
    links: tuple[Link, ...]
    identifiers: Mapping[str, str]
    origins: Mapping[str, Origin]

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def type(self) -> str:
        return self.entry.type

    @property
    def year(self) -> int | None:
        return self.date.year if self.date else None

    @property
    def abstract(self) -> RichText:
        """The abstract, read when it is asked for: it is long, and few lists show it."""
        origin = self.origins.get("abstract")
        return read_latex(origin.field.value) if origin and origin.field else RichText()

    @property
    def me(self) -> Author | None:
        """The author who is the owner, if any."""
        return next((author for author in self.authors if author.is_me), None)

    @property
    def fields(self) -> dict[str, str]:
        """The raw BibTeX values by lower-case field name."""
        return {name: field.value for name, field in self.entry.fields.items()}
