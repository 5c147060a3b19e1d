"""Texts with places: the only offset arithmetic and the only newline, BOM and encoding code."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_PIECE = 1 << 20
_NEWLINE = regex(r"\r\n|\r|\n")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")


class Span(Struct, frozen=True):
    """A stretch of a source.

    Units: offsets into ``Source.text`` in code points, 0-based, ``end`` not included.
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


class Position(Struct, frozen=True, order=True):
    """A place as editors show it. Units: line and column in code points, 1-based."""

    line: int
    column: int


class Source(Struct, frozen=True, dict=True):
    """One file's text with its path, its newlines and its byte order mark as they are.

    Shape: ``text`` has no byte order mark and keeps ``\\r\\n`` and ``\\r``; ``encode`` gives the file's bytes back.
    ``guessed`` is true where the bytes were not valid in an encoding that declares itself.
    """

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    guessed: bool = False

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> Source:
        """Decodes a file's bytes; never fails, since every byte has a meaning in some encoding."""
        for bom, encoding in _BOMS:
            if data.startswith(bom) and (text := _decoded(data[len(bom) :], encoding)) is not None:
                return cls(path, text, encoding, bom)
        if (text := _decoded(data, "utf-8")) is not None:
            return cls(path, text)
        encoding = _guess(data)
        return cls(path, data.decode(encoding), encoding, guessed=True)

    def encode(self, text: str | None = None) -> bytes:
        """Returns the bytes of ``text`` (or of this source) in the file's encoding, with its byte order mark.

        What the encoding lacks becomes a character reference, which HTML and Markdown understand.
        """
        return b"".join(self.pieces(text))

    def pieces(self, text: str | None = None) -> Iterator[bytes]:
        """Yields what ``encode`` returns, piece by piece: a large text takes three times its size to encode."""
        text = self.text if text is None else text
        yield self.bom
        for start in range(0, len(text), _PIECE):
            yield text[start : start + _PIECE].encode(self.encoding, "xmlcharrefreplace")

    def representable(self, text: str) -> str:
        """Returns ``text`` as the file can hold it for sure: in a guessed encoding, ASCII with character references."""
        return text.encode("ascii", "xmlcharrefreplace").decode() if self.guessed else text

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    @cached_property
    def newline(self) -> str:
        """The newline that the file uses first; ``\\n`` where it has none."""
        found = _NEWLINE.search(self.text)
        return found.group() if found else "\n"

    @cached_property
    def _line_starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(match.end() for match in _NEWLINE.finditer(self.text))]
        lines = self.text.split("\n")  # quicker by far, and what nearly all files are
        return [*accumulate((len(line) + 1 for line in lines[:-1]), initial=0)]

    def position(self, offset: int) -> Position:
        """Returns the line and column of an offset.

        >>> Source("a.bib", "one\\r\\ntwo").position(6)
        Position(line=2, column=2)
        """
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Returns a line's text without its newline. Units: 1-based."""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] if number < len(self._line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def line_start(self, number: int) -> int | None:
        """Returns the offset of a line's start, ``None`` behind the last line. Units: line 1-based."""
        return self._line_starts[number - 1] if number <= len(self._line_starts) else None

    def start_of_line(self, offset: int) -> int:
        """Returns the offset at which the line of another offset starts."""
        return self._line_starts[bisect_right(self._line_starts, offset) - 1]

    def place(self, offset: int) -> str:
        """Returns ``path:line:column``."""
        position = self.position(offset)
        return f"{self.path}:{position.line}:{position.column}"


def shown_path(path: Path) -> str:
    """Returns a path as findings and errors print it: as seen from the working folder, where it is below."""
    from pathlib import Path

    absolute, here = path.absolute(), Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else path).as_posix()


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guess(data: bytes) -> str:
    """Names an encoding that decodes ``data`` and gives the same bytes back."""
    candidates = [name for name in (_detected(data), "cp1252") if name]
    for encoding in candidates:
        text = _decoded(data, encoding)
        if text is not None and text.encode(encoding, "replace") == data:
            return encoding
    return "latin-1"


def _detected(data: bytes) -> str | None:
    """Names the encoding that a library sees; single letters among ASCII are Western, even in a short text."""
    runs = _HIGH_BYTES.findall(data)
    if 2 * sum(len(run) == 1 for run in runs) >= len(runs):
        return None
    try:
        from charset_normalizer import from_bytes
    except ImportError:  # the extra "encodings" is not installed
        return None
    best = from_bytes(data).best()
    return best.encoding if best else None
