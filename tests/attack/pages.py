"""Publications that say one thing everywhere, and pages of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace
from render.test_hostile import changed
from render.variants import all_themes, variants

from pubmanager import Bibliography
from pubmanager.config.schema import Config, ListConfig, MarkConfig, MeConfig, NewsConfig
from pubmanager.latex.nodes import RichText, Text
from pubmanager.model.author import Author, Name
from pubmanager.model.links import Link

if TYPE_CHECKING:
    from pubmanager.model.publication import Publication
    from pubmanager.render.themes import Theme

HARMLESS = "Zeharmlessq"
_LATEX = {
    sign: f"\\text{name}{{}}"
    for sign, name in {
        "\\": "backslash", "{": "braceleft", "}": "braceright", "~": "asciitilde", "^": "asciicircum", "<": "less", ">": "greater",
        "|": "bar", "`": "asciigrave", "'": "quotesingle",
    }.items()
} | {sign: f"\\{sign}" for sign in "&%$#_"} | {"-": "{-}", '"': "\\textquotedbl{}"}  # fmt: skip


def in_bibtex(text: str) -> str:
    """Writes a text as BibTeX means it."""
    return "".join(_LATEX.get(sign, sign) for sign in text)


@cache
def publication(value: str, index: int = 0) -> Publication:
    """A publication with the value in every text that a theme shows; every other one has a badge and news of its own."""
    raw = {
        name: in_bibtex(value)
        for name in ("volume", "number", "publisher", "location", "shorttitle", "impact", "pages")
    }
    fields = ", ".join(f"{name} = {{{text}}}" for name, text in raw.items())
    source = f"@inproceedings{{k{index}, {fields}, year = 2024, month = may, presentation = {{oral}}, rate = {{3%}}}}"
    (base,) = Bibliography.loads(source)
    text = RichText((Text(value),))
    people = (
        Author(Name(value, "", "Byron"), 1, roles=("equal",), notes=(value,), url="https://x.org/byron"),
        Author(Name("Wenjie", "", "Wei"), 2, is_me=True, roles=("corresponding",)),
        Author(Name("", "", value), 3, marks=(f"{value}*",), notes=(value,)),
    )
    own: dict[str, Any] = {"badge": value, "news": text} if index % 2 else {}
    return changed(
        base,
        title=text,
        authors=people,
        editors=people[::2],
        has_others=True,
        collaboration=value,
        venue=replace(
            base.venue, id="", kind="conference", short=value, name=value, rank=(value,), url="https://x.org/venue"
        ),
        container=text,
        rank=(value, value),
        impact=value,
        awards=(text, text),
        summary=(text, text),
        abstract=text,
        note=text,
        status="submitted",
        shown_status=value,
        keywords=(value, value),
        image="x.png",
        image_alt=value,
        identifiers={"doi": "10.1/x", "arxiv": "2401.00001"},
        scholar_id="",
        links=(
            Link("pdf", "PDF", "https://x.org/x.pdf"),
            Link("code", "Code", "https://github.com/x/y"),
            Link("own", value, "https://x.org/own"),
        ),
        **own,
    )


def settings(value: str) -> Config:
    """Settings with the value in every text of theirs that a page shows."""
    return replace(
        Config(),
        me=MeConfig(name="Wenjie Wei"),
        marks={
            "equal": MarkConfig(symbol=f"{value}*", superscript=True, legend=value),
            "corresponding": MarkConfig(symbol=f"{value}*", inside=True, legend=value),
        },
        news=(NewsConfig(date="2024-05", text="x", lead=value),),
    )


def worded(theme: Theme, options: dict[str, Any], value: str) -> dict[str, Any]:
    """Returns options of a theme with the value, on one line, wherever they take words."""
    found, value = dict(options), " ".join(value.split())
    for option in theme.options:
        if option.type == "table" and isinstance(option.default, dict):
            words = {
                key: value
                for key in option.default
                if key in ("others", "abstract", "bibtex", "summary", "count", "total", "other", "first", "middle")
            }
            if words:
                found[option.name] = {**found.get(option.name, {}), **words}
        elif option.name in ("lead", "separator") and option.type == "text":
            found[option.name] = value
    return found


_EMPTY = Bibliography.loads("")


class Look(NamedTuple):
    """A theme with options, under a name; its number decides what else differs between looks."""

    number: int
    name: str
    theme: Theme
    options: dict[str, Any]

    def __hash__(self) -> int:
        return self.number

    def page(self, format: str, value: str) -> str:
        """Returns a page of one publication that says the value."""
        bibliography = replace(_EMPTY, publications=(publication(value, self.number),), config=settings(value))
        group = "venue.short" if self.number % 3 == 0 else ""
        options = worded(self.theme, self.options, value)
        listed = ListConfig(theme=self.theme.name, options=options, sort=("file",), group=group)
        return bibliography.render_list(listed, format)


_COUNTS = [
    ("years", {"rows": "venue", "total": True}), ("two ways", {"rows": "rank", "columns": "keywords[0]", "total": True}),
    ("running", {"rows": "venue", "line": "{name} ({count})"}), ("roles", {"rows": "role", "columns": "presentation"}),
]  # fmt: skip
_NEWS = [
    ("by hand", {"text": "[**{title}**](paper) by {authors} at [{venue}](venue), {award}"}),
    ("months", {"per": "month", "headings": True}),
    ("a box", {"box": {"height": "300px", "item": "margin: 0"}, "text": "{shorttitle} *{keywords}*"}),
]  # fmt: skip

_BESIDE = [
    ("beside", {"rows": ["{title}{note}**{award}**`{rank}`*{container}*{authors}", "`{rank}`{venue}{links}`{volume}``{number}`"]}),
]  # fmt: skip

_OTHERS = {"counts": _COUNTS, "news": _NEWS, "badge-list": _BESIDE}


@cache
def looks() -> tuple[Look, ...]:
    """Returns every theme with each of its options at least once."""
    found = [
        (f"{theme.name} {name}", theme, options)
        for theme in all_themes()
        for name, options in (*variants(theme), *_OTHERS.get(theme.name, ()))
    ]
    return tuple(Look(number, *each) for number, each in enumerate(found))
