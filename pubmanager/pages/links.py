"""Links and images of a page, as Markdown and as HTML write them, with the places of their addresses."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.pages.tags import tags
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.pages.tags import Tag

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
