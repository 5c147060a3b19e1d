"""The pages of the themes: every option with what it does to the lists of ``docs/themes/example.bib``.

What an option can be follows from its manifest; ``EXAMPLES`` says what to show for options that can be anything.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markup import page, table
from msgspec.structs import replace

from pubmanager import Bibliography, Site
from pubmanager.config.styles import ALIASES, WORDS
from pubmanager.render.themes import Option, Theme, builtin_folder, find_theme, theme_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "themes"
MADE = "<!-- made by tools/theme_pages.py -->"
FOLDERS = (builtin_folder(),)
MAIN = "byron2025owls"
SHORT = 8  # lines

# By option, by key of an option, or by either of one theme: values to show, or all the options that show it.
EXAMPLES: Mapping[str, tuple[Any, ...]] = {
    "authors.and": (True, "&"),
    "authors.max": (2,),
    "authors.separator": ("; ",),
    "badge": ("{venue}", ""),
    "badges": (["{venue} {year}", "{rank}", "{impact}", "{award}"], []),
    "badges.parts": (["{venue}", "{date.year}", "{presentation}", "{rank}"], ["{venue}|{date.year}"], []),
    "badges.separator": (" · ",),
    "badges.style": ("shield", "code", "bold", ["bold", "bracketed"], ["bracketed", "color:blue"], "class:conf-badge"),
    "badge-list.rows": (["{badges} {links} *{title}*", "{authors}."],),
    "bullets": (["authors", "links"], []),
    "folds.abstract": ("摘要",),
    "folds.bibtex": ("Cite",),
    "folds.summary": ("Highlights",),
    "colors.accent": ("#a03060",),
    "colors.ground": ("#fffaf0",),
    "citation-list.rows": (
        ["{authors} ({date.year}). {title}. *{container}*, {volume}({number}), {pages}. {doi.url}"],
        ['{authors}, "{title}," *{container}*, vol. {volume}, no. {number}, pp. {pages}, {date.year}.'],
    ),
    "columns": (2,),
    "counts.columns": ({"rows": "year", "columns": "kind"},),
    "counts.line": ({"rows": "venue", "line": "{name} ({count})"},),
    "counts.max": ({"rows": "venue", "max": 2},),
    "counts.order": ({"rows": "year", "order": "name"}, {"rows": "year", "order": "count"}),
    "counts.plus": ({"step": 2, "plus": True},),
    "counts.rows": ("year", "venue", "kind", "type", "role", "presentation", "rank", "authors | length"),
    "counts.separator": ({"rows": "venue", "line": "{name} ({count})", "separator": " · "},),
    "counts.step": (2,),
    "counts.total": ({"rows": "role", "columns": "year", "total": True},),
    "counts.words": ({"rows": "year", "words": {"count": "论文", "total": "总计"}},),
    "gap": ("1.1",),
    "hide": (["oral"],),
    "image.ground": ("#f4f1ea",),
    "image.ratio": ("4 / 3",),
    "image.badge_class": ("badge shadow",),
    "image.box_class": ("paper-box floating",),
    "image.overlay": ("{rank}",),
    "image.overlay_class": ({"overlay": "{rank}", "overlay_class": "rank-badge"},),
    "image.width": ("80%",),
    "links.class": ({"style": "button", "class": "btn btn--small"},),
    "links.separator": (" · ",),
    "links.style": (
        "plain",
        "bold",
        "code",
        ["bold", "bracketed"],
        ["bracketed", "linked"],
        ["linked", "bold"],
        "icon",
        ["bold", "icon-label"],
        "button",
        ["icon-label", "button"],
    ),
    "plain.links.style": ("bare", "label"),
    "plain.title": ("quoted", "bold", ["linked", "italic"]),
    "cards.title": ("plain", ["italic", "linked"]),
    "links.slots": (["code", "stars"],),
    "news.authors": ({"per": "paper", "text": "“{title}” by {authors}.", "authors": {"and": True}},),
    "news.box.height": ("200px",),
    "news.box.item": ("margin-bottom: 3px;",),
    "news.lead": ("", "🔥"),
    "news.line": ("{month.short} {year}: {text}", "**{year}-{month}** {text}", "{text} ({month.name} {year})"),
    "news.per": (
        {"venue": "{venue} {year}", "per": "paper"},
        {"venue": "{venue} {year}", "text": "**[{shorttitle}](paper)** is accepted by {venue}.", "per": "paper"},
        "month",
    ),
    "news.text": (
        "{count} {papers} accepted to **{venue}**!",
        "{number} {paper} at {venue}",
        "[{title}](paper) is accepted by {venue}.",
    ),
    "news.venue": ("{venue} {year}",),
    "authors.others": ("and others",),
    "authors.oxford": ({"and": "and", "oxford": False},),
    "paper-box.rows": (
        ["[**{venue} {year}**] {title}\n{authors}", "links"],
        ["title", "authors", "*{container}*, {date.year} ({rank})", "links"],
        ["title", "authors", "- *{venue} {date.year}*: {links}", "- summary"],
        ["{badges} {title}", "abstract", "bibtex"],
    ),
    "plain.venue": ("{venue} {year}",),
    "shields": tuple({"links": {"style": "shield"}, "shields": each} for each in ("svg", "span", "code", "text")),
    "title.indent": (2,),
    "title.style": ("plain", "bold", ["italic", "bold"], "linked", ["bold", "linked"], ["bracketed", "color:blue"]),
    "paper-box.title.style": ("bold", ["italic", "bold"], "linked", ["bold", "linked"], "heading"),
    "venue-list.rows": (
        ["{badges} {title}", "{authors}.", "{container}, {date.year}. {links}"],
        ["[{venue} {year}](paper) {title} ({rank})"],
    ),
    "width": (40,),
}
ROWS = ["{badges} {title}", "authors", "links"]
# By type of option, or of a key's default: what is shown where nothing above says more.
ANY: Mapping[str, tuple[Any, ...]] = {
    "pattern": ("{venue} {date.year}",),
    "patterns": (["{venue}", "{date.year}"],),
    "number": (2,),
    "text": (" · ",),
}
ANY_LIKE: Mapping[type, tuple[Any, ...]] = {str: (" · ",), int: (2,)}
# What every example of a theme is shown with: the style sheet of the cards is long.
SHOWN_WITH: Mapping[str, dict[str, Any]] = {"cards": {"style": False}}
PICTURES = {
    "cards": "<picture>\n"
    '<source media="(prefers-color-scheme: dark)" srcset="images/cards-dark.png">\n'
    '<img src="images/cards.png" alt="Five publications as cards">\n'
    "</picture>"
}
INTRODUCTION = (
    '`theme = "NAME"` in a list chooses its theme. `options = { … }` in a list sets options for this list, and '
    "`[theme.NAME]` for all lists with the theme. `pubs themes NAME` shows the options in the terminal. The page of "
    "each theme shows the effect of every option on [an invented bibliography](example.bib)."
)
STYLES = (
    "The options `title`, `links` and `badges`, and `[links.NAME]` and `[highlight]` in `pubs.toml`, accept these "
    'styles. In a list of styles, the first one is innermost: `style = ["bold", "bracketed"]` gives `[**text**]`. A '
    "single style needs no list. In `links`, the link is around everything except the brackets; `linked` or `button` "
    "in the list changes this."
)
OLD = "These styles of earlier versions still work until version 1.0:"
OWN = (
    "A theme is a folder in `_pubs/` (or the folder set by `templates` in `pubs.toml`). "
    "[Your own templates](../templates.md) has a complete example, and the variables. The folder contains:\n\n"
    '* `theme.toml`. `extends = "builtin:paper-box"` inherits the options and templates of another theme. '
    '`as_html = ["markdown"]` writes HTML into Markdown pages. `counts = true` means that `list.jinja` writes a '
    "numbered list, so that publications get no number.\n"
    "* `publication.jinja`, which writes one publication. Its variables are `publication`, `options` and `w`.\n"
    "* `list.jinja`, which writes the whole list. Its variables are `list`, `options` and `w`; it prints "
    "`publication.written` for each publication.\n\n"
    "A missing template is inherited. `publication.html.jinja` and `list.html.jinja` are used instead for HTML, if "
    "they exist. The functions of `w` (`w.strong`, `w.link`, `w.items`, …) write markup in the output format; "
    "everything else that a template prints is escaped as text."
)


def theme_pages() -> dict[str, str]:
    """Returns the index and a page for each theme, by file name."""
    bibliography = Site.load(FOLDER / "pubs.toml").bibliography
    themes = [find_theme(name, FOLDERS) for name in theme_names(FOLDERS)]
    rows = [(f"[{theme.name}]({theme.name}.md)", f"{theme.summary}", ", ".join(theme.formats)) for theme in themes]
    index = table(("theme", "what it is", "formats"), rows)
    places = ("titles", "links", "badges", "names")
    words = [(f"`{word}`", does, ", ".join(each for each in places if each in where)) for word, does, where in WORDS]
    aliases = [(f"`{old}`", f"`{json.dumps(new)}`") for old, new in ALIASES.items()]
    styles = f"## Styles\n\n{STYLES}\n\n{table(('style', 'what it does', 'for'), words)}\n\n{OLD}\n\n"
    styles += table(("earlier style", "now"), aliases)
    own = f"## A theme of your own\n\n{OWN}"
    found = {"index.md": page("Themes", MADE, INTRODUCTION, index, styles, own)}
    return found | {f"{theme.name}.md": _theme_page(theme, bibliography) for theme in themes}


def _theme_page(theme: Theme, bibliography: Bibliography) -> str:
    rows = [
        (f"[`{option.name}`](#{option.name})", option.type, f"`{_toml(option.default)}`", option.help)
        for option in theme.options
    ]
    view = _View(theme, bibliography)
    usual = view.render({})
    return page(
        theme.name,
        MADE,
        f"{theme.summary}. Formats: {', '.join(theme.formats)}.",
        PICTURES.get(theme.name) or f"![The example in the theme {theme.name}](images/{theme.name}.png)",
        f'```toml\n[list.papers]\ntheme = "{theme.name}"\n```',
        f"```{theme.formats[0]}\n{usual}\n```",
        "## Options",
        table(("option", "type", "default", "what it does"), rows),
        *(part for option in theme.options for part in _option(option, view)),
        "[All themes](index.md)",
    )


class _View:
    """The example seen through a theme: one publication where that shows enough, else all."""

    def __init__(self, theme: Theme, bibliography: Bibliography) -> None:
        self.theme = theme
        one = replace(bibliography, publications=(bibliography[MAIN],))
        self._scopes = (bibliography,) if theme.name in ("news", "counts") else (one, bibliography)

    def render(self, options: dict[str, Any], scope: int = 0, name: str = "") -> str:
        format = self.theme.formats[0]
        usual = {key: content for key, content in SHOWN_WITH.get(self.theme.name, {}).items() if key != name}
        given = {**usual, **options}
        return self._scopes[scope].render(self.theme.name, format=format, **given)

    def effect(self, options: dict[str, Any], name: str) -> tuple[dict[str, Any], str]:
        """Returns the options beside this one that it takes to see it, and what is seen; nothing without an effect."""
        beside = {key: content for key, content in options.items() if key != name}
        contexts = [beside, *({**beside, **more} for more in self._contexts(name))]
        for scope in range(len(self._scopes)):
            for context in contexts:
                changed = self.render({**context, name: options[name]}, scope, name)
                if shown := _shown(self.render(context, scope, name), changed):
                    return context, shown
        return beside, ""

    def _contexts(self, name: str) -> Iterator[dict[str, Any]]:
        """Returns options that may be needed to see one: all rows, or a pattern of what is hidden."""
        for option in self.theme.options:
            if option.name == "rows" and option.type in ("list", "rows") and name != "rows":
                yield {"rows": list(option.choices) or ROWS}
            if option.type == "rows" and name == "hide":
                yield {"rows": ["{title} ({presentation})"]}
            if option.type == "rows" and name == "folds":
                yield {"rows": ["title", "summary.fold", "abstract", "bibtex"]}
            if option.type == "pattern" and name == "hide":
                yield {option.name: "{venue} {presentation}"}


def _option(option: Option, view: _View) -> Iterator[str]:
    words = f" Values: {option.words}." if option.words else ""
    yield f"### {option.name}\n\n{option.help[0].upper()}{option.help[1:]}.{words}"
    known = {each.name for each in view.theme.options}
    for options in (each for each in _samples(option, view.theme.name) if known.issuperset(each)):
        context, shown = view.effect(options, option.name)
        if shown:
            settings = _toml({**context, option.name: options[option.name]})
            yield f"`options = {settings}`\n\n```{view.theme.formats[0]}\n{shown}\n```"


def _samples(option: Option, theme: str) -> Iterator[dict[str, Any]]:
    """Returns options that show what this one does."""
    if option.type == "table":
        given = _given(f"{theme}.{option.name}")
        samples = _table_samples(option, theme)
        yield from given or ({option.name: each if isinstance(each, dict) else {key: each}} for key, each in samples)
        return
    automatic = _automatic(option.default, option.choices) or list(ANY.get(option.type, ()))
    for each in _given(f"{theme}.{option.name}", option.name) or automatic:
        yield each if isinstance(each, dict) else {option.name: each}


def _table_samples(option: Option, theme: str) -> Iterator[tuple[str, Any]]:
    for key, default in option.default.items():
        name = f"{option.name}.{key}"
        automatic = _automatic(default, option.choices_by_key.get(key, ())) or list(ANY_LIKE.get(type(default), ()))
        for each in _given(f"{theme}.{name}", name) or automatic:
            yield key, each


def _given(*names: str) -> tuple[Any, ...]:
    return next((EXAMPLES[name] for name in names if name in EXAMPLES), ())


def _automatic(default: Any, choices: tuple[str, ...]) -> list[Any]:
    """Returns the other values of a flag or a choice; of a list fewer, more, and in another order."""
    if isinstance(default, bool):
        return [not default]
    if not isinstance(default, list):
        return [each for each in choices if each != default]
    return [each for each in (default[:1], default[::-1], list(choices)) if each and each != default] if choices else []


def _shown(old: str, new: str) -> str:
    """Returns what a reader should look at: a short text whole, of a long one the lines that an option changes."""
    if old == new:
        return ""
    lines, before = new.split("\n"), old.split("\n")
    if len(lines) <= SHORT:
        return new
    shown: list[str] = []
    for kind, _, _, start, end in SequenceMatcher(None, before, lines, autojunk=False).get_opcodes():
        shown += ["…"] if kind == "equal" else "\n".join(lines[start:end]).strip("\n").split("\n")
    return "\n".join(shown) if set(shown) != {"…"} else new


def _toml(content: Any) -> str:
    if isinstance(content, dict):
        return "{ " + ", ".join(f"{key} = {_toml(each)}" for key, each in content.items()) + " }" if content else "{}"
    if isinstance(content, (list, tuple)):
        return "[" + ", ".join(map(_toml, content)) + "]"
    return json.dumps(content, ensure_ascii=False).replace("\u00a0", "\\u00a0")


if __name__ == "__main__":
    for name, text in theme_pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
