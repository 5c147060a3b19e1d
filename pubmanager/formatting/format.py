"""A source formatted: rule by rule, until nothing is left to do, and proven to say the same as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.bibtex.read import read
from pubmanager.formatting.look import Look, edited, look_at
from pubmanager.formatting.proof import says_the_same
from pubmanager.formatting.rules import STYLE_RULES

if TYPE_CHECKING:
    from pubmanager.bibtex.entry import Reading
    from pubmanager.config.schema import FormatConfig
    from pubmanager.source import Source

# Rules of one pass touch different places. Macros move before entries are sorted, all before lines are filled.
_PASSES = (
    ("S008",),
    ("S011",),
    ("S011",),
    ("S003",),
    ("S006", "S007"),
    ("S001", "S002", "S004", "S005", "S008"),
    ("S009",),
    ("S010",),
)


# What is formatted is formatted again until nothing changes: what is left open by the text can be decided by what the
# first round made of it. Nearly all texts take one round, and one more that finds nothing.
_MOST_ROUNDS = 5


class Formatted(Struct, frozen=True):
    """A formatted source.

    Shape: ``text`` is the old one where ``is_proven`` is false: the new one would have said another thing.
    """

    reading: Reading
    text: str
    is_proven: bool = True

    @property
    def source(self) -> Source:
        return self.reading.source

    @property
    def is_change(self) -> bool:
        return self.text != self.source.text


def format_reading(reading: Reading, config: FormatConfig) -> Formatted:
    """Formats what was read; entries that could not be read stay as they are.

    >>> from pubmanager.config.schema import FormatConfig
    >>> from pubmanager.source import Source
    >>> text = "@misc{a,\\n  title = {A},\\n  year={2024}}\\n"
    >>> print(format_reading(read(Source("a.bib", text)), FormatConfig(indent="4", align="entry")).text, end="")
    @misc{a,
        title = {A},
        year  = {2024}}
    """
    look = look_at(reading, config)
    for _ in range(_MOST_ROUNDS):
        once = _passed(look)
        if once.source.text == look.source.text:
            break
        look = look_at(once.reading, config)
    else:
        return Formatted(reading, reading.source.text, is_proven=False)
    if not says_the_same(reading, look.reading):
        return Formatted(reading, reading.source.text, is_proven=False)
    return Formatted(reading, look.source.text)


def _passed(look: Look) -> Look:
    for codes in _PASSES:
        source = edited(look.source, [found for code in codes for found in STYLE_RULES[code].check(look)])
        if source.text != look.source.text:
            look = replace(look, reading=read(source))
    return look
