"""Files replaced whole or not at all, several of them together, by one writer at a time; and what would change."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.errors import PubsError
from pubmanager.inputs import read_bytes
from pubmanager.regex import regex
from pubmanager.source import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_LEFTOVER = regex(r"\.pubs-(?P<process>\d+)-\w+\.tmp")
NOTHING = "nothing was written"


class Change(Struct, frozen=True):
    """One file to write. Shape: ``old`` are the bytes it was computed from, ``None`` for a file that was not there."""

    path: Path
    old: bytes | None
    new: bytes


class _Ready(Struct, frozen=True):
    """A change whose new bytes are on the disk already, in a file beside its target."""

    change: Change
    target: Path
    new: Path


def write_all(changes: Sequence[Change], folder: Path | None = None) -> None:
    """Writes files: all new texts go to disk beside the old files first, then each takes its place in one step.

    Where one cannot take its place, those before it are put back. A link stays a link, and a file keeps its
    permissions. One run at a time writes in a ``folder``, by default that of the first file.
    Raises: ``PubsError`` where a file changed since it was read or cannot be written; it says what was written.
    """
    if not changes:
        return
    with locked(folder or changes[0].path.parent):
        waiting = [change for change in changes if _is_open(change)]
        made: list[Path] = []
        ready: list[_Ready] = []
        try:
            ready.extend(_prepared(change, made) for change in waiting)
            for each in ready:
                _is_open(each.change)
            _put_in_place(ready)
            for place in made:
                _keep_names(place.parent)
            made.clear()
        finally:
            _remove([each.new for each in ready])
            _remove_folders(made)
        for place in {each.target.parent for each in ready}:
            _remove(_leftovers(place))
            _keep_names(place)


def _is_open(change: Change) -> bool:
    """Whether a file is to be written still; another run may have written the same.

    Raises: ``PubsError`` where it is not what it was.
    """
    try:
        now = read_bytes(change.path, shown_path(change.path)) if change.path.exists() else None
    except PubsError as error:
        raise PubsError(f"{error.message}; {NOTHING}", place=error.place) from error
    if now not in (change.old, change.new):
        raise PubsError(f"the file changed meanwhile; {NOTHING}", place=shown_path(change.path), hint="run it again")
    return now != change.new


def _prepared(change: Change, made: list[Path]) -> _Ready:
    try:
        target = change.path.resolve()
        if target.exists() and not target.stat().st_mode & 0o222:
            raise PermissionError(None, "the file is read-only")
        _make_folder(target.parent, made)
        return _Ready(change, target, _written_beside(target, change.new))
    except (OSError, RuntimeError) as error:  # links in a circle are a RuntimeError before Python 3.13
        raise _failure(change, error) from error


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        made.append(each)


def _written_beside(target: Path, data: bytes) -> Path:
    path = target.parent / f".pubs-{os.getpid()}-{os.urandom(6).hex()}.tmp"
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            _keep_owner_and_mode(target, path)
    except BaseException:
        _remove([path])
        raise
    return path


def _keep_owner_and_mode(old: Path, new: Path) -> None:
    status = old.stat()
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(new, status.st_uid, status.st_gid)
    new.chmod(status.st_mode & 0o7777)


def _put_in_place(ready: Sequence[_Ready]) -> None:
    begun: list[_Ready] = []
    try:
        for each in ready:
            begun.append(each)
            each.new.replace(each.target)
    except OSError as error:
        kept = [each for each in begun[:-1] if not _is_put_back(each)]
        raise _failure(begun[-1].change, error, kept) from error
    except BaseException:  # an interruption, which may come behind the last step
        for each in begun:
            _is_put_back(each)
        raise


def _is_put_back(each: _Ready) -> bool:
    """Whether a file is what it was, if need be because it is written back."""
    change, target = each.change, each.target
    try:
        if change.old is None:
            target.unlink(missing_ok=True)
        elif read_bytes(target) != change.old:
            again = _written_beside(target, change.old)
            try:
                again.replace(target)
            finally:
                _remove([again])
    except (OSError, PubsError):
        return False
    return True


def _failure(change: Change, error: Exception, kept: Sequence[_Ready] = ()) -> PubsError:
    reason = ((error.strerror if isinstance(error, OSError) else "") or str(error)).lower()
    written = ", ".join(shown_path(each.change.path) for each in kept)
    rest = f"written already: {written}" if kept else NOTHING
    return PubsError(f"cannot write the file: {reason}; {rest}", place=shown_path(change.path))


def _leftovers(folder: Path) -> Iterable[Path]:
    """Yields what runs that were killed left in a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            found = _LEFTOVER.fullmatch(entry.name) if entry.name.startswith(".pubs-") else None
            if found and not _is_running(int(found["process"])):
                yield Path(entry.path)


def _is_running(process: int) -> bool:
    if os.name != "posix":  # elsewhere there is no harmless way to ask; such files stay
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()


def _remove_folders(folders: Sequence[Path]) -> None:
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _keep_names(folder: Path) -> None:
    """Has the disk keep the new names in a folder, also through a loss of power."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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


def unified(old: str, new: str, path: str) -> str:
    """Returns the difference between two texts of a file; an empty text for equal ones.

    >>> print(unified("a\\nb\\n", "a\\nc\\n", "x.md"), end="")
    --- a/x.md
    +++ b/x.md
    @@ -1,2 +1,2 @@
     a
    -b
    +c
    """
    before, after = (text.splitlines(keepends=True) for text in (old, new))
    lines = unified_diff(before, after, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
