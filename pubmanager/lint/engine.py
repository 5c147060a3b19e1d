"""Runs the rules: one pass over the entries, rules sorted beforehand by the fields they look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pubmanager.findings import Finding, in_order
from pubmanager.lint.rule import RULES, Rule
from pubmanager.lint.rules import MODULES
from pubmanager.lint.selection import Selection
from pubmanager.lint.suppress import suppressed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pubmanager.config.schema import LintConfig
    from pubmanager.lint.pages import CheckedSite
    from pubmanager.lint.rule import Diagnostic, Scope
    from pubmanager.lint.subjects import Checked, CheckedEntry
    from pubmanager.source import Source


def all_rules() -> dict[str, Rule]:
    """Returns every rule by code, sorted."""
    for module in MODULES:
        import_module(module)
    return dict(sorted(RULES.items()))


@dataclass(frozen=True, slots=True)
class _Ready:
    """A rule with its options filled in."""

    rule: Rule
    check: Callable[[Any], Iterator[Diagnostic]]

    def run(self, subject: Any) -> Iterator[Finding]:
        code, severity = self.rule.code, self.rule.severity
        for found in self.check(subject):
            yield Finding(code, severity, found.message, found.source, found.span, found.key, found.field, found.fix)


class Linter:
    """The rules that some settings switch on. Raises: ``PubsError`` for settings that make no sense."""

    def __init__(self, config: LintConfig) -> None:
        self._selection = Selection.of(all_rules(), config)
        self._by_scope: dict[Scope, list[_Ready]] = {}
        self._by_field: dict[str, list[_Ready]] = {}
        self._any_field: list[_Ready] = []
        for rule in self._selection.rules.values():
            ready = _Ready(rule, partial(rule.check, **self._selection.options[rule.code]))
            if rule.scope != "field":
                self._by_scope.setdefault(rule.scope, []).append(ready)
            elif not rule.fields:
                self._any_field.append(ready)
            for name in rule.fields:
                self._by_field.setdefault(name, []).append(ready)

    def has(self, *codes: str) -> bool:
        """Whether one of these rules is on."""
        return any(code in self._selection.rules for code in codes)

    def lint(self, checked: Checked, made: Iterable[Finding]) -> list[Finding]:
        """Checks a bibliography; ``made`` are the findings made while it was read."""
        return self._settled([*made, *self._about(checked)], [reading.source for reading in checked.readings])

    def lint_site(self, site: CheckedSite, made: Iterable[Finding]) -> list[Finding]:
        """Checks a bibliography, the pages made from it and the site around them."""
        found = [*made, *self._about(site.bibliography)]
        for page in site.pages:
            found += self._run("page", page)
        found += self._run("site", site)
        sources = [reading.source for reading in site.bibliography.readings]
        return self._settled(found, [*sources, *(page.source for page in site.pages)])

    def _settled(self, found: Iterable[Finding], sources: Iterable[Source]) -> list[Finding]:
        settle = self._selection.settle
        kept = [settled for each in found if (settled := settle(each))]
        left, unused = suppressed(kept, sources, self._selection.rules)
        return in_order([*left, *(settled for each in unused if (settled := settle(each)))])

    def _about(self, checked: Checked) -> Iterator[Finding]:
        for reading in checked.readings:
            yield from self._run("source", reading)
        entry_rules = self._by_scope.get("entry", [])
        for entry in checked.entries:
            for ready in entry_rules:
                yield from ready.run(entry)
            yield from self._about_fields(entry)
        yield from self._run("bibliography", checked)

    def _about_fields(self, entry: CheckedEntry) -> Iterator[Finding]:
        by_field, any_field = self._by_field, self._any_field
        for field in entry.fields:
            raw = field.field.raw
            for ready in (*by_field.get(field.name, ()), *any_field):
                needs = ready.rule.needs
                if not needs or any(each in raw for each in needs):
                    yield from ready.run(field)

    def _run(self, scope: Scope, subject: Any) -> Iterator[Finding]:
        for ready in self._by_scope.get(scope, ()):
            yield from ready.run(subject)
