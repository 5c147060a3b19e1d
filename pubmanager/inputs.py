"""Files that somebody else wrote: the only place that reads and parses them.

Whatever is wrong with one (it is missing, a folder, a pipe, in another encoding, nested without end) is a ``PubsError``
with its place. What this program stores for itself, the cache, is read elsewhere, and ignored where it is wrong.
"""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF8
from stat import S_ISFIFO, S_ISREG
from typing import TYPE_CHECKING, Any

from pubmanager.errors import PubsError
from pubmanager.regex import regex
from pubmanager.source import Source

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 512 << 20  # bytes; a mistake such as a disk image would fill the memory
_DEEPEST = 100  # tables and lists in each other; settings have 4
_LONGEST = 10_000  # bits of a number
_EXPANDED = 100_000  # characters that the aliases of a YAML file may add to it
_HANDED_OVER = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")  # by the shell, as in `pubs add <(xclip -o)`
# The library's time grows with the square of the parts of a key.
_LONG_KEY = regex(rf"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){{{_DEEPEST}}}")
_AT = regex(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def read_bytes(path: Path, shown: str = "") -> bytes:
    """Returns a file's bytes; ``shown`` is the path that errors print.

    A pipe or a device is refused, since reading one may never end; but for pipes that the shell made for this command.
    Raises: ``PubsError``.
    """
    place = shown or str(path)
    try:
        with open(path, "rb", opener=_opened) as file:
            status = os.fstat(file.fileno())
            if S_ISFIFO(status.st_mode) and str(path).startswith(_HANDED_OVER):
                os.set_blocking(file.fileno(), True)
            elif not S_ISREG(status.st_mode) and str(path) != os.devnull:
                raise PubsError("cannot read the file: it is a pipe or a device", place=place)
            if status.st_size > LARGEST:
                raise PubsError(f"cannot read the file: it is larger than {LARGEST >> 20} MB", place=place)
            return file.read()
    except OSError as error:
        raise PubsError(f"cannot read the file: {(error.strerror or str(error)).lower()}", place=place) from error
    except ValueError as error:  # a null character, or what the file system's encoding lacks
        raise PubsError("cannot read the file: this is not a path", place=place) from error


def _opened(path: str, flags: int) -> int:
    """Opens without waiting: a pipe would wait for somebody to write."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_source(path: Path, shown: str = "") -> Source:
    """Returns a file's text with its encoding; ``shown`` is the path that findings print. Raises: ``PubsError``."""
    return Source.from_bytes(shown or str(path), read_bytes(path, shown))


def read_text(path: Path, shown: str = "") -> str:
    """Returns the text of a file that has to be UTF-8, such as settings. Raises: ``PubsError``."""
    data = read_bytes(path, shown).removeprefix(BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = Source(shown or str(path), before).place(len(before))
        raise PubsError("cannot read the file: it is not UTF-8", place=place) from error


def standard_input(shown: str = "<stdin>") -> Source:
    """Returns the text of standard input. Raises: ``PubsError``."""
    if sys.stdin is None:
        raise PubsError("standard input is closed")
    try:
        return Source.from_bytes(shown, sys.stdin.buffer.read())
    except OSError as error:
        raise PubsError(f"cannot read standard input: {(error.strerror or str(error)).lower()}") from error


def parse_toml(text: str, place: str) -> dict[str, Any]:
    """Returns a TOML document; ``place`` is the file's path. Raises: ``PubsError``."""
    import tomllib

    if _LONG_KEY.search(text):
        raise _too_deep(place)
    try:
        table = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        found = _AT.search(str(error))
        what = str(error)[: found.start()] if found else str(error)
        if found and found["line"]:
            place = f"{place}:{found['line']}:{found['column']}"
        elif found:
            place = Source(place, text).place(len(text))
        raise PubsError(f"not valid TOML: {what[:1].lower()}{what[1:]}", place=place) from error
    except RecursionError:
        raise _too_deep(place) from None
    except ValueError as error:
        raise _wrong_value("TOML", error, place) from error
    _check_values(table, place)
    return table


def parse_json(text: str, place: str) -> Any:
    """Returns a JSON document; ``place`` is the file's path. Raises: ``PubsError``."""
    import json

    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"{error.msg[:1].lower()}{error.msg[1:]}"
        raise PubsError(f"not valid JSON: {what}", place=f"{place}:{error.lineno}:{error.colno}") from error
    except RecursionError:
        raise _too_deep(place) from None
    except ValueError as error:
        raise _wrong_value("JSON", error, place) from error
    _check_values(content, place)
    return content


def parse_yaml(text: str, place: str) -> Any:
    """Returns a YAML document; ``place`` is the file's path. Raises: ``PubsError``."""
    if not text:  # a site without the file; loading the library takes 20 ms
        return None
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc] # one of two classes, by what is installed
        def construct_object(self, node: Any, deep: bool = False) -> Any:
            kind = str(node.tag).rpartition(":")[2]
            if kind in ("int", "float") and len(node.value) > _LONGEST:
                raise yaml.MarkedYAMLError(problem="a number is too long", problem_mark=node.start_mark)
            try:
                return super().construct_object(node, deep)
            except (yaml.YAMLError, RecursionError):
                raise
            except Exception as error:  # `!!int ""` is an IndexError, `!!timestamp x` an AttributeError, …
                raise yaml.MarkedYAMLError(problem=f"not a valid {kind}", problem_mark=node.start_mark) from error

    try:
        if "&" in text and "*" in text:
            _check_aliases(yaml.parse(text, Loader=base), len(text) + _EXPANDED)
        content = yaml.load(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{place}:{mark.line + 1}:{mark.column + 1}" if mark else place
        what = ", ".join(filter(None, (error.context, error.problem)))
        raise PubsError(f"not valid YAML: {what}", place=where) from error
    except yaml.YAMLError as error:  # a character that YAML forbids
        raise PubsError(f"not valid YAML: {getattr(error, 'reason', error)}", place=place) from error
    except RecursionError:
        raise _too_deep(place) from None
    except ValueError as error:
        raise _wrong_value("YAML", error, place) from error
    _check_values(content, place)
    return content


def _check_aliases(events: Any, most: int) -> None:
    """Adds up what a document has when each alias is replaced with what it stands for, which may be exponential."""
    from yaml import MarkedYAMLError
    from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent

    sizes: dict[str, int] = {}
    opened: list[tuple[str | None, int]] = [(None, 0)]
    for event in events:
        if isinstance(event, CollectionStartEvent):
            opened.append((event.anchor, 1))
            continue
        if isinstance(event, CollectionEndEvent):
            anchor, size = opened.pop()
        elif isinstance(event, ScalarEvent):
            anchor, size = event.anchor, 1 + len(event.value)
        elif isinstance(event, AliasEvent):
            anchor, size = None, sizes.get(event.anchor, 1)
            if any(event.anchor == each for each, _ in opened):
                raise MarkedYAMLError(problem=f"'*{event.anchor}' is inside itself", problem_mark=event.start_mark)
        else:
            continue
        if anchor is not None:
            sizes[anchor] = size
        outer, before = opened.pop()
        opened.append((outer, before + size))
        if before + size > most:
            raise MarkedYAMLError(problem="its aliases repeat too much", problem_mark=event.start_mark)


def _check_values(content: Any, place: str) -> None:
    """Raises: ``PubsError`` for values that could not be printed: nested too deeply, or very long numbers.

    Python's parsers limit decimal numbers only, and it refuses to print the others.
    """
    level = [content]
    for _ in range(_DEEPEST):
        if any(isinstance(each, int) and each.bit_length() > _LONGEST for each in level):
            raise PubsError("a number is too long", place=place)
        inner = [each.values() if isinstance(each, dict) else each for each in level if isinstance(each, (dict, list))]
        level = [each for values in inner for each in values]
        if not level:
            return
    raise _too_deep(place)


def _too_deep(place: str) -> PubsError:
    return PubsError("tables or lists are nested too deeply", place=place)


def _wrong_value(kind: str, error: ValueError, place: str) -> PubsError:
    what = "a number is too long" if "digit" in str(error) else str(error)
    return PubsError(f"not valid {kind}: {what}", place=place)
