"""The rows of a publication: as blocks of a box, or as the item of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.render.parts import BULLET, FOLDS, parsed_row, written_fold, written_line
from pubmanager.render.writers import Safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.render.parts import Row
    from pubmanager.render.views import PublicationView


def entry(view: PublicationView, rows: Sequence[str], kind: str, number: int = 0) -> Safe:
    """Writes rows as lines of one item: of one paragraph, or of several between empty rows; folds follow."""
    writer = view.taste.writer
    paragraphs: list[list[Safe]] = [[]]
    folds: list[Safe] = []
    for row in rows:
        if not row:
            paragraphs.append([])
        elif row in FOLDS:
            folds.append(written_fold(view, row))
        elif written := _written(view, parsed_row(row), kind):
            paragraphs[-1].append(written)
    blocks = [writer.join(each, writer.new_line(kind)) for each in paragraphs if each]
    if number:
        blocks[:1] = [Safe(f"{writer.text(f'[{number}] ')}{text}") for text in blocks[:1] or [Safe("")]]
    blocks += [fold for fold in folds if fold]
    return blocks[0] if len(blocks) == 1 else writer.stacked(blocks)


def _written(view: PublicationView, row: Row, kind: str) -> Safe:
    """Writes a row; line breaks in it are kept."""
    if len(row.lines) == 1:
        return written_line(view, row.lines[0])
    written = [text for line in row.lines if (text := written_line(view, line))]
    return view.taste.writer.join(written, view.taste.writer.new_line(kind))


def blocks(view: PublicationView, rows: Sequence[str], bullets: Sequence[str], kind: str) -> tuple[Safe, ...]:
    """Writes rows as paragraphs, headings, bullets and folds.

    ``kind`` breaks lines inside a paragraph: rows up to an empty one are one paragraph, or each is one where it is
    ``blank``. Rows that begin with a hyphen, and those with a part among ``bullets``, are items of a list.
    """
    found = _Blocks(view, kind)
    for row in rows:
        said = row.removeprefix(BULLET)
        is_item = said != row
        if not row:
            found.flush()
        elif row in FOLDS:
            found.add(written_fold(view, row))
        elif said == "summary":
            found.several(view.summary, is_item or "summary" in bullets)
        elif (parsed := parsed_row(said)).said.isdisjoint(bullets) and not is_item:
            found.line(parsed)
        else:
            found.items.append(_written(view, parsed, found.kind))
    found.flush()
    return tuple(found.written)


class _Blocks:
    """Collects blocks; lines and items wait until something else comes."""

    def __init__(self, view: PublicationView, kind: str) -> None:
        self._view = view
        self._are_paragraphs = kind == "blank"
        self._leads = True
        self.kind = "br" if kind == "blank" else kind
        self.written: list[Safe] = []
        self.waiting: list[Safe] = []
        self.items: list[Safe] = []

    def line(self, row: Row) -> None:
        """Adds a row that is no bullet."""
        text = _written(self._view, row, self.kind)
        if not text:
            return
        if self.items:
            self.flush()
        if self._leads:
            text, self._leads = Safe(f"{self._view.lead}{text}"), False
        taste = self._view.taste
        if row.has_title and taste.title_style == "heading":
            self.add(taste.writer.heading(text, 3))
            return
        self.waiting.append(Safe(f"{taste.title_indent}{text}") if row.has_title else text)
        if self._are_paragraphs:
            self.flush()

    def several(self, texts: Sequence[object], are_bullets: bool) -> None:
        """Adds texts, each an item or a paragraph of its own."""
        writer = self._view.taste.writer
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
        writer = self._view.taste.writer
        if self.waiting:
            lines = self.waiting
            text = lines[0] if len(lines) == 1 else writer.join(lines, writer.new_line(self.kind))
            self.written.append(writer.paragraph(text))
            self.waiting = []
        if self.items:
            items = [item for item in self.items if item]
            self.written += [writer.items(items, loose=True)] if items else []
            self.items = []
