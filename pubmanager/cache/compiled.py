"""Compiled templates, as Python keeps compiled modules: code, so only from a folder that is the user's alone."""

from __future__ import annotations

import marshal
import os
import stat
from typing import TYPE_CHECKING

from pubmanager.cache import folder
from pubmanager.cache.program import program

if TYPE_CHECKING:
    from pathlib import Path
    from types import CodeType

_kept_in: list[Path] = []


def keep_in(path: Path | None) -> None:
    """Says where compiled templates are kept; commands do, programs that import this package need not."""
    _kept_in[:] = [path] if path else []


def load(*names: str) -> CodeType | None:
    """Returns the code of a template, which these names and its source tell from all others."""
    if not _kept_in or not _is_private(_kept_in[0]):
        return None
    data = folder.read(_path(*names))
    try:
        code = marshal.loads(data) if data else None
    except (ValueError, EOFError, TypeError):
        return None
    return code if hasattr(code, "co_code") else None


def save(code: CodeType, *names: str) -> None:
    """Keeps the code of a template."""
    if _kept_in:
        folder.write(_path(*names), marshal.dumps(code))


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
