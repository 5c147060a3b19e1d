"""An entry as one line of characters, each with its look: what the eye runs over, from left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.forms.dom import Element

# Breaks and things that are no text, as characters of their own.
LINE, BLOCK, BULLET = "\n", "\x1e", "\x1d"
IMAGE, SHIELD, STARS, CITATIONS, ICON, FOLD = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005", "\ue006"
BREAKS = LINE + BLOCK + BULLET
THINGS = IMAGE + SHIELD + STARS + CITATIONS + ICON + FOLD

_STYLES = {"strong": "b", "b": "b", "em": "i", "i": "i", "u": "u", "code": "c", "sup": "^", "sub": "_"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "div", "ul", "ol", "table", "tr", "dl", "blockquote", "center"} | _HEADINGS
_LEFT_OUT = {"script", "style", "button", "svg", "input"}
_SAME = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "\xa0": " ",
        "\t": " ",
        "\u200b": "",
        "\u200c": "",
        "\u2060": "",
    }
)


@dataclass(frozen=True)
class Look:
    """How a character looks: styles as letters, and the link it is in."""

    styles: str = ""
    link: int = 0

    def with_style(self, style: str) -> Look:
        """Returns the look with one style more."""
        return Look("".join(sorted({*self.styles, *style})), self.link)

    def without(self, styles: str) -> Look:
        """Returns the look without some styles."""
        return Look("".join(style for style in self.styles if style not in styles), self.link)


@dataclass(frozen=True)
class Stream:
    """Text and, for each character, its look."""

    text: str
    looks: tuple[Look, ...]

    def cut(self, start: int, end: int) -> Stream:
        """Returns a stretch of it."""
        return Stream(self.text[start:end], self.looks[start:end])

    def runs(self) -> list[Stream]:
        """Cuts it where the look changes, and around breaks and things."""
        runs, start = [], 0
        for i in range(1, len(self.text) + 1):
            if i == len(self.text) or self._is_edge(i):
                runs.append(self.cut(start, i))
                start = i
        return runs

    def _is_edge(self, i: int) -> bool:
        special = BREAKS + THINGS
        return self.looks[i] != self.looks[i - 1] or self.text[i] in special or self.text[i - 1] in special


class _Writer:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.looks: list[Look] = []
        self._links = 0

    def put(self, text: str, look: Look) -> None:
        for character in text:
            self.text.append(character)
            self.looks.append(look)

    def element(self, element: Element, look: Look) -> None:
        tag = element.tag
        thing = _thing(element)
        if tag in _LEFT_OUT:
            return
        if thing:
            self.put(thing, look)
        elif tag == "br":
            self.put(LINE, Look())
        elif tag == "li":
            self._block(element, look, BULLET)
        elif tag in _BLOCKS:
            self._block(element, look.with_style("h") if tag in _HEADINGS else look, BLOCK)
        else:
            self.inside(element, self._styled(element, look))

    def inside(self, element: Element, look: Look) -> None:
        for each in element.inside:
            if isinstance(each, str):
                self.put(re.sub(r"\s+", " ", each.translate(_SAME)), look)
            else:
                self.element(each, look)

    def _block(self, element: Element, look: Look, mark: str) -> None:
        self.put(mark, Look())
        self.inside(element, look)
        self.put(BLOCK, Look())

    def _styled(self, element: Element, look: Look) -> Look:
        if element.tag == "a" and "href" in element.attributes:
            self._links += 1
            return Look(look.styles, self._links)
        style = element.attributes.get("style", "")
        if element.tag in ("span", "font", "abbr") and ("class" in element.attributes or "background" in style):
            return look.with_style("t")
        if "color" in style or "color" in element.attributes:
            return look.with_style("k")
        return look.with_style(_STYLES.get(element.tag, ""))


def _thing(element: Element) -> str:
    if element.tag == "img":
        return _image(element.attributes.get("src", ""))
    if element.tag in ("video", "picture", "iframe"):
        return IMAGE
    if element.tag in ("details", "pre"):
        return FOLD
    if element.has_class("show_paper_citations"):
        return CITATIONS
    is_icon = element.tag in ("i", "span") and not element.text.strip() and "class" in element.attributes
    return ICON if is_icon else ""


def _image(source: str) -> str:
    if "shields.io" in source or "badge" in source:
        return SHIELD if "/badge/" in source or "static" in source else STARS
    return IMAGE


def stream(element: Element) -> Stream:
    """Reads the inside of an element; breaks are single, and no blanks are beside them."""
    writer = _Writer()
    writer.inside(element, Look())
    kept = _tidy("".join(writer.text))
    return Stream("".join(writer.text[i] for i in kept), tuple(writer.looks[i] for i in kept))


def _tidy(text: str) -> list[int]:
    """Which characters stay: of neighbouring breaks the strongest, no blank beside a break or blank, none at the ends."""
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
