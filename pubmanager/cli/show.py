"""``pubs show``: everything understood about one publication, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pubmanager.cli.options import CONFIG, ME, bibliography_for, keys_completion
from pubmanager.cli.streams import out_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pubmanager.model.author import Author
    from pubmanager.model.publication import Origin, Publication

EXAMPLES = """
\b
Examples:
  pubs show wei2023temporal
  pubs show wei2023temporal my.bib --me "Wenjie Wei"
  pubs show wei2023temporal --json
"""

_MOST = 1000  # rows; an entry has so many only by a list of names gone wrong


@click.command("show", epilog=EXAMPLES)
@click.argument("key", shell_complete=keys_completion(lambda site: [each.key for each in site.bibliography]))
@click.argument("files", nargs=-1, metavar="[FILE.bib]...")
@CONFIG
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@ME
def command(key: str, files: tuple[str, ...], config: Path | None, as_json: bool, me: str) -> None:
    """Show how an entry was interpreted.

    Prints each value, and the field or file it comes from.
    """
    publication = bibliography_for(files, me, config).find(key)
    if as_json:
        from pubmanager.cli.list import publication_json

        out_json(publication_json(publication))
        return
    _print(publication)


def _print(publication: Publication) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(f"@{publication.type}{{{publication.key}}}", "bold"), Text(publication.entry.entry.place, "dim"))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("what", "value", "from"):
        table.add_column(column, overflow="fold", no_wrap=column == "what")
    rows = list(facts(publication))
    for what, content, origin in rows[:_MOST]:
        found = publication.origins.get(origin)
        table.add_row(what, Text(content), Text(_from(found) if found else "", "dim"))
    console.print(table)
    if len(rows) > _MOST:
        console.print(Text(f"… and {len(rows) - _MOST} more; --json prints all", "dim"))
    left = sorted(name for name in publication.fields if not is_understood(name))
    if left:
        console.print(Text(f"not used: {', '.join(left)}", "dim"))


def is_understood(name: str) -> bool:
    """Whether fields of this name say something about a publication here."""
    from pubmanager.model.fields import is_known, label_in
    from pubmanager.model.links import LABELS
    from pubmanager.model.roles import ROLE_FIELDS
    from pubmanager.render.citing import CITED

    others = ("crossref", "xdata", "collaboration", "annotation", "author_notes", *LABELS, *CITED)
    return is_known(name) or name in ROLE_FIELDS or "+an" in name or bool(label_in(name)) or name in others


def _from(origin: Origin) -> str:
    return "  ".join(part for part in (origin.place, origin.rule) if part)


def facts(publication: Publication) -> Iterator[tuple[str, str, str]]:
    """Yields what to show: a name, the value as text, and the name of its origin."""
    from pubmanager.render.pattern_names import NAMES

    yield "title", publication.title.text, "title"
    for author in publication.authors:
        yield f"author {author.position}", _author(author), "authors"
    if publication.has_others:
        yield "authors", "and others", "authors"
    yield from _if("authors", publication.collaboration, "collaboration")
    venue = publication.venue
    named = " · ".join(
        part for part in (venue.short, venue.name if venue.name != venue.short else "", venue.kind) if part
    )
    yield from _if("venue", named, "venue")
    yield from _if("settings", f"[venues.{venue.id}]" if venue.id else "", "")
    yield from _if("container", publication.container.text, "container")
    yield from _if("locator", NAMES["locator"].read(publication, ""), "")
    yield from _if("date", publication.date.text if publication.date else "", "date")
    yield from _if("news date", publication.news_date.text if publication.news_date else "", "news_date")
    yield from _if("presentation", publication.presentation, "presentation")
    yield from _if("rate", f"{publication.rate.text} ({publication.rate.of})" if publication.rate else "", "rate")
    yield from _if("acceptance", publication.acceptance.text if publication.acceptance else "", "acceptance")
    yield from _if("rank", ", ".join(publication.rank or venue.rank), "rank")
    yield from _if("impact", publication.impact or venue.impact, "impact")
    yield from _if("award", "; ".join(award.text for award in publication.awards), "awards")
    yield from _if("status", publication.status, "status")
    yield from _if("keywords", ", ".join(publication.keywords), "keywords")
    yield from _if("selected", "yes" if publication.is_selected else "", "selected")
    yield from _if("hidden", "yes" if publication.is_hidden else "", "hidden")
    yield from _if("badge", publication.badge if publication.badge != "" else "(none)", "badge")
    yield from _if("news", publication.news.text if publication.news else "", "news")
    for bullet in publication.summary:
        yield "summary", bullet.text, "summary"
    yield from _if("image", publication.image, "image")
    for link in publication.links:
        yield f"link {link.kind}", link.url, f"link:{link.kind}"
    for kind, identifier in publication.identifiers.items():
        yield kind, identifier, f"id:{kind}"


def _if(what: str, content: str | None, origin: str) -> Iterator[tuple[str, str, str]]:
    if content:
        yield what, content, origin


def _author(author: Author) -> str:
    parts = ["me"] if author.is_me else []
    parts += [*author.roles, *(f"mark {mark}" for mark in author.marks), *author.notes, *author.groups]
    return f"{author.name.full} ({', '.join(parts)})" if parts else author.name.full
