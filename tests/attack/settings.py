"""Settings of the right type that want to be more: every text of ``pubs.toml`` and of every theme's options, replaced."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from render.hostile import URLS
from render.variants import all_themes, variants
from visible import kramdown

from attack import judge
from attack.mutations import BIB, SETTINGS, in_toml, places
from pubmanager import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STYLE = "background:url(//evil.example/x)"
TEXTS = [
    "<script>evil()</script>", "<img src=x onerror=evil()>", "\"><b onclick=evil()>", "' onmouseover='evil()", "</p></div><iframe src=//evil.example>", "<style>*{display:none}", "<!-- x", "--> x", "<!-- pubs:end list -->", "pubs:end list",
    "{{ site.x }}", "{% include x %}", "{% raw %}", "{", "{:.x}", "[x](javascript:evil())", "![x](javascript:evil())", "`x`{=html}", "&lt;script&gt;", "$\\href{javascript:x}{y}$", "a\n\n# b", "a\nb: c", "\x00\x1b[31m", "\\input{x}",
]  # fmt: skip
PATTERNS = [
    "{title}<script>evil()</script>", "*{title}<img src=x onerror=evil()>*", "[{title}](paper)<b onclick=x>", "[{title}](javascript:evil())", "[{title}]{.x\" onclick=\"evil()}", "[{title}]{color:red;background:url(//evil.example)}", "`{title}{%`", "{title}{{", "{%{title}", "{title}{venue}<!--",
]  # fmt: skip
STYLES = [f"red;{_STYLE}", f"90%;{_STYLE}", f"#fff\" style=\"{_STYLE}", "expression(evil())", "url(//evil.example/x)", "var(--x);}</style><script>evil()</script>"]  # fmt: skip
HOSTILE = [*TEXTS, *PATTERNS, *STYLES, *URLS[:6], "data:text/html,<script>evil()</script>", "//evil.example/\" onclick=\"evil()"]  # fmt: skip
FORMATS = ("html", "markdown", "text")


class Case(NamedTuple):
    """A text at a place of the settings."""

    table: dict[str, Any]
    place: tuple[Any, ...]
    value: str

    @property
    def name(self) -> str:
        return f"{'.'.join(map(str, self.place))} = {self.value!r}"

    def changed(self) -> dict[str, Any]:
        table = deepcopy(self.table)
        *path, key = self.place
        holder = table
        for each in path:
            holder = holder[each]
        holder[key] = self.value
        return table


@cache
def _tables() -> tuple[dict[str, Any], ...]:
    """Returns settings that use much: those of the site, and each theme with all that its options can say."""
    whole = deepcopy(SETTINGS)
    whole["list"]["list"]["theme"] = "badge-list"
    found = [whole]
    for theme in all_themes():
        _, rich = next(iter(variants(theme)))
        options = {
            option.name: deepcopy(option.default) for option in theme.options if option.default not in (None, "")
        }
        options |= {
            name: {**options.get(name, {}), **each} if isinstance(each, dict) else each for name, each in rich.items()
        }
        found.append({"me": SETTINGS["me"], "list": {"one": {"theme": theme.name, "options": options}}})
    return tuple(found)


def cases(each: int) -> list[Case]:
    """Returns every place with so many texts, which take turns."""
    found = []
    for table in _tables():
        for place in places(table):
            holder: Any = table
            for key in place:
                holder = holder[key]
            if isinstance(holder, str):
                start = len(found) * 7
                found += [Case(table, place, HOSTILE[(start + step) % len(HOSTILE)]) for step in range(each)]
    return found


def pages(table: dict[str, Any]) -> dict[str, str]:
    """Renders every list of some settings in every format. Raises: ``PubsError``."""
    config = parse_config(in_toml(table))
    bibliography = Bibliography.loads(BIB, config=config)
    found = {}
    for name, settings in config.lists.items():
        for format in FORMATS:
            try:
                found[f"{name} {format}"] = bibliography.render_list(settings, format)
            except PubsError as error:
                if "does not write" not in str(error):
                    raise
    return found


def faults(some: Sequence[Case]) -> tuple[int, list[str]]:
    """Returns how many settings were taken, and what is wrong with their pages; the others are refused in a sentence."""
    found, written = [], []
    taken = 0
    for case in some:
        try:
            each = pages(case.changed())
        except PubsError as error:
            if "\n" in str(error):
                found.append(f"{case.name}: {error}")
            continue
        taken += 1
        written += [(f"{case.name}: {name}", text) for name, text in each.items()]
    markdown = [(name, text) for name, text in written if name.endswith("markdown")]
    read = (
        dict(zip((name for name, _ in markdown), kramdown([text for _, text in markdown]), strict=True))
        if markdown
        else {}
    )
    for name, text in written:
        found += [f"{name}: {each}: {text[:600]}" for each in islice(_wrong(name, text, read.get(name, text)), 1)]
    return taken, found


def _wrong(name: str, text: str, html: str) -> Iterator[str]:
    """Yields what is wrong with a page: as it is written, and as a browser has it."""
    yield from (f"{sign!r} is left" for sign in ("{{", "{%", "<!-- pubs:", "\x00", "\x1b") if sign in text)
    if name.endswith("text"):
        return
    page = judge.read(html)
    yield from (f"address {each!r}" for each in page.unsafe)
    yield from (str(each) for each in page.active if each != ("style", None))
    styles = [value for _, _, *rest in page.elements for key, value in filter(_is_pair, rest) if key == "style"]
    yield from (f"style {each!r}" for each in styles if "url(" in each or "expression(" in each)


def _is_pair(each: object) -> bool:
    return isinstance(each, tuple)
