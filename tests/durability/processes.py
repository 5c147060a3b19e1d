"""A command in a process of its own that can be killed, or refused, at any of its steps in a folder."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_EVENTS = {
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.chmod",
    "os.chown",
    "os.scandir",
    "fcntl.flock",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True)
class Ended:
    """How a process ended: ``code`` is its exit code, negative for the signal that killed it."""

    code: int
    err: str
    steps: int = 0


def run(
    folder: Path,
    *arguments: str,
    at_step: Callable[[int, str, Any], None] | None = None,
    stdin: str = "",
    delay: float | None = None,
) -> Ended:
    """Runs a command in a forked process and waits for it; ``delay`` seconds later it is killed.

    ``at_step`` is called with number, event and path before each thing the process does with a file in the folder.
    """
    out = folder.parent / f"out-{folder.name}"
    child = os.fork()
    if not child:
        _child(folder, arguments, at_step, stdin, out)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    said = out.read_text(encoding="utf-8", errors="replace") if out.exists() else ""
    err, _, steps = said.rpartition("\nsteps: ")
    return Ended(
        os.waitstatus_to_exitcode(status), err if steps.isdecimal() else said, int(steps) if steps.isdecimal() else 0
    )


def warm(folder: Path, *arguments: str, stdin: str = "") -> None:
    """Runs a command in this process, so that forked ones need not import and compile everything anew."""
    from pubmanager.cli import main

    here, before = Path.cwd(), (sys.stdin, sys.stdout, sys.stderr)
    os.chdir(folder)
    try:
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
        sys.stdout, sys.stderr = _nowhere(), _nowhere()
        main([*arguments])
    except SystemExit:
        pass
    finally:
        os.chdir(here)
        sys.stdin, sys.stdout, sys.stderr = before


def _nowhere() -> io.TextIOWrapper:
    """Returns a stream that takes bytes too, as those of a process do."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def kill_at(number: int) -> Callable[[int, str, Any], None]:
    """Kills the process at a step."""

    def at_step(step: int, event: str, path: Any) -> None:
        if step == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return at_step


def refuse(events: set[str], code: int, name: str = "") -> Callable[[int, str, Any], None]:
    """Lets some things fail, on paths with a name in them, as the system would for an error code."""

    def at_step(step: int, event: str, path: Any) -> None:
        if event in events and name in str(path):
            raise OSError(code, os.strerror(code), str(path))

    return at_step


DISK_FULL, READ_ONLY, DENIED = errno.ENOSPC, errno.EROFS, errno.EACCES


def _child(
    folder: Path, arguments: tuple[str, ...], at_step: Callable[..., None] | None, stdin: str, out: Path
) -> None:
    code, counter = 70, _Counter(folder, at_step)
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        sys.stdout, sys.stderr = _nowhere(), os.fdopen(2, "w", encoding="utf-8", closefd=False)
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
        os.chdir(folder)
        counter.begin()
        from pubmanager.cli import main

        main([*arguments])
    except SystemExit as error:
        code = int(error.code or 0)
    except BaseException as error:
        print(repr(error), file=sys.stderr)
    finally:
        counter.at_step = None
        print(f"\nsteps: {counter.number}", end="", file=sys.stderr, flush=True)
        os._exit(code)


class _Counter:
    """Counts what a process does in a folder: audit events, and each half of each write."""

    def __init__(self, folder: Path, at_step: Callable[..., None] | None) -> None:
        self.number = 0
        self.folder = str(folder.resolve())
        self.at_step = at_step
        self._fsync, self._open = os.fsync, Path.open

    def begin(self) -> None:
        sys.addaudithook(self._audited)
        os.fsync = self._synced
        Path.open = lambda *given, **named: self._opened(*given, **named)  # type: ignore[assignment, method-assign] # writes are no audit events

    def step(self, event: str, path: Any) -> None:
        self.number += 1
        if self.at_step:
            self.at_step(self.number, event, path)

    def _audited(self, event: str, values: tuple[Any, ...]) -> None:
        if event not in _EVENTS or self._is_elsewhere(event, values[0]):
            return
        is_written = event == "open" and len(values) > 2 and isinstance(values[2], int) and values[2] & _WRITING
        self.step("open to write" if is_written else event, values[0])

    def _is_elsewhere(self, event: str, path: Any) -> bool:
        if event == "fcntl.flock":
            return False
        return not isinstance(path, (str, Path)) or not str(Path(path).absolute()).startswith(self.folder)

    def _synced(self, handle: int) -> None:
        self.step("sync", "")
        self._fsync(handle)
        self.step("synced", "")

    def _opened(self, path: Path, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        file = self._open(path, mode, *arguments, **named)
        return _Halves(file, path, self) if "x" in mode else file


class _Halves:
    """A file whose writes reach the disk in two steps."""

    def __init__(self, file: Any, path: Path, counter: _Counter) -> None:
        self._file, self._path, self._counter = file, path, counter

    def __enter__(self) -> _Halves:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> None:
        for part in (data[: len(data) // 2], data[len(data) // 2 :]):
            self._file.write(part)
            self._file.flush()
            self._counter.step("write", self._path)
