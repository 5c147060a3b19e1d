"""Regular expressions compiled at first use, and not again by a later run: a short one needs a third of the hundreds
there are, and spends a tenth of its time on compiling these.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol, cast

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")

Parts = tuple[Any, ...]
"""What Python's engine takes for a pattern."""


if TYPE_CHECKING:

    class Keep(Protocol):
        """Where the parts of patterns are kept from one run to the next."""

        def get(self, text: str, flags: int) -> Parts | None: ...

        def put(self, text: str, flags: int, parts: Parts) -> None: ...


_keep: list[Keep] = []


def keep_in(keep: Keep | None) -> None:
    """Says where patterns are kept; commands do, programs that import this package need not."""
    _keep[:] = [keep] if keep else []


class _Pattern:
    __slots__ = ("_flags", "_text", *_METHODS)

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """Compiles; from then on its methods are those of the compiled pattern."""
        compiled = _kept(self._text, int(self._flags), _keep[0]) if _keep else re.compile(self._text, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """Returns what ``re.compile`` would, but for the type: it cannot be given to functions of ``re``."""
    return cast("re.Pattern[str]", _Pattern(text, flags))


def _kept(text: str, flags: int, keep: Keep) -> re.Pattern[str]:
    """Compiles as ``re.compile`` does, which has no way to keep what it makes: Python's own parts, one by one."""
    import _sre  # type: ignore[import-not-found]

    parts = keep.get(text, flags)
    if parts is None:
        parts = _parts(text, flags)
        keep.put(text, flags, parts)
    return cast("re.Pattern[str]", _sre.compile(text, *parts))


def _parts(text: str, flags: int) -> Parts:
    """Returns what the engine takes for a pattern. Source: CPython 3.11 to 3.14, ``re._compiler.compile``."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(text, flags)
    code = [*map(int, _compiler._code(parsed, flags))]  # its operations are named numbers, which cannot be kept
    names, groups = parsed.state.groupdict, parsed.state.groups
    by_number = {number: name for name, number in names.items()}
    return flags | parsed.state.flags, code, groups - 1, names, tuple(by_number.get(each) for each in range(groups))
