"""``pubs init``: prepares a site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubmanager.cli.options import as_text
from pubmanager.cli.streams import out, say
from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.setup.proposal import Proposal
    from pubmanager.source import Source

EXAMPLES = """
\b
Examples:
  pubs init                                     look around, ask what is missing, show the change, ask again
  pubs init --bib papers.bib --page about.md --me "Wenjie Wei" --yes
"""


@click.command("init", epilog=EXAMPLES)
@click.option("--bib", multiple=True, metavar="FILE", help="The .bib file; repeatable.  [default: those found]")
@click.option("--page", metavar="FILE", help="The page that gets the regions.  [default: the one found]")
@click.option(
    "--me",
    metavar="NAME",
    callback=as_text,
    help="The owner's name.  [default: from _config.yml, else who wrote most entries]",
)
@click.option("--yes", "-y", is_flag=True, help="Write without asking.")
@click.option("--diff", is_flag=True, help="Only show what would be written.")
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(bib: tuple[str, ...], page: str | None, me: str | None, yes: bool, diff: bool, folder: Path) -> int:
    """Write a pubs.toml and empty regions into the page.

    Finds the .bib, the page with a section on publications, the folder of the previews, the kind of site and the
    owner's name, shows what would change, and asks. Entries written by hand stay as they are. On Jekyll the .bib and
    pubs.toml are kept out of the published site.
    """
    from pubmanager.setup.proposal import propose
    from pubmanager.setup.surroundings import look_around

    if (folder / "pubs.toml").exists():
        raise PubsError(
            "there is a pubs.toml already", place=str(folder / "pubs.toml"), hint="edit it, or remove it first"
        )
    asks = bool(sys.stdin) and sys.stdin.isatty() and not yes and not diff
    found = look_around(folder)
    bibs = bib or found.bibs
    if not bibs:
        raise PubsError("no .bib file found", hint="name it with --bib FILE")
    page = page or found.page or (click.prompt("Page for the publications", err=True) if asks else "")
    _check_files(folder, (*bibs, *((page,) if page else ())))
    me = me or found.owner or _owner(folder, bibs, asks)
    if not me:
        raise PubsError("the owner's name is not known", hint='give it with --me "First Last"')
    proposal = propose(folder, bibs, page, me, found.kind)
    show(proposal)
    if diff:
        return 1
    if not yes and not asks:
        raise PubsError("nothing was written: there is nobody to ask", hint="add --yes")
    if asks and not click.confirm("Write this?", default=True, err=True):
        return 1
    write(proposal, folder)
    say("next: 'pubs render' fills the regions, 'pubs lint' checks the .bib")
    return 0


def _owner(folder: Path, bibs: tuple[str, ...], asks: bool) -> str:
    """Returns the author of most entries as the owner, or what the user answers."""
    from pubmanager.bibliography import Bibliography
    from pubmanager.setup.surroundings import likely_owner

    name = likely_owner(Bibliography.load(*(folder / bib for bib in bibs)))
    if asks:
        return str(click.prompt("Your full name, as in the .bib", default=name or None, err=True))
    if name:
        say(f"note: '{name}' wrote most of the entries, so you are taken for them (else --me NAME)")
    return name


def _check_files(folder: Path, files: tuple[str, ...]) -> None:
    from pubmanager.setup.surroundings import can_be_written

    for file in files:
        if not (folder / file).is_file():
            raise PubsError("there is no such file", place=str(folder / file))
        if not can_be_written(file):
            raise PubsError("pubs.toml cannot name this file: its name is not UTF-8", place=str(folder / file))


def show(proposal: Proposal) -> None:
    """Prints the changes of files, and the notes."""
    from pubmanager.pages.writing import unified

    for path, old, new, _ in proposal.files:
        out(unified(old or "", new, path), end="")
    for note in proposal.notes:
        say(f"note: {note}")


def write(proposal: Proposal, folder: Path, copies: Sequence[tuple[str, Source]] = ()) -> None:
    """Writes all files, and copies of old ones, or none. Raises: ``PubsError``."""
    from pubmanager.pages.writing import Change, write_all

    write_all(
        [
            Change(folder / path, source.encode() if source else None, source.encode(new) if source else new.encode())
            for path, _, new, source in proposal.files
        ]
        + [Change(folder / path, None, source.encode()) for path, source in copies]
    )
