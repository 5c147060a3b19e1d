"""Where a site's settings are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILE_NAME = "pubs.toml"
JEKYLL_CONFIG = "_config.yml"
COAUTHORS = "_data/coauthors.yml"
NOT = "!"  # before a pattern: the files that it names are left out, by the rules of gitignore
_LONGEST = 2000
_WILD = regex(r"[*?\[]")
_FOLDERS = regex(r"\*\*/(?:\*\*/)+")
# The generators of sites, each with a file by which a site of its kind is known; the first one counts.
GENERATORS = (
    (JEKYLL_CONFIG, "jekyll"),
    ("_quarto.yml", "quarto"),
    ("mkdocs.yml", "mkdocs"),
    ("hugo.toml", "hugo"),
    ("hugo.yaml", "hugo"),
    ("config/_default", "hugo"),
    ("pelicanconf.py", "pelican"),
    ("conf.py", "sphinx"),
)


def find_config(start: Path) -> Path | None:
    """Finds the ``pubs.toml`` of a folder or of the nearest folder above it."""
    return next((folder / FILE_NAME for folder in (start, *start.parents) if (folder / FILE_NAME).is_file()), None)


def pattern_fault(pattern: str) -> str:
    """Says what is wrong with a glob or a path in the settings; an empty text for nothing."""
    pattern = pattern.removeprefix(NOT)
    if not pattern.strip() or not pattern.isprintable() or _is_long(pattern):
        return "this is not a path"
    if not _WILD.search(pattern):
        return ""
    if Path(pattern).is_absolute() or Path(pattern).drive:
        return "a glob has to be relative to the folder of pubs.toml"
    if any("**" in part and part != "**" for part in Path(pattern).parts):
        return "'**' stands for folders and has to be alone between slashes"
    return ""


def left_out(pattern: str, paths: Iterable[str]) -> set[str]:
    """Returns those of some paths, relative and with slashes, that a pattern after ``!`` names."""
    from pathspec import GitIgnoreSpec

    return set(GitIgnoreSpec.from_lines([pattern.removeprefix(NOT)]).match_files(paths))


def files_matching(root: Path, pattern: str) -> Iterator[Path]:
    """Yields the files below a folder that a path or a glob without fault names, in no order."""
    if pattern.startswith(NOT):
        return
    if _is_file(root / pattern):
        yield root / pattern
    elif _WILD.search(pattern):
        # Each further `**/` names the same files and would take as long again.
        yield from filter(_is_file, root.glob(_FOLDERS.sub("**/", pattern)))


def _is_long(pattern: str) -> bool:
    """Whether no file system has such a path."""
    return len(pattern) > _LONGEST or any(len(part.encode("utf-8", "replace")) > 255 for part in pattern.split("/"))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # its name is too long
        return False
