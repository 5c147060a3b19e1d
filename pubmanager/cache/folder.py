"""The cache folder and its files: small, checked when they are read, replaced whole, and gone when they are old.

What is in it reaches pages, and compiled templates run. So it is used only where nobody but the user can write, there
and in every folder above it; otherwise a command does without. Source: OpenSSH on its keys, ``StrictModes``.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG, S_ISVTX, S_IWGRP, S_IWOTH
from types import CodeType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


NO_CACHE = "PUBS_NO_CACHE"
LARGEST = 256 * 1024 * 1024  # of all files together; the oldest go first
_MAGIC = b"pubs\x00\x02\r\n"
_SUM = 16
_WITHOUT_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)
_ROOT = 0


def cache_folder() -> Path | None:
    """Returns the folder of the user's cache, made where there was none.

    ``None`` where ``PUBS_NO_CACHE`` says so, where there is no home or where somebody else can write.
    """
    if os.environ.get(NO_CACHE, "") not in ("", "0"):
        return None
    try:
        folder = _wanted_folder()
        if not folder.is_absolute() or not _is_private(folder.parent):
            return None
        for each in (*reversed(folder.parents), folder):
            each.mkdir(mode=0o700, exist_ok=True)
        return folder if _is_private(folder, is_last=True) else None
    except (OSError, RuntimeError, ValueError):  # no home; links in a circle; a name that no folder can have
        return None


def _wanted_folder() -> Path:
    """Returns where it is to be. Source: XDG Base Directory Specification, which has relative paths ignored."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if (given := Path(os.environ.get(name, ""))).is_absolute():
            return given / "pubmanager"
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "pubmanager"


def _is_private(folder: Path, *, is_last: bool = False) -> bool:
    """Whether nobody else can change what a path leads to, as far as there are folders; ``is_last``: or add to it.

    Each folder above, and each link on the way, has to be the user's or root's, and others may write to one only where
    they cannot rename what is in it, as in ``/tmp``.
    """
    if os.name != "posix":
        return True
    owners = (os.getuid(), _ROOT)
    for path in (*reversed(folder.parents), folder):
        try:
            status = path.lstat()
        except FileNotFoundError:
            return not is_last
        is_open, is_fixed = status.st_mode & (S_IWGRP | S_IWOTH), status.st_mode & S_ISVTX
        if status.st_uid not in owners:
            return False
        if S_ISLNK(status.st_mode):
            if not _is_private(path.resolve()):
                return False
        elif not S_ISDIR(status.st_mode) or (is_open and not is_fixed):
            return False
    return not is_last or (S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not is_open)


def digest(*parts: bytes | str) -> bytes:
    """Returns 16 bytes that stand for these parts; where one ends and the next begins counts."""
    found = blake2b(digest_size=_SUM)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "little"))
        found.update(data)
    return found.digest()


def digest_of(pieces: Iterable[bytes]) -> bytes:
    """Returns 16 bytes that stand for a file that consists of these pieces."""
    found = blake2b(digest_size=_SUM)
    for piece in pieces:
        found.update(piece)
    return found.digest()


def read(path: Path) -> bytes | None:
    """Returns what ``write`` wrote; ``None`` where there is nothing, or something else, or half of it."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | _WITHOUT_LINKS | _WITHOUT_WAITING), "rb") as file:
            status = os.fstat(file.fileno())
            is_mine = os.name != "posix" or status.st_uid == os.getuid()
            if not is_mine or not S_ISREG(status.st_mode) or status.st_size > LARGEST:
                return None
            data = file.read()
    except OSError:
        return None
    start = len(_MAGIC) + _SUM
    content = data[start:]
    return content if data.startswith(_MAGIC) and data[len(_MAGIC) : start] == digest(path.name, content) else None


def write(path: Path, content: bytes) -> None:
    """Replaces a file of the cache, if that can be done; a cache that cannot be written is no mistake.

    A link in its place is replaced, and never followed.
    """
    mine = path.with_name(f"{os.getpid()}-{os.urandom(8).hex()}.tmp")
    try:
        handle = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _WITHOUT_LINKS, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC)
            file.write(digest(path.name, content))
            file.write(content)
        mine.replace(path)
        _prune(path.parent)
    except OSError:
        with suppress(OSError):
            mine.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    """Removes the oldest files of a folder that has grown too large."""
    with os.scandir(folder) as entries:
        stats = [(entry.stat(), entry.path) for entry in entries if entry.is_file(follow_symlinks=False)]
    files = sorted(((status.st_mtime_ns, status.st_size, path) for status, path in stats), reverse=True)
    total = 0
    for _, size, path in files:
        total += size
        if total > LARGEST:
            Path(path).unlink(missing_ok=True)


PACKAGE = Path(__file__).resolve().parents[1]
_INSTALLED = (".dist-info", ".egg-info")
Stated = tuple[str, int, int, int, int]


@lru_cache(maxsize=1)
def program_digest() -> bytes:
    """Returns a digest of Python's version, of the names and versions of all that is installed, and of every module."""
    return digest(sys.version, sys.platform, *_installed(), repr(files_of(PACKAGE)))


def has_module_files() -> bool:
    """Whether the modules are files, which tell one program from another; they are none in an archive."""
    return PACKAGE.is_dir()


def _installed() -> list[str]:
    """Returns the folders that say which libraries are installed; the name of each has its version."""
    found: list[str] = []
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError), os.scandir(folder or ".") as entries:  # nothing is there, or an archive
            found += sorted(entry.path for entry in entries if entry.name.endswith(_INSTALLED))
    return found


def files_of(folder: Path) -> list[Stated]:
    """Returns path, size, number and times of every file below a folder, sorted; none where there is no folder.

    The time of the last change of these facts themselves cannot be set back, as archives and copies do with the other.
    """
    return sorted(_files(str(folder), set()))


def _files(folder: str, seen: set[tuple[int, int]]) -> list[Stated]:
    found: list[Stated] = []
    try:
        status = Path(folder).stat()
        if (place := (status.st_dev, status.st_ino)) in seen and status.st_ino:
            return found  # a link to a folder above
        seen.add(place)
        entries = sorted(os.scandir(folder), key=attrgetter("name"))
    except OSError:
        return found
    for entry in entries:
        try:
            if entry.is_dir(follow_symlinks=True):
                found += _files(entry.path, seen) if entry.name != "__pycache__" else []
            else:
                stat = entry.stat()
                found.append((entry.path, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns))
        except OSError:  # a link to nowhere, or a file that has just gone
            found.append((entry.path, -1, 0, 0, 0))
    return found


_CODE = b"code\n"  # before what `marshal` wrote; other bytes may ask it for any amount of memory
_kept_in: list[Path] = []


def keep_code_in(path: Path | None) -> None:
    """Says where compiled templates are kept; commands do, programs that import this package need not."""
    _kept_in[:] = [path] if path else []


def load_code(*names: str) -> CodeType | None:
    """Returns the code that was saved under these names."""
    data = read(_code_path(*names)) if _kept_in else None
    if not data or not data.startswith(_CODE):
        return None
    try:
        found = marshal.loads(data[len(_CODE) :])
    except Exception:  # somebody else's file
        return None
    return found if isinstance(found, CodeType) else None


def save_code(code: CodeType, *names: str) -> None:
    """Keeps the code of a template under names that tell it from all others."""
    if _kept_in:
        write(_code_path(*names), _CODE + marshal.dumps(code))


def _code_path(*names: str) -> Path:
    return _kept_in[0] / f"{digest(program_digest(), *names).hex()}.code"
