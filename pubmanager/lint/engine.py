"""Runs the rules: one pass over the entries, rules sorted beforehand by the fields they look at."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.findings import in_order
from pubmanager.lint.rule import HAND_WRITTEN, RULES
from pubmanager.lint.rules import MODULES
from pubmanager.lint.selection import Active, Selection
from pubmanager.lint.suppress import suppressed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pubmanager.config.schema import LintConfig
    from pubmanager.findings import Fault, Finding
    from pubmanager.lint.pages import CheckedPage, CheckedSite
    from pubmanager.lint.rule import Diagnostic, Rule, Scope
    from pubmanager.lint.subjects import CheckedBibliography, CheckedEntry
    from pubmanager.source import Source


# Findings of one rule in one field, entry or page: nobody reads more, and each takes 0.1 ms until it is printed.
MOST = 1000
# And of one rule in one file: far more than real files have, so that no baseline and no `--fix` depends on it.
MOST_IN_FILE = 10_000


def all_rules() -> dict[str, Rule]:
    """Returns every rule by code, sorted."""
    for module in MODULES:
        import_module(module)
    return dict(sorted(RULES.items()))


class _OfField(Struct, frozen=True):
    """The rules that look at a field: always, or where its value has a text they need (those of a rule together)."""

    always: tuple[Active, ...]
    needs: tuple[tuple[str, Active], ...]

    @classmethod
    def of(cls, rules: Sequence[Active]) -> _OfField:
        always = tuple(each for each in rules if not each.check.needs)
        return cls(always, tuple((need, each) for each in rules for need in each.check.needs))


class _Plan(Struct, frozen=True):
    """The rules for entries that have fields of certain names, and for each of these fields.

    Files have many entries and few such sets.
    """

    of_entry: tuple[Active, ...]
    of_fields: tuple[_OfField, ...]


_MOST_PLANS = 1 << 12


class _Planner:
    """Sorts rules by the fields they look at, once for each set of names."""

    def __init__(self, of_entry: Sequence[Active], of_fields: Sequence[Active]) -> None:
        self._of_entry = of_entry
        self._of_fields = of_fields
        self._plans: dict[tuple[tuple[str, ...], tuple[str, ...]], _Plan] = {}
        self._by_name: dict[str, _OfField] = {}
        self._named = frozenset(name for each in of_fields for name in each.check.fields)

    def plan(self, entry: CheckedEntry) -> _Plan:
        own, known = entry.names, tuple(entry.resolved.fields)
        plan = self._plans.get((own, known))
        if plan is None:
            if len(self._plans) > _MOST_PLANS:  # a file in which no two entries are alike
                self._plans.clear()
            names = {*own, *known}
            of_entry = tuple(each for each in self._of_entry if each.check.is_about(names))
            plan = self._plans[own, known] = _Plan(of_entry, tuple(map(self._about, own)))
        return plan

    def _about(self, name: str) -> _OfField:
        name = name if name in self._named else ""  # all others have the same rules
        if name not in self._by_name:
            rules = [each for each in self._of_fields if not each.check.fields or name in each.check.fields]
            self._by_name[name] = _OfField.of(rules)
        return self._by_name[name]


class Linter:
    """The rules that some settings switch on. Raises: ``PubsError`` for settings that make no sense."""

    def __init__(self, config: LintConfig) -> None:
        selection = Selection.of(all_rules(), config)
        self._codes = selection.codes
        self._by_scope: dict[Scope, list[Active]] = {}
        for active in selection.active:
            self._by_scope.setdefault(active.check.scope, []).append(active)
        self._of_reading = {each.check.code: each for each in self._by_scope.get("reading", ())}
        self._planner = _Planner(self._by_scope.get("entry", ()), self._by_scope.get("field", ()))

    def has(self, *codes: str) -> bool:
        """Whether one of these rules is on."""
        return not self._codes.isdisjoint(codes)

    def lint(self, checked: CheckedBibliography, faults: Iterable[Fault]) -> list[Finding]:
        """Checks a bibliography; ``faults`` are those found while it was read."""
        bound = _Bound()
        found = chain(self._of_reader(faults), self._about(checked, bound))
        return self._left(bound.first(found), [reading.source for reading in checked.readings])

    def lint_site(self, site: CheckedSite, faults: Iterable[Fault]) -> list[Finding]:
        """Checks a bibliography, the pages made from it and the site around them."""
        bound = _Bound()
        found = chain(
            self._of_reader(faults),
            self._about(site.bibliography, bound),
            chain.from_iterable(map(self._about_page, site.pages)),
            self._run("site", site),
        )
        sources = [reading.source for reading in site.bibliography.readings]
        return self._left(bound.first(found), [*sources, *(page.source for page in site.pages)])

    def _of_reader(self, faults: Iterable[Fault]) -> Iterator[Finding]:
        for fault in faults:
            if active := self._of_reading.get(fault.code):
                yield from _found(active, fault)

    def _left(self, found: Iterable[Finding], sources: Iterable[Source]) -> list[Finding]:
        """Leaves out what comments suppress, and adds the comments that suppress nothing."""
        left, unused = suppressed(list(found), sources, self._codes, all_rules())
        return in_order([*left, *(found for each in unused for found in self._run("comment", each))])

    def _about(self, checked: CheckedBibliography, bound: _Bound) -> Iterator[Finding]:
        for reading in checked.readings:
            yield from self._run("source", reading)
        for entry in checked.entries:
            plan, full = self._planner.plan(entry), bound.full.get(entry.source.path, ())
            _ = entry.fields  # made at once, which costs less than one by one as rules ask for them
            for active in plan.of_entry:
                if active.check.code not in full:
                    yield from _found(active, entry)
            yield from _about_fields(entry, plan, full)
        yield from self._run("bibliography", checked)

    def _about_page(self, page: CheckedPage) -> Iterator[Finding]:
        """Runs the rules that read the language of a page: no rule about Markdown looks at HTML.

        Publications that are still written by hand are going to be replaced, so few owners want to mend them.
        """
        is_old = page.is_hand_written
        for active in self._by_scope.get("page", ()):
            if page.language not in active.check.languages or (is_old and not active.reads_old_pages):
                continue
            for found in _found(active, page):
                yield replace(found, selection=HAND_WRITTEN) if is_old else found

    def _run(self, scope: Scope, subject: Any) -> Iterator[Finding]:
        for active in self._by_scope.get(scope, ()):
            yield from filter(None, map(active.settled, active.run(subject)))


class _Bound:
    """Counts findings. Shape: ``full`` has the codes of the rules that found enough in a file, by its path."""

    def __init__(self) -> None:
        self.full: dict[str, set[str]] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def first(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """Yields the findings but for those of one rule in one file that nobody would read; the last one says so."""
        for each in found:
            kind = each.code, each.source.path
            self._counts[kind] += 1
            if self._counts[kind] < MOST_IN_FILE:
                yield each
            elif self._counts[kind] == MOST_IN_FILE:
                self.full.setdefault(each.source.path, set()).add(each.code)
                yield replace(each, message="and more of these in this file, which are not reported")


def _found(active: Active, subject: Any) -> Iterable[Finding]:
    """Returns what a check finds in one field, entry or page: nothing, nearly always."""
    made = active.run(subject)
    first = next(made, None)
    return () if first is None else _settled(active, chain((first,), made))


def _settled(active: Active, made: Iterable[Diagnostic]) -> Iterator[Finding]:
    for number, found in enumerate(made, 1):
        message = "and more of these here, which are not reported" if number == MOST else ""
        if settled := active.settled(found, message):
            yield settled
        if number == MOST:
            break


def _about_fields(entry: CheckedEntry, plan: _Plan, full: Collection[str]) -> Iterator[Finding]:
    for field, rules in zip(entry.fields, plan.of_fields, strict=True):
        for active in rules.always:
            if active.check.code not in full:
                yield from _found(active, field)
        raw, last = field.raw, None
        for need, active in rules.needs:
            if need in raw and active is not last and active.check.code not in full:
                last = active
                yield from _found(active, field)
