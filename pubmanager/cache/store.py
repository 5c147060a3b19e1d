"""The cache of one run: opened by a command, asked while rendering, written at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.cache.compiled import keep_in
from pubmanager.cache.folder import cache_folder, digest
from pubmanager.cache.program import is_known, program
from pubmanager.cache.stamp import Stamp
from pubmanager.cache.texts import Texts

if TYPE_CHECKING:
    from pathlib import Path


class Cache:
    """What earlier runs worked out. Shape: ``folder`` is ``None`` for a run that neither reads nor writes a cache."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._texts: list[Texts] = []

    @classmethod
    def of_user(cls, *, use: bool = True) -> Cache:
        """Opens the user's cache, unless the caller or the environment wants none."""
        folder = cache_folder() if use and is_known() else None
        keep_in(folder)
        return cls(folder)

    def texts(self, *names: str) -> Texts | None:
        """Opens the texts of a list, which these names tell from all others."""
        if self.folder is None:
            return None
        self._texts.append(Texts(self.folder / f"{digest(*names).hex()}.texts"))
        return self._texts[-1]

    def stamp(self, *names: str) -> Stamp:
        """Opens the memory of a command's last run, which these names tell from all others."""
        return Stamp(self.folder / f"{digest(program(), *names).hex()}.stamp" if self.folder else None)

    def close(self) -> None:
        """Writes what this run found out."""
        for texts in self._texts:
            texts.close()
