"""The publication: an entry understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from pubmanager.model.fields import BY_NAME
from pubmanager.model.lazy import drop, lazy
from pubmanager.model.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField
    from pubmanager.findings import Finding
    from pubmanager.latex.nodes import RichText
    from pubmanager.model.appearance import VenueReading
    from pubmanager.model.author import Author
    from pubmanager.model.dates import PartialDate
    from pubmanager.model.links import Link
    from pubmanager.model.people import AuthorList
    from pubmanager.model.rate import Rate
    from pubmanager.model.reader import Conventions, Origin
    from pubmanager.model.venues import Venue


_HIDING = frozenset(alias.name for name in ("hidden", "keywords") for alias in BY_NAME[name].aliases)


_KEPT = frozenset(("entry", "index", "_conventions", "_notes_origins", "date", "scholar_id", "is_hidden"))


class Publication:
    """One publication.

    Everything is worked out when it is asked for: most lists show a few of the things that an entry says.

    Shape: everything is optional but ``key`` and ``type``; an unknown text is empty, an unknown number ``None``.
    ``authors`` keep the order of the list, ``has_others`` where it ends in "and others"; ``summary`` has one text
    per bullet; ``links`` are in canonical order of kinds, one per kind and label; ``identifiers`` maps ``doi``,
    ``arxiv`` … to the bare identifier; ``badge`` is a literal text that overrules the computed badge (``""`` for
    no badge, ``None`` where nothing was said), ``news`` likewise; ``fields`` are the raw values by lower-case name;
    ``origins`` says for each of these names where the value comes from. ``facts`` are attributes that an earlier run
    worked out.
    """

    def __init__(
        self,
        entry: ResolvedEntry,
        index: int,
        conventions: Conventions,
        facts: Mapping[str, Any] | None = None,
        *,
        notes_origins: bool = False,
    ) -> None:
        given = {"entry": entry, "index": index, "_conventions": conventions, "_notes_origins": notes_origins}
        self.__dict__.update({**given, **facts} if facts else given)

    entry: ResolvedEntry
    index: int
    _conventions: Conventions
    _notes_origins: bool

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"a publication does not change: {name}")

    def __repr__(self) -> str:
        return f"Publication({self.key!r})"

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def type(self) -> str:
        return self.entry.type

    @lazy
    def _reader(self) -> Reader:
        return Reader(self.entry, self._conventions, notes_origins=self._notes_origins)

    @lazy
    def _authors(self) -> AuthorList:
        return self._reader.authors("author")

    @lazy
    def _editors(self) -> AuthorList:
        return self._reader.authors("editor")

    @lazy
    def _identifiers(self) -> Mapping[str, tuple[str, ResolvedField]]:
        return self._reader.identifiers()

    @lazy
    def _venue(self) -> VenueReading:
        return self._reader.venue(self._identifiers)

    @lazy
    def title(self) -> RichText:
        return self._reader.title()

    @lazy
    def authors(self) -> tuple[Author, ...]:
        return self._authors.authors

    @lazy
    def has_others(self) -> bool:
        return self._authors.has_others

    @lazy
    def collaboration(self) -> str:
        """The group that wrote it, as INSPIRE exports it beside its first authors; empty where an author is it."""
        return self._reader.collaboration(self.authors)

    @property
    def me(self) -> Author | None:
        """The author who is the owner, if any."""
        return next((author for author in self.authors if author.is_me), None)

    @lazy
    def editors(self) -> tuple[Author, ...]:
        return self._editors.authors

    @lazy
    def venue(self) -> Venue:
        return self._venue.venue

    @lazy
    def container(self) -> RichText:
        return self._venue.container

    @lazy
    def date(self) -> PartialDate | None:
        return self._reader.date()

    @property
    def year(self) -> int | None:
        return self.date.year if self.date else None

    @lazy
    def news_date(self) -> PartialDate | None:
        return self._reader.news_date()

    @lazy
    def presentation(self) -> str:
        return self._reader.presentation()

    @lazy
    def rate(self) -> Rate | None:
        return self._reader.rate(self.presentation)

    @lazy
    def acceptance(self) -> Rate | None:
        return self._reader.acceptance(self.presentation)

    @lazy
    def rank(self) -> tuple[str, ...]:
        return self._reader.rank()

    @lazy
    def impact(self) -> str:
        return self._reader.text("impact")

    @lazy
    def awards(self) -> tuple[RichText, ...]:
        return self._reader.awards()

    @lazy
    def status(self) -> str:
        return self._reader.status()

    @lazy
    def shown_status(self) -> str:
        """The status in words: the owner's own, such as ``Work in progress``, or those of its kind."""
        return self._reader.shown_status()

    @lazy
    def summary(self) -> tuple[RichText, ...]:
        return self._reader.summary()

    @property
    def abstract(self) -> RichText:
        return self._reader.rich("abstract")

    @lazy
    def note(self) -> RichText:
        return self._reader.rich("note")

    @lazy
    def keywords(self) -> tuple[str, ...]:
        return self._reader.keywords()

    @lazy
    def is_selected(self) -> bool:
        return self._reader.is_flagged("selected")

    @lazy
    def is_hidden(self) -> bool:
        if not self.entry.has_any(_HIDING) and not self._conventions.fields:
            return False  # asked of every entry, said by few
        return self._reader.is_flagged("hidden")

    @lazy
    def image(self) -> str:
        return self._reader.image()

    @lazy
    def image_alt(self) -> str:
        return self._reader.text("preview_alt")

    @lazy
    def badge(self) -> str | None:
        return self._reader.literal("badge")

    @lazy
    def news(self) -> RichText | None:
        return self._reader.news()

    @lazy
    def links(self) -> tuple[Link, ...]:
        return self._reader.links(self._identifiers)

    @lazy
    def identifiers(self) -> Mapping[str, str]:
        return {kind: identifier for kind, (identifier, _) in self._identifiers.items()}

    @lazy
    def scholar_id(self) -> str:
        """The paper's id in Google Scholar, with or without the owner's before it."""
        return self.identifiers.get("scholar", "")

    def identifier_field(self, kind: str) -> ResolvedField:
        """Returns the field that an identifier stands in. Raises: ``KeyError``."""
        return self._identifiers[kind][1]

    @property
    def fields(self) -> dict[str, str]:
        """The raw BibTeX values by lower-case field name."""
        return {name: field.value for name, field in self.entry.fields.items()}

    @lazy
    def origins(self) -> Mapping[str, Origin]:
        """Where each value comes from; worked out by reading everything once more and noting it."""
        twin = Publication(self.entry, self.index, self._conventions, notes_origins=True)
        for name in _NOTED:
            getattr(twin, name)
        return twin._reader.origins or {}

    def forget(self) -> None:
        """Drops what can be worked out again, if this is one of very many."""
        if self._conventions.is_frugal:
            if "_reader" in self.__dict__:
                _ = self.scholar_id  # asked of every publication later; now it costs little
            drop(self, _KEPT)
            self.entry.forget()

    def findings(self) -> tuple[Finding, ...]:
        """Returns what was found in its names, and LaTeX that means nothing."""
        return (*self._authors.findings, *self._editors.findings, *self._reader.unknown_commands())


_NOTED = [name for name, attribute in vars(Publication).items() if isinstance(attribute, (lazy, property))]
_NOTED.remove("origins")
