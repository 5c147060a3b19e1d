"""What earlier runs found out about entries, so that an entry that nobody touched is not read again.

One file for a bibliography. An entry is looked up by its text, from where it starts to where the next one does, under
everything else that its meaning depends on: the program, the settings, its file. Macros are compared one by one, with
``Known.macros``. Entries that inherit, that are hidden or that something is wrong with are read each time.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from pubmanager.cache import folder
from pubmanager.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

MOST = 20_000  # of more entries nothing is kept here: it would fill the memory
_SIZE = 16


@dataclass(slots=True)
class Known:
    """What is known of an entry.

    Shape: ``places`` are where its key starts and ends and where it ends, counted from where its text starts;
    ``texts`` are what its values that are no literals come to, ``macros`` what each bare word in them stands for
    (``None`` for no macro), ``digest`` 16 bytes in hexadecimal for all that it says; ``date`` (year, month and day, or
    nothing) and ``identifiers`` are the publication's.
    """

    places: list[int]
    texts: list[str]
    macros: list[tuple[str, str | None]]
    digest: str
    date: list[int]
    identifiers: dict[str, str]

    def as_row(self) -> list[Any]:
        return [self.places, self.texts, self.macros, self.digest, self.date, self.identifiers]


class Entries:
    """The entries of a bibliography. Shape: only those met since they were opened are kept by ``close``."""

    def __init__(self, path: Path, around: bytes) -> None:
        self._path = path
        self._around = around
        self._rows = _read(path)
        self._met: dict[str, list[Any]] = {}
        self._noted: dict[int, tuple[str, int]] = {}

    def name(self, path: str, text: str) -> str:
        """Returns what an entry of a file is called here."""
        data = f"{path}\n{text}".encode("utf-8", "surrogatepass")
        return blake2b(data, digest_size=_SIZE, key=self._around).hexdigest()

    def get(self, name: str) -> Known | None:
        """Returns what is known of an entry."""
        row = self._rows.get(name)
        return Known(*row) if row else None

    def note(self, entry: object, name: str, start: int) -> None:
        """Notes what an entry is called here, and where its text starts."""
        self._noted[id(entry)] = name, start

    def noted(self, entry: object) -> tuple[str, int] | None:
        """Returns what was noted of an entry."""
        return self._noted.get(id(entry))

    def put(self, name: str, known: Known) -> None:
        """Keeps what is known of an entry."""
        self._met[name] = known.as_row()

    def close(self) -> None:
        """Writes the entries of this run, if they are others than those of the last."""
        if self._met.keys() != self._rows.keys():
            folder.write(self._path, json.dumps(self._met, separators=(",", ":")).encode())


def _read(path: Path) -> dict[str, list[Any]]:
    data = folder.read(path)
    try:
        found = json.loads(data) if data else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
