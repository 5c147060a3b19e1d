"""A source formatted: rule by rule, until nothing is left to do, and proven to say the same as before."""

from __future__ import annotations

import re
from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.bibtex.entry import Comment, Entry, Macro
from pubmanager.bibtex.read import read
from pubmanager.bibtex.resolve import resolve
from pubmanager.formatting.alignment import alignment, indentation
from pubmanager.formatting.lines import blank_lines, trailing_space, wrapping
from pubmanager.formatting.notation import case, delimiters, numbers, trailing_comma
from pubmanager.formatting.order import field_order, sorted_entries
from pubmanager.formatting.style import StyledReading, edited, with_style
from pubmanager.formatting.written import BLANKS, content, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pubmanager.bibtex.entry import Reading, ResolvedEntry
    from pubmanager.config.schema import FormatConfig
    from pubmanager.findings import Diagnostic
    from pubmanager.formatting.style import StyledReading
    from pubmanager.source import Source


# Rules of one pass touch different places. Macros move before entries are sorted, all before lines are filled.
_PASSES = (
    ("blank-lines",),
    ("sorted-entries",),
    ("sorted-entries",),
    ("field-order",),
    ("numbers", "trailing-comma"),
    ("indentation", "alignment", "case", "delimiters", "blank-lines"),
    ("wrapping",),
    ("trailing-space",),
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
    look = with_style(reading, config)
    for _ in range(_MOST_ROUNDS):
        once = _passed(look)
        if once.source.text == look.source.text:
            break
        look = with_style(once.reading, config)
    else:
        return Formatted(reading, reading.source.text, is_proven=False)
    if not says_the_same(reading, look.reading):
        return Formatted(reading, reading.source.text, is_proven=False)
    return Formatted(reading, look.source.text)


def _passed(look: StyledReading) -> StyledReading:
    for names in _PASSES:
        source = edited(look.source, [found for name in names for found in STYLE_RULES[name].check(look)])
        if source.text != look.source.text:
            look = replace(look, reading=read(source))
    return look


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


class StyleRule(Struct, frozen=True):
    """One aspect of style. Shape: ``check`` yields its findings, each with its fix."""

    name: str
    check: Callable[[StyledReading], Iterator[Diagnostic]]

    @property
    def documentation(self) -> str:
        """The docstring of the check."""
        from inspect import cleandoc

        return cleandoc(self.check.__doc__ or "")


STYLE_RULES: Mapping[str, StyleRule] = MappingProxyType(
    {
        name: StyleRule(name, check)
        for name, check in (
            ("indentation", indentation),
            ("alignment", alignment),
            ("field-order", field_order),
            ("case", case),
            ("delimiters", delimiters),
            ("numbers", numbers),
            ("trailing-comma", trailing_comma),
            ("blank-lines", blank_lines),
            ("wrapping", wrapping),
            ("trailing-space", trailing_space),
            ("sorted-entries", sorted_entries),
        )
    }
)


def style_findings(reading: Reading, config: FormatConfig) -> Iterator[Diagnostic]:
    """Yields what ``pubs format`` would change in a source, aspect by aspect; fixes of several aspects may overlap.

    >>> from pubmanager.bibtex.read import read
    >>> from pubmanager.config.schema import FormatConfig
    >>> from pubmanager.source import Source
    >>> found = style_findings(read(Source("a.bib", "@misc{a, title = {A} }\\n")), FormatConfig(indent="2"))
    >>> [each.message for each in found]
    ['entry is not indented like the others']
    """
    look = with_style(reading, config)
    for rule in STYLE_RULES.values():
        yield from rule.check(look)
