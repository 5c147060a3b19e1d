"""What earlier runs found out about entries, so that an entry that nobody touched is not read again.

One file for a bibliography. An entry is looked up by its text, from where it starts to where the next one does, under
everything else that its meaning depends on: the program, the settings, its file. Macros are compared one by one, with
``Known.macros``. Entries that inherit, that are hidden or that something is wrong with are read each time.
"""

from __future__ import annotations

import json
from binascii import hexlify
from hashlib import blake2b
from typing import TYPE_CHECKING

from pubmanager.cache import folder
from pubmanager.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

_SIZE = 16
_encode = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(slots=True)
class Known:
    """What is known of an entry.

    Shape: ``places`` are where its key starts and ends and where it ends, counted from its ``@``;
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

    @classmethod
    def from_json(cls, text: bytes) -> Known:
        return cls(*json.loads(text))

    def as_json(self) -> bytes:
        row = [self.places, self.texts, self.macros, self.digest, self.date, self.identifiers]
        return _encode(row).encode()


class Entries:
    """The entries of a bibliography. Shape: only those that are kept or put since they were opened are written."""

    def __init__(self, path: Path, around: bytes) -> None:
        self._path = path
        self._around = around
        self._rows = _read(path)
        self._kept: dict[bytes, bytes] = {}
        self._noted: dict[int, bytes] = {}

    def name(self, path: str, text: str) -> bytes:
        """Returns what an entry of a file is called here."""
        data = f"{path}\n{text}".encode("utf-8", "surrogatepass")
        return hexlify(blake2b(data, digest_size=_SIZE, key=self._around).digest())

    def get(self, name: bytes) -> Known | None:
        """Returns what is known of an entry."""
        row = self._rows.get(name)
        return Known.from_json(row) if row else None

    def note(self, entry: object, name: bytes) -> None:
        """Notes what an entry is called here."""
        self._noted[id(entry)] = name

    def noted(self, entry: object) -> bytes | None:
        """Returns what an entry is called here; ``None`` for one that is not to be kept."""
        return self._noted.get(id(entry))

    def keep(self, name: bytes) -> None:
        """Keeps what is known of an entry."""
        self._kept[name] = self._rows[name]

    def put(self, name: bytes, known: Known) -> None:
        """Keeps what has been found out about an entry."""
        self._kept[name] = known.as_json()

    def close(self) -> None:
        """Writes the entries of this run, if they are others than those of the last."""
        if self._kept.keys() != self._rows.keys():
            folder.write(self._path, b"\n".join(b"%b %b" % row for row in self._kept.items()))


def _read(path: Path) -> dict[bytes, bytes]:
    """Reads a file with a line for each entry: its name and, as JSON, what is known."""
    rows = (folder.read(path) or b"").split(b"\n")
    return {name: known for name, blank, known in (row.partition(b" ") for row in rows) if blank}
