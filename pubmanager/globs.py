"""Globs of the settings: which files they name, by the rules of ``.gitignore``.

A glob starts in the folder of ``pubs.toml``, as if ``/`` stood before it: ``*.bib`` are files of that folder,
``**/*.bib`` of every folder below it too. A folder stands for the files in it. After ``!`` the rules are those of
``.gitignore`` without change: ``!draft.bib`` leaves out such a file in every folder.
"""

from __future__ import annotations

import os
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from pathspec import GitIgnoreSpec

NOT = "!"  # before a glob: the files that it names are left out
_LONGEST = 2000
_WILD = regex(r"[*?\[]")
_FOLDERS = "**"


class Found(Struct, frozen=True):
    """What a glob names.

    Shape: ``files`` are relative to the root, with slashes, sorted; ``folders`` are those whose names were read to
    find them, so while these stay the same, the glob names the same files.
    """

    files: tuple[str, ...]
    folders: tuple[str, ...] = ()


def is_glob(pattern: str) -> bool:
    """Whether a text is more than a path."""
    return bool(_WILD.search(pattern))


def glob_fault(pattern: str) -> str:
    """Says what is wrong with a glob or a path in the settings; an empty text for nothing."""
    pattern = pattern.removeprefix(NOT)
    if not pattern.strip() or not pattern.isprintable() or _is_long(pattern):
        return "this is not a path"
    if not is_glob(pattern):
        return ""
    if Path(pattern).is_absolute() or Path(pattern).drive:
        return "a glob has to be relative to the folder of pubs.toml"
    if any(_FOLDERS in part and part != _FOLDERS for part in Path(pattern).parts):
        return "'**' stands for folders and has to be alone between slashes"
    return ""


def find_files(root: Path, pattern: str, suffixes: tuple[str, ...] = ()) -> Found:
    """Finds the files that a path or a glob without fault names.

    ``suffixes`` say which files a folder stands for, in lower case; none: all. Links to folders are followed where
    the glob names them, but not below ``**`` or a folder, where they could lead in a circle.
    """
    if pattern.startswith(NOT):
        return Found(())
    if _is((root / pattern).is_file):
        return Found((_relative(root / pattern, root),))
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    fixed = next((index for index, part in enumerate(parts) if is_glob(part)), len(parts))
    if pattern.startswith("/"):
        parts[:1] = [f"/{part}" for part in parts[:1]]
    base = root.joinpath(*parts[:fixed])
    if not _is(base.is_dir):
        return Found(())
    search = _Search(parts[fixed:], suffixes, folders_only=pattern.endswith("/"))
    search.look_in(base, "", 0)
    files = sorted(_relative(base / path, root) for path in search.files)
    return Found(tuple(files), tuple(_relative(base / path, root) for path in search.folders))


def is_named(path: str, pattern: str) -> bool:
    """Whether a pattern names a path, relative and with slashes, by the rules of ``.gitignore``.

    >>> is_named("old/draft.bib", "draft.bib"), is_named("old/draft.bib", "/draft.bib"), is_named("old/a.bib", "old/")
    (True, False, True)
    """
    return _spec(pattern).match_file(path)


@lru_cache(maxsize=256)
def _spec(pattern: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # 50 ms, which a site without globs does not need

    return GitIgnoreSpec.from_lines([f"\\{pattern}" if pattern.startswith("#") else pattern])


class _Search:
    """One walk through folders, not deeper than the parts of a glob ask for; ``parts`` empty: all that is there."""

    def __init__(self, parts: list[str], suffixes: tuple[str, ...], *, folders_only: bool) -> None:
        self._glob = f"/{'/'.join(parts)}{'/' if folders_only else ''}" if parts else ""
        self._levels = [f"/{'/'.join(parts[: level + 1])}" for level in range(len(parts))]
        # From this level on the glob names every folder.
        self._all = parts.index(_FOLDERS) if _FOLDERS in parts else len(parts)
        self._is_folder = not parts or (parts[-1].endswith("*") and "." not in parts[-1])
        self._suffixes = suffixes
        self.files: list[str] = []
        self.folders: list[str] = []

    def look_in(self, folder: Path, path: str, level: int) -> None:
        """Looks for files in a folder; ``path`` is its path below the base, with ``/`` behind it."""
        self.folders.append(path)
        for entry in _entries(folder):
            here = path + entry.name
            if _is(partial(entry.is_dir, follow_symlinks=level < self._all)):
                if self._leads_on(here, level):
                    self.look_in(folder / entry.name, f"{here}/", level + 1)
            elif _is(entry.is_file) and self._is_wanted(here, level):
                self.files.append(here)

    def _leads_on(self, path: str, level: int) -> bool:
        return level >= self._all or is_named(f"{path}/", self._levels[level])

    def _is_wanted(self, path: str, level: int) -> bool:
        if self._glob and not is_named(path, self._glob):
            return False
        stands_for = self._is_folder or level >= len(self._levels)
        return not stands_for or not self._suffixes or path.lower().endswith(self._suffixes)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:  # it may not be read, or is gone
        return []


def _is(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except (OSError, ValueError):  # its name is too long, or no name
        return False


def _relative(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def _is_long(pattern: str) -> bool:
    """Whether no file system has such a path."""
    return len(pattern) > _LONGEST or any(len(part.encode("utf-8", "replace")) > 255 for part in pattern.split("/"))
