"""What a folder holds: the ``.bib`` files and what they say, the page and where its publications stand, the owner."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.config.find import GENERATORS
from pubmanager.config.jekyll import me_of
from pubmanager.inputs import read_source
from pubmanager.model.folding import folded
from pubmanager.pages.html import is_raw
from pubmanager.pages.prose import PRINTED, Heading, headings, masked, title_heading
from pubmanager.pages.syntax import syntax_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pubmanager.bibliography import Bibliography


_SKIPPED = {"node_modules", "_site", "vendor", "venv", ".venv", "dist", "build", "__pycache__"}
_PAGES = (
    "_pages/about.md",
    "_pages/publications.md",
    "_pages/publications.html",
    "_pages/includes/pub.md",
    "content/publications.md",
    "content/publications/_index.md",
    "content/publication/_index.md",
    "content/pages/publications.md",
    "docs/publications.md",
    "publications/index.qmd",
    "publications/index.md",
    "publications.qmd",
    "about.md",
    "publications.md",
    "publications.html",
    "index.md",
    "index.qmd",
    "index.html",
)
# AcadHomepage's pages are often put together from files: `{% include_relative includes/pub.md %}`.
_INCLUDE = re.compile(
    r"\{%-?\s*include(?P<relative>_relative)?\s+(?P<file>[\w./-]*pub[\w-]*\.(?:md|markdown|html))\s*-?%\}",
    re.IGNORECASE,
)


class Surroundings(Struct, frozen=True):
    """What a folder holds. Shape: paths are relative to it, with slashes."""

    bibs: tuple[str, ...]
    page: str
    kind: str
    owner: str


def look_around(root: Path) -> Surroundings:
    """Finds the ``.bib`` files, the page for publications, the kind of site and the owner's name."""
    names = (path.relative_to(root).as_posix() for path in files_below(root) if path.suffix.lower() == ".bib")
    bibs = tuple(name for name in names if can_be_written(name))
    kind = next((kind for file, kind in GENERATORS if (root / file).exists()), "")
    owner = me_of(root).name
    return Surroundings(tuple(sorted(bibs)), _page(root), kind, owner)


def can_be_written(name: str) -> bool:
    """Whether settings, which are UTF-8, can name a file; Python stands surrogates for other bytes of a name."""
    return name.encode("utf-8", "replace") == name.encode("utf-8", "surrogatepass")


def files_below(folder: Path, depth: int = 4) -> Iterable[Path]:
    """Yields the files of a site, but not those of tools and of builds."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and depth and path.name not in _SKIPPED and not path.name.startswith("."):
            yield from files_below(path, depth - 1)
        elif path.is_file():
            yield path


def _page(root: Path) -> str:
    """Returns the first page that has a section on publications, else the first page there is."""
    pages = [_with_publications(root, page) for page in _PAGES if (root / page).is_file()]
    return next((page for page in pages if has_section(_text(root / page), page)), pages[0] if pages else "")


def _with_publications(root: Path, page: str) -> str:
    """Returns the file that a page includes for its publications, or the page itself."""
    text = _text(root / page)
    for found in () if has_section(text, page) else _INCLUDE.finditer(text):
        folder = (root / page).parent if found["relative"] else root / "_includes"
        file = (folder / found["file"]).resolve()
        if file.is_file() and file.is_relative_to(root.resolve()):
            return file.relative_to(root.resolve()).as_posix()
    return page


def _text(file: Path) -> str:
    return read_source(file).text


_SHARE = 0.6  # of the publications an author must be in, to be taken for the owner


def likely_owner(bibliography: Bibliography) -> str:
    """Returns the author of most publications, in the longest spelling; empty where nobody stands out."""
    counts: Counter[tuple[str, str]] = Counter()
    spellings: dict[tuple[str, str], str] = {}
    for publication in bibliography:
        names = {(folded(a.name.family), folded(a.name.given)[:1]): a.name.full for a in publication.authors}
        counts.update(names.keys())
        spellings |= {key: max(spellings.get(key, ""), name, key=len) for key, name in names.items()}
    (owner, most), (_, second) = (*counts.most_common(2), (("", ""), 0), (("", ""), 0))[:2]
    return spellings.get(owner, "") if most > max(1, second) and most >= _SHARE * len(bibliography) else ""


def image_folder(bibliography: Bibliography, files: Iterable[str]) -> str:
    """Returns the folder below which the site keeps its preview images, such as ``images``; empty where it is unclear.

    Shape: ``files`` are paths relative to the site, with slashes.
    """
    wanted = [name for each in bibliography if (name := each.image) and not name.startswith(("/", ".", "http"))]
    paths = sorted(files)
    if any(name in paths for name in wanted):
        return ""
    folders = Counter(folder for name in set(wanted) for folder in _folders(name, paths))
    folder, count = next(iter(folders.most_common(1)), ("", 0))
    return folder if 2 * count > len(set(wanted)) else ""


def _folders(name: str, paths: Iterable[str]) -> Iterator[str]:
    tail = PurePosixPath(name).parts
    for path in paths:
        parts = PurePosixPath(path).parts
        if len(parts) > len(tail) and parts[-len(tail) :] == tail:
            yield "/".join(parts[: -len(tail)])


_TAG = re.compile(r"<(?!img\b)[^<>]*>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_ENTRY = re.compile(
    r"^[ \t]*(?:<(?:div|ul|ol|li|table|details)\b|[-*+][ \t]|\d{1,3}(?:[.)][ \t]|、)|\[\d+\])", re.MULTILINE
)
_LABEL = re.compile(r"(?:&\w+;|[\s*_])*(?:(?:19|20)\d\d|\*\*[^*]+\*\*:?)(?:&\w+;|[\s*_])*")
_PUBLICATIONS = re.compile(r"\b(?:publications?|papers)\b|论文|論文|發表|发表", re.IGNORECASE)


class Section(Struct, frozen=True):
    """The section on publications.

    Shape: ``at`` is where regions go; ``text`` is what stands there, by hand; ``is_raw`` says that HTML is around it,
    in which Markdown is not read.
    """

    at: int
    text: str
    is_raw: bool


def has_section(text: str, path: str) -> bool:
    """Tells whether a page has a section on publications."""
    return find_section(text, path) is not None


def find_section(text: str, path: str) -> Section | None:
    """Finds the section below the heading of the publications, or the page whose title says so.

    A heading inside a comment or code is none. Deeper headings, such as topics and years, belong to the section.
    """
    kind = syntax_of(path).kind
    prose = masked(text, kind).replace(PRINTED, " ")
    found = list(headings(prose, kind))
    heading = next((each for each in found if _PUBLICATIONS.search(each.title)), None)
    title = title_heading(text)
    if heading is None and title and _PUBLICATIONS.search(title.title):
        heading = title
    if heading is None:
        return None
    start, end = _end_of_line(text, heading.end), _end(heading, found, len(text))
    at = _before_entries(prose, start, end, [each.start for each in found])
    below = prose[at:end].strip()
    return Section(at, below if _TAG.sub("", below).strip() else "", kind == "markdown" and is_raw(prose, at))


def _before_entries(prose: str, start: int, end: int, headings_at: Sequence[int]) -> int:
    """Returns where the words end that introduce the entries: a link to a profile, what marks mean.

    A year or a label alone, such as ``**Journals**``, belongs to the entries below it.
    """
    firsts = [found.start() for found in _ENTRY.finditer(prose, start, end)]
    firsts += [at for at in headings_at if start <= at < end]
    words = list(_PARAGRAPH.finditer(prose, start, min(firsts))) if firsts else []
    while words and _LABEL.fullmatch(_TAG.sub("", words[-1].group())):
        words.pop()
    return _end_of_line(prose, words[-1].start() + len(words[-1].group().rstrip())) if words else start


def _end(heading: Heading, found: Sequence[Heading], end: int) -> int:
    return next((each.start for each in found if each.start >= heading.end and each.level <= heading.level), end)


def _end_of_line(text: str, offset: int) -> int:
    newline = text.find("\n", offset)
    end = len(text) if newline < 0 else newline
    return end - 1 if text[offset:end].endswith("\r") else end
