"""From ``pubs.toml`` and a theme's options to how a list shows its publications."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from pubmanager.config.schema import LinkConfig, ShieldConfig
from pubmanager.errors import PubsError, suggestion
from pubmanager.latex.read import read_latex
from pubmanager.model.dates import read_iso
from pubmanager.model.fields import link_kind
from pubmanager.model.roles import ROLES
from pubmanager.render.author_line import AuthorStyle, MarkStyle, author_pen
from pubmanager.render.links import LIVE, LinkPen, LinkStyle
from pubmanager.render.looks import check_looks
from pubmanager.render.news import NewsLine
from pubmanager.values import dataclass, field, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pubmanager.config.schema import Config
    from pubmanager.render.author_line import AuthorPen
    from pubmanager.render.links import Slots
    from pubmanager.render.writers import Writer


@dataclass(frozen=True)
class Taste:
    """How a list shows its publications: everything of ``pubs.toml`` that views need.

    Shape: ``live`` are the link slots that GitHub fills; ``colors`` maps kinds of badges to
    colours; ``options`` are the theme's, complete; ``drawing`` says how shields are drawn; ``scholar`` is the owner's
    id on Google Scholar; ``written`` are the hand-written news.
    """

    writer: Writer
    authors: AuthorStyle
    slots: Slots
    colors: Mapping[str, str]
    legends: Mapping[str, str]
    options: Mapping[str, Any]
    drawing: str = "image"
    live: Mapping[str, LinkConfig] = field(default_factory=dict)
    scholar: str = ""
    written: tuple[NewsLine, ...] = ()
    base: str = ""

    @cached_property
    def html(self) -> Taste:
        """The same, written as HTML inside the format."""
        return replace(self, writer=self.writer.html)

    @cached_property
    def title_style(self) -> str:
        """How titles look: an option by itself, or in a table with others."""
        given = self.options.get("title", "")
        return str(given.get("style", "")) if isinstance(given, dict) else str(given)

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
    def badge_looks(self) -> tuple[str, ...]:
        """How the part ``badges`` looks."""
        return tuple(badge_table(self.options).get("style", ("shield",)))

    @cached_property
    def author_pen(self) -> AuthorPen:
        """What writes author lines."""
        return author_pen(self.authors, self.writer)

    @cached_property
    def link_pen(self) -> LinkPen:
        """What writes links."""
        given = self.options.get("links", {})
        looks = given.get("style", "plain"), given.get("separator", " "), given.get("class", "")
        return LinkPen(LinkStyle(*looks, self.drawing), self.writer)


def badge_table(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """Returns the option ``badges`` as a table, also where a theme has only patterns."""
    given = options.get("badges", {})
    return given if isinstance(given, dict) else {"parts": given}


@dataclass(frozen=True, slots=True)
class Slot:
    """A default slot for a link."""

    name: str
    sources: tuple[str, ...]
    label: str
    logo: str = ""
    icon: str = ""


# A slot of `[links]` with the same name replaces one of these; slots named there come first, in that order.
SLOTS = (
    Slot(
        "paper",
        ("pdf", "openreview", "acl", "arxiv", "doi", "url", "hal", "biorxiv", "ssrn"),
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

COLORS: Mapping[str, str] = {
    "venue": "darkblue",
    "preprint": "yellow",
    "year": "yellow",
    "rank": "darkblue",
    "impact": "darkblue",
    "presentation": "red",
    "award": "orange",
    "status": "lightgrey",
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


def slots_of(config: Config) -> dict[str, LinkConfig]:
    """Returns the link slots: those of the site in their order, then the default ones it does not name."""
    defaults = {
        slot.name: LinkConfig(slot.sources, slot.label, ShieldConfig(logo=slot.logo), slot.icon) for slot in SLOTS
    }
    named = {name: slot for name, slot in config.links.items() if name not in LIVE}
    own = {name: _completed(name, slot, defaults.get(name)) for name, slot in named.items()}
    taken = {kind for slot in own.values() for kind in slot.sources}
    left = {name: slot for name, slot in defaults.items() if name not in own and not taken.issuperset(slot.sources)}
    return own | left


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
    }
    marks = {name: MarkStyle(role.symbol) for name, role in ROLES.items() if role.symbol}
    for name, mark in config.marks.items():
        if name not in ROLES:
            raise PubsError(f"unknown role '{name}' in [marks]", hint=suggestion(name, ROLES))
        marks[name] = MarkStyle(mark.symbol, mark.superscript, mark.inside)
    for who, looks in config.highlight.items():
        check_looks(looks, f"'{who}' in [highlight]")
    return AuthorStyle(highlight=tuple(config.highlight.items()), marks=tuple(marks.items()), **given)


def legends_of(config: Config) -> dict[str, str]:
    """Returns the legend's words for each role."""
    words = {name: role.legend for name, role in ROLES.items()}
    return words | {name: mark.legend for name, mark in config.marks.items() if mark.legend}


def written_news(config: Config) -> tuple[NewsLine, ...]:
    """Returns the hand-written news. Raises: ``PubsError`` for a date that is none."""
    lines = []
    for line in config.news:
        date = read_iso(line.date)
        if date is None:
            raise PubsError(f"'{line.date}' is not a date in [[news]]", hint="write 2026-05 or 2026-05-17")
        lines.append(NewsLine(date, read_latex(line.text), line.lead))
    return tuple(lines)
