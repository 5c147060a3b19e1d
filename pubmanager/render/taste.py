"""From ``pubs.toml`` and a theme's options to how a list shows its publications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pubmanager.config.schema import LinkConfig, ShieldConfig
from pubmanager.errors import PubsError, suggestion
from pubmanager.latex.read import read_latex
from pubmanager.model.dates import read_iso
from pubmanager.model.roles import ROLES
from pubmanager.render.author_line import AuthorStyle, MarkStyle
from pubmanager.render.news import NewsLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pubmanager.config.schema import Config


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
    "family_first": "family_first",
    "max": "max_authors",
    "keep": "keep",
    "separator": "separator",
    "links": "links",
    "notes": "notes",
}


def slots_of(config: Config) -> dict[str, LinkConfig]:
    """Returns the link slots: those of the site in their order, then the default ones it does not name."""
    defaults = {
        slot.name: LinkConfig(slot.sources, slot.label, ShieldConfig(logo=slot.logo), slot.icon) for slot in SLOTS
    }
    own = {name: _completed(name, slot, defaults.get(name)) for name, slot in config.links.items()}
    taken = {kind for slot in own.values() for kind in slot.sources}
    left = {name: slot for name, slot in defaults.items() if name not in own and not taken.issuperset(slot.sources)}
    return own | left


def _completed(name: str, slot: LinkConfig, default: LinkConfig | None) -> LinkConfig:
    base = default or LinkConfig((name,), name.replace("_", " ").capitalize())
    shield = slot.shield if slot.shield != ShieldConfig() else base.shield
    return LinkConfig(slot.sources or base.sources, slot.label or base.label, shield, slot.icon or base.icon)


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
        lines.append(NewsLine(date, read_latex(line.text)))
    return tuple(lines)
