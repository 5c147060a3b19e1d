"""What templates see: lists, groups and publications, without BibTeX."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct

from pubmanager.regex import regex
from pubmanager.render.authors import legend
from pubmanager.render.counts import Words, shown_number, tally
from pubmanager.render.news import news_groups
from pubmanager.render.rows import blocks, entry, written_row
from pubmanager.render.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pubmanager.model.publication import Publication
    from pubmanager.render.appearance import Appearance
    from pubmanager.render.counts import Tally
    from pubmanager.render.lists import Group
    from pubmanager.render.news import NewsGroup, NewsLine
    from pubmanager.render.writers import Safe

    Write = Callable[["PublicationView"], Safe]

_SCHOLAR = regex(r"[\w-]{12}:[\w-]{12}")
OTHER = "Other"
"""The heading of publications without a group in a list with groups; ``groups = { "" = "…" }`` has another word."""
_CITATION = regex(rf"data='({_SCHOLAR.pattern})'")


class PublicationView(Shown):
    """One publication as a template sees it. Shape: ``write`` writes it by the theme's ``publication.jinja``."""

    kept_from_templates: ClassVar = Shown.kept_from_templates | {"write"}

    def __init__(
        self,
        publication: Publication,
        appearance: Appearance,
        number: int = 0,
        citation: str = "",
        write: Write | None = None,
    ) -> None:
        super().__init__(publication, appearance, number, citation)
        self.write = write

    @property
    def written(self) -> Safe:
        """The publication, as written by ``publication.jinja``."""
        assert self.write, "only the publications of a list are written by a template"
        return self.write(self)

    def row(self, row: str) -> Safe:
        """A row: a part, or a filled pattern such as ``publication.row("{title} {links}")``."""
        return written_row(self, row)

    def entry(self, number: int | None = None) -> Safe:
        """All rows in the options of the list, as one list item; it begins with ``number``, if there is one."""
        options = self.appearance.options
        return entry(self, options["rows"], options["break"], self.number if number is None else number)

    @property
    def blocks(self) -> tuple[Safe, ...]:
        """All rows in the options of the list, as blocks."""
        options = self.appearance.options
        return blocks(self, options["rows"], options["bullets"], options["break"])

    @cached_property
    def html(self) -> PublicationView:
        """The same publication, written as HTML inside the format."""
        return PublicationView(self.publication, self.appearance.html, self.number, self.citation)


class GroupView(Struct, frozen=True):
    """Some publications under a title, which is empty in a list without groups."""

    title: str
    publications: tuple[PublicationView, ...]
    is_ordered: bool = False


class ListView(Struct, frozen=True, dict=True):
    """A whole list as a template sees it.

    Shape: ``heading`` is the level of the groups' titles; ``is_ordered`` whether the numbers of every group are 1, 2,
    3 …, as ordered lists count by themselves; ``lines`` are the hand-written news.
    """

    kept_from_templates: ClassVar = frozenset({"appearance", "of", "lines"})
    groups: tuple[GroupView, ...]
    appearance: Appearance
    heading: int = 2
    is_ordered: bool = False
    lines: tuple[NewsLine, ...] = ()

    @classmethod
    def of(
        cls,
        groups: Sequence[Group],
        appearance: Appearance,
        write: Write,
        *,
        heading: int = 2,
        frame_counts: bool = False,
        lines: tuple[NewsLine, ...] = (),
        cited: frozenset[str] = frozenset(),
    ) -> ListView:
        """Wraps the groups of a list.

        ``frame_counts`` is true where the theme's frame can count for itself; ``cited`` are the ids whose citations
        the page shows already.
        """
        is_ordered = bool(groups) and all(group.is_counted_from_one for group in groups)
        seen = set(cited)

        def view(publication: Publication, number: int) -> PublicationView:
            citation = _once(citation_id(publication, appearance.scholar), seen)
            shown_number = 0 if frame_counts and is_ordered else number
            return PublicationView(publication, appearance, shown_number, citation, write)

        rest = OTHER if any(group.title for group in groups) else ""  # else they would stand below another heading
        views = tuple(
            GroupView(each.title or rest, tuple(map(view, each.publications, each.numbers)), is_ordered)
            for each in groups
        )
        return cls(views, appearance, heading, is_ordered, lines)

    @cached_property
    def publications(self) -> tuple[PublicationView, ...]:
        """All publications; those in several groups only once."""
        found = {view.key: view for group in self.groups for view in group.publications}
        return tuple(found.values())

    @cached_property
    def legend(self) -> Safe:
        """The meaning of the marks in the list; only roles that occur."""
        appearance = self.appearance
        publications = (view.publication for view in self.publications)
        roles = dict.fromkeys(role for each in publications for author in each.authors for role in author.roles)
        return legend(roles, appearance.authors, appearance.legends, appearance.writer)

    def number(self, step: int, style: str, plus: bool) -> str:
        """The number of publications in the list, as text."""
        return shown_number(len(self.publications), step, style, plus=plus)

    def tally(self, rows: str, columns: str) -> Tally:
        """Counts the publications by words or expressions; see the theme ``counts``."""
        options = self.appearance.options
        said = options["words"]
        words = Words(said["first"], said["middle"], said["other"], self.appearance.legends)
        publications = [view.publication for view in self.publications]
        return tally(publications, rows, columns, words, order=options["order"], limit=options["max"])

    def news(self) -> tuple[NewsGroup, ...]:
        """News lines, newest first; see the theme ``news``."""
        return news_groups(self.publications, self.lines, self.appearance.options, self.appearance.writer)


def citation_id(publication: Publication, owner: str) -> str:
    """Returns ``USER:PAPER`` of Google Scholar; nothing unless both are well-formed."""
    given = publication.scholar_id
    full = given if ":" in given or not given else f"{owner}:{given}"
    return full if _SCHOLAR.fullmatch(full) else ""


def cited_in(text: str) -> frozenset[str]:
    """Returns the ids whose citations a written list shows."""
    return frozenset(_CITATION.findall(text))


def _once(identifier: str, seen: set[str]) -> str:
    """Returns an identifier the first time only: the script of the page fills each place by itself."""
    if identifier in seen:
        return ""
    seen.add(identifier)
    return identifier
