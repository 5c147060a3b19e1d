"""One entry's fields read: what each concept says, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Finding, Severity, quoted
from pubmanager.latex.nodes import RichText, Text
from pubmanager.latex.read import plain, read_latex, unknown_commands
from pubmanager.latex.verbatim import verbatim
from pubmanager.model.appearance import read_venue
from pubmanager.model.dates import PartialDate, read_date, read_iso, read_year
from pubmanager.model.fields import BY_NAME, concepts_of
from pubmanager.model.flags import is_true
from pubmanager.model.folding import folded
from pubmanager.model.identifiers import read_identifiers
from pubmanager.model.keywords import read_keywords
from pubmanager.model.links import is_safe_url, placed, read_links, read_url
from pubmanager.model.people import AuthorConventions, read_authors
from pubmanager.model.presentation import presentation_in
from pubmanager.model.rate import ACCEPTANCE, read_rate
from pubmanager.model.registry import VenueRegistry
from pubmanager.model.status import read_status, shown_status
from pubmanager.regex import regex
from pubmanager.source import Span
from pubmanager.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField
    from pubmanager.model.appearance import VenueReading
    from pubmanager.model.author import Author
    from pubmanager.model.links import Link
    from pubmanager.model.people import AuthorList
    from pubmanager.model.rate import Rate


# Concepts whose text a page shows; elsewhere a command hurts nobody.
# What the name of a field says about its grades; `quartile = {Q1}` says all there is.
_RANKINGS = {"ccf": "CCF-", "ccf_rank": "CCF-", "ranking_ccf": "CCF-", "core": "CORE ", "core_rank": "CORE ",
             "jcr": "JCR "}  # fmt: skip
_GRADE = regex(r"[ABC]\*?|Q[1-4]")
_PARAGRAPHS = regex(r"\n[^\S\n]*\n\s*")
_SHOWN = ("title", "subtitle", "journal", "booktitle", "summary", "note", "award", "news")


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a site spells things: whom to recognise, its venues, its folders, its own fields.

    Shape: ``is_frugal`` is true where there are so many publications that memory counts more than the time to work
    something out again.
    """

    authors: AuthorConventions = field(default_factory=AuthorConventions)
    venues: VenueRegistry = field(default_factory=VenueRegistry)
    assets: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    is_frugal: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value of a publication comes from: a field as written, or the rule that computed it."""

    rule: str
    field: ResolvedField | None = None

    @property
    def place(self) -> str:
        """``path:line:column`` of the value, empty where no field says it."""
        return self.field.owner.source.place(self.field.field.value_span.start) if self.field else ""


class Reader:
    """Reads the concepts of one entry. Shape: ``origins`` is ``None`` where nobody asks where each came from."""

    __slots__ = ("concepts", "conventions", "entry", "origins")

    def __init__(self, entry: ResolvedEntry, conventions: Conventions, *, notes_origins: bool = False) -> None:
        self.entry = entry
        self.conventions = conventions
        self.concepts = concepts_of(entry, conventions.fields)
        self.origins: dict[str, Origin] | None = {} if notes_origins else None

    def origin(self, name: str, found: ResolvedField | None, rule: str = "") -> None:
        if self.origins is None:
            return
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

    def authors(self, name: str) -> AuthorList:
        """Reads the names of ``author`` or ``editor``."""
        self.origin(f"{name}s", self.entry.fields.get(name))
        return read_authors(self.entry, name, self.conventions.authors)

    def identifiers(self) -> dict[str, tuple[str, ResolvedField]]:
        """Reads the identifiers, each with the field it stands in."""
        eprint_type = self.entry.value("eprinttype") or self.entry.value("archiveprefix")
        found = read_identifiers(self.concepts, eprint_type)
        if self.origins is not None:
            for kind, (_, where) in found.items():
                self.origin(f"id:{kind}", where)
        return found

    def venue(self, identifiers: Mapping[str, object]) -> VenueReading:
        """Reads where it appeared."""
        found = read_venue(self.entry, self.concepts, identifiers, self.conventions.venues)
        self.origin("venue", found.field, found.rule)
        self.origin("container", found.container_field)
        return found

    def links(self, identifiers: Mapping[str, tuple[str, ResolvedField]]) -> tuple[Link, ...]:
        """Reads where it is."""
        links = list(read_links(self.entry, self.concepts, identifiers, self.conventions.assets))
        if self.origins is not None:
            for link, where in links:
                self.origin(f"link:{link.kind}", where)
        return tuple([link for link, _ in links])

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
        """Reads the ranks; a bare grade gets the name of its system from the field: ``ccf = {A}`` is ``CCF-A``."""
        found = self.concepts.get("rank")
        system = _RANKINGS.get(found.field.name, "") if found else ""
        return tuple(
            f"{system}{rank}" if _GRADE.fullmatch(rank) else rank for rank in read_keywords(self.value("rank"))
        )

    def awards(self) -> tuple[RichText, ...]:
        """Reads the awards; al-folio has a text in ``award`` and the badge's words in ``award_name``."""
        found = self.concepts.get("award")
        if found is None or (presentation_in(found.value) and "award" not in found.value.casefold()):
            return ()
        name = self.entry.fields.get("award_name")
        award = read_latex((name if name and name.value else found).value)
        self.origin("awards", found)
        return (award,) if award else ()

    def collaboration(self, authors: Iterable[Author]) -> str:
        """Reads ``collaboration = {BESIII}`` as people say it: "BESIII Collaboration"."""
        name = plain(self.entry.value("collaboration"))
        if not name or any(folded(name) in folded(author.name.family) for author in authors):
            return ""
        self.origin("collaboration", self.entry.fields["collaboration"])
        several = "s" if "," in name or " and " in name else ""
        return name if "collaboration" in name.lower() else f"{name} Collaboration{several}"

    def status(self) -> str:
        for concept in ("status", "year", "note", "howpublished", "booktitle", "journal", "abbr"):
            found = self.concepts.get(concept)
            status = read_status(plain(found.value)) if found else ""
            if status and (concept == "status" or status != "prepublished"):
                self.origin("status", found)
                return status
        return ""

    def shown_status(self) -> str:
        """Reads the status as a reader sees it."""
        found = self.concepts.get("status")
        return shown_status(self.status(), plain(found.value).strip() if found else "")

    def summary(self) -> tuple[RichText, ...]:
        """Reads the summary: lines that start with ``- `` are bullets, otherwise each paragraph is one."""
        found = self.concepts.get("summary")
        if found is None:
            return ()
        self.origin("summary", found)
        lines = [line.strip() for line in found.text.strip().splitlines()]
        if not lines[0].startswith(("- ", "* ")):
            paragraphs = [" ".join(text.split()) for text in _PARAGRAPHS.split(found.text.strip())]
            return tuple(read_latex(text) for text in paragraphs)
        bullets: list[str] = []
        for line in lines:
            if line.startswith(("- ", "* ")):
                bullets.append(line[2:])
            else:
                bullets[-1] += f" {line}"
        return tuple(bullet for text in bullets if (bullet := read_latex(text.strip())))

    def keywords(self) -> tuple[str, ...]:
        return read_keywords(self.value("keywords"))

    def is_flagged(self, flag: str) -> bool:
        """Whether a field or a keyword of that name says so."""
        if flag in self.concepts:
            return is_true(self.value(flag))
        return "keywords" in self.concepts and flag in (word.casefold() for word in self.keywords())

    def image(self) -> str:
        url = placed(read_url(self.value("preview", "image")), "image", self.conventions.assets)
        return url if is_safe_url(url) else ""

    def literal(self, concept: str) -> str | None:
        return self.text(concept) if concept in self.concepts else None

    def news(self) -> RichText | None:
        return self.rich("news") if "news" in self.concepts else None


def _unknown_command(found: ResolvedField, name: str, offset: int) -> Finding:
    whole, owner = found.content_span, found.owner
    start = found.text.find(f"\\{name}", offset)  # white space was folded, so it stands there or later
    is_placed = found.is_exact and start >= 0
    span = Span(whole.start + start, whole.start + start + len(name) + 1) if is_placed else whole
    message = f"unknown LaTeX command {quoted(chr(92) + name)}; its argument is shown"
    return Finding("T009", Severity.WARNING, message, owner.source, span, owner.key, found.field.name)
