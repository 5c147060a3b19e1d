"""What pages and files should say: regions filled with lists, whole files, and what somebody changed in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.errors import OneFileError, PubsError
from pubmanager.findings import Fault
from pubmanager.inputs import read_source
from pubmanager.pages.files import is_output_edited, place_of, safe_path, stamp
from pubmanager.pages.regions import fill, is_edited, read_page
from pubmanager.render.views import cited_in
from pubmanager.source import Source, Span, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from pubmanager.pages.regions import Page

    Render = Callable[[str, frozenset[str]], str]  # a list's name, and the ids of what is cited above it


class Output(Struct, frozen=True):
    """One file as it should be.

    Shape: ``old`` and ``new`` are texts without byte order mark, ``old`` is ``None`` for a file that is not there;
    ``regions`` are the lists whose text changes, ``edited`` says what text was changed by hand; ``is_first`` whether a
    region of a page was empty until now.
    """

    path: Path
    source: Source
    old: str | None
    new: str
    regions: tuple[str, ...] = ()
    edited: tuple[Fault, ...] = ()
    is_first: bool = False

    @property
    def is_stale(self) -> bool:
        return self.old != self.new


def page_output(path: Path, page: Page, lists: Collection[str], render: Render) -> Output:
    """Fills the regions of a page. Raises: ``PubsError``."""
    contents, again = _contents(page, lists, render)
    new = fill(page, contents, again)
    changed, edited = [], []
    for old, now in zip(page.regions, read_page(Source(page.source.path, new)).regions, strict=True):
        if old.name not in contents or _is_same(page.source.text, old.span, new, now.span):
            continue
        changed.append(old.name)
        if not _is_same(page.source.text, old.body, new, now.body) and is_edited(page, old):
            start, end = _difference(page.source.text, old.body, new, now.body)
            edited.append(_edited(page.source, Span(start, end), old.name))
    regions = tuple(dict.fromkeys(changed))
    is_first = any(not page.source[region.body].strip() for region in page.regions)
    return Output(path, page.source, page.source.text, new, regions, tuple(edited), is_first)


def _contents(page: Page, lists: Collection[str], render: Render) -> tuple[dict[str, str], dict[str, str]]:
    """Renders the lists of a page, and those again that stand there twice with citations, which show once."""
    contents: dict[str, str] = {}
    again: dict[str, str] = {}
    cited: frozenset[str] = frozenset()
    for name in (region.name for region in page.regions if region.name in lists):
        if name not in contents:
            contents[name] = render(name, cited)
            cited |= cited_in(contents[name])
        elif name not in again and cited_in(contents[name]):
            again[name] = render(name, cited)
    return contents, again


def file_output(name: str, path: Path, content: str) -> Output:
    """Works out a file that holds a list and nothing else. Raises: ``PubsError``."""
    is_there = path.is_file()
    source = read_source(path, shown_path(path)) if is_there else Source(shown_path(path), "")
    text = source.representable(stamp(content + "\n", path, source.newline))
    old = source.text if is_there else None
    is_by_hand = old is not None and old != text and is_output_edited(old, path)
    edited = (_edited(source, Span(0, min(1, len(source.text))), name),) if is_by_hand else ()
    return Output(path, source, old, text, (name,), edited)


def paths_by_key(root: Path, file: str, keys: Iterable[str]) -> list[Path]:
    """Returns the path of each publication's own file. Raises: ``PubsError``, also where two would be one."""
    paths: list[Path] = []
    taken: dict[str, str] = {}
    for key in keys:
        path = safe_path(root, file, key)
        place = place_of(path)
        if place in taken:
            raise OneFileError(f"'{taken[place]}' and '{key}' would be one file, {path.name}")
        taken[place] = key
        paths.append(path)
    return paths


def check_places(files: Iterable[Output], own: Iterable[Path]) -> None:
    """Raises: ``PubsError`` where a file would be written twice, over a page or over what it is made from."""
    taken = {place_of(path): shown_path(path) for path in own}
    for output in files:
        place = place_of(output.path)
        if place in taken:
            raise PubsError(
                f"list '{output.regions[0]}' would be written over {taken[place]}", place=output.source.path
            )
        taken[place] = f"list '{output.regions[0]}'"


def stale_fault(output: Output) -> Fault:
    """Says that an output is not what the bibliography gives now."""
    message = f"out of date; run 'pubs render': {', '.join(output.regions)}"
    page = read_page(output.source)
    span = next((region.begin.span for region in page.regions if region.name in output.regions), Span(0, 1))
    return Fault("H019", message, output.source, span)


def _edited(source: Source, span: Span, name: str) -> Fault:
    message = f"list '{name}' was changed by hand: edit the .bib or 'pubs render --force'"
    return Fault("H020", message, source, span)


def _difference(old: str, old_span: Span, new: str, new_span: Span) -> tuple[int, int]:
    """Returns the first line of a region that is not what the list gives."""
    start, end = old_span.start, old_span.end
    ours, theirs = old[start:end], new[new_span.start : new_span.end]
    unlike = (at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other)
    same = next(unlike, min(len(ours), len(theirs)))
    at = max(start, min(start + same, end - 1))
    line_end = old.find("\n", at, end)
    return at, line_end if line_end > at else max(at, end)


def _is_same(old: str, old_span: Span, new: str, new_span: Span) -> bool:
    """Whether two texts are the same in these places; those of unlike length are not copied."""
    start, end = old_span.start, old_span.end
    return end - start == new_span.end - new_span.start and old[start:end] == new[new_span.start : new_span.end]
