"""The cache of one run, and the texts in it: what publications looked like in a list when it was last rendered."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from pubmanager.cache import folder

if TYPE_CHECKING:
    from pathlib import Path

_KEY = 16


class Cache:
    """What earlier runs worked out. Shape: ``folder`` is ``None`` for a run that neither reads nor writes a cache."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._texts: list[Texts] = []

    @classmethod
    def of_user(cls, *, use: bool = True) -> Cache:
        """Opens the user's cache, unless the caller or the environment wants none."""
        found = folder.cache_folder() if use and folder.has_module_files() else None
        folder.keep_code_in(found)
        return cls(found)

    def file(self, kind: str, *names: str) -> Path | None:
        """Returns the file of this program that these names tell from all others; ``None`` without a cache."""
        name = folder.digest(folder.program_digest(), *names).hex()
        return self.folder / f"{name}.{kind}" if self.folder else None

    def texts(self, *names: str) -> Texts | None:
        """Opens the texts of a list, which these names tell from all others."""
        if self.folder is None:
            return None
        self._texts.append(Texts(self.folder / f"{folder.digest(*names).hex()}.texts"))
        return self._texts[-1]

    def close(self) -> None:
        """Writes what this run found out."""
        for texts in self._texts:
            texts.close()


class Texts:
    """Texts by the digest of everything they depend on. Shape: only those used since ``open`` are kept by ``close``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places, self._blob = _read(path)
        self._known = len(self._places)
        self._used: dict[bytes, bytes] = {}
        self._is_new = False

    def get(self, key: bytes) -> str | None:
        """Returns the text of a key of 16 bytes; ``None`` where nobody put one."""
        place = self._places.get(key)
        if place is None:
            return None
        data = self._blob[place[0] : place[1]]
        self._used[key] = data
        return data.decode("utf-8", "replace")

    def put(self, key: bytes, text: str) -> None:
        """Keeps a text."""
        self._used[key] = text.encode("utf-8", "replace")
        self._is_new = True

    def close(self) -> None:
        """Writes what was used, if that has changed."""
        if not self._is_new and len(self._used) == self._known:
            return
        lengths = array("Q", map(len, self._used.values()))
        count = len(self._used).to_bytes(8, "little")
        folder.write(self._path, b"".join([count, *self._used, lengths.tobytes(), *self._used.values()]))


def _read(path: Path) -> tuple[dict[bytes, tuple[int, int]], bytes]:
    data = folder.read(path)
    count = int.from_bytes(data[:8], "little") if data else 0
    start = 8 + count * (_KEY + 8)
    if not data or start > len(data):
        return {}, b""
    lengths = array("Q", data[8 + count * _KEY : start])
    if start + sum(lengths) != len(data):
        return {}, b""
    places = {}
    for place, length in enumerate(lengths):
        places[data[8 + place * _KEY : 8 + (place + 1) * _KEY]] = (start, start + length)
        start += length
    return places, data
