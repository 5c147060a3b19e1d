"""How much templates and expressions of a site may take: time, and the size of everything they make.

The sandbox reports what it does. Each turn of a loop, each call and each operation is a step, one on large values is
many; the clock is read once in a thousand steps. Before an operation the sizes of what goes in give an upper bound for
what comes out, so that one that is too large never starts. What came out is counted as well: many values of a moderate
size fill the memory just as one large value does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from threading import local
from time import thread_time as clock  # other work on the machine does not count
from types import NoneType
from typing import TYPE_CHECKING, Any

from pubmanager.errors import PubsError
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STEPS = 1000  # between two readings of the clock, a few milliseconds
SECONDS, SECONDS_EACH = 5.0, 0.01
# Characters that are printed, and of one value; a publication with a hundred authors and its abstract prints 15,000.
SIZE, SIZE_EACH = 4_000_000, 20_000
EXPRESSION = 200_000  # characters of one value in an expression
MADE, MADE_EACH = 40_000_000, 60_000  # characters of all values together
ITEM = 16  # an item of a list is a pointer and often an object, which take as much as so many characters
BITS = 15_000  # of a number; Python refuses to print larger ones
TOKENS = 10_000  # of one template; each takes the compiler 50 µs
_LONG = 1000
_SLOW = 20_000  # characters; a quadratic operation on them takes a fraction of a second
_CONTAINERS: Any = (list, tuple, dict, set, frozenset, type({}.keys()), type({}.values()), type({}.items()))
_DIGITS = regex(r"\d+")
_SIZES = regex(r"[#0 +-]*(?P<size>[\d*.]*)[hlL]?(?P<letter>.?)", re.DOTALL)


class Mistake(PubsError):
    """A mistake of a template or an expression itself, which has its place there."""


class _Budget(local):
    """What is left for the current template or expression, one for each thread."""

    steps = STEPS
    size = SIZE
    made = MADE
    seconds = SECONDS
    deadline = 0.0


_LEFT = _Budget()


def start_budget(publications: int, size: int = SIZE) -> None:
    """Starts to count for a template, or an expression, over so many publications."""
    _LEFT.size = size + publications * SIZE_EACH if size == SIZE else size
    _LEFT.made = MADE + publications * MADE_EACH
    _LEFT.seconds = SECONDS + publications * SECONDS_EACH
    _LEFT.deadline = 0.0
    _LEFT.steps = 0


def step(count: int = 1) -> None:
    """Counts steps. Raises: ``Mistake`` when the time is over."""
    _LEFT.steps -= count
    if _LEFT.steps < 0:
        _read_clock()


def _read_clock() -> None:
    now = clock()
    _LEFT.deadline = _LEFT.deadline or now + _LEFT.seconds
    if now > _LEFT.deadline:
        raise Mistake(f"takes longer than {_LEFT.seconds:g} seconds")
    _LEFT.steps = STEPS


def _count(size: int) -> None:
    _LEFT.made -= size
    if _LEFT.made < 0:
        raise _too_much()


def _fits(size: int) -> None:
    """Raises: ``Mistake`` for a value that is going to be larger than what may be printed still."""
    if size > _LEFT.size or size > _LEFT.made:
        raise _too_much()


def printed(text: str) -> None:
    """Counts what is printed. Raises: ``Mistake`` when it is too much."""
    _LEFT.size -= len(text) + ITEM
    if _LEFT.size < 0:
        raise _too_much()


def pieces(count: int) -> str:
    """Counts the pieces of a block, a macro or a template, which wait until they are joined. Raises: ``Mistake``."""
    step(1 + count // 10)
    _count(count * ITEM)
    return ""


def joined(text: str) -> str:
    """Counts and returns the text of a block, a macro or a template. Raises: ``Mistake``."""
    _count(len(text))
    return text


def count_result(value: Any) -> Any:
    """Counts and returns what an operation made; items that are texts count as well. Raises: ``Mistake``."""
    if isinstance(value, str):
        _count(ITEM + len(value))
    elif isinstance(value, _CONTAINERS):
        _count(_flat_size(value))
    elif isinstance(value, int) and value.bit_length() > BITS:
        raise _too_large()
    return value


def _flat_size(value: Any) -> int:
    items = (*value, *value.values()) if isinstance(value, dict) else value
    return ITEM * (1 + len(items)) + sum(len(each) for each in items if isinstance(each, str))


def literal(value: Any) -> Any:
    """Counts and returns a list, tuple or dict that a template builds. Raises: ``Mistake``."""
    items = value.values() if isinstance(value, dict) else value
    if any(isinstance(item, _CONTAINERS) for item in items):
        step(_weigh(value, _LEFT.size) // 100)  # what is nested may be shared: comparing or printing it is exponential
    return count_result(value)


def bounded(value: Any) -> Any:
    """Returns a value that is going to be compared or searched, if it is not too much. Raises: ``Mistake``."""
    if isinstance(value, str):
        if len(value) > _LONG:
            step(len(value) // _LONG)
    elif isinstance(value, _CONTAINERS):
        step(_weigh(value, _LEFT.size) // 100)
    return value


def count_sort_keys(value: Any) -> Any:
    """Counts and returns what an expression gives, which lists are going to be sorted by. Raises: ``Mistake``."""
    if isinstance(value, _CONTAINERS):
        _count(ITEM * _weigh(value, _LEFT.size))
    return value


def count_turns(items: Any, weight: int = 1) -> Any:
    """Returns what a loop goes through: as it is if it is short, else with a look at the clock at each turn.

    Shape: ``weight`` is how many pieces of text are written at each turn.
    """
    if isinstance(items, (list, tuple, str, dict)) and len(items) <= _LONG:
        step(1 + len(items) * (1 + weight // 10))
        _count(len(items) * weight * ITEM)
        return items
    return _counted(items, weight)


def _counted(items: Iterable[Any], weight: int) -> Iterator[Any]:
    cost, size = 50 + weight // 10, weight * ITEM
    for item in items:
        step(cost)
        _count(size)
        yield item


def count_items(items: Iterable[Any]) -> Iterator[Any]:
    """Yields and counts what a filter gives one by one. Raises: ``Mistake``."""
    for item in items:
        step(2)
        _count(ITEM * (2 + len(item)) if isinstance(item, _CONTAINERS) else ITEM)
        yield item


def text_of(parts: tuple[Any, ...]) -> str:
    """Joins values as text. Raises: ``Mistake`` when that is too much."""
    texts = [part if isinstance(part, str) else _as_text(part) for part in parts]
    _fits(size := sum(map(len, texts)))
    step(1 + size // _LONG)
    _count(ITEM + size)
    return "".join(texts)


def _as_text(value: Any) -> str:
    _fits(_shown_size(value))
    return str(value)


def operation(*values: Any) -> None:
    """Weighs what goes into a filter or a method, which makes at most the product of the two largest of it.

    Raises: ``Mistake`` where that is too much.
    """
    first, second = 1, 1
    for place, value in enumerate(values):
        size = _size(value, place)
        if size > first:
            first, second = size, first
        elif size > second:
            second = size
    _fits(first * second)
    step(1 + first * second // _LONG)


def weigh_arguments(*values: Any) -> None:
    """Weighs what goes into a function of ours, which makes text in proportion to it. Raises: ``Mistake``."""
    size = 0
    for value in values:
        if isinstance(value, str):
            size += len(value)
        elif isinstance(value, (int, *_CONTAINERS)):
            size += _size(value, 1)
    if size > _LONG:
        _fits(size)
        step(size // _LONG)


def joining(items: Any, separator: Any = "", *more: Any) -> None:
    """Weighs a text that joins items. Raises: ``Mistake`` where it is too large."""
    count = _length(items)
    texts = items.values() if isinstance(items, dict) else items if isinstance(items, _CONTAINERS) else ()
    size = sum(len(each) if isinstance(each, str) else _shown_size(each) for each in texts)
    _fits(size + count * (1 + _shown_size(separator)))
    step(1 + (size + count) // _LONG)


def each_of(value: Any, *more: Any) -> None:
    """Weighs what goes into an operation on each item, if need be each character. Raises: ``Mistake``."""
    count = _length(value)
    _fits(count * (ITEM + sum(_size(each, 0) for each in more)))
    step(1 + _size(value, 0) // 100)


def weigh_quadratic(text: Any, *more: Any) -> None:
    """Weighs what goes into an operation that takes quadratic time. Raises: ``Mistake`` where that is too much."""
    operation(text, *more)
    if _size(text, 0) > _SLOW:
        raise _too_much()


def summing(items: Any, *more: Any) -> None:
    """Weighs a sum; one of lists copies all of them again for each. Raises: ``Mistake``."""
    weigh_quadratic(items, *more) if any(isinstance(each, _CONTAINERS) for each in more) else operation(items)


def serializing(value: Any, indent: Any = None) -> None:
    """Weighs JSON, where each value may be indented by its depth. Raises: ``Mistake``."""
    size = _size(value, 0)
    operation(value, indent)
    _fits(size * (1 + _depth(value) * indent if isinstance(indent, int) else 1))


def _depth(value: Any) -> int:
    if not isinstance(value, _CONTAINERS):
        return 0
    return 1 + max(map(_depth, value.values() if isinstance(value, dict) else value), default=0)


def rounding(value: Any, precision: Any = 0, *more: Any) -> None:
    """Weighs rounding, which works out a power of ten. Raises: ``Mistake``."""
    operation(value, precision)
    binary("**", 10, precision)


def field(value: Any, specification: str = "") -> None:
    """Weighs one field of ``format``, whose width and precision are worked out already. Raises: ``Mistake``."""
    _fits(_shown_size(value) + _number(specification))


def percent(text: str, values: Any) -> None:
    """Weighs ``text % values``. Raises: ``Mistake`` where its result is too large."""
    found = list(_directives(text))
    is_named = isinstance(values, Mapping)
    each = list(values.values()) if is_named else values if isinstance(values, tuple) else [values]
    largest = max(map(_shown_size, each), default=0)
    star = max((abs(value) for value in each if isinstance(value, int)), default=0)
    _fits(size := len(text) + sum(number + stars * star + factor * largest for number, stars, factor in found))
    step(1 + size // _LONG)


def _directives(text: str) -> Iterator[tuple[int, int, int]]:
    """Yields for each ``%`` its width and precision together, its asterisks, and how much a character may grow.

    Source: Python, ``unicode_format``: ``%``, a name in nested parentheses, flags, width, precision, ``hlL``, a letter.
    """
    place = text.find("%")
    while place >= 0:
        place = _behind_name(text, place + 1)
        found = _SIZES.match(text, place)
        assert found
        yield _number(found["size"]), found["size"].count("*"), 10 if found["letter"] in ("r", "a") else 1
        place = text.find("%", max(found.end(), place + 1))


def _behind_name(text: str, place: int) -> int:
    depth = 0
    for end in range(place, len(text)):
        depth += (text[end] == "(") - (text[end] == ")")
        if not depth:
            return end + (end > place)
    return len(text)


def _number(text: str) -> int:
    """Adds up the numbers in a text; 20 digits are too many already."""
    return sum(int(digits[:20]) for digits in _DIGITS.findall(text))


def _shown_size(value: Any) -> int:
    """Returns how long a value may be as text. Raises: ``Mistake`` for what is none."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, _CONTAINERS):
        return 10 * _weigh(value, _LEFT.size)  # ten characters for one, as in `\\U0010ffff`
    return 350 + value.bit_length() // 3 if isinstance(value, int) else len(str(printable(value)))


def printable(value: Any) -> Any:
    """Returns what a reader can read. Raises: ``Mistake`` for lists, functions and the like."""
    kind: Any = type(value)
    if kind.__str__ is object.__str__ and not isinstance(value, (int, float, NoneType)):
        raise Mistake(f"cannot show a {kind.__name__}", hint="name one of its parts, or join them")
    return value


def _length(value: Any) -> int:
    is_sized: Any = isinstance(value, (str, *_CONTAINERS))
    return len(value) if is_sized else 1


def _bits(value: Any) -> int:
    return value.bit_length() if isinstance(value, int) else 0


def _size(value: Any, place: int) -> int:
    """Returns how much a value may bring: a text's length, a number, a list's weight."""
    if isinstance(value, str):
        return 1 + len(value)
    if isinstance(value, int):
        return max(1, abs(value)) if place else 1
    return _weigh(value, _LEFT.size) if isinstance(value, _CONTAINERS) else 1


def binary(operator: str, left: Any, right: Any) -> None:
    """Weighs an operation of two values. Raises: ``Mistake`` where its result is too large."""
    if operator == "%" and isinstance(left, str):
        percent(left, right)
    elif operator == "+":
        size = len(left) + len(right) if isinstance(left, (str, list, tuple)) and hasattr(right, "__len__") else 1
        if size > _LONG:
            step(size // _LONG)
            _fits(size)
        _count(size)  # what is in lists has been counted
    elif isinstance(left, int) and isinstance(right, int):
        if (_bits(left) * abs(right) if operator == "**" else _bits(left) + _bits(right)) > BITS:
            raise _too_large()
    elif isinstance(left, (str, *_CONTAINERS)) or isinstance(right, (str, *_CONTAINERS)):
        operation(*((right, left) if isinstance(left, int) else (left, right)))


def _weigh(value: Any, limit: int) -> int:
    """Counts characters and items, shared ones each time they occur, as printing them would."""
    weight = 1
    items = value.items() if isinstance(value, dict) else value
    for item in items:
        if isinstance(item, str):
            weight += 1 + len(item)
        else:
            weight += _weigh(item, limit - weight) if isinstance(item, _CONTAINERS) else 1
        if weight > limit:
            raise _too_much()
    return weight


def _too_much() -> Mistake:
    return Mistake("makes too large a text or list")


def _too_large() -> Mistake:
    return Mistake("makes too large a number")
