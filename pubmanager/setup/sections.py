"""Where on a page the publications stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.pages.comments import syntax_of
from pubmanager.pages.prose import PRINTED, Heading, headings, masked, title_heading
from pubmanager.pages.raw_html import is_raw

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAG = re.compile(r"<(?!img\b)[^<>]*>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_ENTRY = re.compile(
    r"^[ \t]*(?:<(?:div|ul|ol|li|table|details)\b|[-*+][ \t]|\d{1,3}(?:[.)][ \t]|、)|\[\d+\])", re.MULTILINE
)
_LABEL = re.compile(r"(?:&\w+;|[\s*_])*(?:(?:19|20)\d\d|\*\*[^*]+\*\*:?)(?:&\w+;|[\s*_])*")
_PUBLICATIONS = re.compile(r"\b(?:publications?|papers)\b|论文|論文|發表|发表", re.IGNORECASE)


class Section(Struct, frozen=True):
    """The section on publications.

    Shape: ``at`` is where regions go; ``text`` is what stands there, by hand; ``is_raw`` says that HTML is around it,
    in which Markdown is not read.
    """

    at: int
    text: str
    is_raw: bool


def has_section(text: str, path: str) -> bool:
    """Tells whether a page has a section on publications."""
    return find_section(text, path) is not None


def find_section(text: str, path: str) -> Section | None:
    """Finds the section below the heading of the publications, or the page whose title says so.

    A heading inside a comment or code is none. Deeper headings, such as topics and years, belong to the section.
    """
    kind = syntax_of(path).kind
    prose = masked(text, kind).replace(PRINTED, " ")
    found = list(headings(prose, kind))
    heading = next((each for each in found if _PUBLICATIONS.search(each.title)), None)
    title = title_heading(text)
    if heading is None and title and _PUBLICATIONS.search(title.title):
        heading = title
    if heading is None:
        return None
    start, end = _end_of_line(text, heading.end), _end(heading, found, len(text))
    at = _before_entries(prose, start, end, [each.start for each in found])
    below = prose[at:end].strip()
    return Section(at, below if _TAG.sub("", below).strip() else "", kind == "markdown" and is_raw(prose, at))


def _before_entries(prose: str, start: int, end: int, headings_at: Sequence[int]) -> int:
    """Returns where the words end that introduce the entries: a link to a profile, what marks mean.

    A year or a label alone, such as ``**Journals**``, belongs to the entries below it.
    """
    firsts = [found.start() for found in _ENTRY.finditer(prose, start, end)]
    firsts += [at for at in headings_at if start <= at < end]
    words = list(_PARAGRAPH.finditer(prose, start, min(firsts))) if firsts else []
    while words and _LABEL.fullmatch(_TAG.sub("", words[-1].group())):
        words.pop()
    return _end_of_line(prose, words[-1].start() + len(words[-1].group().rstrip())) if words else start


def _end(heading: Heading, found: Sequence[Heading], end: int) -> int:
    return next((each.start for each in found if each.start >= heading.end and each.level <= heading.level), end)


def _end_of_line(text: str, offset: int) -> int:
    newline = text.find("\n", offset)
    end = len(text) if newline < 0 else newline
    return end - 1 if text[offset:end].endswith("\r") else end
