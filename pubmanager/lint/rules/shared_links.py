"""Rules about links that several publications claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import rule
from pubmanager.model.duplicates import are_of_one_book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import Checked
    from pubmanager.model.publication import Publication

_PAPER_KINDS = ("pdf", "url", "doi", "arxiv", "openreview", "acl")


@rule("X010", scope="bibliography", severity=Severity.WARNING)
def shared_paper_link(checked: Checked) -> Iterator[Diagnostic]:
    """Two publications link to the same paper.

    Why: a line copied from the entry above keeps its link, and a reader who follows it gets another paper. Chapters of
    one book may share the book's, and the front page of a site is no paper.

    Bad:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = 2024, url = {https://example.org/owls.pdf}}
        @misc{b, title = {Larks}, author = {Doe, Jane}, year = 2024, url = {https://example.org/owls.pdf}}

    Good:
        @misc{a, title = {Owls}, author = {Doe, Jane}, year = 2024, url = {https://example.org/owls.pdf}}
        @misc{b, title = {Larks}, author = {Doe, Jane}, year = 2024, url = {https://example.org/larks.pdf}}

    Fix: none; only the owner knows the right link.
    Source: a homepage that carried such a link for 62 commits.
    """
    first: dict[str, Publication] = {}
    known = {id(publication) for publication, _ in checked.repeated}  # X001 and X003 say so
    for publication in checked.publications:
        if id(publication) in known:
            continue
        for link in publication.links:
            if link.kind not in _PAPER_KINDS:
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


def _is_same_title(one: Publication, other: Publication) -> bool:
    return one.title.text.casefold() == other.title.text.casefold()


def _folded(url: str) -> str:
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
