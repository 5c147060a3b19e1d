"""Lints what a case or an example of a docstring shows: a ``.bib``, or a whole site in a folder."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager import Bibliography, Site
from pubmanager.config.load import parse_config
from pubmanager.lint.fixing import Fixed, fix

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pubmanager.findings import Finding
    from pubmanager.source import Source

BIB = "publications.bib"
OWL = "@misc{owl, title = {Owls}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}\n"
SETTINGS = f'bib = "{BIB}"\n'
_FILE = re.compile(r"^--- (?P<path>\S+)\n", re.MULTILINE)


class Linted(Struct, frozen=True):
    """Findings, and what fixing everything gives: texts by file name."""

    findings: list[Finding]
    fixed: Fixed
    again: Fixed

    def text(self, name: str) -> str:
        return next(source.text for path, source in self.fixed.sources.items() if path.endswith(name))


def files_of(example: str) -> dict[str, str]:
    """Reads an example: a ``.bib``, or several files, each below a line ``--- path``."""
    parts = _FILE.split(example)
    if len(parts) == 1:
        return {BIB: example}
    return dict(decoded(name, text) for name, text in zip(parts[1::2], parts[2::2], strict=True))


def decoded(name: str, text: str) -> tuple[str, str]:
    """Gives a file whose name ends in an encoding its bytes: ``a.bib.latin-1``, ``a.bib.utf-16``, ``a.bib.escaped``.

    Bytes that are not UTF-8 are kept as surrogates.
    """
    path, _, encoding = name.rpartition(".")
    if encoding == "escaped":
        return path, text.encode("latin-1", "backslashreplace").decode("unicode_escape")
    if encoding not in ("latin-1", "utf-16"):
        return name, text
    return path, text.encode(encoding).decode("utf-8", "surrogateescape")


def lint_files(
    files: Mapping[str, str], folder: Path, select: tuple[str, ...] = (), extend: tuple[str, ...] = ()
) -> Linted:
    """Lints files as a site: ``pubs.toml`` is completed with the ``.bib`` and the pages that are given."""
    if not any(".bib" in name for name in files):
        files = {**files, BIB: OWL}
    settings = _settings(files)
    for name, text in {**files, "pubs.toml": settings}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    site = Site.load(folder / "pubs.toml")
    lint = replace(
        site.config.lint,
        select=select or site.config.lint.select,
        extend_select=(*extend, *site.config.lint.extend_select),
    )
    site = replace(site, config=replace(site.config, lint=lint))
    sources = site.texts

    def run(texts: Mapping[str, Source]) -> list[Finding]:
        return site.with_sources(texts).lint()

    findings = run(sources)
    fixed = fix(sources, run, unsafe=True)
    return Linted(findings, fixed, fix(fixed.sources, run, unsafe=True))


def _settings(files: Mapping[str, str]) -> str:
    """Returns the ``pubs.toml`` of a case, which names its files unless it does so itself."""
    given = files.get("pubs.toml", "")
    table = tomllib.loads(given)
    lines = []
    if "bib" not in table:
        lines.append(f"bib = {sorted(name for name in files if name.endswith('.bib')) or [BIB]}")
    if "pages" not in table and any(name.endswith((".md", ".html")) for name in files):
        lines.append(f"pages = {sorted(name for name in files if name.endswith(('.md', '.html')))}")
    text = "\n".join([*lines, given])
    parse_config(text)
    return text


def lint_bib(text: str, settings: str = "") -> list[Finding]:
    """Lints a ``.bib`` by itself."""
    return Bibliography.loads(text, config=parse_config(settings), path=BIB).lint()
