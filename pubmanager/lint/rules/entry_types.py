"""Rules about entry types, and about the fields that each type should have and those it does not use."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pubmanager.bibtex.resolve import CONTAINERS
from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.dialects import (
    FIELDS_BY_DIALECT,
    RECOMMENDED,
    REQUIRED,
    STANDARD_FIELDS,
    TYPE_ALIASES,
    TYPES_BY_DIALECT,
    types_of,
)
from pubmanager.lint.nearest import nearest
from pubmanager.lint.rule import also, rule
from pubmanager.lint.rules.numbers import is_extent, is_volume
from pubmanager.model.fields import is_link
from pubmanager.model.values import read_status
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry


_FEW = 2  # uses that a slip has; a type used oftener is the owner's own, unless the near one is much commoner
_COMMONER = 10
_SHORT = 6
_JOURNALS = ("journal", "journaltitle")
_RARE = 10  # what one entry in so many does is a mistake, not the way of the file
_FEW_WRONG = 2  # entries of a type: so many say nothing about what is usual in a file
_OF_OTHERS = {"article": ("booktitle",), "inproceedings": _JOURNALS, "conference": _JOURNALS}
_JOURNAL = regex(r"\b(?:journal|transactions|letters|magazine|review|annals|quarterly)\b", re.IGNORECASE)


def _retyping(entry: CheckedEntry, kind: str) -> Fix:
    return Fix(f"make it @{kind}", (Edit(entry.entry.type_span, kind),))


@rule("P007", scope="bibliography", severity=Severity.WARNING, fix="unsafe")
def unknown_type(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """An entry's type is unknown, and looks like a misspelled known type.

    Why: every tool treats it as @misc, so venue and pages are missing. Your own types are not reported: those whose
    names resemble no known one, and those that many entries have.

    Bad:
        @artical{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = {Birds}}

    Good:
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, journal = {Birds}}
        @fieldtrip{lark, title = {Larks}, author = {Doe, Jane}, year = 2024, howpublished = {Web}}

    Fix: unsafe; the type becomes the one that was probably meant.
    Source: `@artical` in a real homepage bibliography; biber, papis and bibcop report unknown types.
    """
    uses = Counter(entry.type for entry in checked.entries)
    known = types_of(checked.facts.dialects)
    near = {kind: nearest(kind, known, at_most=2 if len(kind) > _SHORT else None) for kind in uses if kind not in known}
    for entry in checked.entries:
        wanted = near.get(entry.type)
        if wanted and (uses[entry.type] <= _FEW or uses[entry.type] * _COMMONER <= uses[wanted]):
            message = f"unknown type {quoted(entry.type)}; did you mean '{wanted}'?"
            yield entry.at_type(message, fix=_retyping(entry, wanted))


@rule("F009", scope="bibliography", severity=Severity.WARNING, fix="unsafe")
def wrong_container(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """An entry names its container in a field that its type does not use.

    Why: BibTeX prints no `booktitle` for @article and no `journal` for @inproceedings, and neither do themes that
    depend on the type: the venue is missing. If most entries in the file are like this, it was made for themes that
    read both; this case is in `tidy`.

    Bad:
        @article{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Conference on Birds}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Conference on Birds}}

    Fix: unsafe; the type is changed to match the field, except for a paper in proceedings without a journal: there the
    field is renamed.
    Source: btxdoc, section 3.1; JabRef and bibcop report the same.
    """
    yield from _wrong_containers(checked, are_usual=False)


@also("F009", scope="bibliography", severity=Severity.INFO, selection="tidy", fix="unsafe")
def usual_wrong_container(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """The container of most entries of the type in the file is in this field."""
    yield from _wrong_containers(checked, are_usual=True)


def _wrong_containers(checked: CheckedBibliography, *, are_usual: bool) -> Iterator[Diagnostic]:
    every = Counter((entry.source.path, entry.type) for entry in checked.entries if entry.type in _OF_OTHERS)
    found = [(entry, each) for entry in checked.entries for each in _wrong_container(entry)]
    wrong = Counter((entry.source.path, entry.type) for entry, _ in found)
    for entry, each in found:
        kind = entry.source.path, entry.type
        if (wrong[kind] > _FEW_WRONG and wrong[kind] * _RARE > every[kind]) == are_usual:
            yield each


def _wrong_container(entry: CheckedEntry) -> Iterator[Diagnostic]:
    if entry.first(_OF_OTHERS.get(entry.type, ())) is None:
        return
    has_journal, has_book = entry.has("journal", "journaltitle"), entry.has("booktitle")
    if has_journal == has_book or entry.publication is None:
        return
    if entry.type == "article" and (field := entry.field("booktitle")):
        yield field.at_name("'booktitle' is not printed for an @article", fix=_retyping(entry, "inproceedings"))
    elif entry.type in ("inproceedings", "conference") and (field := entry.first(("journal", "journaltitle"))):
        is_journal = entry.publication.venue.kind == "journal" or _JOURNAL.search(field.value)
        renaming = field.renaming("rename it to 'booktitle'", "booktitle")
        fix = _retyping(entry, "article") if is_journal else renaming
        yield field.at_name(f"{quoted(field.name)} is not printed for an @{entry.type}", fix=fix)


@rule("F018", scope="entry", severity=Severity.WARNING)
def pages_of_proceedings(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A @proceedings has pages, so it is one paper and not the whole volume.

    Why: a style prints it as a book, with the name of the paper as its title. A volume with editors and no authors, or
    with a length such as `xx+578`, is one.

    Bad:
        @proceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, publisher = {Birds}, pages = {1--9}}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2024, booktitle = {Birds}, pages = {1--9}}

    Fix: none; only you know the name of the proceedings.
    Source: JabRef's check of types.
    """
    field = entry.field("pages")
    is_volume_itself = field is None or is_extent(field.content) or is_volume(entry)
    if entry.type in ("proceedings", "mvproceedings") and field and field.value and not is_volume_itself:
        yield field.at_name(f"'pages' in a @{entry.type}, which is a whole volume")


@also("F007", scope="entry", severity=Severity.INFO, selection="all", fix="unsafe", is_about_types=True)
def alias_of_type(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A type has another name, such as @conference."""
    if wanted := TYPE_ALIASES.get(entry.type):
        yield entry.at_type(f"@{entry.type} is an alias of @{wanted}", fix=_retyping(entry, wanted))


@also("F008", scope="entry", severity=Severity.INFO, selection="all", is_about_types=True)
def type_of_other_dialect(entry: CheckedEntry) -> Iterator[Diagnostic]:
    """A type is not one of BibTeX."""
    dialects = entry.facts.config.lint.dialects
    is_strict = "bibtex" in dialects and "biblatex" not in dialects
    if is_strict and entry.type in TYPES_BY_DIALECT["biblatex"] - TYPES_BY_DIALECT["bibtex"]:
        yield entry.at_type(f"@{entry.type} is not a BibTeX type")


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
