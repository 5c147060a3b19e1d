"""Runs the rules: one pass over the entries, rules sorted beforehand by the fields they look at."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pubmanager.findings import Finding, in_order
from pubmanager.lint.rule import RULES, Rule
from pubmanager.lint.rules import MODULES
from pubmanager.lint.selection import Selection
from pubmanager.lint.suppress import suppressed
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pubmanager.config.schema import LintConfig
    from pubmanager.lint.pages import CheckedPage, CheckedSite
    from pubmanager.lint.rule import Diagnostic, Scope
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry
    from pubmanager.source import Source


# Findings of one rule in one field, entry or page: nobody reads more, and each takes 0.1 ms until it is printed.
MOST = 1000


def all_rules() -> dict[str, Rule]:
    """Returns every rule by code, sorted."""
    for module in MODULES:
        import_module(module)
    return dict(sorted(RULES.items()))


class _Ready(Struct, frozen=True):
    """A rule with its options filled in."""

    rule: Rule
    check: Callable[[Any], Iterator[Diagnostic]]

    def finding(self, found: Diagnostic, number: int = 0) -> Finding:
        """Makes a finding; ``number`` is how many the rule has made in this field, entry or page, this one included."""
        code, severity = self.rule.code, self.rule.severity
        message = found.message if number < MOST else "and more of these here, which are not reported"
        return Finding(code, severity, message, found.source, found.span, found.key, found.field, found.fix, found.also)


class _OfField(Struct, frozen=True):
    """The rules that look at a field.

    Shape: ``always`` look at every value; ``needs`` are texts with the rule that looks at a value that has one of them,
    those of a rule together; ``plain`` are the ones that a value without a sign of LaTeX, markup or addresses may have.
    """

    always: tuple[_Ready, ...]
    plain: tuple[tuple[str, _Ready], ...]
    needs: tuple[tuple[str, _Ready], ...]

    @classmethod
    def of(cls, rules: Iterable[_Ready], *, is_ascii: bool) -> _OfField:
        wanted = [each for each in rules if not (is_ascii and each.rule.beyond_ascii)]
        needs = [(need, each) for each in wanted for need in each.rule.needs if need.isascii() or not is_ascii]
        always = tuple(each for each in wanted if not each.rule.needs)
        return cls(always, tuple(each for each in needs if not _SIGN.search(each[0])), tuple(needs))


_SIGN = regex("[&\\\\#%$<*^+(_\"'`~:]")


class _Plan(Struct, frozen=True):
    """The rules for entries that have fields of certain names; files have many entries and few such sets.

    Shape: ``of_fields`` has for each of the entry's own fields the rules for any value, and those for one of ASCII.
    """

    of_entry: tuple[_Ready, ...]
    of_fields: tuple[tuple[_OfField, _OfField], ...]


_MOST_PLANS = 1 << 12


class _Planner:
    """Sorts rules by the fields they look at, once for each set of names."""

    def __init__(self, of_entry: Sequence[_Ready], of_fields: Sequence[_Ready]) -> None:
        self._of_entry = of_entry
        self._of_fields = of_fields
        self._plans: dict[tuple[tuple[str, ...], tuple[str, ...]], _Plan] = {}
        self._by_name: dict[str, tuple[_OfField, _OfField]] = {}
        self._named = frozenset(name for each in of_fields for name in each.rule.fields)

    def plan(self, entry: CheckedEntry) -> _Plan:
        own, known = entry.names, tuple(entry.resolved.fields)
        plan = self._plans.get((own, known))
        if plan is None:
            if len(self._plans) > _MOST_PLANS:  # a file in which no two entries are alike
                self._plans.clear()
            names = {*own, *known}
            of_entry = tuple(ready for ready in self._of_entry if ready.rule.is_about(names))
            plan = self._plans[own, known] = _Plan(of_entry, tuple(map(self._about, own)))
        return plan

    def _about(self, name: str) -> tuple[_OfField, _OfField]:
        name = name if name in self._named else ""  # all others have the same rules
        if name not in self._by_name:
            rules = [each for each in self._of_fields if not each.rule.fields or name in each.rule.fields]
            self._by_name[name] = _OfField.of(rules, is_ascii=False), _OfField.of(rules, is_ascii=True)
        return self._by_name[name]


class Linter:
    """The rules that some settings switch on. Raises: ``PubsError`` for settings that make no sense."""

    def __init__(self, config: LintConfig) -> None:
        self._selection = Selection.of(all_rules(), config)
        self._by_scope: dict[Scope, list[_Ready]] = {}
        for rule in self._selection.rules.values():
            options = self._selection.options[rule.code]
            ready = _Ready(rule, partial(rule.check, **options) if options else rule.check)
            self._by_scope.setdefault(rule.scope, []).append(ready)
        self._planner = _Planner(self._by_scope.get("entry", ()), self._by_scope.get("field", ()))

    def has(self, *codes: str) -> bool:
        """Whether one of these rules is on."""
        return any(code in self._selection.rules for code in codes)

    def lint(self, checked: CheckedBibliography, made: Iterable[Finding]) -> list[Finding]:
        """Checks a bibliography; ``made`` are the findings made while it was read."""
        return self._settled([*made, *self._about(checked)], [reading.source for reading in checked.readings])

    def lint_site(self, site: CheckedSite, made: Iterable[Finding]) -> list[Finding]:
        """Checks a bibliography, the pages made from it and the site around them."""
        found = [*made, *self._about(site.bibliography)]
        for page in site.pages:
            found += self._about_page(page)
        found += self._run("site", site)
        sources = [reading.source for reading in site.bibliography.readings]
        return self._settled(found, [*sources, *(page.source for page in site.pages)])

    def _settled(self, found: Iterable[Finding], sources: Iterable[Source]) -> list[Finding]:
        settle = self._selection.settle
        kept = [settled for each in found if (settled := settle(each))]
        left, unused = suppressed(kept, sources, self._selection.rules, all_rules())
        return in_order([*left, *(settled for each in unused if (settled := settle(each)))])

    def _about(self, checked: CheckedBibliography) -> Iterator[Finding]:
        for reading in checked.readings:
            yield from self._run("source", reading)
        for entry in checked.entries:
            plan = self._planner.plan(entry)
            _ = entry.fields  # made at once, which costs less than one by one as rules ask for them
            for ready in plan.of_entry:
                for number, found in enumerate(ready.check(entry), 1):
                    yield ready.finding(found, number)
                    if number == MOST:
                        break
            yield from _about_fields(entry, plan)
        yield from self._run("bibliography", checked)

    def _about_page(self, page: CheckedPage) -> Iterator[Finding]:
        """Runs the rules that read the language of a page: no rule about Markdown looks at HTML."""
        for ready in self._by_scope.get("page", ()):
            if page.language in ready.rule.languages:
                yield from map(ready.finding, islice(ready.check(page), MOST), count(1))

    def _run(self, scope: Scope, subject: Any) -> Iterator[Finding]:
        for ready in self._by_scope.get(scope, ()):
            yield from map(ready.finding, ready.check(subject))


def _about_fields(entry: CheckedEntry, plan: _Plan) -> Iterator[Finding]:
    for field, (of_any, of_ascii) in zip(entry.fields, plan.of_fields, strict=True):
        raw = field.raw
        rules = of_ascii if raw.isascii() else of_any
        for ready in rules.always:
            for number, found in enumerate(ready.check(field), 1):
                yield ready.finding(found, number)
                if number == MOST:
                    break
        last = None
        for need, ready in rules.needs if _SIGN.search(raw) else rules.plain:
            if need in raw and ready is not last:
                last = ready
                for number, found in enumerate(ready.check(field), 1):
                    yield ready.finding(found, number)
                    if number == MOST:
                        break
