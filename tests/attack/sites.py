"""A site one of whose files was changed: every command ends as it should, and loses nothing."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import traceback
from collections import Counter
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from attack.mutations import SETTINGS, SITE, in_toml
from pubmanager.bibliography import Bibliography
from pubmanager.bibtex.read import count_entry_starts
from pubmanager.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = (
    "lint",
    "list",
    "render",
    "render --check",
    "show owl",
    "format --check",
    "themes",
    "lint --fix",
    "format",
    "format --check",
)
"""What is run, in this order: what only looks, what renders, and what edits the ``.bib``."""
_NUMBERS = count()
# What fixes take out: where a reader came from, and what suppresses nothing.
_TAKEN_OUT = re.compile(r"utm_\w+(?:=[^&#\s\"'<>()]*)?|<!-- pubs:ignore\[W008\] -->")
_REGION = re.compile(r"<!--\s*pubs:begin\s.*?-->.*?<!--\s*pubs:end\s.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def make(folder: Path, changed: dict[str, bytes]) -> None:
    """Makes the site anew in a folder, with some files of other bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in SITE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(changed.get(name, text.encode()))


def run(folder: Path, command: str) -> Ended:
    """Runs a command in this process; what it raises is told with the end of its trace, under code 70."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    code = 0
    try:
        with chdir(folder), redirect_stdout(out), redirect_stderr(err):
            main(command.split())
    except SystemExit as error:
        code = int(error.code or 0)
    except BaseException:
        err.write(traceback.format_exc()[-1500:])
        code = 70
    finally:
        sys.stdin = before
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined] # of bytes
    return Ended(code, *said)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Returns every file of a folder."""
    paths = (Path(at) / name for at, _, names in os.walk(folder) for name in names)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def wrong(folder: Path, changed: dict[str, bytes]) -> Iterator[str]:
    """Runs all commands on a changed site and yields what went wrong.

    Each site is in a folder of its own: a process keeps what it read of a theme, as a command may.
    """
    folder = folder / str(next(_NUMBERS))
    make(folder, changed)
    codes = {}
    for command in COMMANDS:
        before = snapshot(folder)
        ended = run(folder, command)
        after = snapshot(folder)
        if ended.code not in (0, 1, 2) or "Traceback" in ended.err:
            yield f"{command}: {ended.err[-700:]}"
        if ended.code == 2 and before != after:
            yield f"{command}: wrote {[name for name in after if before.get(name) != after[name]]} although it failed"
        if ended.code == 2 and not (ended.err.startswith("pubs: ") and ended.err.count("\n") == 1):
            yield f"{command}: no sentence: {ended.err[:300]!r}"
        yield from _lost(command, before, after)
        if command == "render --check" and codes["render"] == 0 and ended.code != 0:
            yield f"{command} after render: {ended.code} {ended.err[:300]}"
        if command == "format --check" and codes.get("format") == 0 and ended.code == 1:
            yield "format: formatting twice is not the same"
        codes[command] = ended.code
    shutil.rmtree(folder)


def unfixed(folder: Path, page: bytes) -> Iterator[str]:
    """Fixes a page by hand and yields what went wrong: it fails, loses words, or is not done after one run."""
    folder = folder / str(next(_NUMBERS))
    make(
        folder,
        {
            "about.md": page,
            "pubs.toml": in_toml({**SETTINGS, "lint": {"select": ["default", "tidy"], "today": "2026-01-01"}}).encode(),
        },
    )
    ended = run(folder, "lint --fix")
    fixed = (folder / "about.md").read_bytes()
    again = run(folder, "lint --fix")
    if {ended.code, again.code} - {0, 1, 2} or "Traceback" in ended.err + again.err:
        yield f"{ended.err[-700:]} {again.err[-700:]}"
    if (folder / "about.md").read_bytes() != fixed:
        yield "fixing twice is not the same"
    if gone := _words(page) - _words(fixed):
        yield f"lost {dict(gone)}"
    shutil.rmtree(folder)


def _words(page: bytes) -> Counter[str]:
    """Counts the words of a page, without those that fixes take out."""
    return Counter(re.findall(r"[^\W_]+", _TAKEN_OUT.sub("", _text(page))))


def _lost(command: str, before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    """Yields what a command took away that is not its own."""
    edited = {"render": {"about.md"}, "lint --fix": {"about.md", "papers.bib"}, "format": {"papers.bib"}}.get(
        command, set()
    )
    for name, data in before.items():
        if name not in after:
            yield f"{command}: {name} is gone"
        elif data != after[name] and name in SITE and name not in edited:
            yield f"{command}: {name} is changed"
    if any(name.rpartition("/")[2].startswith(".") for name in after.keys() - before.keys()):
        yield f"{command}: left {sorted(after.keys() - before.keys())} behind"
    if command == "render" and _outside(before["about.md"]) != _outside(after["about.md"]):
        yield "render: text outside the regions is changed"
    if command in edited and before["papers.bib"] != after["papers.bib"] and _entries(before) != _entries(after):
        yield f"{command}: {_entries(before)} entries became {_entries(after)}"


def _outside(page: bytes) -> str:
    return _REGION.sub("", _text(page))


def _text(page: bytes) -> str:
    return page.decode("utf-16" if page[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1")


def _entries(files: dict[str, bytes]) -> int:
    return count_entry_starts(files["papers.bib"].decode(errors="replace"))


def uncounted(data: bytes) -> str:
    """Says what is wrong with the fates of the entries of a ``.bib`` file."""
    text = data.decode(errors="replace")
    bibliography = Bibliography.loads(text)
    fates, starts = bibliography.fates(), count_entry_starts(text)
    return "" if sum(fates.values()) >= starts else f"{starts} entries start, but {fates}"
