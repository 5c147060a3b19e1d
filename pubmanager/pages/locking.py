"""One writer at a time: a lock file in the folder of a site, held by the operating system and gone with its process."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pubmanager.errors import PubsError
from pubmanager.source import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".pubs.lock"
PATIENCE = 10.0
_PAUSE = 0.02


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the lock of a folder; where no lock can be made, a read-only folder for one, does without.

    A lock file left behind by a process that was killed is free, whatever is in it.
    Raises: ``PubsError`` where another process keeps the lock for more than ``PATIENCE`` seconds.
    """
    path = folder / NAME
    handle = _acquired(path)
    try:
        yield
    finally:
        if handle is not None:
            with suppress(OSError):
                path.unlink()  # while it is held: who waits for it looks whether it is still the file of that name
            os.close(handle)


def _acquired(path: Path) -> int | None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            return None
        if _is_locked(handle) and _is_same(handle, path):
            return handle
        os.close(handle)
        if time.monotonic() > deadline:
            raise PubsError(
                "another run of pubs is writing here", place=shown_path(path), hint="try again when it ends"
            )
        time.sleep(_PAUSE)


def _is_locked(handle: int) -> bool:
    """Locks a file if nobody else has; ``True`` also where the file system knows no locks."""
    try:
        import fcntl
    except ImportError:
        return _is_locked_on_windows(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _is_locked_on_windows(handle: int) -> bool:
    import msvcrt

    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore] # Windows only
    except OSError:
        return False
    return True


def _is_same(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False
