"""``pubs.toml`` text to ``Config``: typed, every mistake told with its place and a suggestion."""

from __future__ import annotations

import types
import typing
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.config.find import FILE_NAME, pattern_fault
from pubmanager.config.places import first_place
from pubmanager.config.schema import NUMBER, Config, MarkConfig, settings_of
from pubmanager.errors import PubsError, suggestion
from pubmanager.inputs import parse_toml, read_text
from pubmanager.source import shown_path

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Collection, Iterable

    from pubmanager.config.places import Path

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
            for pattern in patterns:
                self._check_pattern(key, pattern)
        return replace(config, marks_read=self._marks_read(read))

    def _check_pattern(self, key: str, pattern: str) -> None:
        if fault := pattern_fault(pattern):
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
        is_number = NUMBER in choices and str(content).isdecimal()
        if choices and not is_number and (content not in choices or content == NUMBER):
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
            return self._value(arguments[0], content, path)
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
