"""Where each key stands in the text of a ``pubs.toml``, which the parser does not say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    Path = tuple[str | int, ...]

_TOKEN = regex(
    r'"{3}(?:[^\\]|\\.)*?"{3}|\'{3}.*?\'{3}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\w-]+|[\[\]{}=.,\n]', 16
)  # 16: re.DOTALL


_BARE = regex(r"[^\s,\]}#]*")  # a number or a date, which has points and colons


def key_places(text: str) -> dict[Path, int]:
    """Returns the offset of each key by its path, in which tables of a list have their number.

    The values in a list, and the value of a key, are at the end of a path as keys are.

    >>> key_places('bib = ["a", "b"]\\n[[news]]\\ndate.x = 1')  # doctest: +NORMALIZE_WHITESPACE
    {('bib',): 0, ('bib', 'a'): 7, ('bib', 'b'): 12, ('news',): 19, ('news', 0): 19, ('news', 0, 'date'): 26,
     ('news', 0, 'date', 'x'): 31, ('news', 0, 'date', 'x', '1'): 35}
    """
    return _Scan(text).places


class _Scan:
    """One pass over a text.

    Shape: ``_base`` is the path of the table that keys are in, ``_path`` that of the value which is being read,
    ``_outer`` what to go back to at each closing bracket, ``_parts`` the key so far.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.places: dict[Path, int] = {}
        self._base: Path = ()
        self._path: Path = ()
        self._outer: list[tuple[str, Path, Path]] = []
        self._parts: list[tuple[str, int]] = []
        self._counts: dict[Path, int] = {}
        self._header = 0
        self._wants_key = True
        for match in _TOKEN.finditer(text):
            token, at = match.group(), match.start()
            if token[0] == "#":
                continue
            if token in ("[", "]", "{", "}", "=", ",", "\n"):
                self._sign(token)
            elif token != ".":
                self._word(token, at)

    def _word(self, token: str, at: int) -> None:
        if self._wants_key:
            self._parts.append((_unquoted(token), at))
        else:
            value = _unquoted(token) if token[0] in "\"'" else (_BARE.match(self._text, at) or [token])[0]
            self.places.setdefault((*self._path, value), at)

    def _sign(self, sign: str) -> None:
        if sign == "\n":
            if not self._outer:
                self._parts, self._wants_key, self._header = [], True, 0
        elif self._wants_key and not self._outer and sign == "[":
            self._header += 1
        elif self._header and sign == "]":
            if self._parts:
                self._base = self._named((), is_list=self._header > 1)
            self._header, self._wants_key = 0, False
        elif sign == "=":
            self._path = self._named(self._base)
            self._wants_key = False
        elif sign in "[{":
            self._opened(sign)
        elif sign in "]}" and self._outer:
            _, self._base, self._path = self._outer.pop()
            self._wants_key = False
        elif sign == ",":
            self._wants_key = bool(self._outer) and self._outer[-1][0] == "{"

    def _opened(self, sign: str) -> None:
        is_row = bool(self._outer) and self._outer[-1][0] == "["
        path = (*self._path, self._next(self._path)) if sign == "{" and is_row else self._path
        self._outer.append((sign, self._base, self._path))
        if sign == "{":
            self._base, self._wants_key, self._parts = path, True, []

    def _named(self, base: Path, *, is_list: bool = False) -> Path:
        """Notes the parts of a key below a table; in a header, a list of tables is entered at its last one."""
        for number, (name, at) in enumerate(self._parts):
            base = (*base, name)
            self.places.setdefault(base, at)
            if is_list and number == len(self._parts) - 1:
                base = (*base, self._next(base))
                self.places[base] = at
            elif self._counts.get(base):
                base = (*base, self._counts[base] - 1)
        self._parts = []
        return base

    def _next(self, path: Path) -> int:
        self._counts[path] = self._counts.get(path, 0) + 1
        return self._counts[path] - 1


def _unquoted(token: str) -> str:
    quotes = token[:3] if token[:3] in ('"""', "'''") else token[0]
    if quotes[0] not in "\"'":
        return token
    inner = token[len(quotes) : -len(quotes)]
    if quotes[0] == '"' and "\\" in inner:
        try:
            return str(json.loads(f'"{inner}"'))
        except ValueError:  # an escape that JSON does not have
            return inner
    return inner


def first_place(text: str, paths: Iterable[Path]) -> tuple[int, int] | None:
    """Returns line and column, 1-based, of the first of some paths that is there."""
    places = key_places(text)
    at = next((places[path] for path in paths if path in places), None)
    if at is None:
        return None
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
