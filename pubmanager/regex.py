"""Regular expressions compiled at first use: a short run needs a third of the hundreds there are."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


class _Pattern:
    __slots__ = ("_flags", "_text", *_METHODS)

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """Compiles; from then on its methods are those of the compiled pattern."""
        compiled = re.compile(self._text, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """Returns what ``re.compile`` would, but for the type: it cannot be given to functions of ``re``."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
