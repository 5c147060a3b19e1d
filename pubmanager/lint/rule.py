"""Rules: pure generators with a code, a severity and a docstring that is their documentation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pubmanager.bibtex.entry import Reading, ResolvedEntry
    from pubmanager.findings import Finding, Severity
    from pubmanager.model.publication import Publication


@dataclass(frozen=True, slots=True)
class Checked:
    """What rules look at: everything understood of a bibliography.

    Shape: all in file order; ``publications`` include hidden ones.
    """

    readings: tuple[Reading, ...]
    entries: tuple[ResolvedEntry, ...]
    publications: tuple[Publication, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Shape: ``check`` yields findings of this code and severity only."""

    code: str
    name: str
    severity: Severity
    check: Callable[[Checked], Iterator[Finding]]
    is_default: bool = True

    @property
    def documentation(self) -> str:
        """The docstring of the rule."""
        from inspect import cleandoc

        return cleandoc(self.check.__doc__ or "")


RULES: dict[str, Rule] = {}


def rule(
    code: str, *, severity: Severity, is_default: bool = True
) -> Callable[[Callable[[Checked], Iterator[Finding]]], Callable[[Checked], Iterator[Finding]]]:
    """Registers a rule; its name is the function's. Raises: ``ValueError`` for a code or a name that is taken."""

    def register(check: Callable[[Checked], Iterator[Finding]]) -> Callable[[Checked], Iterator[Finding]]:
        name = check.__name__.replace("_", "-")
        if code in RULES or any(each.name == name for each in RULES.values()):
            raise ValueError(f"rule {code} {name} exists already")
        RULES[code] = Rule(code, name, severity, check, is_default)
        return check

    return register
