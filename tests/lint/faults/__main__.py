"""Prints what was injected and found; with ``--write`` it goes into the report.

``python -m lint.faults [--write] [CODE …]`` in ``tests``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from lint.faults.clean import CORPUS, entries, entries_of
from lint.faults.injecting import tally
from lint.faults.table import FAULTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.faults.injecting import Tally

REPORT = Path(__file__).resolve().parents[3] / "docs" / "lint-report.md"
BEGIN, END = "<!-- faults: begin -->\n", "<!-- faults: end -->\n"
HEADS = ("fault", "put into", "injected", "found", "at the place", "others", "consequences")


def table(tallies: Mapping[str, Tally]) -> str:
    """Returns the sums and the table of the report."""
    injected, found, placed = (
        sum(getattr(each, name) for each in tallies.values()) for name in ("injected", "found", "placed")
    )
    clean, every = (
        sum(1 for _ in entries()),
        sum(1 for path in (CORPUS / "bib").glob("*.bib") for _ in entries_of(path)),
    )
    base = f"{clean:,} of {every:,} entries are clean. "
    sums = (
        base
        + f"{len(tallies)} kinds of faults, {injected:,} faults injected, {found:,} found, {placed:,} at the right place."
    )
    lines = [
        sums,
        "",
        *(f"| {' | '.join(row)} |" for row in (HEADS, ("---",) * len(HEADS), *map(_row, tallies, tallies.values()))),
    ]
    return "\n".join(lines) + "\n"


def _row(code: str, count: Tally) -> tuple[str, ...]:
    where = "pages" if FAULTS[code].is_of_pages else "entries"
    figures = (count.injected, count.found, count.placed, count.others.total())
    too = ", ".join(f"{code} {times}" for code, times in sorted(count.consequences.items()))
    return (code, where, *map(str, figures), too)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m lint.faults", description=__doc__)
    parser.add_argument("codes", nargs="*", metavar="CODE", help="a rule; all without one")
    parser.add_argument("--write", action="store_true", help="write the table of all rules into the report")
    given = parser.parse_args()
    if unknown := [code for code in given.codes if code not in FAULTS]:
        parser.error(f"no rule is called {unknown[0]}")
    print(f"{sum(1 for _ in entries())} clean entries")
    tallies = {}
    for code in sorted(given.codes or FAULTS):
        tallies[code] = count = tally(FAULTS[code])
        print(*_row(code, count), dict(count.others) or "", *count.missed[:9], sep="  ", flush=True)
    if given.write and not given.codes:
        head, _, rest = REPORT.read_text(encoding="utf-8").partition(BEGIN)
        REPORT.write_text(head + BEGIN + table(tallies) + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
