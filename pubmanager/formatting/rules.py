"""The aspects of style, all of them safe to fix; rule S001 reports them. ``pubs format`` makes what they find."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.formatting.alignment import alignment, indentation
from pubmanager.formatting.lines import blank_lines, trailing_space, wrapping
from pubmanager.formatting.notation import case, delimiters, numbers, trailing_comma
from pubmanager.formatting.order import field_order, sorted_entries
from pubmanager.formatting.style import with_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pubmanager.bibtex.entry import Reading
    from pubmanager.config.schema import FormatConfig
    from pubmanager.findings import Diagnostic
    from pubmanager.formatting.style import StyledReading


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
