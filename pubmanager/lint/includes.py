"""What Jekyll puts together into one page: the page, the files that it includes, and its layouts."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from pubmanager.pages.code import front_matter_end
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pubmanager.lint.files import Files

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
