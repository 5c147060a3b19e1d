"""How much a template or an expression may take: time, and the size of what it makes.

A template is as long as it is: only loops, macros, included templates and large values make it take longer. Each turn
of a loop and each call of a macro is a step, an operation on large values is many; the clock is looked at once in a
thousand steps. Before an operation the sizes say whether it may take long or fill the memory.
"""

from __future__ import annotations

from threading import local
from time import monotonic
from typing import TYPE_CHECKING, Any

from pubmanager.errors import PubsError
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STEPS = 1000  # between two looks at the clock
SECONDS, SECONDS_EACH = 5.0, 0.02
SIZE, SIZE_EACH = 4_000_000, 20_000  # characters; a publication with a hundred authors and its abstract takes 15,000
EXPRESSION = 200_000
BITS = 100_000
_LONG = 1000
_FEW = 8
_CONTAINERS = (list, tuple, dict, set, frozenset)
_WIDTH = regex(r"[%:.]\D{0,8}?(\d{3,})")


class Mistake(PubsError):
    """A mistake of a template or an expression itself, which has its place there."""


class _Budget(local):
    """What is left of the current rendering, one for each thread."""

    steps = STEPS
    size = SIZE
    seconds = SECONDS
    deadline = 0.0


_LEFT = _Budget()


def allow(publications: int) -> None:
    """Starts to count for a template over so many publications."""
    _LEFT.size = SIZE + publications * SIZE_EACH
    _LEFT.seconds = SECONDS + publications * SECONDS_EACH
    _LEFT.deadline = 0.0


def allow_expression() -> None:
    """Starts to count for an expression, which is worked out for each publication and has no loops."""
    _LEFT.size = EXPRESSION
    _LEFT.deadline = 0.0


def step(count: int = 1) -> None:
    """Counts steps. Raises: ``Mistake`` when the time is over."""
    _LEFT.steps -= count
    if _LEFT.steps < 0:
        _look_at_clock()


def _look_at_clock() -> None:
    now = monotonic()
    _LEFT.deadline = _LEFT.deadline or now + _LEFT.seconds
    if now > _LEFT.deadline:
        raise Mistake(f"takes longer than {_LEFT.seconds:g} seconds")
    _LEFT.steps = STEPS


def printed(text: str) -> None:
    """Counts what is printed. Raises: ``Mistake`` when it is too much."""
    _LEFT.size -= len(text)
    if _LEFT.size < 0:
        raise _too_much()


def joined(parts: Iterable[str]) -> str:
    """Joins parts of an output, if that is not too much. Raises: ``Mistake``."""
    found = parts if isinstance(parts, list) else list(parts)
    if sum(map(len, found)) > SIZE and sum(map(len, found)) > _LEFT.size:
        raise _too_much()
    return "".join(found)


def repeated(text: str, times: int) -> str:
    """Returns a text that is going to be written so many times. Raises: ``Mistake`` where that is too much."""
    if len(text) * times > SIZE and len(text) * times > _LEFT.size:
        raise _too_much()
    return text


def literal(value: Any) -> Any:
    """Returns a list, tuple or dict that a template builds, if what is nested in it is not too much.

    Raises: ``Mistake``.
    """
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, _CONTAINERS):
            step(_weigh(value, _LEFT.size) // 100)
            break
    return value


def bounded(value: Any) -> Any:
    """Returns a value that is going to be compared or searched, if it is not too much. Raises: ``Mistake``."""
    if isinstance(value, _CONTAINERS) and len(value) > _FEW:
        step(_weigh(value, _LEFT.size) // 100)
    return value


def turns(items: Any) -> Any:
    """Returns what a loop goes through: as it is if it is short, else with a look at the clock at each turn."""
    if isinstance(items, (list, tuple, str, dict)) and len(items) <= _LONG:
        step(1 + len(items))
        return items
    return _counted(items)


def _counted(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        step(50)
        yield item


def text_of(parts: tuple[Any, ...]) -> str:
    """Joins values as text. Raises: ``Mistake`` when that is too much."""
    texts = list(map(str, literal(parts)))
    if sum(map(len, texts)) > _LEFT.size:
        raise _too_much()
    return "".join(texts)


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
    if first * second > _LEFT.size:
        raise _too_much()
    step(1 + first * second // _LONG)


def _size(value: Any, place: int) -> int:
    """Returns how much a value may bring: a text's length or the widths it asks for, a number, a list's weight."""
    if isinstance(value, str):
        widths = _WIDTH.findall(value) if "%" in value or "{" in value else ()
        return max(1 + len(value), *map(int, widths)) if widths else 1 + len(value)
    if isinstance(value, int):
        return abs(value) if place else 1
    if isinstance(value, _CONTAINERS):
        numbers = (abs(each) for each in value if isinstance(each, int)) if isinstance(value, tuple) else ()
        return max(_weigh(value, _LEFT.size), *numbers, 1)
    return 1


def binary(operator: str, left: Any, right: Any) -> None:
    """Weighs an operation of two values. Raises: ``Mistake`` where its result is too large."""
    if operator == "+":
        size = len(left) + len(right) if isinstance(left, (str, list, tuple)) and hasattr(right, "__len__") else 1
        if size > _LONG:
            step(size // _LONG)
            if size > _LEFT.size:
                raise _too_much()
    elif isinstance(left, int) and isinstance(right, int):
        _check_number(operator, left, right)
    elif isinstance(left, (str, *_CONTAINERS)) or isinstance(right, (str, *_CONTAINERS)):
        operation(*((right, left) if isinstance(left, int) else (left, right)))


def _check_number(operator: str, left: int, right: int) -> None:
    bits = left.bit_length() * abs(right) if operator == "**" else left.bit_length() + right.bit_length()
    if bits > BITS:
        raise Mistake("makes too large a number")


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
