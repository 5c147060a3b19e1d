"""Findings counted: one line for the end of a run, and a table per rule."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pubmanager.findings import Severity
from pubmanager.lint.report.shape import visible
from pubmanager.lint.rule import HAND_WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.findings import Finding
    from pubmanager.lint.report.shape import Report


def summary_line(findings: Sequence[Finding], fixed: int = 0) -> str:
    """Returns one line that counts findings by severity and says how many can be fixed, and by which flag.

    >>> summary_line([])
    'Nothing found.'
    >>> summary_line([], fixed=2)
    'Fixed 2 problems; nothing left.'
    """
    done = f"Fixed {counted(fixed, 'problem')}" if fixed else ""
    if not findings:
        return f"{done}; nothing left." if done else "Nothing found."
    counts = [(sum(each.severity == severity for each in findings), severity.word) for severity in reversed(Severity)]
    by_severity = ", ".join(counted(count, word) for count, word in counts if count)
    found = f"{done}; {len(findings)} left" if done else f"Found {counted(len(findings), 'problem')}"
    return " ".join(part for part in (f"{found}: {by_severity}.", _fixable(findings)) if part)


def more_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yields a line each about what the selections ``tidy`` and ``pages`` find in addition, and what to do."""
    if old := [each for each in findings if each.selection == HAND_WRITTEN]:
        paths = " ".join(dict.fromkeys(visible(each.source.path) for each in old))
        yield f"{_more(old)} in publications written by hand: pubs adopt {paths} (or lint them: --select pages)"
    if tidy := [each for each in findings if each.selection != HAND_WRITTEN]:
        safe = sum(each.fix is not None and each.fix.safe for each in tidy)
        fixable, option = (f" ({safe} fixable)", " --fix") if safe else ("", "")
        yield f"{_more(tidy)} in 'tidy'{fixable}: pubs lint --select tidy{option}"


def _more(findings: Sequence[Finding]) -> str:
    return f"{len(findings)} more finding{'s' * (len(findings) != 1)}"


def _fixable(findings: Sequence[Finding]) -> str:
    safe = sum(each.fix is not None and each.fix.safe for each in findings)
    unsafe = sum(each.fix is not None and not each.fix.safe for each in findings)
    if safe and unsafe:
        return f"{safe} fixable with --fix ({unsafe} more with --unsafe-fixes)."
    if unsafe:
        return f"{unsafe} fixable with --fix --unsafe-fixes."
    return f"{safe} fixable with --fix." if safe else ""


def counted(count: int, word: str) -> str:
    """Returns a number with its word: ``1 error``, ``2 errors``."""
    return f"{count} {word}{'s' * (count != 1)}"


def statistics(report: Report) -> str:
    """Returns a line per rule: how often, the code, whether it can be fixed, what it finds."""
    rows = _by_rule(report)
    width = max((len(str(len(findings))) for findings in rows.values()), default=0)
    lines = (
        f"{len(found):>{width}}  {code}  {_mark(found)}  {report.summary(code) or found[0].message}"
        for code, found in rows.items()
    )
    return "".join(f"{line}\n" for line in lines)


def statistics_json(report: Report) -> str:
    """Returns the same as a JSON array."""
    import json

    rows = [
        {
            "code": code,
            "name": report.name(code) or None,
            "count": len(found),
            "safe_fixes": sum(each.fix is not None and each.fix.safe for each in found),
            "unsafe_fixes": sum(each.fix is not None and not each.fix.safe for each in found),
        }
        for code, found in _by_rule(report).items()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _by_rule(report: Report) -> dict[str, list[Finding]]:
    """Groups the findings by rule, the commonest first."""
    rows: dict[str, list[Finding]] = {}
    for finding in report.findings:
        rows.setdefault(finding.code, []).append(finding)
    return dict(sorted(rows.items(), key=lambda row: (-len(row[1]), row[0])))


def applied_lines(findings: Sequence[Finding]) -> str:
    """Returns what was mended: below each file a line per rule and title of a fix, with how often."""
    counts = Counter((each.source.path, each.code, each.fix.title if each.fix else "") for each in findings)
    lines: list[str] = []
    path = None
    for (file, code, title), count in sorted(counts.items()):
        if file != path:
            path = file
            lines.append(f"{visible(file)}:")
        lines.append(f"  {count} × {code}  {visible(title)}")
    return "".join(f"{line}\n" for line in lines)


def _mark(findings: Sequence[Finding]) -> str:
    fixes = [each.fix for each in findings if each.fix]
    return "[*]" if any(fix.safe for fix in fixes) else "[-]" if fixes else "[ ]"
