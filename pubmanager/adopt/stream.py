"""An entry as one line of characters, each with its look and its place: what the eye runs over, from left to right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.adopt.tree import Element, Text

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

# Breaks and things that are no text, as characters of their own.
LINE, BLOCK, BULLET = "\n", "\x1e", "\x1d"
IMAGE, SHIELD, STARS, CITATIONS, ICON, FOLD = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005", "\ue006"
BREAKS = LINE + BLOCK + BULLET
THINGS = IMAGE + SHIELD + STARS + CITATIONS + ICON + FOLD

_STYLES = {
    "strong": "b",
    "b": "b",
    "em": "i",
    "i": "i",
    "u": "u",
    "ins": "u",
    "code": "c",
    "sup": "^",
    "sub": "_",
    "math": "$",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {
    "p",
    "div",
    "summary",
    "ul",
    "ol",
    "table",
    "tr",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "center",
    "section",
} | _HEADINGS
_LEFT_OUT = {"script", "style", "svg", "input"}
SAME = str.maketrans("“”‘’–—\xa0\t\n\r", "\"\"''--    ")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f\ufe0e"
_OPENED = re.compile(r"""(?P<quote>["'])(?P<url>(?:https?:/)?/[^"'\s]+)(?P=quote)""")
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*(?P<name>#?\w+)")


class Look(Struct, frozen=True):
    """How a character looks: styles as letters, the number of the link it is in (0: none), its class or colour."""

    styles: str = ""
    link: int = 0
    dress: str = ""

    def with_style(self, style: str) -> Look:
        """Returns the look with one style more."""
        return Look("".join(sorted({*self.styles, *style})), self.link, self.dress)

    def without(self, styles: str) -> Look:
        """Returns the look without some styles."""
        return Look("".join(style for style in self.styles if style not in styles), self.link, self.dress)


class Stream(Struct, frozen=True):
    """Text and, for each character, its look, its place in the source, and the element that it stands for.

    Shape: ``written`` is the text as written, ``text`` has one sign for each kind of blank, quote and dash; ``urls``
    are those of the links by number.
    """

    text: str
    looks: tuple[Look, ...]
    written: str = ""
    places: tuple[tuple[int, int], ...] = ()
    things: tuple[Element | None, ...] = ()
    urls: tuple[str, ...] = ("",)

    def cut(self, start: int, end: int) -> Stream:
        """Returns a stretch of it."""
        stretch = slice(start, end)
        return Stream(
            self.text[stretch], self.looks[stretch], self.written[stretch], self.places[stretch],
            self.things[stretch], self.urls,
        )  # fmt: skip

    def without(self, places: Container[int]) -> Stream:
        """Leaves out some characters."""
        kept = [i for i in range(len(self.text)) if i not in places]
        return Stream(
            "".join(self.text[i] for i in kept), tuple(self.looks[i] for i in kept),
            "".join(self.written[i] for i in kept), tuple(self.places[i] for i in kept),
            tuple(self.things[i] for i in kept), self.urls,
        )  # fmt: skip

    def runs(self, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Cuts it where the look changes, and around breaks and things."""
        end = len(self.text) if end is None else end
        runs, first = [], start
        for i in range(start + 1, end + 1):
            if i == end or self._is_edge(i):
                runs.append((first, i))
                first = i
        return runs

    def _is_edge(self, i: int) -> bool:
        special = BREAKS + THINGS
        return self.looks[i] != self.looks[i - 1] or self.text[i] in special or self.text[i - 1] in special


class _Writer:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.written: list[str] = []
        self.looks: list[Look] = []
        self.places: list[tuple[int, int]] = []
        self.things: list[Element | None] = []
        self.urls = [""]

    def letter(self, sign: str, look: Look, place: tuple[int, int]) -> None:
        if sign not in _INVISIBLE:
            self.put(sign.translate(SAME), look, place, None, " " if sign.isspace() else sign)

    def put(
        self, sign: str, look: Look, place: tuple[int, int], thing: Element | None = None, written: str = ""
    ) -> None:
        self.text.append(sign)
        self.written.append(written or sign)
        self.looks.append(look)
        self.places.append(place)
        self.things.append(thing)

    def element(self, element: Element, look: Look) -> None:
        tag, edge = element.tag, (element.start, element.start)
        thing = thing_of(element)
        if tag in _LEFT_OUT or is_script(element):
            return
        if thing:
            self.put(thing, look, (element.start, element.end), element)
        elif tag == "br":
            self.put(LINE, Look(), (element.start, element.end))
        elif tag == "li":
            self._block(element, look, BULLET, edge)
        elif tag in _BLOCKS:
            hidden = tag == "p" and element.get("hidden")
            self._block(element, look.with_style("h") if tag in _HEADINGS else look, LINE if hidden else BLOCK, edge)
        elif tag in ("td", "th"):
            self._block(element, look, BLOCK, edge)
        else:
            self.inside(element.inside, self._styled(element, look))

    def inside(self, inside: Iterable[Element | Text], look: Look) -> None:
        for each in inside:
            if isinstance(each, Element):
                self.element(each, look)
            else:
                for i, sign in enumerate(each.text):
                    self.letter(sign, look, each.place(i))

    def _block(self, element: Element, look: Look, mark: str, edge: tuple[int, int]) -> None:
        self.put(mark, Look(), edge)
        if element.has_class("paper-box-image"):
            look = look.with_style("m")
        self.inside(element.inside, look)
        self.put(BLOCK, Look(), (element.end, element.end))

    def _styled(self, element: Element, look: Look) -> Look:
        url = target_of(element)
        if url is not None:
            self.urls.append(url)
            return Look(look.styles, len(self.urls) - 1, look.dress)
        style = element.get("style")
        colour = _COLOUR.search(style)
        if element.tag in ("span", "font", "abbr", "mark", "kbd", "small") and (
            element.get("class") or "background" in style
        ):
            look = replace(look, dress=f".{(element.get('class') or 'badge').split()[0]}")
            return look.with_style("t")
        if colour or "color" in element.attributes:
            look = replace(look, dress=f"color:{colour['name'] if colour else element.get('color')}")
            return look.with_style("k")
        return look.with_style(_STYLES.get(element.tag, ""))


def target_of(element: Element) -> str | None:
    """Returns where a link leads, or a button whose script opens an address; ``None`` for any other element."""
    href = element.get("href")
    if element.tag == "a" and "href" in element.attributes and not href.lstrip().lower().startswith("javascript:"):
        return href
    found = _OPENED.search(element.get("onclick")) if element.tag in ("a", "button") else None
    return found["url"] if found else None


def is_script(element: Element) -> bool:
    """Whether an element only runs a script: a button without an address, as it opens an abstract or copies BibTeX."""
    is_button = element.tag == "button" or (
        element.tag == "a"
        and (
            element.get("role") == "button"
            or any(name in ("href", "onclick") or name.startswith("data-clipboard") for name in element.attributes)
        )
    )
    return is_button and target_of(element) is None


def thing_of(element: Element) -> str:
    """Returns the character that stands for an element that is no text; empty for any other."""
    if element.tag == "img":
        return image_kind(element.get("src"))
    if element.tag in ("video", "picture", "iframe"):
        return IMAGE
    if element.tag in ("details", "pre") or (element.tag == "div" and element.has_class("hidden")):
        return FOLD
    if element.has_class("show_paper_citations"):
        return CITATIONS
    is_icon = element.tag in ("i", "span") and not element.text.strip() and element.get("class")
    return ICON if is_icon and not list(element.elements()) else ""


def image_kind(source: str) -> str:
    """Returns the character for an image: a shield, a live badge, or a picture."""
    if "shields.io" in source or "badge" in source.lower():
        is_static = "/badge/" in source or "static" in source
        return SHIELD if is_static or not re.search(r"/github/(?:stars|forks)|stars|forks", source) else STARS
    return IMAGE


def stream(inside: Iterable[Element | Text]) -> Stream:
    """Reads elements and texts; breaks are single, and no blanks are beside them."""
    writer = _Writer()
    writer.inside(inside, Look())
    text = "".join(writer.text)
    kept = _tidy(text)
    return Stream(
        "".join(text[i] for i in kept),
        tuple(writer.looks[i] for i in kept),
        "".join(writer.written[i] for i in kept),
        tuple(writer.places[i] for i in kept),
        tuple(writer.things[i] for i in kept),
        tuple(writer.urls),
    )


def _tidy(text: str) -> list[int]:
    """Returns which characters stay: of neighbouring breaks the strongest, and no blank beside a break or blank."""
    kept: list[int] = []
    for i, character in enumerate(text):
        last = text[kept[-1]] if kept else BLOCK
        if character == " " and last in " " + BREAKS:
            continue
        if character in BREAKS:
            while kept and text[kept[-1]] == " ":
                kept.pop()
            if kept and text[kept[-1]] in BREAKS:
                if BREAKS.index(character) <= BREAKS.index(text[kept[-1]]):
                    continue
                kept.pop()
            if not kept and character != BULLET:
                continue
        kept.append(i)
    while kept and text[kept[-1]] in " " + BREAKS:
        kept.pop()
    return kept
