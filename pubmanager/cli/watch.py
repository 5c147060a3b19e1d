"""``pubs render --watch``: renders again whenever something that a page is made of changes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct

from pubmanager.cli.streams import say
from pubmanager.config.find import COAUTHORS, FILE_NAME, JEKYLL_CONFIG, find_config
from pubmanager.config.load import load_config
from pubmanager.errors import PubsError
from pubmanager.globs import find_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def watch(config: Path | None, render: Callable[[Path, bool], int]) -> NoReturn:
    """Calls ``render`` now and after each change, until the user stops it; a mistake is told and waited out.

    ``render`` gets the ``pubs.toml`` and whether to be quiet when all is up to date, as it is after its own writing.
    Raises: ``PubsError`` where there is no site to watch.
    """
    file = config or find_config(Path.cwd())
    if file is None:
        raise PubsError(f"no {FILE_NAME} here or above", hint="make one with 'pubs init'")
    file = file / FILE_NAME if file.is_dir() else file
    watched = _watched(file, Watched(file.parent, (file.name,)))
    seen = watched.now()
    was_fine = _is_fine(render, file, is_quiet=False)
    say(f"watching {len(seen)} files; Ctrl-C stops")
    while True:
        watched = _watched(file, watched)
        seen = watched.changed(seen)
        was_fine = _is_fine(render, file, is_quiet=was_fine)


def _is_fine(render: Callable[[Path, bool], int], file: Path, *, is_quiet: bool) -> bool:
    """Renders once, whatever comes of it, and tells whether it came to an end."""
    from pubmanager.render.rendering import forget_themes

    forget_themes()
    try:
        return render(file, is_quiet) == 0
    except PubsError as error:
        say(f"pubs: {error}")
    except OSError as error:
        say(f"pubs: {error.filename or ''}: {(error.strerror or str(error)).lower()}")
    return False


def _watched(file: Path, before: Watched) -> Watched:
    """Returns what the settings name; where they cannot be read, what they named before."""
    try:
        config = load_config(file)
    except (PubsError, OSError):
        return before
    files = (settings.file.replace("{key}", "*") for settings in config.lists.values() if settings.file)
    names = (file.name, JEKYLL_CONFIG, COAUTHORS, *config.bib, *config.pages, *files, config.templates)
    return Watched(file.parent, tuple(str(name) for name in dict.fromkeys(names)))


if TYPE_CHECKING:
    Moment = dict[str, tuple[int, int, int]]

PAUSE = 0.2
_REST = 0.1
_LONGEST = 2.0  # a program that writes without end is not waited for
_SHARE = 20  # of the time, one in so many parts goes into looking


class Watched(Struct, frozen=True):
    """What a site is made of. Shape: ``patterns`` are paths and globs relative to ``root``; each may not be there."""

    root: Path
    patterns: tuple[str, ...]

    def now(self) -> Moment:
        """Returns time, size and number of every file; an editor that puts a new file in place changes the number."""
        found: Moment = {}
        for path in self._paths():
            try:
                status = path.stat()
            except (OSError, ValueError):
                continue
            found[str(path)] = (status.st_mtime_ns, status.st_size, status.st_ino)
        return found

    def _paths(self) -> Iterator[Path]:
        for pattern in self.patterns:
            paths = (self.root / path for path in find_files(self.root, pattern).files)
            yield from (path for path in paths if not path.name.startswith(".") or path.name == pattern)

    def changed(self, since: Moment) -> Moment:
        """Waits until something is not what it was, and then until nothing has changed for a moment."""
        while True:
            began = time.monotonic()
            now = self.now()
            if now != since:
                return self._at_rest(now)
            time.sleep(max(PAUSE, _SHARE * (time.monotonic() - began)))

    def _at_rest(self, before: Moment) -> Moment:
        deadline = time.monotonic() + _LONGEST
        while time.monotonic() < deadline:
            time.sleep(_REST)
            now = self.now()
            if now == before:
                break
            before = now
        return before
