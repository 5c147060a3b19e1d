"""Files of a site as its web server sees them, and what Jekyll puts together into one page."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pubmanager.errors import PubsError
from pubmanager.inputs import read_source
from pubmanager.pages.syntax import front_matter_end
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path


_SKIPPED = {"node_modules", "_site", "vendor", "venv", "dist", "build", "__pycache__"}
_REMOTE = regex(
    r"\[remote \"origin\"\][^\[]*?^\s*url\s*=\s*\S*github\.com[:/](?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?/?\s*$",
    re.MULTILINE,
)


class Files:
    """The files below a folder, listed once for each folder that is asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._listings: dict[str, dict[str, list[str]]] = {}

    def find(self, url: str, base: str = "") -> str | None:
        """Returns the path of a local URL below the site with the case it has on disk; ``None`` if it is not there.

        ``base`` is the folder that relative URLs start from; those with a leading ``/`` start from the site.
        """
        path = unquote(urlsplit(url).path)
        # As a browser does: the folder that `..` leaves need not be there.
        wanted = normpath(join("" if path.startswith("/") else base, path.lstrip("/"))).split("/")
        if ".." in wanted:
            return None
        found = ""
        for part in wanted if wanted != ["."] else ():
            names = self._names(found).get(part.casefold())
            if not names:
                return None
            found = join(found, part if part in names else names[0])
        return found

    def names(self, folder: str) -> tuple[str, ...]:
        """Returns the names in a folder below the site, sorted; none where there is no such folder."""
        return tuple(sorted(name for names in self._names(folder).values() for name in names))

    def text(self, path: str) -> str:
        """Returns the text of a file below the site; nothing where it cannot be read."""
        try:
            return read_source(self.root / path).text
        except PubsError:
            return ""

    def below(self, suffixes: tuple[str, ...], folder: str = "", depth: int = 4) -> Iterator[str]:
        """Yields the files of some suffixes below the site, but not those of tools and of builds."""
        for name in self.names(folder):
            path = f"{folder}/{name}".lstrip("/")
            if name.lower().endswith(suffixes):
                yield path
            elif depth and "." not in name and name not in _SKIPPED:
                yield from self.below(suffixes, path, depth - 1)

    def size(self, path: str) -> int:
        """Returns the size of a file below the site. Units: bytes."""
        return (self.root / path).stat().st_size

    def _names(self, folder: str) -> dict[str, list[str]]:
        if folder not in self._listings:
            listing: dict[str, list[str]] = {}
            try:
                names = sorted(path.name for path in (self.root / folder).iterdir())
            except OSError:
                names = []
            for name in names:
                listing.setdefault(name.casefold(), []).append(name)
            self._listings[folder] = listing
        return self._listings[folder]

    def remote(self) -> str:
        """Returns ``owner/name`` of the site's repository on GitHub; empty where git does not say."""
        file = self.root / ".git" / "config"
        found = _REMOTE.search(read_source(file).text) if file.is_file() else None
        return found["name"] if found else ""


_INCLUDE = regex(r"\{%-?\s*+include(?P<relative>_relative)?\s++(?P<file>[\w./-]+)")
_LAYOUT = regex(r"^layout[ \t]*+:[ \t]*+[\"']?(?P<name>[\w./-]+)")
_LINES = regex(r"\r\n|\r|\n")
_SUFFIXES = (".md", ".markdown", ".html", ".htm")


def shown_together(path: str, text: str, files: Files) -> Iterator[str]:
    """Yields the texts of the files that stand on one page with a file: what it includes, and what includes it."""
    texts = {**{each: files.text(each) for each in files.below(suffixes=_SUFFIXES)}, path: text}
    includes = {each: set(_parts(each, texts[each])) & texts.keys() for each in texts}
    included_in: dict[str, set[str]] = {}
    for each, parts in includes.items():
        for part in parts:
            included_in.setdefault(part, set()).add(each)
    return (texts[each] for each in _reached(_reached([path], included_in), includes))


def _parts(path: str, text: str) -> Iterator[str]:
    """Yields the paths of the files that a file includes, and of its layout."""
    for found in _INCLUDE.finditer(text):
        yield normpath(join(dirname(path) if found["relative"] else "_includes", found["file"]))
    for line in _LINES.split(text[: front_matter_end(text)]):
        if layout := _LAYOUT.match(line):
            yield f"_layouts/{layout['name'].removesuffix('.html')}.html"


def _reached(paths: Iterable[str], edges: Mapping[str, set[str]]) -> set[str]:
    """Returns some paths and all that edges lead to from them."""
    reached, waiting = set(paths), list(paths)
    while waiting:
        new = edges.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached
