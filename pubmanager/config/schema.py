"""Every key of ``pubs.toml``, with its type, default and one line of help.

A key is one dataclass field: the loader, the errors, ``docs/pubs.toml.md`` and completion follow from it.
"""

from __future__ import annotations

from typing import Any, Final

from pubmanager.config.formats import FORMATS
from pubmanager.values import dataclass, field

HELP: Final = "help"
KEY: Final = "key"
CHOICES: Final = "choices"

NUMBER: Final = "N"  # among choices: any number

LINK_STYLES: Final = (
    "shield", "plain", "bold", "bold-outside", "italic", "bracketed", "bracketed-inside", "bold-bracketed",
    "bold-bracketed-inside", "code", "icon", "icon-label", "icon-bold", "button", "icon-button",
)  # fmt: skip
KINDS: Final = ("conference", "journal", "workshop", "preprint", "book", "thesis", "patent", "talk", "other")


def _key(help_text: str, *, default: Any = "", key: str = "", choices: tuple[str, ...] = ()) -> Any:
    """Declares a key; ``key`` is its name in the file where Python cannot spell it."""
    metadata = {HELP: help_text, KEY: key, CHOICES: choices}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True)
class MeConfig:
    """The owner of the homepage."""

    name: str = _key("full name; other spellings of it are recognised")
    aliases: tuple[str, ...] = _key("spellings that no rule can guess, such as a name in another script", default=())
    scholar: str = _key("id on Google Scholar, `user=` in the profile's address; for the part `citations`")
    orcid: str = _key("ORCID, used to recognise the owner where the `.bib` gives one")


@dataclass(frozen=True, slots=True)
class PersonConfig:
    """One person to recognise in author lists."""

    aliases: tuple[str, ...] = _key("other spellings", default=())
    groups: tuple[str, ...] = _key("groups for `[highlight]` and `where`", default=())
    url: str = _key("where the name links to")
    orcid: str = _key("ORCID; the name links there if there is no `url`")


@dataclass(frozen=True, slots=True)
class MarkConfig:
    """How a role is shown behind a name."""

    symbol: str = _key("the mark; empty: none")
    superscript: bool = _key("raised", default=False)
    inside: bool = _key("inside the emphasis of the name instead of behind it", default=False)
    legend: str = _key("what the legend says; default: the role's own words")


@dataclass(frozen=True, slots=True)
class VenueConfig:
    """One venue, in addition to the built-in ones; of a built-in one, such as `icml`, what is different."""

    kind: str = _key("kind of venue", choices=KINDS)
    name: str = _key("full name")
    short: str = _key("short name")
    aliases: tuple[str, ...] = _key("other spellings found in `.bib` files", default=())
    badge: str = _key("its spelling in badges; default: `short`")
    box: str = _key("its spelling in the badge on an image; default: `badge`")
    news: str = _key("its spelling in news; default: `short`")
    rank: tuple[str, ...] = _key("ranks such as `CCF-A`", default=())
    impact: str = _key("impact factor")
    color: str = _key("colour of its badge")
    url: str = _key("homepage")
    show_year: bool | None = _key("show the year in badges; default: conferences do, journals don't", default=None)


@dataclass(frozen=True, slots=True)
class ShieldConfig:
    """How a link looks as a shield."""

    color: str = _key("background", default="fff")
    logo: str = _key("logo name of simple-icons; badges drawn here have small pictures for those much used")
    logo_color: str = _key("colour of the logo", default="000")
    style: str = _key("`flat`, `flat-square`, `for-the-badge`, …")
    label: str = _key("words left of the link's label, on grey")


@dataclass(frozen=True, slots=True)
class LinkConfig:
    """One slot for a link: the first kind of link that a publication has."""

    sources: tuple[str, ...] = _key(
        "kinds of links, the first that exists wins; default: the slot's name", default=(), key="from"
    )
    label: str = _key("what a reader sees; default: the slot's name")
    shield: ShieldConfig = _key("how the link looks as a shield", default=ShieldConfig())
    icon: str = _key("icon classes such as `fab fa-github`")
    style: str = _key("how the link looks; default: as the list's other links", choices=LINK_STYLES)


@dataclass(frozen=True, slots=True)
class ListConfig:
    """One list: which publications, in which order, in which theme, and where it goes."""

    theme: str = _key("theme, see `pubs themes`", default="paper-box")
    where: str = _key("expression that chooses publications; default: all")
    sort: tuple[str, ...] = _key(
        "sort keys, `-` before a key reverses it, `file` is the order of the `.bib`", default=("-date",)
    )
    undated: str = _key("where publications without the sort key go", default="last", choices=("last", "first"))
    order: tuple[str, ...] = _key("citation keys that come first, in this order", default=())
    group: str = _key("expression that groups publications")
    groups: dict[str, str] = _key("order and titles of groups; groups not named follow", default={})
    group_sort: str = _key(
        "order of groups; `found`: as the list has them", default="found", choices=("found", "up", "down")
    )
    heading: int = _key("level of group headings", default=2)
    limit: int = _key("at most so many publications; 0: all", default=0)
    limit_group: int = _key("at most so many in each group; 0: all", default=0)
    numbering: str = _key("numbers: ascending or descending", default="none", choices=("none", "up", "down"))
    restart: bool = _key("numbering starts again in each group", default=False)
    empty: str = _key("text of a list without publications")
    format: str = _key("default: from the page's suffix", choices=FORMATS)
    file: str = _key("a whole file instead of regions; `{key}`: one file per publication")
    options: dict[str, Any] = _key("options of the theme", default={})


@dataclass(frozen=True, slots=True)
class NewsConfig:
    """One hand-written line among the computed news."""

    date: str = _key("`YYYY`, `YYYY-MM` or `YYYY-MM-DD`")
    text: str = _key("the line; LaTeX markup as in the `.bib`, such as `\\textbf{…}` and `\\href{…}{…}`")
    lead: str | None = _key("what stands before it; default: what the theme puts there", default=None)


@dataclass(frozen=True, slots=True)
class LintConfig:
    """What `pubs lint` reports."""

    select: tuple[str, ...] = _key("codes or prefixes to report; default: the default selection", default=())
    extend_select: tuple[str, ...] = _key("codes to report in addition", default=(), key="extend-select")
    ignore: tuple[str, ...] = _key("codes or prefixes not to report", default=())
    per_file_ignores: dict[str, tuple[str, ...]] = _key(
        "codes not to report in files, by pattern of their path", default={}, key="per-file-ignores"
    )
    severity: dict[str, str] = _key("`error`, `warning` or `info` by code or prefix", default={})
    fixable: tuple[str, ...] = _key("codes whose fixes are wanted; default: all", default=())
    unfixable: tuple[str, ...] = _key("codes whose fixes are not wanted", default=())
    dialects: tuple[str, ...] = _key("dialects whose fields and types are known; default: all", default=())
    profile: str = _key(
        "whose required fields count", default="homepage", choices=("homepage", "bibtex", "biblatex", "none")
    )
    today: str = _key("the day that dates are compared with; default: today")
    baseline: str = _key("file with findings that are known already")
    rules: dict[str, dict[str, Any]] = _key("options of single rules, by code", default={})


@dataclass(frozen=True, slots=True)
class FormatConfig:
    """How ``pubs format`` writes ``.bib`` files."""

    indent: str = _key("blanks before a field, or a tab", default="auto", choices=("auto", "keep", "tab", NUMBER))
    align: str = _key(
        "`=` in a column: of each entry's own, or so many characters behind the start of the names",
        default="auto",
        choices=("auto", "keep", "none", "entry", NUMBER),
    )
    types: str = _key(
        "case of types; `title`: `InProceedings`", default="auto", choices=("auto", "keep", "lower", "upper", "title")
    )
    names: str = _key("case of field names", default="auto", choices=("auto", "keep", "lower", "upper", "title"))
    delimiters: str = _key(
        "around values; but for `keep`, entries in parentheses get braces",
        default="auto",
        choices=("auto", "keep", "braces", "quotes"),
    )
    numbers: str = _key(
        "numbers: `year = 2024` or `year = {2024}`", default="auto", choices=("auto", "keep", "bare", "delimited")
    )
    months: str = _key(
        "`{jan}` becomes the macro `jan`, which a style prints as January", default="keep", choices=("keep", "bare")
    )
    trailing_comma: str = _key(
        "comma behind the last field", default="auto", choices=("auto", "keep", "always", "never"), key="trailing-comma"
    )
    blank_lines: str = _key(
        "blank lines between entries", default="auto", choices=("auto", "keep", NUMBER), key="blank-lines"
    )
    line_length: int = _key(
        "values are wrapped at this column; 0: lines stay as they are", default=0, key="line-length"
    )
    fields: tuple[str, ...] = _key(
        "fields that come first, in this order, the others behind them as they stand; `usual`: a common order",
        default=(),
    )
    sort: tuple[str, ...] = _key(
        "what entries are sorted by: `key`, `type` or a field, `-` before it reverses", default=()
    )


@dataclass(frozen=True, slots=True)
class Config:
    """``pubs.toml``, understood."""

    bib: tuple[str, ...] = _key("`.bib` files, as globs; several files are one bibliography", default=())
    pages: tuple[str, ...] = _key("files with regions, as globs", default=())
    templates: str = _key("folder of the site's own themes", default="_pubs")
    me: MeConfig = _key("the owner", default=MeConfig())
    highlight: dict[str, tuple[str, ...]] = _key(
        "how `me`, a group or a person shows: `bold`, `italic`, `underline`, `color:NAME`, `class:NAME`",
        default={"me": ("bold",)},
    )
    marks: dict[str, MarkConfig] = _key("the mark of each role: a symbol, or a table", default={})
    marks_read: dict[str, dict[str, str]] = _key(
        'what marks typed in the `.bib` mean; by file in `[marks.read."FILE"]`', default={}
    )
    people: dict[str, PersonConfig] = _key("people to recognise, by name", default={})
    venues: dict[str, VenueConfig] = _key("venues, by id", default={})
    shields: str = _key(
        "how shields are drawn: `image` from shields.io, `svg` or `span` made here, or only their `code` or `text`",
        default="image",
        choices=("image", "svg", "span", "code", "text"),
    )
    badges: dict[str, str] = _key("colour of each kind of badge", default={})
    links: dict[str, LinkConfig] = _key("slots for links, in order", default={})
    assets: dict[str, str] = _key("folder of bare file names, by kind: `pdf`, `image`, `slides`, …", default={})
    fields: dict[str, str] = _key('fields of your own that mean a known concept: `tl_dr = "summary"`', default={})
    theme: dict[str, dict[str, Any]] = _key("options for every list of a theme", default={})
    lists: dict[str, ListConfig] = _key("lists, by name", default={}, key="list")
    news: tuple[NewsConfig, ...] = _key("hand-written lines of news", default=())
    lint: LintConfig = _key("what `pubs lint` reports", default=LintConfig())
    format: FormatConfig = _key("how `pubs format` writes `.bib` files", default=FormatConfig())
