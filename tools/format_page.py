"""The page about ``pubs format``, its examples made by formatting."""

from __future__ import annotations

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
SETTINGS = (
    ("As it is without settings: outliers are made to look like most of the file", ""),
    ("Close to what bibtex-tidy writes", """\
indent = 2
align = 14
types = "lower"
names = "lower"
delimiters = "braces"
numbers = "bare"
trailing-comma = "never"
blank-lines = 1
"""),
    ("Sorted, fields in order, long values wrapped", """\
indent = "tab"
align = "none"
trailing-comma = "always"
sort = ["year", "key"]
fields = ["author", "title"]
line-length = 40
"""),
)  # fmt: skip


def format_page(settings_table: list[str]) -> str:
    """Returns the page with this table of the settings."""
    reading = read(Source("a.bib", BEFORE))
    parts = []
    for title, settings in SETTINGS:
        done = format_reading(reading, parse_config(f"[format]\n{settings}").format)
        toml = f"```toml\n[format]\n{settings}```\n\n" if settings else ""
        parts.append(f"### {title}\n\n{toml}```bibtex\n{done.text}```")
    aspects = [
        (f"`{code}`", f"`{rule.name}`", rule.documentation.splitlines()[0]) for code, rule in STYLE_RULES.items()
    ]
    return page(
        "Format",
        "`pubs format` lays `.bib` files out in one style: those it is given, else those of the site. `--check` and "
        "`--diff` write nothing and exit 1 where something would change; `-` reads standard input and writes standard "
        "output. Every setting stands in `[format]` of `pubs.toml` and is an option too: `pubs format --indent 2`.",
        "`auto` is what most entries of the file do, `keep` leaves it as it is, `N` is a number. "
        "Where entries differ, the coarse question is decided before the fine one: whether fields have lines of their "
        "own, then how these are indented; whether there is a blank around `=`, then how many. On a tie fields have "
        "lines, and `=` has blanks.",
        *settings_table,
        "## What stays",
        "* No value changes: before a file is written, its entries are compared with the old ones, macros, `#` and "
        "`crossref` worked out. A repeated field stays too.\n"
        "* Comments, text between entries, front matter, `%` lines, `@comment` blocks, byte order mark, newlines and "
        "encoding stay. A comment right above an entry goes where the entry goes, and so does a commented-out entry.\n"
        "* Entries that cannot be read stay byte by byte. A file with such entries is written with `--allow-errors` "
        "only.\n"
        "* Sorting leaves headings, that is text with a blank line behind it, and sorts the entries between them. "
        "Entries that others name in `crossref` come behind those, as BibTeX needs it, and `@string` comes first.\n"
        "* Where most entries are on one line, an entry on several lines becomes one line only if that has at most 88 "
        "characters, or `line-length`.\n"
        "* Formatting twice changes nothing.",
        "## Before and after",
        f"```bibtex\n{BEFORE}```",
        *parts,
        "## Aspects",
        "Each aspect is a rule of style with a fix of its own.",
        table(("code", "name", "what it asks for"), aspects),
    )
