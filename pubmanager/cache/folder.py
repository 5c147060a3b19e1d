"""The cache folder and its files: small, checked when they are read, replaced whole, and gone when they are old."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_CACHE = "PUBS_NO_CACHE"
LARGEST = 256 * 1024 * 1024  # of all files together; the oldest go first
_MAGIC = b"pubs\x00\x01\r\n"
_SUM = 16


def cache_folder() -> Path | None:
    """Returns where the user's caches are; ``None`` where there is no home, or ``PUBS_NO_CACHE`` says so."""
    if os.environ.get(NO_CACHE, "") not in ("", "0"):
        return None
    if given := os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA"):
        return Path(given) / "pubmanager"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "pubmanager"


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
        data = path.read_bytes()
    except OSError:
        return None
    start = len(_MAGIC) + _SUM
    is_whole = data.startswith(_MAGIC) and data[len(_MAGIC) : start] == digest(memoryview(data)[start:].tobytes())
    return data[start:] if is_whole else None


def write(path: Path, content: bytes) -> None:
    """Replaces a file of the cache, if that can be done; a cache that cannot be written is no mistake."""
    mine = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with mine.open("wb") as file:
            file.write(_MAGIC)
            file.write(digest(content))
            file.write(content)
        mine.replace(path)
        _prune(path.parent)
    except OSError:
        with suppress(OSError):
            mine.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    """Removes the oldest files of a folder that has grown too large."""
    stats = [(entry.stat(), entry.path) for entry in os.scandir(folder)]
    files = sorted(((stat.st_mtime_ns, stat.st_size, path) for stat, path in stats), reverse=True)
    total = 0
    for _, size, path in files:
        total += size
        if total > LARGEST:
            Path(path).unlink(missing_ok=True)
