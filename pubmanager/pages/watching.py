"""When files change: what they are at a moment, and waiting until they are something else and at rest."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Moment = dict[str, tuple[int, int, int]]

PAUSE = 0.2
_REST = 0.1
_LONGEST = 2.0  # a program that writes without end is not waited for
_SHARE = 20  # of the time, one in so many parts goes into looking


class Watched(Struct, frozen=True):
    """What a site is made of. Shape: ``patterns`` are paths and globs relative to ``root``; each may not be there."""

    root: Path
    patterns: tuple[str, ...]

    def now(self) -> Moment:
        """Returns time, size and number of every file; an editor that puts a new file in place changes the number."""
        found: Moment = {}
        for path in self._paths():
            try:
                status = path.stat()
            except (OSError, ValueError):
                continue
            found[str(path)] = (status.st_mtime_ns, status.st_size, status.st_ino)
        return found

    def _paths(self) -> Iterator[Path]:
        for pattern in self.patterns:
            if "*" in pattern or "?" in pattern or "[" in pattern:
                yield from (path for path in self.root.glob(pattern) if not path.name.startswith("."))
            else:
                yield self.root / pattern

    def changed(self, since: Moment) -> Moment:
        """Waits until something is not what it was, and then until nothing has changed for a moment."""
        while True:
            began = time.monotonic()
            now = self.now()
            if now != since:
                return self._at_rest(now)
            time.sleep(max(PAUSE, _SHARE * (time.monotonic() - began)))

    def _at_rest(self, before: Moment) -> Moment:
        deadline = time.monotonic() + _LONGEST
        while time.monotonic() < deadline:
            time.sleep(_REST)
            now = self.now()
            if now == before:
                break
            before = now
        return before
