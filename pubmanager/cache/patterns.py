"""Compiled patterns: one file for all, kept as compiled templates are and read under the same conditions.

A short run spent a tenth of its time on compiling them.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, cast

from pubmanager.cache import compiled
from pubmanager.regex import compile_with

if TYPE_CHECKING:
    import re

Parts = tuple[Any, ...]
"""What Python's engine takes for a pattern."""

_NAME = "patterns"
_UNKNOWN = (3, 15)


class Patterns:
    """The parts of patterns, read when the first is asked for."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Parts] | None = None
        self._is_new = False

    def compile(self, text: str, flags: int) -> re.Pattern[str]:
        """Compiles as ``re.compile`` does, which has no way to keep what it makes: Python's own parts, one by one."""
        import _sre  # type: ignore[import-not-found]

        if self._known is None:
            self._known = compiled.load(dict, _NAME) or {}
        parts = self._known.get((text, flags))
        if parts is None:
            parts = self._known[text, flags] = _parts(text, flags)
            self._is_new = True
        return cast("re.Pattern[str]", _sre.compile(text, *parts))

    def close(self) -> None:
        """Writes what was compiled, if that is more than what was read."""
        if self._is_new:
            compiled.save(self._known, _NAME)


def open_patterns(*, use: bool) -> Patterns | None:
    """Has patterns kept from now on, or not; only where Python's engine is the one we know."""
    is_known = sys.implementation.name == "cpython" and sys.version_info < _UNKNOWN
    patterns = Patterns() if use and is_known else None
    compile_with(patterns.compile if patterns else None)
    return patterns


def _parts(text: str, flags: int) -> Parts:
    """Returns what the engine takes for a pattern. Source: CPython 3.11 to 3.14, ``re._compiler.compile``."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(text, flags)
    code = [*map(int, _compiler._code(parsed, flags))]  # its operations are named numbers, which cannot be kept
    names, groups = parsed.state.groupdict, parsed.state.groups
    by_number = {number: name for name, number in names.items()}
    return flags | parsed.state.flags, code, groups - 1, names, tuple(by_number.get(each) for each in range(groups))
