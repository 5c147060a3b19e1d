"""What a run of ``pubs render`` read and wrote, so that the next one can tell that nothing has changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pubmanager.cache.stamp import content_of, file_fact, glob_fact, tree_fact
from pubmanager.config.find import COAUTHORS, FILE_NAME, JEKYLL_CONFIG, find_config

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pubmanager.cache.stamp import Stamp
    from pubmanager.cache.store import Cache
    from pubmanager.site import Output, Site


class Run:
    """One run over a site. Made before anything is read, so that a file changed meanwhile counts as changed."""

    def __init__(self, cache: Cache, config: Path | None, *, allow_errors: bool) -> None:
        file = config or find_config(Path.cwd()) or Path(FILE_NAME)
        file = file / FILE_NAME if file.is_dir() else file
        self._root = file.parent
        self._settings = (file, self._root / JEKYLL_CONFIG, self._root / COAUTHORS)
        self._stamp: Stamp = cache.stamp(str(file.absolute()), str(Path.cwd()), str(allow_errors))
        self.outcome = self._stamp.outcome()
        self._facts: list[list[Any]] = []
        if not self.outcome and self._stamp.path:
            self._facts = [file_fact(each, content_of(each)) for each in self._settings]

    def look(self, site: Site) -> None:
        """Notes which files there are, before templates are read: what changes from now on counts as changed."""
        from pubmanager.render.themes import theme_folders

        if self._facts:
            config = site.config
            own = site.root / config.templates
            self._facts += [glob_fact(site.root, pattern) for pattern in (*config.bib, *config.pages)]
            self._facts += [tree_fact(folder) for folder in dict.fromkeys((*theme_folders(own), own))]

    def keep(self, site: Site, outputs: Iterable[Output], outcome: str) -> None:
        """Remembers that all outputs are as they should be."""
        from pubmanager.render.themes import is_below, theme_folders

        folders = theme_folders(site.root / site.config.templates)
        if not self._facts or not all(is_below(folders, each.theme) for each in site.config.lists.values()):
            return
        sources = [reading.source for reading in site.bibliography.readings]
        self._facts += [file_fact(Path(source.path), source.pieces()) for source in sources]
        self._facts += [file_fact(each.path, each.source.pieces(each.new)) for each in outputs]
        self._stamp.keep(self._facts, outcome)
