"""One list to text: arranged, seen through its theme, written for its format."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from pubmanager.cache.folder import digest
from pubmanager.cache.program import files_of, program
from pubmanager.errors import PubsError
from pubmanager.latex.nodes import RichText, Text
from pubmanager.regex import regex
from pubmanager.render.environment import render_template, template_environment
from pubmanager.render.links import LIVE, Slots
from pubmanager.render.lists import arrange
from pubmanager.render.looks import check_looks
from pubmanager.render.names import KNOWN
from pubmanager.render.parts import check_rows
from pubmanager.render.patterns import parse_pattern
from pubmanager.render.taste import COLORS, Taste, author_style, badge_table, legends_of, slots_of, written_news
from pubmanager.render.themes import find_theme, is_below
from pubmanager.render.views import ListView
from pubmanager.render.writers import Safe, writer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from pubmanager.cache.texts import Texts
    from pubmanager.config.schema import Config, ListConfig
    from pubmanager.model.publication import Publication
    from pubmanager.render.blocks import Keep
    from pubmanager.render.themes import Theme
    from pubmanager.render.views import PublicationView

_DRAWN = ("markdown", "html")
_PIECE = 1 << 20
_VISIBLE = regex(r"\S")
_BLANK_LINES = regex(r"\n[ \t]*(?:\n[ \t]*)+(?=\n)")


def render_list(
    publications: Iterable[Publication],
    settings: ListConfig,
    config: Config,
    folders: tuple[Path, ...],
    format: str,
    texts: Texts | None = None,
    cited: frozenset[str] = frozenset(),
) -> str:
    """Renders a list without the blank lines around it.

    Shape: ``texts`` are those of earlier runs, ``cited`` the ids whose citations the page shows above the list.

    Raises: ``PubsError`` for a setting, an option or a template that makes no sense.
    """
    theme, options = _settled(settings, config, folders, format)
    _check(theme, options)
    format = theme.written_format(format, options)
    taste = taste_for(options, config, format)
    view = ListView.of(arrange(publications, settings), taste, settings.heading, cited)
    if not view.publications and settings.empty:
        return taste.writer.paragraph(RichText((Text(settings.empty),)))
    values = {"list": view, "options": taste.options}
    is_kept = texts and is_below(folders, settings.theme)
    keep = _keeper(texts, _surroundings(config, settings, folders, format)) if texts and is_kept else _written
    names = _template_names(theme, format)
    return _tidied(render_template(folders, format, names, values, len(view.publications), keep))


def _tidied(text: str) -> str:
    """Takes out repeated blank lines and those around a text, which may be large: it is in memory twice at most."""
    pieces, start = [], 0
    while start < len(text):
        visible = _VISIBLE.search(text, start + _PIECE)  # never in the middle of blank lines
        end = visible.start() if visible else len(text)
        pieces.append(_BLANK_LINES.sub("\n", text[start:end]))
        start = end
    del text
    if pieces:
        pieces[0], pieces[-1] = pieces[0].lstrip("\n"), pieces[-1].rstrip("\n")
    return "".join(pieces).strip("\n")


def written_format(settings: ListConfig, config: Config, folders: tuple[Path, ...], format: str) -> str:
    """Returns the format that a list has where this one is asked for: cards are HTML in Markdown too.

    Raises: ``PubsError``.
    """
    theme, options = _settled(settings, config, folders, format)
    return theme.written_format(format, options)


def _settled(
    settings: ListConfig, config: Config, folders: tuple[Path, ...], format: str
) -> tuple[Theme, dict[str, Any]]:
    theme = find_theme(settings.theme, folders)
    check_format(theme, format)
    return theme, theme.settle(config.theme.get(theme.name, {}), settings.options)


def _keeper(texts: Texts, around: bytes) -> Keep:
    def keep(view: PublicationView, write: Callable[[], str]) -> Safe:
        shown = view.publication.entry.digest + f"{view.number} {view.citation}".encode()
        key = blake2b(shown, digest_size=len(around), key=around).digest()
        text = texts.get(key)
        if text is None:
            text = _written(view, write)
            texts.put(key, text)
        return Safe(text)

    return keep


def _written(view: PublicationView, write: Callable[[], str]) -> Safe:
    text = Safe(write())
    view.forget()
    return text


def _surroundings(config: Config, settings: ListConfig, folders: tuple[Path, ...], format: str) -> bytes:
    """Returns a digest of all that a publication's text depends on, but for its entry."""
    templates = [repr(files_of(folder)) for folder in folders]
    return digest(program(), repr(config), repr(settings), format, *templates)


def check_format(theme: Theme, format: str) -> None:
    """Raises: ``PubsError`` for a format that a theme does not write."""
    if format not in theme.formats:
        raise PubsError(f"theme '{theme.name}' does not write {format}", hint=f"it writes {', '.join(theme.formats)}")


def taste_for(options: Mapping[str, Any], config: Config, format: str) -> Taste:
    """Puts together how a list shows its publications. Raises: ``PubsError``."""
    drawing = options.get("shields") or config.shields
    return Taste(
        writer=writer_of(format),
        authors=author_style(config, options),
        slots=Slots(slots_of(config)),
        colors={**COLORS, **config.badges},
        legends=legends_of(config),
        options=options,
        drawing=drawing if format in _DRAWN else "text",
        live={name: config.links[name] for name in LIVE if name in config.links},
        scholar=config.me.scholar,
        written=written_news(config),
    )


def _check(theme: Theme, options: Mapping[str, Any]) -> None:
    """Says what is wrong with options before a template meets it. Raises: ``PubsError``."""
    for option in theme.options:
        if option.type == "rows":
            check_rows(options[option.name])
    badges = badge_table(options)
    check_looks((each for each in badges.get("style", ()) if each != "shield"), "'style' of badges")
    for pattern in (*badges.get("parts", ()), options.get("badge", "")):
        parse_pattern(pattern, KNOWN)


def _template_names(theme: Theme, format: str) -> tuple[str, ...]:
    """Returns the templates to try: a format's own one before the common one, a theme's before its parent's."""
    return tuple(f"{folder}/{name}" for folder in theme.chain for name in (f"list.{format}.jinja", "list.jinja"))


def forget_themes() -> None:
    """Forgets themes and templates that were read, for a process that outlives an edit of them."""
    find_theme.cache_clear()
    template_environment.cache_clear()
