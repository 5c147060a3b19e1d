"""What commands cost, beside a bare interpreter and beside peers on the same file, in one run.

    python benchmarks/run.py [--sizes 12,1000,10000] [--repeat 3] [--write]

Peers are run where they are installed: bibtex2html and pandoc (Debian), pybtex-format (PyPI). Times are medians of
wall seconds of whole processes, with the spread between the fastest and the slowest; ``--write`` keeps the table in
``benchmarks/results.md``.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import bibliography

PUBS = [sys.executable, "-m", "pubmanager"]
RESULTS = Path(__file__).with_name("results.md")
SETTINGS = 'bib = "x.bib"\npages = "page.md"\n[me]\nname = "Wenjie Wei"\n[list.all]\ntheme = "paper-box"\n'
PAGE = "<!-- pubs:begin all -->\n<!-- pubs:end all -->\n"


def seconds(command: list[str], folder: Path, repeat: int) -> tuple[float, float]:
    """Returns the median and the spread of wall seconds."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times), max(times) - min(times)


def peers() -> dict[str, list[str]]:
    """Returns the commands of the peers that are installed."""
    known = {
        "bibtex2html": ["bibtex2html", "-nodoc", "-q", "x.bib"],
        "pandoc --citeproc": ["pandoc", "--citeproc", "-f", "bibtex", "-t", "html", "x.bib", "-o", "out.html"],
        "pybtex-format": [str(Path(sys.executable).with_name("pybtex-format")), "x.bib", "out2.html"],
    }
    return {name: command for name, command in known.items() if shutil.which(command[0])}


def measure(size: int, repeat: int, limit: int) -> dict[str, tuple[float, float]]:
    """Measures everything for one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "x.bib").write_text(bibliography(size), encoding="utf-8")
        (folder / "pubs.toml").write_text(SETTINGS)
        rows = {
            "render a .bib": seconds([*PUBS, "render", "x.bib", "--me", "Wenjie Wei"], folder, repeat),
            "list": seconds([*PUBS, "list"], folder, repeat),
            "lint": seconds([*PUBS, "lint"], folder, repeat),
        }
        (folder / "page.md").write_text(PAGE)
        rows["render a page"] = seconds([*PUBS, "render", "--force"], folder, 1)
        rows["render, unchanged"] = seconds([*PUBS, "render"], folder, repeat)
        for peer, command in peers().items():
            if size <= limit:
                rows[peer] = seconds(command, folder, 1 if size > 2000 else repeat)
        return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", default="12,1000,10000")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peers-up-to", type=int, default=10_000)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    bare, _ = seconds([sys.executable, "-c", ""], Path(), 9)
    lines = [f"bare interpreter: {bare * 1000:.0f} ms", ""]
    for name, command in (("pubs --help", [*PUBS, "--help"]), ("pubs --version", [*PUBS, "--version"])):
        median, spread = seconds(command, Path(), 9)
        lines.append(f"{name}: {median * 1000:.0f} ms ± {spread * 500:.0f}, {median / bare:.1f} × bare")
    tables = {size: measure(size, arguments.repeat, arguments.peers_up_to) for size in sizes}
    lines += [
        "",
        "| wall seconds | " + " | ".join(f"{size:,} entries" for size in sizes) + " |",
        "|---" * (len(sizes) + 1) + "|",
    ]
    for name in dict.fromkeys(name for table in tables.values() for name in table):
        cells = [
            f"{table[name][0]:.2f} ± {table[name][1] / 2:.2f}" if name in table else "" for table in tables.values()
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    lines += ["", f"peak memory of any of these processes: {peak} MB"]
    text = "\n".join(lines)
    print(text)
    if arguments.write:
        RESULTS.write_text(f"# Benchmarks\n\n`python benchmarks/run.py --write`\n\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
