"""What the text of a page is made of: paragraphs, and one block for each publication."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pubmanager.pages.prose import headings, title_heading
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK_LINE = regex(r"^[ \t]*\r?$", re.MULTILINE)
_ITEM = regex(r"^(?P<indent>[ \t]*)(?P<marker>[-*+]|\d{1,9}[.)])[ \t]+", re.MULTILINE)
_ROW = regex(r"<(?P<close>/?)(?:li|tr)\b[^<>]*>", re.IGNORECASE)
_CLASSED = regex(r"<(?P<close>/?)div\b(?:[^<>]*?\bclass\s*=\s*[\"'](?P<class>[^\"']*)[\"'])?[^<>]*>", re.IGNORECASE)
_PARAGRAPH = regex(r"<p\b[^<>]*>", re.IGNORECASE)
_DIV = regex(r"<(?P<close>/?)div\b", re.IGNORECASE)
_BOX = regex(r"<div\b[^>]*class=['\"][^'\"]*\bpaper-box(?![\w-])[^>]*>")

# Tags and addresses: what a reader does not see of an entry.
UNSEEN = r"<[^<>]*>|(?<=\])\([^()\s]*\)|https?://[^\s)\"'<>]+"


@dataclass(frozen=True, slots=True)
class Block:
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
            *(found.start() for found in _BLANK_LINE.finditer(text)),
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


def publication_blocks(text: str, prose: str) -> Iterator[Block]:
    """Yields the boxes and items of a page's sections about publications, one block for each publication.

    Shape: ``prose`` is the page masked. Without boxes and items, the paragraphs of HTML or the whole section.
    """
    for start, end in _publication_sections(text, prose):
        edges = _edges(prose, start, end)
        for begin, stop in pairwise([*edges, end]):
            yield Block(begin, prose[begin:stop])


def _edges(prose: str, start: int, end: int) -> list[int]:
    boxes = [found.start() for found in _BOX.finditer(prose, start, end)]
    ends = [start, *_box_ends(prose, boxes, end)]
    items = [*_items(prose, start, end), *_rows(prose, start, end)]
    edges = sorted([*boxes, *(at for at in items if at >= ends[bisect_right(boxes, at)])])
    paragraphs = [found.start() for found in _PARAGRAPH.finditer(prose, start, end)]
    return edges or _repeated_divs(prose, start, end) or paragraphs or [start]


def _repeated_divs(prose: str, start: int, end: int) -> list[int]:
    """Returns the outermost `<div>`s that follow each other with one class, as entries of plain HTML do."""
    places: dict[tuple[int, str], list[int]] = {}
    depth = 0
    for found in _CLASSED.finditer(prose, start, end):
        if found["close"]:
            depth -= 1
        else:
            places.setdefault((depth, found["class"] or ""), []).append(found.start())
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


def _rows(prose: str, start: int, end: int) -> Iterator[int]:
    """Yields the items of HTML's lists and the rows of its tables, but not those inside another."""
    depth = 0
    for found in _ROW.finditer(prose, start, end):
        if not found["close"]:
            if not depth:
                yield found.start()
            depth += 1
        else:
            depth = max(depth - 1, 0)


def _box_ends(text: str, boxes: list[int], end: int) -> Iterator[int]:
    """Yields where each box is closed, or where the next one begins."""
    for begin, following in pairwise([*boxes, end]):
        depth = 0
        for found in _DIV.finditer(text, begin, following):
            depth += -1 if found["close"] else 1
            if depth <= 0:
                yield found.end()
                break
        else:
            yield following


_PUBLICATIONS = regex(
    r"publication|paper|论文|manuscript|preprint|journal|conference|others?\b|proceedings|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_OTHER = regex(
    r"news|award|hono[u]?r|education|service|talk|experience|about|patent|project|grant|(?<!under )review|新闻|获奖",
    re.IGNORECASE,
)


def _publication_sections(text: str, prose: str) -> list[tuple[int, int]]:
    """Returns the stretches below headings about publications, or, on pages without one, those with boxes of papers."""
    sections = list(_titled_sections(text, prose))
    if sections:
        return sections
    starts = [0, *(heading.end for heading in headings(prose)), len(prose)]
    return [(start, end) for start, end in pairwise(starts) if _BOX.search(prose, start, end)]


def _titled_sections(text: str, prose: str) -> Iterator[tuple[int, int]]:
    """Yields the stretches below headings about publications, and below the deeper headings in them."""
    title = title_heading(text)
    found = [*([title] if title else []), *headings(prose)]
    inside: int | None = None  # level of the heading that began it all
    for heading, following in zip(found, [*found[1:], None], strict=False):
        inside = inside if inside is not None and heading.level > inside else None
        is_other = bool(_OTHER.search(heading.title))
        if inside is None and _PUBLICATIONS.search(heading.title) and not is_other:
            inside = heading.level
        if inside is not None and not is_other:  # a deeper heading may be a publication's title
            yield heading.start if heading.level > inside else heading.end, following.start if following else len(prose)


def plain_words(text: str) -> frozenset[str]:
    """Returns the words of a stretch of Markdown or HTML, without addresses and tags."""
    bare = re.sub(r"<[^>]*>|https?://[^\s)\"']+|&#?\w+;", " ", text)
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]{3,}", bare))
