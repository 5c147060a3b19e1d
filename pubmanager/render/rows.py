"""Rows: parts such as ``title`` and patterns such as ``{title} {links}``.

A publication's rows are written as the blocks of a box, or as one item of a list.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pubmanager.errors import PubsError, suggestion
from pubmanager.render.appearance import badge_table
from pubmanager.render.badges import drawn
from pubmanager.render.citing import bibtex_of
from pubmanager.render.inline import styled
from pubmanager.render.pattern_names import NAMES, text_of
from pubmanager.render.patterns import WrittenFilling, parse_pattern
from pubmanager.render.writers import Safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pubmanager.render.appearance import Appearance
    from pubmanager.render.badges import Shield
    from pubmanager.render.patterns import Pattern
    from pubmanager.render.shown import Shown


class Part(Struct, frozen=True):
    """A part of a row: how it is written, and what it is."""

    write: Callable[[Shown], Any]
    help: str


def _title(shown: Shown) -> Safe:
    return shown.styled(shown.title, shown.appearance.title_styles)


def _authors(shown: Shown) -> Safe:
    return shown.authors


def _links(shown: Shown) -> Safe:
    return shown.link_row(shown.links)


def _badges(shown: Shown) -> Safe:
    appearance = shown.appearance
    written = [_badge(badge, appearance) for badge in shown.badges(appearance.badge_patterns)]
    return appearance.writer.join(written, badge_table(appearance.options).get("separator", " "))


def _badge(badge: Shield, appearance: Appearance) -> Safe:
    styles, writer = appearance.badge_styles, appearance.writer
    content = drawn(badge, appearance.drawing, writer) if "shield" in styles else badge.words
    return styled(content if "code" in styles else writer.of(content), styles, writer)


def _live(kind: str) -> Callable[[Shown], Safe]:
    return lambda shown: shown.link_row(shown.live_links(kind))


def _live_images(kind: str) -> Callable[[Shown], Safe]:
    def written(shown: Shown) -> Safe:
        return shown.appearance.writer.join([shown.appearance.link_rows.live(each) for each in shown.live_links(kind)])

    return written


def _citations(shown: Shown) -> Safe:
    writer = shown.appearance.writer
    if not shown.citation:
        return Safe("")
    return writer.filled_in("show_paper_citations", shown.citation)


def _image(shown: Shown) -> Safe:
    return shown.appearance.writer.image(shown.image, shown.image_alt) if shown.image else Safe("")


def _doi(shown: Shown) -> Safe:
    doi = shown.identifiers.get("doi", "")
    return shown.appearance.writer.link(doi, f"https://doi.org/{doi}") if doi else Safe("")


def _doi_url(shown: Shown) -> Safe:
    doi = shown.identifiers.get("doi", "")
    return shown.appearance.writer.link(f"https://doi.org/{doi}", f"https://doi.org/{doi}") if doi else Safe("")


PARTS: dict[str, Part] = {
    "title": Part(_title, "title, in the style set by the option `title`"),
    "authors": Part(_authors, "author line, formatted by the option `authors`"),
    "badges": Part(_badges, "badges, set by the option `badges`"),
    "links": Part(_links, "links, set by the option `links`"),
    "links.rest": Part(
        lambda shown: shown.link_row(shown.links_left), "links that are not in the `slots` of the option `links`"
    ),
    "stars": Part(_live("stars"), "badge with the current number of GitHub stars of the code"),
    "forks": Part(_live("forks"), "badge with the current number of GitHub forks of the code"),
    "stars.plain": Part(_live_images("stars"), "the same badge without a link"),
    "forks.plain": Part(_live_images("forks"), "that badge without a link"),
    "citations": Part(
        lambda shown: shown.appearance.writer.strong(_citations(shown)),
        "number of citations on Google Scholar, filled in by AcadHomepage's script",
    ),
    "citations.plain": Part(_citations, "the same, not in bold"),
    "summary": Part(
        lambda shown: shown.appearance.writer.join(shown.summary, " "),
        "summary; as a row of its own, one bullet or paragraph per text",
    ),
    "note": Part(lambda shown: shown.note, "note"),
    "image": Part(_image, "preview image"),
    "legend": Part(lambda shown: shown.legend, "meaning of the marks of this publication"),
    "doi.link": Part(_doi, "DOI, linked"),
    "doi.url": Part(_doi_url, "DOI as a URL, linked"),
}
BULLET = "- "
"""What makes a row of a box an item of a list."""
FOLDS = {
    "abstract": "abstract, collapsible",
    "bibtex": "BibTeX entry without private fields and marks, collapsible",
    "summary.fold": "summary, collapsible",
}
"""Parts that stand by themselves."""
_LABELS = {"abstract": "Abstract", "bibtex": "BibTeX", "summary": "Summary"}
VENUE_ROW = "*{container}, {date.year}*"
"""What the row ``venue`` is."""
KNOWN = frozenset([*NAMES, *PARTS])


class Row(Struct, frozen=True):
    """A row as it is read. Shape: ``lines`` are its lines; ``said`` are their names, and the row as it is written."""

    lines: tuple[Pattern, ...]
    said: frozenset[str]
    has_title: bool


@lru_cache(maxsize=512)
def parsed_row(row: str) -> Row:
    """Reads a row: a pattern or the name of a part for each line. Raises: ``PubsError``."""
    lines = tuple(parsed_line(line) for line in row.split("\n") if line)
    said = frozenset((row, *(name for line in lines for name in line.names)))
    return Row(lines, said, "title" in said)


def parsed_line(line: str) -> Pattern:
    """Returns a line as a pattern; a bare name stands for the part alone. Raises: ``PubsError``."""
    if "{" in line:
        return parse_pattern(line, KNOWN)
    if line == "venue":
        return parse_pattern(VENUE_ROW)
    if line not in KNOWN and not line.startswith("field."):
        known = (*PARTS, *FOLDS, *NAMES)
        hint = suggestion(line, known) or "name a part, or write a pattern such as '{title} {links}'"
        raise PubsError(f"unknown row '{line}'", hint=hint)
    return parse_pattern("{" + line + "}")


def written_row(shown: Shown, row: str) -> Safe:
    """Writes a row of one line, or a fold. Raises: ``PubsError`` for one that is no part and no pattern."""
    if row in FOLDS:
        return written_fold(shown, row)
    return written_line(shown, parsed_line(row))


def written_line(shown: Shown, line: Pattern) -> Safe:
    """Writes a line of a row."""
    if line.only:
        return shown.appearance.writer.line(_value(shown, line.only))
    publication, appearance = shown.publication, shown.appearance

    repeated = _repeated(shown, line) if "container" in line.names else ""

    def read(name: str) -> Any:
        return "" if name == repeated else _value(shown, name)

    def plain(name: str) -> str:
        return (
            text_of(publication, name, "badge", appearance.hidden) if name in NAMES or name.startswith("field.") else ""
        )

    filling = WrittenFilling(read, appearance.writer, shown.url_of, plain)
    return appearance.writer.line(Safe(line.write(filling)))


def _repeated(shown: Shown, line: Pattern) -> str:
    """Returns which of venue and container comes second in a line and says no more than the first."""
    places = {name: line.names.index(name) for name in ("container", "venue") if name in line.names}
    texts = {text_of(shown.publication, name, "badge", shown.appearance.hidden).casefold() for name in places}
    return max(places, key=lambda name: places[name]) if len(places) == 2 and len(texts) == 1 else ""


def _value(shown: Shown, name: str) -> Any:
    """Returns what a name stands for: a part, the link of a slot, or a text of the publication."""
    if name in PARTS:
        return PARTS[name].write(shown)
    if name.startswith("link."):
        return shown.link_row(shown.links_in(name.removeprefix("link.")))
    return text_of(shown.publication, name, "badge", shown.appearance.hidden)


def check_rows(rows: Iterable[str]) -> None:
    """Raises: ``PubsError`` for a row that is no part and no pattern of known names."""
    for row in rows:
        if row not in FOLDS:
            parsed_row(row.removeprefix(BULLET))


def written_fold(shown: Shown, name: str) -> Safe:
    """Writes a fold; nothing where there is nothing to open."""
    writer = shown.appearance.writer
    words = _LABELS | shown.appearance.options.get("folds", {})
    if name == "bibtex":
        return writer.fold(words["bibtex"], bibtex_of(shown.publication), verbatim=True)
    if name == "abstract":
        return writer.fold(words["abstract"], shown.abstract) if shown.abstract else Safe("")
    texts = [writer.html.of(text) for text in shown.summary]
    return writer.fold(words["summary"], writer.html.join(texts, " ")) if texts else Safe("")


def entry(shown: Shown, rows: Sequence[str], kind: str, number: int = 0) -> Safe:
    """Writes rows as lines of one item, or by themselves where a list has no markers.

    Lines are one paragraph, or several between empty rows and folds. An item begins with text: folds before it follow.
    """
    writer = shown.appearance.writer
    paragraphs: list[list[Safe]] = [[]]
    folds: dict[int, list[Safe]] = {}  # by the number of paragraphs before them
    for row in rows:
        if not row:
            paragraphs.append([])
        elif row in FOLDS:
            if fold := written_fold(shown, row):
                paragraphs += [[]] if paragraphs[-1] else []
                folds.setdefault(max(1, sum(map(bool, paragraphs))), []).append(fold)
        elif written := _written(shown, parsed_row(row), kind):
            paragraphs[-1].append(written)
    texts = [writer.join(each, writer.new_line(kind)) for each in paragraphs if each] or [Safe("")] * bool(number)
    if number:
        texts[0] = Safe(f"{writer.text(f'[{number}] ')}{texts[0]}")
    is_bare = shown.appearance.options.get("marker") == "none"  # by themselves, not inside of an item
    blocks: list[Safe] = [] if texts else folds.get(1, [])
    for place, text in enumerate(texts, 1):
        blocks += [writer.paragraph(text) if is_bare else text, *folds.get(place, [])]
    if is_bare:
        return Safe("\n\n".join(blocks))
    return blocks[0] if len(blocks) == 1 else writer.stacked(blocks)


def _written(shown: Shown, row: Row, kind: str) -> Safe:
    """Writes a row; line breaks in it are kept."""
    if len(row.lines) == 1:
        return written_line(shown, row.lines[0])
    written = [text for line in row.lines if (text := written_line(shown, line))]
    return shown.appearance.writer.join(written, shown.appearance.writer.new_line(kind))


def blocks(shown: Shown, rows: Sequence[str], bullets: Sequence[str], kind: str) -> tuple[Safe, ...]:
    """Writes rows as paragraphs, headings, bullets and folds.

    ``kind`` breaks lines inside a paragraph: rows up to an empty one are one paragraph, or each is one where it is
    ``blank``. Rows that begin with a hyphen, and those with a part among ``bullets``, are items of a list.
    """
    found = _Blocks(shown, kind)
    for row in rows:
        said = row.removeprefix(BULLET)
        is_item = said != row
        if not row:
            found.flush()
        elif row in FOLDS:
            found.add(written_fold(shown, row))
        elif said == "summary":
            found.several(shown.summary, is_item or "summary" in bullets)
        elif (parsed := parsed_row(said)).said.isdisjoint(bullets) and not is_item:
            found.line(parsed)
        else:
            found.items.append(_written(shown, parsed, found.kind))
    found.flush()
    return tuple(found.written)


class _Blocks:
    """Collects blocks; lines and items wait until something else comes."""

    def __init__(self, shown: Shown, kind: str) -> None:
        self.shown = shown
        self._are_paragraphs = kind == "blank"
        self._leads = True
        self.kind = "br" if kind == "blank" else kind
        self.written: list[Safe] = []
        self.waiting: list[Safe] = []
        self.items: list[Safe] = []

    def line(self, row: Row) -> None:
        """Adds a row that is no bullet."""
        text = _written(self.shown, row, self.kind)
        if not text:
            return
        if self.items:
            self.flush()
        if self._leads:
            text, self._leads = Safe(f"{self.shown.lead}{text}"), False
        appearance = self.shown.appearance
        if row.has_title and "heading" in appearance.title_styles:
            self.add(appearance.writer.heading(text, 3))
            return
        self.waiting.append(Safe(f"{appearance.title_indent}{text}") if row.has_title else text)
        if self._are_paragraphs:
            self.flush()

    def several(self, texts: Sequence[object], are_bullets: bool) -> None:
        """Adds texts, each an item or a paragraph of its own."""
        writer = self.shown.appearance.writer
        for text in texts:
            if are_bullets:
                self.items.append(writer.of(text))
            else:
                self.add(writer.paragraph(text))

    def add(self, block: Safe) -> None:
        """Adds a block after what waits."""
        self.flush()
        self.written += [block] if block else []

    def flush(self) -> None:
        """Writes the paragraph and the list that wait."""
        writer = self.shown.appearance.writer
        if self.waiting:
            lines = self.waiting
            text = lines[0] if len(lines) == 1 else writer.join(lines, writer.new_line(self.kind))
            self.written.append(writer.paragraph(text))
            self.waiting = []
        if self.items:
            items = [item for item in self.items if item]
            self.written += [writer.items(items, loose=True)] if items else []
            self.items = []
