"""What is compiled, as Python keeps compiled modules: code, so only from a folder that is the user's alone."""

from __future__ import annotations

import marshal
import os
import stat
from typing import TYPE_CHECKING, Any, TypeVar

from pubmanager.cache import folder
from pubmanager.cache.program import program

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")
_kept_in: list[Path] = []


def keep_in(path: Path | None) -> None:
    """Says where it is kept; commands do, programs that import this package need not."""
    _kept_in[:] = [path] if path else []


def load(kind: type[T], *names: str) -> T | None:
    """Returns what was saved under these names, if it is of a kind."""
    if not _kept_in or not _is_private(_kept_in[0]):
        return None
    data = folder.read(_path(*names))
    try:
        found = marshal.loads(data) if data else None
    except (ValueError, EOFError, TypeError):
        return None
    return found if isinstance(found, kind) else None


def save(value: Any, *names: str) -> None:
    """Keeps the code of a template, or numbers and texts, under names that tell it from all others."""
    if _kept_in:
        folder.write(_path(*names), marshal.dumps(value))


def _path(*names: str) -> Path:
    return _kept_in[0] / f"{folder.digest(program(), *names).hex()}.code"


def _is_private(path: Path) -> bool:
    """Whether nobody else can write to a folder: what is there is going to run."""
    try:
        found = path.stat()
    except OSError:
        return False
    is_mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return is_mine and (os.name == "nt" or not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
