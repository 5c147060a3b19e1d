"""``pubs render --watch``: renders again whenever something that a page is made of changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pubmanager.cli.streams import say
from pubmanager.config.find import COAUTHORS, FILE_NAME, JEKYLL_CONFIG, find_config
from pubmanager.config.load import load_config
from pubmanager.errors import PubsError
from pubmanager.pages.watching import Watched

if TYPE_CHECKING:
    from collections.abc import Callable


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
    names = (file.name, JEKYLL_CONFIG, COAUTHORS, *config.bib, *config.pages, *files, f"{config.templates}/**/*")
    return Watched(file.parent, tuple(str(name) for name in dict.fromkeys(names)))
