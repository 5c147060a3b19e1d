"""Findings accepted once: a file lists them by citation key, rule and field, so that moving lines changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.errors import PubsError
from pubmanager.inputs import parse_json
from pubmanager.lint.aliases import former_codes, is_dropped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.findings import Finding

VERSION = 1
_PARTS = ("key", "rule", "field", "path")


class Accepted(Struct, frozen=True, order=True):
    """What is accepted. Shape: ``path`` (as seen from the baseline's folder) is there only where no entry is named."""

    key: str
    rule: str
    field: str = ""
    path: str = ""

    def __str__(self) -> str:
        where = ".".join(part for part in (self.key, self.field) if part) or self.path
        return f"{self.rule} {where}"


class Baseline(Struct, frozen=True):
    """How many findings of each kind are accepted. Shape: ``folder`` is where the file lies."""

    counts: dict[Accepted, int]
    folder: Path

    @classmethod
    def of(cls, findings: Iterable[Finding], folder: Path) -> Baseline:
        """Accepts findings."""
        return cls(dict(Counter(_accepted(finding, folder) for finding in findings)), folder)

    @classmethod
    def loads(cls, text: str, path: Path) -> Baseline:
        """Reads the text of a baseline. Raises: ``PubsError`` where it is none."""
        hint = "make one with 'pubs lint --write-baseline'"
        try:
            content = parse_json(text, str(path))
        except PubsError as error:
            raise PubsError(f"this is no baseline: {error.message}", place=error.place, hint=hint) from error
        try:
            rows = [
                (Accepted(**{name: _text(row.get(name, "")) for name in _PARTS}), row["count"])
                for row in content["accepted"]
            ]
            is_read = content["version"] == VERSION and all(type(count) is int for _, count in rows)
        except (KeyError, TypeError, AttributeError):
            is_read = False
        if not is_read:
            raise PubsError("this is no baseline", place=str(path), hint=hint)
        return cls(dict(rows), path.parent)

    def dumps(self) -> str:
        """Returns the text of the file: one accepted kind a line, sorted, so that a difference is easy to read."""
        rows = [json.dumps(_row(each, count), ensure_ascii=False) for each, count in sorted(self.counts.items())]
        lines = ",".join(f"\n    {row}" for row in rows)
        end = "\n  " if rows else ""
        return f'{{\n  "version": {VERSION},\n  "accepted": [{lines}{end}]\n}}\n'

    def apply(self, findings: Iterable[Finding]) -> tuple[list[Finding], dict[Accepted, int]]:
        """Returns the findings that are new, and what the baseline accepts and is not there any more.

        Rows of an old code accept what the rule that it is merged into finds; those of a dropped one are left out.
        """
        left = dict(self.counts)
        new = []
        for finding in findings:
            now = _accepted(finding, self.folder)
            kinds = [now, *(replace(now, rule=old) for old in former_codes(now.rule))]
            kind = next((each for each in kinds if left.get(each, 0) > 0), None)
            if kind:
                left[kind] -= 1
            else:
                new.append(finding)
        gone = {kind: count for kind, count in sorted(left.items()) if count > 0 and not is_dropped(kind.rule)}
        return new, gone


def _accepted(finding: Finding, folder: Path) -> Accepted:
    if finding.key:
        return Accepted(finding.key, finding.code, finding.field)
    return Accepted("", finding.code, finding.field, Path(relpath(finding.source.path, folder)).as_posix())


def _row(kind: Accepted, count: int) -> dict[str, Any]:
    parts = {name: getattr(kind, name) for name in _PARTS}
    return {**{name: part for name, part in parts.items() if part}, "count": count}


def _text(part: object) -> str:
    if not isinstance(part, str):
        raise TypeError(part)
    return part
