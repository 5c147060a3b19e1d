"""The form that entries of a run have in common: rows of parts, with the words and looks around them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.adopt.fields import linked_words
from pubmanager.adopt.stream import BLOCK, BREAKS, THINGS, Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pubmanager.adopt.pieces import Entry, Piece

Key = tuple[str, str, str]
"""How something looks: its styles, its class or colour, and the slot that it links to."""
Literal = tuple[tuple[str, Key], ...]
PLAIN: Key = ("", "", "")
_STYLES = {"b": "**", "i": "*", "c": "`"}
_LEAST, _SHARE = 2, 0.04
# Parts that say by themselves what they are, and stand in no entry that does not have them.
_TELLING = frozenset((
    "presentation", "rank", "award", "rate", "impact", "pages", "volume", "number", "doi", "status", "bibtex",
    "abstract", "stars", "forks", "citations", "badges", "links", "summary", "legend",
))  # fmt: skip
_PARTS = {
    "year": "date.year",
    "month": "date.month",
    "citations": "citations.plain",
    "label": "field.label",
    "mark": "field.mark",
    "topic": "field.topic",
}
_WORDY = frozenset(("title", "authors", "links", "container", "note", "location"))
_ONCE = frozenset(("title", "authors", "summary", "bibtex", "abstract", "badges", "legend", "note"))


class Item(Struct, frozen=True):
    """A part of an entry, or one of several of a kind.

    Shape: ``brk`` is the break before it, ``before`` the text between it and the part before; ``after`` is the text
    behind the last part of a line; ``count`` is how many parts of a kind stand here, ``within`` what separates them;
    ``wrap`` are brackets around it alone, with their look.
    """

    name: str
    brk: str = ""
    before: Literal = ()
    key: Key = PLAIN
    after: Literal = ()
    within: tuple[str, ...] = ()
    style: str = ""
    labels: tuple[str, ...] = ()
    wrap: tuple[str, str, Key] | None = None


class Unit(Struct, frozen=True):
    """A part of a form. Shape: ``count`` is how many entries have it."""

    name: str
    brk: str
    before: Literal
    key: Key
    after: Literal
    count: int
    wrap: tuple[str, str, Key] | None = None


def items_of(entry: Entry) -> list[Item]:
    """Reads an entry as a sequence of parts; links and shields beside each other are one part."""
    reader = _Items(entry)
    reader.read()
    return reader.items


def with_link_groups(sequences: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """Numbers the groups of links that stand in several places of an entry: ``links``, ``links.2``.

    A label belongs to the group that it is in most often, so that entries without the first group are read right.
    """
    votes: dict[str, Counter[int]] = {}
    for items in sequences:
        groups = [item for item in items if item.name == "links"]
        for place, item in enumerate(groups):
            for label in item.labels:
                votes.setdefault(label.casefold(), Counter())[place] += 1 if len(groups) > 1 else 0
    chosen = {label: max(found, key=lambda place: (found[place], -place)) for label, found in votes.items()}
    return [[_in_group(item, chosen) for item in items] for items in sequences]


def _in_group(item: Item, chosen: Mapping[str, int]) -> Item:
    if item.name != "links":
        return item
    place = Counter(chosen[label.casefold()] for label in item.labels).most_common(1)[0][0]
    return replace(item, name=f"links.{place + 1}") if place else item


class _Items:
    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self.items: list[Item] = []
        self._brk = BLOCK
        self._literal: list[tuple[str, Key]] = []
        self._slots = {link: slot for link, (slot, _) in linked_words(entry).items()}

    def read(self) -> None:
        at = 0
        text = self._entry.stream
        for piece in self._entry.pieces:
            if piece.name in ("lead", "icon"):
                continue
            start, end = self._bracketed(piece)
            wrap = self._wrap(piece) if start == piece.start else None
            self._literals(at, start - bool(wrap))
            self._add(piece, text.text[piece.start - 1 : piece.start] == "[" and start < piece.start)
            if wrap and self.items:
                self.items[-1] = replace(self.items[-1], wrap=wrap)
            at = end + bool(wrap)
        self._literals(at, len(text.text))
        self._end_line()

    def _wrap(self, piece: Piece) -> tuple[str, str, Key] | None:
        """Returns the brackets around a piece alone: they come and go with it."""
        text = self._entry.stream
        around = text.text[piece.start - 1 : piece.start] + text.text[piece.end : piece.end + 1]
        if around not in ("()", "[]") or piece.name in ("links", "link", "title", "authors", "shield", "summary"):
            return None
        return around[0], around[1], key_of(text.looks[piece.start - 1])

    def _bracketed(self, piece: Piece) -> tuple[int, int]:
        text = self._entry.stream.text
        is_bracketed = (
            piece.name == "link"
            and text[piece.start - 1 : piece.start] == "["
            and text[piece.end : piece.end + 1] == "]"
        )
        return (piece.start - 1, piece.end + 1) if is_bracketed else (piece.start, piece.end)

    def _literals(self, start: int, end: int) -> None:
        text = self._entry.stream
        for i in range(start, end):
            sign = text.text[i]
            if sign in BREAKS:
                self._end_line()
                self._brk = sign
            elif sign not in THINGS:
                key = self._key(text.looks[i])
                if self._literal and self._literal[-1][1] == key:
                    self._literal[-1] = (self._literal[-1][0] + text.written[i], key)
                else:
                    self._literal.append((text.written[i], key))

    def _key(self, look: Look) -> Key:
        """Returns how a sign between parts looks; between two in one link it is in it."""
        styles, dress, _ = key_of(look)
        return styles, dress, self._slots.get(look.link, "")

    def _end_line(self) -> None:
        if self._literal and self.items and not self._brk:
            last = self.items[-1]
            self.items[-1] = replace(last, after=tuple(self._literal))
        if not self._brk:
            self._literal = []

    def _add(self, piece: Piece, is_bracketed: bool) -> None:
        name = {"link": "links", "shield": "badges", "marks": "legend", "fold": "abstract"}.get(piece.name, piece.name)
        style = link_style(piece, self._entry.stream.looks[piece.start], is_bracketed) if piece.name == "link" else ""
        last = self.items[-1] if self.items else None
        if (
            last
            and last.name == name
            and name in ("links", "badges", "stars", "forks", "image")
            and not self._brk
            and (name != "links" or last.style == style)
        ):
            joint = "".join(words for words, _ in self._literal)
            self.items[-1] = Item(
                name,
                last.brk,
                last.before,
                last.key,
                (),
                (*last.within, joint),
                last.style,
                (*last.labels, piece.value),
            )
        elif last and last.name == name == "summary" and self._brk:
            pass
        else:
            look = piece.look
            key = (
                PLAIN
                if name in ("links", "badges", "authors", "summary", "stars", "forks", "image", "bibtex", "abstract")
                else key_of(look)
            )
            if piece.name in ("stars", "forks") and not piece.url:
                name = f"{name}.plain"
            if piece.url and name not in ("links", "stars", "forks", "image", "citations"):
                key = (key[0], key[1], "title" if name == "title" else self._slots[look.link])
            self.items.append(Item(name, self._brk, tuple(self._literal), key, (), (), style, (piece.value,)))
        self._literal, self._brk = [], ""


def key_of(look: Look) -> Key:
    """Returns what a pattern can say of a look."""
    return "".join(style for style in look.styles if style in "bich"), look.dress, ""


def link_style(piece: Piece, first: Look, is_bracketed: bool) -> str:
    """Returns the style of a link as the option `links` names it. Shape: ``first`` is the look of its first sign."""
    label = piece.value.strip()
    thing = piece.thing
    bold = "bold-" if "b" in piece.look.styles else ""
    if thing is not None and thing.tag == "img":
        return "shield"
    if thing is not None:
        return "icon-bold" if bold else "icon-label" if re.search(r"\w", label) else "icon"
    if is_bracketed:
        return f"{bold}bracketed"
    if label.startswith("[") and label.endswith("]"):
        is_outside = bold and "b" not in first.styles
        return "bold+bracketed+linked" if is_outside else f"{bold}bracketed-inside"
    if "c" in piece.look.styles:
        return "code"
    return "bold" if bold else "italic" if "i" in piece.look.styles else "plain"


def merge(sequences: Sequence[Sequence[Item]], *, keeps_all: bool = False) -> list[Unit]:
    """Finds the sequence of parts that entries have in common, from the common to the rare."""
    named = [[(item.name, _nth(sequence, i)) for i, item in enumerate(sequence)] for sequence in sequences]
    counts = Counter(name for names in named for name in names)
    least = 1 if keeps_all or len(sequences) < 5 else max(_LEAST, _SHARE * len(sequences))
    before = Counter((one, other) for names in named for i, one in enumerate(names) for other in names[i + 1 :])
    order: list[tuple[str, int]] = []
    for name, count in sorted(counts.items(), key=lambda each: (-each[1], each[0][1])):
        if name[1] and name[0] in _ONCE:
            continue
        if count >= (
            least if name[1] == 0 and name[0] not in _TELLING else 1 if name[1] == 0 else counts[name[0], 0] / 2
        ):
            order.insert(_best_place(name, order, before), name)
    return [_unit(name, order, list(zip(named, sequences, strict=True)), counts[name]) for name in order]


def _nth(sequence: Sequence[Item], i: int) -> int:
    return sum(each.name == sequence[i].name for each in sequence[:i])


def _best_place(
    name: tuple[str, int], order: Sequence[tuple[str, int]], before: Counter[tuple[tuple[str, int], tuple[str, int]]]
) -> int:
    scores = [
        sum(before[each, name] for each in order[:place]) + sum(before[name, each] for each in order[place:])
        for place in range(len(order) + 1)
    ]
    best = max(scores)
    return max(place for place, score in enumerate(scores) if score == best)


def _unit(
    name: tuple[str, int],
    order: list[tuple[str, int]],
    entries: Sequence[tuple[list[tuple[str, int]], Sequence[Item]]],
    count: int,
) -> Unit:
    place = order.index(name)
    keys: Counter[Key] = Counter()
    breaks: Counter[str] = Counter()
    afters: Counter[Literal] = Counter()
    wraps: Counter[tuple[str, str, Key] | None] = Counter()
    close: dict[str, Counter[Literal]] = {}
    for names, items in entries:
        if name not in names:
            continue
        i = names.index(name)
        item = items[i]
        keys[item.key] += 1
        wraps[item.wrap] += 1
        is_next = i > 0 and place > 0 and names[i - 1] == order[place - 1]
        if i or not place:  # what begins an entry, but not the form, says nothing of a break before it
            breaks[item.brk] += 2 if is_next or place == 0 else 1
            weight = 100 if is_next or (i == 0 and place == 0) else 1
            close.setdefault(item.brk, Counter())[item.before] += weight
        if i + 1 == len(items) or items[i + 1].brk:
            afters[item.after] += 1
    if not breaks:
        breaks[""], close[""] = 1, Counter([((" ", PLAIN),)])
    brk = breaks.most_common(1)[0][0]
    before = close[brk].most_common(1)[0][0]
    styles, dress, _ = keys.most_common(1)[0][0]
    slot = next((key[2] for key in keys if key[2]), "")  # a link drops where there is none
    wrap = wraps.most_common(1)[0][0]
    return Unit(name[0], brk, before, (styles, dress, slot), _first(afters), count, wrap)


def _first(found: Counter[Literal]) -> Literal:
    return found.most_common(1)[0][0] if found else ()


def lines(units: Sequence[Unit]) -> list[tuple[str, str]]:
    """Writes units as the lines of a form. Shape: (break before, pattern)."""
    found: list[tuple[str, list[Unit]]] = []
    for unit in units:
        if unit.brk or not found:
            found.append((unit.brk or BLOCK, []))
        found[-1][1].append(unit)
    return [(brk, pattern(line)) for brk, line in found]


def pattern(line: Sequence[Unit]) -> str:
    """Writes the units of a line as a pattern."""
    tokens: list[tuple[str, Key]] = []
    for i, unit in enumerate(line):
        literal = _balanced(unit.before)
        is_glued = i > 0 and unit.name.partition(".")[0] in _WORDY and not literal and not unit.wrap
        tokens += ((" ", PLAIN),) if is_glued else literal
        part = _PARTS.get(unit.name, unit.name)
        if unit.wrap and (unit.wrap[2][:2] == unit.key[:2] or unit.key[1]):
            tokens.append((f"{unit.wrap[0]}{{{part}}}{unit.wrap[1]}", unit.key))
        elif unit.wrap:
            tokens += [(unit.wrap[0], unit.wrap[2]), (f"{{{part}}}", unit.key), (unit.wrap[1], unit.wrap[2])]
        else:
            tokens.append((f"{{{part}}}", unit.key))
        if i + 1 == len(line):
            tokens += _balanced(unit.after)
    text = _dressed(_joined(tokens))
    text = re.sub(r"[ \t]+", " ", text).strip()
    text = text if text.count('"') % 2 == 0 else text.replace('"', "")
    return text if _is_balanced(text) else _without_loose(text)


def _balanced(literal: Literal) -> Literal:
    """Leaves out what a pattern would read as a sign of its own."""
    return tuple((re.sub(r"[{}`*]", "", text), key) for text, key in literal)


def _is_balanced(text: str) -> bool:
    return all(text.count(one) == text.count(other) for one, other in ("()", "[]"))


def _without_loose(text: str) -> str:
    """Takes away brackets without a partner."""
    kept, depth = list(text), []
    for i, sign in enumerate(text):
        if sign in "([":
            depth.append(i)
        elif sign in ")]":
            if depth and text[depth[-1]] == {")": "(", "]": "["}[sign]:
                depth.pop()
            else:
                kept[i] = ""
    for i in depth:
        kept[i] = ""
    return "".join(kept)


def _joined(tokens: Iterable[tuple[str, Key]]) -> list[tuple[str, Key]]:
    """Puts neighbours of one look together; blanks and punctuation between two of one look have it too."""
    found: list[tuple[str, Key]] = []
    for text, key in tokens:
        if found and found[-1][1] == key:
            found[-1] = (found[-1][0] + text, key)
        elif (
            len(found) > 1
            and found[-2][1] == key
            and key != PLAIN
            and not found[-1][0].strip()
            and found[-1][1] == PLAIN
        ):
            found[-2:] = [(found[-2][0] + found[-1][0] + text, key)]
        else:
            found.append((text, key))
    return found


def _dressed(tokens: Sequence[tuple[str, Key]]) -> str:
    pieces = []
    for text, (styles, dress, slot) in tokens:
        lead, inner, tail = re.fullmatch(r"(\s*)(.*?)(\s*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
        if not re.search(r"[\w{]", inner):
            pieces.append(text)
            continue
        sign = (
            "***"
            if "b" in styles and "i" in styles
            else "".join(_STYLES[style] for style in styles if style in _STYLES and style != "c")
        )
        inner = f"{sign}{inner}{sign}"
        if "c" in styles:
            inner = f"`{inner}`"
        if slot:
            inner = f"[{inner}]({slot})"
        if dress:
            inner = f"[{inner}]{{{dress}}}"
        pieces.append(lead + inner + tail)
    return "".join(pieces)


def shield_items(piece: Piece) -> list[Item]:
    """Reads the words of a shield as parts."""
    items: list[Item] = []
    at, text = 0, piece.value
    for part in piece.parts:
        if part.name == "lead":
            continue
        literal = ((text[at : part.start], PLAIN),) if part.start > at else ()
        items.append(Item(part.name, "" if items else BLOCK, literal))
        at = part.end
    if items and at < len(text):
        last = items[-1]
        items[-1] = Item(last.name, last.brk, last.before, last.key, ((text[at:], PLAIN),))
    return items


def badge_items(entry: Entry) -> list[Item]:
    """Reads the badge on an image as parts, without their looks."""
    text = entry.stream
    pieces = [piece for piece in entry.pieces if piece.name not in ("image", "lead", "icon", "citations")]
    items: list[Item] = []
    at = 0
    for piece in pieces:
        between = "".join(sign for sign in text.written[at : piece.start] if sign not in BREAKS + THINGS)
        items.append(Item(piece.name, "" if items else BLOCK, ((between, PLAIN),) if between else ()))
        at = piece.end
    tail = "".join(sign for sign in text.written[at:] if sign not in BREAKS + THINGS)
    if items and tail.strip():
        last = items[-1]
        items[-1] = Item(last.name, last.brk, last.before, last.key, ((tail, PLAIN),))
    return items
