"""What rules about pages and sites look at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.config.find import GENERATORS
from pubmanager.findings import Diagnostic, Edit, Fix
from pubmanager.lint.markdown import UNSEEN, publication_blocks
from pubmanager.lint.rule import MARKDOWN, MARKUP
from pubmanager.model.folding import folded
from pubmanager.pages.html import html_links, markdown_links, raw_texts
from pubmanager.pages.prose import blanks, covered, masked
from pubmanager.pages.syntax import LINE_START, syntax_of
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.lint.facts import Facts
    from pubmanager.lint.markdown import Block
    from pubmanager.lint.rule import Language
    from pubmanager.lint.subjects import CheckedBibliography
    from pubmanager.model.publication import Publication
    from pubmanager.pages.html import Link, RawText
    from pubmanager.pages.regions import Page, Region
    from pubmanager.source import Source


_KRAMDOWN = (".md", ".markdown", ".mkd", ".mdown")
_HTML_PARAGRAPH = regex(rf"{LINE_START}[ \t]*</?[A-Za-z][^\r\n]*(?:(?:\r\n|\r|\n)[ \t]*[^\s][^\r\n]*)*+", re.MULTILINE)


class CheckedPage(Struct, frozen=True, dict=True):
    """One page, hand-written parts and regions alike. Shape: ``path`` is relative to the site, with ``/``."""

    page: Page
    path: str
    bibliography: CheckedBibliography

    @property
    def source(self) -> Source:
        return self.page.source

    @property
    def text(self) -> str:
        """The page as written."""
        return self.page.source.text

    @property
    def facts(self) -> Facts:
        return self.bibliography.facts

    @cached_property
    def language(self) -> Language:
        """What the page is written in, by its suffix and the site's generator."""
        kind = syntax_of(self.path).kind
        return "kramdown" if kind == "markdown" and self._is_kramdown else kind

    @property
    def _is_kramdown(self) -> bool:
        """Whether kramdown reads the page: it is Jekyll's Markdown, which is meant where nothing says otherwise."""
        if not self.path.lower().endswith(_KRAMDOWN):
            return False
        site = self.facts.site
        if site is None or site.jekyll:
            return str((site.jekyll if site else {}).get("markdown", "kramdown")).lower() == "kramdown"
        return next((name for file, name in GENERATORS if site.files.find(file)), "jekyll") == "jekyll"

    @cached_property
    def masked(self) -> str:
        """The page with blanks for code and comments; places are those of the page."""
        return masked(self.text, syntax_of(self.path).kind)

    @cached_property
    def handwritten(self) -> str:
        """The masked page with blanks for what stands in regions."""
        bodies = (region.body for region in self.page.regions)
        return covered(self.masked, ((body.start, body.end, " ") for body in bodies))

    @cached_property
    def raw(self) -> tuple[RawText, ...]:
        """The stretches of the masked page that its Markdown leaves alone, since they are in elements of HTML."""
        return tuple(raw_texts(self.masked)) if self.language in MARKDOWN and not self._reads_html else ()

    @property
    def _reads_html(self) -> bool:
        """Whether the site's kramdown reads Markdown in every element."""
        settings = self.facts.site.jekyll.get("kramdown") if self.facts.site else None
        return self.language == "kramdown" and isinstance(settings, dict) and bool(settings.get("parse_block_html"))

    @cached_property
    def markdown(self) -> str:
        """The masked page with blanks for all that is read as no Markdown: of a page in HTML that is all."""
        if self.language not in MARKDOWN:
            return blanks(self.masked)
        text = covered(self.masked, ((raw.start, raw.end, " ") for raw in self.raw))
        if self.language == "kramdown":
            return text
        # Others begin HTML with any tag that begins a paragraph; what follows in it is left alone.
        return covered(text, ((*found.span(), " ") for found in _HTML_PARAGRAPH.finditer(text)))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links and images of the page, of Markdown and of HTML, in order."""
        found = [*markdown_links(self.markdown), *(html_links(self.masked) if self.language in MARKUP else ())]
        return tuple(sorted(found, key=lambda each: each.span.start))

    @cached_property
    def written_blocks(self) -> tuple[Block, ...]:
        """The publications of the page that stand outside its regions."""
        return tuple(publication_blocks(self.text, self.handwritten, syntax_of(self.path).kind))

    @cached_property
    def is_hand_written(self) -> bool:
        """Whether the page shows publications, and none of its regions has any text yet."""
        text = self.text
        return not any(text[each.body.start : each.body.end].strip() for each in self.page.regions) and bool(
            self.written_blocks
        )

    @cached_property
    def shown_by_hand(self) -> tuple[HandWritten, ...]:
        """The publications outside the regions that the bibliography has."""
        return tuple(_shown_by_hand(self))

    def links_in(self, block: Block) -> Iterator[Link]:
        """Yields the links in a block that stand outside of regions, but not the images."""
        first = bisect_left(self._link_starts, block.start)
        for link in self.links[first : bisect_left(self._link_starts, block.end)]:
            if not link.is_image and link.place.end <= block.end and not self.is_generated(link.place.start):
                yield link

    @cached_property
    def _link_starts(self) -> list[int]:
        return [each.span.start for each in self.links]

    def replacing(self, title: str, start: int, end: int, text: str) -> Fix:
        """Returns a fix that replaces a stretch of the page."""
        return Fix(title, (Edit(Span(start, end), text),))

    def is_generated(self, offset: int) -> bool:
        """Whether a place is inside a region, whose text the next rendering replaces."""
        return self.region_at(offset) is not None

    def region_at(self, offset: int) -> Region | None:
        """Returns the region that a place is inside of."""
        index = bisect_right(self._bodies, offset) - 1
        found = self.page.regions[index] if index >= 0 else None
        return found if found and offset < found.body.end else None

    @cached_property
    def _bodies(self) -> list[int]:
        return [each.body.start for each in self.page.regions]

    def at(self, message: str, start: int, end: int, *, fix: Fix | None = None) -> Diagnostic:
        """Points at a stretch of the page."""
        return Diagnostic(message, self.source, Span(start, end), fix=fix)


class CheckedSite(Struct, frozen=True):
    """A bibliography with the pages made from it. Shape: ``bib_paths`` are relative to the site, with ``/``."""

    bibliography: CheckedBibliography
    pages: Sequence[CheckedPage]
    bib_paths: tuple[str, ...] = ()

    def at(self, source: Source, message: str, start: int, end: int, *, fix: Fix | None = None) -> Diagnostic:
        """Points at a stretch of a file of the site."""
        return Diagnostic(message, source, Span(start, end), fix=fix)

    @property
    def facts(self) -> Facts:
        return self.bibliography.facts


_FEWEST_WORDS = 3  # of a title; shorter ones may be part of any text, and count where they stand alone
_UNSEEN = regex(UNSEEN)
# What follows the title, authors and venue of an entry: a summary.
_SUMMARY = regex(r"\n[ \t]*[-*+>] |<ul\b|<details\b|\babstract\b|\btl;?dr\b|摘要", re.IGNORECASE)

_Titles = dict[tuple[str, ...], "Publication"]


class HandWritten(Struct, frozen=True):
    """An entry of a page and the publication it shows. Shape: ``head`` is the entry without its summary."""

    block: Block
    head: str
    publication: Publication


def shown_by_hand(page: CheckedPage) -> tuple[HandWritten, ...]:
    """Returns the hand-written entries of a page whose titles the bibliography has; doubtful ones are left out."""
    return page.shown_by_hand


def _shown_by_hand(page: CheckedPage) -> Iterator[HandWritten]:
    titles = _titles(page.bibliography)
    starts: dict[str, list[tuple[str, ...]]] = {}
    for title in titles:
        starts.setdefault(title[0], []).append(title)
    for block in page.written_blocks if titles else ():
        words = folded(_UNSEEN.sub(" ", block.text)).split()
        named = set(_found(words, starts))
        found = _longest({title for title in named if len(title) >= _FEWEST_WORDS})
        found = found or [title for title in named if _stands_alone(block.text, titles[title])]
        if len(found) == 1:
            summary = _SUMMARY.search(block.text, len(block.text) - len(block.text.lstrip("-*+ ")))
            yield HandWritten(block, block.text[: summary.start() if summary else None], titles[found[0]])


def _titles(checked: CheckedBibliography) -> _Titles:
    """Returns the publications by the words of their titles, without titles that two of them have."""
    titles: _Titles = {}
    repeated: set[tuple[str, ...]] = set()
    for publication in checked.publications:
        words = tuple(folded(publication.title.text).split())
        if not words or publication.is_hidden:
            continue
        if words in titles:
            repeated.add(words)
        titles[words] = publication
    return {words: publication for words, publication in titles.items() if words not in repeated}


def _stands_alone(text: str, publication: Publication) -> bool:
    """Whether a short title stands between signs in a text, which names the first author too."""
    title = r"\W+".join(map(re.escape, re.findall(r"\w+", publication.title.text)))
    family = folded(publication.authors[0].name.family) if publication.authors else ""
    is_named = family and f" {family} " in f" {folded(text)} "
    return bool(is_named and re.search(rf"(?:^|[^\w\s])\s*{title}\s*(?:[^\w\s]|$)", text, re.IGNORECASE))


def _found(words: Sequence[str], starts: Mapping[str, list[tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    for at, word in enumerate(words):
        for title in starts.get(word, ()):
            if tuple(words[at : at + len(title)]) == title:
                yield title


def _longest(titles: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Returns the longest title, and those that are no part of it."""
    if not titles:
        return []
    longest = max(titles, key=lambda title: (len(title), title))
    text = f" {' '.join(longest)} "
    return [longest, *(each for each in titles if each != longest and f" {' '.join(each)} " not in text)]
