"""What comes back: the entries of a page compared with what the new settings render."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.adopt.pieces import Entry, Piece, read_entry, shield_words
from pubmanager.adopt.reader import read_tree
from pubmanager.adopt.sections import find_runs
from pubmanager.adopt.stream import BREAKS, CITATIONS, FOLD, ICON, IMAGE, SHIELD, STARS, Stream, is_script, stream
from pubmanager.adopt.tree import Element, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BIBTEX = re.compile(r"\s*@\w+\s*\{")
_Sign = tuple[str, str, str, str]
_WORD = re.compile(r"[^\W_]+|[*†‡§¶#✉⋆♯]")


class Difference(Struct, frozen=True):
    """What an entry lost and gained.

    Shape: words, and addresses of links and images; ``off`` counts signs in another order or with another look.
    """

    words: int
    links: int
    lost_words: tuple[str, ...] = ()
    new_words: tuple[str, ...] = ()
    lost_links: tuple[str, ...] = ()
    new_links: tuple[str, ...] = ()
    off: int = 0

    @property
    def is_exact(self) -> bool:
        """Whether order, punctuation and looks are the same."""
        return not self.off

    @property
    def is_same(self) -> bool:
        return not (self.lost_words or self.new_words or self.lost_links or self.new_links)

    @property
    def size(self) -> int:
        """How many words and addresses differ."""
        return sum(map(len, (self.lost_words, self.new_words, self.lost_links, self.new_links)))

    def __str__(self) -> str:
        parts = [
            f"{what} {', '.join(found[:8])}"
            for what, found in (
                ("no longer says", self.lost_words), ("now says", self.new_words),
                ("no longer links to", self.lost_links), ("now links to", self.new_links),
            )
            if found
        ]  # fmt: skip
        return "; ".join(parts)


def read_back(text: str, kind: str, owner: str) -> list[Entry]:
    """Reads a rendered list."""
    return [read_entry(each, owner) for run in find_runs(read_tree(text, kind)) for each in run.candidates]


def words_of(entry: Entry) -> list[str]:
    """Returns what a reader sees of an entry, in words and marks."""
    found = list(_words(entry.badge.stream)) if entry.badge else []
    joints = 0
    if entry.names:
        joints = len(re.findall(r"(?:\band\b|&)", entry.stream.text[entry.names.start : entry.names.end]))
    words = [*found, *_words(_without_dead_links(entry))]
    for _ in range(joints):
        words.remove("and") if "and" in words else None
    return words


def _without_dead_links(entry: Entry) -> Stream:
    """Leaves out labels of links without an address."""
    dead = {i for piece in dead_links(entry) for i in range(piece.start, piece.end)}
    return entry.stream.without(dead) if dead else entry.stream


def dead_links(entry: Entry) -> list[Piece]:
    """Returns the links of an entry that lead nowhere; nothing can be rendered of them."""
    return [piece for piece in entry.of("link") if not piece.url.strip(" #")]


def script_buttons(entry: Entry) -> list[str]:
    """Returns the labels of buttons that only run a script and open none of the entry's folds."""
    things = zip(entry.stream.text, entry.stream.things, strict=True)
    if any(thing is not None and sign == FOLD and thing.tag != "details" for sign, thing in things):
        return []
    labels = (" ".join(stream(each.inside).written.split()) for each in entry.element.walk() if is_script(each))
    return [label for label in labels if label]


def _words(text: Stream) -> Iterator[str]:
    plain = "".join(_shown(text, i) for i in range(len(text.text)))
    for word in _WORD.findall(plain.replace("**", "")):  # bold that Markdown does not read
        yield word.casefold()


def _shown(text: Stream, i: int) -> str:
    sign, thing = text.text[i], text.things[i]
    if thing is None:
        return " " if sign in BREAKS else sign
    if sign == SHIELD:
        return f" {shield_words(thing.get('src')) or thing.get('alt')} "
    if sign == FOLD:
        return f" {' '.join(_words(stream(_without_bibtex(thing))))} {_label_of(thing)} "
    return {STARS: " stars ", CITATIONS: " citations ", ICON: " ", IMAGE: " "}[sign]


def _label_of(fold: Element) -> str:
    """Returns what opens a fold where the page has a button for that, which is no part of the fold."""
    if fold.tag == "details":
        return ""
    return "bibtex" if fold.tag == "pre" or "@" in fold.text[:200] else "abstract"


def _without_bibtex(fold: Element) -> list[Element | Text]:
    """Leaves out BibTeX: the page's own is read into the ``.bib``, and rendered from all that is there."""
    if _BIBTEX.match(fold.text):
        return []
    return [
        replace(each, inside=tuple(_without_bibtex(each))) if isinstance(each, Element) else each
        for each in fold.inside
        if not _BIBTEX.match(each.text)
    ]


def links_of(entry: Entry) -> list[str]:
    """Returns the addresses of links and images."""
    found = []
    for part in (entry.badge, entry):
        if part is None:
            continue
        used = {look.link for look in part.stream.looks}
        found += [part.stream.urls[link] for link in sorted(used) if link]
        for sign, thing in zip(part.stream.text, part.stream.things, strict=True):
            if thing is not None and sign == IMAGE:
                found.append(
                    thing.get("src") or next((each.get("src") for each in thing.walk() if each.get("src")), "")
                )
    return [_same_url(url) for url in found if url.strip() and url.strip() != "#"]


def _same_url(url: str) -> str:
    """Returns what two spellings of an address have in common; GitHub does not tell case apart."""
    bare = unquote(url.strip()).rstrip("/")
    return bare.casefold() if "github.com" in bare else bare


def difference(old: Entry, new: Entry | None) -> Difference:
    """Compares an entry with what became of it."""
    words, links = words_of(old), links_of(old)
    others, other_links = (words_of(new), links_of(new)) if new else ([], [])
    return Difference(
        len(words), len(links),
        _minus(words, others), _minus(others, words), _minus(links, other_links), _minus(other_links, links),
        _off(_looks(old), _looks(new) if new else []),
    )  # fmt: skip


def _off(ones: Sequence[_Sign], others: Sequence[_Sign]) -> int:
    """Counts neighbours that only one of two texts has."""
    if ones == others:
        return 0
    pairs, other_pairs = (Counter(pairwise([*each, None])) for each in (ones, others))
    return max(1, (pairs - other_pairs).total() + (other_pairs - pairs).total())


def _looks(entry: Entry) -> list[_Sign]:
    """Returns what is seen of an entry, sign by sign, without blanks."""
    text = entry.stream
    return [
        (sign, look.styles, look.dress, text.urls[look.link])
        for sign, look in zip(text.text, text.looks, strict=True)
        if sign != " "
    ]


def _minus(ones: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple((Counter(ones) - Counter(others)).elements())
