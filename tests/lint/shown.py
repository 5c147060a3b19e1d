"""What all safe fixes at once change of what is shown, publication by publication, and which rules mean to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pubmanager import Bibliography
from pubmanager.config.schema import Config, LintConfig
from pubmanager.lint.engine import all_rules
from pubmanager.lint.fixing import fix

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pubmanager.findings import Finding
    from pubmanager.lint.fixing import Fixed
    from pubmanager.source import Source

SAFE = tuple(code for code, rule in all_rules().items() if rule.fix == "safe")
# The rules whose purpose is to change what readers see, and what they see then.
PURPOSES = {
    "A006": "blanks between initials",
    "E003": "two letters instead of one sign for both",
    "I005": "arXiv's own address instead of another that leads there",
    "I006": "the newest version instead of one",
    "N004": "the last page in full",
    "T004": "no full stop behind a title",
    "T015": "a badge where there was none",
    "T021": "an abstract without a heading, a copyright line or tags",
    "T022": "a note that begins with a capital",
    "T023": "a dash, quotation marks or blanks as they are printed",
    "U013": "a link without what follows readers",
}
EVERYTHING = ("badges", "title", "authors", "venue", "note", "summary", "abstract", "links")
THEMES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("citation-list", "markdown", {}),
    ("paper-box", "html", {}),
    ("plain", "text", {}),
    ("venue-list", "html", {}),
    ("cards", "html", {"rows": EVERYTHING}),
)


@dataclass(frozen=True)
class Change:
    """A publication that is shown otherwise. Shape: ``codes`` are the rules that mean to, and have mended its entry."""

    key: str
    codes: tuple[str, ...]


def fixed(path: Path, *codes: str) -> tuple[Bibliography, Bibliography, Fixed]:
    """Returns a bibliography before and after the safe fixes of some rules, and what was done."""
    config = Config(lint=LintConfig(select=codes))

    def load(sources: Mapping[str, Source]) -> Bibliography:
        return Bibliography.from_sources(list(sources.values()), config=config)

    def lint(sources: Mapping[str, Source]) -> list[Finding]:
        return load(sources).lint()

    before = Bibliography.load(path, config=config)
    done = fix({each.source.path: each.source for each in before.readings}, lint)
    assert fix(done.sources, lint).sources == done.sources
    return before, load(done.sources), done


def changes(before: Bibliography, after: Bibliography, done: Fixed) -> list[Change]:
    """Returns the publications that are shown otherwise after fixing."""
    if shown(before) == shown(after):
        return []
    codes: dict[str, set[str]] = {}
    for finding in done.applied:
        codes.setdefault(finding.key, set()).add(finding.code)
    pairs = zip(before.publications, after.publications, strict=True)
    return [
        Change(old.key, tuple(sorted(codes.get(old.key, set()) & set(PURPOSES))))
        for old, new in pairs
        if shown(replace(before, publications=(old,))) != shown(replace(after, publications=(new,)))
    ]


def shown(bibliography: Bibliography) -> list[str]:
    """Returns what every theme makes of a bibliography."""
    return [bibliography.render(theme, format=format, **options) for theme, format, options in THEMES]
