"""In which order the entries of a file stand, and where a new one belongs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pubmanager.bibtex.entry import Entry

_MOSTLY = 0.8
_FEWEST_KEYS = 3  # two keys are in order by chance half of the time


class Order(Struct, frozen=True):
    """An order of entries. Shape: ``by`` is ``year``, ``key`` or empty where new entries go to the end."""

    by: str = ""
    descending: bool = False

    def is_before(self, one: Sortable, other: Sortable) -> bool:
        """Whether an entry stands before another for sure; one without a year is before none."""
        if self.by == "key":
            return one.key.casefold() < other.key.casefold()
        if not self.by or one.year is None or other.year is None:
            return False
        return one.year > other.year if self.descending else one.year < other.year


class Sortable(Struct, frozen=True):
    """What an order looks at."""

    key: str
    year: int | None


def order_of(entries: Sequence[Sortable]) -> Order:
    """Infers the order that at least four of five neighbours keep.

    >>> order_of([Sortable("b", 2024), Sortable("a", 2024), Sortable("c", 2023)])
    Order(by='year', descending=True)
    >>> order_of([Sortable("a", 2024), Sortable("b", 2025), Sortable("c", 2023)])
    Order(by='key', descending=False)
    """
    years = [each for each in entries if each.year is not None]
    for order in (Order("year", descending=True), Order("year")):
        if _keeps(years, order.is_before):
            return order
    by_key = Order("key")
    return by_key if len(entries) >= _FEWEST_KEYS and _keeps(entries, by_key.is_before) else Order()


def _keeps(entries: Iterable[Sortable], is_before: Callable[[Sortable, Sortable], bool]) -> bool:
    pairs = list(pairwise(entries))
    right = sum(is_before(one, other) for one, other in pairs)
    wrong = sum(is_before(other, one) for one, other in pairs)
    return right > 0 and right >= _MOSTLY * (right + wrong)


def sorted_by(order: Order, new: Sequence[Sortable]) -> list[int]:
    """Returns the places of new entries in their order among themselves; stable, those without a year last."""
    places = list(range(len(new)))
    if order.by == "key":
        return sorted(places, key=lambda place: new[place].key.casefold())
    if order.by == "year":
        sign = -1 if order.descending else 1
        return sorted(places, key=lambda place: (new[place].year is None, sign * (new[place].year or 0)))
    return places


def predecessor(order: Order, old: Sequence[tuple[Entry, Sortable]], new: Sortable) -> Entry | None:
    """Returns the entry behind which a new one goes; ``None`` for the place before all others.

    That is the one before the first that belongs behind it: a heading in between stays with what follows.
    """
    for place, (_, each) in enumerate(old):
        if order.is_before(new, each):
            return old[place - 1][0] if place else None
    return old[-1][0] if old else None
