"""Lists: choosing, sorting, grouping and numbering publications."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pubmanager.errors import PubsError, about, suggestion
from pubmanager.model.folding import sort_key
from pubmanager.regex import regex
from pubmanager.render.expressions import MISSING, Missing, check_expression, shown_values, work_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pubmanager.config.schema import ListConfig
    from pubmanager.model.publication import Publication

_PLAIN = regex(r"(?P<minus>-?)\s*(?P<expression>.+)", re.DOTALL)


class Group(Struct, frozen=True):
    """Some publications under a title (empty where a list is not grouped), with their numbers (0: none)."""

    title: str
    publications: tuple[Publication, ...]
    numbers: tuple[int, ...]

    @property
    def is_counted_from_one(self) -> bool:
        """Whether the numbers are 1, 2, 3 …, as ordered lists count by themselves."""
        return bool(self.numbers) and self.numbers == tuple(range(1, len(self.numbers) + 1))


def select(publications: Iterable[Publication], where: str) -> tuple[Publication, ...]:
    """Chooses the publications for which an expression is true; all of them for an empty expression.

    Raises: ``PubsError``.
    """
    found = tuple(publications)
    if not where.strip():
        return found
    check_expression(where, len(found))
    return tuple(each for each in found if work_out(where, each))


def sort(publications: Iterable[Publication], keys: Sequence[str], undated: str = "last") -> tuple[Publication, ...]:
    """Sorts stably by several keys; ``-`` reverses a key; what lacks a key goes last, or first if asked."""
    found = list(publications)
    for key in reversed(keys):
        match = _PLAIN.fullmatch(key.strip())
        if not match:
            raise PubsError("an empty sort key", hint='write for example sort = "-date"')
        found = _sorted_by(found, match["expression"], bool(match["minus"]), undated)
    return tuple(found)


def _sorted_by(publications: list[Publication], expression: str, is_reversed: bool, undated: str) -> list[Publication]:
    check_expression(expression, len(publications))
    known: list[tuple[Any, Publication]] = []
    unknown: list[Publication] = []
    for publication in publications:
        value = _sort_value(expression, publication)
        if value is MISSING:
            unknown.append(publication)
        else:
            known.append((value, publication))
    try:
        known.sort(key=itemgetter(0), reverse=is_reversed)
    except TypeError as error:
        raise PubsError(f"cannot sort by '{expression}': {error}") from error
    ordered = [publication for _, publication in known]
    return [*unknown, *ordered] if undated == "first" else [*ordered, *unknown]


def _sort_value(expression: str, publication: Publication) -> Any:
    if expression == "date":
        date = publication.date
        return (date.year, date.month, date.day) if date else MISSING  # compared without a method of ours
    value = work_out(expression, publication)
    if isinstance(value, Missing) or value in ("", None):
        return MISSING
    return sort_key(value) if isinstance(value, str) else value


def put_first(publications: Sequence[Publication], keys: Sequence[str]) -> tuple[Publication, ...]:
    """Moves the publications with these citation keys to the front, in that order.

    Raises: ``PubsError`` for a key that no publication of the list has.
    """
    by_key = {publication.key: publication for publication in publications}
    if unknown := [key for key in keys if key not in by_key]:
        raise PubsError(f"'order' names '{unknown[0]}', which is not in the list", hint=suggestion(unknown[0], by_key))
    first = [by_key[key] for key in keys]
    return (*first, *(publication for publication in publications if publication not in first))


def arrange(publications: Iterable[Publication], config: ListConfig) -> tuple[Group, ...]:
    """Applies a list's settings: ``where``, ``sort``, ``order``, limits, groups and numbers.

    Raises: ``PubsError`` for a setting that makes no sense.
    """
    with about("where"):
        chosen = select(publications, config.where)
    with about("sort"):
        chosen = sort(chosen, config.sort, config.undated)
    with about("order"):
        chosen = put_first(chosen, config.order)[: config.limit or None]
    with about("group"):
        groups = _grouped(chosen, config) if config.group else {"": list(chosen)}
    return tuple(_numbered({title: tuple(each) for title, each in groups.items()}, config))


def _grouped(publications: Sequence[Publication], config: ListConfig) -> dict[str, list[Publication]]:
    check_expression(config.group, len(publications))
    groups: dict[str, list[Publication]] = {name: [] for name in config.groups}
    for publication in publications:
        for name in _group_names(config.group, publication):
            groups.setdefault(name, []).append(publication)
    named = [name for name in groups if name in config.groups]
    others = [name for name in groups if name not in config.groups]
    if config.group_sort != "found":
        others.sort(key=_natural, reverse=config.group_sort == "down")
    limit = config.limit_group or None
    return {config.groups.get(name, name): groups[name][:limit] for name in (*named, *others) if groups[name]}


def _natural(name: str) -> tuple[bool, int, tuple[str, str]]:
    number = name.lstrip("0") if name.isdecimal() else ""  # compared as text: Python refuses very long numbers
    return (not name.isdecimal(), len(number), (number, "") if number else sort_key(name))


def _group_names(expression: str, publication: Publication) -> tuple[str, ...]:
    """Returns the groups a publication belongs to: several where the expression gives a list."""
    return tuple(dict.fromkeys(shown_values(expression, publication, "group"))) or ("",)


def _numbered(groups: Mapping[str, tuple[Publication, ...]], config: ListConfig) -> list[Group]:
    total = sum(map(len, groups.values()))
    result, count = [], 0
    for title, publications in groups.items():
        size = len(publications)
        start, whole = (0, size) if config.restart else (count, total)
        up = range(start + 1, start + size + 1)
        numbers = {"none": [0] * size, "up": list(up), "down": [whole + 1 - number for number in up]}[config.numbering]
        result.append(Group(title, publications, tuple(numbers)))
        count += size
    return result
