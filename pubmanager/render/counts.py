"""Counts: how many publications there are, altogether and by year, venue, role and whatever else tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.model.values import label_of
from pubmanager.render.expressions import check_expression, shown_values
from pubmanager.render.patterns import parse_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pubmanager.model.publication import Publication

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TYPES = {
    "article": "Journal article",
    "inproceedings": "Conference paper",
    "conference": "Conference paper",
    "incollection": "Book chapter",
    "inbook": "Book chapter",
    "book": "Book",
    "proceedings": "Proceedings",
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master's thesis",
    "thesis": "Thesis",
    "techreport": "Technical report",
    "report": "Technical report",
    "unpublished": "Preprint",
    "misc": "Other",
}


class Words(Struct, frozen=True):
    """What tables call things. Shape: ``roles`` maps roles to the words of the legend."""

    first: str
    middle: str
    other: str
    roles: Mapping[str, str]


def _roles(publication: Publication, words: Words) -> tuple[str, ...]:
    """Returns what I am among the authors; a publication without me is no one's."""
    me = publication.me
    if me is None:
        return ()
    is_first = me.position == 1 or "first" in me.roles
    others = tuple(words.roles.get(role, role.capitalize()) for role in me.roles if role != "first")
    return ((words.first,) if is_first else ()) + others or (words.middle,)


DIVISIONS: Mapping[str, Callable[[Publication, Words], tuple[str, ...]]] = {
    "year": lambda each, words: (str(each.year or words.other),),
    "venue": lambda each, words: (each.venue.short or each.venue.name or each.container.text or words.other,),
    "kind": lambda each, words: (each.venue.kind.capitalize() or words.other,),
    "type": lambda each, words: (_TYPES.get(each.type, each.type.capitalize()),),
    "role": _roles,
    "presentation": lambda each, words: (label_of(each.presentation),) if each.presentation else (),
    "rank": lambda each, words: each.rank or each.venue.rank,
}
"""What a table can be by, besides expressions: each says under which names a publication counts."""


class Line(Struct, frozen=True):
    """One line of a table. Shape: ``count`` is of the line's publications, ``cells`` in the order of the columns."""

    name: str
    count: int
    cells: tuple[int, ...] = ()

    def said(self, pattern: str) -> str:
        """Fills a pattern of ``{name}`` and ``{count}``."""
        values = {"name": self.name, "count": str(self.count)}
        return parse_pattern(pattern, frozenset(values)).fill(lambda name: values[name])


class Tally(Struct, frozen=True):
    """A table of counts. Shape: ``columns`` are the names of ``cells``; ``total`` counts each publication once."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line


def tally(
    publications: Sequence[Publication], rows: str, columns: str, words: Words, *, order: str = "auto", limit: int = 0
) -> Tally:
    """Counts publications by ``rows`` and, if it is not empty, by ``columns``: a word or an expression.

    Lines come in their natural order (``auto``: newest years first, other names by number), by ``name``, by
    ``count``, or as ``found``; after ``limit`` lines the rest goes into one.

    Raises: ``PubsError`` for an expression that makes no sense.
    """
    divided = _divided(publications, rows, words)
    across = _divided(publications, columns, words) if columns else {}
    names = _ordered(across, "auto")
    lines = [_line(name, divided[name], across, names) for name in _ordered(divided, order)]
    if limit and len(lines) > limit:
        rest = [each for line in lines[limit:] for each in divided[line.name]]
        lines = [*lines[:limit], _line(words.other, list({id(each): each for each in rest}.values()), across, names)]
    return Tally(tuple(names), tuple(lines), _line("", publications, across, names))


def _line(
    name: str, publications: Sequence[Publication], across: Mapping[str, Sequence[Publication]], names: Sequence[str]
) -> Line:
    found = {id(each) for each in publications}
    return Line(name, len(found), tuple(sum(id(each) in found for each in across[column]) for column in names))


def _divided(publications: Iterable[Publication], by: str, words: Words) -> dict[str, list[Publication]]:
    read = DIVISIONS.get(by)
    if read is None:
        check_expression(by)
    found: dict[str, list[Publication]] = {}
    for publication in publications:
        for name in dict.fromkeys(read(publication, words) if read else _names(by, publication)):
            found.setdefault(name, []).append(publication)
    return found


def _names(by: str, publication: Publication) -> tuple[str, ...]:
    return tuple(name for name in shown_values(by, publication, "rows") if name)


def _as_number(name: str) -> tuple[int, str]:
    """Sorts numbers, however long, behind other texts, which stay in order."""
    return (len(name.lstrip("0")) + 1, name.lstrip("0")) if name.isdecimal() else (0, "")


def _ordered(found: Mapping[str, Sequence[Publication]], order: str) -> list[str]:
    names = list(found)
    if order == "auto" and any(name.isdecimal() for name in names):
        return sorted(names, key=_as_number, reverse=True)
    if order in ("auto", "count"):
        return sorted(names, key=lambda name: -len(found[name]))
    return sorted(names, key=str.casefold) if order == "name" else names


def shown_number(number: int, step: int, style: str, *, plus: bool) -> str:
    """Returns a count for running text, rounded down to a multiple of ``step``.

    >>> shown_number(27, 10, "digits", plus=True), shown_number(20, 10, "digits", plus=True)
    ('20+', '20')
    >>> shown_number(27, 1, "words", plus=False)
    'twenty-seven'
    """
    rounded = number // max(step, 1) * max(step, 1)
    words = str(rounded) if style == "digits" else in_words(rounded)
    sign = "+" if plus and rounded < number else ""
    return (words[0].upper() + words[1:] if style == "capitalised" else words) + sign


def in_words(number: int) -> str:
    """Returns a number below a million in words, digits for any other.

    >>> in_words(0), in_words(12), in_words(27), in_words(340), in_words(2_001)
    ('zero', 'twelve', 'twenty-seven', 'three hundred and forty', 'two thousand and one')
    """
    if not 0 <= number < 1_000_000:
        return str(number)
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    size, word = (100, "hundred") if number < 1000 else (1000, "thousand")
    whole, rest = divmod(number, size)
    joint = " and " if rest < 100 else " "
    return f"{in_words(whole)} {word}" + (f"{joint}{in_words(rest)}" if rest else "")
