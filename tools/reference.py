"""The reference pages of the documentation, made from the tables in the code.

``python tools/reference.py`` writes those that are committed.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

from format_page import format_page
from markup import page, table

from pubmanager.cli.settings import tables
from pubmanager.config.schema import Config, FormatConfig
from pubmanager.lint.aliases import FORMER
from pubmanager.lint.engine import all_rules
from pubmanager.lint.rule import SELECTIONS
from pubmanager.model.fields import CONCEPTS
from pubmanager.model.roles import ROLES
from pubmanager.render.expressions import FACTS
from pubmanager.render.pattern_names import NAMES
from pubmanager.render.rows import FOLDS, PARTS, VENUE_ROW
from pubmanager.render.views import GroupView, ListView, PublicationView

if TYPE_CHECKING:
    from msgspec import Struct

    from pubmanager.cli.settings import Table
    from pubmanager.lint.rule import Rule


def reference_pages() -> dict[str, str]:
    """Returns the pages by file name."""
    return {**committed_pages(), **rule_pages()}


def committed_pages() -> dict[str, str]:
    """Returns the pages that are in ``docs/`` too, where other pages link to them."""
    return {
        "configuration.md": configuration(),
        "expressions.md": expressions(),
        "fields.md": fields_page(),
        "templates.md": templates(),
        "format.md": format_page(_sections(FormatConfig, "format")),
    }


_TEMPLATES = """
A theme is a folder in `_pubs/` (`templates` in `pubs.toml`). This one is made from nothing:

```toml
# _pubs/mine/theme.toml
summary = "Title and venue, a line each"
```

```jinja
{# _pubs/mine/list.jinja #}
{% for publication in list.publications %}
* {{ publication.written }}
{% endfor %}
```

```jinja
{# _pubs/mine/publication.jinja #}
{{ w.strong(publication.title) }} ({{ publication.year }}, {{ publication.venue.short or publication.container }})
{%- for author in publication.author_list if author.is_me %}, author {{ author.position }}{% endfor %}
{%- if publication.identifiers.doi %}, {{ w.link("DOI", "https://doi.org/" ~ publication.identifiers.doi) }}{% endif %}
```

`theme = "mine"` in a list uses it. With `extends = "builtin:badge-list"` a theme has the options and the frame of
another one, and changes only what it has files for. Every printed value is escaped for the format; `w` writes markup:
`w.strong`, `w.emphasis`, `w.link`, `w.image`, `w.text`.
"""
_FIELDS = {"groups": "Groups, each with `title` and `publications`.", "title": "Title, empty without groups.",
           "publications": "Its publications.", "is_ordered": "Whether every group counts from 1.",
           "heading": "Level of the groups' titles."}  # fmt: skip


def templates() -> str:
    """Returns the page on templates of one's own."""
    parts = [_TEMPLATES.strip()]
    for title, kind in (("publication", PublicationView), ("list", ListView), ("group", GroupView)):
        kept = {
            "kept_from_templates",
            *(name for base in kind.__mro__ for name in getattr(base, "kept_from_templates", ())),
        }
        rows = []
        for name in sorted(name for name in dir(kind) if name[0] != "_" and name not in kept):
            member = inspect.getattr_static(kind, name)
            function = getattr(member, "fget", None) or getattr(member, "func", None) or member
            text = (inspect.getdoc(function) if inspect.isfunction(function) else "") or _FIELDS.get(name, "")
            called = f"`{title}.{name}{'(…)' if inspect.isfunction(member) else ''}`"
            rows.append((called, text.split("\n\n")[0].replace("``", "`").replace("\n", " ")))
        parts += [f"## {title}", table(("name", "what it is"), rows)]
    return page("Templates of your own", *parts)


def configuration() -> str:
    parts = [
        "`pubs.toml` is at the root of the site; pubs searches for it from the working folder upwards. Every key "
        "has a default; an unknown key is an error with a suggestion. Paths are relative to the file's folder."
    ]
    return page("pubs.toml", *parts, *_sections(Config, ""))


def _sections(kind: type[Struct], name: str) -> list[str]:
    first, *nested = tables(kind, name)
    parts = [_rows(first)]
    for each in nested:
        parts += [f"## [{each.name}]", f"{each.help[0].upper()}{each.help[1:]}.", *([_rows(each)] if each.rows else [])]
    return parts


def _rows(shown: Table) -> str:
    rows = [(f"`{row.key}`", row.help, f"`{row.default}`" if row.default else "") for row in shown.rows]
    return table(("key", "what it does", "default"), rows)


def expressions() -> str:
    rows = [(f"`{name}`", fact.type, fact.help) for name, fact in FACTS.items()]
    raw = (
        "the raw value of any field of the entry; of a private one (`file`, `owner`, `_…`) not where it would be shown"
    )
    rows.append(('`field("x")`', "text", raw))
    pattern_rows = [(f"`{{{name}}}`", each.help) for name, each in NAMES.items()]
    part_rows = [(f"`{name}`", part.help) for name, part in PARTS.items()]
    part_rows += [(f"`{name}`", f"{text}; by itself") for name, text in FOLDS.items()]
    part_rows.append(("`venue`", f"by itself: `{VENUE_ROW}`"))
    return page(
        "Expressions and patterns",
        "`where`, `sort` and `group` are Jinja2 expressions over these names. An unknown name is an error with a "
        "suggestion. A comparison with a value that a publication lacks is false.",
        table(("name", "type", "what it is"), rows),
        'Examples: `selected and year >= 2023` · `"code" in links` · `venue.kind == "journal"` · '
        '`me.position == 1 or "corresponding" in me.roles` · '
        '`"Ming Li" in authors|map(attribute="name.full")` · `field("grant") == "ERC"`.',
        "A sort key is a name or an expression; `-` before it reverses it; `file` is the order of the `.bib`. Sorting "
        "is stable; publications without the key come last. Case, accents and punctuation do not count: É is sorted as "
        "e, Ø as o, ß as ss, a single Greek letter by its name (α as alpha); other scripts come last, in the order of "
        "Unicode. `authors[0].name.family` sorts by the first author.",
        "## Patterns",
        "Badges and news are patterns such as `{venue} {year} ({presentation})`. An empty name is omitted along with "
        "its punctuation, so the same pattern gives `ICCV 2023 (Poster)` and `Neural Networks`.",
        table(("name", "what it gives"), pattern_rows),
        "## Rows",
        "Rows of `paper-box`, `badge-list`, `venue-list` and `citation-list` are parts, or patterns of parts and of "
        "the names above, such as `{badges} {title}. {links}`. A full stop is not doubled; other punctuation is "
        "omitted along with an empty name after it. "
        "`*…*`, `**…**`, `***…***` and backticks mark text as italics, bold, both "
        "or code; `[{venue}](paper)` is a link to the address of a slot (`title`: that of the title, `venue`: the "
        "`url` in `[venues]`); `{link.code}` is the link of one slot; `{field.NAME}` is the text of any other field, "
        "except private ones; `\\n` is a line break; a row of a box that begins with `- ` is a bullet.",
        table(("part", "what it is"), part_rows),
    )


# Fields of real bibliographies that mean nothing here, with the reason; `tests/corpus` looks for others.
UNUSED = (
    ("file owner username annote comment review", "private: paths on your computer and notes to yourself"),
    (
        "timestamp date-added date-modified urldate",
        "about the entry, not the publication: when it was added, changed or visited",
    ),
    (
        "biburl bibsource bdsk-url-1 acmid ppn_gvk hal_version mendeley-tags",
        "bookkeeping of databases and reference managers",
    ),
    ("copyright rights", "a licence, which may be that of the abstract or of the record"),
    ("bibtex_show", "whether BibTeX is shown is an option of the list, not of the entry"),
    ("shorttitle citation", "repeats other fields in a shorter form"),
    ("numpages pagetotal", "a number of pages, which does not say where the publication is"),
    ("langid", "the hyphenation language of the entry in LaTeX"),
    ("options", "settings of biblatex"),
    ("affiliation", "of authors, in no form that tells whose"),
    ("article_type", "repeats the type of the entry"),
    ("specialissue issuetitle", "the title of an issue; `note` is shown"),
    ("nationality", "of a patent; the number says it too"),
    ("scholar_query", "a search, not an address"),
)


def fields_page() -> str:
    rows = [
        (f"`{concept.name}`", concept.kind, ", ".join(f"`{alias.name}`" for alias in concept.aliases))
        for concept in CONCEPTS
    ]
    unused = [(", ".join(f"`{name}`" for name in names.split()), reason) for names, reason in UNUSED]
    roles = [(f"`{name}`", role.symbol, role.legend) for name, role in ROLES.items()]
    return page(
        "Fields",
        'Field names are case-insensitive. Every field is kept, and `field("name")` reads it in expressions. If a '
        "field has several names, the first one with a valid value is used: `website` is the project page only if it "
        "contains a URL.",
        table(("field", "kind", "also written"), rows),
        "Links with your own labels: `url_X`, `Xurl`, `X_url` and `customlinkX` are labelled X, with the capitals you "
        "write (`url_PPT`). Addresses in `howpublished` and `note` are links, unless a field has one of that kind.",
        "## Fields that are kept but not used",
        '`pubs show` calls these fields "not used". Lists can still select by them, as in '
        "`where = \"field('scope') == 'national'\"`, and rows can show them with `{field.NAME}`.",
        table(("field", "why"), unused),
        "## Roles of authors",
        "Roles are given by biblatex's `author+an = {1=equal; 2=equal; 3=corresponding}`, by a field with the name of "
        "the role (`equal = {1,2}`, `corresponding = {Zhang, Malu}`), or by marks on names, whose meaning "
        "`[marks.read]` sets. [Authors and roles](authors.md) explains them.",
        table(("role", "mark", "legend"), roles),
    )


ALL = "[All rules](index.md)"
FAMILIES = {
    "P": "Parsing and files",
    "K": "Citation keys",
    "F": "Fields and types",
    "A": "People",
    "D": "Dates",
    "T": "Titles, venues, texts",
    "N": "Numbers",
    "I": "Identifiers",
    "U": "Links and assets",
    "X": "Across entries",
    "E": "Encoding and markup",
    "H": "Homepage",
    "W": "Pages",
    "S": "Style",
}


def rule_pages() -> dict[str, str]:
    """Returns the index of the rules and a page for each."""
    found = all_rules()
    pages = {f"rules/{code}.md": _rule_page(rule) for code, rule in found.items()}
    parts = []
    for family, title in FAMILIES.items():
        rows = [
            (
                f"[{rule.code}]({rule.code}.md)",
                f"`{rule.name}`",
                rule.summary.replace("``", "`"),
                rule.severity.word,
                rule.fix,
                rule.selection,
            )
            for rule in found.values()
            if rule.code.startswith(family)
        ]
        if rows:
            parts += [
                f"## {family} {title}",
                table(("code", "name", "what it reports", "severity", "fix", "selection"), rows),
            ]
    pages["rules/index.md"] = page(
        "Rules",
        "Every rule is in a selection, which `--select`, and `select` in `[lint]`, take by name:",
        table(
            ("selection", "contains", "rules"),
            [(f"`{name}`", says, str(_count(name))) for name, says in SELECTIONS.items()],
        ),
        "An error breaks something or is wrong on the page, a warning is about something that misleads a reader; both "
        "make `pubs lint` exit 1. "
        "Infos do not, and none of them is in `default`. `--select` and `--ignore` also take codes or their beginnings "
        "(`P`, `P00`), and so do `select`, `extend-select` and `ignore` in `[lint]`. Safe fixes are applied by "
        "`--fix`, unsafe ones by `--fix --unsafe-fixes`.",
        f"{len(found)} rules.",
        *parts,
        "## Former codes",
        "Settings, comments and baselines may still name these codes; `pubs lint` says what became of them.",
        table(
            ("code", "now"),
            [
                (old, ", ".join(f"[{code}]({code}.md)" for code in now) or "dropped")
                for old, now in sorted(FORMER.items())
            ],
        ),
    )
    return pages


def _count(selection: str) -> int:
    return sum(any(selection in ("all", check.selection) for check in rule.checks) for rule in all_rules().values())


def _rule_page(rule: Rule) -> str:
    """Puts the indented examples of a rule's explanation into fences, and its source into a paragraph of its own."""
    fenced = re.sub(
        r"^(Bad|Good|Options[^:\n]*):\n((?:(?:    .*)?(?:\n|\Z))+)",
        lambda m: f"{m[1]}:\n\n```{_language(m[1], m[2])}\n{dedent(m[2]).strip(chr(10))}\n```\n\n",
        rule.explanation,
        flags=re.MULTILINE,
    ).strip()
    return "# " + re.sub(r"(?<!\n)\n(?=Source:)", "\n\n", fenced) + f"\n\n{ALL}\n"


def _language(heading: str, example: str) -> str:
    if heading.startswith("Options"):
        return "toml"
    return "bibtex" if example.lstrip()[:1] in "@%" else "text"


if __name__ == "__main__":
    for name, text in committed_pages().items():
        (Path(__file__).resolve().parents[1] / "docs" / name).write_text(text, encoding="utf-8")
