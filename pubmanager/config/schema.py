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
    aliases: Annotated[tuple[str, ...], Key("spellings that no rule can guess, such as a name in another script")] = ()
    scholar: Annotated[str, Key("id on Google Scholar, `user=` in the profile's address; for the part `citations`")] = (
        ""
    )
    orcid: Annotated[str, Key("ORCID, used to recognise the owner where the `.bib` gives one")] = ""


class PersonConfig(Struct, frozen=True):
    """One person to recognise in author lists."""

    aliases: Annotated[tuple[str, ...], Key("other spellings")] = ()
    groups: Annotated[tuple[str, ...], Key("groups for `[highlight]` and `where`")] = ()
    url: Annotated[str, Key("where the name links to")] = ""
    orcid: Annotated[str, Key("ORCID; the name links there if there is no `url`")] = ""


class MarkConfig(Struct, frozen=True):
    """How a role is shown behind a name."""

    symbol: Annotated[str, Key("the mark; empty: none")] = ""
    superscript: Annotated[bool, Key("raised")] = False
    inside: Annotated[bool, Key("inside the emphasis of the name instead of after it")] = False
    legend: Annotated[str, Key("text of the legend; default: that of the role")] = ""


class VenueConfig(Struct, frozen=True):
    """One venue, in addition to the built-in ones; of a built-in one, such as `icml`, what is different."""

    kind: Annotated[str, Key("kind of venue", choices=KINDS)] = ""
    name: Annotated[str, Key("full name")] = ""
    short: Annotated[str, Key("short name")] = ""
    aliases: Annotated[tuple[str, ...], Key("other spellings found in `.bib` files")] = ()
    badge: Annotated[str, Key("its spelling in badges; default: `short`")] = ""
    box: Annotated[str, Key("its spelling in the badge on an image; default: `badge`")] = ""
    news: Annotated[str, Key("its spelling in news; default: `short`")] = ""
    rank: Annotated[tuple[str, ...], Key("ranks such as `CCF-A`")] = ()
    impact: Annotated[str, Key("impact factor")] = ""
    color: Annotated[str, Key("colour of its badge")] = ""
    url: Annotated[str, Key("homepage")] = ""
    show_year: Annotated[
        bool | tuple[str, ...] | None,
        Key("where the year follows it: everywhere, nowhere or in some of `badge`, `box` and `news`", choices=PLACES),
    ] = None


class ShieldConfig(Struct, frozen=True):
    """How a link looks as a shield."""

    color: Annotated[str, Key("background")] = "fff"
    logo: Annotated[
        str,
        Key("logo of simple-icons; without shields.io, only common ones are drawn"),
    ] = ""
    logo_color: Annotated[str, Key("colour of the logo")] = "000"
    style: Annotated[str, Key("`flat`, `flat-square`, `for-the-badge`, …")] = ""
    label: Annotated[str, Key("text to the left of the link's label, on grey")] = ""


class LinkConfig(Struct, frozen=True):
    """One slot for a link: the first kind of link that a publication has."""

    sources: Annotated[
        tuple[str, ...], Key("kinds of links, the first that exists wins; default: the slot's name", name="from")
    ] = ()
    label: Annotated[str, Key("text of the link; default: the name of the slot")] = ""
    shield: Annotated[ShieldConfig, Key("how the link looks as a shield")] = ShieldConfig()
    icon: Annotated[str, Key("icon classes such as `fab fa-github`")] = ""
    style: Annotated[
        tuple[str, ...],
        Key("styles of the link, from the inside out; default: those of the list", choices=words_for("links")),
    ] = ()


class ListConfig(Struct, frozen=True):
    """One list: which publications, in which order, in which theme, and where it goes."""

    theme: Annotated[str, Key("theme, see `pubs themes`")] = "paper-box"
    where: Annotated[str, Key("expression that chooses publications; default: all")] = ""
    sort: Annotated[
        tuple[str, ...], Key("sort keys, `-` before a key reverses it, `file` is the order of the `.bib`")
    ] = ("-date",)
    undated: Annotated[str, Key("where publications without the sort key go", choices=("last", "first"))] = "last"
    order: Annotated[tuple[str, ...], Key("citation keys that come first, in this order")] = ()
    group: Annotated[str, Key("expression that groups publications")] = ""
    groups: Annotated[
        dict[str, str], Key('order and titles of groups; groups not named follow; `""` are those without one, "Other"')
    ] = {}
    group_sort: Annotated[
        str, Key("order of groups; `found`: the order in the list", choices=("found", "up", "down"))
    ] = "found"
    heading: Annotated[int, Key("level of group headings")] = 2
    limit: Annotated[int, Key("maximum number of publications (0 = no limit)")] = 0
    limit_group: Annotated[int, Key("maximum number in each group (0 = no limit)")] = 0
    numbering: Annotated[str, Key("numbers: ascending or descending", choices=("none", "up", "down"))] = "none"
    restart: Annotated[bool, Key("numbering starts again in each group")] = False
    empty: Annotated[str, Key("text of a list without publications")] = ""
    format: Annotated[str, Key("default: from the page's suffix", choices=FORMATS)] = ""
    file: Annotated[str, Key("a whole file instead of regions; `{key}`: one file per publication")] = ""
    options: Annotated[dict[str, Any], Key("options of the theme")] = {}


class NewsConfig(Struct, frozen=True):
    """One hand-written line among the computed news."""

    date: Annotated[str, Key("`YYYY`, `YYYY-MM` or `YYYY-MM-DD`")] = ""
    text: Annotated[str, Key("the line; LaTeX markup as in the `.bib`, such as `\\textbf{…}` and `\\href{…}{…}`")] = ""
    lead: Annotated[str | None, Key("text before the line; default: that of the theme")] = None


class LintConfig(Struct, frozen=True):
    """What `pubs lint` reports."""

    select: Annotated[
        tuple[str, ...], Key("selections (`default`, `tidy`, `all`), codes or prefixes to report; default: `default`")
    ] = ()
    extend_select: Annotated[
        tuple[str, ...], Key("selections, codes or prefixes to report in addition", name="extend-select")
    ] = ()
    ignore: Annotated[tuple[str, ...], Key("selections, codes or prefixes not to report")] = ()
    per_file_ignores: Annotated[
        dict[str, tuple[str, ...]],
        Key("codes not to report in files, by pattern of their path as in `.gitignore`", name="per-file-ignores"),
    ] = {}
    severity: Annotated[dict[str, str], Key("`error`, `warning` or `info` by code or prefix")] = {}
    fixable: Annotated[tuple[str, ...], Key("codes to fix; default: all")] = ()
    unfixable: Annotated[tuple[str, ...], Key("codes not to fix")] = ()
    dialects: Annotated[tuple[str, ...], Key("dialects whose fields and types are known; default: all")] = ()
    profile: Annotated[str, Key("which fields are required", choices=("homepage", "bibtex", "biblatex", "none"))] = (
        "homepage"
    )
    today: Annotated[str, Key("the day that dates are compared with; default: today")] = ""
    baseline: Annotated[str, Key("file with findings that are known already")] = ""
    rules: Annotated[dict[str, dict[str, Any]], Key("options of single rules, by code")] = {}


class FormatConfig(Struct, frozen=True):
    """How ``pubs format`` writes ``.bib`` files."""

    indent: Annotated[
        str, Key("number of spaces before a field, or a tab", choices=("auto", "keep", "tab", NUMBER))
    ] = "auto"
    align: Annotated[
        str,
        Key(
            "column of `=`: the same within each entry, or this far from the names",
            choices=("auto", "keep", "none", "entry", NUMBER),
        ),
    ] = "auto"
    types: Annotated[
        str, Key("case of types; `title`: `InProceedings`", choices=("auto", "keep", "lower", "upper", "title"))
    ] = "auto"
    names: Annotated[str, Key("case of field names", choices=("auto", "keep", "lower", "upper", "title"))] = "auto"
    delimiters: Annotated[
        str,
        Key(
            "delimiters of values; unless `keep`, entries in parentheses get braces",
            choices=("auto", "keep", "braces", "quotes"),
        ),
    ] = "auto"
    numbers: Annotated[
        str, Key("numbers: `year = 2024` or `year = {2024}`", choices=("auto", "keep", "bare", "delimited"))
    ] = "auto"
    months: Annotated[
        str, Key("`{jan}` becomes the macro `jan`, which a style prints as January", choices=("keep", "bare"))
    ] = "keep"
    trailing_comma: Annotated[
        str, Key("comma after the last field", name="trailing-comma", choices=("auto", "keep", "always", "never"))
    ] = "auto"
    blank_lines: Annotated[
        str, Key("blank lines between entries", name="blank-lines", choices=("auto", "keep", NUMBER))
    ] = "auto"
    line_length: Annotated[int, Key("column at which values are wrapped (0 = never)", name="line-length")] = 0
    fields: Annotated[
        tuple[str, ...],
        Key("fields that come first, in this order; the others follow unchanged; `usual`: a common order"),
    ] = ()
    sort: Annotated[
        tuple[str, ...], Key("sort keys of entries: `key`, `type` or a field; `-` before it reverses the order")
    ] = ()


class Config(Struct, frozen=True):
    """``pubs.toml``, understood."""

    bib: Annotated[
        tuple[str, ...],
        Key(
            "`.bib` files, as paths, folders or globs with the rules of `.gitignore`, from the folder of `pubs.toml`; "
            "`!` before one leaves its files out; several files are one bibliography"
        ),
    ] = ()
    pages: Annotated[tuple[str, ...], Key("files with regions, as paths, folders or globs in the same way")] = ()
    templates: Annotated[str, Key("folder of the site's own themes")] = "_pubs"
    me: Annotated[MeConfig, Key("the owner")] = MeConfig()
    highlight: Annotated[
        dict[str, tuple[str, ...]],
        Key('styles of `me`, a group, a role or a person, such as `bold` or `["underline", "color:red"]`'),
    ] = field(default_factory=lambda: {"me": ("bold",)})
    marks: Annotated[dict[str, MarkConfig], Key("the mark of each role: a symbol, or a table")] = {}
    marks_read: Annotated[
        dict[str, dict[str, str]],
        Key('meaning of marks in the `.bib`; for one file: `[marks.read."FILE"]`', name="marks.read"),
    ] = {}
    people: Annotated[dict[str, PersonConfig], Key("people to recognise, by name")] = {}
    venues: Annotated[dict[str, VenueConfig], Key("venues, by id")] = {}
    shields: Annotated[
        str,
        Key(
            "how badges are drawn: `image` from shields.io, `svg` or `span` without it, or only as `code` or `text`",
            choices=("image", "svg", "span", "code", "text"),
        ),
    ] = "image"
    formulas: Annotated[
        str,
        Key(
            "`tex` for pages with MathJax or KaTeX, `markdown` for readers of Markdown that read `$…$` themselves, as "
            "those of `.qmd` and `.Rmd` always do; `text`: Unicode, where it can be read so",
            choices=("tex", "markdown", "text"),
        ),
    ] = "tex"
    show_year: Annotated[
        tuple[str, ...],
        Key("kinds of venues whose badges show the year; in news, only conferences and workshops do", choices=KINDS),
    ] = KINDS
    badges: Annotated[dict[str, str], Key("colour of each kind of badge")] = {}
    links: Annotated[
        dict[str, LinkConfig], Key("slots for links; the default ones come first, others follow in order")
    ] = {}
    assets: Annotated[dict[str, str], Key("folder of bare file names, by kind: `pdf`, `image`, `slides`, …")] = {}
    fields: Annotated[dict[str, str], Key('fields of your own that mean a known concept: `tl_dr = "summary"`')] = {}
    theme: Annotated[dict[str, dict[str, Any]], Key("options for every list of a theme")] = {}
    lists: Annotated[dict[str, ListConfig], Key("lists, by name", name="list")] = {}
    news: Annotated[tuple[NewsConfig, ...], Key("hand-written lines of news")] = ()
    lint: Annotated[LintConfig, Key("what `pubs lint` reports")] = LintConfig()
    format: Annotated[FormatConfig, Key("how `pubs format` writes `.bib` files")] = FormatConfig()


FORMATS: Final = ("markdown", "html", "text", "latex")
_BY_SUFFIX: Final = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
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
