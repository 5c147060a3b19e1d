"""BibTeX 0.99d itself, asked what it reads: a style that prints every field of every entry."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENVIRONMENT = {**os.environ, "BIBINPUTS": ".", "BSTINPUTS": "."}  # found without the rest of TeX Live
_NOT_IN_A_STYLE = re.compile(r"^\d|^(crossref|sort\.key\$|entry\.max\$)$|[^\x21-\x7e]")
# `top$` prints on the terminal without breaking lines; `write$` would break them.
_SHOW = '{name} missing$ \'skip$ {{ "@F {name}" top$ {name} top$ }} if$\n'


def read_by_bibtex(
    data: bytes, names: Iterable[str], types: Iterable[str], folder: Path
) -> dict[bytes, dict[str, bytes]] | None:
    """Returns the fields of each entry by key; ``None`` where BibTeX finds an error in the file."""
    fields = sorted(name for name in set(names) if not _NOT_IN_A_STYLE.search(name))
    style = "ENTRY {" + " ".join(fields) + "} {} {}\n"
    style += "".join(f'MACRO {{{month}}} {{"{month}"}}\n' for month in MONTHS)
    known = sorted(name for name in set(types) if not _NOT_IN_A_STYLE.search(name) and name not in fields)
    style += "".join(f"FUNCTION {{{name}}} {{ skip$ }}\n" for name in known)  # `type$` is empty for others
    style += "FUNCTION {show@} {\n" + '"@K" top$ cite$ top$ "@F @type" top$ type$ top$\n'
    style += "".join(_SHOW.format(name=name) for name in fields) + "}\nREAD\nITERATE {show@}\n"
    (folder / "show.bst").write_text(style)
    (folder / "x.bib").write_bytes(data)
    (folder / "x.aux").write_text("\\citation{*}\n\\bibdata{x}\n\\bibstyle{show}\n")
    result = subprocess.run(
        ["bibtex", "-min-crossrefs=2", "x"], cwd=folder, capture_output=True, timeout=120, env=_ENVIRONMENT
    )
    if result.returncode > 1:
        return None
    return _entries(result.stdout)


def format_names(names: list[str], folder: Path) -> list[tuple[str, str, str, str]]:
    """Returns given, prefix, family and suffix of each name by BibTeX's ``format.name$``."""
    parts = [("ff", "{ff}"), ("vv", "{vv}"), ("ll", "{ll}"), ("jj", "{jj}")]
    style = "ENTRY {author} {} {}\nFUNCTION {show} {\n" + '"@K" top$ cite$ top$\n'
    style += (
        "".join(f'"@F {name}" top$ author #1 "{form}" format.name$ top$\n' for name, form in parts)
        + "}\nREAD\nITERATE {show}\n"
    )
    (folder / "show.bst").write_text(style)
    (folder / "x.bib").write_text(
        "".join(f"@misc{{k{i}, author = {{{name}}}}}\n" for i, name in enumerate(names)), "utf-8"
    )
    (folder / "x.aux").write_text("\\citation{*}\n\\bibdata{x}\n\\bibstyle{show}\n")
    result = subprocess.run(["bibtex", "x"], cwd=folder, capture_output=True, timeout=120, env=_ENVIRONMENT)
    assert result.returncode <= 1, result.stdout[-2000:]
    found = _entries(result.stdout)
    return [tuple(found[f"k{i}".encode()][name].decode() for name, _ in parts) for i in range(len(names))]  # type: ignore[misc] # four parts


def _entries(output: bytes) -> dict[bytes, dict[str, bytes]]:
    entries: dict[bytes, dict[str, bytes]] = {}
    lines = iter(output.split(b"\n"))
    fields: dict[str, bytes] = {}
    for line in lines:
        if line == b"@K":
            fields = entries.setdefault(next(lines), {})
        elif line.startswith(b"@F "):
            fields[line[3:].decode()] = next(lines, b"")
    return entries
