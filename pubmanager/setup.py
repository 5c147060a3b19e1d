"""What a new site needs: looks at a folder and proposes ``pubs.toml`` and empty regions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubmanager.config.find import JEKYLL_CONFIG
from pubmanager.config.jekyll import excluded, excluding, owner_of
from pubmanager.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SKIPPED = {"node_modules", "_site", "vendor", "venv", ".venv", "dist", "build", "__pycache__"}
_PAGES = (
    "_pages/about.md",
    "_pages/publications.md",
    "_pages/includes/pub.md",
    "about.md",
    "publications.md",
    "index.md",
)
_HEADING = re.compile(
    r"^(?:#{1,3}|[ \t]*<h[1-3]\b)[^\n]*(?:publications?|papers|论文|發表|发表)[^\n]*$", re.MULTILINE | re.IGNORECASE
)
# AcadHomepage's pages are often put together from files: `{% include_relative includes/pub.md %}`.
_INCLUDE = re.compile(
    r"\{%-?\s*include(?P<relative>_relative)?\s+(?P<file>[\w./-]*pub[\w-]*\.(?:md|markdown|html))\s*-?%\}",
    re.IGNORECASE,
)
_NEXT_HEADING = re.compile(r"^#{1,6}\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What ``pubs init`` would write. Shape: ``(path relative to the site, old text or None, new text, source)``."""

    files: tuple[tuple[str, str | None, str, Source | None], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a folder holds. Shape: paths are relative to it, with slashes."""

    bibs: tuple[str, ...]
    page: str
    kind: str
    owner: str


def look_around(root: Path) -> Surroundings:
    """Finds the ``.bib`` files, the page for publications, the kind of site and the owner's name."""
    bibs = tuple(sorted(path.relative_to(root).as_posix() for path in _files(root, ".bib")))
    page = _with_publications(root, next((each for each in _PAGES if (root / each).is_file()), ""))
    kind = next((kind for file, kind in _KINDS if (root / file).exists()), "")
    config = root / JEKYLL_CONFIG
    owner = owner_of(config.read_text(encoding="utf-8", errors="replace")) if config.is_file() else ""
    return Surroundings(bibs, page, kind, owner)


def _with_publications(root: Path, page: str) -> str:
    """Returns the file that a page includes for its publications, or the page itself."""
    if not page:
        return page
    text = (root / page).read_text(encoding="utf-8", errors="replace")
    for found in () if _HEADING.search(text) else _INCLUDE.finditer(text):
        folder = (root / page).parent if found["relative"] else root / "_includes"
        file = (folder / found["file"]).resolve()
        if file.is_file() and file.is_relative_to(root.resolve()):
            return file.relative_to(root.resolve()).as_posix()
    return page


_KINDS = (
    (JEKYLL_CONFIG, "jekyll"),
    ("_quarto.yml", "quarto"),
    ("mkdocs.yml", "mkdocs"),
    ("hugo.toml", "hugo"),
    ("hugo.yaml", "hugo"),
    ("config/_default", "hugo"),
    ("pelicanconf.py", "pelican"),
    ("conf.py", "sphinx"),
)


def _files(folder: Path, suffix: str, depth: int = 4) -> Iterable[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and depth and path.name not in _SKIPPED and not path.name.startswith("."):
            yield from _files(path, suffix, depth - 1)
        elif path.suffix.lower() == suffix and path.is_file():
            yield path


def propose(root: Path, bibs: Iterable[str], page: str, name: str, kind: str) -> Proposal:
    """Proposes the settings, the page with empty regions and, on Jekyll, what keeps the sources unpublished."""
    bibs = tuple(bibs)
    files: list[tuple[str, str | None, str, Source | None]] = [
        ("pubs.toml", None, settings_text(bibs, page, name), None)
    ]
    notes: list[str] = []
    if page:
        source = Source.from_path(root / page, page)
        new, note = _with_region(source)
        notes += [note] if note else []
        files += [(page, source.text, new, source)] if new != source.text else []
    if kind == "jekyll":
        source = Source.from_path(root / JEKYLL_CONFIG, JEKYLL_CONFIG)
        hidden = [
            each for each in ("pubs.toml", *bibs) if not each.startswith("_") and each not in excluded(source.text)
        ]
        without = excluding(source.text, hidden, source.newline)
        if without is None:
            notes.append(f"add {', '.join(hidden)} to 'exclude' in {JEKYLL_CONFIG}: Jekyll would publish them")
        elif without != source.text:
            files.append((JEKYLL_CONFIG, source.text, without, source))
    return Proposal(tuple(files), tuple(notes))


def settings_text(bibs: tuple[str, ...], page: str, name: str) -> str:
    """Returns a ``pubs.toml`` to start from."""
    lines = [
        "# What each key does: pubs.toml in the documentation. `pubs render` fills the regions of the pages.",
        f"bib = [{', '.join(map(_quoted, bibs))}]",
        f"pages = [{_quoted(page) if page else ''}]",
        "",
        "[me]",
        f"name = {_quoted(name)}",
        "",
        "[list.selected]                # papers with selected = {true}, as boxes",
        'theme = "paper-box"',
        'where = "selected"',
        'sort = "-date"',
        "",
        "[list.others]                  # the rest, as a list",
        'theme = "badge-list"',
        'where = "not selected"',
        'sort = "-date"',
        "",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _with_region(source: Source) -> tuple[str, str]:
    """Returns the page with two empty regions below its heading of publications, above what is written there.

    Never around hand-written entries: what stands below the heading stays, and the note says so.
    """
    text, newline = source.text, source.newline
    if "pubs:begin" in text:
        return text, ""
    regions = newline.join(
        [
            "<!-- pubs:begin selected -->",
            "<!-- pubs:end selected -->",
            "",
            "<!-- pubs:begin others -->",
            "<!-- pubs:end others -->",
        ]
    )
    heading = _HEADING.search(text.replace("\r", " "))
    if heading is None:
        return (
            text
            + f"{'' if text.endswith(newline) else newline}{newline}# Publications{newline}{newline}{regions}{newline}",
            "",
        )
    following = _NEXT_HEADING.search(text, heading.end())
    below = text[heading.end() : following.start() if following else len(text)]
    note = (
        f"{source.path}: the entries written by hand below the new regions are yours to remove" if below.strip() else ""
    )
    rest = text[heading.end() :]
    ending = newline if rest.strip() else ""
    return text[: heading.end()] + f"{newline}{newline}{regions}{ending}" + (rest or newline), note
