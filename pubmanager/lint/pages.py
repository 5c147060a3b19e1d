"""What rules about pages and sites look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pubmanager.findings import Edit, Fix
from pubmanager.lint.markdown import publication_blocks
from pubmanager.lint.rule import Diagnostic
from pubmanager.pages.prose import blanks, masked
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.lint.facts import Facts
    from pubmanager.lint.markdown import Block
    from pubmanager.lint.subjects import Checked
    from pubmanager.pages.regions import Page, Region
    from pubmanager.source import Source


@dataclass(frozen=True)
class CheckedPage:
    """One page, hand-written parts and regions alike. Shape: ``path`` is relative to the site, with ``/``."""

    page: Page
    path: str
    bibliography: Checked = field(repr=False)

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
    def masked(self) -> str:
        """The page with blanks for code, comments and Liquid; places are those of the page."""
        return masked(self.text)

    @cached_property
    def handwritten(self) -> str:
        """The masked page with blanks for what stands in regions."""
        text = self.masked
        for region in self.page.regions:
            body = region.body
            text = text[: body.start] + blanks(text[body.start : body.end]) + text[body.end :]
        return text

    @cached_property
    def written_blocks(self) -> tuple[Block, ...]:
        """The publications of the page that stand outside its regions."""
        return tuple(publication_blocks(self.text, self.handwritten))

    def replacing(self, title: str, start: int, end: int, text: str) -> Fix:
        """Returns a fix that replaces a stretch of the page."""
        return Fix(title, (Edit(Span(start, end), text),))

    def is_generated(self, offset: int) -> bool:
        """Whether a place is inside a region, whose text the next rendering replaces."""
        return self.region_at(offset) is not None

    def region_at(self, offset: int) -> Region | None:
        """Returns the region that a place is inside of."""
        return next((each for each in self.page.regions if each.body.start <= offset < each.body.end), None)

    def at(self, message: str, start: int, end: int, *, fix: Fix | None = None) -> Diagnostic:
        """Points at a stretch of the page."""
        return Diagnostic(message, self.source, Span(start, end), fix=fix)


@dataclass(frozen=True)
class CheckedSite:
    """A bibliography with the pages made from it. Shape: ``bib_paths`` are relative to the site, with ``/``."""

    bibliography: Checked
    pages: Sequence[CheckedPage]
    bib_paths: tuple[str, ...] = ()

    def at(self, source: Source, message: str, start: int, end: int, *, fix: Fix | None = None) -> Diagnostic:
        """Points at a stretch of a file of the site."""
        return Diagnostic(message, source, Span(start, end), fix=fix)

    @property
    def facts(self) -> Facts:
        return self.bibliography.facts
