"""What templates see: publications and lists, without BibTeX."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from pubmanager.latex.read import read_latex
from pubmanager.model.lazy import drop, lazy
from pubmanager.regex import regex
from pubmanager.render.author_line import legend
from pubmanager.render.badges import badge_text, badges_of, filled
from pubmanager.render.counts import Words, shown_number, tally
from pubmanager.render.links import LIVE, LinkView, live_link
from pubmanager.render.media import written_media
from pubmanager.render.news import news_groups
from pubmanager.render.parts import parsed_line, written_line
from pubmanager.render.rows import blocks, entry
from pubmanager.render.writers import Safe
from pubmanager.values import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pubmanager.latex.nodes import RichText
    from pubmanager.model.publication import Publication
    from pubmanager.render.counts import Tally
    from pubmanager.render.lists import Group
    from pubmanager.render.news import NewsGroup
    from pubmanager.render.shields import Shield
    from pubmanager.render.taste import Taste

_SCHOLAR = regex(r"[\w-]{12}:[\w-]{12}")


_GIVEN = ("publication", "taste", "number", "citation")
_CITATION = regex(rf"data='({_SCHOLAR.pattern})'")


class PublicationView:
    """One publication as a template sees it.

    Texts come as plain text or ``RichText``; the writer escapes both when they are printed.
    """

    kept_from_templates: ClassVar = frozenset({"publication", "taste", "forget"})

    def __init__(self, publication: Publication, taste: Taste, number: int = 0, citation: str = "") -> None:
        self.publication = publication
        self.taste: Taste = taste
        self.number = number
        self.citation = citation

    def forget(self) -> None:
        """Drops what can be worked out again; it has been written."""
        drop(self, _GIVEN)
        self.publication.forget()

    @property
    def key(self) -> str:
        """Citation key."""
        return self.publication.key

    @property
    def type(self) -> str:
        """Entry type in lower case."""
        return self.publication.type

    @property
    def title(self) -> RichText:
        """Title."""
        return self.publication.title

    @property
    def shorttitle(self) -> RichText | str:
        """The short title, else what stands before a colon in the title, else the title."""
        found = self.publication.entry.value("shorttitle")
        if found:
            return read_latex(found)
        name, colon, _ = self.title.text.partition(": ")
        return name if colon else self.title

    @property
    def title_stop(self) -> str:
        """The full stop that ends the title in running text: empty where it ends in punctuation already."""
        text = self.title.text.rstrip()
        return "" if not text or text.endswith((".", "?", "!", "。", "？", "！")) else "."

    @lazy
    def authors(self) -> Safe:
        """The author line, written: marks, highlights, links and truncation as the site wants them."""
        publication, pen = self.publication, self.taste.author_pen
        if not publication.authors and publication.editors:
            return pen.line(publication.editors, has_others=False, group="eds." if publication.editors[1:] else "ed.")
        return pen.line(publication.authors, has_others=publication.has_others, group=publication.collaboration)

    @property
    def legend(self) -> Safe:
        """What the marks of this publication mean; empty without marks."""
        roles = dict.fromkeys(role for author in self.publication.authors for role in author.roles)
        return legend(roles, self.taste.authors, self.taste.legends, self.taste.writer)

    @property
    def year(self) -> int | str:
        """Year of publication, or an empty text."""
        return self.publication.year or ""

    @property
    def container(self) -> RichText:
        """Journal or book title as written."""
        return self.publication.container

    @property
    def summary(self) -> tuple[RichText, ...]:
        """Summary, one text per bullet."""
        return self.publication.summary

    @property
    def note(self) -> RichText:
        """Note."""
        return self.publication.note

    @property
    def abstract(self) -> RichText:
        """Abstract."""
        return self.publication.abstract

    @property
    def image(self) -> str:
        """URL of the preview image, or an empty text."""
        return self.publication.image

    @property
    def image_alt(self) -> str:
        """What the preview image shows, in words; the title where nobody said."""
        return self.publication.image_alt or self.title.text

    @property
    def identifiers(self) -> Mapping[str, str]:
        """Bare identifiers: ``doi``, ``arxiv``, …"""
        return self.publication.identifiers

    @lazy
    def all_links(self) -> tuple[LinkView, ...]:
        """Links by slot, in the site's order; then links of the owner's own labels."""
        return self.taste.slots.filled(self.publication.links)

    @lazy
    def links(self) -> tuple[LinkView, ...]:
        """The links that the list shows: all, or those of its slots in that order."""
        wanted = self.taste.options.get("links", {}).get("slots", ())
        if not wanted:
            return self.all_links
        found: list[LinkView] = []
        for slot in wanted:
            found += self.live_links(slot) if slot in LIVE else self.links_in(slot)
        return tuple(found)

    @property
    def links_left(self) -> tuple[LinkView, ...]:
        """The links that the list's slots leave out."""
        return tuple(each for each in self.all_links if each not in self.links)

    def links_in(self, name: str) -> list[LinkView]:
        """The links of a slot, which may be called by a name of its fields too."""
        slot = self.taste.slots.named(name)
        return [each for each in self.all_links if each.slot == slot]

    def live_links(self, kind: str) -> tuple[LinkView, ...]:
        """The live badge of the code's ``stars`` or ``forks``, if it is on GitHub."""
        code = next((link.url for link in self.publication.links if link.kind == "code"), "")
        found = live_link(kind, code, self.taste.live.get(kind))
        return (found,) if found else ()

    def written(self, links: Sequence[LinkView]) -> Safe:
        """Links in a row, as the list's options say."""
        return self.taste.link_pen.row(links)

    def url_of(self, slot: str) -> str:
        """What a slot holds; for ``title`` the link of the title, for ``venue`` the page of the venue."""
        found = next((link.url for link in self.links_in(slot)), "")
        if slot == "venue":
            return found or self.publication.venue.url
        return found or (self.url if slot == "title" else "")

    @property
    def url(self) -> str:
        """The link of the title: that of the paper, else the first of its links."""
        found = next((link.url for link in self.all_links if link.slot == "paper"), "")
        return found or (self.all_links[0].url if self.all_links else "")

    def fill(self, pattern: str, place: str = "badge") -> str:
        """Fills a pattern of names: ``publication.fill("{venue} {year}")``."""
        return filled(self.publication, pattern, place, self.taste.hidden)

    def badge(self, pattern: str, place: str = "badge") -> str:
        """The main badge's text: the publication's own literal one, or the filled pattern."""
        return badge_text(self.publication, pattern, place, self.taste.hidden)

    def badges(self, patterns: Sequence[str]) -> tuple[Shield, ...]:
        """Badges, one per pattern that is not empty; the first is the main badge."""
        return badges_of(self.publication, patterns, self.taste.colors, self.taste.hidden)

    def row(self, row: str) -> Safe:
        """A row, written: a part such as ``title``, or a pattern such as ``{title} {links}``."""
        return written_line(self, parsed_line(row))

    def entry(self, number: int = 0) -> Safe:
        """All rows of the list's options, as one item of a list; a ``number`` leads where the list does not count."""
        options = self.taste.options
        return entry(self, options["rows"], options["break"], number)

    @property
    def blocks(self) -> tuple[Safe, ...]:
        """All rows of the list's options, as blocks."""
        options = self.taste.options
        return blocks(self, options["rows"], options["bullets"], options["break"])

    @property
    def media(self) -> Safe:
        """The preview as HTML: an image or a video, as the option ``image`` says."""
        return written_media(self, self.taste.options.get("image", {}))

    @property
    def lead(self) -> Safe:
        """What begins the text: its number, and the badge that has no image to be on."""
        writer = self.taste.writer
        number = writer.text(f"[{self.number}] ") if self.number else ""
        badge = "" if self.image else self.badge(self.taste.options.get("badge", ""), "box")
        return Safe(f"{number}{writer.code(badge)} " if badge else number)

    @lazy
    def html(self) -> PublicationView:
        """The same publication, written as HTML inside the format."""
        return PublicationView(self.publication, self.taste.html, self.number, self.citation)


@dataclass(frozen=True, slots=True)
class GroupView:
    """Some publications under a title, which is empty in a list without groups."""

    title: str
    publications: tuple[PublicationView, ...]

    @property
    def is_ordered(self) -> bool:
        """Whether the numbers are 1, 2, 3 …, as ordered lists count by themselves; others must be written."""
        numbers = [view.number for view in self.publications]
        return bool(numbers) and numbers == list(range(1, len(numbers) + 1))


@dataclass(frozen=True)
class ListView:
    """A whole list as a template sees it."""

    kept_from_templates: ClassVar = frozenset({"taste", "of"})
    groups: tuple[GroupView, ...]
    taste: Taste = field(repr=False)
    heading: int = 2

    @classmethod
    def of(cls, groups: Sequence[Group], taste: Taste, heading: int, cited: frozenset[str] = frozenset()) -> ListView:
        """Wraps the groups of a list; ``cited`` are the ids whose citations the page shows already."""
        seen = set(cited)
        views = tuple(
            GroupView(
                group.title,
                tuple(
                    PublicationView(publication, taste, number, _once(citation_id(publication, taste.scholar), seen))
                    for publication, number in zip(group.publications, group.numbers, strict=True)
                ),
            )
            for group in groups
        )
        return cls(views, taste, heading)

    @cached_property
    def publications(self) -> tuple[PublicationView, ...]:
        """All publications, those in several groups once."""
        found = {view.key: view for group in self.groups for view in group.publications}
        return tuple(found.values())

    @cached_property
    def legend(self) -> Safe:
        """What the marks of the whole list mean; only roles that occur."""
        publications = (view.publication for view in self.publications)
        roles = dict.fromkeys(role for each in publications for author in each.authors for role in author.roles)
        return legend(roles, self.taste.authors, self.taste.legends, self.taste.writer)

    def number(self, step: int, style: str, plus: bool) -> str:
        """How many publications the list has, for running text."""
        return shown_number(len(self.publications), step, style, plus=plus)

    def tally(self, rows: str, columns: str) -> Tally:
        """Counts the publications by words or expressions; see the theme ``counts``."""
        options = self.taste.options
        said = options["words"]
        words = Words(said["first"], said["middle"], said["other"], self.taste.legends)
        publications = [view.publication for view in self.publications]
        return tally(publications, rows, columns, words, order=options["order"], limit=options["max"])

    def news(self) -> tuple[NewsGroup, ...]:
        """News lines, newest first; see the theme ``news``."""
        return news_groups(self.publications, self.taste.written, self.taste.options, self.taste.writer)


def citation_id(publication: Publication, owner: str) -> str:
    """Returns ``USER:PAPER`` of Google Scholar; nothing unless both are well-formed."""
    given = publication.scholar_id
    publication.forget()
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
