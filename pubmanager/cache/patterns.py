"""Compiled patterns: one file for all, kept as compiled templates are and read under the same conditions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pubmanager.cache import compiled
from pubmanager.regex import keep_in

if TYPE_CHECKING:
    from pubmanager.regex import Parts

_NAME = "patterns"
_UNKNOWN = (3, 15)


class Patterns:
    """The parts of patterns, read when the first is asked for."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Parts] | None = None
        self._is_new = False

    def get(self, text: str, flags: int) -> Parts | None:
        """Returns the parts of a pattern; ``None`` where no run has compiled it."""
        if self._known is None:
            self._known = compiled.load(dict, _NAME) or {}
        return self._known.get((text, flags))

    def put(self, text: str, flags: int, parts: Parts) -> None:
        """Keeps the parts of a pattern."""
        if self._known is not None:
            self._known[text, flags] = parts
            self._is_new = True

    def close(self) -> None:
        """Writes what was compiled, if that is more than what was read."""
        if self._is_new:
            compiled.save(self._known, _NAME)


def open_patterns(*, use: bool) -> Patterns | None:
    """Has patterns kept from now on, or not; only where Python's engine is the one we know."""
    is_known = sys.implementation.name == "cpython" and sys.version_info < _UNKNOWN
    patterns = Patterns() if use and is_known else None
    keep_in(patterns)
    return patterns
