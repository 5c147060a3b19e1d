"""Whether two readings say the same: what formatting must never change."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pubmanager.bibtex.entry import Comment, Entry, Macro
from pubmanager.bibtex.resolve import resolve
from pubmanager.formatting.literals import BLANKS, content, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.bibtex.entry import Reading, ResolvedEntry

_LINES = re.compile(r"[\r\n]+")
_SPACE_AND_COMMAS = re.compile(r"[\s,]+")


def says_the_same(old: Reading, new: Reading) -> bool:
    """Whether two readings hold the same entries, fields, values, macros, comments and text, in whatever style."""
    return meaning(old) == meaning(new)


def meaning(reading: Reading) -> tuple[Counter[object], list[object], Counter[str]]:
    """Returns what a reading holds: its blocks, its macros in their order, and the lines between blocks."""
    blocks: Counter[object] = Counter(map(_entry, resolve((reading,)).entries))
    macros: list[object] = []
    for block in reading.blocks:
        if isinstance(block, Macro):
            macros.append((block.field.name, _value(block.field.raw)))
        elif not isinstance(block, Entry):
            text = reading.source[block.span]
            blocks[text if isinstance(block, Comment) else text.partition("{")[2]] += 1
    return blocks, macros, Counter(_lines(reading))


def _entry(resolved: ResolvedEntry) -> object:
    entry = resolved.entry
    if not entry.readable:
        return entry.source[entry.span]
    values = tuple(sorted((name, field.value) for name, field in resolved.fields.items()))
    by_name: dict[str, list[tuple[str, ...]]] = {}
    for each in entry.fields:
        by_name.setdefault(each.name, []).append(_value(each.raw))
    written = tuple((name, tuple(by_name[name])) for name in sorted(by_name))
    return entry.type, entry.key, values, written, _inside(entry)


def _value(raw: str) -> tuple[str, ...]:
    return tuple(BLANKS.sub(" ", content(part)).strip(" ") for _, part in parts(raw)) or (BLANKS.sub(" ", raw),)


def _inside(entry: Entry) -> str:
    """Returns what stands between the fields of an entry: comments."""
    pieces, end = [], entry.key_span.end
    for each in entry.fields:
        pieces.append(entry.source.text[end : each.name_span.start])
        end = max(end, each.value_span.end)
    pieces.append(entry.source.text[end : entry.span.end - 1])
    return "".join(_SPACE_AND_COMMAS.sub("", piece) for piece in pieces)


def _lines(reading: Reading) -> Iterator[str]:
    """Yields the lines between blocks."""
    end = 0
    for start, following in [
        *((each.span.start, each.span.end) for each in reading.blocks),
        (len(reading.source.text),) * 2,
    ]:
        yield from (line.strip() for line in _LINES.split(reading.source.text[end:start]) if line.strip())
        end = following
