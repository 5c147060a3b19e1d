"""Tries what else a list could show: what is kept leaves fewer entries that are rendered otherwise than they stood."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pubmanager.adopt.forms import PLAIN, items_of, merge, with_link_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pubmanager.adopt.forms import Item, Literal, Unit
    from pubmanager.adopt.infer import Choice
    from pubmanager.adopt.pieces import Entry

Score = tuple[int, int, int, int]
"""How many entries differ, in how many words and links; how many in order, punctuation or looks, and in how much."""
_MOST_TRIALS = 60
_OTHER_NAMES = {"venue": ("venue.short", "field.abbr"), "container": ("venue.name",)}


def tuned(entries: Sequence[Entry], choice: Choice, judge: Callable[[Choice], Score]) -> Choice:
    """Changes one thing after another where that helps.

    Shape: ``judge`` renders a choice and compares; an addition must pay for itself by two entries, or by all.
    """
    best = judge(choice)
    for place, others, most in ((0, _others, _MOST_TRIALS), (2, _looks, _most_for(len(entries)))):
        trials, is_better = 0, True
        while is_better and best[place] and trials < most:
            is_better = False
            for other, gain in list(others(entries, choice)):
                trials += 1
                score = judge(other)
                least = min(gain, best[0])
                if score[0] + least <= best[0] if least else score < best:
                    best, choice, is_better = score, other, True
                if is_better or trials == most:
                    break
    return choice


def _most_for(count: int) -> int:
    """Returns how many looks are tried, so that a long list takes no minute."""
    return min(40, max(8, 300 // count))


def _looks(entries: Sequence[Entry], choice: Choice) -> Iterator[tuple[Choice, int]]:
    """Yields choices with what stands before, behind and around a part of some entries."""
    units = choice.units
    seen: dict[tuple[str, int], list[Item]] = {}
    for items in with_link_groups([items_of(entry) for entry in entries]):
        for i, item in enumerate(items):
            seen.setdefault((item.name, _nth(items, i)), []).append(item)
    for i, unit in enumerate(units):
        items = seen.get((unit.name, _nth(units, i)), [])
        counts = Counter((item.brk, item.before, item.wrap) for item in items)
        for (brk, before, wrap), count in counts.most_common(3):
            is_other = (brk, before, wrap) != (unit.brk, unit.before, unit.wrap)
            # Words of a few entries, such as "Submitted to", are wrong for others.
            if is_other and (2 * count > len(items) or not _says_more(before, unit.before)):
                other = replace(unit, brk=brk, before=before, wrap=wrap)
                yield replace(choice, units=(*units[:i], other, *units[i + 1 :])), 0
        for key, _ in Counter(item.key for item in items).most_common(2):
            if key[:2] != unit.key[:2]:
                other = replace(unit, key=(*key[:2], unit.key[2]))
                yield replace(choice, units=(*units[:i], other, *units[i + 1 :])), 0
        for after, _ in Counter(item.after for item in items).most_common(2):
            if after != unit.after:
                yield replace(choice, units=(*units[:i], replace(unit, after=after), *units[i + 1 :])), 0
        if i and unit.name != "title" and not unit.brk:
            yield replace(choice, units=(*units[: i - 1], unit, units[i - 1], *units[i + 1 :])), 0
        for name in _OTHER_NAMES.get(unit.name, ()):
            yield replace(choice, units=(*units[:i], replace(unit, name=name), *units[i + 1 :])), 0


def _others(entries: Sequence[Entry], choice: Choice) -> Iterator[tuple[Choice, int]]:
    """Yields choices that differ in one thing, with how many entries each must help; 0: any word of them."""
    units = choice.units
    for i, unit in enumerate(units):
        if unit.name == "title":
            continue
        yield replace(choice, units=_dropped(units, i)), 0
        for name in _OTHER_NAMES.get(unit.name, ()):
            yield replace(choice, units=(*units[:i], replace(unit, name=name), *units[i + 1 :])), 1
        if unit.name == "container" and re.search(r"\bin\b", "".join(text for text, _ in unit.before), re.IGNORECASE):
            books = replace(unit, name="field.booktitle")
            journals = replace(unit, name="field.journal", brk="", before=((" ", PLAIN),))
            yield replace(choice, units=(*units[:i], books, journals, *units[i + 1 :])), 1
        bare = tuple((re.sub(r"[^\W\d_]+\.?", "", text), key) for text, key in unit.before)
        if bare != unit.before:
            yield replace(choice, units=(*units[:i], replace(unit, before=bare), *units[i + 1 :])), 1
    yield replace(choice, short_year=not choice.short_year), 1
    if any(unit.name == "links" for unit in units) and not choice.split_links:
        yield replace(choice, split_links=True), 2
    known = {(unit.name, _nth(units, i)) for i, unit in enumerate(units)}
    everything = merge(with_link_groups([items_of(entry) for entry in entries]), keeps_all=True)
    for i, unit in enumerate(everything):
        if (unit.name, _nth(everything, i)) not in known:
            at = _place(everything[:i], units)
            yield replace(choice, units=(*units[:at], unit, *units[at:])), 2


def _says_more(before: Literal, usual: Literal) -> bool:
    words, others = (re.findall(r"[^\W_]+", "".join(text for text, _ in each)) for each in (before, usual))
    return words != others


def _dropped(units: tuple[Unit, ...], i: int) -> tuple[Unit, ...]:
    """Leaves a unit out; what begins a line still does."""
    rest = list(units[i + 1 :])
    if units[i].brk and rest and not rest[0].brk:
        rest[0] = replace(rest[0], brk=units[i].brk, before=())
    return (*units[:i], *rest)


def _nth(units: Sequence[Unit | Item], i: int) -> int:
    return sum(each.name == units[i].name for each in units[:i])


def _place(before: Sequence[Unit], units: Sequence[Unit]) -> int:
    """Returns where a unit goes: behind the last of those that come before it."""
    names = [unit.name for unit in units]
    return max((names.index(unit.name) + 1 for unit in before if unit.name in names), default=0)
