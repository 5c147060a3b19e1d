"""The page about ``pubs format``, its examples made by formatting."""

from __future__ import annotations

import tomllib

from markup import page, table

from pubmanager.bibtex.read import read
from pubmanager.config.load import parse_config
from pubmanager.formatting.format import STYLE_RULES, format_reading
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
    ("Without settings: every entry gets the style of most entries", "", False),
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
        "`pubs format` writes `.bib` files in one style. It formats the files that you name, or else those of the "
        "site. `--check` and `--diff` write nothing, and exit with status 1 if something would change. `-` reads "
        "standard input and writes standard output.",
        "The settings below are keys of `[format]` in `pubs.toml`, and also options: `pubs format --indent 2`. `auto` "
        "follows most entries of the file, `keep` changes nothing, and `N` is a number. On a tie, `auto` puts each "
        "field on a separate line, and spaces around `=`.",
        *settings_table,
        "## What does not change",
        "* Values. Before a file is written, all values are compared with the old ones, with macros, `#` and "
        "`crossref` resolved. Repeated fields are kept.\n"
        "* Comments, text between entries, front matter, `%` lines, `@comment` blocks, byte order mark, newlines and "
        "encoding. A comment directly above an entry moves with the entry, and so does a commented-out entry.\n"
        "* Unreadable entries. A file with such entries is only written with `--allow-errors`.\n"
        "* Headings, that is, text followed by a blank line. `sort` sorts the entries between two headings. As BibTeX "
        "requires, `@string` comes first, and an entry that others name in `crossref` comes after them.\n"
        "* Long entries. If most entries of a file are on one line, an entry on several lines is only joined if the "
        "line has at most 88 characters, or `line-length`.",
        "## Before and after",
        f"```bibtex\n{BEFORE}```",
        *parts,
        "## In lint",
        "Rule `S001` of `pubs lint` reports what `pubs format` would change. It checks these aspects:",
        table(("name", "what it requires"), aspects),
    )
