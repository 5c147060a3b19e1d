"""The gaps around ``=``: always the same, or as wide as it takes to reach a column."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = tuple[int, str]


class Gap(Struct, frozen=True):
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


_WITHOUT = Gap("")
_MOST = 0.6
_CANDIDATES = 3  # so many of each kind are tried


class _Rows(Struct, frozen=True):
    """The rows of an entry. Shape: ``count`` says how many entries have the same ones."""

    rows: Sequence[Row]
    count: int

    @property
    def is_telling(self) -> bool:
        """Whether names of several lengths tell a column from a gap that is always the same."""
        return len({length for length, _ in self.rows}) > 1

    @property
    def has_space(self) -> bool:
        return 2 * sum(gap != "" for _, gap in self.rows) >= len(self.rows)

    @property
    def column(self) -> tuple[int, int, bool] | None:
        """Where gaps behind several lengths end, how far that is from the longest of these, and if others do not."""
        lengths: dict[int, set[int]] = {}
        for length, gap in self.rows:
            lengths.setdefault(length + len(gap), set()).add(length)
        column = max(lengths, key=lambda end: len(lengths[end]))
        return (column, column - max(lengths[column]), len(lengths) > 1) if len(lengths[column]) > 1 else None

    def explained(self, gap: Gap) -> int:
        """Counts the rows that the gap would leave as they are."""
        column = gap.column_for(length for length, _ in self.rows)
        return sum(gap.fill(length, column) == text for length, text in self.rows)


def measured_gap(entries: Iterable[Sequence[Row]], default: Gap) -> Gap:
    """Infers a gap from the entries' rows: how much stands before the gap, and the gap.

    First it is decided whether there is a space, then how many: as many as leave most entries as they are. What leaves
    everything as it is wins, so that laying out twice changes nothing.

    >>> measured_gap([[(5, "  "), (6, " ")], [(4, "   "), (5, "  ")]], Gap(""))
    Gap(text=' ', column=7, by_entry=False, overflows=True)
    >>> measured_gap([[(5, ""), (6, "")]], Gap(" "))
    Gap(text='', column=0, by_entry=False, overflows=False)
    >>> measured_gap([[(5, ""), (4, "")], [(5, " "), (4, " ")], [(5, "  "), (6, " ")], [(6, ""), (4, "")]], Gap(""))
    Gap(text=' ', column=1, by_entry=True, overflows=False)
    """
    rows = [_Rows(entry, count) for entry, count in Counter(tuple(entry) for entry in entries if entry).items()]
    telling = [each for each in rows if each.is_telling]
    if not rows or (not telling and default.column):
        return default
    weighty = telling if 2 * _count(telling) >= _count(rows) else rows

    def fit(gap: Gap) -> tuple[bool, int, bool, int]:
        """Says whether everything stays as it is, else how many entries do, and how many rows."""
        explained = [(each, each.explained(gap)) for each in weighty]
        stays = all(each.explained(gap) == len(each.rows) for each in rows)
        # What is in a column is there on purpose; one more or less of the same blanks may be a slip.
        least = 1.0 if gap.column else _MOST
        alike = sum(each.count for each, count in explained if count >= least * len(each.rows))
        is_column = gap.column > 0 and alike > 0 and not stays
        return stays, alike, is_column, sum(each.count * count for each, count in explained)

    best = max(_with_space(rows), key=fit, default=_WITHOUT)
    is_spaced = 2 * _count(each for each in weighty if each.has_space) >= _count(weighty)
    return best if is_spaced or fit(best) > fit(_WITHOUT) else _WITHOUT


def _count(entries: Iterable[_Rows]) -> int:
    return sum(each.count for each in entries)


def _with_space(entries: Sequence[_Rows]) -> list[Gap]:
    """Returns the gaps that could be meant, the plainest first: always the same, a column of all, one of each entry."""
    same: Counter[str] = Counter()
    columns: Counter[int] = Counter()
    distances: Counter[int] = Counter()
    seen: dict[int, set[tuple[int, bool]]] = {}
    for each in entries:
        same.update({gap: each.count for _, gap in each.rows if gap})
        if found := each.column:
            column, distance, has_others = found
            columns[column] += each.count
            distances[distance] += each.count
            seen.setdefault(column, set()).add((distance, has_others))
    gaps = [Gap(gap) for gap, _ in same.most_common(_CANDIDATES)]
    for column, _ in columns.most_common(_CANDIDATES):
        is_fixed = len(seen[column]) > 1 or any(has_others for _, has_others in seen[column])  # whatever the longest is
        for overflows in (True, False) if is_fixed else (False,):
            gaps += [Gap(text, column, overflows=overflows) for text in (" ", "")]
    return gaps + [Gap(" " * each, 1, by_entry=True) for each, _ in distances.most_common(_CANDIDATES)]
