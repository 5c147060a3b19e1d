"""What ``pubs lint`` prints and writes: reports, differences, fixed files, and talk about them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.cli.streams import out, out_bytes, say
from pubmanager.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pubmanager.findings import Finding
    from pubmanager.lint.baseline import Accepted
    from pubmanager.lint.fixing import Fixed
    from pubmanager.lint.report.shape import Report
    from pubmanager.lint_target import Target
    from pubmanager.source import Source

# Folders that the readers of these formats know paths from, by the variables of their CI.
_BASES = {
    "github": ("GITHUB_WORKSPACE",),
    "gitlab": ("CI_PROJECT_DIR",),
    "sarif": ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"),
}


class Wishes(Struct, frozen=True):
    """What the caller asks for, one field per option."""

    select: tuple[str, ...]
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]
    fix: bool
    unsafe_fixes: bool
    fix_only: bool
    diff: bool
    show_fixes: bool
    output_format: str
    output_file: Path | None
    statistics: bool
    exit_zero: bool
    fail_on: str
    quiet: bool
    stdin_filename: str
    write_baseline: bool
    baseline: Path | None
    changed_since: str

    @property
    def are_narrow(self) -> bool:
        """Whether findings are left out that are there."""
        return bool(self.select or self.ignore or self.changed_since)

    @property
    def is_fixing(self) -> bool:
        """Whether fixes are wanted, or a look at them."""
        return self.fix or self.fix_only or self.diff

    @property
    def severity(self) -> Severity:
        return Severity[self.fail_on.upper()]

    def say(self, sentence: str) -> None:
        """Prints talk, unless it is not wanted."""
        if not self.quiet:
            say(sentence)


def report(
    target: Target,
    findings: Sequence[Finding],
    wishes: Wishes,
    stale: Mapping[Accepted, int],
    *,
    fixed: int = 0,
    is_talk: bool = False,
) -> int:
    """Reports what was found and returns the exit code; ``is_talk`` where standard output has another purpose."""
    from pubmanager.lint.report.summary import counted, summary_line

    if wishes.fix_only:
        wishes.say(f"Fixed {counted(fixed, 'problem')}.")
        return 0
    _print(_report_of(target, findings, wishes), wishes, is_talk)
    if stale and not wishes.are_narrow and not target.only:
        for kind, count in stale.items():
            wishes.say(f"baseline: {kind} is gone{f' ({count} times)' if count > 1 else ''}")
        wishes.say("baseline: --write-baseline forgets what is gone")
    wishes.say(summary_line(findings, fixed))
    fails = any(finding.severity >= wishes.severity for finding in findings)
    return int(fails and not wishes.exit_zero)


def _report_of(target: Target, findings: Sequence[Finding], wishes: Wishes) -> Report:
    from pubmanager.lint.engine import all_rules
    from pubmanager.lint.report.shape import Report

    bases = [os.environ[name] for name in _BASES.get(wishes.output_format, ()) if os.environ.get(name)]
    base = Path(bases[0]).absolute() if bases else None
    return Report(tuple(findings), all_rules(), tuple(target.sources), wishes.severity, base)


def _print(report: Report, wishes: Wishes, is_talk: bool) -> None:
    from pubmanager.lint.report import written

    if wishes.output_format == "text" and not wishes.statistics and not wishes.output_file:
        _print_for_people(report.findings, is_talk)
        return
    text = _statistics(report, wishes) if wishes.statistics else written(report, wishes.output_format)
    if wishes.output_file:
        from pubmanager.inputs import read_bytes
        from pubmanager.pages.writing import Change, write_all

        path = wishes.output_file
        write_all([Change(path, read_bytes(path) if path.exists() else None, text.encode("utf-8", "replace"))])
    elif wishes.output_format in ("text", "concise"):
        _print_text(text, is_talk)
    else:
        out_bytes(text.encode("utf-8", "replace"), is_message=is_talk)


def _statistics(report: Report, wishes: Wishes) -> str:
    from pubmanager.lint.report.summary import statistics, statistics_json

    return statistics_json(report) if wishes.output_format == "json" else statistics(report)


def _print_text(text: str, is_talk: bool) -> None:
    if is_talk:
        say(text.removesuffix("\n"))
    else:
        out(text, end="")


def _print_for_people(findings: Sequence[Finding], is_talk: bool) -> None:
    from rich.console import Console

    from pubmanager.lint.report.text import lines, plain

    console = Console(stderr=is_talk, soft_wrap=True, highlight=False)
    if not console.is_terminal:
        _print_text(plain(findings), is_talk)
        return
    for line in lines(findings, console.width):
        console.print(line)


def fix(target: Target, wishes: Wishes, stale: Mapping[Accepted, int], *, is_draft: bool) -> int:
    """Applies fixes, or shows them, and reports what is left; the fixed text of a draft goes to standard output."""
    from pubmanager.lint.report.summary import applied_lines

    old = target.sources
    fixed = target.fix(unsafe=wishes.unsafe_fixes)
    if wishes.diff:
        return _print_differences(old, fixed, wishes)
    if is_draft:
        out_bytes(b"".join(source.encode() for source in fixed.sources.values()))
    else:
        _write(old, fixed)
    if wishes.show_fixes:
        wishes.say(applied_lines(fixed.applied).rstrip())
    now = target.with_sources(fixed.sources)
    return report(now, now.lint(), wishes, stale, fixed=len(fixed.applied), is_talk=is_draft)


def _print_differences(old: Mapping[str, Source], fixed: Fixed, wishes: Wishes) -> int:
    from pubmanager.lint.report.summary import counted
    from pubmanager.pages.writing import unified

    for path, source in fixed.sources.items():
        out(unified(old[path].text, source.text, path), end="")
    wishes.say(f"{counted(len(fixed.applied), 'problem')} would be fixed; nothing was written.")
    return int(bool(fixed.applied) and not wishes.exit_zero)


def _write(old: Mapping[str, Source], fixed: Fixed) -> None:
    from pubmanager.pages.writing import Change, write_all

    changed = [(old[path], source) for path, source in fixed.sources.items() if source.text != old[path].text]
    write_all([Change(Path(source.path), before.encode(), source.encode()) for before, source in changed])
