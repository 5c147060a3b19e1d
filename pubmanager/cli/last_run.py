"""The last run of ``pubs render``: what it read and wrote, so that the next one can tell that nothing has changed.

An unchanged run ends here: it reads neither settings nor templates, and imports no library. That is what makes it
seven times as fast as one that renders (`docs/benchmarks.md`, unchanged).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pubmanager.cache import folder
from pubmanager.config.find import COAUTHORS, FILE_NAME, JEKYLL_CONFIG, find_config

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.cache.texts import Cache
    from pubmanager.outputs import Output
    from pubmanager.site import Site


class LastRun:
    """What a run over a site left behind, and what this one will.

    It is made before anything is read, so that a file that is changed meanwhile counts as changed.
    Shape: ``outcome`` is what the last run said where nothing has changed since, else empty.
    """

    def __init__(self, cache: Cache, config: Path | None, *, allow_errors: bool) -> None:
        file = config or find_config(Path.cwd()) or Path(FILE_NAME)
        file = file / FILE_NAME if file.is_dir() else file
        self._path = cache.file("run", str(file.absolute()), str(Path.cwd()), str(allow_errors))
        self.outcome = _outcome(self._path) if self._path else ""
        self._facts: list[list[Any]] = []
        if self._path and not self.outcome:
            settings = (file, file.parent / JEKYLL_CONFIG, file.parent / COAUTHORS)
            self._facts = [_file_fact(each, _content_of(each)) for each in settings]

    def note_inputs(self, site: Site) -> None:
        """Notes which files there are, before templates are read: what changes from now on counts as changed."""
        from pubmanager.globs import find_files
        from pubmanager.render.themes import theme_folders

        if self._facts:
            config = site.config
            own = site.root / config.templates
            searched = [find_files(site.root, pattern).folders for pattern in (*config.bib, *config.pages)]
            self._facts += [_names_fact(site.root, folders) for folders in searched if folders]
            self._facts += [_tree_fact(each) for each in dict.fromkeys((*theme_folders(own), own))]

    def keep(self, site: Site, outputs: Iterable[Output], outcome: str) -> None:
        """Remembers that all outputs are as they should be."""
        from pubmanager.render.themes import is_below, theme_folders

        folders = theme_folders(site.root / site.config.templates)
        if not self._facts or not all(is_below(folders, each.theme) for each in site.config.lists.values()):
            return
        sources = [reading.source for reading in site.bibliography.readings]
        self._facts += [_file_fact(Path(source.path), source.pieces()) for source in sources]
        self._facts += [_file_fact(each.path, each.source.pieces(each.new)) for each in outputs]
        if self._path:
            folder.write(self._path, json.dumps({"known": self._facts, "outcome": outcome}).encode())


def _outcome(path: Path) -> str:
    """Returns what the last run said, if all that it read and wrote is still the same; else an empty text."""
    data = folder.read(path)
    try:
        found = json.loads(data) if data else {}
        is_same = bool(found) and all(_now(*known[:-1]) == known[-1] for known in found["known"])
        return str(found["outcome"]) if is_same else ""
    except (ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError):
        return ""  # somebody else's file, or a path that cannot be asked any more


def _file_fact(path: Path, content: Iterable[bytes] | None) -> list[Any]:
    """States what a file holds, given in pieces; ``None`` for one that is not there."""
    return ["file", str(path.absolute()), "" if content is None else folder.digest_of(content).hex()]


def _names_fact(root: Path, folders: Iterable[str]) -> list[Any]:
    """States which names are in the folders that a glob was searched in; asking again takes no library of globs."""
    return ["names", str(root.absolute()), [*folders], _names(root, folders)]


def _tree_fact(path: Path) -> list[Any]:
    """States which files are below a folder, how large and from when."""
    return ["tree", str(path.absolute()), _tree(path)]


def _content_of(path: Path) -> list[bytes] | None:
    """Reads a file; ``None`` where there is none."""
    try:
        return [path.read_bytes()]
    except OSError:
        return None


def _now(kind: str, path: str, *more: Any) -> Any:
    if kind == "file":
        return _file_fact(Path(path), _content_of(Path(path)))[-1]
    return _tree(Path(path)) if kind == "tree" else _names(Path(path), *more)


def _tree(path: Path) -> str:
    return folder.digest(repr(folder.files_of(path))).hex()


def _names(root: Path, folders: Iterable[str]) -> str:
    return folder.digest(repr([_names_in(root / each) for each in folders])).hex()


def _names_in(path: Path) -> list[str]:
    """Returns the names in a folder; none of one that is gone or may not be read."""
    try:
        return sorted(each.name for each in path.iterdir())
    except OSError:
        return []
