"""HTML in a page: tags, links and images with their places, and what kramdown takes for raw HTML."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.pages.syntax import LINE_START
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


# A quoted value may hold `<` and `>`; a tag that another one interrupts is none.
_TAG = regex(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>",
)
_ATTRIBUTE = regex(
    r"(?P<name>[^\s\"'<>/=]+)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>`]+)))?"
)


class Attribute(Struct, frozen=True):
    """One attribute. Shape: ``value`` is as written; ``span`` is the whole attribute, ``place`` its value."""

    name: str
    value: str
    span: Span
    place: Span


class Tag(Struct, frozen=True):
    """One tag. Shape: ``name`` is in lower case; ``inside`` is the text between the name and ``>``."""

    name: str
    is_closing: bool
    inside: str
    start: int
    end: int

    @property
    def is_void(self) -> bool:
        """Whether it is written as one that closes itself."""
        return self.inside.endswith("/")

    def attributes(self) -> Iterator[Attribute]:
        """Yields the attributes; the value of one that has none is empty."""
        offset = self.end - 1 - len(self.inside)
        for found in _ATTRIBUTE.finditer(self.inside):
            group = next((each for each in ("double", "single", "bare") if found[each] is not None), "")
            start, end = found.span(group) if group else (found.end(), found.end())
            name, value = found["name"].lower(), found[group] if group else ""
            yield Attribute(
                name, value, Span(offset + found.start(), offset + found.end()), Span(offset + start, offset + end)
            )

    def attribute(self, name: str) -> Attribute | None:
        """Returns the first attribute of a name, which is the one that counts."""
        return next((each for each in self.attributes() if each.name == name), None) if self.inside else None

    @property
    def classes(self) -> list[str]:
        """The classes of the element."""
        found = self.attribute("class")
        return found.value.split() if found else []


@lru_cache(maxsize=2)  # of the page that is looked at: each of several rules asks
def tags(prose: str) -> tuple[Tag, ...]:
    """Returns the tags of a masked page.

    >>> [(each.name, each.is_closing) for each in tags("<p class='a>b'>1 < 2</p>")]
    [('p', False), ('p', True)]
    """
    return tuple(
        Tag(name.lower(), bool(close), attributes, *found.span())
        for found in _TAG.finditer(prose)
        for close, name, attributes in (found.groups(),)
    )


def tags_between(prose: str, start: int, end: int) -> tuple[Tag, ...]:
    """Returns the tags in a stretch of a masked page."""
    every = tags(prose)
    first, last = (bisect_left(every, offset, key=_start) for offset in (start, end))
    return every[first : last - 1 if last > first and every[last - 1].end > end else last]


def _start(tag: Tag) -> int:
    return tag.start


# With its semicolon, or `?a=1&copy=2` would change.
_REFERENCE = regex(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,31});")
# A blank line ends a paragraph, and no link leaves one.
_SIGN = regex(r"\\[\s\S]|!?\[|\]|\n[ \t\r]*\n|\r[ \t]*\r")
# The address in angle brackets or without blanks, with parentheses in pairs; then perhaps a title.
_TARGET = regex(
    r"\([ \t]*+\n?[ \t]*+(?:<(?P<angle>[^<>\n]*)>|(?P<bare>(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*+\))*+))"
    r"(?:[ \t\r\n]++(?:\"[^\"]*+\"|'[^']*+'))?\s*+\)"
)


class Link(Struct, frozen=True):
    """A link or an image.

    Shape: ``url`` is what a browser gets, its references decoded; ``span`` is the whole of it in Markdown, the
    attribute or the tag in HTML; ``place`` is where the address stands, ``label`` where the text or the alternative
    text does (``None`` in HTML where there is none); ``tag`` is that of HTML.
    """

    url: str
    span: Span
    place: Span
    label: Span | None
    is_image: bool
    tag: Tag | None = None


def markdown_links(prose: str) -> Iterator[Link]:
    """Yields the links and images of Markdown in a masked page; of links in a link only the inner ones are any.

    >>> [(each.url, each.is_image) for each in markdown_links("[![a](b.png)](c) [d](<e f> 'g')")]
    [('b.png', True), ('c', False), ('e f', False)]
    """
    opened: list[tuple[int, bool]] = []  # the brackets that are open, each with whether an image begins there
    at = 0
    while found := _SIGN.search(prose, at):
        sign, at = found.group(), found.end()
        if sign in ("[", "!["):
            opened.append((found.start(), sign == "!["))
        elif sign[0] in "\r\n":
            opened.clear()
        elif sign == "]" and opened:
            start, is_image = opened.pop()
            target = _TARGET.match(prose, at)
            if not target:
                continue
            group = "angle" if target["angle"] is not None else "bare"
            label = Span(start + 1 + is_image, found.start())
            at = target.end()
            yield Link(_decoded(target[group]), Span(start, at), Span(*target.span(group)), label, is_image)
            if not is_image:
                opened.clear()  # a link has no link in it


def html_links(prose: str) -> Iterator[Link]:
    """Yields the links and images of HTML in a masked page.

    >>> [(each.url, each.is_image) for each in html_links("<a href='a?b&amp;c'><img src=d.png></a>")]
    [('a?b&c', False), ('d.png', True)]
    """
    for tag in tags(prose):
        if tag.is_closing or tag.name not in ("a", "area", "img"):
            continue
        is_image = tag.name == "img"
        address = tag.attribute("src" if is_image else "href")
        alt = tag.attribute("alt") if tag.name != "a" else None
        if address or is_image:
            place = address.place if address else Span(tag.end, tag.end)
            span = address.span if address and not is_image else Span(tag.start, tag.end)
            yield Link(
                _decoded(address.value if address else ""), span, place, alt.place if alt else None, is_image, tag
            )


def _decoded(address: str) -> str:
    return _REFERENCE.sub(lambda found: html.unescape(found.group()), address)


# Elements that kramdown reads within a line, wherever they stand, and those that have no end.
# Source: kramdown 2.4, `HTML_SPAN_ELEMENTS` and `HTML_ELEMENTS_WITHOUT_BODY`.
_SPANS = frozenset(
    ("a", "abbr", "acronym", "b", "big", "bdo", "br", "button", "cite", "code", "del", "dfn", "em", "i", "img", "input",
     "ins", "kbd", "label", "mark", "option", "q", "rb", "rbc", "rp", "rt", "rtc", "ruby", "samp", "select", "small",
     "span", "strong", "sub", "sup", "tt", "u", "var")
)  # fmt: skip
_WITHOUT_END = frozenset(
    ("area", "base", "br", "col", "command", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source",
     "track", "wbr")
)  # fmt: skip
# What begins a line: blanks and the marks of quotes and items.
_LEAD = regex(rf"{LINE_START}[ \t]*+(?:(?:>|[-*+](?=[ \t])|\d{{1,9}}[.)](?=[ \t]))[ \t]*+)*+", re.MULTILINE)
_READ = ("1", "block", "span")


class RawText(Struct, frozen=True):
    """A stretch of raw text. Shape: ``element`` is where the outermost element around it begins."""

    start: int
    end: int
    element: int


def raw_texts(prose: str) -> Iterator[RawText]:
    """Yields the stretches of a masked page that kramdown does not read as Markdown, tags left out.

    >>> prose = "<div>*a*<p markdown='1'>*b*</p></div> *c*"
    >>> [prose[raw.start : raw.end] for raw in raw_texts(prose)]
    ['*a*']
    """
    elements: list[tuple[str, bool, int]] = []  # the open ones, whether each is raw, and where it begins
    opened: Counter[str] = Counter()
    firsts = {found.end() for found in _LEAD.finditer(prose)} if "<" in prose else set()
    at = 0
    for tag in tags(prose):
        is_inline = tag.name in _SPANS and not (opened[tag.name] if tag.is_closing else _is_read(tag))
        if is_inline or tag.name in _WITHOUT_END or tag.is_void:
            continue
        is_raw = bool(elements) and elements[-1][1]
        if is_raw and prose[at : tag.start].strip():
            yield RawText(at, tag.start, elements[0][2])
        at = tag.end
        if tag.is_closing:
            while opened[tag.name]:
                name = elements.pop()[0]
                opened[name] -= 1
                if name == tag.name:
                    break
        elif is_raw or tag.start in firsts:
            elements.append((tag.name, not _is_read(tag), tag.start))
            opened[tag.name] += 1
    if elements and elements[-1][1] and prose[at:].strip():
        yield RawText(at, len(prose), elements[0][2])


def is_raw(prose: str, offset: int) -> bool:
    """Tells whether what is put at a place of a masked page would be raw text."""
    filled = f"{prose[:offset]}.{prose[offset:]}"
    return any(raw.start <= offset < raw.end for raw in raw_texts(filled))


def _is_read(tag: Tag) -> bool:
    found = tag.attribute("markdown")
    return found is not None and found.value in _READ
