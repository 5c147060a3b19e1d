"""What this program is: another version of it, of Python or of a library, or an edited module, is another program."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from pubmanager.cache.folder import digest

PACKAGE = Path(__file__).resolve().parents[1]
_INSTALLED = (".dist-info", ".egg-info")
Stated = tuple[str, int, int, int, int]


@lru_cache(maxsize=1)
def program() -> bytes:
    """Returns a digest of Python's version, of the names and versions of all that is installed, and of every module."""
    return digest(sys.version, sys.platform, *_installed(), repr(files_of(PACKAGE)))


def is_known() -> bool:
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
