"""Regions: the stretches of a page that are ours, between two comments, and nothing else of it."""

from __future__ import annotations

from bisect import bisect_right
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.errors import PubsError, suggestion
from pubmanager.findings import Fault, quoted
from pubmanager.pages.syntax import Comment, code, commands, syntax_of
from pubmanager.regex import regex
from pubmanager.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.pages.syntax import Command

_NAME = regex(r"[\w.-]+")
_LOOSE_END = regex(r"\n(?<=[^\S\n]\n)")
_NEWLINE = regex(r"\r\n|\r|\n")
_LINE_END = regex(r"[ \t]*[\r\n]")
_INDENT = regex(r"[ \t]*")
_BACKTICKS = regex(r"`+")
_LENGTH = 8
_PIECE = 1 << 20


class Marker(Struct, frozen=True):
    """One ``pubs:begin`` or ``pubs:end`` comment. Shape: ``checksum`` is empty where the comment has none."""

    verb: str
    name: str
    checksum: str
    span: Span
    comment: Comment


class Region(Struct, frozen=True):
    """One region. Shape: ``span`` has both markers in it, ``body`` what stands between them."""

    name: str
    begin: Marker
    end: Marker

    @property
    def span(self) -> Span:
        return Span(self.begin.span.start, self.end.span.end)

    @property
    def body(self) -> Span:
        return Span(self.begin.span.end, self.end.span.start)


class Page(Struct, frozen=True):
    """A file of the user's with its regions, and what is wrong with its markers."""

    source: Source
    regions: tuple[Region, ...]
    faults: tuple[Fault, ...]


def read_page(source: Source) -> Page:
    """Finds the regions of a page; markers inside code are text.

    >>> page = read_page(Source("a.md", "<!-- pubs:begin all -->\\n<!-- pubs:end all -->"))
    >>> [region.name for region in page.regions]
    ['all']
    """
    regions: list[Region] = []
    faults: list[Fault] = []
    opened: Marker | None = None
    for marker in _markers(source):
        if not marker.name:
            faults.append(_fault(source, marker, f"'pubs:{marker.verb}' names no list"))
        elif marker.verb == "begin":
            if opened:
                faults.append(_fault(source, opened, f"no end marker for {quoted(opened.name)}"))
            opened = marker
        elif opened and opened.name == marker.name:
            regions.append(Region(marker.name, opened, marker))
            opened = None
        else:
            begun = f"; {quoted(opened.name)} is open" if opened else ""
            faults.append(_fault(source, marker, f"no begin marker for {quoted(marker.name)}{begun}"))
            opened = None
    if opened:
        faults.append(_fault(source, opened, f"no end marker for {quoted(opened.name)}"))
    return Page(source, tuple(regions), tuple(faults))


def _markers(source: Source) -> Iterator[Marker]:
    syntax = syntax_of(source.path)
    markers = [each for each in commands(source.text, syntax) if each.verb in ("begin", "end")]
    in_code = _in_code(source.text, markers) if markers and syntax.kind == "markdown" else ()
    for found in markers:
        if found.span in in_code:
            continue
        words = found.rest.split()
        name = words[0] if words and _NAME.fullmatch(words[0]) else ""
        yield Marker(found.verb, name, words[1] if len(words) > 1 else "", found.span, found.comment)


def _in_code(text: str, markers: Sequence[Command]) -> set[Span]:
    """Returns where those markers are that stand in code."""
    spans = list(code(text))
    starts = [each.start for each in spans]
    found = ((each.span, bisect_right(starts, each.span.start) - 1) for each in markers)
    return {span for span, index in found if index >= 0 and span.start < spans[index].end}


def _fault(source: Source, marker: Marker, message: str) -> Fault:
    return Fault("W013", message, source, marker.span)


_MOST = 5  # lists that a message names


def unknown_regions(page: Page, lists: Sequence[str]) -> Iterator[Fault]:
    """Yields an error for each region whose list is not declared."""
    for region in page.regions:
        if region.name not in lists:
            there = f"lists in pubs.toml: {', '.join(lists[:_MOST])}" if lists else ""
            hint = suggestion(region.name, lists) or there
            message = f"no list is called {quoted(region.name)}{f'; {hint}' if hint else ''}"
            yield Fault("W013", message, page.source, region.begin.span)


def checksum(text: str) -> str:
    """Returns a short checksum; newlines and blanks at line ends, which editors change, do not count."""
    if "\r" in text or _LOOSE_END.search(text) or text.rstrip("\n") != text.rstrip():  # not what we wrote
        text = "\n".join(map(str.rstrip, _NEWLINE.split(text)))
    text, found = text.strip("\n"), sha256()
    for start in range(0, len(text), _PIECE):  # a page may be large, and takes three times its size to encode
        found.update(text[start : start + _PIECE].encode("utf-8", "surrogatepass"))
    return found.hexdigest()[:_LENGTH]


def is_edited(page: Page, region: Region) -> bool:
    """Whether a region's text is not what was written there last; text in a region never filled counts as edited."""
    body = page.source[region.body]
    return checksum(body) != region.end.checksum if region.end.checksum else bool(body.strip())


def fill(page: Page, contents: Mapping[str, str], again: Mapping[str, str] | None = None) -> str:
    """Returns the page's text with the regions of these lists filled and everything else as it was.

    Shape: ``again`` has what a list's second and later regions hold instead, where that differs.

    >>> page = read_page(Source("a.md", "I wrote <!-- pubs:begin n --><!-- pubs:end n --> papers."))
    >>> fill(page, {"n": "20"})
    'I wrote <!-- pubs:begin n -->20<!-- pubs:end n f5ca38f7 --> papers.'
    """
    text, texts = page.source.text, dict(contents)
    pieces: list[str] = []  # joined once: a page may be large
    cursor = 0
    for region in page.regions:
        if region.name in texts:
            pieces += [text[cursor : region.body.start], *_filled(page.source, region, texts[region.name])]
            cursor = region.span.end
            texts |= {region.name: again[region.name]} if again and region.name in again else {}
    return "".join([*pieces, text[cursor:]])


def html_for(path: str, content: str) -> str:
    """Returns HTML as a file takes it: pandoc would read Markdown in it but for a fence.

    >>> html_for("about.md", "<p>*</p>"), html_for("about.qmd", "<p>*</p>")
    ('<p>*</p>', '```{=html}\\n<p>*</p>\\n```')
    """
    kind = syntax_of(path).html_fence
    if not kind or not content.startswith("<"):
        return content
    fence = "`" * max((3, *(len(run) + 1 for run in _BACKTICKS.findall(content))))
    return f"{fence}{kind}\n{content}\n{fence}"


def _filled(source: Source, region: Region, content: str) -> list[str]:
    """Returns body and end marker of a region, in pieces; an inline one stays on its line."""
    is_block = _stands_alone(source, region)
    before, body, after = _block(source, region, content) if is_block else ("", " ".join(content.split("\n")), "")
    body = source.representable(body)
    if "pubs:" in body.lower() and any(
        each.verb in ("begin", "end") for each in commands(body, syntax_of(source.path))
    ):
        place = source.place(region.span.start)
        hint = "values are written without; look into its theme and its options"
        raise PubsError(f"list '{region.name}' prints the marker of a region", place=place, hint=hint)
    ending = region.end.comment.around(f"pubs:end {region.name} {checksum(body)}")
    return [before, body, after, _indent(source, region) if is_block else "", ending]


def _stands_alone(source: Source, region: Region) -> bool:
    """Whether the begin marker ends its line, or comments of this form always do."""
    return bool(_LINE_END.match(source.text, region.body.start)) or not region.begin.comment.closing


def _indent(source: Source, region: Region) -> str:
    line_start = source.start_of_line(region.span.start)
    match = _INDENT.match(source.text, line_start)
    return match.group() if match and match.end() == region.span.start else ""


def _block(source: Source, region: Region, content: str) -> tuple[str, str, str]:
    """Returns a text indented like its marker, between what puts it on lines of its own.

    In Markdown a blank line ends it, or kramdown pulls the marker into the last list item, and one begins a table,
    or kramdown sees a paragraph.
    """
    newline, kind = source.newline, syntax_of(source.path).kind
    if not content:
        return newline, "", ""
    indent = _indent(source, region)
    text = "\n".join([indent + line if line else "" for line in content.split("\n")]) if indent else content
    is_table = kind == "markdown" and content.startswith("|")
    text = text if newline == "\n" else text.replace("\n", newline)
    return newline * (1 + is_table), text, newline * (1 + (kind in ("markdown", "rst")))
