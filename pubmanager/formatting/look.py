"""What the style rules look at: a reading, and the style that it should have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.findings import Finding, Fix, Severity, apply_edits
from pubmanager.formatting.gaps import Gap
from pubmanager.formatting.style import Layout, Spelling, Style, style_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pubmanager.bibtex.entry import Entry, Reading
    from pubmanager.config.schema import FormatConfig
    from pubmanager.findings import Edit
    from pubmanager.source import Source, Span

_BLANK = Gap(" ")
_COMMA = re.compile(r"\s*,")


class Look(Struct, frozen=True):
    """A reading and the style it should have: what the settings say, else what most of its entries do."""

    reading: Reading
    config: FormatConfig
    style: Style

    @property
    def source(self) -> Source:
        return self.reading.source

    @property
    def entries(self) -> Iterator[Entry]:
        """The entries that may be touched: those read without loss."""
        return (entry for entry in self.reading.entries if entry.readable)


def look_at(reading: Reading, config: FormatConfig) -> Look:
    """Works out the style for a reading.

    >>> from pubmanager.bibtex.read import read
    >>> from pubmanager.config.schema import FormatConfig
    >>> from pubmanager.source import Source
    >>> look_at(read(Source("a.bib", "@misc{a,\\n\\ttitle={A}\\n}")), FormatConfig(align="none")).style.layout.between
    ',\\n\\t'
    """
    style = _found(reading, config)
    has_comma = _chosen(config.trailing_comma, "always", "," in style.layout.close)
    style = _with_indent(style, config.indent)
    style = _with_alignment(style, config.align)
    return Look(
        reading,
        config,
        replace(
            style,
            layout=_closed(style.layout, has_comma),
            lines=_closed(style.lines, has_comma),
            quotes=_chosen(config.delimiters, "quotes", style.quotes),
            bare_numbers=_chosen(config.numbers, "bare", style.bare_numbers),
            types=_spelling(config.types, style.types),
            names=_spelling(config.names, style.names),
            blank=int(config.blank_lines) + 1 if config.blank_lines.isdecimal() else style.blank,
        ),
    )


def _found(reading: Reading, config: FormatConfig) -> Style:
    """Infers the style; where entries change places, what is equally frequent must not depend on them."""
    style = style_of(reading.entries)
    if not config.sort:
        return style
    by_key = sorted(reading.entries, key=lambda entry: (entry.key.casefold(), entry.key))
    return replace(style_of(by_key), blank=style.blank)


def _chosen(setting: str, word: str, found: bool) -> bool:
    return found if setting in ("auto", "keep") else setting == word


def _spelling(setting: str, found: Spelling) -> Spelling:
    return found if setting in ("auto", "keep") else Spelling(setting)


def _with_indent(style: Style, setting: str) -> Style:
    if setting in ("auto", "keep"):
        return style
    between = ",\n" + ("\t" if setting == "tab" else " " * int(setting))
    lines = Layout(between, between, style.lines.close)
    return replace(style, opening="{", layout=lines, lines=lines)


def _with_alignment(style: Style, setting: str) -> Style:
    if setting in ("auto", "keep"):
        return style
    if setting == "entry":
        return replace(style, before=Gap(" ", 1, by_entry=True), after=_BLANK)
    return replace(
        style, before=Gap(" ", int(setting), overflows=True) if setting.isdecimal() else _BLANK, after=_BLANK
    )


def _closed(layout: Layout, has_comma: bool) -> Layout:
    close = _COMMA.sub("", layout.close)
    return replace(layout, close=f",{close}" if has_comma else close)


def style_finding(
    code: str,
    message: str,
    source: Source,
    edits: Iterable[Edit],
    *,
    entry: Entry | None = None,
    span: Span | None = None,
) -> Iterator[Finding]:
    """Yields a finding that its edits mend, at the first of them; nothing where they change nothing."""
    changes = tuple(edit for edit in edits if source[edit.span] != edit.text)
    if changes:
        fix = Fix("format", changes)
        key = entry.key if entry else ""
        yield Finding(code, Severity.INFO, message, source, span or changes[0].span, key, fix=fix)


def edited(source: Source, findings: Iterable[Finding]) -> Source:
    """Returns a source with the edits of findings made."""
    text = apply_edits(source.text, (edit for found in findings if found.fix for edit in found.fix.edits))
    return replace(source, text=text)
