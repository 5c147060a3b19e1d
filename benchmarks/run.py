"""What commands cost, beside a bare interpreter and beside peers on the same file, in one run.

    python benchmarks/run.py [--sizes 12,300,1000,5000,100000] [--repeat 5] [--write]

Each figure is the median of several whole processes, five for small files, three for large ones and one for linting
100,000 entries: CPU seconds (user and system), which other work on the machine disturbs least, with half their spread,
and wall seconds. "Cold" has no result of an earlier run; compiled templates and patterns are kept, as Python keeps
compiled modules. A peer that is not installed is left out, and the table says so. ``--write`` keeps the tables in
``docs/benchmarks.md``. It takes half an hour, most of it for 100,000 entries.
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
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generate import bibliography

if TYPE_CHECKING:
    from collections.abc import Callable

BIN = Path(sys.executable).parent
PUBS = [str(BIN / "pubs")]
RENDER = [*PUBS, "render"]
DOCS = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
SETTINGS = 'bib = "x.bib"\npages = "page.md"\n[me]\nname = "Wenjie Wei"\n[list.all]\ntheme = "{theme}"\n'
THEMES = ("paper-box", "badge-list", "cards")
PAGE = "<!-- pubs:begin all -->\n<!-- pubs:end all -->\n"
COLD, UNCHANGED, EDITED = "{}, cold", "{}, unchanged", "{}, after one edit"
LINT = "`pubs lint` of a site"
REFERENCE = "bibtex2html"
LARGE = 10_000  # entries
failures: list[str] = []  # of peers, to be said instead of timed


@dataclass(frozen=True)
class Peer:
    """Another program on the same file. Shape: ``does`` says what of ours it is compared with."""

    name: str
    does: str
    command: tuple[str, ...]
    up_to: int = 10_000  # entries; what takes a minute for more is left out


PEERS = (
    Peer(REFERENCE, "render", ("bibtex2html", "-nodoc", "-q", "x.bib"), 100_000),
    Peer("pandoc --citeproc", "render", ("pandoc", "--citeproc", "-f", "bibtex", "-t", "html", "x.bib", "-o", "out.html"), 1000),
    Peer("pybtex-format", "render", (str(BIN / "pybtex-format"), "x.bib", "out2.html"), 1000),
    Peer("biber --tool", "lint", ("biber", "--tool", "--validate-datamodel", "-q", "x.bib"), 1000),
    Peer("bibclean", "lint", ("bibclean", "x.bib"), 100_000),
)  # fmt: skip


@dataclass(frozen=True)
class Cost:
    """The cost of a command: medians, and half the spread of the first. Units: seconds, megabytes."""

    cpu: float
    spread: float
    wall: float
    peak: float

    def __str__(self) -> str:
        return f"{shown(self.cpu)} ± {shown(self.spread)} ({shown(self.wall)})"


def shown(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds >= 1 else f"{seconds:.3f}"


class Failure(Exception):
    """A command that did not do what is measured."""


def cost(command: list[str] | tuple[str, ...], folder: Path, repeat: int, before: Callable[[], object] = int) -> Cost:
    """Runs a command several times, each time after ``before``. Raises: ``Failure``."""
    good = (0, 1) if "lint" in command else (0,)  # 1: something was found
    runs = []
    for _ in range(repeat):
        before()
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in good:
            raise Failure(f"{' '.join(command)}: exit code {process.returncode}")
        runs.append((usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024))
    cpu, wall, peak = zip(*runs, strict=True)
    return Cost(statistics.median(cpu), (max(cpu) - min(cpu)) / 2, statistics.median(wall), max(peak))


class Bench:
    """A folder with a site of so many publications."""

    def __init__(self, folder: Path, size: int, repeat: int) -> None:
        self.folder, self.size, self.repeat = folder, size, repeat
        self._edits = 0
        (folder / "x.bib").write_text(bibliography(size), encoding="utf-8")
        self.show(THEMES[0])
        self._cache = folder / "cache"
        os.environ["XDG_CACHE_HOME"] = str(self._cache)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")  # modules are compiled once, as installed ones are
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

    def forget(self) -> None:
        """Removes results of earlier runs."""
        for path in (self._cache / "pubmanager").glob("*"):
            if path.suffix != ".code":
                path.unlink()
        (self.folder / "page.md").write_text(PAGE)

    def show(self, theme: str) -> None:
        """Makes a site whose page shows everything in a theme."""
        (self.folder / "pubs.toml").write_text(SETTINGS.format(theme=theme))
        (self.folder / "page.md").write_text(PAGE)

    def edit(self) -> None:
        """Changes the title of one entry."""
        self._edits += 1
        path = self.folder / "x.bib"
        text = path.read_text(encoding="utf-8")
        start = text.index("{", text.index("title", len(text) // 2)) + 1
        path.write_text(f"{text[:start]}edited {self._edits} {text[start:]}", encoding="utf-8")

    def costs(self) -> dict[str, Cost]:
        """Measures everything that is to be measured for this size."""
        ours: dict[str, Cost] = {}
        for theme in THEMES if self.size <= LARGE else THEMES[:1]:
            self.show(theme)
            ours[COLD.format(theme)] = self._cost(RENDER, self.forget)
            ours[UNCHANGED.format(theme)] = self._cost(RENDER)
            ours[EDITED.format(theme)] = self._cost(RENDER, self.edit)
        self.show(THEMES[0])
        self._cost(RENDER)
        ours[LINT] = self._cost([*PUBS, "lint"])
        peers = [peer for peer in PEERS if self.size <= peer.up_to and shutil.which(peer.command[0])]
        return ours | self._peers(peers)

    def _peers(self, peers: list[Peer]) -> dict[str, Cost]:
        found = {}
        for peer in peers:
            try:
                found[peer.name] = self._cost(peer.command)
            except Failure as failure:
                failures.append(f"{self.size:,} entries: {failure}")
        return found

    def _cost(self, command: list[str] | tuple[str, ...], before: Callable[[], object] = int) -> Cost:
        if self.size > LARGE and "lint" in command:
            return cost(command, self.folder, 1, before)  # minutes
        if self.size < LARGE:
            cost(command, self.folder, 1, before)  # what is compiled once, and the disk's cache
        return cost(command, self.folder, self.repeat, before)


def measure(size: int, repeat: int) -> dict[str, Cost]:
    with tempfile.TemporaryDirectory() as name:
        return Bench(Path(name), size, repeat).costs()


def startup() -> str:
    bare = cost([sys.executable, "-c", ""], Path(), 21)
    imports = cost([sys.executable, "-c", "import click, jinja2.sandbox"], Path(), 21)
    rows = [("bare interpreter", bare), ("`import click, jinja2.sandbox`", imports)]
    rows += [(f"`pubs {option}`", cost([*PUBS, option], Path(), 21)) for option in ("--version", "--help")]
    lines = [
        f"| {name} | {each.cpu * 1000:.0f} | {each.wall * 1000:.0f} | {each.cpu / bare.cpu:.1f} |"
        for name, each in rows
    ]
    return "\n".join(["| start | CPU ms | wall ms | × bare |", "|---|---|---|---|", *lines])


def table(tables: dict[int, dict[str, Cost]], cell: Callable[[int, str], str]) -> str:
    """Writes rows of commands and columns of sizes."""
    names = dict.fromkeys(name for costs in tables.values() for name in costs)
    rows = [
        f"| {name} | " + " | ".join(cell(size, name) if name in tables[size] else "" for size in tables) + " |"
        for name in names
    ]
    return "\n".join(
        ["| | " + " | ".join(f"{size:,}" for size in tables) + " |", "|---" * (len(tables) + 1) + "|", *rows]
    )


AIMS = (  # command, entries, at most so many times what the reference takes
    (COLD.format("paper-box"), 1000, 4.5),
    (COLD.format("paper-box"), 5000, 5.0),
    (COLD.format("badge-list"), 1000, 4.5),
    (COLD.format("badge-list"), 5000, 5.0),
    (EDITED.format("paper-box"), 1000, 2.0),
    (EDITED.format("paper-box"), 5000, 1.0),
    (EDITED.format("badge-list"), 1000, 2.0),
    (EDITED.format("badge-list"), 5000, 1.5),
    (EDITED.format("cards"), 1000, 2.0),
    (EDITED.format("cards"), 5000, 1.5),
    (UNCHANGED.format("paper-box"), 1000, 0.4),
    (UNCHANGED.format("paper-box"), 5000, 0.09),
    (LINT, 1000, 8.0),
    (LINT, 5000, 8.0),
)


def aims(tables: dict[int, dict[str, Cost]]) -> str:
    """Compares what was measured with what we want."""
    rows = [
        (f"{size:,} entries, {name}, × {REFERENCE}", tables[size][name].cpu / tables[size][REFERENCE].cpu, limit)
        for name, size, limit in AIMS
        if REFERENCE in tables.get(size, {})
    ]
    if 100_000 in tables and 1000 in tables:
        cold = COLD.format(THEMES[0])
        growth = tables[100_000][cold].cpu / 100 / tables[1000][cold].cpu
        rows.append(("cost per entry, cold, at 100,000 ÷ at 1,000", growth, 1.2))
    lines = [
        f"| {name} | {found:.2f} | {limit:g} | {'yes' if found <= limit else 'no'} |" for name, found, limit in rows
    ]
    return "\n".join(["| aim (CPU) | measured | at most | reached |", "|---|---|---|---|", *lines])


def report(tables: dict[int, dict[str, Cost]]) -> str:
    """Puts the page together."""
    missing = [peer.name for peer in PEERS if not shutil.which(peer.command[0])]
    parts = [
        "# Benchmarks",
        f"`python benchmarks/run.py --write`, Python {platform.python_version()}, {os.cpu_count()} cores. The generated "
        "entries (`benchmarks/generate.py`) resemble real ones and have about 0.8 kB each; `pubs render` fills one page with all of them. The times are CPU seconds of whole processes: "
        "the median of five runs (three from 10,000 entries on) ± half their spread. Wall seconds are in brackets; they also depend on other load. Only compare rows of one run.",
        startup(),
        "## CPU seconds (wall)",
        table(tables, lambda size, name: str(tables[size][name])),
        "## CPU microseconds per entry",
        table(tables, lambda size, name: f"{tables[size][name].cpu / size * 1e6:,.0f}"),
        "## Peak memory, MB",
        table(tables, lambda size, name: f"{tables[size][name].peak:,.0f}"),
        "## Aims",
        aims(tables),
    ]
    if missing:
        parts.append(f"Not installed here, so not measured: {', '.join(missing)}.")
    parts += [f"Failed, so not measured: {each}." for each in failures]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", default="12,300,1000,5000,100000")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    tables = {}
    for size in map(int, arguments.sizes.split(",")):
        tables[size] = measure(size, arguments.repeat if size < LARGE else min(arguments.repeat, 3))
        print(
            f"{size:,}: " + ", ".join(f"{name} {each}" for name, each in tables[size].items()),
            file=sys.stderr,
            flush=True,
        )
    text = report(tables)
    print(text)
    if arguments.write:
        DOCS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
