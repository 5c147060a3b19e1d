"""Rules: pure generators with a code, a scope, a severity and a docstring that is their documentation."""

from __future__ import annotations

import re
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import Struct

from pubmanager.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from pubmanager.findings import Fix
    from pubmanager.source import Source, Span

Scope = Literal["reading", "source", "field", "entry", "bibliography", "page", "site"]
FixKind = Literal["safe", "unsafe", ""]
SelectionName = Literal["default", "tidy", "all"]
# The selections that rules are in, each with what it is for; `all` has the rules of the other two as well.
SELECTIONS: Final[dict[SelectionName, str]] = {
    "default": "what a visitor sees wrong, what breaks, or what misleads a reader",
    "tidy": "what is shown correctly anyway, and what an owner cleans up once",
    "all": "every rule, including those about style, which many owners would disagree with",
}
# What a page is written in: Markdown as Jekyll's kramdown reads it or as others do, or another kind of file.
Language = Literal["kramdown", "markdown", "html", "rst", "latex", "text", "code"]
MARKDOWN: Final[tuple[Language, ...]] = ("kramdown", "markdown")
MARKUP: Final[tuple[Language, ...]] = (*MARKDOWN, "html")
PROSE: Final[tuple[Language, ...]] = (*MARKUP, "rst", "latex", "text")


class Diagnostic(Struct, frozen=True):
    """What a rule yields: a place, a message, and what would mend it; the engine adds code and severity.

    Shape: ``message`` is lower case, without a final stop, at most 72 characters, and quotes the offending text;
    ``span`` is the smallest text at fault; ``also`` are the places of other entries that it speaks of.
    """

    message: str
    source: Source
    span: Span
    key: str = ""
    field: str = ""
    fix: Fix | None = None
    also: tuple[tuple[Source, Span], ...] = ()


class Rule(Struct, frozen=True, dict=True):
    """One rule.

    Shape: ``scope`` says what ``check`` is called with; ``fields`` are the names of the fields that a rule of scope
    ``field`` looks at (none: all), and of which an entry must have one to be worth a look of a rule of scope ``entry``;
    ``needs`` are texts of which a value must contain one to be worth a look, and
    ``beyond_ascii`` says that values of ASCII alone are not; ``options`` are its own settings with their defaults,
    given to ``check`` by name; ``languages`` are those of the pages that a rule of scope ``page`` reads;
    ``selection`` is the smallest one that has the rule.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    check: Callable[..., Iterator[Diagnostic]]
    fields: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    fix: FixKind = ""
    selection: SelectionName = "default"
    options: Mapping[str, Any] = {}
    beyond_ascii: bool = False
    languages: tuple[Language, ...] = ()

    def is_about(self, names: Collection[str]) -> bool:
        """Whether the rule looks at a field of one of these names."""
        return not self.fields or any(name in names for name in self.fields)

    @cached_property
    def documentation(self) -> str:
        """The docstring of the rule, without its indentation."""
        from inspect import cleandoc

        return cleandoc(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.documentation.split("\n", 1)[0]

    @property
    def explanation(self) -> str:
        """The text of the rule's page, in Markdown with indented examples; ``pubs rules CODE`` prints it."""
        import json

        facts = [self.severity.word, f"in selection `{self.selection}`"]
        facts.append(f"{self.fix} fix" if self.fix else "no fix")
        text = f"{self.code} {self.name}\n\n{' · '.join(facts)}\n\n{self.documentation.replace('``', '`')}"
        if self.options:
            rows = [f"    {name} = {json.dumps(content, ensure_ascii=False)}" for name, content in self.options.items()]
            text += "\n\nOptions, in `pubs.toml`:\n" + "\n".join([f"    [lint.rules.{self.code}]", *rows])
        return text

    def section(self, heading: str) -> str:
        """Returns a part of the documentation: ``Why``, ``Bad``, ``Good``, ``Fix``, ``Source``; empty where missing."""
        from textwrap import dedent

        found = re.search(rf"^{heading}:(.*(?:\n(?!\S).*)*)", self.documentation, re.MULTILINE)
        if not found:
            return ""
        first, _, rest = found[1].partition("\n")
        return f"{first.strip()}\n{dedent(rest)}".strip("\n")


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    scope: Scope,
    severity: Severity,
    fields: tuple[str, ...] = (),
    needs: tuple[str, ...] = (),
    fix: FixKind = "",
    selection: SelectionName = "default",
    options: Mapping[str, Any] | None = None,
    beyond_ascii: bool = False,
    languages: tuple[Language, ...] = (),
) -> Callable[[Callable[..., Iterator[Diagnostic]]], Callable[..., Iterator[Diagnostic]]]:
    """Registers a rule; its name is the function's.

    Raises: ``ValueError`` for a code or a name that is taken, for a rule about pages that names no languages, and for
    an info in the default selection: whatever is reported unasked is worth a failing run.

    What ``check`` is called with, by scope: ``source`` a ``Reading``; ``field`` a ``CheckedField``; ``entry`` a
    ``CheckedEntry``; ``bibliography`` a ``CheckedBibliography``; ``page`` a ``CheckedPage``; ``site`` a
    ``CheckedSite``. The findings of scope ``reading`` are made while entries are read; their function is documentation.
    """

    def register(check: Callable[..., Iterator[Diagnostic]]) -> Callable[..., Iterator[Diagnostic]]:
        name = check.__name__.replace("_", "-")
        if code in RULES or any(each.name == name for each in RULES.values()):
            raise ValueError(f"rule {code} {name} exists already")
        if (scope == "page") != bool(languages):
            raise ValueError(f"rule {code} {name} must say what pages it reads, where it reads pages")
        if (severity is Severity.INFO) != (selection != "default"):
            raise ValueError(f"rule {code} {name} must be an info, or in the default selection")
        settings = MappingProxyType(dict(options or {}))
        RULES[code] = Rule(
            code, name, severity, scope, check, fields, needs, fix, selection, settings, beyond_ascii, languages
        )
        return check

    return register
