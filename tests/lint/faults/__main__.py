"""Prints what was injected and found; ``--write`` writes it into the report.

``python -m lint.faults [CODE …]`` in ``tests``.
"""

from __future__ import annotations

import sys

from lint.faults.clean import entries
from lint.faults.injecting import tally
from lint.faults.table import FAULTS


def main() -> None:
    print(f"{len(entries())} clean entries")
    for code in sorted(sys.argv[1:] or FAULTS):
        count = tally(FAULTS[code])
        row = f"{code} {count.found}/{count.injected} {count.placed}"
        print(row, dict(count.others) or "", *count.missed[:9], sep="  ", flush=True)


if __name__ == "__main__":
    main()
