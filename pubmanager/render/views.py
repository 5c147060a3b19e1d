"""What templates see: publications and lists, without BibTeX."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pubmanager.render.author_line import AuthorStyle, author_line, legend
from pubmanager.render.counts import Words, shown_number, tally
from pubmanager.render.names import KNOWN, value_of
from pubmanager.render.news import NewsLine, news_lines
from pubmanager.render.patterns import parse_pattern
from pubmanager.render.shields import shield_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pubmanager.config.schema import LinkConfig
    from pubmanager.latex.nodes import RichText
    from pubmanager.model.links import Link
    from pubmanager.model.publication import Publication
    from pubmanager.render.counts import Tally
    from pubmanager.render.lists import Group
    from pubmanager.render.writers import Safe, Writer


@dataclass(frozen=True, slots=True)
class Badge:
    """A short label. Shape: ``kind`` is ``venue``, ``year``, ``rank``, a presentation; ``shield`` is a URL."""

    text: str
    kind: str
    color: str

    @property
    def shield(self) -> str:
        return shield_url("", self.text, self.color)


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link in its slot. Shape: ``shield`` is an image's URL, ``icon`` icon classes or empty."""

    slot: str
    label: str
    url: str
    shield: str
    icon: str


@dataclass(frozen=True)
class Taste:
    """How a list shows its publications: everything of ``pubs.toml`` that views need.

    Shape: ``slots`` are link slots in order; ``colors`` maps kinds of badges to colours; ``options`` are the theme's,
    complete; ``written`` are the hand-written news.
    """

    writer: Writer
    authors: AuthorStyle
    slots: Mapping[str, LinkConfig]
    colors: Mapping[str, str]
    legends: Mapping[str, str]
    options: Mapping[str, Any]
    written: tuple[NewsLine, ...] = ()
    base: str = ""

    @cached_property
    def slots_with_kinds(self) -> tuple[tuple[str, LinkConfig, tuple[str, ...]], ...]:
        """Slots, their settings, and the kinds of links that may fill them."""
        return tuple((slot, config, tuple(config.sources) or (slot,)) for slot, config in self.slots.items())

    @cached_property
    def slotted(self) -> frozenset[str]:
        """The kinds of links that have a slot."""
        return frozenset(kind for _, _, kinds in self.slots_with_kinds for kind in kinds)

    @cached_property
    def hidden(self) -> tuple[str, ...]:
        """Presentations that the theme does not show."""
        return tuple(self.options.get("hide", ()))


class PublicationView:
    """One publication as a template sees it.

    Texts come as plain text or ``RichText``; the writer escapes both when they are printed.
    """

    def __init__(self, publication: Publication, taste: Taste, number: int = 0) -> None:
        self._publication = publication
        self._taste = taste
        self.number = number

    @property
    def key(self) -> str:
        """Citation key."""
        return self._publication.key

    @property
    def type(self) -> str:
        """Entry type in lower case."""
        return self._publication.type

    @property
    def title(self) -> RichText:
        """Title."""
        return self._publication.title

    @property
    def title_stop(self) -> str:
        """The full stop that ends the title in running text: empty where it ends in punctuation already."""
        text = self.title.text.rstrip()
        return "" if not text or text.endswith((".", "?", "!", "。", "？", "！")) else "."

    @cached_property
    def authors(self) -> Safe:
        """The author line, written: marks, highlights, links and truncation as the site wants them."""
        publication = self._publication
        return author_line(publication.authors, publication.has_others, self._taste.authors, self._taste.writer)

    @property
    def legend(self) -> Safe:
        """What the marks of this publication mean; empty without marks."""
        roles = dict.fromkeys(role for author in self._publication.authors for role in author.roles)
        return legend(roles, self._taste.authors, self._taste.legends, self._taste.writer)

    @property
    def year(self) -> int | str:
        """Year of publication, or an empty text."""
        return self._publication.year or ""

    @property
    def container(self) -> RichText:
        """Journal or book title as written."""
        return self._publication.container

    @property
    def summary(self) -> tuple[RichText, ...]:
        """Summary, one text per bullet."""
        return self._publication.summary

    @property
    def note(self) -> RichText:
        """Note."""
        return self._publication.note

    @property
    def abstract(self) -> RichText:
        """Abstract."""
        return self._publication.abstract

    @property
    def image(self) -> str:
        """URL of the preview image, or an empty text."""
        return self._publication.image

    @property
    def image_alt(self) -> str:
        """What the preview image shows, in words; the title where nobody said."""
        return self._publication.image_alt or self.title.text

    @cached_property
    def links(self) -> tuple[LinkView, ...]:
        """Links by slot, in the site's order; then links of the owner's own labels."""
        by_kind: dict[str, Link] = {}
        for link in self._publication.links:
            by_kind.setdefault(link.kind, link)
        views: list[LinkView] = []
        used = self._taste.slotted
        for slot, config, kinds in self._taste.slots_with_kinds:
            for kind in kinds:
                if kind in by_kind:
                    found = by_kind[kind]
                    views.append(_link_view(slot, config.label or found.label, found.url, config))
                    break
        wanted = self._taste.options.get("links", {}).get("slots", ())
        own = [link for link in self._publication.links if link.kind not in used and link.kind not in UNLISTED]
        views += [_link_view(link.kind, link.label, link.url, None) for link in own]
        return tuple(view for view in views if not wanted or view.slot in wanted)

    @property
    def url(self) -> str:
        """The link of the title: the first of its links."""
        return self.links[0].url if self.links else ""

    def fill(self, pattern: str, place: str = "badge") -> str:
        """Fills a pattern of names: ``publication.fill("{venue} {year}")``."""
        filler = value_of(self._publication, place, self._taste.hidden)
        return parse_pattern(pattern, KNOWN).fill(filler)

    def badge(self, pattern: str) -> str:
        """The main badge's text: the publication's own literal one, or the filled pattern."""
        literal = self._publication.badge
        return self.fill(pattern) if literal is None else literal

    def badges(self, patterns: Sequence[str]) -> tuple[Badge, ...]:
        """Badges, one per pattern that is not empty; the first is the main badge."""
        texts = [self.badge(each) if index == 0 else self.fill(each) for index, each in enumerate(patterns)]
        return tuple(
            Badge(text, *self._kind_and_color(pattern)) for text, pattern in zip(texts, patterns, strict=True) if text
        )

    def _kind_and_color(self, pattern: str) -> tuple[str, str]:
        publication, colors = self._publication, self._taste.colors
        names = parse_pattern(pattern, KNOWN).names
        kind = names[0].split(".")[0] if names else "venue"
        if kind == "venue":
            venue = publication.venue
            return kind, venue.color or colors.get(venue.kind) or colors["venue"]
        specific = publication.presentation if kind == "presentation" else kind
        return kind, colors.get(specific) or colors.get(kind) or colors["venue"]


UNLISTED = frozenset({"bibtex", "image"})


def _link_view(slot: str, label: str, url: str, config: LinkConfig | None) -> LinkView:
    look = config.shield if config else None
    shield = shield_url(
        "",
        label,
        look.color if look else "fff",
        logo=look.logo if look else "",
        logo_color=look.logo_color if look and look.logo else "",
        style=look.style if look else "",
    )
    return LinkView(slot, label, url, shield, config.icon if config else "")


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

    groups: tuple[GroupView, ...]
    taste: Taste = field(repr=False)
    heading: int = 2

    @classmethod
    def of(cls, groups: Sequence[Group], taste: Taste, heading: int) -> ListView:
        """Wraps the groups of a list."""
        views = tuple(
            GroupView(
                group.title,
                tuple(
                    PublicationView(publication, taste, number)
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
        publications = (view._publication for view in self.publications)
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
        publications = [view._publication for view in self.publications]
        return tally(publications, rows, columns, words, order=options["order"], limit=options["max"])

    def news(self, text: str, venue: str) -> tuple[NewsLine, ...]:
        """News lines, newest first; see the theme ``news``."""
        publications = [view._publication for view in self.publications]
        return news_lines(publications, self.taste.written, text=text, venue=venue, hidden=self.taste.hidden)
