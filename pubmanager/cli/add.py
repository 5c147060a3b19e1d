"""``pubs add``: pasted BibTeX into the ``.bib``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pubmanager.cli.options import CONFIG, find_site, load_bib
from pubmanager.cli.streams import out, say
from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from pubmanager.adding.addition import Addition
    from pubmanager.bibliography import Bibliography
    from pubmanager.source import Source

EXAMPLES = """
\b
Examples:
  pubs add                                   paste BibTeX, then Ctrl-D
  pubs add new.bib --diff                    show what would be added from a file
  pubs add new.bib --to papers.bib           choose the .bib to add to
  pubs add --fields title,author,booktitle,year,doi --canonical < new.bib
  pubs add --update < new.bib                add missing fields to existing entries
  pubs add --update --diff < new.bib         show how a preprint becomes its published version

Exit code: 0 added, 1 rejected (or --diff shows a change), 2 an error in the command line.
"""


@click.command("add", epilog=EXAMPLES)
@click.argument("file", default="-", metavar="[FILE|-]")
@CONFIG
@click.option("--to", metavar="FILE.bib", default="", help="The .bib to add to.  [default: the one of pubs.toml]")
@click.option(
    "--fields",
    metavar="NAMES",
    default="",
    help="Keep only these fields, in this order; '-note,-abstract' removes fields.",
)
@click.option("--canonical", is_flag=True, help="Rename fields to their canonical names: html to url, github to code.")
@click.option(
    "--key", metavar="KEY", default="", help="The new entry's key.  [default: follows the pattern of the others]"
)
@click.option("--keep-key", is_flag=True, help="Keep the pasted keys.")
@click.option(
    "--update",
    is_flag=True,
    help="Add missing fields to existing entries, and replace a preprint by its published version.",
)
@click.option("--diff", is_flag=True, help="Write nothing; print what would change. Exit 1 if something would.")
def command(
    file: str,
    config: Path | None,
    to: str,
    fields: str,
    canonical: bool,
    key: str,
    keep_key: bool,
    update: bool,
    diff: bool,
) -> int:
    """Add pasted BibTeX to the .bib, in the file's own style.

    Key, indentation, order of fields, names and DOIs match the other entries. If there is a duplicate,
    nothing is added. The rest of the file does not change.
    """
    from pubmanager.adding.addition import AddOptions, add
    from pubmanager.adding.keys import is_key
    from pubmanager.adding.paste import parse_fields

    if key and keep_key:
        raise PubsError("--key and --keep-key exclude each other")
    if key and not is_key(key):
        raise PubsError(f"'{key}' cannot be a key", hint="use letters, digits and signs such as - _ :")
    options = AddOptions(parse_fields(fields, canonical=canonical), key, keep_key, update)
    bibliography, source = _target(config, to)
    addition = add(bibliography, source, _paste(file), options)
    return _refused(addition) if addition.refusals else _done(addition, diff)


def _target(config: Path | None, to: str) -> tuple[Bibliography, Source]:
    """Returns the bibliography and the source of it that gets the new entries. Raises: ``PubsError``."""
    if not to:
        bibliography = find_site(config).bibliography
        sources = [reading.source for reading in bibliography.readings]
        if len(sources) > 1:
            names = ", ".join(source.path for source in sources)
            raise PubsError(f"there are several .bib files: {names}", hint="choose one with --to")
        return bibliography, sources[0]
    path = Path(to)
    if not path.is_file():
        raise PubsError("there is no such file", place=to, hint="an empty one will do")
    return _in_site(config, path) or _alone(config, path)


def _in_site(config: Path | None, path: Path) -> tuple[Bibliography, Source] | None:
    """Returns the site's bibliography where the file is one of its own, so that duplicates in others are seen."""
    from pubmanager.config.find import find_config

    if config is None and find_config(Path.cwd()) is None:
        return None
    bibliography = find_site(config).bibliography
    for reading in bibliography.readings:
        if Path(reading.source.path).samefile(path):
            return bibliography, reading.source
    return None


def _alone(config: Path | None, path: Path) -> tuple[Bibliography, Source]:
    bibliography = load_bib([str(path)], "", config)
    return bibliography, bibliography.readings[0].source


def _paste(file: str) -> Source:
    from pubmanager.inputs import read_source, standard_input

    if file == "-":
        if sys.stdin and sys.stdin.isatty():
            say("paste BibTeX, then press Ctrl-D")
        return standard_input()
    return read_source(Path(file))


def _refused(addition: Addition) -> int:
    for refusal in addition.refusals:
        say(refusal)
    hint = f"; {addition.hint}" if addition.hint else ""
    say(f"pubs: nothing was added{hint}")
    return 1


def _done(addition: Addition, diff: bool) -> int:
    from pubmanager.pages.writing import Change, unified, write_all

    source = addition.source
    for note in addition.notes:
        say(note)
    if diff:
        out(unified(source.text, addition.text, source.path), end="")
        return int(addition.is_change)
    if addition.is_change:
        write_all([Change(Path(source.path), source.encode(), source.encode(addition.text))])
    for sentence in addition.said:
        say(f"{source.path}: {sentence}")
    return 0
