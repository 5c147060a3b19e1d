"""How a pasted publication relates to the one that is there, and what that one gains from it."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.adding.paste import primary_concept
from pubmanager.adding.write import NewField
from pubmanager.bibtex.entry import ResolvedField
from pubmanager.bibtex.resolve import MONTHS
from pubmanager.formatting.written import content
from pubmanager.latex.read import plain
from pubmanager.model.dates import read_month, read_year
from pubmanager.model.fields import Concepts
from pubmanager.model.folding import folded
from pubmanager.model.identifiers import SCHEMES, SERVER_SCHEMES, read_identifier, server_in, server_of_doi
from pubmanager.model.values import read_status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pubmanager.bibtex.entry import Field, ResolvedEntry
    from pubmanager.model.author import Author
    from pubmanager.model.duplicates import Duplicate
    from pubmanager.model.publication import Publication


class Relation(Enum):
    """What a pasted publication is to the known one."""

    SAME = "the same, as far as can be seen"
    PUBLISHED = "the published version of a preprint"
    FINAL = "the final version of what was published early"
    EARLIER = "a preprint of what is published"
    ELSEWHERE = "another publication of the same title"


_NOT_OUT = frozenset(("inpreparation", "submitted", "prepublished"))
_EARLY = frozenset(("accepted", "inpress", "forthcoming"))
# Types of works that appear by themselves, and of those that may be the preprint of another.
_WHOLE = frozenset(
    ("book", "mvbook", "booklet", "collection", "proceedings", "phdthesis", "mastersthesis", "thesis",
     "bachelorsthesis", "patent", "techreport", "report", "manual")
)  # fmt: skip
_DRAFTS = frozenset(
    ("misc", "article", "unpublished", "online", "electronic", "preprint", "inproceedings", "conference",
     "incollection", "techreport", "report")
)  # fmt: skip
_AT_CONFERENCE = frozenset(("conference", "workshop"))
_PREPRINT = re.compile(r"\b(?:preprints?|openreview)\b", re.IGNORECASE)
# IEEE's articles before they have a volume: `volume = {PP}, number = {99}`.
_NO_VOLUME = re.compile(r"(?:pp|n/?a|0+|in press|early access|)", re.IGNORECASE)
_SAYS_MORE = frozenset(
    ("oral", "spotlight", "highlight", "poster", "award", "best", "winner", "acceptance", "withdrawn", "retracted")
)
_LONGEST_NOTE = 80


def relation(duplicate: Duplicate, pasted: Publication) -> Relation:
    """Says how a pasted publication relates to the known one that a comparison found."""
    old = duplicate.old
    if _is_out(pasted) != _is_out(old):
        if _is_out(old):
            return Relation.EARLIER if pasted.type in _DRAFTS else Relation.SAME
        return Relation.PUBLISHED if old.type in _DRAFTS else Relation.SAME
    if not _is_out(old):
        return Relation.SAME
    if duplicate.reason != "same doi" and _is_elsewhere(old, pasted):
        return Relation.ELSEWHERE
    return Relation.FINAL if _is_early(old) and not _is_early(pasted) else Relation.SAME


def _is_out(publication: Publication) -> bool:
    """Whether it appeared somewhere, or is accepted there; a short name alone may be a promise of the owner's."""
    if publication.venue.kind == "preprint" or publication.status in _NOT_OUT or publication.type == "unpublished":
        return False
    container = publication.container.text
    return publication.type in _WHOLE or (bool(container) and not (server_in(container) or _PREPRINT.match(container)))


def _is_elsewhere(old: Publication, pasted: Publication) -> bool:
    """Whether two appeared in places that are certainly not one: a conference and a journal, or two known venues."""
    kinds = [_kind(each) for each in (old, pasted)]
    if "thesis" in kinds or "report" in kinds or {"conference", "journal"} <= set(kinds):
        return kinds[0] != kinds[1]
    return _are_known(old, pasted) and (old.venue.id, old.venue.kind) != (pasted.venue.id, pasted.venue.kind)


def _kind(publication: Publication) -> str:
    if publication.type in ("techreport", "report"):
        return "report"
    return "conference" if publication.venue.kind in _AT_CONFERENCE else publication.venue.kind


def _are_known(one: Publication, other: Publication) -> bool:
    return bool(one.venue.id and other.venue.id)


def _is_early(publication: Publication) -> bool:
    """Whether it is accepted but has no volume or pages yet."""
    fields = publication.entry.fields
    if publication.status in _EARLY:
        return True
    if publication.venue.kind == "journal":
        return bool(_NO_VOLUME.fullmatch(plain(publication.entry.value("volume")).strip()))
    return publication.type in ("inproceedings", "conference") and "pages" not in fields and "doi" not in fields


def says_status(text: str) -> bool:
    """Whether a note only says how far a publication is, or where its preprint is.

    >>> says_status("Under review at ICML"), says_status("arXiv:2101.00001 [cs]"), says_status("Oral, to appear")
    (True, True, False)
    """
    words = folded(plain(text))
    if not _SAYS_MORE.isdisjoint(words.split()) or len(words) > _LONGEST_NOTE:
        return False
    return bool(server_in(plain(text)) or _PREPRINT.search(plain(text)) or read_status(plain(text)))


_LONGEST = 60
# Fields that say one thing together: a value from here and one from there would contradict each other.
_SLOTS = {
    "container": "journal journaltitle journal_title booktitle book_title",
    "how": "howpublished",
    "date": "year month day date published publication_date",
    "volume": "volume number issue",
    "pages": "pages eid articleno article-number numpages",
    "place": "publisher institution organization school address location series edition chapter isbn issn editor "
             "eventtitle eventdate venue copyright version type",
    "status": "pubstate pubstatus status",
    "eprint": "eprint archiveprefix eprinttype primaryclass eprintclass arxiv arxivid arxiv_id",
    "doi": "doi",
    "url": "url urldate",
}  # fmt: skip
_SLOT_OF = {name: slot for slot, names in _SLOTS.items() for name in names.split()}
# What a publication has from the place where it appeared; the rest is the paper's or the owner's.
_APPEARANCE = frozenset(("container", "how", "date", "volume", "pages", "place", "status", "doi", "url"))
_NOTES = ("note", "addendum", "additional_info")
_PARTS_OF_DATES = ("year", "month", "day")
_TWINS = {
    "archiveprefix": "eprinttype",
    "eprinttype": "archiveprefix",
    "primaryclass": "eprintclass",
    "eprintclass": "primaryclass",
}
_OF_FINAL = frozenset(("date", "volume", "pages", "status"))


class Merge(Struct, frozen=True):
    """What becomes of an entry.

    Shape: ``type`` is its new type, empty where that stays; ``replaced`` are fields and what stands there instead, or
    ``None`` where nothing does; ``new`` are fields to add; ``said`` are words about what is other than in the paste.
    """

    new: tuple[ResolvedField | NewField, ...] = ()
    type: str = ""
    replaced: tuple[tuple[Field, ResolvedField | NewField | None], ...] = ()
    said: tuple[str, ...] = ()

    @property
    def is_change(self) -> bool:
        return bool(self.new or self.type or self.replaced)

    @property
    def names(self) -> list[str]:
        """What is new or other than before, each name once."""
        written = [new for _, new in self.replaced if new] + list(self.new)
        return [*dict.fromkeys(["type"] * bool(self.type) + [each.name for each in written])]


def merge(
    old: Publication,
    pasted: Publication,
    fields: Iterable[ResolvedField],
    relation: Relation = Relation.SAME,
    *,
    has_arxiv_field: bool = False,
) -> Merge:
    """Compares a pasted publication's fields with those of the old one, whatever they are called there.

    A published version takes the place of its preprint; all else only adds what is missing and contradicts nothing.
    ``has_arxiv_field`` is true where the file has numbers of preprints in ``arxiv`` and not in ``eprint``.
    """
    return _Merging(old, pasted, fields, relation, has_arxiv_field).run()


class _Merging:
    """Two publications on their way to one entry."""

    def __init__(
        self,
        old: Publication,
        pasted: Publication,
        fields: Iterable[ResolvedField],
        relation: Relation,
        has_arxiv_field: bool,
    ) -> None:
        self._old = old
        self._pasted = pasted
        self._rest = list(fields)
        self._relation = relation
        self._has_arxiv_field = has_arxiv_field
        self._concepts = Concepts(old.entry)
        self._own = [_resolved(old.entry, each) for each in old.entry.entry.fields]
        self._names = {found.name for found in self._own}
        self._replaced: list[tuple[Field, ResolvedField | NewField | None]] = []
        self._new: list[ResolvedField | NewField] = []
        self._dates: dict[str, ResolvedField | NewField] | None = None
        self._left_out: list[str] = []
        self._said: list[str] = []

    def run(self) -> Merge:
        old, pasted = self._old, self._pasted
        is_published = self._relation is Relation.PUBLISHED
        if old.type != pasted.type:
            said = (
                f"replaced: @{old.type} by @{pasted.type}"
                if is_published
                else f"kept: @{old.type} (pasted: @{pasted.type})"
            )
            self._said.append(said)
        if self._relation in (Relation.PUBLISHED, Relation.FINAL):
            for found in self._own:
                self._consider(found)
        for found in self._rest:
            self._take(found)
        self._new += (self._dates or {}).values()
        self._keep_number()
        if self._left_out:
            self._said.append(f"left out: {', '.join(self._left_out)}")
        if self._new and len(self._replaced) == len(self._own) and not any(new for _, new in self._replaced):
            self._replaced[0] = (self._replaced[0][0], self._new.pop(0))  # so that a field remains to add others to
        type = pasted.type if is_published and old.type != pasted.type else ""
        return Merge(tuple(self._new), type, tuple(self._replaced), tuple(self._said))

    # What stands there and has a successor

    def _consider(self, found: ResolvedField) -> None:
        if not (self._is_of_preprint(found) if self._relation is Relation.PUBLISHED else self._is_early(found)):
            return
        new = self._successor(found)
        if isinstance(new, ResolvedField) and _is_same(found, new, self._old, self._pasted) and new.name == found.name:
            return
        self._replaced.append((found.field, new))
        was = f"{found.name} = {_shown(found)}"
        self._said.append(f"replaced: {was} by {new.name} = {_shown(new)}" if new else f"removed: {was}")

    def _is_of_preprint(self, found: ResolvedField) -> bool:
        """Whether a field says where, when or how the preprint appeared, or something that is no longer so."""
        slot, value = _slot(found), found.value
        if found.name in (*_NOTES, "pubtype", "entrysubtype", "howpublished"):
            return says_status(value)
        if slot == "url":
            return found.name == "urldate" or self._is_of_server(value)
        if slot == "date":
            return self._pasted.date is not None
        if slot == "doi":
            return self._pasted_has("doi") or bool(server_of_doi(read_identifier("doi", value)))
        concept = primary_concept(found.name, value)
        if concept in ("abbr", "badge") or found.name == "venue":
            return says_status(value)
        if concept == "title":
            return folded(plain(value)) != self._folded_title()
        if concept == "author":
            return self._has_other_authors()
        return slot in _APPEARANCE and concept != "presentation"

    def _is_early(self, found: ResolvedField) -> bool:
        """Whether a field says when and on which pages something appeared that had no volume yet."""
        if found.name in _NOTES:
            return says_status(found.value)
        slot = _slot(found)
        if slot == "date":
            return self._pasted.date is not None and self._pasted.year != self._old.year
        return slot == "status" or (slot in _OF_FINAL and self._pasted_has(slot))

    def _is_of_server(self, url: str) -> bool:
        patterns = [SCHEMES[kind].anywhere for kind in SERVER_SCHEMES]
        is_of_doi = bool(server_of_doi(read_identifier("doi", url)))
        return is_of_doi or any(pattern and pattern.search(url) for pattern in patterns)

    def _pasted_has(self, slot: str) -> bool:
        return any(_slot(each) == slot for each in self._rest)

    def _folded_title(self) -> str:
        found = next((each for each in self._rest if each.name == "title"), None)
        return folded(plain(found.value)) if found else folded(plain(self._old.entry.value("title")))

    def _has_other_authors(self) -> bool:
        """Whether other people are pasted; a list with roles or marks is the owner's, and stays."""
        if not self._pasted.authors or any(
            author.roles or author.marks or author.notes for author in self._old.authors
        ):
            return False
        families = [[folded(author.name.family) for author in each.authors] for each in (self._old, self._pasted)]
        return families[0] != families[1]

    def _successor(self, found: ResolvedField) -> ResolvedField | NewField | None:
        """Takes from the paste what comes in the place of a field."""
        slot, concept = _slot(found), primary_concept(found.name, found.value)
        if slot == "date":
            self._dates = self._dates_as_written() if self._dates is None else self._dates
            return self._dates.pop(found.name, None)
        if concept in ("abbr", "badge") or found.name == "venue":
            venue = self._pasted.venue
            short = venue.short if venue.id and concept != "badge" else ""
            return self._taken(found.name) or (NewField(found.name, f"{{{short}}}") if short else None)
        new = self._taken(found.name)
        if new is None and slot in ("container", "pages", "url"):
            others = (each for each in self._rest if _slot(each) == slot and each.name not in self._names | {"urldate"})
            new = self._taken(next((each.name for each in others), ""))
        is_alias = new is not None and primary_concept(new.name, new.value) == concept
        return new.named(found.name) if new and is_alias else new

    def _taken(self, name: str) -> ResolvedField | None:
        found = next((each for each in self._rest if each.name == name), None)
        if found:
            self._rest.remove(found)
        return found

    def _dates_as_written(self) -> dict[str, ResolvedField | NewField]:
        """Takes the date from the paste as the entry writes dates: as ``date``, or as ``year`` and ``month``."""
        pasted = {each.name: each for each in self._rest if _slot(each) == "date"}
        self._rest = [each for each in self._rest if each.name not in pasted]
        date = self._pasted.date
        own = [each.name for each in self._own if _slot(each) == "date"]
        if date is None:
            return {}
        whole = [name for name in own if name not in _PARTS_OF_DATES]
        parts: dict[str, ResolvedField | NewField] = {"year": NewField("year", f"{{{date.year}}}")}
        if date.month:
            parts["month"] = NewField("month", MONTHS[date.month - 1])
        parts |= {name: found for name, found in pasted.items() if name in _PARTS_OF_DATES}
        if not whole:
            return parts
        dates = {name: pasted.get(name) or NewField(name, f"{{{date.text}}}") for name in whole}
        return dates | {name: found for name, found in parts.items() if name in own}

    # What else is pasted

    def _take(self, found: ResolvedField) -> None:
        """Adds a field unless the entry says the same already, or what would contradict it."""
        if self._is_of_another_stage(found):
            self._left_out.append(found.name)
            return
        had = self._had(found) or self._contradicted(found)
        if had is None:
            self._new.append(found)
        elif not _is_same(had, found, self._old, self._pasted):
            name = "" if had.name == found.name else f"{found.name} = "
            self._said.append(f"kept: {had.name} = {_shown(had)} (pasted: {name}{_shown(found)})")

    def _is_of_another_stage(self, found: ResolvedField) -> bool:
        """Whether a field is true of the pasted preprint only, or of the time before something was out."""
        is_label = found.name in (*_NOTES, "venue") or primary_concept(found.name, found.value) in ("abbr", "badge")
        is_status = _slot(found) == "status" or (is_label and says_status(found.value))
        if self._relation is Relation.EARLIER:
            return is_status or _slot(found) in _APPEARANCE
        if self._relation is not Relation.SAME:
            return False
        has_other_type = self._old.type != self._pasted.type  # which stays, and so does what belongs to it
        return (is_status and bool(self._old.container.text)) or (
            has_other_type and _slot(found) in ("container", "how", "volume") and self._had(found) is None
        )

    def _had(self, found: ResolvedField) -> ResolvedField | None:
        """Returns the field in which the entry says the same thing, inherited ones included."""
        had = _had(self._old.entry, self._concepts, found)
        return None if had and self._is_replaced(had) else had

    def _is_replaced(self, found: ResolvedField) -> bool:
        return any(old is found.field for old, _ in self._replaced)

    def _contradicted(self, found: ResolvedField) -> ResolvedField | None:
        """Returns the field with which one that is missing would say two things at once."""
        slot, fields = _slot(found), self._old.entry.fields
        others = [each for each in fields.values() if _slot(each) == slot and not self._is_replaced(each)]
        if slot == "container":
            return next(iter(others), None)
        if slot == "date":
            return None if self._old.year == self._pasted.year else next(iter(others), None)
        if slot == "volume":
            pasted = {each.name: each.value for each in self._pasted.entry.fields.values()}
            return next((each for each in others if pasted.get(each.name, each.value) != each.value), None)
        return self._other_number(found, others) if slot == "eprint" else None

    def _other_number(self, found: ResolvedField, others: Sequence[ResolvedField]) -> ResolvedField | None:
        """Returns where an entry has the number of a preprint already, the same or another."""
        old, pasted = (each.identifiers.get("arxiv", "") for each in (self._old, self._pasted))
        if old and old != pasted:
            return self._old.identifier_field("arxiv")
        is_about_it = found.name in _TWINS and "eprint" in self._names  # the archive of a number that is there
        twin = _TWINS.get(found.name)
        return next((each for each in others if not is_about_it or each.name == twin), None)

    def _keep_number(self) -> None:
        """Adds the preprint's number on arXiv where its field was replaced, or where a published entry lacks it."""
        if self._relation not in (Relation.PUBLISHED, Relation.EARLIER):
            return
        source = self._old if self._relation is Relation.PUBLISHED else self._pasted
        number = source.identifiers.get("arxiv", "")
        is_there = "arxiv" in self._old.identifiers and not self._is_replaced(self._old.identifier_field("arxiv"))
        written = [*(new for _, new in self._replaced if new), *self._new]
        if not number or is_there or "eprint" in self._names or any(_slot(each) == "eprint" for each in written):
            return
        if self._has_arxiv_field:
            self._new.append(NewField("arxiv", f"{{{number}}}"))
        else:
            type = "eprinttype" if self._names & {"date", "journaltitle", "location"} else "archiveprefix"
            self._new += [NewField("eprint", f"{{{number}}}"), NewField(type, "{arXiv}")]


def _resolved(entry: ResolvedEntry, written: Field) -> ResolvedField:
    """Returns an entry's own field; one that repeats a name too."""
    found = entry.fields[written.name]
    return found if found.field is written else ResolvedField(written.name, written, entry.entry, content(written.raw))


def _slot(found: ResolvedField | NewField) -> str:
    """Returns what a field tells together with others."""
    if found.name in _SLOT_OF or isinstance(found, NewField):
        return _SLOT_OF.get(found.name, "")
    return _SLOT_OF.get(primary_concept(found.name, found.value), "")


def _had(old: ResolvedEntry, concepts: Mapping[str, ResolvedField], found: ResolvedField) -> ResolvedField | None:
    if found.name in old.fields:
        return old.fields[found.name]
    if found.name in _PARTS_OF_DATES and "date" in old.fields:
        return old.fields["date"]
    if found.name == "date" and "year" in old.fields:
        return old.fields["year"]
    concept = primary_concept(found.name, found.value)
    had = concepts.get(concept)
    return had if had and primary_concept(had.name, had.value) == concept else None


def _is_same(had: ResolvedField, found: ResolvedField, old: Publication, pasted: Publication) -> bool:
    concept = primary_concept(found.name, found.value)
    if concept == "author":
        return _people(old.authors) == _people(pasted.authors)
    if concept == "editor":
        return _people(old.editors) == _people(pasted.editors)
    if concept in ("year", "date"):
        return read_year(had.value) == read_year(found.value)
    if concept in ("month", "day"):
        return had.name == "date" or read_month(had.value) == read_month(found.value)
    if concept in SCHEMES:
        return read_identifier(concept, had.value).casefold() == read_identifier(concept, found.value).casefold()
    if _slot(found) == "eprint":
        return old.identifiers.get("arxiv") == pasted.identifiers.get("arxiv")
    return plain(had.value) == plain(found.value)


def _people(authors: Iterable[Author]) -> list[str]:
    return [folded(author.name.full) for author in authors]


def _shown(found: ResolvedField | NewField) -> str:
    text = " ".join((found.raw if isinstance(found, NewField) else found.field.raw).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
