"""Whether anything has changed since a run that left everything as it should be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pubmanager.cache import folder
from pubmanager.cache.program import files_of

if TYPE_CHECKING:
    from collections.abc import Iterable


class Stamp:
    """The memory of the last clean run of a command in a folder. Shape: ``path`` is ``None`` where nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def outcome(self) -> str:
        """Returns what the last run said, if all that it read and wrote is still the same; else an empty text."""
        data = folder.read(self.path) if self.path else None
        try:
            found = json.loads(data) if data else {}
            is_same = bool(found) and all(_now(*known[:-1]) == known[-1] for known in found["known"])
            return str(found["outcome"]) if is_same else ""
        except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError):
            return ""  # somebody else's file, or a path that cannot be asked any more

    def keep(self, known: Iterable[list[Any]], outcome: str) -> None:
        """Remembers a run: facts made by ``file_fact``, ``glob_fact`` and ``tree_fact``, and what it said."""
        if self.path:
            folder.write(self.path, json.dumps({"known": list(known), "outcome": outcome}).encode())


def file_fact(path: Path, content: Iterable[bytes] | None) -> list[Any]:
    """States what a file holds, given in pieces; ``None`` for one that is not there."""
    return ["file", str(path.absolute()), "" if content is None else folder.digest_of(content).hex()]


def glob_fact(root: Path, pattern: str) -> list[Any]:
    """States which files a pattern names."""
    return ["glob", str(root.absolute()), pattern, _matches(root, pattern)]


def tree_fact(path: Path) -> list[Any]:
    """States which files are below a folder, how large and from when."""
    return ["tree", str(path.absolute()), _tree(path)]


def content_of(path: Path) -> list[bytes] | None:
    """Reads a file; ``None`` where there is none."""
    try:
        return [path.read_bytes()]
    except OSError:
        return None


def _now(kind: str, path: str, *more: str) -> Any:
    if kind == "file":
        return file_fact(Path(path), content_of(Path(path)))[-1]
    return _tree(Path(path)) if kind == "tree" else _matches(Path(path), *more)


def _tree(path: Path) -> str:
    return folder.digest(repr(files_of(path))).hex()


def _matches(root: Path, pattern: str) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))
