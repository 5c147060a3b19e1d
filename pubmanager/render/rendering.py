"""One list to text: arranged, shown in an appearance, written by its theme's templates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from pubmanager.cache.folder import digest, files_of, program_digest
from pubmanager.config.schema import FormatConfig, LintConfig
from pubmanager.errors import PubsError, about
from pubmanager.latex.nodes import RichText, Text
from pubmanager.regex import regex
from pubmanager.render.appearance import appearance_for, badge_table
from pubmanager.render.inline import check_styles
from pubmanager.render.lists import arrange
from pubmanager.render.news import hand_written_news
from pubmanager.render.pattern_names import KNOWN
from pubmanager.render.patterns import parse_pattern
from pubmanager.render.rows import check_rows
from pubmanager.render.sandbox import Templates, template_environment
from pubmanager.render.themes import find_theme, is_below
from pubmanager.render.views import ListView
from pubmanager.render.writers import FORMULAS_IN_MARKDOWN, HTML_IN_MARKDOWN, Safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pubmanager.cache.texts import Texts
    from pubmanager.config.schema import Config, ListConfig
    from pubmanager.model.publication import Publication
    from pubmanager.render.themes import Theme
    from pubmanager.render.views import PublicationView, Write

_PIECE = 1 << 20
_VISIBLE = regex(r"\S")
# What hides all text up to its end. Source: HTML, "raw text elements" and "escapable raw text elements"; comments.
_END_OF = {
    "<!--": regex("--!?>"),
    "<plaintext": regex("(?!)"),
    **{
        f"<{name}": regex(rf"</{name}\b", re.IGNORECASE)
        for name in ("script", "style", "textarea", "title", "xmp", "iframe")
    },
}
_HIDING = regex("|".join(rf"{each}\b" if each[-1].isalpha() else each for each in _END_OF), re.IGNORECASE)
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
    asked, format = format, theme.written_format(format, options)
    written = format
    if asked == "markdown":
        with_formulas = FORMULAS_IN_MARKDOWN if config.formulas == "markdown" else "markdown"
        written = HTML_IN_MARKDOWN if format == "html" else with_formulas
    appearance = appearance_for(options, settings, config, written)
    groups = arrange(publications, settings)
    if not any(group.publications for group in groups) and settings.empty:
        return appearance.writer.paragraph(RichText((Text(settings.empty),)))
    templates = Templates(theme.folders, written, sum(len(group.publications) for group in groups))
    write = _writer_of_publications(theme, options, format, templates)
    if texts and is_below(folders, settings.theme):
        write = _keeping(write, texts, _surroundings(config, settings, folders, written))
    view = ListView.of(
        groups,
        appearance,
        write,
        heading=settings.heading,
        frame_counts=theme.counts and options.get("marker") != "none",
        lines=hand_written_news(config),
        cited=cited,
    )
    text = _tidied(templates.render(_template_names(theme, "list", format), {"list": view, "options": options}))
    if format in ("html", "markdown") and (opened := _left_open(text)):
        message = f"theme '{theme.name}' does not close '{opened}', which would hide the rest of the page"
        raise PubsError(message, setting=("theme",))
    return text


def _left_open(text: str) -> str:
    """Returns what of HTML begins in a text and would end on the page below it; values are escaped, templates are not.

    >>> _left_open("<!-- a --> <style>b</style> <!-- c"), _left_open("<!--> <b>a")
    ('<!--', '')
    """
    at = 0
    while found := _HIDING.search(text, at):
        end = _END_OF[found.group().lower()].search(text, found.end() - 2)  # ``<!-->`` is a comment
        if not end:
            return found.group()
        at = end.end()
    return ""


def _writer_of_publications(theme: Theme, options: Mapping[str, Any], format: str, templates: Templates) -> Write:
    """Returns what writes one publication by the theme's ``publication.jinja``, which sees nothing of the list."""
    names = _template_names(theme, "publication", format)

    def write(view: PublicationView) -> Safe:
        text = templates.render_part(names, {"publication": view, "options": options})
        return Safe(text.lstrip("\n"))  # a template's macros leave blank lines above what it writes

    return write


def _keeping(write: Write, texts: Texts, around: bytes) -> Write:
    """Returns a ``write`` that asks earlier runs first.

    What it writes depends on the entry, on ``around``, and on the number and the citation of the view alone.
    """

    def kept(view: PublicationView) -> Safe:
        key = digest(around, view.publication.entry.written(), str(view.number), view.citation)
        text = texts.get(key)
        if text is None:
            text = write(view)
            texts.put(key, text)
        return Safe(text)

    return kept


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


def _surroundings(config: Config, settings: ListConfig, folders: tuple[Path, ...], format: str) -> bytes:
    """Returns a digest of all that a publication's text depends on, but for its entry."""
    templates = [repr(files_of(folder)) for folder in folders]
    config = replace(config, lint=LintConfig(), format=FormatConfig())  # what `pubs lint` and `format` do shows nowhere
    return digest(program_digest(), repr(config), repr(settings), format, *templates)


def check_format(theme: Theme, format: str) -> None:
    """Raises: ``PubsError`` for a format that a theme does not write."""
    if format not in theme.formats:
        raise PubsError(f"theme '{theme.name}' does not write {format}", hint=f"it writes {', '.join(theme.formats)}")


def _check(theme: Theme, options: Mapping[str, Any]) -> None:
    """Says what is wrong with options before a template meets it. Raises: ``PubsError``."""
    for option in theme.options:
        if option.type == "rows":
            with about("options", option.name):
                check_rows(options[option.name])
    badges = badge_table(options)
    with about("options", "badges"):
        check_styles(badges.get("style", ()), "'style' of badges", "badges")
        for pattern in badges.get("parts", ()):
            parse_pattern(pattern, KNOWN)
    with about("options", "badge"):
        parse_pattern(options.get("badge", ""), KNOWN)


def _template_names(theme: Theme, name: str, format: str) -> tuple[str, ...]:
    """Returns the templates to try: a format's own one before the common one, a theme's before its parent's."""
    files = (f"{name}.{format}.jinja", f"{name}.jinja")
    return tuple(f"{folder}/{file}" for folder in theme.chain for file in files)


def forget_themes() -> None:
    """Forgets themes and templates that were read, for a process that outlives an edit of them."""
    find_theme.cache_clear()
    template_environment.cache_clear()
