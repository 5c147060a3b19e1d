"""Files replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pubmanager.errors import PubsError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Change:
    """One file to write. Shape: ``old`` are the bytes it was computed from, ``None`` for a file that was not there."""

    path: Path
    old: bytes | None
    new: bytes


def write_all(changes: Sequence[Change]) -> None:
    """Writes files: all new texts go to disk beside the old files first, then each takes its place in one step.

    Raises: ``PubsError`` where a file changed since it was read, ``OSError`` where one cannot be written; files that
    were not replaced yet stay as they were.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for change in changes:
            _check(change)
        for change in changes:
            target = change.path.resolve()  # a link stays a link
            target.parent.mkdir(parents=True, exist_ok=True)
            ready.append((_written_beside(target, change.new), target))
        for new, target in ready:
            new.replace(target)
    finally:
        for new, _ in ready:
            with suppress(OSError):
                new.unlink(missing_ok=True)


def _check(change: Change) -> None:
    now = change.path.read_bytes() if change.path.exists() else None
    if now != change.old:
        raise PubsError("the file changed meanwhile; nothing was written", place=str(change.path), hint="run it again")


def _written_beside(target: Path, data: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".pubs", dir=target.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
