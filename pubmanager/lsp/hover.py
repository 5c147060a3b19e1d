"""What is understood of the entry at a place, as plain text: no value of a field becomes markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lsp.documents import Draft
    from pubmanager.model.author import Author
    from pubmanager.model.publication import Publication


def understood(draft: Draft, offset: int) -> str:
    """Returns the publication at an offset in a few lines; empty where there is none."""
    if draft.target is None:
        return ""
    bibliography = draft.target.bibliography
    for publication in (*bibliography.publications, *bibliography.hidden):
        entry = publication.entry.entry
        if entry.source.path == draft.source.path and entry.span.start <= offset < entry.span.end:
            return "\n".join(_lines(publication))
    return ""


def _lines(publication: Publication) -> Iterator[str]:
    yield publication.title.text or "(no title)"
    names = [_author(each) for each in publication.authors] + ["and others"] * publication.has_others
    if names:
        yield ", ".join(names)
    venue = publication.venue
    places = (venue.short, venue.name if venue.name != venue.short else "", venue.kind)
    named = " · ".join(part for part in places if part) or publication.container.text
    date = publication.date.text if publication.date else ""
    if named or date:
        yield " · ".join(part for part in (named, date) if part)
    if publication.badge:
        yield f"badge: {publication.badge}"
    for link in publication.links:
        yield f"{link.kind}: {link.url}"
    if publication.is_hidden:
        yield "hidden"


def _author(author: Author) -> str:
    facts = [*(["me"] if author.is_me else []), *author.roles]
    return f"{author.name.full} ({', '.join(facts)})" if facts else author.name.full
