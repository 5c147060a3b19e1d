"""Which rules report, how severely, and which fixes are wanted: ``[lint]`` of ``pubs.toml``, in ruff's manner."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.errors import PubsError, suggestion
from pubmanager.findings import Finding, Severity
from pubmanager.globs import NOT, is_named
from pubmanager.lint.aliases import FORMER, former_codes
from pubmanager.lint.rule import HAND_WRITTEN, SELECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pubmanager.config.schema import LintConfig
    from pubmanager.lint.rule import Check, Diagnostic, FixKind, Rule

SELECTED = (*SELECTIONS, HAND_WRITTEN)
_ALL = ("all", "ALL")  # the second is ruff's
_SEVERITIES = {severity.word: severity for severity in Severity}


class Active(Struct, frozen=True):
    """A check that is on, as the settings want it.

    Shape: ``run`` has the check's options filled in; ``fix`` is empty where its fixes are not wanted; ``ignored`` are
    the patterns of paths in which it is off; ``reads_old_pages`` says whether it looks at pages whose publications
    are still written by hand.
    """

    check: Check
    run: Callable[..., Iterator[Diagnostic]]
    severity: Severity
    fix: FixKind
    ignored: tuple[str, ...]
    reads_old_pages: bool

    def settled(self, found: Diagnostic, message: str = "") -> Finding | None:
        """Returns what was found as it is reported; ``None`` in a path where it is ignored."""
        if self.ignored and any(_is_path(found.source.path, pattern) for pattern in self.ignored):
            return None
        fix = replace(found.fix, safe=self.fix == "safe") if found.fix and self.fix else None
        return Finding(
            self.check.code,
            self.severity,
            message or found.message,
            found.source,
            found.span,
            found.key,
            found.field,
            fix,
            found.also,
            self.check.selection,
        )


class Selection(Struct, frozen=True):
    """The checks that are on. Shape: ``codes`` are those of their rules."""

    active: tuple[Active, ...]
    codes: frozenset[str]

    @classmethod
    def of(cls, rules: Mapping[str, Rule], config: LintConfig) -> Selection:
        """Settles what is on. Raises: ``PubsError`` for a code, a severity or an option that does not exist."""
        for key in ("select", "extend_select", "ignore", "fixable", "unfixable", "severity", "rules"):
            _check_codes(getattr(config, key), rules, key.replace("_", "-"))
        for pattern, codes in config.per_file_ignores.items():
            _check_codes(codes, rules, "per-file-ignores", pattern)
        for pattern, word in config.severity.items():
            _severity(word, pattern)
        options = {code: _options(rule, config.rules) for code, rule in rules.items()}
        on = [check for rule in rules.values() for check in rule.checks if _is_on(check, config)]
        active = tuple(_active(check, config, options[check.code]) for check in on)
        return cls(active, frozenset(check.code for check in on))


def _active(check: Check, config: LintConfig, options: Mapping[str, Any]) -> Active:
    own = {name: options[name] for name in check.options}
    run = partial(check.run, **own) if own else check.run
    patterns = [pattern for pattern in config.severity if _matches(check, pattern)]
    severity = _SEVERITIES[config.severity[max(patterns, key=_rank)]] if patterns else check.severity
    ignored = [path for path, codes in config.per_file_ignores.items() if any(_matches(check, each) for each in codes)]
    return Active(
        check,
        run,
        severity,
        check.fix if _is_fixable(check, config) else "",
        tuple(ignored),
        _reads_old_pages(check, config),
    )


def _reads_old_pages(check: Check, config: LintConfig) -> bool:
    """Whether somebody asked for the check, for all checks, or for those of such pages."""
    chosen = (*config.select, *config.extend_select)
    return any(each in (*_ALL, HAND_WRITTEN) for each in chosen) or _highest(check, chosen) >= _rank("A")


def _is_fixable(check: Check, config: LintConfig) -> bool:
    wanted = _highest(check, config.fixable) if config.fixable else 0
    return wanted > _highest(check, config.unfixable)


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
        if pattern not in FORMER and not any(
            _matches(check, pattern) for rule in rules.values() for check in rule.checks
        ):
            hint = suggestion(pattern, (*SELECTED, *rules)) or "see 'pubs rules'"
            raise PubsError(f"no rule has the code '{pattern}'", hint=hint, setting=("lint", *keys, pattern))


def _severity(word: str, pattern: str) -> Severity:
    if word not in _SEVERITIES:
        hint = f"one of: {', '.join(_SEVERITIES)}"
        raise PubsError(f"[lint.severity] cannot be '{word}'", hint=hint, setting=("lint", "severity", pattern))
    return _SEVERITIES[word]


def _options(rule: Rule, settings: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    given = dict(settings.get(rule.code, {}))
    for old in former_codes(rule.code):
        of_old = {name: each for name, each in settings.get(old, {}).items() if name in rule.options}
        given = {**of_old, **given}
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


def _is_on(check: Check, config: LintConfig) -> bool:
    """Decides by the most specific pattern that names the check, as ruff does."""
    chosen = _highest(check, (*config.select, *config.extend_select))
    if not config.select and chosen < 0 and check.selection == "default":
        chosen = 0
    return chosen > _highest(check, config.ignore)


def _highest(check: Check, patterns: Iterable[str]) -> int:
    return max((_rank(each) for each in patterns if _matches(check, each)), default=-1)


def _rank(pattern: str) -> int:
    """Returns how specific a pattern is: all rules, those of another selection, then codes by their length."""
    return 0 if pattern in _ALL else 1 if pattern in SELECTED else 1 + len(pattern)


def _matches(check: Check, pattern: str) -> bool:
    if pattern in FORMER:
        return check.code in FORMER[pattern]
    if pattern == HAND_WRITTEN:
        return check.scope == "page" and check.selection == "default"
    return pattern in _ALL or pattern == check.selection or (bool(pattern) and check.code.startswith(pattern))
