"""Rules about entries that refer to each other, and about what a site makes of all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.errors import suggestion
from pubmanager.findings import Severity, quoted
from pubmanager.lint.links import host_of, is_below
from pubmanager.lint.nearest import are_alike
from pubmanager.lint.rule import MARKUP, also, rule
from pubmanager.model.duplicates import are_of_one_book
from pubmanager.model.folding import folded
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.pages import CheckedPage
    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry, CheckedLink
    from pubmanager.model.publication import Publication


# jekyll-scholar's tags that take keys. Source: its README, "Citations" and "Reference tag".
_CITE = regex(r"\{%-?\s*+(?:cite|reference|cite_details|nocite)\s(?P<words>[^%]*+)%\}")
_WITH_VALUE = frozenset(
    (
        "-l",
        "--label",
        "-L",
        "--locator",
        "-p",
        "--prefix",
        "-f",
        "--file",
        "-t",
        "--text",
        "-T",
        "--template",
        "-s",
        "--style",
    )
)
_SHARED = ("year", "publisher", "editor", "booktitle", "series", "volume", "isbn", "address")


@rule("X007", scope="page", languages=MARKUP, severity=Severity.ERROR)
def unknown_key_on_page(page: CheckedPage) -> Iterator[Diagnostic]:
    """A page cites an entry that does not exist.

    Why: jekyll-scholar displays "(missing reference)" to all readers.

    Bad:
        --- about.md
        As we found in {% cite owl lark %}.
        --- publications.bib
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        --- about.md
        As we found in {% cite owl %}.
        --- publications.bib
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Fix: none; the key may be misspelled, or the entry missing.
    Source: jekyll-scholar, "Citations"; checkcites.
    """
    for tag in _CITE.finditer(page.text):
        if "{{" in tag["words"]:
            continue
        skips = False
        for word in re.finditer(r"\S+", tag["words"]):
            is_key = not skips and not word.group().startswith(("-", "{", "'", '"'))
            skips = word.group() in _WITH_VALUE
            if is_key and word.group() not in page.bibliography.by_key:
                hint = suggestion(word.group(), page.bibliography.by_key)
                start = tag.start("words") + word.start()
                message = f"no entry has the key {quoted(word.group())}{f'; {hint}' if hint else ''}"
                yield page.at(message[:72], start, start + len(word.group()))


@rule("X008", scope="bibliography", severity=Severity.WARNING, options={"most": 30})
def nothing_selected(checked: CheckedBibliography, *, most: int) -> Iterator[Diagnostic]:
    """A list shows selected publications, but none or too many are selected.

    Why: the list is empty, or selects nothing. The option `most` sets how many are too many.

    Bad:
        --- pubs.toml
        [list.selected]
        where = "selected"
        --- publications.bib
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020}

    Good:
        --- pubs.toml
        [list.selected]
        where = "selected"
        --- publications.bib
        @article{owl, title = {Owls}, author = {Doe, Jane}, journal = {Birds}, year = 2020, url = {https://example.org/owl},
          selected = {true}}

    Fix: none; choose the publications.
    Source: al-folio, `selected`.
    """
    asks = any(re.fullmatch(r"\s*selected\s*", settings.where) for settings in checked.facts.config.lists.values())
    chosen = [publication for publication in checked.publications if publication.is_selected]
    if not asks or not checked.publications:
        return
    if not chosen:
        yield checked.entry_of(checked.publications[0]).at_key("a list shows what is 'selected', and nothing is")
    elif len(chosen) > most:
        yield checked.entry_of(chosen[most]).at_key(f"{len(chosen)} publications are 'selected'")


@rule("X009", scope="bibliography", severity=Severity.WARNING)
def child_against_parent(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """An entry differs from the entry it inherits from.

    Why: one of the two is wrong, and the inherited value is never displayed. Proceedings may appear in the year after
    the conference.

    Bad:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2021, crossref = {birds}}
        @proceedings{birds, title = {Proceedings of Birds}, year = 2020}

    Good:
        @inproceedings{owl, title = {Owls}, author = {Doe, Jane}, year = 2019, crossref = {birds}}
        @proceedings{birds, title = {Proceedings of Birds}, year = 2020}

    Fix: none; either may be right.
    Source: biber, inheritance.
    """
    for entry in checked.entries:
        link = entry.field("crossref")
        parent = checked.by_key.get(link.value) if link else None
        if parent is None or parent is entry:
            continue
        for name in _SHARED:
            own = entry.field(name)
            theirs = parent.value(name) or (parent.value("title") if name == "booktitle" else "")
            is_later = name == "year" and own is not None and _are_in_turn(own.value, theirs)
            if own and own.value and theirs and folded(own.value) != folded(theirs) and not is_later:
                yield own.at(
                    f"{name} {quoted(own.value)}, but {quoted(parent.key)} says {quoted(theirs, 16)}", also=(parent,)
                )


def _are_in_turn(year: str, next_year: str) -> bool:
    years = re.fullmatch(r"(\d{4})-(\d{4})", f"{year}-{next_year}")
    return years is not None and int(years[2]) == int(years[1]) + 1


_PAPER_KINDS = ("pdf", "url", "doi", "arxiv", "openreview", "acl")
# Hosts of code and data. Zenodo and OSF are none of them: they have papers too.
_REPOSITORIES = frozenset(("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "huggingface.co", "kaggle.com"))


@rule("X010", scope="bibliography", severity=Severity.WARNING)
def shared_paper_link(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Two publications link to the same paper, or show the same preview.

    Why: a line copied from the entry above keeps its link, and readers who follow it get another paper. Chapters of one
    book may share the book's link. The front page of a site is not reported, and neither is a repository of code or
    data, which several papers of one project may share.

    Bad:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = 2024, url = {https://example.org/owls.pdf}}
        @misc{b, title = {Larks}, author = {Doe, Jane}, year = 2024, url = {https://example.org/owls.pdf}}

    Good:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = 2024, url = {https://example.org/owls.pdf}}
        @misc{b, title = {Larks}, author = {Doe, Jane}, year = 2024, url = {https://example.org/larks.pdf}}

    Fix: none; only you know the right link.
    Source: a homepage that had such a link for 62 commits.
    """
    first: dict[str, Publication] = {}
    known = {id(publication) for publication, _ in checked.repeated}  # X001 and X003 say so
    for publication in checked.publications:
        if id(publication) in known:
            continue
        for link in publication.links:
            if link.kind not in _PAPER_KINDS or _is_of_project(link.url):
                continue
            address = _folded(link.url)
            if "://" in link.url and "/" not in address:
                continue  # a front page
            other = first.setdefault(address, publication)
            if other is publication or _is_same_title(other, publication) or are_of_one_book(other, publication):
                continue
            field = checked.entry_of(publication).origin(f"link:{link.kind}")
            if field is not None:
                yield field.at(f"same paper link as {quoted(other.key)}", also=(checked.entry_of(other),))


_OF_PROJECT = ("code", "dataset", "model", "project", "demo")


@also("X010", scope="bibliography", severity=Severity.INFO, selection="tidy")
def shared_preview(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    """Two publications have the same preview.

    A picture of three papers and more, of two in one journal, or of two with the same link to code, data or a project
    is taken for a common one.
    """
    by_image: dict[str, list[Publication]] = {}
    for publication in checked.publications:
        if publication.image:
            by_image.setdefault(publication.image, []).append(publication)
    for sharing in by_image.values():
        if len(sharing) == 2 and not _may_share(*sharing) and (link := _preview(checked.entry_of(sharing[1]))):
            yield link.field.at(f"same preview as {quoted(sharing[0].key)}", also=(checked.entry_of(sharing[0]),))


def _may_share(one: Publication, other: Publication) -> bool:
    """Whether two are one work, of one project, or in one journal, whose cover or logo stands for both."""
    is_one_work = one.title.text.casefold() == other.title.text.casefold()
    venue, other_venue = one.venue, other.venue
    projects, others = ({each.url for each in work.links if each.kind in _OF_PROJECT} for work in (one, other))
    return (
        is_one_work
        or bool(projects & others)
        or (venue.kind == "journal" and venue.name.casefold() == other_venue.name.casefold())
    )


def _preview(entry: CheckedEntry) -> CheckedLink | None:
    return next((link for link in entry.links if link.kind == "preview"), None)


def _is_of_project(url: str) -> bool:
    """Whether a link leads to code or data; a PDF in a repository is a paper."""
    host = host_of(url)
    is_host = is_below(host, _REPOSITORIES) or host.startswith("dataverse.")
    return is_host and not url.partition("?")[0].lower().endswith(".pdf")


_ALIKE = 0.8  # titles of one work: the report, the paper, its second edition


def _is_same_title(one: Publication, other: Publication) -> bool:
    """Whether two titles are those of one work, or two entries are one article in two languages."""
    titles = folded(one.title.text), folded(other.title.text)
    if are_alike(titles[0], titles[1], _ALIKE) or titles[0].startswith(titles[1]):
        return True
    names, places = ({of(each) for each in (one, other)} for of in (_names, _issue))
    return len(names) == len(places) == 1 and all(places.pop())


def _names(publication: Publication) -> tuple[str, ...]:
    return tuple(author.name.full for author in publication.authors)


def _issue(publication: Publication) -> tuple[str, ...]:
    """Returns the journal and its issue, which say that two articles by the same people are one."""
    return publication.container.text, publication.entry.value("number") or publication.entry.value("volume")


def _folded(url: str) -> str:
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
