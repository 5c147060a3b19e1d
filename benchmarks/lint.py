"""What linting costs, beside peers on the same file, in one run.

    python benchmarks/lint.py [--sizes 1000,10000,100000] [--rounds 5] [--write]

Each round runs every program once, as a whole process, so that other work on the machine disturbs all alike. Peers are
installed into a temporary folder where their registries can be reached: bibtex-tidy with npm, badness with pip. What a
peer does with the file is its own check, never a bare reading; its exit code 1 means that it found something.
``--write`` keeps the table in ``docs/benchmarks-lint.md``.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generate import bibliography
from run import PAGE, PUBS, SETTINGS, Cost, Failure, cost, shown

DOCS = Path(__file__).resolve().parents[1] / "docs" / "benchmarks-lint.md"
FILE, SITE, TWINS = "`pubs lint x.bib`", "`pubs lint`, with its page", "`pubs lint --select X x.bib`"
TIDY, BIBER, BADNESS = "bibtex-tidy", "biber --tool", "badness lint"


@dataclass(frozen=True)
class Program:
    """What is measured. Shape: ``once`` where a run takes minutes; ``up_to`` entries, where more takes hours or gigabytes."""

    name: str
    command: tuple[str, ...]
    folder: str = "file"
    once: int = 100_000
    up_to: int = 100_000


@dataclass(frozen=True)
class Found:
    """What the rounds gave. Units: seconds, megabytes; ``spread`` is half of what lies between least and most."""

    cpu: float
    spread: float
    wall: float
    peak: float
    rounds: int

    @classmethod
    def of(cls, runs: list[Cost]) -> Found:
        cpu = [run.cpu for run in runs]
        middle = statistics.median
        return cls(
            middle(cpu),
            (max(cpu) - min(cpu)) / 2,
            middle(run.wall for run in runs),
            max(run.peak for run in runs),
            len(runs),
        )

    def __str__(self) -> str:
        spread = f" ± {shown(self.spread)}" if self.rounds > 1 else ""
        return f"{shown(self.cpu)}{spread} ({shown(self.wall)})"


def installed(folder: Path) -> tuple[list[Program], list[str]]:
    """Installs the peers; returns what can be run, and a sentence on each that cannot."""
    programs = [
        Program(FILE, (*PUBS, "lint", "x.bib")),
        Program(TWINS, (*PUBS, "lint", "--select", "X", "x.bib")),
        Program(SITE, (*PUBS, "lint"), "site"),
    ]
    missing = []
    tidy = _from_npm(folder) or shutil.which("bibtex-tidy")
    if tidy:
        options = ("--v2", "--duplicates=key,doi,citation,abstract", "-o", "out.bib")
        programs.append(Program(TIDY, (tidy, "x.bib", *options)))
    else:
        missing.append("bibtex-tidy is not installable here (no npm, or no registry)")
    if biber := shutil.which("biber"):
        programs.append(
            Program(BIBER, (biber, "--tool", "--validate-datamodel", "-q", "x.bib"), once=1000, up_to=10_000)
        )
    else:
        missing.append("biber is not installed here")
    if badness := _from_pip(folder):
        programs.append(Program(BADNESS, (badness, "lint", "--no-config", "x.bib")))
    else:
        missing.append("badness is not installable here (no wheel, or no registry)")
    return programs, missing


def _from_npm(folder: Path) -> str:
    program = folder / "node_modules" / ".bin" / "bibtex-tidy"
    _install(("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "bibtex-tidy"))
    return str(program) if program.exists() else ""


def _from_pip(folder: Path) -> str:
    program = folder / "pip" / "bin" / "badness"
    _install((sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder / "pip"), "badness"))
    return str(program) if program.exists() else ""


def _install(command: tuple[str, ...]) -> None:
    if shutil.which(command[0]):
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def prepare(folder: Path, size: int) -> None:
    """Makes a folder with the file alone, and one with a site whose page waits to be filled."""
    text = bibliography(size)
    for name in ("file", "site"):
        (folder / name).mkdir()
        (folder / name / "x.bib").write_text(text, encoding="utf-8")
    (folder / "site" / "pubs.toml").write_text(SETTINGS)
    (folder / "site" / "page.md").write_text(PAGE)
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")  # modules are compiled once, as installed ones are
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    cost([*PUBS, "lint"], folder / "site", 1)
    _forget(folder)


def _forget(folder: Path) -> None:
    """Removes what earlier runs understood of the file; compiled modules and patterns stay."""
    for path in (folder / "cache" / "pubmanager").glob("*.[ts]*"):
        path.unlink()


def measure(programs: list[Program], size: int, rounds: int, failed: list[str]) -> dict[str, Found]:
    """Runs all programs in turn, as often as there are rounds."""
    runs: dict[str, list[Cost]] = {}
    out = {program.name for program in programs if size > program.up_to}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, size)
        for turn in range(rounds):
            for program in programs:
                if program.name in out or (turn and size > program.once):
                    continue
                _forget(folder)
                try:
                    runs.setdefault(program.name, []).append(cost(program.command, folder / program.folder, 1))
                except Failure as failure:
                    failed.append(f"{size:,} entries: {program.name}: {str(failure).rpartition(': ')[2]}")
                    out.add(program.name)
            print(
                f"{size:,}, round {turn + 1}",
                {each: str(Found.of(found)) for each, found in runs.items() if found},
                file=sys.stderr,
            )
    return {each: Found.of(found) for each, found in runs.items() if found}


def ratios(tables: dict[int, dict[str, Found]]) -> str:
    """Compares what was measured with what we want."""
    rows: list[tuple[str, float, str, bool]] = []
    middle = tables.get(10_000, {})
    for name in (FILE, SITE):
        if name in middle and BIBER in middle:
            ratio = middle[BIBER].cpu / middle[name].cpu
            rows.append((f"10,000 entries, {BIBER} ÷ {name}", ratio, "at least 30", ratio >= 30))
        if name in middle and TIDY in middle:
            ratio = middle[name].cpu / middle[TIDY].cpu
            rows.append((f"10,000 entries, {name} ÷ {TIDY}", ratio, "at most 1", ratio <= 1))
    if FILE in tables.get(100_000, {}) and FILE in middle:
        ratio = tables[100_000][FILE].cpu / 10 / middle[FILE].cpu
        rows.append((f"an entry of 100,000 ÷ one of 10,000, {FILE}", ratio, "at most 1.2", ratio <= 1.2))
    lines = [
        f"| {name} | {ratio:.2f} | {limit} | {'yes' if reached else 'no'} |" for name, ratio, limit, reached in rows
    ]
    return "\n".join(["| ratio (CPU) | measured | wanted | reached |", "|---|---|---|---|", *lines])


def table(tables: dict[int, dict[str, Found]], names: list[str], cell: str) -> str:
    """Writes rows of programs and columns of sizes."""
    rows = []
    for name in names:
        cells = [_cell(tables[size].get(name), size, cell) for size in tables]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(
        ["| | " + " | ".join(f"{size:,}" for size in tables) + " |", "|---" * (len(tables) + 1) + "|", *rows]
    )


def _cell(found: Found | None, size: int, kind: str) -> str:
    if found is None:
        return ""
    return {"cpu": str(found), "entry": f"{found.cpu / size * 1e6:,.0f}", "peak": f"{found.peak:,.0f}"}[kind]


INTRODUCTION = """\
The times are those of whole processes, without a cache, on one generated file with about 1.4 kB per entry; every second entry has an
abstract. `pubs lint x.bib` runs the default rules on the file alone, like the other programs. `pubs lint` checks a site, and therefore also
renders its page. `--select X` only looks for duplicates. bibtex-tidy sorts, formats and looks for duplicates
(`--duplicates=key,doi,citation,abstract`). biber checks its data model (`--tool --validate-datamodel`; one run from 10,000 entries on,
because it takes minutes). badness is a compiled program and runs its default rules, which report each `code` and `pdf` as an unknown field.
The other programs do not interpret names, titles, venues and links."""


def report(tables: dict[int, dict[str, Found]], rounds: int, missing: list[str], failed: list[str]) -> str:
    """Puts the page together."""
    names = list(dict.fromkeys(name for found in tables.values() for name in found))
    parts = [
        "# Performance of lint",
        f"`python benchmarks/lint.py --write`, {rounds} rounds, Python {platform.python_version()}, {os.cpu_count()} cores.\n{INTRODUCTION}",
        "## CPU seconds ± half the spread (wall)",
        table(tables, names, "cpu"),
        "## CPU microseconds per entry",
        table(tables, names, "entry"),
        "## Peak memory, MB",
        table(tables, names, "peak"),
        "## Ratios",
        ratios(tables),
    ]
    parts += [f"Not measured: {each}." for each in (*missing, *dict.fromkeys(failed))]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--rounds", type=int, default=5, help="at 100,000 entries one is enough, and all there is")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as peers:
        programs, missing = installed(Path(peers))
        tables = {
            size: measure(programs, size, arguments.rounds if size < 100_000 else 1, failed)
            for size in map(int, arguments.sizes.split(","))
        }
    text = report(tables, arguments.rounds, missing, failed)
    print(text)
    if arguments.write:
        DOCS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
