"""What is reported: findings with what the formats must know about files and rules, safe for a terminal."""

from __future__ import annotations

import unicodedata
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.findings import Severity, in_order
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pubmanager.findings import Finding
    from pubmanager.lint.rule import Rule
    from pubmanager.source import Position, Source


class Report(Struct, frozen=True):
    """Findings to report.

    Shape: ``findings`` in order of file and place; ``checked`` the paths of all files looked at, also of those without
    a finding; ``fail_on`` the severity from which a finding fails the run; ``base`` the folder that the reader of the
    report knows paths from (the repository), where that is another than the working folder.
    """

    findings: tuple[Finding, ...]
    rules: Mapping[str, Rule] = {}
    checked: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    base: Path | None = None

    def path(self, source: Source) -> str:
        """Returns a file's path as the reader of the report knows it."""
        return self.known_path(source.path)

    def known_path(self, path: str) -> str:
        """Returns a path as seen from ``base``, where it is below."""
        absolute = Path(path).absolute()
        if self.base is None or not absolute.is_relative_to(self.base):
            return path
        return absolute.relative_to(self.base).as_posix()

    def name(self, code: str) -> str:
        """Returns the name of a rule; empty for a code that only reading knows."""
        return self.rules[code].name if code in self.rules else ""

    def summary(self, code: str) -> str:
        """Returns the first line of a rule's documentation."""
        return self.rules[code].summary if code in self.rules else ""

    def by_file(self) -> dict[str, list[Finding]]:
        """Groups the findings by path; files without findings come too, all in order of path."""
        groups: dict[str, list[Finding]] = {path: [] for path in sorted(self.checked)}
        for finding in self.findings:
            groups.setdefault(finding.source.path, []).append(finding)
        return groups


def ends(finding: Finding) -> tuple[Position, Position]:
    """Returns where a finding starts and where it ends (behind its last character)."""
    source, span = finding.source, finding.span
    return source.position(span.start), source.position(max(span.start, span.end))


def fingerprints(findings: Iterable[Finding]) -> Iterator[str]:
    """Yields for each finding a name that stays when lines move: made of file, rule, entry, field and offending text.

    Shape: no two are the same; equal findings are counted.
    """
    seen: dict[str, int] = {}
    for finding in findings:
        text = " ".join(finding.source[finding.span].split())
        parts = "\0".join((finding.source.path, finding.code, finding.key, finding.field, text))
        count = seen[parts] = seen.get(parts, 0) + 1
        yield sha256(f"{parts}\0{count}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


MOST = 10  # findings of one kind in a file; more are how the file is written
_QUOTED = regex(r"'[^']*'|\d+")


def summed_up(findings: Iterable[Finding]) -> list[Finding]:
    """Returns findings as people read them: of those of one kind the first alone, where a file has more than ten.

    Shape: a kind is a rule, a field and a message up to its first comma, without what it quotes; the first says how
    many it stands for.
    """
    kinds: dict[tuple[str, str, str, str], list[Finding]] = {}
    for each in findings:
        kind = each.code, each.source.path, each.field, _QUOTED.sub("", each.message).partition(",")[0]
        kinds.setdefault(kind, []).append(each)
    shown = []
    for alike in kinds.values():
        if len(alike) <= MOST:
            shown += alike
        else:
            more = f"{len(alike) - 1} more like it in this file (--select {alike[0].code})"
            shown.append(replace(alike[0], message=f"{alike[0].message}; {more}"))
    return in_order(shown)


_JOINERS = "\u200c\u200d"  # parts of Persian words and of emoji


def visible(text: str) -> str:
    """Replaces every character that would steer the reader's terminal by one that shows.

    >>> visible("red: \\x1b[31m, a\\ttab")
    'red: ␛[31m, a tab'
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == "\t":
        return " "
    if ord(character) < 0x20:
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    is_steering = unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs") and character not in _JOINERS
    return "\ufffd" if is_steering else character


@cache
def rule_page(code: str) -> str:
    """Returns the web address of a rule's page, where the package says where its documentation is, else empty."""
    web = _documentation()
    return f"{web.rstrip('/')}/rules/{code}/" if web else ""


@cache
def _documentation() -> str:
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("pubmanager").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    return next((url.partition(",")[2].strip() for url in urls if url.startswith("Documentation,")), "")
