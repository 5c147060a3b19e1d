"""One publication in one appearance: what a theme can show of it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace

from pubmanager.config.styles import styles_of
from pubmanager.latex.formulas import in_unicode
from pubmanager.latex.nodes import Math, RichText, Text
from pubmanager.latex.read import read_latex
from pubmanager.model.identifiers import SCHEMES
from pubmanager.regex import regex
from pubmanager.render.authors import legend
from pubmanager.render.badges import badge_text, badges_of, filled
from pubmanager.render.inline import styled
from pubmanager.render.links import LIVE, LinkView, live_link
from pubmanager.render.writers import Safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pubmanager.latex.nodes import Node
    from pubmanager.model.author import Author
    from pubmanager.model.publication import Publication
    from pubmanager.model.venues import Venue
    from pubmanager.render.appearance import Appearance
    from pubmanager.render.badges import Shield
    from pubmanager.render.writers import Writer


def _without_formulas(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Math):
            yield from in_unicode(node.tex)
        elif isinstance(node, Text):
            yield node
        else:
            yield replace(node, nodes=tuple(_without_formulas(node.nodes)))


_NONE = dict.fromkeys(SCHEMES, "")


class Shown:
    """One publication as a list shows it.

    Shape: texts are plain text or ``RichText``, which the writer escapes when they are printed, or ``Safe``, written
    already; ``number`` is 0 where the list has none or its frame counts; ``citation`` is the id under which the page
    shows the citations on Google Scholar, or empty.
    """

    kept_from_templates: ClassVar = frozenset({"publication", "appearance"})

    def __init__(self, publication: Publication, appearance: Appearance, number: int = 0, citation: str = "") -> None:
        self.publication = publication
        self.appearance = appearance
        self.number = number
        self.citation = citation

    def _readable(self, text: RichText) -> RichText:
        """Returns a text whose formulas are as the site wants them."""
        return text if self.appearance.formulas != "text" else RichText(tuple(_without_formulas(text.nodes)))

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
        return self._readable(self.publication.title)

    @property
    def shorttitle(self) -> RichText | str:
        """The short title, else the part of the title before a colon, else the title."""
        found = self.publication.entry.value("shorttitle")
        if found:
            return read_latex(found)
        name, colon, _ = self.title.text.partition(": ")
        return name if colon else self.title

    @property
    def title_stop(self) -> str:
        """A full stop, or an empty text if the title already ends in punctuation."""
        text = self.title.text.rstrip()
        return "" if not text or text.endswith((".", "?", "!", "。", "？", "！")) else "."

    @property
    def heading(self) -> int:
        """The heading level of the title, one below that of the groups."""
        return self.appearance.heading

    @cached_property
    def authors(self) -> Safe:
        """The author line, with marks, highlights and links, and shortened, as set for the site."""
        publication, lines = self.publication, self.appearance.author_lines
        if not publication.authors and publication.editors:
            return lines.line(publication.editors, has_others=False, group="eds." if publication.editors[1:] else "ed.")
        return lines.line(publication.authors, has_others=publication.has_others, group=publication.collaboration)

    @property
    def legend(self) -> Safe:
        """The meaning of the marks of this publication; empty without marks."""
        roles = dict.fromkeys(role for author in self.publication.authors for role in author.roles)
        return legend(roles, self.appearance.authors, self.appearance.legends, self.appearance.writer)

    @property
    def year(self) -> int | str:
        """Year of publication; may be empty."""
        return self.publication.year or ""

    @property
    def date(self) -> str:
        """Date of publication as precisely as it is known, such as ``2024-05``; may be empty."""
        return self.publication.date.text if self.publication.date else ""

    @property
    def month(self) -> int | str:
        """Month of publication, 1 to 12; may be empty."""
        return (self.publication.date.month or "") if self.publication.date else ""

    @property
    def author_list(self) -> tuple[Author, ...]:
        """The list of authors: ``name.full``, ``name.family``, ``is_me``, ``roles``, ``groups``, ``url``."""
        return self.publication.authors

    @property
    def editor_list(self) -> tuple[Author, ...]:
        """The list of editors, like ``author_list``."""
        return self.publication.editors

    @property
    def venue(self) -> Venue:
        """Venue: ``short``, ``name``, ``kind``, ``id``, ``url``, ``rank``; these may be empty."""
        return self.publication.venue

    @property
    def kind(self) -> str:
        """Kind of a thesis, report or patent as text, such as ``PhD thesis``; else empty."""
        return self.publication.kind

    @property
    def awards(self) -> tuple[RichText, ...]:
        """Awards."""
        return self.publication.awards

    @property
    def status(self) -> str:
        """Status as text, such as ``Accepted``; empty for published papers."""
        return self.publication.shown_status

    @property
    def presentation(self) -> str:
        """Presentation as text, such as ``Oral``; empty if there is none or the list hides it."""
        return self.fill("{presentation}")

    @property
    def rate(self) -> str:
        """Rate of the presentation, such as ``3.3%``; may be empty."""
        return self.fill("{rate}")

    @property
    def rank(self) -> tuple[str, ...]:
        """Ranks of the paper or of its venue, such as ``CCF-A``."""
        return self.publication.rank or self.publication.venue.rank

    @property
    def impact(self) -> str:
        """Impact factor; may be empty."""
        return self.publication.impact or self.publication.venue.impact

    @property
    def keywords(self) -> tuple[str, ...]:
        """Keywords."""
        return self.publication.keywords

    @property
    def is_selected(self) -> bool:
        """Whether it is marked as selected."""
        return self.publication.is_selected

    def field(self, name: str) -> RichText | str:
        """A field of the entry as text: ``publication.field("school")``; empty if there is none or it is private."""
        found = "" if self.publication.is_private(name.lower()) else self.publication.entry.value(name.lower())
        return read_latex(found) if found else ""

    @property
    def container(self) -> RichText:
        """Journal or book title as written."""
        return self._readable(self.publication.container)

    @property
    def summary(self) -> tuple[RichText, ...]:
        """Summary, one text per bullet."""
        return tuple(map(self._readable, self.publication.summary))

    @property
    def note(self) -> RichText:
        """Note."""
        return self._readable(self.publication.note)

    @property
    def abstract(self) -> RichText:
        """Abstract."""
        return self._readable(self.publication.abstract)

    @property
    def image(self) -> str:
        """URL of the preview image; may be empty."""
        return self.publication.image

    @property
    def image_alt(self) -> str:
        """Alt text of the preview image; by default, the title."""
        return self.publication.image_alt or self.title.text

    @property
    def media(self) -> Safe:
        """The preview image or video as HTML, as set in the option ``image``."""
        options = self.appearance.options.get("image", {})
        return written_media(self.image, self.image_alt, self.url, options, self.appearance.writer)

    @property
    def identifiers(self) -> Mapping[str, str]:
        """Identifiers by kind, such as ``identifiers.doi``; empty if there is none."""
        return {**_NONE, **self.publication.identifiers}

    @cached_property
    def all_links(self) -> tuple[LinkView, ...]:
        """All links, by slot; links with your own labels come last."""
        return self.appearance.slots.filled(self.publication.links)

    @cached_property
    def links(self) -> tuple[LinkView, ...]:
        """The links that the list shows: all, or those in its ``slots``, in this order."""
        wanted = self.appearance.options.get("links", {}).get("slots", ())
        if not wanted:
            return self.all_links
        found: dict[str, LinkView] = {}  # by URL: several slots may hold one link
        for slot in wanted:
            views = self.live_links(slot) if slot in LIVE else self.links_in(slot)
            for view in views:
                found.setdefault(view.live or view.url.rstrip("/"), view)
        return tuple(found.values())

    @property
    def links_left(self) -> tuple[LinkView, ...]:
        """The links that are not in the ``slots`` of the list."""
        shown = {each.url for each in self.links}
        return tuple(each for each in self.all_links if each.url not in shown)

    def links_in(self, name: str) -> tuple[LinkView, ...]:
        """The links of a slot, given by its name or by the name of a field."""
        return self.appearance.slots.asked(name, self.publication.links)

    def live_links(self, kind: str) -> tuple[LinkView, ...]:
        """The badge with the ``stars`` or ``forks`` of the code, if it is on GitHub."""
        code = next((link.url for link in self.publication.links if link.kind == "code"), "")
        found = live_link(kind, code, self.appearance.live.get(kind))
        return (found,) if found else ()

    def link_row(self, links: Sequence[LinkView]) -> Safe:
        """Links in a row, as set in the options of the list: ``publication.link_row(publication.links)``."""
        return self.appearance.link_rows.row(links)

    def url_of(self, slot: str) -> str:
        """The address of a slot such as ``code``; ``title`` is the link of the title, ``venue`` the venue's page."""
        found = next(
            (link.url for name in (slot, self.appearance.slots.named(slot)) for link in self.links_in(name)), ""
        )
        if slot == "venue":
            return found or self.publication.venue.url
        return found or (self.url if slot == "title" else "")

    @property
    def url(self) -> str:
        """The link of the title: the link of the paper, else the first link."""
        found = next((link.url for link in self.all_links if link.slot == "paper"), "")
        return found or (self.all_links[0].url if self.all_links else "")

    def styled(self, content: Any, styles: str | Sequence[str]) -> Safe:
        """A text in styles: ``publication.styled(publication.title, ["bold", "linked"])``; ``linked`` links it like the
        title."""
        writer = self.appearance.writer
        return styled(content, styles_of(styles), writer, lambda written: writer.link(written, self.url))

    def fill(self, pattern: str, place: str = "badge") -> str:
        """A filled pattern: ``publication.fill("{venue} {year}")``."""
        return filled(self.publication, pattern, place, self.appearance.hidden)

    def badge(self, pattern: str, place: str = "badge") -> str:
        """The text of the main badge: the field ``badge`` of the entry, or a filled pattern."""
        return badge_text(self.publication, pattern, place, self.appearance.hidden)

    def badges(self, patterns: Sequence[str]) -> tuple[Shield, ...]:
        """Badges, one for each pattern that is not empty, such as ``publication.badges(["{venue} {year}"])``; the first
        is the main badge. Each has ``words``, ``color`` and ``css``."""
        return badges_of(self.publication, patterns, self.appearance.colors, self.appearance.hidden)

    @property
    def lead(self) -> Safe:
        """The beginning of the text: the number, and the main badge if there is no image."""
        writer = self.appearance.writer
        number = writer.text(f"[{self.number}] ") if self.number else ""
        badge = "" if self.image else self.badge(self.appearance.options.get("badge", ""), "box")
        return Safe(f"{number}{writer.code(badge)} " if badge else number)


_VIDEO = regex(r"\.(?:mp4|webm|ogv|mov)(?:[?#]|$)", re.IGNORECASE)
_SUFFIX = regex(r"\.(?:png|jpe?g|gif)$", re.IGNORECASE)


def written_media(image: str, alt: str, title_url: str, options: Mapping[str, Any], writer: Writer) -> Safe:
    """Writes the preview, linked where the options say so; nothing without an address that may leave."""
    html = writer.html
    address = html.url(image)
    if not address:
        return Safe("")
    width = html.attribute(options.get("width", "100%"))
    alt = html.attribute(alt)
    if _VIDEO.search(image):
        plays = 'style="max-width:400px" autoplay loop muted playsinline'
        return _quoted(f'<video src=\'{address}\' aria-label="{alt}" width="{width}" {plays}></video>', options)
    lazy = ' loading="lazy"' if options.get("lazy") else ""
    written = f'<img src=\'{address}\' alt="{alt}" width="{width}"{lazy}>'
    if options.get("webp") and _SUFFIX.search(image):
        second = html.url(_SUFFIX.sub(".webp", image))
        written = f'<picture><source srcset="{second}" type="image/webp">{written}</picture>'
    target = html.url({"image": image, "title": title_url}.get(options.get("link", ""), ""))
    return _quoted(f"<a href='{target}'>{written}</a>" if target else written, options)


def _quoted(markup: str, options: Mapping[str, Any]) -> Safe:
    """Writes the quotes of attributes in one kind where that is wanted; values have none of either."""
    return Safe(markup.replace("'", '"') if options.get("quotes") == "double" else markup)
