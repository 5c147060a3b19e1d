"""Regular expressions, compiled at first use: a short run needs a third of the hundreds there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sys
    from collections.abc import Callable, Iterator

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


class LazyPattern:
    """A regular expression of texts, compiled at its first use; its methods are those of ``re.Pattern``."""

    __slots__ = ("_flags", "pattern", *_METHODS)

    def __init__(self, text: str, flags: int) -> None:
        self.pattern, self._flags = text, flags

    if TYPE_CHECKING:

        def match(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None: ...
        def fullmatch(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None: ...
        def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None: ...
        def finditer(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]: ...
        def findall(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> list[Any]: ...
        def split(self, string: str, maxsplit: int = 0) -> list[str | Any]: ...
        def sub(self, repl: str | Callable[[re.Match[str]], str], string: str, count: int = 0) -> str: ...
        def subn(self, repl: str | Callable[[re.Match[str]], str], string: str, count: int = 0) -> tuple[str, int]: ...

    else:

        def __getattr__(self, name):
            """Compiles; from then on its methods are those of the compiled pattern."""
            compiled = re.compile(self.pattern, self._flags)
            for method in _METHODS:
                setattr(self, method, getattr(compiled, method))
            return getattr(compiled, name)


def regex(text: str, flags: int = 0) -> LazyPattern:
    """Returns a pattern that is compiled when it is first used."""
    return LazyPattern(text, flags)


class Ahead:
    """The next match of a pattern from places of a text on, which are asked for in order.

    A search that finds nothing is not repeated for each place, or a page of comments that nothing closes would take
    quadratic time.

    >>> ahead = Ahead(re.compile("-->"), "<!-- a --> <!-- b")
    >>> ahead.start(4), ahead.start(15)
    (7, None)
    """

    __slots__ = ("_found", "_from", "_pattern", "_text")

    def __init__(self, pattern: re.Pattern[str] | LazyPattern, text: str) -> None:
        self._pattern, self._text = pattern, text
        self._found: re.Match[str] | None = None
        self._from: int | None = None

    def match(self, offset: int) -> re.Match[str] | None:
        """Returns the first match that starts at an offset or after it."""
        is_known = self._from is not None and self._from <= offset
        if not is_known or (self._found is not None and self._found.start() < offset):
            self._found, self._from = self._pattern.search(self._text, offset), offset
        return self._found

    def start(self, offset: int) -> int | None:
        """Returns where the first match from an offset on starts."""
        found = self.match(offset)
        return found.start() if found else None

    def end(self, offset: int) -> int | None:
        """Returns where the first match from an offset on ends."""
        found = self.match(offset)
        return found.end() if found else None
