"""Runs the rules and chooses what to report."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pubmanager.errors import PubsError, suggestion
from pubmanager.findings import in_order
from pubmanager.lint.rule import RULES, Checked, Rule
from pubmanager.lint.rules import MODULES
from pubmanager.lint.spine import SPINE_CODES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.config.schema import LintConfig
    from pubmanager.findings import Finding


def all_rules() -> dict[str, Rule]:
    """Returns every rule by code."""
    for module in MODULES:
        import_module(module)
    return RULES


def run_rules(checked: Checked, config: LintConfig) -> list[Finding]:
    """Runs the rules that are asked for. Raises: ``PubsError`` for a code that no rule has."""
    rules = all_rules()
    known = rules.keys() | SPINE_CODES.keys()
    for pattern in (*config.select, *config.extend_select, *config.ignore):
        if pattern != "ALL" and not any(code.startswith(pattern) for code in known):
            raise PubsError(f"no rule has the code '{pattern}'", hint=suggestion(pattern, known))
    return [
        finding for code, rule in sorted(rules.items()) if _is_on(code, rule, config) for finding in rule.check(checked)
    ]


def choose(findings: Iterable[Finding], config: LintConfig) -> list[Finding]:
    """Keeps the findings that are asked for, in order of file and place."""
    rules = all_rules()
    return in_order(finding for finding in findings if _is_on(finding.code, rules.get(finding.code), config))


def _is_on(code: str, rule: Rule | None, config: LintConfig) -> bool:
    """Decides by the longest pattern that names the code, as ruff does."""

    def length(patterns: Iterable[str]) -> int:
        return max(
            (0 if each == "ALL" else len(each) for each in patterns if each == "ALL" or code.startswith(each)),
            default=-1,
        )

    is_default = rule is None or rule.is_default
    chosen = length((*config.select, *config.extend_select))
    if not config.select and chosen < 0 and is_default:
        chosen = 0
    return chosen > length(config.ignore) or (chosen >= 0 and length(config.ignore) < 0)
