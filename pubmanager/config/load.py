"""``pubs.toml`` text to ``Config``: typed, every mistake told with its place and a suggestion."""

from __future__ import annotations

import json
import types
import typing
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.config.find import FILE_NAME
from pubmanager.config.schema import NUMBER, Config, MarkConfig, settings_of
from pubmanager.config.styles import is_choice
from pubmanager.errors import PubsError, suggestion
from pubmanager.globs import NOT, glob_fault
from pubmanager.inputs import parse_toml, read_text
from pubmanager.regex import regex
from pubmanager.source import shown_path

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Collection, Iterable


_WORDS = {str: "a text", bool: "true or false", int: "a number", dict: "a table", tuple: "a list of texts"}


def load_config(path: pathlib.Path) -> Config:
    """Reads a ``pubs.toml``. Raises: ``PubsError`` for a file that cannot be read, is not TOML or has a wrong key."""
    return parse_config(read_text(path, shown_path(path)), shown_path(path))


def parse_config(text: str, path: str = FILE_NAME) -> Config:
    """Parses the text of a ``pubs.toml``.

    >>> parse_config('[me]\\nname = "Ada Lovelace"').me.name
    'Ada Lovelace'

    Raises: ``PubsError``.
    """
    return _Reader(text, path).config(parse_toml(text, path))


def parse_as(kind: Any, text: str, path: str) -> tuple[Any, Callable[[tuple[str, ...]], str]]:
    """Parses a TOML text into a class of values, and returns what gives the place of a key. Raises: ``PubsError``."""
    reader = _Reader(text, path)
    return reader._table(kind, parse_toml(text, path), ()), reader._place


class _Reader:
    """Builds configuration values and knows where each key stands."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path

    def config(self, table: dict[str, Any]) -> Config:
        table = dict(table)
        marks = table.pop("marks", {})
        read = marks.pop("read", {}) if isinstance(marks, dict) else {}
        config: Config = self._table(Config, {**table, "marks": marks}, ())
        for key, patterns in (("bib", config.bib), ("pages", config.pages), ("templates", (config.templates,))):
            for index, pattern in enumerate(patterns):
                self._check_pattern(key, pattern, is_first=index == 0)
        return replace(config, marks_read=self._marks_read(read))

    def _check_pattern(self, key: str, pattern: str, *, is_first: bool) -> None:
        fault = glob_fault(pattern)
        if not fault and is_first and pattern.startswith(NOT):
            fault = "it leaves files out of those named before it, so it cannot come first"
        if fault:
            raise PubsError(f"'{key}' names '{pattern}': {fault}", place=self._place((key, pattern)))

    def _marks_read(self, table: object) -> dict[str, dict[str, str]]:
        """Splits ``[marks.read]`` into what holds everywhere (under ``""``) and what holds in one file."""
        path = ("marks", "read")
        if not isinstance(table, dict):
            raise self._wrong(path, "a table", table)
        everywhere = {symbol: meaning for symbol, meaning in table.items() if not isinstance(meaning, dict)}
        per_file = {name: meanings for name, meanings in table.items() if isinstance(meanings, dict)}
        tables = {"": everywhere, **per_file}
        return {
            name: {symbol: self._value(str, meaning, (*path, symbol)) for symbol, meaning in meanings.items()}
            for name, meanings in tables.items()
        }

    def _table(self, kind: Any, table: object, path: Path) -> Any:
        if not isinstance(table, dict):
            raise self._wrong(path, "a table", table)
        known = {name: setting for name, setting in settings_of(kind).items() if "." not in name}
        if unknown := [name for name in table if name not in known]:
            where = f" in [{_joined(path)}]" if path else ""
            raise PubsError(
                f"unknown key '{unknown[0]}'{where}",
                place=self._place((*path, unknown[0])),
                hint=_for_unknown(unknown[0], known, path),
            )
        given = {}
        for name, content in table.items():
            setting = known[name]
            value = given[setting.attribute] = self._value(setting.type, content, (*path, name))
            self._check_choice(value, setting.key.choices, (*path, name))
        return kind(**given)

    def _check_choice(self, content: object, choices: tuple[str, ...], path: Path) -> None:
        if isinstance(content, tuple):
            for each in content:
                self._check_choice(each, choices, path)
            return
        if isinstance(content, bool):
            return
        is_number = NUMBER in choices and str(content).isdecimal()
        if choices and not is_number and (not is_choice(content, choices) or content == NUMBER):
            hint = suggestion(str(content), choices) or f"one of: {', '.join(choices)}"
            raise PubsError(f"'{path[-1]}' cannot be '{content}'", place=self._place(path), hint=hint)

    def _value(self, kind: Any, content: object, path: Path) -> Any:
        if kind is Any:
            return content
        if _is_table(kind):
            return self._table(
                kind, {"symbol": content} if kind is MarkConfig and isinstance(content, str) else content, path
            )
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin is types.UnionType:
            of_texts = [each for each in arguments if typing.get_origin(each) is tuple and isinstance(content, list)]
            return self._value((*of_texts, arguments[0])[0], content, path)
        if origin is tuple:
            items = content if isinstance(content, list) else [content]
            are_tables = isinstance(content, list) and _is_table(arguments[0])
            return tuple(
                self._value(arguments[0], item, (*path, number) if are_tables else path)
                for number, item in enumerate(items)
            )
        if origin is dict:
            if not isinstance(content, dict):
                raise self._wrong(path, "a table", content)
            return {name: self._value(arguments[1], item, (*path, name)) for name, item in content.items()}
        return self._scalar(kind, content, path)

    def _scalar(self, kind: type, content: object, path: Path) -> Any:
        if kind is str and not isinstance(content, (str, dict, list, bool)):
            return str(content)  # `date = 2026-05-01` is a date in TOML, `impact = 6.3` a number
        if not isinstance(content, kind) or (kind is int and isinstance(content, bool)):
            raise self._wrong(path, _WORDS[kind], content)
        return content

    def _wrong(self, path: Path, wanted: str, content: object) -> PubsError:
        name = [part for part in path if isinstance(part, str)][-1]
        return PubsError(f"'{name}' must be {wanted}, not {content!r}", place=self._place(path))

    def _place(self, path: Path) -> str:
        """Returns the place of a key, or of the nearest table around it."""
        around = (path[:end] for end in range(len(path), 0, -1))
        return setting_place(self._path, self._text, around, self._path)


def setting_place(path: str, text: str, settings: Iterable[Path], otherwise: str) -> str:
    """Returns the place of the first of some settings that the text of a file has; ``otherwise`` for none."""
    found = first_place(text, settings)
    return f"{path}:{found[0]}:{found[1]}" if found else otherwise


def _is_table(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


def _joined(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def _for_unknown(key: str, known: Collection[str], path: Path) -> str:
    """Says what an unknown key may have meant: the options of a theme are easily put beside the list's own keys."""
    if "options" in known:
        below = f"options of the theme go below [{_joined((*path, 'options'))}]"
        return suggestion(key, known, 0.75) or below
    return suggestion(key, known) or f"known keys: {', '.join(known)}"


if TYPE_CHECKING:
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
