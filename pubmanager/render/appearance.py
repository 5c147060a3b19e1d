"""From ``pubs.toml`` and a theme's options to how a list shows its publications."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.config.schema import Config, LinkConfig, ShieldConfig
from pubmanager.config.styles import styles_of
from pubmanager.errors import PubsError, about, suggestion
from pubmanager.model.fields import link_kind
from pubmanager.model.identifiers import SERVER_SCHEMES
from pubmanager.model.roles import ROLES
from pubmanager.render.authors import AuthorStyle, MarkStyle, author_lines
from pubmanager.render.inline import check_styles
from pubmanager.render.links import LIVE, LinkRows, LinkStyle, Slots
from pubmanager.render.writers import FORMULAS_IN_MARKDOWN, HTML_IN_MARKDOWN, writer_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pubmanager.config.schema import ListConfig
    from pubmanager.render.authors import AuthorLines
    from pubmanager.render.writers import Writer


class Appearance(Struct, frozen=True, dict=True):
    """How a list shows its publications: everything of ``pubs.toml`` that views need.

    Shape: ``live`` are the link slots that GitHub fills; ``colors`` maps kinds of badges to colours; ``options`` are
    the theme's, complete; ``drawing`` says how shields are drawn; ``scholar`` is the owner's id on Google Scholar;
    ``heading`` is the level of a title that is a heading; ``formulas`` says whether they are ``tex`` or ``text``.
    """

    writer: Writer
    authors: AuthorStyle
    slots: Slots
    colors: Mapping[str, str]
    legends: Mapping[str, str]
    options: Mapping[str, Any]
    drawing: str = "image"
    live: Mapping[str, LinkConfig] = {}
    scholar: str = ""
    heading: int = 2
    formulas: str = "tex"

    @cached_property
    def html(self) -> Appearance:
        """The same, written as HTML inside the format."""
        return replace(self, writer=self.writer.html)

    @cached_property
    def title_styles(self) -> tuple[str, ...]:
        """Styles of titles: an option by itself, or in a table with others."""
        given = self.options.get("title", "")
        return styles_of(given.get("style", "") if isinstance(given, dict) else given)

    @cached_property
    def title_indent(self) -> str:
        """Blanks before a title's line."""
        given = self.options.get("title", "")
        return " " * int(given.get("indent", 0)) if isinstance(given, dict) else ""

    @cached_property
    def hidden(self) -> tuple[str, ...]:
        """Presentations that the theme does not show."""
        return tuple(self.options.get("hide", ()))

    @cached_property
    def badge_patterns(self) -> tuple[str, ...]:
        """Patterns of the part ``badges``."""
        return tuple(badge_table(self.options).get("parts", ()))

    @cached_property
    def badge_styles(self) -> tuple[str, ...]:
        """Styles of the part ``badges``."""
        return styles_of(badge_table(self.options).get("style", "shield"))

    @cached_property
    def author_lines(self) -> AuthorLines:
        """What writes author lines."""
        return author_lines(self.authors, self.writer)

    @cached_property
    def link_rows(self) -> LinkRows:
        """What writes links."""
        given = self.options.get("links", {})
        styles = styles_of(given.get("style", "plain"))
        style = LinkStyle(styles, given.get("separator", " "), given.get("class", ""), self.drawing)
        return LinkRows(style, self.writer)


def appearance_for(options: Mapping[str, Any], settings: ListConfig, config: Config, format: str) -> Appearance:
    """Puts together how a list shows its publications. Raises: ``PubsError``."""
    drawing = options.get("shields") or config.shields
    return Appearance(
        writer=writer_of(format),
        authors=author_style(config, options),
        slots=Slots(slots_of(config)),
        colors={**COLORS, **config.badges},
        legends=legends_of(config),
        options=options,
        drawing=drawing if format in _DRAWN else "text",
        live={name: config.links[name] for name in LIVE if name in config.links},
        scholar=config.me.scholar,
        heading=settings.heading + bool(settings.group),
        formulas=config.formulas,
    )


def badge_table(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """Returns the option ``badges`` as a table, also where a theme has only patterns."""
    given = options.get("badges", {})
    return given if isinstance(given, dict) else {"parts": given}


class Slot(Struct, frozen=True):
    """A default slot for a link."""

    name: str
    sources: tuple[str, ...]
    label: str
    logo: str = ""
    icon: str = ""


# A slot of `[links]` with the same name replaces one of these ; others follow.
SLOTS = (
    Slot(
        "paper",
        ("pdf", "openreview", "acl", "arxiv", "doi", "url", *(kind for kind in SERVER_SCHEMES if kind != "arxiv")),
        "Paper",
        "readthedocs",
        "fas fa-file-pdf",
    ),
    Slot("code", ("code",), "Code", "github", "fab fa-github"),
    Slot("project", ("project",), "Project", "", "fas fa-globe"),
    Slot("demo", ("demo",), "Demo", "", "fas fa-play"),
    Slot("dataset", ("dataset",), "Dataset", "", "fas fa-database"),
    Slot("model", ("model",), "Model", "huggingface", "fas fa-cube"),
    Slot("video", ("video",), "Video", "youtube", "fab fa-youtube"),
    Slot("slides", ("slides",), "Slides", "", "fas fa-chalkboard"),
    Slot("poster", ("poster",), "Poster", "", "fas fa-image"),
    Slot("supp", ("supp",), "Supplement", "", "fas fa-paperclip"),
    Slot("blog", ("blog",), "Blog", "", "fas fa-blog"),
)

_DRAWN = ("markdown", "html", HTML_IN_MARKDOWN, FORMULAS_IN_MARKDOWN)
"""Formats that can show a shield as an image or a drawing."""

COLORS: Mapping[str, str] = {
    "venue": "darkblue",
    "preprint": "yellow",
    "year": "yellow",
    "rank": "darkblue",
    "impact": "darkblue",
    "presentation": "red",
    "award": "orange",
    "status": "lightgrey",
    "kind": "blue",
}

_AUTHOR_OPTIONS = {
    "and": "conjunction",
    "stop": "final_stop",
    "initials": "initials",
    "dots": "dots",
    "family_first": "family_first",
    "max": "max_authors",
    "keep": "keep",
    "separator": "separator",
    "links": "links",
    "notes": "notes",
    "oxford": "oxford",
    "italic": "italic",
    "others": "others",
}


_SLOT_NAMES = frozenset(slot.name for slot in SLOTS)


def slots_of(config: Config) -> dict[str, LinkConfig]:
    """Returns the link slots: the default ones, then those of the site's own.

    Default slots that the site names keep the places of those it names, in its order: a single one stays where it is.
    A slot of its own takes its kinds of links from those slots that the site gives no ``from``: with ``[links.arxiv]``,
    the paper's link is another one.
    """
    named = {name: slot for name, slot in config.links.items() if name not in LIVE}
    new = {name: _completed(name, slot, None) for name, slot in named.items() if name not in _SLOT_NAMES}
    taken = {kind for slot in new.values() for kind in slot.sources}
    defaults = {
        slot.name: LinkConfig(
            tuple(kind for kind in slot.sources if kind not in taken),
            slot.label,
            ShieldConfig(logo=slot.logo),
            slot.icon,
        )
        for slot in SLOTS
    }
    own = {name: new.get(name) or _completed(name, slot, defaults[name]) for name, slot in named.items()}
    left = {name: slot for name, slot in defaults.items() if name in own or slot.sources}
    moved = iter([name for name in own if name in defaults])
    order = [next(moved) if name in own else name for name in left]
    return {name: own.get(name, defaults.get(name, LinkConfig())) for name in (*order, *own)}


def _completed(name: str, slot: LinkConfig, default: LinkConfig | None) -> LinkConfig:
    base = default or LinkConfig((link_kind(name),), name.replace("_", " ").capitalize())
    shield = slot.shield if slot.shield != ShieldConfig() else base.shield
    return LinkConfig(
        slot.sources or base.sources, slot.label or base.label, shield, slot.icon or base.icon, slot.style
    )


def author_style(config: Config, options: Mapping[str, Any]) -> AuthorStyle:
    """Returns how author lines look. Raises: ``PubsError`` for an unknown role in ``[marks]``."""
    given: dict[str, Any] = {
        _AUTHOR_OPTIONS[name]: tuple(content) if isinstance(content, list) else content
        for name, content in options.get("authors", {}).items()
        if name in _AUTHOR_OPTIONS  # a theme may have others for its templates
    }
    marks = {name: MarkStyle(role.symbol) for name, role in ROLES.items() if role.symbol}
    for name, mark in config.marks.items():
        if name not in ROLES:
            raise PubsError(f"unknown role '{name}' in [marks]", hint=suggestion(name, ROLES), setting=("marks", name))
        marks[name] = MarkStyle(mark.symbol, mark.superscript, mark.inside)
    highlight = {**Config().highlight, **config.highlight}
    for who, styles in highlight.items():
        with about("highlight", who):
            check_styles(styles, f"'{who}' in [highlight]", "names")
    styled = tuple((who, styles_of(styles)) for who, styles in highlight.items())
    return AuthorStyle(highlight=styled, marks=tuple(marks.items()), **given)


def legends_of(config: Config) -> dict[str, str]:
    """Returns the legend's words for each role."""
    words = {name: role.legend for name, role in ROLES.items()}
    return words | {name: mark.legend for name, mark in config.marks.items() if mark.legend}
