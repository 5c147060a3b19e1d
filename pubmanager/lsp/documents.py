"""Open documents: unsaved texts of files, with what linting them says, and their places as the protocol counts them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from lsprotocol.types import Position, PositionEncodingKind, Range, TextEdit
from msgspec import Struct
from msgspec.structs import replace

from pubmanager.errors import PubsError
from pubmanager.lint_target import Target, target_of
from pubmanager.model.dates import today
from pubmanager.source import Source, Span, shown_path

if TYPE_CHECKING:
    from pubmanager.findings import Edit, Finding


BIB_SUFFIXES = (".bib", ".bibtex")


class Draft(Struct, frozen=True):
    """One open document, linted.

    Shape: ``target`` is what it belongs to, ``None`` where that cannot be read; ``trouble`` is the reason.
    """

    source: Source
    target: Target | None = None
    findings: tuple[Finding, ...] = ()
    trouble: str = ""

    @property
    def is_bib(self) -> bool:
        return is_bib(self.source.path)


def is_bib(path: str) -> bool:
    """Whether a document is a bibliography; one that has no file yet is taken for one."""
    return path.lower().endswith(BIB_SUFFIXES) or path.startswith("<")


def draft_of(uri: str, text: str) -> Draft:
    """Lints a text as a draft of the file of a URI; a page that belongs to no site has no findings."""
    source = Source(path_of(uri), text)
    try:
        target = target_of([source])
        target = target.with_settings(replace(target.settings, today=target.settings.today or today()))
        own = target.sources.get(source.path, source)
        return Draft(own, target, tuple(target.lint()))
    except (PubsError, OSError) as error:
        return Draft(source, trouble=str(error) if is_bib(source.path) else "")


def is_uri(text: str) -> bool:
    """Whether a text can be taken apart as a URI."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def path_of(uri: str) -> str:
    """Returns the path of a URI as findings print it."""
    parts = urlsplit(uri)
    if parts.scheme != "file" or "\0" in unquote(parts.path):
        return f"<{unquote(parts.path) or 'text'}>"
    return shown_path(Path(url2pathname(parts.path)))


_WIDTHS = {PositionEncodingKind.Utf8: ("utf-8", 1), PositionEncodingKind.Utf16: ("utf-16-le", 2)}


def position_at(source: Source, offset: int, encoding: str) -> Position:
    """Returns the position of an offset."""
    place = source.position(offset)
    return Position(place.line - 1, _units(source.line(place.line)[: place.column - 1], encoding))


def range_of(source: Source, span: Span, encoding: str) -> Range:
    """Returns a span as a range."""
    end = max(span.start, span.end)
    return Range(position_at(source, span.start, encoding), position_at(source, end, encoding))


def offset_at(source: Source, position: Position, encoding: str) -> int:
    """Returns the offset of a position; one behind the end of its line is that end."""
    start = source.line_start(position.line + 1)
    if start is None:
        return len(source.text)
    line = source.line(position.line + 1)
    units = 0
    for index, character in enumerate(line):
        if units >= position.character:
            return start + index
        units += _units(character, encoding)
    return start + len(line)


def text_edit(source: Source, edit: Edit, encoding: str) -> TextEdit:
    """Returns an edit as the protocol writes it."""
    return TextEdit(range_of(source, edit.span, encoding), edit.text)


def difference(source: Source, text: str, encoding: str) -> TextEdit:
    """Returns one edit that turns a source's text into another, without their common beginning and end."""
    old = source.text
    length = min(len(old), len(text))
    start = next((each for each in range(length) if old[each] != text[each]), length)
    end = next((each for each in range(length - start) if old[-1 - each] != text[-1 - each]), length - start)
    return TextEdit(range_of(source, Span(start, len(old) - end), encoding), text[start : len(text) - end])


def _units(text: str, encoding: str) -> int:
    if encoding == PositionEncodingKind.Utf32:
        return len(text)
    name, width = _WIDTHS.get(PositionEncodingKind(encoding), ("utf-16-le", 2))
    return len(text.encode(name, "surrogatepass")) // width
