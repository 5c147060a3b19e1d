"""Compiled templates, kept as Python keeps compiled modules."""

from __future__ import annotations

import marshal
from types import CodeType
from typing import TYPE_CHECKING

from pubmanager.cache import folder
from pubmanager.cache.folder import program_digest

if TYPE_CHECKING:
    from pathlib import Path

_CODE = 0x63
"""How code starts, but for a flag. Source: CPython, ``marshal.c``; other bytes may ask for any amount of memory."""

_kept_in: list[Path] = []


def keep_in(path: Path | None) -> None:
    """Says where it is kept; commands do, programs that import this package need not."""
    _kept_in[:] = [path] if path else []


def load(*names: str) -> CodeType | None:
    """Returns the code that was saved under these names."""
    data = folder.read(_path(*names)) if _kept_in else None
    if not data or data[0] & 0x7F != _CODE:
        return None
    try:
        found = marshal.loads(data)
    except Exception:  # somebody else's file
        return None
    return found if isinstance(found, CodeType) else None


def save(code: CodeType, *names: str) -> None:
    """Keeps the code of a template under names that tell it from all others."""
    if _kept_in:
        folder.write(_path(*names), marshal.dumps(code))


def _path(*names: str) -> Path:
    return _kept_in[0] / f"{folder.digest(program_digest(), *names).hex()}.code"
