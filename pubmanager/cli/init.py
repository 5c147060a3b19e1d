"""``pubs init``: prepares a site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubmanager.cli.options import as_text
from pubmanager.cli.streams import out, say
from pubmanager.config.find import FILE_NAME
from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.setup.proposal import Proposal
    from pubmanager.setup.surroundings import Surroundings
    from pubmanager.source import Source

EXAMPLES = """
\b
Examples:
  pubs init                                     find the files, show the changes, ask for confirmation
  pubs init --bib papers.bib --page about.md --me "Wenjie Wei" --yes
"""


@click.command("init", epilog=EXAMPLES)
@click.option("--bib", multiple=True, metavar="FILE", help="The .bib file; repeatable.  [default: those found]")
@click.option("--page", metavar="FILE", help="The page that gets the regions.  [default: the one found]")
@click.option(
    "--me",
    metavar="NAME",
    callback=as_text,
    help="The owner's name.  [default: from _config.yml, else the name in most entries]",
)
@click.option("--yes", "-y", is_flag=True, help="Skip the confirmation.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change. Exit 1 if something would.")
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(bib: tuple[str, ...], page: str | None, me: str | None, yes: bool, diff: bool, folder: Path) -> int:
    """Write a pubs.toml and empty regions into the page.

    Finds the .bib, the page with a section about publications, the folders of images and files, the kind of site and
    the owner's name. Shows all changes and asks for confirmation. If there is no page, it creates one; hand-written
    entries are untouched. On Jekyll, it excludes the .bib and pubs.toml from the published site. If you run it again,
    it adds what is missing.
    """
    from msgspec.structs import replace

    from pubmanager.setup.proposal import complete, propose
    from pubmanager.setup.surroundings import has_written, look_around

    asks = bool(sys.stdin) and sys.stdin.isatty() and not yes and not diff
    if (folder / FILE_NAME).exists():
        if bib or page or me:
            raise PubsError(
                "there is a pubs.toml already", place=str(folder / FILE_NAME), hint="edit it, or remove it first"
            )
        from pubmanager.site import Site

        return _finish(complete(folder, Site.load(folder)), folder, asks=asks, yes=yes, diff=diff)
    found = look_around(folder)
    bibs = bib or found.bibs
    if not bibs:
        for note in found.notes:
            say(f"note: {note}")
        page = found.page if has_written(folder, found.page) else "PAGE"
        raise PubsError(
            "no .bib file found",
            hint=f"name it with --bib FILE; export one from Google Scholar, DBLP or Zotero; "
            f"or make one from a hand-written page with 'pubs adopt {page}'",
        )
    _check_files(folder, (*bibs, *((page,) if page else ())))
    found = replace(found, bibs=bibs, page=page or found.page, notes=() if bib else found.notes)
    me, aliases = _owner(folder, found, me, asks)
    if not me:
        raise PubsError("the owner's name is not known", hint='give it with --me "First Last"')
    found = replace(found, owner=me, aliases=aliases)
    return _finish(propose(folder, found), folder, asks=asks, yes=yes, diff=diff)


def _finish(proposal: Proposal, folder: Path, *, asks: bool, yes: bool, diff: bool) -> int:
    """Shows what would be written, asks, writes it, and says what comes next."""
    show(proposal)
    if diff:
        return int(bool(proposal.files))
    if proposal.files:
        if not yes and not asks:
            raise PubsError("nothing was written: not a terminal", hint="use --yes to confirm")
        if asks and not click.confirm("Write this?", default=True, err=True):
            return 1
        write(proposal, folder)
    say(f"next: {_next_step(folder)}")
    return 0


def _next_step(folder: Path) -> str:
    """Returns the one thing to do now."""
    from pubmanager.site import Site

    site = Site.load(folder)
    if site.blockers():
        return "'pubs lint' says what keeps 'pubs render' from writing"
    if not any(page.regions for _, page in site.pages) and not any(each.file for each in site.config.lists.values()):
        name = next(iter(site.config.lists), "publications")
        page = next((path.name for path, _ in site.pages), "a page that 'pages' in pubs.toml names")
        return f"put '<!-- pubs:begin {name} -->' and '<!-- pubs:end {name} -->' on lines of their own into {page}"
    return "'pubs render' fills the regions" if site.check() else "'pubs lint' checks the .bib"


def _owner(folder: Path, found: Surroundings, given: str | None, asks: bool) -> tuple[str, tuple[str, ...]]:
    """Returns the owner's name and other spellings of it: as given, as the site says, or who wrote most entries.

    What the site says counts only if somebody in the ``.bib`` has that name, or nobody else stands out.
    """
    from pubmanager.setup.proposal import read_bibliography
    from pubmanager.setup.surroundings import likely_owner

    if given:
        return given, ()
    bibliography = read_bibliography(folder, found)
    if found.owner and any(each.me for each in bibliography):
        return found.owner, found.aliases
    name = likely_owner(bibliography)
    if asks:
        return str(click.prompt("Your full name, as in the .bib", default=found.owner or name or None, err=True)), ()
    if found.owner:
        return found.owner, found.aliases
    if name:
        say(f"note: the owner is '{name}', the author of most entries; another name: --me NAME")
    return name, ()


def _check_files(folder: Path, files: tuple[str, ...]) -> None:
    from pubmanager.globs import find_files
    from pubmanager.setup.surroundings import can_be_written

    for file in files:
        if not find_files(folder, file).files:
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
