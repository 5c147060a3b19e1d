"""``pubs list``: a table of publications in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pubmanager.cli.options import CONFIG, ME, bibliography_for
from pubmanager.cli.streams import out_json, say

if TYPE_CHECKING:
    from pathlib import Path

    from rich.table import Table
    from rich.text import Text

    from pubmanager.model.publication import Publication


_ROOM = 100  # columns of a terminal that leave a title and the authors beside each other readable
_ENDLESS = 100_000
EXAMPLES = """
\b
Examples:
  pubs list
  pubs list --where "selected and year >= 2023"
  pubs list my.bib --me "Ada Lovelace" --where "me.position == 1" --sort -date
  pubs list --json
"""


@click.command("list", epilog=EXAMPLES)
@click.argument("files", nargs=-1, metavar="[FILE.bib]...")
@CONFIG
@click.option(
    "--where", metavar="EXPRESSION", default="", help="Which publications, such as 'selected and year >= 2024'."
)
@click.option(
    "--sort", multiple=True, metavar="KEY", help="Sort key, such as -date or title; repeatable.  [default: file]"
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@ME
def command(
    files: tuple[str, ...], config: Path | None, where: str, sort: tuple[str, ...], as_json: bool, me: str
) -> None:
    """Show publications in a table."""
    bibliography = bibliography_for(files, me, config).select(where)
    if sort:
        bibliography = bibliography.sort(*sort)
    if as_json:
        rows = [publication_json(publication) for publication in bibliography]
        out_json(rows)
        return
    _print_table(bibliography.publications)


def publication_json(publication: Publication) -> dict[str, Any]:
    """Returns what is understood of a publication, ready for JSON."""
    return {
        "key": publication.key,
        "type": publication.type,
        "title": publication.title.text,
        "authors": [
            {"name": author.name.full, "roles": list(author.roles), "me": author.is_me}
            for author in publication.authors
        ],
        "others": publication.is_cut,
        "date": publication.date.text if publication.date else None,
        "venue": publication.venue.short or publication.venue.name or None,
        "venue_kind": publication.venue.kind or None,
        "presentation": publication.presentation or None,
        "rate": publication.rate.text if publication.rate else None,
        "selected": publication.is_selected,
        "links": {link.kind: link.url for link in publication.links},
        "identifiers": dict(publication.identifiers),
    }


def _print_table(publications: tuple[Publication, ...]) -> None:
    """Prints a line for each publication, folded on a terminal; a narrow one has no room for authors."""
    from rich.console import Console

    console = Console(highlight=False)
    console.width = console.width if console.is_terminal else _ENDLESS
    columns = ("key", "year", "venue", "title", *(["authors"] if console.width >= _ROOM else []))
    console.print(_table(publications, columns))
    say(f"{len(publications)} publication{'s' * (len(publications) != 1)}")


def _table(publications: tuple[Publication, ...], columns: tuple[str, ...]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for name in columns:
        table.add_column(name, no_wrap=name in ("key", "year"), overflow="fold")
    for publication in publications:
        row = (*map(Text, _cells(publication)), _authors(publication))
        table.add_row(*row[: len(columns)])
    return table


def _cells(publication: Publication) -> tuple[str, str, str, str]:
    return (
        ("★ " if publication.is_selected else "") + publication.key,
        str(publication.year or ""),
        publication.venue.short or publication.venue.name,
        publication.title.text,
    )


def _authors(publication: Publication) -> Text:
    from rich.text import Text

    names = [
        Text(author.name.family or author.name.full, "bold" if author.is_me else "") for author in publication.authors
    ]
    return Text(", ").join([*names, *([Text("et al.")] if publication.has_others else [])])
