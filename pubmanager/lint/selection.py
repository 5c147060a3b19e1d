"""Which rules report, how severely, and which fixes are wanted: ``[lint]`` of ``pubs.toml``, in ruff's manner."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.errors import PubsError, suggestion
from pubmanager.findings import Severity
from pubmanager.globs import NOT, is_named
from pubmanager.lint.rule import SELECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pubmanager.config.schema import LintConfig
    from pubmanager.findings import Finding
    from pubmanager.lint.rule import Rule

_ALL = ("all", "ALL")  # the second is ruff's
_SEVERITIES = {severity.word: severity for severity in Severity}


class Selection(Struct, frozen=True):
    """The rules that are on.

    Shape: ``rules`` by code; ``severities`` those that the settings change; ``options`` by code, complete.
    """

    rules: Mapping[str, Rule]
    severities: Mapping[str, Severity]
    options: Mapping[str, Mapping[str, Any]]
    config: LintConfig

    @classmethod
    def of(cls, rules: Mapping[str, Rule], config: LintConfig) -> Selection:
        """Settles what is on. Raises: ``PubsError`` for a code, a severity or an option that does not exist."""
        for key in ("select", "extend_select", "ignore", "fixable", "unfixable", "severity", "rules"):
            _check_codes(getattr(config, key), rules, key.replace("_", "-"))
        for pattern, codes in config.per_file_ignores.items():
            _check_codes(codes, rules, "per-file-ignores", pattern)
        chosen = {code: rule for code, rule in rules.items() if _is_on(rule, config)}
        severities = {}
        for pattern, word in sorted(config.severity.items(), key=lambda item: _rank(item[0])):
            severity = _severity(word, pattern)
            severities.update({code: severity for code, rule in rules.items() if _matches(rule, pattern)})
        options = {code: _options(rule, config.rules.get(code, {})) for code, rule in rules.items()}
        return cls(chosen, severities, options, config)

    def settle(self, finding: Finding) -> Finding | None:
        """Returns a finding with the severity and the fix that the settings want; ``None`` for not at all."""
        rule = self.rules.get(finding.code)
        if rule is None or self._is_ignored(rule, finding.source.path):
            return None
        severity = self.severities.get(rule.code, rule.severity)
        fix = finding.fix
        if fix is not None:
            fix = replace(fix, safe=rule.fix == "safe") if rule.fix and self._is_fixable(rule) else None
        return replace(finding, severity=severity, fix=fix)

    def _is_ignored(self, rule: Rule, path: str) -> bool:
        return any(
            _is_path(path, pattern) and any(_matches(rule, code) for code in codes)
            for pattern, codes in self.config.per_file_ignores.items()
        )

    def _is_fixable(self, rule: Rule) -> bool:
        wanted = _highest(rule, self.config.fixable) if self.config.fixable else 0
        return wanted > _highest(rule, self.config.unfixable)


@lru_cache(maxsize=1 << 12)
def _is_path(path: str, pattern: str) -> bool:
    """Whether a pattern names a path or its end, by the rules of gitignore; ``!`` before it: all other paths."""
    if pattern.startswith(NOT):
        return not _is_path(path, pattern[1:])
    parts = path.split("/")
    tails = ("/".join(parts[start:]) for start in range(len(parts)))
    return any(is_named(tail, pattern) for tail in tails if tail)


def _check_codes(patterns: Iterable[str], rules: Mapping[str, Rule], *keys: str) -> None:
    for pattern in patterns:
        if not any(_matches(rule, pattern) for rule in rules.values()):
            hint = suggestion(pattern, (*SELECTIONS, *rules)) or "see 'pubs rules'"
            raise PubsError(f"no rule has the code '{pattern}'", hint=hint, setting=("lint", *keys, pattern))


def _severity(word: str, pattern: str) -> Severity:
    if word not in _SEVERITIES:
        hint = f"one of: {', '.join(_SEVERITIES)}"
        raise PubsError(f"[lint.severity] cannot be '{word}'", hint=hint, setting=("lint", "severity", pattern))
    return _SEVERITIES[word]


def _options(rule: Rule, given: Mapping[str, Any]) -> Mapping[str, Any]:
    for name, content in given.items():
        setting = ("lint", "rules", rule.code, name)
        if name not in rule.options:
            known = ", ".join(rule.options)
            hint = suggestion(name, rule.options) or (f"its options: {known}" if known else "it has none")
            raise PubsError(f"rule {rule.code} has no option '{name}'", hint=hint, setting=setting)
        wanted = rule.options[name]
        if isinstance(content, bool) != isinstance(wanted, bool) or not isinstance(content, type(_plain(wanted))):
            message = f"option '{name}' of rule {rule.code} must be like {wanted!r}, not {content!r}"
            raise PubsError(message, setting=setting)
    return {**rule.options, **{name: tuple(each) if isinstance(each, list) else each for name, each in given.items()}}


def _plain(content: Any) -> Any:
    """Returns a default as TOML would spell it."""
    return list(content) if isinstance(content, tuple) else content


def _is_on(rule: Rule, config: LintConfig) -> bool:
    """Decides by the most specific pattern that names the rule, as ruff does."""
    chosen = _highest(rule, (*config.select, *config.extend_select))
    if not config.select and chosen < 0 and rule.selection == "default":
        chosen = 0
    return chosen > _highest(rule, config.ignore)


def _highest(rule: Rule, patterns: Iterable[str]) -> int:
    return max((_rank(each) for each in patterns if _matches(rule, each)), default=-1)


def _rank(pattern: str) -> int:
    """Returns how specific a pattern is: all rules, those of another selection, then codes by their length."""
    return 0 if pattern in _ALL else 1 if pattern in SELECTIONS else 1 + len(pattern)


def _matches(rule: Rule, pattern: str) -> bool:
    return pattern in _ALL or pattern == rule.selection or (bool(pattern) and rule.code.startswith(pattern))
