"""The page about ``pubs format``, its examples made by formatting."""

from __future__ import annotations

import tomllib

from markup import page, table

from pubmanager.bibtex.read import read
from pubmanager.config.load import parse_config
from pubmanager.formatting.format import format_reading
from pubmanager.formatting.rules import STYLE_RULES
from pubmanager.source import Source

BEFORE = """\
@STRING{owl = "Owl Letters"}
% Owls first
@Article{doe2024, author = {Doe, Ann}, title="Owls at Night",
    journal = owl, year = 2024, }
@inproceedings{roe2023,
  title  = {Larks in the Morning: a Field Study},
  author = {Roe, Bo and Doe, Ann},
  year   = {2023}
}
@inproceedings{roe2022,
  author = {Roe, Bo},
  title  = {Wrens},
  year   = {2022}
}
"""
# What is shown, the settings for it, and whether they are shown as options of the command.
EXAMPLES = (
    ("Without settings: entries that differ are made to look like most of the file", "", False),
    ("Close to bibtex-tidy", """\
indent = 2
align = 14
types = "lower"
names = "lower"
delimiters = "braces"
numbers = "bare"
trailing-comma = "never"
blank-lines = 1
""", False),
    ("Sorted, with fields in order and long values wrapped", """\
indent = "tab"
align = "none"
trailing-comma = "always"
sort = ["year", "key"]
fields = ["author", "title"]
line-length = 40
""", True),
)  # fmt: skip


def _as_options(settings: str) -> str:
    """Returns the command with these settings as options."""
    given = tomllib.loads(settings).items()
    words = [f"--{name} {','.join(each) if isinstance(each, list) else each}" for name, each in given]
    return f"pubs format {' '.join(words)}"


def format_page(settings_table: list[str]) -> str:
    """Returns the page with this table of the settings."""
    reading = read(Source("a.bib", BEFORE))
    parts = []
    for title, settings, is_command in EXAMPLES:
        done = format_reading(reading, parse_config(f"[format]\n{settings}").format)
        shown = f"```sh\n{_as_options(settings)}\n```" if is_command else f"```toml\n[format]\n{settings}```"
        before = f"{shown}\n\n" if settings else ""
        parts.append(f"### {title}\n\n{before}```bibtex\n{done.text}```")
    aspects = []
    for rule in STYLE_RULES.values():
        asked = rule.documentation.splitlines()[0].replace("``", "`")
        aspects.append((f"`{rule.name}`", asked))
    return page(
        "pubs format",
        "`pubs format` writes `.bib` files in one style: the files that you name, or those of the site. `--check` and "
        "`--diff` write nothing and exit 1 if something would change; `-` reads standard input and writes standard "
        "output. Every setting of `[format]` in `pubs.toml` is also an option: `pubs format --indent 2`.",
        "`auto` follows most entries of the file, `keep` changes nothing, `N` is a number. If the entries of a file "
        "differ, the general question is decided before the detail: first whether fields have lines of their own, then "
        "how these are indented; first whether there are spaces around `=`, then how many. On a tie, fields have lines "
        "of their own and `=` has spaces.",
        *settings_table,
        "## What does not change",
        "* Values: before a file is written, its entries are compared with the old ones, with macros, `#` and "
        "`crossref` resolved. A repeated field is kept too.\n"
        "* Comments, text between entries, front matter, `%` lines, `@comment` blocks, byte order mark, newlines and "
        "encoding. A comment directly above an entry moves with the entry, and so does a commented-out entry.\n"
        "* Entries that cannot be read. A file with such entries is written only with `--allow-errors`.\n"
        "* Headings, that is, text followed by a blank line: sorting orders the entries between them. Entries that "
        "others name in `crossref` come after those, as BibTeX requires, and `@string` comes first.\n"
        "* If most entries are on one line, an entry on several lines is joined only if the result has at most 88 "
        "characters, or `line-length`.\n"
        "* Formatting twice gives the same result as formatting once.",
        "## Before and after",
        f"```bibtex\n{BEFORE}```",
        *parts,
        "## Aspects",
        "Rule `S001` of `pubs lint` reports what `pubs format` would change.",
        table(("name", "what it asks for"), aspects),
    )
