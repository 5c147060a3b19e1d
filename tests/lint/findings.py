"""Counts what lint finds in other people's bibliographies, by rule and by file, for a page of the documentation.

``PYTHONPATH=tests python -m lint.findings`` prints the page and writes it to ``docs/lint-findings.md``.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from lint.shown import PURPOSES, SAFE, changes, fixed

from pubmanager import Bibliography
from pubmanager.lint.engine import all_rules
from pubmanager.model.dates import PartialDate

ROOT = Path(__file__).resolve().parents[2]
BIBS = ROOT.parent / "shared" / "corpus" / "bib"
PAGE = ROOT / "docs" / "lint-findings.md"
TODAY = PartialDate(2026, 11, 25)  # rules about what is overdue find the same on every day
HEAD = """\
# What lint finds in other people's files

{files} real bibliographies of homepages, each by itself, with the default selection and no settings: {findings} findings of {rules} rules in
{publications} publications. {quiet} files have none, {few} fewer than ten. `make findings` counts again. Whether they were worth
mending is in [decision 11](decisions/0011-lint-is-quiet.md).

## By rule

| rule | what it finds | findings | files |
|---|---|---|---|
"""
FIXES = """
## What fixes change of what is shown

All safe fixes together, those of rules that are off and of the formatter too: {fixes} are made in {touched} files, and {shown} publications
look otherwise afterwards in one of six themes, abstracts, notes and BibTeX included. Each is in the table below, by the rules whose purpose that is; without
these rules nothing that is shown changes. `tests/lint/test_safe_fixes.py` does it again.

| rules | what is otherwise | publications |
|---|---|---|
"""


def found_in(path: Path) -> tuple[int, Counter[str]]:
    """Returns how many publications a file has, and how often each rule speaks."""
    bibliography = Bibliography.load(path)
    return len(bibliography.publications), Counter(each.code for each in bibliography.lint(TODAY))


def page(folder: Path = BIBS) -> str:
    """Returns the page: a table by rule, and one by file."""
    results = {path.stem: found_in(path) for path in sorted(folder.glob("*.bib"))}
    by_file = {name: found for name, (_, found) in results.items()}
    by_rule = sum(by_file.values(), Counter())
    rules = all_rules()
    numbers = {
        "files": len(results),
        "findings": f"{by_rule.total():,}",
        "rules": len(by_rule),
        "publications": f"{sum(count for count, _ in results.values()):,}",
        "quiet": sum(not found for found in by_file.values()),
        "few": sum(0 < found.total() < 10 for found in by_file.values()),
    }
    lines = [
        f"| `{code}` | {rules[code].summary} | {count} | {sum(code in each for each in by_file.values())} |"
        for code, count in sorted(by_rule.items())
    ]
    lines += ["", "## By file", "", "| file | findings | of which rules |", "|---|---|---|"]
    lines += [f"| {name} | {found.total()} | {_listed(found)} |" for name, found in by_file.items()]
    return HEAD.format(**numbers) + "\n".join(lines) + "\n" + _fixes(folder)


def _fixes(folder: Path) -> str:
    kinds: Counter[tuple[str, ...]] = Counter()
    fixes = touched = 0
    for path in sorted(folder.glob("*.bib")):
        before, after, done = fixed(path, *SAFE)
        fixes, touched = fixes + len(done.applied), touched + bool(done.applied)
        kinds.update(each.codes for each in changes(before, after, done))
    lines = [
        f"| {', '.join(codes)} | {'; '.join(PURPOSES[code].says for code in codes) or 'not explained'} | {count} |\n"
        for codes, count in sorted(kinds.items())
    ]
    return FIXES.format(fixes=f"{fixes:,}", touched=touched, shown=kinds.total()) + "".join(lines)


def _listed(found: Counter[str]) -> str:
    return " ".join(f"{code}×{count}" if count > 1 else code for code, count in sorted(found.items()))


if __name__ == "__main__":
    text = page()
    PAGE.write_text(text, encoding="utf-8")
    print(text, end="")
