"""Pasted text to entries, prose around them or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pubmanager.bibtex.read import read
from pubmanager.errors import PubsError
from pubmanager.source import Span

if TYPE_CHECKING:
    from pubmanager.bibtex.entry import Block, Reading
    from pubmanager.source import Source

# An entry behind prose on the same line: `Cite as: @article{key,`. Only with its comma, so that no mail address is one.
_BEHIND_PROSE = re.compile(r"(?<![\w@])@[A-Za-z]+[ \t]*\{\s*[^\s{}(),\"=%#]*\s*,")


def read_paste(source: Source) -> Reading:
    """Reads pasted text; an entry may stand behind prose. Raises: ``PubsError`` where there is no entry.

    Shape: places in the reading are those in the pasted text.
    """
    reading = read(source)
    while prose := _prose(reading):
        text = reading.source.text
        text = text[: prose.start] + " " * len(prose) + text[prose.end :]
        reading = read(replace(source, text=text))
    if not reading.entries:
        raise PubsError("there is no BibTeX entry", place=source.path, hint="one starts like @article{key,")
    return reading


def _prose(reading: Reading) -> Span | None:
    """Returns the first stretch that hides an entry: from its line's start, or from what was read there, up to it."""
    text = reading.source.text
    blocks = iter(reading.blocks)
    block: Block | None = next(blocks, None)
    end = 0
    for match in _BEHIND_PROSE.finditer(text):
        while block and block.span.end <= match.start():
            end = block.span.end
            block = next(blocks, None)
        if not block or match.start() < block.span.start:
            line = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
            if not text[line : match.start()].lstrip().startswith("%"):
                return Span(max(line, end), match.start())
    return None
