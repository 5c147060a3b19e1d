"""Everything that ``pubs format`` would change, as one rule: it is checked and fixed as the formatter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.formatting.format import STYLE_RULES
from pubmanager.formatting.style import STYLE
from pubmanager.lint.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography


@rule(STYLE, scope="bibliography", severity=Severity.INFO, fix="safe", selection="all")
def style(bibliography: CheckedBibliography) -> Iterator[Diagnostic]:
    """An entry's layout differs from the other entries, or from `[format]`.

    Why: entries with the same layout are easier to read, and a missing field or brace is easier to see. `[format]` sets
    which aspects are checked: indentation, alignment, order of fields, case of names, delimiters, numbers, trailing
    commas, blank lines, long lines, white space at the end of lines, order of entries.

    Bad:
        @misc{a,
          title = {Owls},
              author = {Doe, Jane},
          howpublished={Web},
          year = {2024}
        }

    Good:
        @misc{a,
          title = {Owls},
          author = {Doe, Jane},
          howpublished = {Web},
          year = {2024}
        }

    Fix: safe; the entry is formatted as by `pubs format`.
    Source: bibtex-tidy, bibclean and biber's tool mode.
    """
    for look in bibliography.looks:
        for aspect in STYLE_RULES.values():
            yield from aspect.check(look)
