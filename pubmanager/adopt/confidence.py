"""How sure a guess is: a number between 0 and 1 for each field that the words of an entry were read as.

Evidence adds up: how the words stand (linked, emphasised, on a line of their own), whether they are known (a venue, the
owner's name), whether another place says the same, and whether other entries of the list have them in the same place.
The weights are estimates.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.adopt.authors import is_owner
from pubmanager.adopt.stream import BREAKS
from pubmanager.model.venues import VenueRegistry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.adopt.pieces import Entry

LOW = 0.6
"""Below it, a guess is for a person to check."""
_REGISTRY = VenueRegistry()
_KINDS_OF_VENUES = re.compile(
    r"\b(?:journal|transactions?|trans\.?|letters|magazine|reviews?|proceedings|conference|symposium|workshop|ar ?xiv"
    r"|preprint|annual|international|ieee|acm|thesis)\b",
    re.IGNORECASE,
)


class Guess(Struct, frozen=True):
    """What words were read as. Shape: ``confidence`` is between 0 and 1; ``why`` says in words what makes it low."""

    name: str
    confidence: float
    why: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.confidence:.2f}" + (f" ({self.why})" if self.why else "")


class Peers:
    """What the entries of a list have in common."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.count = len(entries)
        self.shapes = Counter(_shape(each) for each in entries)
        self.rests = sum(_has_rest(each) for each in entries)
        sizes = [len(each.names.names) for each in entries if each.names]
        self.names = sum(sizes) / max(1, len(sizes))  # in an entry, on average


def guesses(entry: Entry, peers: Peers, owner: str, fields: Mapping[str, str]) -> tuple[Guess, ...]:
    """Says how sure each field of an entry is.

    Shape: ``peers`` are the entries of its list; ``owner`` are the words of the owner's name; ``fields`` are
    those that were read.
    """
    found = [_title(entry, peers), _authors(entry, peers, owner), *_venue(entry, fields), *_year(entry, fields)]
    if "\0left" in fields:
        is_usual = 2 * peers.rests > peers.count
        found.append(Guess("note", 0.65) if is_usual else Guess("note", 0.5, "nothing says what it is"))
    return tuple(found)


def _has_rest(entry: Entry) -> bool:
    return any(piece.name in ("note", "publisher") for piece in entry.pieces)


def _title(entry: Entry, peers: Peers) -> Guess:
    assert entry.title
    start, end = entry.title
    text, size = entry.stream, len(entry.title_text.split())
    stands_out = bool(text.looks[start].link) or bool(set(text.looks[start].styles) & set("bihu"))
    is_line = (start == 0 or text.text[start - 1] in BREAKS) and (end >= len(text.text) - 1 or text.text[end] in BREAKS)
    is_quoted = text.text[start - 1 : start] == '"' == text.text[end : end + 1]
    sure = 0.95 if stands_out or is_line or is_quoted else 0.75
    alike = peers.shapes[_shape(entry)] / peers.count
    sure += 0.1 * (alike - 0.5) if peers.count > 2 else 0
    if size < 3:
        return Guess("title", sure - 0.4, "it is short")
    if size > 35:
        return Guess("title", sure - 0.5, "it is long")
    return Guess("title", min(sure, 1))


def _shape(entry: Entry) -> tuple[object, ...]:
    """Returns how title and authors stand: which comes first, whether on one line, and how the title looks."""
    if not entry.title:
        return ()
    look = entry.stream.looks[entry.title[0]]
    is_first = entry.names is None or entry.title[0] < entry.names.start
    between = sorted((*entry.title, entry.names.start, entry.names.end))[1:3] if entry.names else (0, 0)
    has_break = any(sign in BREAKS for sign in entry.stream.text[slice(*between)])
    return is_first, has_break, bool(look.link) or bool(set(look.styles) & set("bihu"))


def _authors(entry: Entry, peers: Peers, owner: str) -> Guess:
    names = entry.names
    if names is None:
        return Guess("authors", 0, "none were found")
    has_owner = any(is_owner(entry.stream.text[slice(*place)], owner) for place in names.names)
    sure = 0.97 if has_owner else 0.8
    if len(names.names) < 2 and not names.is_cut:
        return Guess("authors", sure - 0.4, "only one was found")
    longest = max(len(entry.stream.text[slice(*place)].split()) for place in names.names)
    if longest > 5:
        return Guess("authors", sure - 0.3, "one name is long")
    is_usual = len(names.names) * 4 >= peers.names
    return Guess("authors", sure) if is_usual or has_owner else Guess("authors", sure - 0.25, "there are few")


def _venue(entry: Entry, fields: Mapping[str, str]) -> Iterator[Guess]:
    shown = next((fields[name] for name in ("journal", "booktitle", "howpublished", "abbr") if name in fields), "")
    if not shown:
        return
    texts = [fields[name] for name in ("journal", "booktitle", "howpublished", "abbr") if name in fields]
    if entry.of("bibtex") or any(_REGISTRY.find(text) for text in texts):
        yield Guess("venue", 0.95)
    elif any(_KINDS_OF_VENUES.search(text) for text in texts):
        yield Guess("venue", 0.9)
    else:
        is_dated = bool(entry.badge and entry.badge.of("year")) or any(
            each.name == "year" for piece in entry.of("shield") for each in piece.parts
        )
        is_name = re.fullmatch(r"[A-Z][\w&' -]*", shown) is not None
        sure = 0.5 + 0.25 * is_dated + 0.15 * is_name
        yield Guess("venue", sure, "" if sure >= LOW else f"'{shown}' is not known")


def _year(entry: Entry, fields: Mapping[str, str]) -> Iterator[Guess]:
    said = {
        piece.value for piece in (*(entry.badge.pieces if entry.badge else ()), *entry.pieces) if piece.name == "year"
    }
    said |= {part.value for piece in entry.of("shield") for part in piece.parts if part.name == "year"}
    if len(said) > 1:
        yield Guess("year", 0.5, f"it says {' and '.join(sorted(said))}")
    elif said:
        yield Guess("year", 0.95)
    elif "year" in fields or "\0year" in fields:
        yield Guess("year", 0.7)
