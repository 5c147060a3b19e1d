"""Every key of ``pubs.toml``, with its type, default and one line of help.

A key is one attribute of a class: the loader, the errors, ``tools/reference.py`` and completion follow from it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

from msgspec import Struct, field

from pubmanager.config.styles import words_for

NUMBER: Final = "N"  # among choices: any number

PLACES: Final = ("badge", "box", "news")
KINDS: Final = ("conference", "journal", "workshop", "preprint", "book", "thesis", "patent", "talk", "other")


class Key(Struct, frozen=True):
    """What is known of a key besides its type and its default.

    Shape: ``name`` is its name in the file where Python cannot spell it, with a dot for a table inside another, which
    is read with that one; ``choices`` are all that it can be.
    """

    help: str = ""
    name: str = ""
    choices: tuple[str, ...] = ()


class Setting(Struct, frozen=True):
    """A key of a table: the attribute that holds its value, and the type of it."""

    attribute: str
    type: Any
    key: Key


@lru_cache(maxsize=64)
def settings_of(kind: type[Struct]) -> dict[str, Setting]:
    """Returns the keys of a table by their names in the file, in the order of its class."""
    found = {}
    for attribute, hint in get_type_hints(kind, include_extras=True).items():
        type_, *more = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        key = more[0] if more else Key()
        found[key.name or attribute] = Setting(attribute, type_, key)
    return found


class MeConfig(Struct, frozen=True):
    """The owner of the homepage."""

    name: Annotated[str, Key("full name; other spellings of it are recognised")] = ""
    aliases: Annotated[tuple[str, ...], Key("other names, such as your name in another script")] = ()
    scholar: Annotated[
        str, Key("id on Google Scholar (`user=` in the address of your profile), for the part `citations`")
    ] = ""
    orcid: Annotated[str, Key("ORCID; takes precedence over names if the `.bib` has ORCIDs")] = ""


class PersonConfig(Struct, frozen=True):
    """One person to recognise in author lists."""

    aliases: Annotated[tuple[str, ...], Key("other spellings")] = ()
    groups: Annotated[tuple[str, ...], Key("groups for `[highlight]` and `where`")] = ()
    url: Annotated[str, Key("address that the name links to")] = ""
    orcid: Annotated[str, Key("ORCID; the name links to it if there is no `url`")] = ""


class MarkConfig(Struct, frozen=True):
    """How a role is shown behind a name."""

    symbol: Annotated[str, Key("the mark; empty for none")] = ""
    superscript: Annotated[bool, Key("shows the mark raised")] = False
    inside: Annotated[bool, Key("puts the mark inside the bold text of the name, instead of after it")] = False
    legend: Annotated[str, Key("text in the legend; default: that of the role")] = ""


class VenueConfig(Struct, frozen=True):
    """One venue, in addition to the built-in ones; of a built-in one, such as `icml`, what is different."""

    kind: Annotated[str, Key("kind of venue", choices=KINDS)] = ""
    name: Annotated[str, Key("full name")] = ""
    short: Annotated[str, Key("short name")] = ""
    aliases: Annotated[tuple[str, ...], Key("other spellings found in `.bib` files")] = ()
    badge: Annotated[str, Key("spelling in badges; default: `short`")] = ""
    box: Annotated[str, Key("spelling in the badge on an image; default: `badge`")] = ""
    news: Annotated[str, Key("spelling in news; default: `short`")] = ""
    rank: Annotated[tuple[str, ...], Key("ranks such as `CCF-A`")] = ()
    impact: Annotated[str, Key("impact factor")] = ""
    color: Annotated[str, Key("colour of the badge")] = ""
    url: Annotated[str, Key("homepage")] = ""
    show_year: Annotated[
        bool | tuple[str, ...] | None,
        Key("where the year is shown after it: `true`, `false`, or a list of places", choices=PLACES),
    ] = None


class ShieldConfig(Struct, frozen=True):
    """How a link looks as a shield."""

    color: Annotated[str, Key("background colour")] = "fff"
    logo: Annotated[
        str,
        Key("name of a logo from simple-icons; without shields.io, only common ones are available"),
    ] = ""
    logo_color: Annotated[str, Key("colour of the logo")] = "000"
    style: Annotated[str, Key("`flat`, `flat-square`, `for-the-badge`, …")] = ""
    label: Annotated[str, Key("text on grey, to the left of the label of the link")] = ""


class LinkConfig(Struct, frozen=True):
    """One slot for a link: the first kind of link that a publication has."""

    sources: Annotated[
        tuple[str, ...],
        Key("kinds of links, of which the first that exists is used; default: the name of the slot", name="from"),
    ] = ()
    label: Annotated[str, Key("text of the link; default: the name of the slot")] = ""
    shield: Annotated[ShieldConfig, Key("style of the link as a shield")] = ShieldConfig()
    icon: Annotated[str, Key("icon classes such as `fab fa-github`")] = ""
    style: Annotated[
        tuple[str, ...],
        Key("styles of the link, the innermost first; default: those of the list", choices=words_for("links")),
    ] = ()


class ListConfig(Struct, frozen=True):
    """One list: which publications, in which order, in which theme, and where it goes."""

    theme: Annotated[str, Key("theme; `pubs themes` lists them")] = "paper-box"
    where: Annotated[str, Key("expression that chooses publications; default: all")] = ""
    sort: Annotated[
        tuple[str, ...], Key("sort keys; `-` before a key reverses the order; `file` is the order of the `.bib`")
    ] = ("-date",)
    undated: Annotated[str, Key("where publications without the sort key go", choices=("last", "first"))] = "last"
    order: Annotated[tuple[str, ...], Key("citation keys that come first, in this order")] = ()
    group: Annotated[str, Key("expression that groups publications")] = ""
    groups: Annotated[
        dict[str, str],
        Key(
            'order and titles of groups; other groups follow; `""` is the title for publications without a group, '
            '"Other" by default'
        ),
    ] = {}
    group_sort: Annotated[
        str, Key("order of groups; `found`: as they appear in the list", choices=("found", "up", "down"))
    ] = "found"
    heading: Annotated[int, Key("level of group headings")] = 2
    limit: Annotated[int, Key("maximum number of publications (0 = no limit)")] = 0
    limit_group: Annotated[int, Key("maximum number in each group (0 = no limit)")] = 0
    numbering: Annotated[
        str, Key("numbers the publications, ascending or descending", choices=("none", "up", "down"))
    ] = "none"
    restart: Annotated[bool, Key("restarts the numbering in each group")] = False
    empty: Annotated[str, Key("text shown if the list has no publications")] = ""
    format: Annotated[str, Key("output format; default: from the suffix of the page", choices=FORMATS)] = ""
    file: Annotated[
        str, Key("writes the list to this file instead of regions; with `{key}` in its name, one file per publication")
    ] = ""
    options: Annotated[dict[str, Any], Key("options of the theme")] = {}


class NewsConfig(Struct, frozen=True):
    """One hand-written line among the computed news."""

    date: Annotated[str, Key("`YYYY`, `YYYY-MM` or `YYYY-MM-DD`")] = ""
    text: Annotated[str, Key("text of the line; LaTeX markup is allowed, such as `\\textbf{…}` and `\\href{…}{…}`")] = (
        ""
    )
    lead: Annotated[str | None, Key("text before the line; default: the option `lead` of the theme")] = None


class LintConfig(Struct, frozen=True):
    """What `pubs lint` reports."""

    select: Annotated[
        tuple[str, ...],
        Key("selections (`default`, `tidy`, `pages`, `all`), codes or prefixes to report; default: `default`"),
    ] = ()
    extend_select: Annotated[
        tuple[str, ...], Key("selections, codes or prefixes to report in addition", name="extend-select")
    ] = ()
    ignore: Annotated[tuple[str, ...], Key("selections, codes or prefixes not to report")] = ()
    per_file_ignores: Annotated[
        dict[str, tuple[str, ...]],
        Key(
            "codes not to report in some files, by a pattern of their path as in `.gitignore`", name="per-file-ignores"
        ),
    ] = {}
    severity: Annotated[dict[str, str], Key("`error`, `warning` or `info` by code or prefix")] = {}
    fixable: Annotated[tuple[str, ...], Key("codes to fix; default: all")] = ()
    unfixable: Annotated[tuple[str, ...], Key("codes not to fix")] = ()
    dialects: Annotated[tuple[str, ...], Key("dialects whose fields and types are accepted; default: all")] = ()
    profile: Annotated[str, Key("which fields are required", choices=("homepage", "bibtex", "biblatex", "none"))] = (
        "homepage"
    )
    today: Annotated[str, Key("date that counts as today; default: the current date")] = ""
    baseline: Annotated[str, Key("file with accepted findings, see `pubs lint --write-baseline`")] = ""
    rules: Annotated[dict[str, dict[str, Any]], Key("options of rules, by code")] = {}


class FormatConfig(Struct, frozen=True):
    """How ``pubs format`` writes ``.bib`` files."""

    indent: Annotated[
        str, Key("number of spaces before a field, or a tab", choices=("auto", "keep", "tab", NUMBER))
    ] = "auto"
    align: Annotated[
        str,
        Key(
            "alignment of `=`: in one column per entry, or `N` characters after the start of the names",
            choices=("auto", "keep", "none", "entry", NUMBER),
        ),
    ] = "auto"
    types: Annotated[
        str,
        Key("case of entry types; `title` means `InProceedings`", choices=("auto", "keep", "lower", "upper", "title")),
    ] = "auto"
    names: Annotated[str, Key("case of field names", choices=("auto", "keep", "lower", "upper", "title"))] = "auto"
    delimiters: Annotated[
        str,
        Key(
            "delimiters of values; unless `keep`, parentheses around entries also become braces",
            choices=("auto", "keep", "braces", "quotes"),
        ),
    ] = "auto"
    numbers: Annotated[
        str, Key("numbers: `year = 2024` or `year = {2024}`", choices=("auto", "keep", "bare", "delimited"))
    ] = "auto"
    months: Annotated[str, Key("`bare` replaces `{jan}` with the macro `jan`", choices=("keep", "bare"))] = "keep"
    trailing_comma: Annotated[
        str, Key("comma after the last field", name="trailing-comma", choices=("auto", "keep", "always", "never"))
    ] = "auto"
    blank_lines: Annotated[
        str, Key("blank lines between entries", name="blank-lines", choices=("auto", "keep", NUMBER))
    ] = "auto"
    line_length: Annotated[int, Key("column at which values are wrapped (0 = never)", name="line-length")] = 0
    fields: Annotated[
        tuple[str, ...],
        Key("fields that come first, in this order; the others follow unchanged; `usual` means a common order"),
    ] = ()
    sort: Annotated[
        tuple[str, ...], Key("sort keys of entries: `key`, `type` or a field; `-` before a key reverses the order")
    ] = ()


class Config(Struct, frozen=True):
    """``pubs.toml``, understood."""

    bib: Annotated[
        tuple[str, ...],
        Key(
            "`.bib` files: paths, folders or globs as in `.gitignore`; `!` before one excludes its files; several "
            "files form one bibliography"
        ),
    ] = ()
    pages: Annotated[tuple[str, ...], Key("pages with regions: paths, folders or globs, as in `bib`")] = ()
    templates: Annotated[str, Key("folder of your own themes")] = "_pubs"
    me: Annotated[MeConfig, Key("the owner")] = MeConfig()
    highlight: Annotated[
        dict[str, tuple[str, ...]],
        Key('styles of names, by `me`, group, role or person, such as `"bold"` or `["underline", "color:red"]`'),
    ] = field(default_factory=lambda: {"me": ("bold",)})
    marks: Annotated[
        dict[str, MarkConfig], Key('the mark shown for each role: a symbol such as `equal = "†"`, or a table')
    ] = {}
    marks_read: Annotated[
        dict[str, dict[str, str]],
        Key(
            'the role that a mark in the `.bib` means, such as `"*" = "equal"`; for one file: `[marks.read."FILE"]`',
            name="marks.read",
        ),
    ] = {}
    people: Annotated[dict[str, PersonConfig], Key("people to recognise, by name")] = {}
    venues: Annotated[dict[str, VenueConfig], Key("venues, by id; `pubs show` prints the id of a known venue")] = {}
    shields: Annotated[
        str,
        Key(
            "how badges are drawn: `image` loads them from shields.io; `svg`, `span`, `code` and `text` need no "
            "other server",
            choices=("image", "svg", "span", "code", "text"),
        ),
    ] = "image"
    formulas: Annotated[
        str,
        Key(
            "how formulas are written: `tex` for pages with MathJax or KaTeX, `markdown` if the Markdown processor "
            "reads `$…$`, `text` for Unicode text where possible",
            choices=("tex", "markdown", "text"),
        ),
    ] = "tex"
    show_year: Annotated[
        tuple[str, ...],
        Key(
            "kinds of venues that are followed by the year; in news, only conferences and workshops are", choices=KINDS
        ),
    ] = KINDS
    badges: Annotated[dict[str, str], Key("colours of badges, by kind: `venue`, `year`, `oral`, `rank`, …")] = {}
    links: Annotated[dict[str, LinkConfig], Key("slots for links; your own slots come after the built-in ones")] = {}
    assets: Annotated[dict[str, str], Key("folders of bare file names, by kind: `pdf`, `image`, `slides`, …")] = {}
    fields: Annotated[dict[str, str], Key('your own names for known fields, such as `tl_dr = "summary"`')] = {}
    theme: Annotated[dict[str, dict[str, Any]], Key("options for all lists with a theme, in `[theme.NAME]`")] = {}
    lists: Annotated[dict[str, ListConfig], Key("lists, by the name in the markers of their regions", name="list")] = {}
    news: Annotated[tuple[NewsConfig, ...], Key("your own lines in the news; repeat `[[news]]` for each")] = ()
    lint: Annotated[LintConfig, Key("what `pubs lint` reports")] = LintConfig()
    format: Annotated[FormatConfig, Key("how `pubs format` writes `.bib` files")] = FormatConfig()


FORMATS: Final = ("markdown", "html", "text", "latex")
_BY_SUFFIX: Final = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".liquid": "html",
    ".njk": "html",
    ".vue": "html",
    ".txt": "text",
    ".text": "text",
    ".tex": "latex",
    ".ltx": "latex",
}


_READ_WITH_PANDOC: Final = (".qmd", ".rmd")


def formulas_on(path: str | PurePath, formulas: str) -> str:
    """Returns how formulas are written in a file of a site with this setting.

    >>> formulas_on("index.qmd", "tex"), formulas_on("index.md", "tex"), formulas_on("index.qmd", "text")
    ('markdown', 'tex', 'text')
    """
    return "markdown" if formulas == "tex" and PurePath(path).suffix.lower() in _READ_WITH_PANDOC else formulas


def format_of(path: str | PurePath) -> str:
    """Returns the format of a file by its suffix; Markdown for one that is not known.

    >>> format_of("_pages/about.md"), format_of("cv/publications.TEX")
    ('markdown', 'latex')
    """
    return _BY_SUFFIX.get(PurePath(path).suffix.lower(), "markdown")
