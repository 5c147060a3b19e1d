"""Rules about links that several publications claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Finding, Severity, quoted
from pubmanager.lint.rule import Checked, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.model.publication import Publication

_PAPER_KINDS = ("pdf", "url", "doi", "arxiv", "openreview", "acl")


@rule("X010", severity=Severity.WARNING)
def shared_paper_link(checked: Checked) -> Iterator[Finding]:
    """Two publications link to the same paper.

    Why: a line copied from the entry above keeps its link, and a reader who follows it gets another paper.

    Bad:
        @misc{a, title = {Owls}, url = {https://example.org/owls.pdf}}
        @misc{b, title = {Larks}, url = {https://example.org/owls.pdf}}

    Good:
        @misc{a, title = {Owls}, url = {https://example.org/owls.pdf}}
        @misc{b, title = {Larks}, url = {https://example.org/larks.pdf}}

    Fix: none; only the owner knows the right link.
    Source: a homepage that carried such a link for 62 commits.
    """
    first: dict[str, Publication] = {}
    for publication in checked.publications:
        for url in dict.fromkeys(link.url for link in publication.links if link.kind in _PAPER_KINDS):
            other = first.setdefault(_folded(url), publication)
            if other is not publication and other.title.text.casefold() != publication.title.text.casefold():
                yield from _finding(publication, other, url)


def _folded(url: str) -> str:
    bare = url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return bare.split("#", 1)[0]


def _finding(publication: Publication, other: Publication, url: str) -> Iterator[Finding]:
    origin = next(
        (
            each
            for link in publication.links
            if link.url == url and (each := publication.origins.get(f"link:{link.kind}"))
        ),
        None,
    )
    if origin is None or origin.field is None:
        return
    field = origin.field
    yield Finding(
        "X010",
        Severity.WARNING,
        f"same paper link as {quoted(other.key)}",
        field.owner.source,
        field.content_span,
        publication.key,
        field.name,
    )
