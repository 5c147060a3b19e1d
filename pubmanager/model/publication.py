"""The publication: an entry understood.

Each concept is read when it is asked for, since most lists show a few of the things that an entry says; every reading
notes which field it comes from.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from msgspec import Struct, field

from pubmanager.latex.nodes import Node, RichText, Text
from pubmanager.latex.read import plain, read_latex
from pubmanager.latex.tokens import verbatim
from pubmanager.model.dates import PartialDate, read_date, read_iso, read_year
from pubmanager.model.fields import BY_NAME, Concepts, is_private
from pubmanager.model.folding import folded
from pubmanager.model.identifiers import read_identifiers
from pubmanager.model.links import is_safe_url, placed, read_links, read_url
from pubmanager.model.people import AuthorConventions, read_authors
from pubmanager.model.rate import ACCEPTANCE, has_rate, read_rate
from pubmanager.model.values import (
    bare_number,
    clauses_of,
    is_award,
    is_presentation,
    is_true,
    place_in,
    presentation_in,
    read_keywords,
    read_status,
    shown_status,
    status_before_title,
    status_beside_place,
    told_beside,
    volume_and_number,
    without_status,
)
from pubmanager.model.venue_reading import behind_short_name, is_told_by, read_venue, told_before_place
from pubmanager.model.venues import VenueRegistry
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField
    from pubmanager.bibtex.resolve import Resolution
    from pubmanager.model.author import Author
    from pubmanager.model.links import Link
    from pubmanager.model.people import AuthorList
    from pubmanager.model.rate import Rate
    from pubmanager.model.venue_reading import VenueReading
    from pubmanager.model.venues import Venue

# What the name of a field says about its grades; `quartile = {Q1}` says all there is.
_RANKINGS = {"ccf": "CCF-", "ccf_rank": "CCF-", "ranking_ccf": "CCF-", "core": "CORE ", "core_rank": "CORE ",
             "jcr": "JCR "}  # fmt: skip
_GRADE = regex(r"[ABC]\*?|Q[1-4]")
# Entry types, and biblatex's keys for the field `type`. Source: plain.bst; biblatex manual, 4.9.2.18 and 2.1.1.
KINDS_OF_WORK = {
    "phdthesis": "PhD thesis", "mastersthesis": "Master's thesis", "masterthesis": "Master's thesis",
    "bachelorsthesis": "Bachelor's thesis", "bachelorthesis": "Bachelor's thesis", "mathesis": "Master's thesis",
    "bathesis": "Bachelor's thesis", "candthesis": "Candidate thesis", "thesis": "Thesis",
    "diplomathesis": "Diploma thesis", "licentiatethesis": "Licentiate thesis", "habilitation": "Habilitation",
    "doctoralthesis": "Doctoral thesis", "dissertation": "Dissertation", "phd": "PhD thesis", "msc": "Master's thesis",
    "bsc": "Bachelor's thesis", "techreport": "Technical report", "resreport": "Research report", "report": "Report",
    "patent": "Patent",
}  # fmt: skip
_PARAGRAPHS = regex(r"\n[^\S\n]*\n\s*")
_NOTES = ("award", "note")
_CONTAINERS = ("booktitle", "journal", "howpublished")
_LONGEST_NOTE = 400
# Concepts whose text a page shows; elsewhere a command hurts nobody.
_SHOWN = ("title", "subtitle", "journal", "booktitle", "summary", "note", "award", "news")
# No place in a volume: nothing, `12`, `1--12`, `12 pages`.
_COUNT_OF_PAGES = regex(r"\s*(?:(?:0*1\s*[-‐–—]+\s*)?\d{1,3}\s*(?:pp?\.?|pages)?)?\s*", re.IGNORECASE)
_FIRST_PAGE = regex(r"1\W+1")
_HIDING = frozenset(alias.name for name in ("hidden", "keywords") for alias in BY_NAME[name].aliases)


class Conventions(Struct, frozen=True):
    """How a site spells things: whom to recognise, its venues, its folders, its own fields.

    Shape: ``dated_kinds`` are the kinds of venues that the year follows in badges, ``None`` for all.
    """

    authors: AuthorConventions = field(default_factory=AuthorConventions)
    venues: VenueRegistry = field(default_factory=VenueRegistry)
    assets: Mapping[str, str] = {}
    fields: Mapping[str, str] = {}
    dated_kinds: tuple[str, ...] | None = None


class Origin(Struct, frozen=True):
    """Where a value of a publication comes from: a field as written, or the rule that computed it."""

    rule: str
    field: ResolvedField | None = None

    @property
    def place(self) -> str:
        """``path:line:column`` of the value, empty where no field says it."""
        return self.field.owner.source.place(self.field.field.value_span.start) if self.field else ""


def publications_of(resolution: Resolution, conventions: Conventions) -> tuple[Publication, ...]:
    """Makes a publication of every entry that is one; never fails.

    Shape: in file order, hidden ones included, without containers and unreadable entries.
    """
    return tuple(
        Publication(entry, index, conventions)
        for index, entry in enumerate(resolution.entries)
        if entry.entry.readable and not resolution.is_container(entry)
    )


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
    _conventions: Conventions
    _origins: dict[str, Origin]

    def __init__(self, entry: ResolvedEntry, index: int, conventions: Conventions) -> None:
        self.__dict__.update(entry=entry, index=index, _conventions=conventions, _origins={})

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

    def is_private(self, name: str) -> bool:
        """Whether a field is private: it may choose and sort, and is shown nowhere."""
        return is_private(name) and name not in self._conventions.fields

    # Authors

    @cached_property
    def _authors(self) -> AuthorList:
        return self._people("author")

    @cached_property
    def _editors(self) -> AuthorList:
        return self._people("editor")

    def _people(self, name: str) -> AuthorList:
        self._note(f"{name}s", self.entry.fields.get(name))
        return read_authors(self.entry, name, self._conventions.authors)

    def people(self, name: str) -> tuple[Author, ...]:
        """Returns the people of another field, such as ``translator``."""
        return read_authors(self.entry, name, self._conventions.authors).authors

    @cached_property
    def authors(self) -> tuple[Author, ...]:
        return self._authors.authors

    @cached_property
    def has_others(self) -> bool:
        return self._authors.has_others

    @property
    def is_cut(self) -> bool:
        """Whether the list of authors leaves some out, at its end or before."""
        return self.has_others or (bool(self.authors) and self.authors[-1].position > len(self.authors))

    @property
    def me(self) -> Author | None:
        """The author who is the owner, if any."""
        return next((author for author in self.authors if author.is_me), None)

    @cached_property
    def editors(self) -> tuple[Author, ...]:
        return self._editors.authors

    @cached_property
    def collaboration(self) -> str:
        """The group that wrote it, as people say it; empty where an author is it.

        ``collaboration = {BESIII}``, as INSPIRE exports it beside the first authors, is the "BESIII Collaboration".
        """
        name = plain(self.entry.value("collaboration"))
        if not name or any(folded(name) in folded(author.name.family) for author in self.authors):
            return ""
        self._note("collaboration", self.entry.fields["collaboration"])
        several = "s" if "," in name or " and " in name else ""
        return name if "collaboration" in name.lower() else f"{name} Collaboration{several}"

    # Texts

    @cached_property
    def title(self) -> RichText:
        """The title, with the subtitle behind it."""
        title, subtitle = self._title_and_status[0], self._rich("subtitle")
        if not subtitle:
            return title
        joint = " " if title.text.endswith((".", "?", "!", ":")) else ": "
        return RichText((*title.nodes, Text(joint), *subtitle.nodes)) if title else subtitle

    @property
    def may_have_formula(self) -> bool:
        """Whether the title may have a formula; told without reading it."""
        texts = [found.value for name in ("title", "subtitle") if (found := self._concepts.get(name))]
        return any(sign in text for text in texts for sign in "$\\<&")

    @cached_property
    def _title_and_status(self) -> tuple[RichText, str]:
        """The title, and the status in brackets before it: ``(In progress) Owls``."""
        title = self._rich("title")
        if not title.text.startswith(("(", "[")):
            return title, ""
        status, rest = status_before_title(plain(self._value("title")))
        return (RichText(_without_start(title.nodes, len(title.text) - len(rest))), status) if status else (title, "")

    @property
    def abstract(self) -> RichText:
        return self._rich("abstract")

    @cached_property
    def note(self) -> RichText:
        return self._rich("note")

    @cached_property
    def summary(self) -> tuple[RichText, ...]:
        """The summary: lines that start with ``- `` are bullets, otherwise each paragraph is one."""
        found = self._concepts.get("summary")
        if found is None:
            return ()
        self._note("summary", found)
        lines = [line.strip() for line in found.text.strip().splitlines()]
        if not lines:  # a no-break space is no blank for BibTeX
            return ()
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

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        return read_keywords(self._value("keywords"))

    @cached_property
    def news(self) -> RichText | None:
        return self._rich("news") if "news" in self._concepts else None

    # Where and when it appeared

    @cached_property
    def _venue(self) -> VenueReading:
        found = read_venue(self.entry, self._concepts, self._identifiers, self._conventions.venues)
        self._note("venue", found.field, found.rule)
        self._note("container", found.container_field)
        return found

    @cached_property
    def venue(self) -> Venue:
        return self._venue.venue

    @cached_property
    def container(self) -> RichText:
        """The journal or book title as written."""
        return self._venue.container

    @cached_property
    def _issue(self) -> tuple[str, str]:
        """Volume and number, which may stand in one field; `PP(99)` is how IEEE says that there is none yet."""
        volume, within = volume_and_number(plain(self.entry.value("volume")))
        issue = plain(self.entry.value("issue"))  # other formats write the number so, or a season
        number = plain(self.entry.value("number")) or (issue if issue[:1].isdigit() else "")
        if any(field.name == "number" and scheme in number.lower() for scheme, (_, field) in self._identifiers.items()):
            number = ""  # `arXiv:2401.00001` is a link
        is_early = bool(self.entry.value("volume")) and not volume and bare_number("number", number) == "99"
        return volume, "" if is_early else bare_number("number", number) or within

    @property
    def volume(self) -> str:
        return self._issue[0]

    @property
    def number(self) -> str:
        return self._issue[1]

    @cached_property
    def pages(self) -> str:
        """Where in its volume it stands: the pages, or the number of an article whose pages are only counted."""
        written = self._text("pages")
        pages = bare_number("pages", without_status(written))
        if not self.volume and self.entry.value("volume") and _FIRST_PAGE.fullmatch(pages):
            pages = ""  # of what has no volume yet
        is_place = not _COUNT_OF_PAGES.fullmatch(pages)
        return pages if is_place else bare_number("pages", plain(self._value("eid", "pages"))) or pages

    @cached_property
    def date(self) -> PartialDate | None:
        if not self.entry.fields:  # files of nothing but keys are read a third quicker
            return None
        date = read_date(*(self._value(name, "date") for name in ("date", "year", "month", "day")))
        # The date of the issue or of the event counts where nothing else is, or where it says more of the same year.
        issued = read_date(plain(self._concepts["issued"].value), "", "") if "issued" in self._concepts else None
        if date is not None and issued and not date.month and issued.year == date.year:
            date = issued
        if date is not None:
            for name in ("year", "date"):
                if name in self._concepts:
                    self._note("date", self._concepts[name])
            return date
        if issued:
            self._note("date", self._concepts["issued"])
            return issued
        venue = self._concepts.get("abbr") or self._concepts.get("booktitle")
        if venue is None and self.venue.kind != "preprint":  # the number of a preprint may look like a year
            venue = self._venue.container_field
        year = read_year(venue.value) if venue else None
        self._note("date", venue if year else None, "year of the venue")
        return PartialDate(year) if year else None

    @property
    def year(self) -> int | None:
        return self.date.year if self.date else None

    def shows_year(self, place: str) -> bool:
        """Whether the year follows the venue in a place: the venue's own setting counts before that of its kind."""
        venue = self.venue
        if venue.show_year is not None:
            return place in venue.show_year
        if place == "news":  # a line of news has a date of its own
            return venue.kind in ("conference", "workshop")
        dated = self._conventions.dated_kinds
        return dated is None or (venue.kind or "other") in dated

    @cached_property
    def kind(self) -> str:
        """What kind of thesis, report or patent it is, in words: those of the field ``type``, else of the entry type.

        Empty for other entries, whose venue says what they are.
        """
        kind = KINDS_OF_WORK.get(self.type) or KINDS_OF_WORK.get(self.venue.kind, "")
        if kind == "Patent" and is_told_by(self.title.text) and self.type not in KINDS_OF_WORK:
            return ""
        written = plain(self.entry.value("type")) if kind else ""
        return KINDS_OF_WORK.get(written.casefold()) or written or kind

    @cached_property
    def news_date(self) -> PartialDate | None:
        return read_iso(self._value("news_date").strip("{} "))

    # What is said about it

    @cached_property
    def presentation(self) -> str:
        for found, kind, rule in self._presentations():
            self._note("presentation", found, rule)
            return kind
        return ""

    def _presentations(self) -> Iterator[tuple[ResolvedField, str, str]]:
        """Yields the field, the kind and the rule of each place that tells a presentation, the surest first."""
        for concept in ("presentation", "abbr", "badge"):
            found = self._concepts.get(concept)
            kind = presentation_in(plain(found.value)) if found else ""
            is_told = concept == "presentation" or (
                found and (read_year(found.value) or behind_short_name(found.value))
            )
            if found and kind and is_told:
                yield found, kind, ""
        for found, said in self._said_beside():
            if is_presentation(said):
                yield found, presentation_in(said), ""
        place = self._venue.container_field  # of a note that is the venue; others may be about another paper
        before = told_before_place(plain(place.value)) if place and place.name in ("howpublished", "note") else ""
        if place and (kind := presentation_in(before)):
            yield place, kind, ""
        for kind in ("oral", "spotlight", "highlight"):
            if found := self._concepts.get(f"{kind}_rate"):
                yield found, kind, f"a rate of {kind}s"

    @cached_property
    def rate(self) -> Rate | None:
        """The rate of the presentation; of acceptance where there is none or it is a poster."""
        of = ACCEPTANCE if self.presentation in ("", "poster") else self.presentation
        concept = f"{of}_rate" if f"{of}_rate" in self._concepts and of != ACCEPTANCE else "rate"
        if concept in self._concepts:
            return read_rate(verbatim(self._value(concept, "rate")), of)
        for found, said in self._said_beside():
            if has_rate(said) and (rate := read_rate(said, of)):
                self._note("rate", found)
                return rate
        return None

    @cached_property
    def acceptance(self) -> Rate | None:
        if "acceptance_rate" in self._concepts:
            return read_rate(verbatim(self._value("acceptance_rate", "acceptance")))
        return self.rate if self.rate and self.rate.of == ACCEPTANCE else None

    @cached_property
    def rank(self) -> tuple[str, ...]:
        """The ranks; a bare grade gets the name of its system from the field: ``ccf = {A}`` is ``CCF-A``."""
        found = self._concepts.get("rank")
        system = _RANKINGS.get(found.field.name, "") if found else ""
        return tuple(
            f"{system}{rank}" if _GRADE.fullmatch(rank) else rank for rank in read_keywords(self._value("rank"))
        )

    @cached_property
    def impact(self) -> str:
        return self._text("impact")

    @cached_property
    def awards(self) -> tuple[RichText, ...]:
        """The awards; al-folio has a text in ``award`` and the badge's words in ``award_name``."""
        found = self._concepts.get("award")
        clauses = clauses_of(plain(found.value)) if found else ()
        if found and not any(map(is_presentation, clauses)):
            name = self.entry.fields.get("award_name")
            award = read_latex((name if name and name.value else found).value)
            self._note("awards", found)
            return (award,) if award else ()
        said = {text: where for where, text in self._said_beside() if is_award(text)}
        for where in list(said.values())[:1]:
            self._note("awards", where)
        return tuple(RichText((Text(text),)) for text in said)

    def _said_beside(self) -> Iterator[tuple[ResolvedField, str]]:
        """Yields what is said, one thing at a time, in awards, in notes and beside the titles of proceedings."""
        for concept in _NOTES:
            found = self._concepts.get(concept)
            for clause in clauses_of(plain(found.value)) if found and len(found.value) < _LONGEST_NOTE else ():
                if found:
                    yield found, clause
        for concept in _CONTAINERS:
            found = self._concepts.get(concept)
            for part in told_beside(plain(found.value)) if found else ():
                if found:
                    yield from ((found, clause) for clause in clauses_of(part.strip(" ([)],;:–—-")))

    @cached_property
    def status(self) -> str:
        if before := self._title_and_status[1]:
            self._note("status", self._concepts["title"])
            return before
        for concept in ("status", "year", "note", "howpublished", "booktitle", "journal", "abbr", "pages"):
            found = self._concepts.get(concept)
            if found is None:
                continue
            text = plain(found.value)
            status = status_beside_place(text) if concept in (*_CONTAINERS, "pages") else read_status(text)
            if not status:  # nearly always
                continue
            is_all = concept in _CONTAINERS and not place_in(text) and self.venue.kind != "preprint"
            if concept == "status" or status != "prepublished" or is_all:
                self._note("status", found)
                return status
        return ""

    @cached_property
    def shown_status(self) -> str:
        """The status in words: the owner's own, such as ``Work in progress``, or those of its kind."""
        found = self._concepts.get("status")
        return shown_status(self.status, plain(found.value).strip() if found else "")

    @cached_property
    def badge(self) -> str | None:
        return self._text("badge") if "badge" in self._concepts else None

    @cached_property
    def is_selected(self) -> bool:
        return self._is_flagged("selected")

    @cached_property
    def is_hidden(self) -> bool:
        if not self._conventions.fields and not self.entry.has_any(_HIDING):
            return False  # asked of every entry, said by few
        return self._is_flagged("hidden")

    def _is_flagged(self, flag: str) -> bool:
        """Whether a field or a keyword of that name says so."""
        if flag in self._concepts:
            return is_true(self._value(flag))
        return "keywords" in self._concepts and flag in (word.casefold() for word in self.keywords)

    # Where it is

    @cached_property
    def _identifiers(self) -> dict[str, tuple[str, ResolvedField]]:
        """The identifiers, each with the field it stands in."""
        found = read_identifiers(self.entry, self._concepts)
        for kind, (_, where) in found.items():
            self._note(f"id:{kind}", where)
        return found

    @cached_property
    def identifiers(self) -> Mapping[str, str]:
        return {kind: identifier for kind, (identifier, _) in self._identifiers.items()}

    def identifier_field(self, kind: str) -> ResolvedField:
        """Returns the field that an identifier stands in. Raises: ``KeyError``."""
        return self._identifiers[kind][1]

    @property
    def scholar_id(self) -> str:
        """The paper's id in Google Scholar, with or without the owner's before it."""
        # Every list asks, and few papers have one: the other identifiers aren't read for that.
        is_there = "scholar" in self._concepts or "scholar" in self.entry.written().lower()
        return self.identifiers.get("scholar", "") if is_there else ""

    @cached_property
    def links(self) -> tuple[Link, ...]:
        if not self.entry.fields:
            return ()
        links = list(read_links(self.entry, self._concepts, self._identifiers, self._conventions.assets))
        for link, where in links:
            self._note(f"link:{link.kind}", where)
        return tuple([link for link, _ in links])

    @cached_property
    def image(self) -> str:
        url = placed(read_url(self._value("preview", "image")), "image", self._conventions.assets)
        return url if is_safe_url(url) else ""

    @cached_property
    def image_alt(self) -> str:
        return self._text("preview_alt")

    # The entry behind it

    @property
    def fields(self) -> dict[str, str]:
        """The raw BibTeX values by lower-case field name."""
        return {name: field.value for name, field in self.entry.fields.items()}

    @cached_property
    def origins(self) -> Mapping[str, Origin]:
        """Where each value comes from: all are read, and each notes its own."""
        for name in _CONCEPTS:
            getattr(self, name)
        return self._origins

    @property
    def name_lists(self) -> tuple[tuple[ResolvedField, AuthorList], ...]:
        """The lists of names that it has, each with its field."""
        if not self.entry.fields:
            return ()
        found = (("author", self._authors), ("editor", self._editors))
        return tuple((self.entry.fields[name], names) for name, names in found if names.authors or names.is_faulty)

    @property
    def shown_fields(self) -> tuple[ResolvedField, ...]:
        """The fields whose texts pages show."""
        return tuple(found for concept in _SHOWN if (found := self._concepts.get(concept)))

    # Reading

    @cached_property
    def _concepts(self) -> Mapping[str, ResolvedField]:
        """The fields by what they say."""
        return Concepts(self.entry, self._conventions.fields)

    def _value(self, concept: str, name: str = "") -> str:
        """Returns the raw value of a concept, and notes it as the origin of ``name``."""
        found = self._concepts.get(concept)
        if found is None:
            return ""
        self._note(name or concept, found)
        return found.value

    def _text(self, concept: str) -> str:
        return plain(self._value(concept))

    def _rich(self, concept: str) -> RichText:
        return read_latex(self._value(concept))

    def _note(self, name: str, found: ResolvedField | None, rule: str = "") -> None:
        """Notes where a value comes from: a field, under which alias, and the rule that computed it."""
        if found is not None:
            alias = "" if found.field.name in BY_NAME else f"alias {found.field.name}"
            self._origins[name] = Origin(" · ".join(filter(None, (alias, rule))), found)
        elif rule:
            self._origins[name] = Origin(rule)


def _without_start(nodes: Sequence[Node], length: int) -> tuple[Node, ...]:
    """Returns nodes without the first letters of their text; blanks at the new start are gone too."""
    for place, node in enumerate(nodes):
        text = RichText((node,)).text
        if len(text) > length:
            kept = Text(text[length:].lstrip()) if isinstance(node, Text) else node
            return (kept, *nodes[place + 1 :])
        length -= len(text)
    return ()


_CONCEPTS = [
    name for name, attribute in vars(Publication).items() if isinstance(attribute, (cached_property, property))
]
_CONCEPTS.remove("origins")
