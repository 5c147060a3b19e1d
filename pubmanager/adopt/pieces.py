"""One entry of a page taken apart: every word of it belongs to a piece that says something, or is left over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.adopt.authors import SYMBOLS, Names, find_authors
from pubmanager.adopt.stream import (
    BREAKS,
    BULLET,
    CITATIONS,
    FOLD,
    ICON,
    IMAGE,
    SHIELD,
    STARS,
    THINGS,
    Look,
    Stream,
    image_kind,
    stream,
    target_of,
)  # fmt: skip
from pubmanager.adopt.title import YEAR, find_title
from pubmanager.adopt.tree import Element, Text
from pubmanager.adopt.words import Word, field_of_label, read_words
from pubmanager.model.roles import roles_in
from pubmanager.model.venues import VenueRegistry
from pubmanager.render.badges import is_color_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.adopt.sections import Candidate

_LEGEND = re.compile(
    r"\b(?:denotes?|indicates?|equal(?:ly)? contribut\w*|co-?first authors?|corresponding authors?|project leads?)\b"
    r"|共同一作|通讯作者",
    re.IGNORECASE,
)
# `(* equal contribution)` behind the authors.
_BRACKETED_LEGEND = re.compile(
    rf"\s*[(（](?P<words>{SYMBOLS}(?=[^()（）]*(?:{_LEGEND.pattern}))[^()（）]*)[)）]", re.IGNORECASE
)
_DOI = re.compile(r"\s*(?P<doi>10\.\d{4,}/\S*[^\s.])[\s.]*")  # a link whose words are the identifier
_ARXIV = re.compile(r"(?:ar ?xiv preprint )?ar ?xiv: ?\d{4}\.\d{4,5}(?:v\d+)?", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\W*lorem ipsum|\W*title of (?:the|your) paper|\s*\{\{", re.IGNORECASE)
# Of the owner, not of a publication.
_RUNNING = re.compile(r"\b(?:My (?:research|work|publications?|papers?)|I (?:am|have|work)|I['’](?:m|ve))\b")
_REGISTRY = VenueRegistry()
_LETTERS = re.compile(r"[^\W\d_]{2,}|[\u4e00-\u9fff]")
FIRST_TEXTS = ("venue", "note", "publisher")
LATER_TEXTS = ("container", "location", "note", "publisher")


class Piece(Struct, frozen=True):
    """A stretch of an entry and what it is.

    Shape: ``start`` and ``end`` are places in the entry's stream; ``value`` are its words; ``url`` is where it leads;
    ``parts`` are the words of a shield, with places in ``value``.
    """

    name: str
    start: int
    end: int
    value: str = ""
    look: Look = Look()
    url: str = ""
    thing: Element | None = None
    parts: tuple[Word, ...] = ()


class Entry(Struct, frozen=True):
    """An entry of a page.

    Shape: ``badge`` is the entry of the words on the image of a box, without title and authors; ``is_html`` where the
    page is HTML, not Markdown; ``year`` is that of the heading, where headings are years.
    """

    kind: str
    element: Element
    stream: Stream
    names: Names | None
    title: tuple[int, int] | None
    pieces: tuple[Piece, ...]
    badge: Entry | None = None
    is_html: bool = False
    year: str = ""

    def of(self, name: str) -> list[Piece]:
        """Returns the pieces of a name."""
        return [piece for piece in self.pieces if piece.name == name]

    @property
    def title_text(self) -> str:
        return self.stream.written[slice(*self.title)] if self.title else ""

    @property
    def is_publication(self) -> bool:
        """Whether this is a publication: a title with authors, or with a link and a venue."""
        if not self.title or _PLACEHOLDER.match(self.title_text):
            return False
        if self.kind == "paragraph" and _RUNNING.search(self.stream.text):
            return False
        if self.names and (len(self.names.names) > 1 or self.names.is_cut):
            return True
        has_venue = any(piece.name in ("venue", "container", "year", "arxiv", "doi") for piece in self.pieces) or bool(
            self.badge
        )
        return has_venue and (bool(self.names) or bool(self.stream.looks[self.title[0]].link))


def read_entry(candidate: Candidate, owner: str) -> Entry:
    """Takes a box, item, row or paragraph apart."""
    element = candidate.element
    text = next((each for each in element.walk() if each.has_class("paper-box-text")), None)
    if candidate.kind != "box" or text is None:
        return _entry(candidate.kind, element, stream(element.inside), owner)
    image = next((each for each in element.walk() if each.has_class("paper-box-image")), None)
    buttons: list[Element] = []
    image = _without_buttons(image, buttons) if image else None
    badge = _badge(image) if image else None
    return _entry("box", element, stream([*text.inside, *buttons]), owner, badge)


def _without_buttons(image: Element, buttons: list[Element]) -> Element:
    """Takes links in words away from the part of a box that has the image, and collects what they stand in."""
    kept: list[Element | Text] = []
    for each in image.inside:
        if not isinstance(each, Element):
            kept.append(each)
            continue
        links = [child for child in each.walk() if target_of(child) is not None]
        if any(child.tag in ("img", "video", "picture") for child in each.walk()) or each.has_class("badge"):
            kept.append(_without_buttons(each, buttons) if each.tag != "a" else each)
        elif links:
            buttons.append(each)
        else:
            kept.append(each)
    return Element(image.tag, image.attributes, tuple(kept), image.start, image.end)


def _badge(image: Element) -> Entry:
    """Reads the part of a box that has the image: its badge in words, and the image."""
    found = stream([image])
    pieces: list[Piece] = []
    for start, end in found.runs():
        thing = found.things[start]
        if thing is not None:
            url = found.urls[found.looks[start].link]
            pieces.append(
                _thing(found, start)
                if found.text[start] in CITATIONS + ICON
                else Piece("image", start, end, _source(thing), found.looks[start], url, thing)
            )
        elif found.text[start] not in BREAKS:
            pieces += _words(found, start, end, is_first=True)
    return Entry("badge", image, found, None, None, _named(tuple(pieces), ()))


def _source(thing: Element) -> str:
    if thing.get("src"):
        return thing.get("src")
    return next((each.get("src") for each in thing.walk() if each.get("src")), "")


def _entry(kind: str, element: Element, text: Stream, owner: str, badge: Entry | None = None) -> Entry:
    names = find_authors(text, owner)
    title = find_title(text, names)
    known = [Piece("authors", names.start, names.end)] if names else []
    known += (
        [
            Piece(
                "title", *title, text.written[slice(*title)], text.looks[title[0]], text.urls[text.looks[title[0]].link]
            )
        ]
        if title
        else []
    )
    pieces = tuple(_pieces(text, sorted(known, key=lambda piece: piece.start)))
    return Entry(kind, element, text, names, title, _named(pieces, known), badge)


def _pieces(text: Stream, known: list[Piece]) -> Iterator[Piece]:
    """Yields the pieces of an entry in their order."""
    title = next((text.looks[piece.start].link for piece in known if piece.name == "title"), 0)
    for start, end in _segments(text):
        inside = [piece for piece in known if start <= piece.start < end]
        mark = text.text[start - 1] if start else ""
        if not inside and _is_legend(text.text[start:end]):
            yield Piece("legend", start, end, text.written[start:end])
        elif not inside and _is_free(text, start, end, is_bullet=mark == BULLET):
            yield Piece("summary", start, end, look=Look(BULLET if mark == BULLET else ""))
        else:
            at = start
            for piece in [*inside, Piece("", end, end)]:
                yield from _between(text, at, piece.start, title)
                if piece.name:
                    yield piece
                at = max(at, piece.end)


def _is_legend(words: str) -> bool:
    bracketed = _BRACKETED_LEGEND.match(words)
    goes_on = bracketed and re.search(r"\w", words[bracketed.end() :])
    return not goes_on and len(words) < 160 and bool(_LEGEND.search(words))


def _segments(text: Stream) -> Iterator[tuple[int, int]]:
    start = 0
    for i in range(len(text.text) + 1):
        if i == len(text.text) or text.text[i] in BREAKS:
            if i > start:
                yield start, i
            start = i + 1


def _is_free(text: Stream, start: int, end: int, *, is_bullet: bool) -> bool:
    """Running text of some length outside links, such as a summary."""
    words = "".join(text.text[i] for i in range(start, end) if not text.looks[i].link)
    size = len(re.findall(r"[^\W\d_]{2,}", words)) + len(re.findall(r"[\u4e00-\u9fff]", words)) // 2
    if is_bullet:
        return size >= 3 or (size == 2 and not YEAR.search(words) and not field_of_label(words.strip(" .")))
    return size >= 12 and not (YEAR.search(words) and size < 22)


def _between(text: Stream, start: int, end: int, title: int) -> Iterator[Piece]:
    at = start
    while at < end:
        look = text.looks[at]
        stop = at + 1
        if look.link:
            while stop < end and text.looks[stop].link == look.link:
                stop += 1
            if look.link == title:  # what else is in the title's link: a stop, a DOI
                yield from _words(text, at, stop)
            elif _is_label(text, at, stop):
                yield from _link(text, at, stop)
        elif text.text[at] in THINGS:
            yield _thing(text, at)
        else:
            while stop < end and text.looks[stop] == look and text.text[stop] not in THINGS:
                stop += 1
            yield from _words(text, at, stop)
        at = stop


def _is_label(text: Stream, start: int, end: int) -> bool:
    return any(sign.isalnum() or sign in THINGS for sign in text.text[start:end])


def _link(text: Stream, start: int, end: int) -> Iterator[Piece]:
    """A link with a label: words, a shield, an icon or a live badge; a linked venue is read as words."""
    url = text.urls[text.looks[start].link]
    signs = text.text[start:end]
    things = {text.text[i]: text.things[i] for i in range(start, end) if text.text[i] in THINGS}
    if STARS in things and not re.search(r"\w", signs):
        yield Piece(_live_name(things[STARS]), start, end, "", text.looks[start], url, things[STARS])
        return
    if STARS in things:  # beside words
        at = signs.index(STARS) + start
        for left, right in ((start, at), (at, at + 1), (at + 1, end)):
            if _is_label(text, left, right):
                yield from _link(text, left, right)
        return
    label = " ".join("".join(sign if sign not in THINGS + BREAKS else " " for sign in text.written[start:end]).split())
    if not label and SHIELD in things:
        shield = things[SHIELD]
        assert shield is not None
        label = shield_words(shield.get("src")) or shield.get("alt")
    if IMAGE in things and not label:
        yield Piece("image", start, end, _source(things[IMAGE]), text.looks[start], url, things[IMAGE])  # type: ignore[arg-type]
        return
    if identifier := _DOI.fullmatch(text.text, start, end):
        left, right = identifier.span("doi")
        yield Piece("doi", left, right, text.written[left:right], text.looks[left], url)
        return
    if (len(_LETTERS.findall(label)) > 2 and (YEAR.search(label) or len(label) > 40)) or _ARXIV.fullmatch(label):
        for piece in _words(text, start, end):
            yield Piece(piece.name, piece.start, piece.end, piece.value, piece.look, url)
        return
    if not things and _is_venue(label):
        for piece in _words(text, start, end):
            yield Piece(piece.name, piece.start, piece.end, piece.value, piece.look, url)
        return
    look = next((text.looks[i] for i in range(start, end) if text.text[i].isalnum()), text.looks[start])
    yield Piece("link", start, end, label, look, url, next(iter(things.values()), None))


def _is_venue(label: str) -> bool:
    """Whether a label is a known venue, with or without a year; preprint servers are kinds of links."""
    venue = _REGISTRY.find(re.sub(r"[-_ ,]*(?:19|20)\d\d$", "", label))
    return venue is not None and venue.kind in ("conference", "journal", "workshop")


def _thing(text: Stream, at: int) -> Piece:
    thing, sign = text.things[at], text.text[at]
    assert thing is not None
    if sign == SHIELD:
        return Piece(
            "shield", at, at + 1, shield_words(thing.get("src")) or thing.get("alt"), text.looks[at], thing=thing
        )
    if sign == CITATIONS:
        return Piece("citations", at, at + 1, thing.get("data"), text.looks[at], thing=thing)
    if sign == FOLD:
        return Piece(_fold_name(thing), at, at + 1, _fold_text(thing), text.looks[at], thing=thing)
    if sign == IMAGE:
        return Piece("image", at, at + 1, _source(thing), text.looks[at], thing=thing)
    name = _live_name(thing) if sign == STARS else "icon"
    return Piece(name, at, at + 1, thing.get("src"), text.looks[at], thing=thing)


def _live_name(thing: Element | None) -> str:
    return "forks" if thing is not None and "forks" in thing.get("src") else "stars"


def thing_words(sign: str, thing: Element) -> str:
    """Returns what a thing in running text says."""
    if sign == SHIELD:
        return shield_words(thing.get("src")) or thing.get("alt") or "badge"
    return "GitHub stars" if sign == STARS else thing.get("alt") if sign == IMAGE else ""


def _fold_name(thing: Element) -> str:
    if re.search(r"@\w+\s*\{", thing.text):
        return "bibtex"
    return (
        "abstract"
        if thing.has_class("abstract") or re.match(r"\W*(?:abstract|摘要|tl;?dr)", thing.text, re.IGNORECASE)
        else "fold"
    )


def _fold_text(thing: Element) -> str:
    """Returns what a fold holds, without the words that open it."""
    inside = [each for each in thing.inside if not (isinstance(each, Element) and each.tag in ("summary", "button"))]
    return "".join(each.text for each in inside)


def shield_words(url: str) -> str:
    """Returns what a static badge says. Source: shields.io, "Static Badge".

    >>> shield_words("https://img.shields.io/badge/AAAI--2025--Oral-darkblue"), shield_words("https://x.org/a.png")
    ('AAAI-2025-Oral', '')
    """
    found = re.search(r"/badge/([^?]*)", url)
    if not found or image_kind(url) != SHIELD:
        return ""
    # A shield without a colour is a slip: `badge/arXiv--yellow`.
    has_none = is_color_name(found[1].rpartition("--")[2])
    path = re.sub(r"-(-[a-z]+)$", r"\1", found[1]) if has_none else found[1]
    parts = [unquote(each).replace("\0", "-") for each in path.replace("--", "\0").split("-")]
    words = parts[:-1] if len(parts) > 1 else parts
    return " ".join(re.sub(r"(?<!_)_(?!_)", " ", word).replace("__", "_") for word in words if word)


def _words(text: Stream, start: int, end: int, *, is_first: bool = False) -> Iterator[Piece]:
    legend = _BRACKETED_LEGEND.match(text.text, start, end)
    if legend:
        yield Piece("legend", *legend.span("words"), text.written[slice(*legend.span("words"))], text.looks[start])
        start = legend.end()
    for word in read_words(text.text, start, end):
        value = (
            text.written[word.start : word.end]
            if word.name in ("text", "status", "lead", "award", "label")
            else word.value
        )
        # In `***A*****` the last star is no emphasis, and looks otherwise.
        starred = word.name == "rank" and value.endswith("A") and text.text[word.end : word.end + 1] == "*"
        yield Piece(word.name, word.start, word.end + starred, value + "*" * starred, text.looks[word.start])


def _joined(pieces: tuple[Piece, ...]) -> list[Piece]:
    """Puts ranks beside each other together."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last and last.name == piece.name == "rank" and piece.start - last.end < 5:
            found[-1] = replace(last, end=piece.end, value=f"{last.value}, {piece.value}")
        else:
            found.append(piece)
    return found


def _named(pieces: tuple[Piece, ...], known: object) -> tuple[Piece, ...]:
    """Gives texts the names of fields, by their place before or behind title and authors."""
    namer = _Namer()
    named: list[Piece] = []
    for piece in _joined(pieces):
        if piece.name in ("title", "authors"):
            namer.names = LATER_TEXTS
        if piece.name == "shield":
            words = read_words(piece.value, 0, len(piece.value))
            named.append(replace(piece, parts=tuple(replace(word, name=namer.name(word)) for word in words)))
        else:
            named.append(replace(piece, name=namer.name(piece)))
    return tuple(named)


class _Namer:
    """Names texts: each name once, but for the last resort."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = FIRST_TEXTS
        self._said: set[str] = set()
        self._last = ""

    def name(self, piece: Piece | Word) -> str:
        name = piece.name
        if name == "text" and self._last == "container" and re.fullmatch(r"\d{1,4}", piece.value):
            name = "volume"
        elif name == "text":
            free = [each for each in self.names if each not in self._said]
            name = "marks" if roles_in(piece.value) else free[0] if free else "note"
        elif name in ("pages", "label") and name in self._said:
            name = "note"
        self._said.add(name)
        self._last = name
        return name


def host_of(url: str) -> str:
    """Returns the host of a URL without ``www.``"""
    return urlsplit(url).netloc.lower().removeprefix("www.")
