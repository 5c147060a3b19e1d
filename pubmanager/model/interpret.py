"""Resolved entries to publications: what each field means, and where each value comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pubmanager.findings import Finding, Severity, quoted
from pubmanager.latex.nodes import RichText, Text
from pubmanager.latex.read import plain, read_latex, unknown_commands
from pubmanager.latex.verbatim import verbatim
from pubmanager.model.dates import PartialDate, read_date, read_iso, read_year
from pubmanager.model.fields import BY_NAME, concepts_of
from pubmanager.model.flags import is_true
from pubmanager.model.identifiers import read_identifiers
from pubmanager.model.keywords import read_keywords
from pubmanager.model.links import is_safe_url, placed, read_links, read_url
from pubmanager.model.people import AuthorConventions, read_authors
from pubmanager.model.presentation import presentation_in
from pubmanager.model.publication import Origin, Publication
from pubmanager.model.rate import ACCEPTANCE, read_rate
from pubmanager.model.registry import VenueRegistry, read_venue
from pubmanager.model.status import read_status
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField
    from pubmanager.bibtex.resolve import Resolution
    from pubmanager.model.rate import Rate


# Concepts whose text a page shows; elsewhere a command hurts nobody.
_SHOWN = ("title", "subtitle", "journal", "booktitle", "summary", "note", "award", "news")


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a site spells things: whom to recognise, its venues, its folders, its own fields."""

    authors: AuthorConventions = field(default_factory=AuthorConventions)
    venues: VenueRegistry = field(default_factory=VenueRegistry)
    assets: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """Shape: ``publications`` in file order, hidden ones included, without containers and unreadable entries."""

    publications: tuple[Publication, ...]
    findings: tuple[Finding, ...]


def interpret(resolution: Resolution, conventions: Conventions) -> Understood:
    """Makes a publication of every entry that is one; never fails."""
    publications: list[Publication] = []
    findings: list[Finding] = []
    for index, entry in enumerate(resolution.entries):
        if entry.entry.readable and not resolution.is_container(entry):
            publication, found = interpret_entry(entry, index, conventions)
            publications.append(publication)
            findings += found
    return Understood(tuple(publications), tuple(findings))


def interpret_entry(
    entry: ResolvedEntry, index: int, conventions: Conventions
) -> tuple[Publication, tuple[Finding, ...]]:
    """Makes one publication; ``index`` is its place in the bibliography."""
    reader = _Reader(entry, conventions)
    authors = read_authors(entry, "author", conventions.authors)
    editors = read_authors(entry, "editor", conventions.authors)
    reader.origin("authors", entry.fields.get("author"))
    reader.origin("abstract", reader.concepts.get("abstract"))
    identifiers = read_identifiers(reader.concepts, entry.value("eprinttype") or entry.value("archiveprefix"))
    presentation = reader.presentation()
    publication = Publication(
        entry=entry,
        index=index,
        title=reader.title(),
        authors=authors.authors,
        has_others=authors.has_others,
        editors=editors.authors,
        date=reader.date(),
        news_date=reader.news_date(),
        presentation=presentation,
        rate=reader.rate(presentation),
        acceptance=reader.acceptance(presentation),
        rank=reader.rank(),
        impact=reader.text("impact"),
        awards=reader.awards(),
        status=reader.status(),
        summary=reader.summary(),
        note=reader.rich("note"),
        keywords=read_keywords(reader.value("keywords", "keywords")),
        is_selected=reader.is_selected(),
        is_hidden=reader.is_hidden(),
        image=reader.image(conventions.assets),
        image_alt=reader.text("preview_alt"),
        badge=reader.literal("badge"),
        news=reader.news(),
        **reader.where(identifiers, conventions),
        origins=reader.origins,
    )
    return publication, (*authors.findings, *editors.findings, *reader.unknown_commands())


def _unknown_command(found: ResolvedField, name: str, offset: int) -> Finding:
    whole, owner = found.content_span, found.owner
    start = found.text.find(f"\\{name}", offset)  # white space was folded, so it stands there or later
    is_placed = found.is_exact and start >= 0
    span = Span(whole.start + start, whole.start + start + len(name) + 1) if is_placed else whole
    message = f"LaTeX command {quoted(chr(92) + name)} is not known; its argument is shown"
    return Finding("T009", Severity.WARNING, message, owner.source, span, owner.key, found.field.name)


class _Reader:
    """Reads the concepts of one entry and remembers where each came from."""

    def __init__(self, entry: ResolvedEntry, conventions: Conventions) -> None:
        self.entry = entry
        self.concepts = concepts_of(entry, conventions.fields)
        self.origins: dict[str, Origin] = {}

    def origin(self, name: str, found: ResolvedField | None, rule: str = "") -> None:
        if found is not None:
            alias = "" if found.field.name in BY_NAME else f"alias {found.field.name}"
            self.origins[name] = Origin(" · ".join(filter(None, (alias, rule))), found)
        elif rule:
            self.origins[name] = Origin(rule)

    def value(self, concept: str, name: str = "", rule: str = "") -> str:
        """Returns the raw value of a concept, and notes it as the origin of ``name``."""
        found = self.concepts.get(concept)
        if found is None:
            return ""
        self.origin(name or concept, found, rule)
        return found.value

    def text(self, concept: str, name: str = "") -> str:
        return plain(self.value(concept, name))

    def rich(self, concept: str, name: str = "") -> RichText:
        return read_latex(self.value(concept, name))

    def where(self, identifiers: Mapping[str, tuple[str, ResolvedField]], conventions: Conventions) -> dict[str, Any]:
        """Returns venue, container, links and identifiers: where it appeared and where it is."""
        found = read_venue(self.entry, self.concepts, identifiers, conventions.venues)
        self.origin("venue", found.field, found.rule)
        self.origin("container", found.container_field)
        links = tuple(read_links(self.entry, self.concepts, identifiers, conventions.assets))
        for link, where in links:
            self.origin(f"link:{link.kind}", where)
        for kind, (_, where) in identifiers.items():
            self.origin(f"id:{kind}", where)
        return {
            "venue": found.venue,
            "container": found.container,
            "links": tuple(link for link, _ in links),
            "identifiers": {kind: identifier for kind, (identifier, _) in identifiers.items()},
        }

    def unknown_commands(self) -> Iterator[Finding]:
        """Yields a warning for each LaTeX command in a text that is shown, if it means nothing here."""
        for concept in _SHOWN:
            found = self.concepts.get(concept)
            for name, offset in unknown_commands(found.value) if found else ():
                assert found is not None
                yield _unknown_command(found, name, offset)

    def title(self) -> RichText:
        title, subtitle = self.rich("title"), self.rich("subtitle")
        if not subtitle:
            return title
        joint = " " if title.text.endswith((".", "?", "!", ":")) else ": "
        return RichText((*title.nodes, Text(joint), *subtitle.nodes)) if title else subtitle

    def date(self) -> PartialDate | None:
        date = read_date(*(self.value(name, "date") for name in ("date", "year", "month", "day")))
        if date is not None:
            for name in ("year", "date"):
                if name in self.concepts:
                    self.origin("date", self.concepts[name])
            return date
        venue = self.concepts.get("abbr") or self.concepts.get("booktitle")
        year = read_year(venue.value) if venue else None
        self.origin("date", venue if year else None, "year of the venue")
        return PartialDate(year) if year else None

    def news_date(self) -> PartialDate | None:
        return read_iso(self.value("news_date").strip("{} "))

    def presentation(self) -> str:
        for concept in ("presentation", "abbr", "badge"):
            found = self.concepts.get(concept)
            kind = presentation_in(plain(found.value)) if found else ""
            if kind and (concept == "presentation" or read_year(found.value if found else "")):
                self.origin("presentation", found)
                return kind
        for kind in ("oral", "spotlight", "highlight"):
            if self.concepts.get(f"{kind}_rate"):
                self.origin("presentation", self.concepts[f"{kind}_rate"], f"a rate of {kind}s")
                return kind
        return ""

    def rate(self, presentation: str) -> Rate | None:
        """Reads the rate of the presentation; of acceptance where there is none or it is a poster."""
        of = ACCEPTANCE if presentation in ("", "poster") else presentation
        concept = f"{of}_rate" if f"{of}_rate" in self.concepts and of != ACCEPTANCE else "rate"
        return read_rate(verbatim(self.value(concept, "rate")), of)

    def acceptance(self, presentation: str) -> Rate | None:
        if "acceptance_rate" in self.concepts:
            return read_rate(verbatim(self.value("acceptance_rate", "acceptance")))
        rate = self.rate(presentation)
        return rate if rate and rate.of == ACCEPTANCE else None

    def rank(self) -> tuple[str, ...]:
        return read_keywords(self.value("rank"))

    def awards(self) -> tuple[RichText, ...]:
        """Reads the awards; al-folio has a text in ``award`` and the badge's words in ``award_name``."""
        found = self.concepts.get("award")
        if found is None or (presentation_in(found.value) and "award" not in found.value.casefold()):
            return ()
        name = self.entry.fields.get("award_name")
        award = read_latex((name if name and name.value else found).value)
        self.origin("awards", found)
        return (award,) if award else ()

    def status(self) -> str:
        for concept in ("status", "year", "note", "howpublished", "booktitle", "journal", "abbr"):
            found = self.concepts.get(concept)
            status = read_status(plain(found.value)) if found else ""
            if status and (concept == "status" or status != "prepublished"):
                self.origin("status", found)
                return status
        return ""

    def summary(self) -> tuple[RichText, ...]:
        """Reads the summary: lines that start with ``- `` are bullets, otherwise it is one."""
        found = self.concepts.get("summary")
        if found is None:
            return ()
        self.origin("summary", found)
        lines = [line.strip() for line in found.text.strip().splitlines()]
        if not lines[0].startswith(("- ", "* ")):
            return (read_latex(found.value),)
        bullets: list[str] = []
        for line in lines:
            if line.startswith(("- ", "* ")):
                bullets.append(line[2:])
            else:
                bullets[-1] += f" {line}"
        return tuple(bullet for text in bullets if (bullet := read_latex(text.strip())))

    def is_selected(self) -> bool:
        if "selected" in self.concepts:
            return is_true(self.value("selected"))
        return "selected" in (word.casefold() for word in read_keywords(self.value("keywords")))

    def is_hidden(self) -> bool:
        if "hidden" in self.concepts:
            return is_true(self.value("hidden"))
        return "hidden" in (word.casefold() for word in read_keywords(self.value("keywords")))

    def image(self, assets: Mapping[str, str]) -> str:
        url = placed(read_url(self.value("preview", "image")), "image", assets)
        return url if is_safe_url(url) else ""

    def literal(self, concept: str) -> str | None:
        return self.text(concept) if concept in self.concepts else None

    def news(self) -> RichText | None:
        return self.rich("news") if "news" in self.concepts else None
