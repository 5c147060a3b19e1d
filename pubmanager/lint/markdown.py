"""What the text of a page is made of: paragraphs, and one block for each publication."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.pages.html import tags_between
from pubmanager.pages.prose import headings, title_heading
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pubmanager.pages.html import Tag
    from pubmanager.pages.prose import Heading
    from pubmanager.pages.syntax import Kind

_BLANK_LINES = regex(r"^(?:[ \t]*+\r?\n)++|^[ \t]*+\r?\Z", re.MULTILINE)
_ITEM = regex(r"^(?P<indent>[ \t]*)(?P<marker>[-*+]|\d{1,9}[.)])[ \t]+", re.MULTILINE)
# Tags and addresses: what a reader does not see of an entry.
UNSEEN = r"<[^<>]*>|(?<=\])\([^()\s]*\)|https?://[^\s)\"'<>]+"


class Block(Struct, frozen=True):
    """A stretch of a page: a paragraph, or one publication. Units: offsets into the page."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def paragraphs(text: str) -> Iterator[Block]:
    """Yields paragraphs and items of lists, without the markers of items."""
    edges = sorted(
        {
            0,
            len(text),
            *(found.start() for found in _BLANK_LINES.finditer(text)),
            *(found.start() for found in _ITEM.finditer(text)),
        }
    )
    for start, end in pairwise(edges):
        marker = _ITEM.match(text, start)
        begin = marker.end() if marker else start
        piece = text[begin:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield Block(begin + lead, piece.strip())


def publication_blocks(text: str, prose: str, kind: Kind = "markdown") -> Iterator[Block]:
    """Yields the boxes and items of a page's sections about publications, one block for each publication.

    Shape: ``prose`` is the page masked. Without boxes and items, the paragraphs of HTML or the whole section.
    """
    for start, end in _publication_sections(text, prose, kind):
        edges = _edges(prose, start, end, kind)
        for begin, stop in pairwise([*edges, end]):
            yield Block(begin, prose[begin:stop])


_ELEMENTS = frozenset(("div", "li", "tr", "p"))


def _edges(prose: str, start: int, end: int, kind: Kind) -> list[int]:
    elements = [tag for tag in tags_between(prose, start, end) if tag.name in _ELEMENTS]
    divs = [tag for tag in elements if tag.name == "div"]
    boxes = [at for at, tag in enumerate(divs) if _is_box(tag)]
    starts, ends = [divs[at].start for at in boxes], [start, *_box_ends(divs, boxes, end)]
    items = [*(_items(prose, start, end) if kind == "markdown" else ()), *_rows(elements)]
    edges = sorted([*starts, *(at for at in items if at >= ends[bisect_right(starts, at)])])
    paragraphs = [tag.start for tag in elements if tag.name == "p" and not tag.is_closing]
    return edges or _repeated_divs(divs) or paragraphs or [start]


def _is_box(tag: Tag) -> bool:
    return tag.name == "div" and not tag.is_closing and "paper-box" in tag.classes


def _repeated_divs(divs: Iterable[Tag]) -> list[int]:
    """Returns the outermost `<div>`s that follow each other with one class, as entries of plain HTML do."""
    places: dict[tuple[int, str], list[int]] = {}
    depth = 0
    for tag in divs:
        if tag.is_closing:
            depth -= 1
        else:
            places.setdefault((depth, " ".join(tag.classes)), []).append(tag.start)
            depth += 1
    repeated = [(depth, at) for (depth, name), at in places.items() if name and len(at) > 1]
    return min(repeated, key=lambda each: (each[0], -len(each[1])))[1] if repeated else []


def _items(prose: str, start: int, end: int) -> Iterator[int]:
    """Yields the items of Markdown's lists, but not those inside an item."""
    inside = 0  # the column from which on a marker is one in the item before
    for found in _ITEM.finditer(prose, start, end):
        column = len(found["indent"].expandtabs(4))
        if not inside or column < inside:
            inside = column + len(found["marker"]) + 1
            yield found.start()


def _rows(elements: Iterable[Tag]) -> Iterator[int]:
    """Yields the items of HTML's lists and the rows of its tables, but not those inside another."""
    depth = 0
    for tag in elements:
        if tag.name not in ("li", "tr"):
            continue
        if not tag.is_closing:
            if not depth:
                yield tag.start
            depth += 1
        else:
            depth = max(depth - 1, 0)


def _box_ends(divs: Sequence[Tag], boxes: Sequence[int], end: int) -> Iterator[int]:
    """Yields where each box is closed, or where the next one begins; boxes are given by their places among the divs."""
    for begin, following in pairwise([*boxes, len(divs)]):
        depth = 0
        for tag in divs[begin:following]:
            depth += -1 if tag.is_closing else 1
            if depth <= 0:
                yield tag.end
                break
        else:
            yield divs[following].start if following < len(divs) else end


_PUBLICATIONS = regex(
    r"publication|paper|论文|manuscript|preprint|journal|conference|others?\b|proceedings|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_OTHER = regex(
    r"news|award|hono[u]?r|education|service|talk|experience|about|patent|project|grant|(?<!under )review|新闻|获奖",
    re.IGNORECASE,
)


def _publication_sections(text: str, prose: str, kind: Kind) -> list[tuple[int, int]]:
    """Returns the stretches below headings about publications, or, on pages without one, those with boxes of papers."""
    found = list(headings(prose, kind))
    sections = list(_titled_sections(title_heading(text), found, len(prose)))
    if sections:
        return sections
    starts = [0, *(heading.end for heading in found), len(prose)]
    return [(start, end) for start, end in pairwise(starts) if any(map(_is_box, tags_between(prose, start, end)))]


def _titled_sections(title: Heading | None, found: Sequence[Heading], end: int) -> Iterator[tuple[int, int]]:
    """Yields the stretches below headings about publications, and below the deeper headings in them."""
    every = [*([title] if title else []), *found]
    inside: int | None = None  # level of the heading that began it all
    for heading, following in zip(every, [*every[1:], None], strict=False):
        inside = inside if inside is not None and heading.level > inside else None
        is_other = bool(_OTHER.search(heading.title))
        if inside is None and _PUBLICATIONS.search(heading.title) and not is_other:
            inside = heading.level
        if inside is not None and not is_other:  # a deeper heading may be a publication's title
            yield heading.start if heading.level > inside else heading.end, following.start if following else end


def plain_words(text: str) -> frozenset[str]:
    """Returns the words of a stretch of Markdown or HTML, without addresses and tags."""
    bare = re.sub(r"<[^<>]*>|https?://[^\s)\"']+|&#?\w+;", " ", text)
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]{3,}", bare))
