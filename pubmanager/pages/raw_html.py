"""Where a page is raw HTML to kramdown: in elements that begin a line and do not say ``markdown="1"``."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.pages.comments import LINE_START
from pubmanager.pages.tags import tags
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.pages.tags import Tag

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
