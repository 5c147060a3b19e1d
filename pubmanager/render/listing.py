"""One list to text: arranged, seen through its theme, written for its format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.errors import PubsError
from pubmanager.latex.nodes import RichText, Text
from pubmanager.render.environment import render_template
from pubmanager.render.lists import arrange
from pubmanager.render.taste import COLORS, author_style, legends_of, slots_of, written_news
from pubmanager.render.themes import find_theme
from pubmanager.render.views import ListView, Taste
from pubmanager.render.writers import writer_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pubmanager.config.schema import Config, ListConfig
    from pubmanager.model.publication import Publication
    from pubmanager.render.themes import Theme

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+(?=\n)")


def render_list(
    publications: Iterable[Publication], settings: ListConfig, config: Config, folders: tuple[Path, ...], format: str
) -> str:
    """Renders a list without the blank lines around it.

    Raises: ``PubsError`` for a setting, an option or a template that makes no sense.
    """
    theme = find_theme(settings.theme, folders)
    check_format(theme, format)
    format = "html" if format in theme.as_html else format
    taste = taste_for(theme, settings, config, format)
    view = ListView.of(arrange(publications, settings), taste, settings.heading)
    if not view.publications and settings.empty:
        return taste.writer.paragraph(RichText((Text(settings.empty),)))
    values = {"list": view, "options": taste.options}
    text = render_template(folders, format, _template_names(theme, format), values, len(view.publications))
    return _BLANK_LINES.sub("\n", text).strip("\n")


def check_format(theme: Theme, format: str) -> None:
    """Raises: ``PubsError`` for a format that a theme does not write."""
    if format not in theme.formats:
        raise PubsError(f"theme '{theme.name}' does not write {format}", hint=f"it writes {', '.join(theme.formats)}")


def taste_for(theme: Theme, settings: ListConfig, config: Config, format: str) -> Taste:
    """Puts together how a list shows its publications. Raises: ``PubsError``."""
    options = theme.settle(config.theme.get(theme.name, {}), settings.options)
    return Taste(
        writer=writer_of(format),
        authors=author_style(config, options),
        slots=slots_of(config),
        colors={**COLORS, **config.badges},
        legends=legends_of(config),
        options=options,
        written=written_news(config),
    )


def _template_names(theme: Theme, format: str) -> tuple[str, ...]:
    """Returns the templates to try: a format's own one before the common one, a theme's before its parent's."""
    return tuple(f"{folder}/{name}" for folder in theme.chain for name in (f"list.{format}.jinja", "list.jinja"))
