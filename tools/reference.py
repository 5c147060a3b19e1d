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
    from collections.abc import Callable

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
You can write your own theme as [Jinja2](https://jinja.palletsprojects.com/) templates. A theme is a folder in
`_pubs/`, next to `pubs.toml` (the key `templates` sets another folder). This theme consists of three files:

```toml
# _pubs/mine/theme.toml
summary = "Title and venue"
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

To use it, set `theme = "mine"` in a list. With `extends = "builtin:badge-list"` in `theme.toml`, a theme inherits the
options and templates of another theme, and you only write the files that differ. Every printed value is escaped for the
output format. `w` writes markup: `w.strong`, `w.emphasis`, `w.link`, `w.image`, `w.text`. See
[the list of files](themes/index.md#a-theme-of-your-own).

A template can use the names below.
"""
_FIELDS = {"groups": "Groups, each with `title` and `publications`.", "title": "Title; empty without groups.",
           "publications": "Its publications.", "is_ordered": "Whether the numbers of every group start at 1.",
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
            called = f"`{title}.{name}{_arguments(member) if inspect.isfunction(member) else ''}`"
            rows.append((called, text.split("\n\n")[0].replace("``", "`").replace("\n", " ")))
        parts += [f"## {title}", table(("name", "what it is"), rows)]
    return page("Your own templates", *parts)


def _arguments(method: Callable[..., object]) -> str:
    """Returns what a method is called with: names, and values of those that may be left out."""
    given = [each.replace(annotation=inspect.Parameter.empty) for each in inspect.signature(method).parameters.values()]
    return f"({', '.join(str(each).replace(chr(39), chr(34)) for each in given[1:])})"


def configuration() -> str:
    parts = [
        "`pubs.toml` is in the root folder of the site. `pubs` looks for it in the current folder and in the folders "
        "above. Every key has a default; an unknown key is an error with a suggestion. Paths are relative to the "
        "folder of `pubs.toml`. `pubs settings` prints this page in the terminal; [recipes](recipes.md) has examples."
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
    raw = "the raw value of any field of the entry; a group title cannot show private fields (`file`, `owner`, `_…`)"
    rows.append(('`field("x")`', "text", raw))
    pattern_rows = [(f"`{{{name}}}`", each.help) for name, each in NAMES.items()]
    part_rows = [(f"`{name}`", part.help) for name, part in PARTS.items()]
    part_rows += [(f"`{name}`", f"{text}; only as a row of its own") for name, text in FOLDS.items()]
    part_rows.append(("`venue`", f"as a row of its own: `{VENUE_ROW}`"))
    return page(
        "Expressions and patterns",
        "`where`, `sort` and `group` in a list are Jinja2 expressions. They can use the names below; an unknown name "
        "is an error with a suggestion. If a publication has no value for a name, every comparison with it is false.",
        table(("name", "type", "meaning"), rows),
        'Examples: `selected and year >= 2023` · `"code" in links` · `venue.kind == "journal"` · '
        '`me.position == 1 or "corresponding" in me.roles` · '
        '`"Ming Li" in authors|map(attribute="name.full")` · `field("grant") == "ERC"`.',
        "A sort key is a name or an expression, such as `authors[0].name.family`; `-` before it reverses the order; "
        "`file` is the order of the `.bib`. Publications without a value come last. Sorting ignores case, accents and "
        "punctuation: É is sorted as e, Ø as o, ß as ss, and a single Greek letter by its name (α as alpha). Other "
        "scripts come last, in Unicode order.",
        "## Patterns",
        "Badges and news are patterns such as `{venue} {year} ({presentation})`. If a name has no value, it is omitted "
        "along with its punctuation: the same pattern gives `ICCV 2023 (Poster)` and `Neural Networks`.",
        table(("name", "meaning"), pattern_rows),
        "## Rows",
        "The option `rows` of `paper-box`, `badge-list`, `venue-list` and `citation-list` is a list of rows. A row "
        "is a part from the table below, or a pattern of parts and of the names above, such as `{badges} {title}. "
        "{links}`. A pattern can also contain:",
        table(
            ("in a pattern", "meaning"),
            [
                ("`*…*`, `**…**`, `***…***`", "italics, bold, both"),
                ("`` `…` ``", "code"),
                (
                    "`[{venue}](paper)`",
                    "a link to the address of a slot; `title` is the link of the title, `venue` the `url` in "
                    "`[venues]`",
                ),
                ("`{link.code}`", "the link of one slot"),
                ("`{field.NAME}`", "the text of any other field, except private ones"),
                ("`\\n`", "a line break"),
                ("`- ` at the beginning", "a bullet, in a box"),
            ],
        ),
        "A full stop is not doubled. If a name has no value, the punctuation before it is omitted.",
        table(("part", "meaning"), part_rows),
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
    ("copyright rights", "a licence, which may apply only to the abstract or to the database record"),
    ("bibtex_show", "showing BibTeX is an option of the list, not of the entry"),
    ("shorttitle citation", "short forms of other fields"),
    ("numpages pagetotal", "the number of pages, not their position"),
    ("langid", "the hyphenation language of the entry in LaTeX"),
    ("options", "settings of biblatex"),
    ("affiliation", "does not say which author it belongs to"),
    ("article_type", "repeats the type of the entry"),
    ("specialissue issuetitle", "the title of an issue; use `note` to show it"),
    ("nationality", "the country of a patent, which its number contains"),
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
        "This table shows which fields of an entry are used, and under which names. Names are case-insensitive. If an "
        "entry has several of the names in a row, the first one with a valid value is used; for example, `website` "
        'must contain a URL. All other fields are kept, and `field("name")` reads them in expressions.',
        table(("field", "kind", "accepted names"), rows),
        "A link can have your own label: `url_X`, `Xurl`, `X_url` and `customlinkX` are labelled X, with the "
        "capitals that you write (`url_PPT`). A URL in `howpublished` or `note` also becomes a link, unless another "
        "field has a link of that kind.",
        "## Fields that are kept but not used",
        '`pubs show` lists these and unknown fields as "not used". You can still use them in expressions, as in '
        "`where = \"field('scope') == 'national'\"`, and show them with `{field.NAME}` in rows (except private ones).",
        table(("field", "why"), unused),
        "## Roles of authors",
        "[Authors and roles](authors.md) explains how to give an author a role. The table shows the default mark of "
        "each role, and its text in the legend.",
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
        "Rules are grouped in selections, which `--select` and `select` in `[lint]` accept by name:",
        table(
            ("selection", "contains", "rules"),
            [(f"`{name}`", says, str(_count(name))) for name, says in SELECTIONS.items()],
        ),
        "An error breaks something or is wrong on the page. A warning can mislead a reader. Both make `pubs lint` exit "
        "with status 1. Infos do not, and none of them is in `default`. [`pubs lint`](../lint.md) explains how to "
        "select, suppress and fix.",
        f"{len(found)} rules.",
        *parts,
        "## Former codes",
        "These codes of earlier versions may still be in settings, comments and baselines. `pubs lint` reports their "
        "replacements.",
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
