"""The formatter's aspects of style as rules: one is documented, checked and fixed as ``pubs format`` does it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.formatting.rules import STYLE_RULES
from pubmanager.lint.rule import Diagnostic, rule
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pubmanager.formatting.rules import StyleRule
    from pubmanager.lint.subjects import CheckedBibliography

_EXAMPLE = regex(r"^(Bad|Good):\n(?! +---)", re.MULTILINE)
_OPTIONS = regex(r"^Options: (.*)\n", re.MULTILINE)


def _check(style: StyleRule) -> Callable[[CheckedBibliography], Iterator[Diagnostic]]:
    """Returns an aspect as the function of a rule."""

    def check(bibliography: CheckedBibliography) -> Iterator[Diagnostic]:
        for look in bibliography.looks:
            for found in style.check(look):
                yield Diagnostic(found.message, found.source, found.span, found.key, found.field, found.fix)

    check.__name__ = style.check.__name__
    check.__doc__ = _documentation(style.documentation)
    return check


def _documentation(text: str) -> str:
    """Puts the settings of an example into its ``pubs.toml``, and says that its fix is safe."""
    options = _OPTIONS.search(text)
    if options:
        files = f"    --- pubs.toml\n    [format]\n    {options[1]}\n    --- publications.bib\n"
        text = _EXAMPLE.sub(lambda found: f"{found[0]}{files}", _OPTIONS.sub("", text))
    return text.replace("\nFix: ", "\nFix: safe; ")


for _style in STYLE_RULES.values():
    rule(_style.code, scope="bibliography", severity=Severity.INFO, fix="safe", selection="all")(_check(_style))
