"""Rules: pure generators with a code, a scope, a severity and a docstring that is their documentation."""

from __future__ import annotations

import re
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import Struct

from pubmanager.findings import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from pubmanager.findings import Fault

    Run = Callable[..., Iterator[Diagnostic]]

__all__ = ["Diagnostic"]  # rules import it with the decorator

Scope = Literal["reading", "source", "field", "entry", "bibliography", "page", "site", "comment"]
FixKind = Literal["safe", "unsafe", ""]
SelectionName = Literal["default", "tidy", "all"]
# The selections that rules are in, each with what it is for; `all` has the rules of the other two as well.
SELECTIONS: Final[dict[SelectionName, str]] = {
    "default": "problems that visitors see, or that break or mislead",
    "tidy": "clean-up that does not change the page",
    "all": "every rule, including matters of style on which people disagree",
}
# The selection with what the checks of pages find in text that `pubs adopt` or the owner has yet to replace.
HAND_WRITTEN: Final = "pages"
# What a page is written in: Markdown as Jekyll's kramdown reads it or as others do, or another kind of file.
Language = Literal["kramdown", "markdown", "html", "rst", "latex", "text", "code"]
MARKDOWN: Final[tuple[Language, ...]] = ("kramdown", "markdown")
MARKUP: Final[tuple[Language, ...]] = (*MARKDOWN, "html")
PROSE: Final[tuple[Language, ...]] = (*MARKUP, "rst", "latex", "text")


class Check(Struct, frozen=True):
    """What finds one kind of fault of a rule. A rule has several where one thought shows in several places.

    Shape: ``scope`` says what ``run`` is called with; ``fields`` are the names of the fields that a check of scope
    ``field`` looks at (none: all), and of which an entry must have one to be worth a look of a check of
    scope ``entry`` (none: any, unless ``is_about_types``: then entries without fields are worth a look too);
    ``needs`` are texts of which a value must contain one to be worth a look, without which a run takes an eighth
    longer; ``options`` are its own settings with their defaults,
    given to ``run`` by name; ``languages`` are those of the pages that a check of scope ``page`` reads;
    ``selection`` is the smallest one that has the check.
    """

    code: str
    severity: Severity
    scope: Scope
    run: Run
    fields: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    fix: FixKind = ""
    selection: SelectionName = "default"
    options: Mapping[str, Any] = {}
    languages: tuple[Language, ...] = ()
    is_about_types: bool = False

    @property
    def facts(self) -> str:
        """Its severity, selection and kind of fix, as the rule's page has them."""
        return f"{self.severity.word} · in selection `{self.selection}` · {self.fix or 'no'} fix"

    @property
    def case(self) -> str:
        """The first line of the docstring of ``run``, to follow an "if": what a further check of a rule is about."""
        line = (self.run.__doc__ or "").partition("\n")[0]
        return line[:1].lower() + line[1:].removesuffix(".")

    def is_about(self, names: Collection[str]) -> bool:
        """Whether the check looks at an entry that has fields of these names."""
        return any(name in names for name in self.fields) if self.fields else bool(names) or self.is_about_types


class Rule(Struct, frozen=True, dict=True):
    """One rule. Shape: ``checks`` has the one that the rule is documented by first."""

    code: str
    name: str
    docstring: str
    checks: tuple[Check, ...]

    @cached_property
    def documentation(self) -> str:
        """The docstring of the rule, without its indentation."""
        from inspect import cleandoc

        return cleandoc(self.docstring)

    @property
    def severity(self) -> Severity:
        """The severity of its gravest check."""
        return max(each.severity for each in self.checks)

    @property
    def selection(self) -> SelectionName:
        """The smallest selection that has one of its checks."""
        return min((each.selection for each in self.checks), key=tuple(SELECTIONS).index)

    @property
    def fix(self) -> FixKind:
        """Whether one of its checks has a fix, and whether all these fixes are safe."""
        kinds = {each.fix for each in self.checks}
        return "unsafe" if "unsafe" in kinds else "safe" if "safe" in kinds else ""

    @cached_property
    def options(self) -> Mapping[str, Any]:
        """The settings of all its checks, with their defaults."""
        return {name: content for check in self.checks for name, content in check.options.items()}

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.documentation.split("\n", 1)[0]

    @property
    def explanation(self) -> str:
        """The text of the rule's page, in Markdown with indented examples; ``pubs rules CODE`` prints it."""
        import json

        facts = self.checks[0].facts
        for each in self.checks[1:]:
            if each.facts != self.checks[0].facts:
                facts += f"\n\nIf {each.case}: {each.facts}"
        text = f"{self.code} {self.name}\n\n{facts}\n\n{self.documentation.replace('``', '`')}"
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
    languages: tuple[Language, ...] = (),
    is_about_types: bool = False,
    is_more: bool = False,
) -> Callable[[Run], Run]:
    """Registers a rule, whose name is the function's, or another check of it where ``is_more`` is true.

    Raises: ``ValueError`` for a code or a name that is taken, for a check of pages that names no languages, and for
    an info in the default selection: whatever is reported unasked is worth a failing run.

    What ``run`` is called with, by scope: ``source`` a ``Reading``; ``field`` a ``CheckedField``; ``entry`` a
    ``CheckedEntry``; ``bibliography`` a ``CheckedBibliography``; ``page`` a ``CheckedPage``; ``site`` a
    ``CheckedSite``; ``reading`` a ``Fault`` of this code, found by a reader (where the rule adds nothing to it,
    ``found_by_reading``); ``comment`` an ``Unused`` suppression.
    """

    def register(run: Run) -> Run:
        name = run.__name__.replace("_", "-")
        if (scope == "page") != bool(languages):
            raise ValueError(f"rule {code} {name} must say what pages it reads, where it reads pages")
        settings = MappingProxyType(dict(options or {}))
        check = Check(code, severity, scope, run, fields, needs, fix, selection, settings, languages, is_about_types)
        if is_more:
            known = RULES[code]
            _keep(Rule(code, known.name, known.docstring, (*known.checks, check)))
        else:
            _add(Rule(code, name, run.__doc__ or "", (check,)))
        return run

    return register


also = partial(rule, is_more=True)


def found_by_reading(
    code: str, name: str, documentation: str, *, severity: Severity, selection: SelectionName = "default"
) -> None:
    """Registers a rule whose findings readers make, and which has nothing to add to them."""
    _add(Rule(code, name, documentation, (Check(code, severity, "reading", as_read, selection=selection),)))


def as_read(fault: Fault) -> Iterator[Diagnostic]:
    """Yields what a reader found."""
    yield Diagnostic(fault.message, fault.source, fault.span, fault.key, fault.field)


def _add(new: Rule) -> None:
    if new.code in RULES or any(each.name == new.name for each in RULES.values()):
        raise ValueError(f"rule {new.code} {new.name} exists already")
    _keep(new)


def _keep(rule: Rule) -> None:
    if any((each.severity is Severity.INFO) != (each.selection != "default") for each in rule.checks):
        raise ValueError(f"rule {rule.code} {rule.name} must be an info, or in the default selection")
    RULES[rule.code] = rule
