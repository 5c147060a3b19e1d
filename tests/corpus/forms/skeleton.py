"""An entry as a skeleton: which parts it has, in which order and look, and what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from corpus.forms.authors import Names, find_authors
from corpus.forms.spelling import describe
from corpus.forms.stream import (
    BLOCK,
    BREAKS,
    BULLET,
    CITATIONS,
    FOLD,
    ICON,
    IMAGE,
    LINE,
    SHIELD,
    STARS,
    Look,
    Stream,
    stream,
)
from corpus.forms.title import YEAR, find_title

if TYPE_CHECKING:
    from corpus.forms.dom import Element

_THINGS = {IMAGE: "▣", SHIELD: "▰", STARS: "★", CITATIONS: "❞", ICON: "◈", FOLD: "▸"}
_BREAKS = {LINE: " ⏎ ", BLOCK: " ¶ ", BULLET: " • "}
_STYLES = {"b": "**", "i": "*", "c": "`", "u": "_", "^": "^", "k": "~", "t": "@", "h": "#"}
_RANK = re.compile(
    r"\b(?:CCF[- ]*(?:None|[ABC])|Core[- ]A\*?|JCR[- ]*Q\d|SCI(?:[- ]*Q\d| \w+ region)?|Q\d|IF\s*[:=]?\s*[\d.]+"
    r"|ABS[- ]\d ?star)\b\*?"
    r"|中科院[^\s,，)]*|Top \d+%",
    re.IGNORECASE,
)
_PRESENTATION = re.compile(
    r"(?:Oral|Spotlight|Highlight|Poster|Best [\w ]*(?:Paper|Award)[\w ]*|Outstanding [\w ]*Paper[\w ]*|Findings?)"
    r"(?: Presentation| Paper)?|Notable[\w -]*%",
    re.IGNORECASE,
)
_LEGEND = re.compile(
    r"(?:denotes?|indicates?|equal(?:ly)? contribut|co-?first authors?|corresponding authors?)", re.IGNORECASE
)


@dataclass(frozen=True)
class Form:
    """A skeleton and what was found in the entry."""

    skeleton: str
    has_title: bool
    has_authors: bool


def form_of(kind: str, element: Element, owner: str) -> Form:
    """Reads a box (``kind`` "box") or list entry."""
    if kind == "list":
        return _text_form(stream(element), owner)
    text = next((each for each in element.walk() if each.has_class("paper-box-text")), None)
    form = _text_form(stream(text), owner) if text else Form("", False, False)
    return Form(f"{_image(element)} ‖ {form.skeleton}", form.has_title, form.has_authors)


def entry_stream(kind: str, element: Element) -> Stream:
    """The words of an entry, of a box those of its text part."""
    if kind == "list":
        return stream(element)
    text = next((each for each in element.walk() if each.has_class("paper-box-text")), None)
    return stream(text) if text else Stream("", ())


def _image(box: Element) -> str:
    part = next((each for each in box.walk() if each.has_class("paper-box-image")), None)
    if part is None:
        return "no image"
    found = []
    badge = next((each for each in part.walk() if each.has_class("badge")), None)
    words = " ".join(badge.text.split()) if badge else ""
    if words:
        found.append(f"badge {_venue(words)}")
    tags = [each.tag for each in part.walk()]
    found.append(next((tag for tag in ("video", "picture", "img") if tag in tags), "no image"))
    if "a" in tags:
        found.append("linked")
    if any("loading" in each.attributes for each in part.walk() if each.tag == "img"):
        found.append("lazy")
    return "; ".join(found)


def _text_form(entry: Stream, owner: str) -> Form:
    authors = find_authors(entry, owner)
    title = find_title(entry, authors)
    return Form(_tidy(_walk(entry, _Places(authors, title, owner))), title is not None, authors is not None)


@dataclass(frozen=True)
class _Places:
    authors: Names | None
    title: tuple[int, int] | None
    owner: str

    def known(self) -> list[tuple[int, int]]:
        """Where author list and title are."""
        found = [(self.authors.start, self.authors.end)] if self.authors else []
        return sorted([*found, self.title] if self.title else found)


def _walk(entry: Stream, places: _Places) -> str:
    parts: list[str] = []
    for start, end in _segments(entry):
        mark = entry.text[start - 1] if start else ""
        parts.append(_BREAKS.get(mark, ""))
        segment = entry.cut(start, end)
        holds = any(start <= place[0] < end for place in places.known())
        if not holds and _is_free(segment, mark == BULLET):
            parts.append("S")
        elif not holds and _LEGEND.search(segment.text):
            parts.append("§")
        else:
            parts.append(_written(_chunks(entry, start, end, places)))
    return "".join(parts)


def _segments(entry: Stream) -> list[tuple[int, int]]:
    places, start = [], 0
    for i in range(len(entry.text) + 1):
        if i == len(entry.text) or entry.text[i] in BREAKS:
            places.append((start, i))
            start = i + 1
    return places


def _is_free(segment: Stream, is_bullet: bool) -> bool:
    """Running text of some length outside links, such as a summary."""
    words = "".join(character for character, look in zip(segment.text, segment.looks, strict=True) if not look.link)
    size = len(re.findall(r"[^\W\d_]{2,}", words)) + len(re.findall(r"[\u4e00-\u9fff]", words)) // 2
    if is_bullet:
        return size >= 3
    return size >= 12 and not (YEAR.search(words) and size < 22)


Chunk = tuple[str, Look]


def _chunks(entry: Stream, start: int, end: int, places: _Places) -> list[Chunk]:
    """A segment as parts and the words between them, each with its look."""
    chunks: list[Chunk] = []
    edges = [place for place in places.known() if start <= place[0] < end]
    i = start
    for place in [*edges, (end, end)]:
        chunks += [_chunk(run) for run in entry.cut(i, place[0]).runs()]
        if place == places.title:
            chunks.append(("T", entry.looks[place[0]].without("^_")))
        elif place[0] < end:
            assert places.authors
            chunks.append((describe(entry, places.authors, places.owner), Look()))
        i = max(i, place[1])
    return chunks


def _chunk(run: Stream) -> Chunk:
    look = run.looks[0]
    thing = _THINGS.get(run.text)
    if thing:
        return thing, look
    if not re.search(r"\w", run.text):
        return run.text, Look(look.styles if look.link else "", look.link)
    lead, words, tail = re.fullmatch(r"(\s*)(.*?)(\s*)", run.text, re.DOTALL).groups()  # type: ignore[union-attr]
    return lead + (_label(words) if look.link else _venue(words)) + tail, look


def _written(chunks: list[Chunk]) -> str:
    text = ""
    for link, group in groupby(chunks, key=lambda chunk: chunk[1].link):
        inner = ""
        for styles, same in groupby(group, key=lambda chunk: chunk[1].styles):
            inner += _dressed("".join(content for content, _ in same), styles)
        text += f"⟨{_one_label(inner)}⟩" if link else inner
    return text


def _one_label(inner: str) -> str:
    return re.sub(r"L(?:\W*L)+", "L", inner)


def _dressed(content: str, styles: str) -> str:
    lead, inner, tail = re.fullmatch(r"(\s*)(.*?)(\s*)", content, re.DOTALL).groups()  # type: ignore[union-attr]
    if not inner:
        return content
    for style in styles:
        inner = f"{_STYLES[style]}{inner}{_STYLES[style]}"
    return lead + inner + tail


def _label(words: str) -> str:
    if YEAR.search(words):
        return _venue(words)
    inner = re.fullmatch(r"(\W*)(.*?)(\W*)", words, re.DOTALL)
    assert inner
    return f"{_brackets(inner[1])}L{_brackets(inner[3])}"


def _brackets(text: str) -> str:
    return re.sub(r"[^\[\](),.:|]", "", text)


def _venue(words: str) -> str:
    """Words about a venue with names for what varies: V text, Y year, N numbers, R rank, P presentation, D DOI."""
    if _LEGEND.search(words):
        return "§"
    text = re.sub(r"(?:doi|DOI)[: ]*\S*10\.\S+?(?=\.?$|[\s,)]|\. )", "Đ", words)
    text = re.sub(r"\[[JCDMSB]\]", "[Ĵ]", text)
    text = _RANK.sub("Ř", text)
    text = _PRESENTATION.sub("Ƥ", text)
    text = re.sub(r"\b(?:Vol(?:ume)?|vol|No|no|pp?|Pages|pages|Art|article|Issue)\.? ?(?=\d)", "", text)
    text = YEAR.sub("Ÿ", text)
    text = re.sub(r"[A-Za-z]?\d[\d.,\w]*(?:\s*-+\s*[A-Za-z]?\d[\d.\w]*)?", "Ň", text)
    letter = r"[^\W\d_ĐŘƤŸŇĴ]"
    text = re.sub(rf"{letter}(?:[^,.:;()\[\]|/·ĐŘƤŸŇĴ]*{letter})?(?:\.(?= [A-Z]))?", "V", text)
    text = re.sub(r"(?<=V)\s*\((?:V\s*)+\)", "", text)
    while (joined := re.sub(r"V[\s:&'/@-]*V|V(?:, |\. ?)V|(?<!\w)Ň[ -]V|V-?Ň(?!\w)|V&$", "V", text)) != text:
        text = joined
    text = re.sub(r"Ň[\s,:;()Ň.-]*Ň\)?|Ň", "N", text)
    for sign, name in {"Đ": "D", "Ř": "R", "Ƥ": "P", "Ÿ": "Y", "Ĵ": "J"}.items():
        text = text.replace(sign, name)
    return re.sub(r"'(?=Y)", "", text)


def _tidy(skeleton: str) -> str:
    """Folds what repeats (bullets, paragraphs, links in one style) and blanks that no reader notices."""
    text = re.sub(r"\s+", " ", skeleton)
    text = re.sub(r"(?<=[^\w]) | (?=[^\w])", "", text)
    for unit in ("•S", "¶S", "⏎S", "⟨★⟩", "★", "▰", "▸", "▣", "⟨▣⟩"):
        text = re.sub(rf"{unit}(?: ?¶?{unit})+", unit, text)
    text = re.sub(r"(\*+)R\1\*?(?:,\1R\1\*?)+|(?<!\*)(\*+)R\2\*(?!\*)", r"\1\2R\1\2", text)
    text = re.sub(r"(?<!\*)\*{4}(?!\*)", "", text)
    text = re.sub(r"(?<!\*)(\*{1,3})\[([^\[\]*]+)\]\1(?!\*)", r"[\1\2\1]", text)
    return _links(re.sub(r"R(?:,R)+", "R", text)).strip()


def _links(text: str) -> str:
    """Links of one look with one separator become one, ``…`` and the separator behind."""
    unit = r"\[?(?:⟨[^⟨⟩TV]*L[^⟨⟩TV]*⟩|⟨▰⟩)\]?"
    pattern = re.compile(rf"({unit})((?:[|/·,&]|\*\*\|\*\*)?{unit})+")

    def fold(match: re.Match[str]) -> str:
        units = re.findall(unit, match[0])
        separators = set(re.split(unit, match[0])[1:-1])
        if len(set(units)) == 1 and len(separators) == 1:
            return f"{units[0]}…{separators.pop()}"
        return match[0]

    return pattern.sub(fold, text)
