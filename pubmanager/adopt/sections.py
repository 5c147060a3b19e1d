"""Where a page may have publications: runs of boxes, items, rows or paragraphs of one kind below one heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.adopt.tree import Element, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What a heading says about what is below it. Whole words: "peer-reviewed" is no reviewing.
_PUBLICATIONS = re.compile(
    r"\b(?:publications?|papers?|pre-?prints?|manuscripts?|articles?|journals?|conferences?|proceedings|selected works?"
    r"|tech(?:nical)? reports?|theses|thesis|book chapters?|bibliography)\b|论文|論文|著作|发表|發表",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:reviewers?|reviewing|reviews?|services?|talks?|awards?|honou?rs?|news|updates?|educations?|experiences?"
    r"|projects?|interns?|internships?|patents?|teaching|academic|committees?|members?|memberships?|presentations?"
    r"|competitions?|contact|biography|about|skills?|grants?|employment|activities|activity|scholarships?|visits?"
    r"|hobbies|invited|supervision|mentoring|mentorship|work experience|research interests?)\b"
    r"|专利|教育|奖|新闻|经历|服务|项目|竞赛",
    re.IGNORECASE,
)
_WRAPPERS = frozenset(
    ("div", "section", "article", "main", "body", "html", "center", "details", "blockquote", "root", "span")
)
_HEADING = re.compile(r"h[1-6]")


class Candidate(Struct, frozen=True):
    """A box, list item, row or paragraph that may be a publication."""

    kind: str
    element: Element


class Run(Struct, frozen=True):
    """Neighbours of one kind.

    Shape: ``headings`` are those above it, the outermost first; ``whole`` is the list element around items, whose
    other items are gone if all are publications; ``is_ordered`` says that a list counts. ``head`` is the innermost
    heading. ``years`` are the runs below headings of years that are one list together.
    """

    kind: str
    candidates: tuple[Candidate, ...]
    headings: tuple[str, ...] = ()
    whole: Element | None = None
    is_ordered: bool = False
    head: Element | None = None
    years: tuple[Run, ...] = ()

    @property
    def says(self) -> str:
        """What the headings say: ``publications``, ``others`` or nothing."""
        return what_heading_says(self.headings)


def what_heading_says(headings: Sequence[str]) -> str:
    """Returns what the innermost heading says that says anything."""
    for heading in reversed(headings):
        papers, others = _PUBLICATIONS.search(heading), _OTHERS.search(heading)
        if papers and not re.search(
            r"\b(?:review\w*|committees?|members?|services?|awards?)\b", heading, re.IGNORECASE
        ):
            return "publications"
        if others:
            return "others"
    return ""


def find_runs(root: Element) -> list[Run]:
    """Finds the runs of a page, in the order of the text."""
    finder = _Finder()
    finder.visit(root)
    finder.finish()
    return [run for run in finder.runs if run.candidates]


class _Finder:
    def __init__(self) -> None:
        self.runs: list[Run] = []
        self._headings: list[tuple[int, str, Element]] = []
        self._kind = ""
        self._found: list[Candidate] = []
        self._list: Element | None = None

    def finish(self) -> None:
        """Ends the run that is open."""
        if self._found:
            headings = tuple(text for _, text, _ in self._headings)
            head = self._headings[-1][2] if self._headings else None
            is_ordered = self._list is not None and self._list.tag == "ol"
            self.runs.append(Run(self._kind, tuple(self._found), headings, self._list, is_ordered, head))
        self._found, self._kind, self._list = [], "", None

    def _add(self, kind: str, element: Element) -> None:
        if kind != self._kind:
            self.finish()
            self._kind = kind
        self._found.append(Candidate(kind, element))

    def visit(self, element: Element) -> None:
        """Looks at what is inside an element."""
        repeated = _repeated_class(element)
        for each in element.inside:
            if isinstance(each, Text):
                if each.text.strip():
                    self.finish()
            elif repeated and repeated in each.get("class").split():
                self._add("block", each)
            else:
                self._element(each)

    def _element(self, element: Element) -> None:
        tag = element.tag
        if _HEADING.fullmatch(tag):
            self.finish()
            level = int(tag[1])
            self._headings = [each for each in self._headings if each[0] < level]
            self._headings.append((level, " ".join(element.text.split()), element))
        elif element.has_class("paper-box"):
            self._add("box", element)
        elif tag in ("ul", "ol"):
            self._items(element)
        elif tag == "table":
            self._rows(element)
        elif tag == "p":
            self._paragraph(element)
        elif tag in _WRAPPERS:
            self.finish()
            if any(
                isinstance(each, Element)
                and (each.tag in _WRAPPERS or each.tag in ("ul", "ol", "table", "p") or _HEADING.fullmatch(each.tag))
                for each in element.inside
            ):
                self.visit(element)
                self.finish()
        elif tag not in ("br", "hr", "script", "style", "link", "meta"):
            self.finish()

    def _items(self, element: Element) -> None:
        self.finish()
        self._kind, self._list = "item", element
        for each in element.elements():
            if each.tag == "li":
                self._found.append(Candidate("item", each))
        self.finish()

    def _rows(self, element: Element) -> None:
        self.finish()
        rows = [each for each in element.walk() if each.tag == "tr"]
        if all(_is_entry_row(row) for row in rows):
            self._kind, self._list = "row", element
            self._found = [Candidate("row", row) for row in rows]
            self.finish()
            return
        last = -1  # where the last outer row ends
        for row in rows:  # a table that only arranges other parts of the page
            if row.start >= last:
                last = row.end
                for cell in row.elements():
                    self.visit(cell)
                    self.finish()

    def _paragraph(self, element: Element) -> None:
        if element.text.strip() or any(each.tag == "img" for each in element.walk()):
            self._add("paragraph", element)


def _is_entry_row(row: Element) -> bool:
    """Whether a row of a table may be one publication: it holds no other table or list, nor the heading of a part."""
    return not any(each.tag in ("table", "ul", "ol", "h1", "h2") or each.has_class("paper-box") for each in row.walk())


def _repeated_class(element: Element) -> str:
    """Returns the class that several elements inside have, which are boxes of the owner's own."""
    classes = [
        each.get("class").split()[0]
        for each in element.elements()
        if each.tag in ("div", "article", "section", "li") and each.get("class").split()
    ]
    best = max(classes, key=classes.count, default="")
    boxes = [each for each in element.elements() if best and best in each.get("class").split()]
    is_box = (
        len(boxes) > 1
        and best != "paper-box"
        and not any(
            each.has_class("paper-box")
            or each.tag == "li"
            or (_HEADING.fullmatch(each.tag) and each.tag in ("h1", "h2"))
            for box in boxes
            for each in box.walk()
            if each is not box
        )
    )
    return best if is_box else ""


def candidates(runs: Sequence[Run]) -> Iterator[Candidate]:
    """Yields all candidates."""
    for run in runs:
        yield from run.candidates
