"""The parts that rows are made of, and rows: ``title``, or ``{title} {links}``."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pubmanager.errors import PubsError, suggestion
from pubmanager.render.citing import bibtex_of
from pubmanager.render.ink import WriterInk
from pubmanager.render.looks import looking
from pubmanager.render.names import NAMES, text_of
from pubmanager.render.patterns import parse_pattern
from pubmanager.render.shields import drawn
from pubmanager.render.taste import badge_table
from pubmanager.render.writers import Safe
from pubmanager.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pubmanager.render.patterns import Pattern
    from pubmanager.render.views import PublicationView


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a row: how it is written, and what it is."""

    write: Callable[[PublicationView], Any]
    help: str


def _title(view: PublicationView) -> Safe:
    writer, title = view.taste.writer, view.title
    style = view.taste.title_style
    if style == "linked-bold":
        return writer.link(writer.strong(title), view.url)
    written = writer.link(title, view.url) if style in ("linked", "bold-linked") else writer.of(title)
    if style.startswith("bold"):
        written = writer.strong(writer.emphasis(written) if style == "bold-italic" else written)
    return writer.emphasis(written) if style == "italic" else written


def _authors(view: PublicationView) -> Safe:
    return view.authors


def _links(view: PublicationView) -> Safe:
    return view.written(view.links)


def _badges(view: PublicationView) -> Safe:
    taste = view.taste
    looks = taste.badge_looks
    written = [
        drawn(badge, taste.drawing, taste.writer)
        if looks == ("shield",)
        else looking(taste.writer.text(badge.words) if "code" not in looks else badge.words, looks, taste.writer)
        for badge in view.badges(taste.badge_patterns)
    ]
    return taste.writer.join(written, badge_table(taste.options).get("separator", " "))


def _live(kind: str) -> Callable[[PublicationView], Safe]:
    return lambda view: view.written(view.live_links(kind))


def _live_images(kind: str) -> Callable[[PublicationView], Safe]:
    def written(view: PublicationView) -> Safe:
        return view.taste.writer.join([view.taste.link_pen.live(each) for each in view.live_links(kind)])

    return written


def _citations(view: PublicationView) -> Safe:
    writer = view.taste.writer
    if not view.citation:
        return Safe("")
    return writer.filled_in("show_paper_citations", view.citation)


def _doi(view: PublicationView) -> Safe:
    doi = view.identifiers.get("doi", "")
    return view.taste.writer.link(doi, f"https://doi.org/{doi}") if doi else Safe("")


def _doi_url(view: PublicationView) -> Safe:
    doi = view.identifiers.get("doi", "")
    return view.taste.writer.link(f"https://doi.org/{doi}", f"https://doi.org/{doi}") if doi else Safe("")


PARTS: dict[str, Part] = {
    "title": Part(_title, "title, as the option `title` says"),
    "authors": Part(_authors, "author line, as the option `authors` says"),
    "badges": Part(_badges, "badges, as the option `badges` says"),
    "links": Part(_links, "links, as the option `links` says"),
    "links.rest": Part(lambda view: view.written(view.links_left), "links that its `slots` leave out"),
    "stars": Part(_live("stars"), "live badge of the code's stars on GitHub"),
    "forks": Part(_live("forks"), "live badge of the code's forks on GitHub"),
    "stars.plain": Part(_live_images("stars"), "stars without a link"),
    "forks.plain": Part(_live_images("forks"), "forks without a link"),
    "citations": Part(
        lambda view: view.taste.writer.strong(_citations(view)),
        "place that AcadHomepage's script fills with the citations on Google Scholar",
    ),
    "citations.plain": Part(_citations, "citations, not in bold"),
    "summary": Part(lambda view: view.taste.writer.join(view.summary, " "), "summary; by itself, one text per bullet"),
    "note": Part(lambda view: view.note, "note"),
    "image": Part(lambda view: view.taste.writer.image(view.image, view.image_alt), "preview"),
    "legend": Part(lambda view: view.legend, "what the marks of this publication mean"),
    "doi.link": Part(_doi, "DOI, linked"),
    "doi.url": Part(_doi_url, "DOI as a URL, linked"),
}
BULLET = "- "
"""What makes a row of a box an item of a list."""
FOLDS = {
    "abstract": "abstract, opened on demand",
    "bibtex": "BibTeX entry without private fields and marks, opened on demand",
    "summary.fold": "summary, opened on demand",
}
"""Parts that stand by themselves."""
VENUE_ROW = "*{container}, {date.year}*"
"""What the row ``venue`` is."""
KNOWN = frozenset([*NAMES, *PARTS])


@dataclass(frozen=True, slots=True)
class Row:
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
    if line not in KNOWN:
        known = (*PARTS, *FOLDS, *NAMES)
        hint = suggestion(line, known) or "name a part, or write a pattern such as '{title} {links}'"
        raise PubsError(f"unknown row '{line}'", hint=hint)
    return parse_pattern("{" + line + "}")


def written_line(view: PublicationView, line: Pattern) -> Safe:
    """Writes a line of a row."""
    if line.only:
        return view.taste.writer.of(_value(view, line.only))
    publication, taste = view.publication, view.taste

    repeated = _repeated(view, line) if "container" in line.names else ""

    def read(name: str) -> Any:
        return "" if name == repeated else _value(view, name)

    def plain(name: str) -> str:
        return text_of(publication, name, "badge", taste.hidden) if name in NAMES else ""

    return Safe(line.write(WriterInk(read, taste.writer, view.url_of, plain, line.beginning)))


def _repeated(view: PublicationView, line: Pattern) -> str:
    """Returns which of venue and container comes second in a line and says no more than the first."""
    places = {name: line.names.index(name) for name in ("container", "venue") if name in line.names}
    texts = {text_of(view.publication, name, "badge", view.taste.hidden).casefold() for name in places}
    return max(places, key=lambda name: places[name]) if len(places) == 2 and len(texts) == 1 else ""


def _value(view: PublicationView, name: str) -> Any:
    """Returns what a name stands for: a part, the link of a slot, or a text of the publication."""
    if name in PARTS:
        return PARTS[name].write(view)
    if name.startswith("link."):
        return view.written(view.links_in(name.removeprefix("link.")))
    return text_of(view.publication, name, "badge", view.taste.hidden)


def check_rows(rows: Iterable[str]) -> None:
    """Raises: ``PubsError`` for a row that is no part and no pattern of known names."""
    for row in rows:
        if row not in FOLDS:
            parsed_row(row.removeprefix(BULLET))


def written_fold(view: PublicationView, name: str) -> Safe:
    """Writes a fold; nothing where there is nothing to open."""
    writer, words = view.taste.writer, view.taste.options["folds"]
    if name == "bibtex":
        return writer.fold(words["bibtex"], bibtex_of(view.publication), verbatim=True)
    if name == "abstract":
        return writer.fold(words["abstract"], view.abstract) if view.abstract else Safe("")
    texts = [writer.html.of(text) for text in view.summary]
    return writer.fold(words["summary"], writer.html.join(texts, " ")) if texts else Safe("")
