"""The gaps around ``=``: always the same, or as wide as it takes to reach a column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between a name and ``=``, or between ``=`` and the value.

    Shape: ``text`` is the gap itself where ``column`` is 0, else the least gap; ``by_entry`` is true where each entry
    has a column of its own, ``overflows`` where what is too long for the column does not move the rest of its entry.
    Units: ``column`` counts code points from the start of the field's name.
    """

    text: str
    column: int = 0
    by_entry: bool = False
    overflows: bool = False

    def column_for(self, lengths: Iterable[int]) -> int:
        """Returns the column of an entry where as much stands before the gap in each field.

        >>> Gap(" ", 10).column_for([5, 12]), Gap(" ", 10, overflows=True).column_for([5, 12]), Gap(" ").column_for([5])
        (13, 10, 0)
        """
        if not self.column or (self.overflows and not self.by_entry):
            return self.column
        longest = max(lengths, default=0) + len(self.text)
        return longest if self.by_entry else max(self.column, longest)

    def fill(self, length: int, column: int) -> str:
        """Returns the gap behind so much text."""
        return " " * max(column - length, len(self.text)) if column else self.text


@dataclass(frozen=True, slots=True)
class _Aligned:
    """An entry with a column: the longest text that fits before it, and whether longer ones stand out."""

    column: int
    longest: int
    overflows: bool


def measured_gap(entries: Iterable[Sequence[Row]], default: Gap) -> Gap:
    """Infers a gap from the entries' rows: how much stands before the gap, and the gap.

    >>> measured_gap([[(5, "  "), (6, " ")], [(4, "   "), (5, "  ")]], Gap(""))
    Gap(text=' ', column=7, by_entry=False, overflows=True)
    >>> measured_gap([[(5, ""), (6, "")]], Gap(" "))
    Gap(text='', column=0, by_entry=False, overflows=False)
    """
    rows = [entry for entry in entries if entry]
    telling = [entry for entry in rows if len({length for length, _ in entry}) > 1]
    aligned = [found for entry in telling if (found := _aligned(entry))]
    if len(aligned) * 2 > len(telling):
        return _column(aligned)
    weighty = telling if 2 * len(telling) >= len(rows) else rows
    gaps = Counter(gap for entry in weighty for _, gap in entry)
    if not gaps or (not telling and default.column):
        return default
    return Gap(gaps.most_common(1)[0][0])


def _aligned(rows: Sequence[Row]) -> _Aligned | None:
    if any(gap.strip(" ") for _, gap in rows):
        return None
    ends = Counter(length + len(gap) for length, gap in rows)
    column = max(ends, key=lambda end: (len({length for length, gap in rows if length + len(gap) == end}), end))
    fitting = {length for length, gap in rows if length + len(gap) == column}
    others = [length for length, gap in rows if length + len(gap) != column]
    if len(fitting) < 2 or 2 * ends[column] <= len(rows) or any(length < column - 1 for length in others):
        return None
    return _Aligned(column, max(fitting), bool(others))


def _column(aligned: Sequence[_Aligned]) -> Gap:
    """A column of the whole file, unless the distance to each entry's longest name explains more entries."""
    column, same = Counter(each.column for each in aligned).most_common(1)[0]
    distance, own = Counter(each.column - each.longest for each in aligned).most_common(1)[0]
    if own > same:
        return Gap(" " * distance, column, by_entry=True)
    distances = {each.column - each.longest for each in aligned if each.column == column}
    overflows = len(distances) > 1 or any(each.overflows for each in aligned)
    return Gap(" " * min(1, *distances, 1), column, overflows=overflows)
