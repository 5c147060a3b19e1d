"""Rules about fields that an entry should have, and fields that its type does not use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.bibtex.resolve import CONTAINERS
from pubmanager.findings import Severity, quoted
from pubmanager.lint.dialects import FIELDS_BY_DIALECT, RECOMMENDED, REQUIRED, STANDARD_FIELDS, types_of
from pubmanager.lint.nearest import nearest
from pubmanager.lint.rule import rule
from pubmanager.model.fields import is_link
from pubmanager.model.values import read_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedEntry

_DATES = ("year", "date", "published", "publication_date", "status", "pubstate", "pubstatus")
_PLACES = (
    "journal", "journaltitle", "booktitle", "howpublished", "publisher", "school", "institution", "organization",
    "note", "series", "eprint", "number", "eventtitle", "status", "pubstate", "type", "additional_info", "addendum",
    "event", "conference", "venue", "meeting", "library",
)  # fmt: skip
_UNFINISHED = frozenset(("inpreparation", "submitted", "accepted", "inpress", "forthcoming"))
_TELLING = ("journal", "booktitle", "howpublished", "note", "title")
# Works that nobody may have signed.
_UNSIGNED = frozenset(
    ("proceedings", "mvproceedings", "collection", "periodical", "manual", "software", "dataset", "standard", "misc",
     "online", "reference",
     "legislation", "jurisdiction", "legal", "video", "image", "artwork", "newsarticle", "commentary")
)  # fmt: skip

# Talks, blog posts and software: an entry that says what it is or links to it needs no name and no year.
_MEDIA = frozenset(
    ("misc", "online", "electronic", "www", "webpage", "software", "video", "dataset", "manual", "reference")
)
_ADDRESSES = ("url", "html", "website", "video", "slides", "code")


@rule("F001", scope="entry", severity=Severity.ERROR, is_about_types=True)
def missing_field(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A required field is missing.

    Why: a publication without a title, a name or a year looks broken, and nobody can find or cite it. `profile` in
    `[lint]` sets which fields are required: those of a homepage, or those of `bibtex` or `biblatex` for each type. On a
    homepage, an @misc such as a course or a grant needs no author, and no year if it has `howpublished` or a link.

    Bad:
        @article{owl, title = {Owls}, year = 2024, journal = {Birds}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = {Birds}}

    Fix: none; only you know the value.
    Source: btxdoc, section 3.1; biblatex manual, section 2.1.1.
    """
    if entry.publication is None or entry.publication.is_hidden:
        return
    profile = entry.facts.config.lint.profile
    if profile == "homepage":
        yield from _missing_on_homepage(entry)
        return
    for names in REQUIRED.get(profile, {}).get(entry.type, ()):
        if not entry.has(*names):
            yield entry.at_key(f"no {' or '.join(map(quoted, names))}", field=names[0])


def _missing_on_homepage(entry: CheckedEntry) -> Iterator[Diagnostic]:
    publication = entry.publication
    assert publication is not None
    if not entry.resolved.fields:
        yield entry.at_key("no fields")
        return
    is_own = entry.type not in types_of(entry.facts.dialects) or entry.type == "control"
    if is_own or _is_orphan(entry):
        return  # only the owner knows what an own type needs; F010 says that the parent is missing
    is_titled = publication.title.text.strip() or (entry.type in CONTAINERS and entry.has("booktitle"))
    if not is_titled and not any(_is_misspelled(name, "title") for name in entry.names):
        yield entry.at_key("no 'title'", field="title")
    if entry.type in _MEDIA and (entry.has("howpublished") or any(is_link(entry.value(name)) for name in _ADDRESSES)):
        return
    if not (publication.authors or publication.editors or entry.type in _UNSIGNED or entry.has("organization")):
        yield entry.at_key("no 'author' or 'editor'", field="author")
    if publication.date is None and not entry.has(*_DATES) and not _is_unfinished(entry):
        yield entry.at_key("no 'year'", field="year")


def _is_orphan(entry: CheckedEntry) -> bool:
    """Whether an entry names a parent and has nothing from one."""
    is_child = entry.has("crossref", "xdata")
    return is_child and all(each.owner is entry.entry for each in entry.resolved.fields.values())


def _is_misspelled(name: str, meant: str) -> bool:
    """Whether a field is a misspelled one, of which F003 speaks."""
    return name[:1] == meant[:1] and abs(len(name) - len(meant)) < 2 and nearest(name, (meant,)) == meant


def _is_unfinished(entry: CheckedEntry) -> bool:
    """Whether an entry says that the work has not appeared."""
    return any(read_status(entry.value(name)) in _UNFINISHED for name in _TELLING)


@rule("F020", scope="entry", severity=Severity.INFO, selection="all")
def missing_place(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A publication has no venue, publisher, school, note, identifier or link.

    Why: nobody can find or cite it.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024}

    Good:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, url = {https://example.org/owls.pdf}}

    Fix: none; only you know where it appeared.
    Source: JabRef's and biber's required fields for each type, combined for all types.
    """
    publication = entry.publication
    if publication is None or publication.is_hidden:
        return
    is_placed = publication.venue.name or publication.venue.short or publication.container.text or publication.links
    if not (is_placed or publication.identifiers or publication.badge or entry.has(*_PLACES)):
        yield entry.at_key("nothing says where it appeared", field="howpublished")


@rule("F002", scope="entry", severity=Severity.INFO, selection="all")
def missing_recommended_field(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A recommended field is missing.

    Why: an article without volume and pages, or a paper in proceedings without pages, is harder to cite.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = {Birds}, volume = 7}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = {Birds}, volume = 7, pages = {1--9}}

    Fix: none; only you know the value.
    Source: btxdoc, section 3.1, "optional fields" that every style prints; JabRef's and bibla's checks.
    """
    if entry.publication is None or entry.has("pubstate", "status") or "arxiv" in entry.publication.identifiers:
        return
    for names in RECOMMENDED.get(entry.type, ()):
        if not entry.has(*names):
            yield entry.at_key(f"no {quoted(names[0])}", field=names[0])


@rule("F004", scope="entry", severity=Severity.INFO, selection="all")
def field_of_another_type(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A field is not printed by BibTeX's styles for this type.

    Why: its text is missing in every bibliography made from the entry, or the type is wrong.

    Bad:
        @misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, howpublished = {Web}, chapter = 7}

    Good:
        @inbook{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, publisher = {Birds}, chapter = 7}

    Fix: none; either the type or the field may be wrong.
    Source: btxdoc, section 3.1.
    """
    used = STANDARD_FIELDS.get(entry.type)
    if used is None:
        return
    for field in entry.fields:
        if field.name in _PRINTED and field.name not in used:
            yield field.at_name(f"{quoted(field.name)} is not printed for @{entry.type}")


_PRINTED = frozenset().union(*STANDARD_FIELDS.values()) & FIELDS_BY_DIALECT["bibtex"]
