"""Tables of very many rows, folded into columns without the pains that rich takes."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = "  "
_WHOLE = 2  # columns at the left that are never folded
_NARROWEST = 8


def widths_for(rows: Sequence[Sequence[str]], width: int) -> tuple[int, ...]:
    """Returns how wide each column is: what its cells need, and less of the last ones where that is too much.

    >>> widths_for([("owl", "2024", "Nature"), ("a", "", "On owls and what they see")], 30)
    (3, 4, 19)
    """
    wanted = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    room = width - len(GAP) * (len(wanted) - 1)
    if sum(wanted) <= room:
        return tuple(wanted)
    fixed, foldable = wanted[:_WHOLE], wanted[_WHOLE:]
    share = max(room - sum(fixed), 0) / sum(foldable)
    return (*fixed, *(max(int(each * share), min(each, _NARROWEST)) for each in foldable))


def lines_of(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yields the lines of a row, each cell folded at words into its column.

    >>> list(lines_of(("owl", "Owls of the north", "Byron"), (4, 9, 5)))
    ['owl   Owls of    Byron', '      the north']

    Units: ``widths`` in columns of a terminal.
    """
    folded = [_folded(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*folded, fillvalue=""):
        yield GAP.join(_padded(part, width) for part, width in zip(parts, widths, strict=True)).rstrip()


def _folded(text: str, width: int) -> list[str]:
    size = len if text.isascii() else cell_len
    if size(text) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and size(line) + 1 + size(word) <= width:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        *whole, line = [word] if size(word) <= width else chop_cells(word, width)
        lines += whole
    return [*lines, line]


def _padded(text: str, width: int) -> str:
    return text.ljust(width) if text.isascii() else set_cell_size(text, max(width, cell_len(text)))
