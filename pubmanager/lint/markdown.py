"""What of a page is running text: code, comments and Liquid are blanked out, so that places stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pubmanager.pages.code import fenced_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_RAW = re.compile(r"<(?P<tag>script|style|pre|code)\b[^>]*>.*?</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE)
_CODE_SPAN = re.compile(r"(?P<ticks>`+)(?!`)(?:[^\r\n]|\r?\n(?!\s*\n))*?(?<!`)(?P=ticks)(?!`)")
_NOT_NEWLINE = re.compile(r"[^\r\n]")
_BLANK_LINE = re.compile(r"^[ \t]*\r?$", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+", re.MULTILINE)
_HEADING = re.compile(
    r"^(?:#{1,6}[ \t]+(?P<atx>[^\r\n]+)|<h(?P<level>[1-6])[^>]*>(?P<html>.*?)</h(?P=level)>)", re.MULTILINE | re.DOTALL
)
_BOX = re.compile(r"<div\b[^>]*class=['\"][^'\"]*\bpaper-box(?![\w-])[^>]*>")


def masked(text: str) -> str:
    """Returns the page with blanks for front matter, code, comments and Liquid.

    >>> masked("a `b|c` <!-- d --> e")
    'a                  e'
    """
    for pattern in (_FRONT_MATTER, _COMMENT, _LIQUID, _RAW):
        text = pattern.sub(_blanks, text)
    for block in reversed(fenced_blocks(text)):
        text = text[: block.start] + _NOT_NEWLINE.sub(" ", text[block.start : block.end]) + text[block.end :]
    return _CODE_SPAN.sub(_blanks, text)


def _blanks(found: re.Match[str]) -> str:
    return _NOT_NEWLINE.sub(" ", found.group())


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


def publication_blocks(text: str) -> Iterator[Block]:
    """Yields the boxes and items of a page's sections about publications, one block for each publication."""
    for start, end in _publication_sections(text):
        boxes = [found.start() for found in _BOX.finditer(text, start, end)]
        items = [
            found.start() for found in _ITEM.finditer(text, start, end) if not _is_in_box(text, found.start(), boxes)
        ]
        edges = [*sorted([*boxes, *items]), end]
        for begin, stop in pairwise(edges):
            yield Block(begin, text[begin:stop])


def _is_in_box(text: str, offset: int, boxes: list[int]) -> bool:
    """Whether an item stands inside the last box before it: the box's `<div>`s are not closed yet."""
    before = [box for box in boxes if box < offset]
    if not before:
        return False
    piece = text[before[-1] : offset]
    return len(re.findall(r"<div\b", piece)) > piece.count("</div")


_PUBLICATIONS = re.compile(
    r"publication|paper|论文|manuscript|preprint|journal|conference|others?\b|proceedings|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"news|award|hono[u]?r|education|service|talk|experience|about|patent|project|grant|review|新闻|获奖", re.IGNORECASE
)


def _publication_sections(text: str) -> Iterator[tuple[int, int]]:
    """Yields the stretches below headings about publications, and below the deeper headings in them."""
    headings = list(_HEADING.finditer(text))
    inside = 0  # level of the heading that began it all
    for heading, following in zip(headings, [*headings[1:], None], strict=False):
        title = heading["atx"] or heading["html"] or ""
        level = int(heading["level"] or len(heading.group()) - len(heading.group().lstrip("#")))
        inside = inside if inside and level > inside else 0
        is_other = bool(_OTHER.search(title))
        if not inside and _PUBLICATIONS.search(title) and not is_other:
            inside = level
        if inside and not is_other:
            yield heading.end(), following.start() if following else len(text)


def plain_words(text: str) -> frozenset[str]:
    """Returns the words of a stretch of Markdown or HTML, without addresses and tags."""
    bare = re.sub(r"<[^>]*>|https?://[^\s)\"']+|&#?\w+;", " ", text)
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]{3,}", bare))
