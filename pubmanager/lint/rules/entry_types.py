"""Rules about entry types."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pubmanager.findings import Edit, Fix, Severity, quoted
from pubmanager.lint.dialects import TYPE_ALIASES, TYPES_BY_DIALECT, types_of
from pubmanager.lint.nearest import nearest
from pubmanager.lint.rule import also, rule
from pubmanager.lint.rules.numbers import is_extent, is_volume
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
