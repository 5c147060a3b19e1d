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
    from collections.abc import Callable, Iterable, Iterator, Sequence

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

    def finding(self, found: Diagnostic) -> Finding:
        code, severity = self.rule.code, self.rule.severity
        return Finding(code, severity, found.message, found.source, found.span, found.key, found.field, found.fix)


def _by_field(rules: Sequence[_Ready]) -> dict[str, tuple[tuple[_Ready, tuple[str, ...]], ...]]:
    """Sorts rules by the fields they look at, each with what it needs; those that look at all are below ``""``."""
    names = {"", *(name for ready in rules for name in ready.rule.fields)}
    found: dict[str, list[tuple[_Ready, tuple[str, ...]]]] = {name: [] for name in names}
    for ready in rules:
        for name in set(ready.rule.fields) or names:
            found[name].append((ready, ready.rule.needs))
    return {name: tuple(of_field) for name, of_field in found.items()}


class Linter:
    """The rules that some settings switch on. Raises: ``PubsError`` for settings that make no sense."""

    def __init__(self, config: LintConfig) -> None:
        self._selection = Selection.of(all_rules(), config)
        self._by_scope: dict[Scope, list[_Ready]] = {}
        of_fields: list[_Ready] = []
        for rule in self._selection.rules.values():
            options = self._selection.options[rule.code]
            ready = _Ready(rule, partial(rule.check, **options) if options else rule.check)
            of_scope = of_fields if rule.scope == "field" else self._by_scope.setdefault(rule.scope, [])
            of_scope.append(ready)
        of_ascii = [ready for ready in of_fields if not ready.rule.beyond_ascii]
        self._by_ascii = (_by_field(of_fields), _by_field(of_ascii))

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
                for found in ready.check(entry):
                    yield ready.finding(found)
            yield from self._about_fields(entry)
        yield from self._run("bibliography", checked)

    def _about_fields(self, entry: CheckedEntry) -> Iterator[Finding]:
        for field in entry.fields:
            raw = field.field.raw
            by_name = self._by_ascii[raw.isascii()]
            for ready, needs in by_name.get(field.field.name, by_name[""]):
                for each in needs:  # any() would take twice as long, and this runs for every value
                    if each in raw:
                        break
                else:
                    if needs:
                        continue
                for found in ready.check(field):
                    yield ready.finding(found)

    def _run(self, scope: Scope, subject: Any) -> Iterator[Finding]:
        for ready in self._by_scope.get(scope, ()):
            yield from map(ready.finding, ready.check(subject))
