"""What this program is: another version, another Python or an edited module is another program."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

from pubmanager.cache.folder import digest

PACKAGE = Path(__file__).resolve().parents[1]


@lru_cache(maxsize=1)
def program() -> bytes:
    """Returns a digest of Python's version and of the name, size and time of every module of the package."""
    return digest(sys.version, *(f"{path}\0{size}\0{time}" for path, size, time in sorted(_files(str(PACKAGE)))))


def files_of(folder: Path) -> list[tuple[str, int, int]]:
    """Returns path, size and time of every file below a folder, sorted; none where there is no folder."""
    return sorted(_files(str(folder)))


def _files(folder: str) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return found
    for entry in entries:
        if entry.is_dir(follow_symlinks=True):
            found += _files(entry.path) if entry.name != "__pycache__" else []
        else:
            stat = entry.stat()
            found.append((entry.path, stat.st_size, stat.st_mtime_ns))
    return found
