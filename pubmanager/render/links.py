"""The links of a publication as a list shows them: by slot, in the site's order."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.config.schema import LinkConfig, ShieldConfig
from pubmanager.config.styles import styles_of
from pubmanager.model.fields import link_kind
from pubmanager.model.identifiers import SCHEMES
from pubmanager.render.badges import Shield, drawn, github_shield_url
from pubmanager.render.inline import styled
from pubmanager.render.writers import Safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pubmanager.model.links import Link
    from pubmanager.render.writers import Writer

UNLISTED = frozenset({"image"})
PREPRINTS = frozenset({"arxiv", "biorxiv", "medrxiv", "ssrn", "osf", "hal"})
"""Links beside which the DOI, which is that of the published paper, has a link of its own."""
_DOI = LinkConfig(("doi",), "DOI", ShieldConfig(logo="doi"), "fas fa-fingerprint")
_MOST_LABELS = 1 << 12
_CONTENTS = ("shield", "icon", "code", "icon-label")
"""Styles that say what a link shows, not how."""
LIVE = ("stars", "forks")
"""Slots that GitHub fills: they show only where they are asked for."""
REST = "rest"
"""Stands among the slots of a list for all that it does not name."""
EACH = "identifiers"
"""Stands among the slots of a list for each identifier, and the PDF, with its own name."""
_EACH = tuple(dict.fromkeys(("doi", "arxiv", "pdf", "hal", *SCHEMES)))


class LinkView(Struct, frozen=True):
    """A link in its slot. Shape: ``icon`` are icon classes or empty; ``live`` is the URL of a live badge or empty."""

    slot: str
    label: str
    url: str
    look: LinkConfig | None = None
    live: str = ""

    @property
    def shield(self) -> str:
        """The URL of the link's image on shields.io."""
        return self.live or self.drawing.url

    @property
    def icon(self) -> str:
        return self.look.icon if self.look else ""

    @property
    def drawing(self) -> Shield:
        """The link as a shield."""
        if not self.look:
            return Shield(self.label, self.slot, "fff")
        given = self.look.shield
        logo_color = given.logo_color if given.logo else ""
        return Shield(self.label, self.slot, given.color, given.logo, logo_color, given.style, given.label)


class Slots:
    """The link slots of a site, in its order, and the links that fill them."""

    def __init__(self, slots: Mapping[str, LinkConfig]) -> None:
        self._slots = tuple((slot, look, tuple(look.sources) or (slot,)) for slot, look in slots.items())
        self._taken = UNLISTED.union(kind for _, _, kinds in self._slots for kind in kinds)
        with_doi = (place for place, (_, _, kinds) in enumerate(self._slots, 1) if "doi" in kinds)
        self._doi = next(with_doi, 0)  # the number of slots up to the one that may hold the DOI
        self._places = lru_cache(maxsize=1 << 10)(self._places_of)  # few kinds go together
        self.named = lru_cache(maxsize=1 << 10)(self._named)

    def filled(self, links: Sequence[Link]) -> tuple[LinkView, ...]:
        """Returns the links by slot, in the site's order; then links of the owner's own labels."""
        places = self._places(tuple([link.kind for link in links]))
        views = [
            LinkView(slot, (look and look.label) or links[place].label, links[place].url, look)
            for place, slot, look in places
        ]
        return tuple(_told_once(views))

    def asked(self, name: str, links: Sequence[Link]) -> tuple[LinkView, ...]:
        """Returns the links of a slot, or of a kind that has none of its own: ``arxiv`` beside ``paper``.

        ``rest`` asks for those of all slots, ``identifiers`` for one of each identifier and of the PDF.
        """
        if name == REST:
            return self.filled(links)
        if name == EACH:
            return tuple(
                LinkView(link.kind, link.label, link.url) for kind in _EACH for link in links if link.kind == kind
            )
        kind = link_kind(name)
        own = next((each for word in (name, kind) for each in self._slots if each[0] == word), (kind, None, (kind,)))
        slot, look, kinds = own
        found = next((link for each in kinds for link in links if link.kind == each), None)
        if not found:
            return ()
        others = () if look or kind in SCHEMES else self.filled(links)
        shown = next((view for view in others if view.url == found.url), None)
        return (shown or LinkView(slot, (look and look.label) or found.label, found.url, look),)

    def _named(self, name: str) -> str:
        """Returns the slot that a name means: ``website`` that of ``project``, ``pdf`` that of ``paper``."""
        if any(slot == name for slot, _, _ in self._slots):
            return name
        kind = link_kind(name)
        return next((slot for slot, _, kinds in self._slots if kind in kinds), kind)

    def _places_of(self, kinds: tuple[str, ...]) -> tuple[tuple[int, str, LinkConfig | None], ...]:
        """Returns which of some links is shown in which slot; own labels have no slot and no look."""
        filling = [(slot, look, next((kind for kind in own if kind in kinds), "")) for slot, look, own in self._slots]
        slotted = [(kinds.index(kind), slot, look) for slot, look, kind in filling if kind]
        if "doi" in kinds and not PREPRINTS.isdisjoint(kinds) and all(kind != "doi" for _, _, kind in filling):
            at = sum(bool(kind) for _, _, kind in filling[: self._doi])
            slotted[at:at] = [(kinds.index("doi"), "doi", _DOI)] if self._doi else []
        return (*slotted, *((place, kind, None) for place, kind in enumerate(kinds) if kind not in self._taken))


def _told_once(views: Sequence[LinkView]) -> list[LinkView]:
    """Leaves out what an identifier links to where a slot links there already: a paper at its DOI, at OSF or HAL."""
    if not any(view.slot in SCHEMES for view in views):
        return list(views)
    slotted = {view.url.rstrip("/") for view in views if view.look and view.slot not in SCHEMES}
    return [view for view in views if view.slot not in SCHEMES or view.url.rstrip("/") not in slotted]


def live_link(kind: str, code: str, look: LinkConfig | None) -> LinkView | None:
    """Returns the live badge of a repository's ``stars`` or ``forks``; nothing where it is not on GitHub."""
    label = look.label if look else ""
    url = github_shield_url(kind, code, style=(look.shield.style if look else "") or "social", label=label)
    return LinkView(kind, label or kind.capitalize(), code, look, url) if url else None


class LinkStyle(Struct, frozen=True):
    """How links look.

    Shape: ``styles`` are words of ``config/styles.py`` from the inside out; ``classes`` are those of buttons;
    ``drawing`` says how shields are drawn.
    """

    styles: tuple[str, ...] = ()
    separator: str = " "
    classes: str = ""
    drawing: str = "image"


class LinkRows:
    """Writes links in the style of one list; labels come back with each publication, and are written once."""

    def __init__(self, style: LinkStyle, writer: Writer) -> None:
        self._style, self._writer = style, writer
        self._labels: dict[tuple[str, str, bool], Safe] = {}

    def row(self, views: Sequence[LinkView]) -> Safe:
        """Writes links in a row."""
        return self._writer.join([written for view in views if (written := self.link(view))], self._style.separator)

    def link(self, view: LinkView) -> Safe:
        """Writes one link, in its slot's own styles if it has some."""
        writer = self._writer
        if view.live:
            live = self.live(view)
            return writer.link(live, view.url) if live else live
        inside, is_button, outside = _around_the_link(self._styles(view))
        label = self._label(view, inside)
        written = writer.button(label, view.url, self._style.classes) if is_button else writer.link(label, view.url)
        return styled(written, outside, writer) if outside else written

    def live(self, view: LinkView) -> Safe:
        """Writes a live badge, only where images are wanted, since nothing else knows the number."""
        return self._writer.image(view.live, view.label) if self._style.drawing == "image" else Safe("")

    def _styles(self, view: LinkView) -> tuple[str, ...]:
        return styles_of(view.look.style) if view.look and view.look.style else self._style.styles

    def _label(self, view: LinkView, styles: tuple[str, ...]) -> Safe:
        key = view.slot, view.label, view.look is None  # a slot has one look, and so have links without one
        known = self._labels.get(key)
        if known is None:
            if len(self._labels) > _MOST_LABELS:
                self._labels.clear()
            known = self._labels[key] = _label(view, styles, self._style.drawing, self._writer)
        return known


@lru_cache(maxsize=256)
def _around_the_link(styles: tuple[str, ...]) -> tuple[tuple[str, ...], bool, tuple[str, ...]]:
    """Returns the styles of the label, whether the link is a button, and the styles around the link.

    Without ``linked`` or ``button`` the link is inside of brackets and around all else.

    >>> _around_the_link(("bold", "bracketed")), _around_the_link(("linked", "bold"))
    ((('bold',), False, ('bracketed',)), ((), False, ('bold',)))
    """
    at = next((index for index, each in enumerate(styles) if each in ("linked", "button")), None)
    if at is not None:
        return styles[:at], styles[at] == "button", styles[at + 1 :]
    at = styles.index("bracketed") if "bracketed" in styles else len(styles)
    return styles[:at], False, styles[at:]


def _label(view: LinkView, styles: tuple[str, ...], drawing: str, writer: Writer) -> Safe:
    """Writes the label of a link: a shield, an icon or a text; an icon may stand before the text in its styles."""
    if "shield" in styles:
        written = drawn(view.drawing, drawing, writer)
    elif "icon" in styles and view.icon:
        written = writer.icon(view.icon, view.label) or writer.text(view.label)
    elif "code" in styles:
        written = writer.code(view.label)
    else:
        written = writer.text(view.label)
    written = styled(written, [each for each in styles if each not in _CONTENTS], writer)
    icon = writer.icon(view.icon) if "icon-label" in styles and view.icon else ""
    return writer.join([icon, written], " ") if icon else written
