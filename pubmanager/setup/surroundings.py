"""What a folder holds: the ``.bib`` files and what they say, the page and where its publications stand, the owner."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.config.formulas import HTML_IS_REMOVED, bytes_of, files_below, formulas_in, removes_html
from pubmanager.config.jekyll import bare_names, base_url, jekyll_config, me_of
from pubmanager.config.kinds import kind_of
from pubmanager.inputs import read_source
from pubmanager.model.folding import folded
from pubmanager.pages.html import is_raw
from pubmanager.pages.prose import PRINTED, Heading, headings, masked, title_heading
from pubmanager.pages.syntax import syntax_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pubmanager.bibliography import Bibliography
    from pubmanager.config.kinds import SiteKind


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
    """What a folder holds.

    Shape: paths are relative to it, with slashes; ``bibs`` may be globs; ``aliases`` are other spellings of the owner;
    ``has_boxes`` says that a style sheet of the site has paper boxes; ``base`` is the path it is served below;
    ``formulas`` is how formulas are written for it.
    """

    bibs: tuple[str, ...]
    page: str
    kind: SiteKind
    owner: str
    aliases: tuple[str, ...] = ()
    has_boxes: bool = False
    base: str = ""
    notes: tuple[str, ...] = ()
    formulas: str = "tex"


def look_around(root: Path) -> Surroundings:
    """Finds the ``.bib`` files, the page for publications, the kind of site and the owner's name."""
    files = list(files_below(root))
    names = (path.relative_to(root).as_posix() for path in files if path.suffix.lower() == ".bib")
    bibs, notes = bibs_to_read(root, [name for name in names if can_be_written(name)])
    kind = kind_of(root)
    me = me_of(root)
    name = me.name or _owner_named(root)
    notes = (*notes, HTML_IS_REMOVED) if removes_html(kind, files) else notes
    has_boxes = any(path.suffix.lower() in _STYLES and b"paper-box" in bytes_of(path) for path in files)
    return Surroundings(
        bibs,
        _page(root, kind),
        kind,
        name,
        me.aliases,
        has_boxes,
        base_url(jekyll_config(root)) if kind.is_jekyll else "",
        notes,
        formulas_in(kind, files),
    )


_STYLES = (".css", ".scss", ".sass", ".less")
# Where generators have the name of who writes: the first that gives one. HugoBlox has the owner among its authors.
_OWNERS = (
    ("_data/profile.yml", "primary_name"),
    ("_quarto.yml", "author"),
    ("mkdocs.yml", "site_author"),
    ("content/authors/admin/_index.md", "title"),
    ("content/authors/me/_index.md", "title"),
    ("data/authors/me.yaml", "display"),
    ("hugo.toml", "author|name"),
    ("hugo.yaml", "author|name"),
    ("config.toml", "author|name"),
    ("config/_default/params.yaml", "author|name"),
    ("config/_default/params.toml", "author|name"),
    ("pelicanconf.py", "AUTHOR"),
    ("conf.py", "author"),
)


def _owner_named(root: Path) -> str:
    """Returns the name that a site other than Jekyll's gives; an empty one where none does."""
    for file, key in _OWNERS:
        if (root / file).is_file():
            pattern = rf"^[ \t]*(?:{key})[ \t]*[:=][ \t]*([\"']?)(?P<name>[^\"'\[\]{{}}#\r\n]+?)\1[ \t]*(?:#.*)?$"
            if found := re.search(pattern, _text(root / file), re.MULTILINE):
                return bare_names(found["name"])[0]
    return ""


_FEWEST = 4  # files of one folder that a glob names
_OF_ONE_PAPER = "cite.bib"  # the file that HugoBlox has in the folder of each paper


def bibs_to_read(root: Path, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the ``.bib`` files of a site, as globs where there are many, and what to say about those left out.

    HugoBlox has a folder for each paper, with its entry in a ``cite.bib``, often beside a file that has all. A file
    with one entry that a page links, as ``[bib]`` of a paper, is there to be downloaded.
    """
    patterns = _globs(sorted(names, key=_place))
    held = {pattern: set().union(*(_entries(root / name) for name in files)) for pattern, files in patterns.items()}
    kept = dict(patterns)
    notes = []
    for pattern in [pattern for pattern, entries in held.items() if len(entries) == 1 and "*" not in pattern]:
        if page := _linking(root, pattern):
            del kept[pattern]
            notes.append(f"{pattern} is left out: it has one entry, and {page} links it (else: --bib {pattern})")
    for pattern in sorted(kept, key=lambda each: ("*" not in each, len(held[each]))):
        others = [each for each in kept if each != pattern and held[pattern] and held[pattern] <= held[each]]
        if others:
            del kept[pattern]
            notes.append(f"{pattern} is left out: {others[0]} has the same entries")
    for pattern in kept:
        both = [each for each in kept if each > pattern and held[each] & held[pattern]]
        notes += [f"{pattern} and {each} share entries, which lists show twice: see 'pubs lint'" for each in both]
    return tuple(kept), tuple(notes)


# Where sites have their .bib: the root, and folders of these names.
_USUAL = {"", "bib", "bibs", "bibtex", "bibliography", "_bibliography", "_data", "data", "files", "assets", "static"}


def _place(name: str) -> tuple[bool, str]:
    """Sorts files in the usual folders before others."""
    return PurePosixPath(name).parent.name not in _USUAL, name


_WEB = (".md", ".markdown", ".html", ".htm", ".qmd", ".rmd")


def _linking(root: Path, name: str) -> str:
    """Returns a page that links a file."""
    link = re.compile(rb"[\"'(=/]" + re.escape(PurePosixPath(name).name.encode()) + rb"[\"')\s>?#]")
    pages = (path for path in files_below(root) if path.suffix.lower() in _WEB)
    return next((path.relative_to(root).as_posix() for path in pages if link.search(bytes_of(path))), "")


def _globs(names: Sequence[str]) -> dict[str, list[str]]:
    """Returns the files by a glob for several of one name, or many of one folder; else by their own name."""
    found: dict[str, list[str]] = {}
    for name in names:
        path = PurePosixPath(name)
        alike = [each for each in names if PurePosixPath(each).name == path.name]
        beside = [each for each in alike if PurePosixPath(each).parent.parent == path.parent.parent]
        inside = [each for each in names if PurePosixPath(each).parent == path.parent]
        if len(path.parts) > 1 and (len(beside) > 1 or (path.name == _OF_ONE_PAPER and len(path.parts) > 2)):
            pattern = (path.parent.parent / "*" / path.name).as_posix()
        elif len(inside) >= _FEWEST:
            pattern = (path.parent / "*.bib").as_posix()
        else:
            pattern = name
        found.setdefault(pattern, []).append(name)
    return found


def _entries(file: Path) -> set[tuple[str, int | None]]:
    """Returns what the entries of a file are about: their folded titles and years."""
    from pubmanager.bibliography import Bibliography

    return {(folded(each.title.text), each.year) for each in Bibliography.load(file).publications}


def can_be_written(name: str) -> bool:
    """Whether settings, which are UTF-8, can name a file; Python stands surrogates for other bytes of a name."""
    return name.encode("utf-8", "replace") == name.encode("utf-8", "surrogatepass")


def _page(root: Path, kind: SiteKind) -> str:
    """Returns the first page that has a section on publications, else the first page there is.

    Generators that need a page of their own for it have one made: their home page is no place for a list.
    """
    first = [page for page in kind.page.split("|") if (root / page).is_file()]
    pages = [_with_publications(root, page) for page in (*first, *_PAGES) if (root / page).is_file()]
    found = next((page for page in pages if has_section(_text(root / page), page)), "")
    return found or next((page for page in pages if kind.is_home(page) or page in first), "")


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


_FILE = re.compile(r"[^/:?#]+\.\w{2,4}")


def bare_files(bibliography: Bibliography) -> dict[str, list[str]]:
    """Returns the names of local files that entries give, by kind of link; previews are of the kind ``image``."""
    found: dict[str, list[str]] = {"image": [], "pdf": [], "slides": [], "poster": [], "supp": []}
    for each in bibliography:
        found["image"] += [each.image] if each.image else []
        for link in each.links:
            if link.kind in found:
                found[link.kind].append(link.url)
    return {kind: [name for name in names if _is_local(name)] for kind, names in found.items()}


def _is_local(name: str) -> bool:
    return not name.startswith(("/", ".", "http")) and bool(_FILE.search(name))


def folder_of(names: Sequence[str], files: Sequence[str]) -> str:
    """Returns the folder below which a site keeps files, such as ``images``; empty where it is unclear.

    Shape: ``files`` are paths relative to the site, with slashes.
    """
    paths = sorted(files)
    wanted = set(names)
    if any(name in paths for name in wanted):
        return ""
    folders = Counter(folder for name in wanted for folder in _folders(name, paths))
    folder, count = next(iter(folders.most_common(1)), ("", 0))
    return folder if 2 * count > len(wanted) else ""


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
# What is more than words in a line: a tag of a block, a row of a table, a directive, a line.
_NO_PROSE = re.compile(
    r"</?(?!(?:a|abbr|b|br|code|em|font|i|img|p|s|small|span|strong|sub|sup|u)\b)\w|^[ \t]*(?:\||\.\.[ \t]|:::|---)",
    re.MULTILINE | re.IGNORECASE,
)
_LABEL = re.compile(r"(?:&\w+;|[\s*_])*(?:(?:19|20)\d\d|\*\*[^*]+\*\*:?)(?:&\w+;|[\s*_])*")
_PUBLICATIONS = re.compile(r"\b(?:publications?|papers)\b|论文|論文|發表|发表", re.IGNORECASE)


class Section(Struct, frozen=True):
    """The section on publications.

    Shape: ``at`` is where regions go, and ``end`` where the text that they replace ends; ``written`` is the first entry
    that stands there by hand, ``loop`` what makes the site list papers there by itself; both may be empty. ``is_raw``
    says that HTML is around it, in which Markdown is not read.
    """

    at: int
    end: int
    written: str
    is_raw: bool
    loop: str = ""


_LOOP = re.compile(
    r"\{%-?\s*(?:bibliography\b|for\s+\w+\s+in\s|include(?:_relative)?\s[^%]*pub)[^%]*%\}|\{\{[-\s]*(?:%|<)|\{\{<\s*[^>]*>\}\}"
)
_BIBLIOGRAPHY = re.compile(r"^(?P<before>.*?)(?P<tag>\{%-?\s*bibliography\b[^%]*%\})(?P<after>.*)$", re.MULTILINE)
# A tag of Liquid whose inside is printed more than once, under a condition or not at all, and the one that ends it.
_BLOCK = re.compile(r"\{%-?\s*(end)?(?:for|if|unless|case|capture|comment|raw)\b")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")


def _by_hand(below: str, has_headings: bool) -> str:
    """Returns the first line of entries written by hand, without markup; words about the list are none."""
    lines = [line.strip() for line in _TAG.sub(" ", below).splitlines() if _TAG.sub("", line).strip()]
    is_list = _ENTRY.search(below) or _DATED.search(below) or has_headings
    return next((line for line in lines if not line.startswith("#")), "") if is_list else ""


def has_section(text: str, path: str) -> bool:
    """Tells whether a page has a section on publications."""
    return find_section(text, path) is not None


def has_written(root: Path, page: str) -> bool:
    """Tells whether publications stand on a page by hand."""
    section = find_section(_text(root / page), page) if page else None
    return bool(section and section.written)


def find_section(text: str, path: str) -> Section | None:
    """Finds the section below the heading of the publications, or the page whose title says so.

    A heading inside a comment or code is none. Deeper headings, such as topics and years, belong to the section.
    """
    kind = syntax_of(path).kind
    shown = masked(text, kind)
    prose = shown.replace(PRINTED, " ")
    found = list(headings(prose, kind))
    heading = next((each for each in found if _PUBLICATIONS.search(each.title)), None)
    title = title_heading(text)
    if heading is None and title and _PUBLICATIONS.search(title.title):
        heading = title
    if heading is None:
        return None
    start, end = _end_of_line(text, heading.end), _end(heading, found, len(text))
    shown_by_site = _LOOP.search(text, start, end)
    limit = max(start, text.rfind("\n", start, shown_by_site.start())) if shown_by_site else end
    at = upto = _before_entries(prose, start, limit, [each.start for each in found])
    if whole := _whole_list(text, shown, at, end):
        at, upto = whole.start(), whole.end("tag")
    below = prose[upto:end].strip()
    loop = whole["tag"] if whole else found_loop.group() if (found_loop := _LOOP.search(text, at, end)) else ""
    has_headings = any(at <= each.start < end for each in found)
    is_raw_html = kind == "markdown" and is_raw(prose, at)
    written = _by_hand(below, has_headings)
    return Section(at, upto, written, is_raw_html, " ".join(loop.split()))


def _whole_list(text: str, shown: str, start: int, end: int) -> re.Match[str] | None:
    """Returns the line of jekyll-scholar's tag, where it is the only one of a page, alone there, and in no loop.

    Several tags, or one in a loop, list some of the papers each: no region says the same.
    """
    lines = [each for each in _BIBLIOGRAPHY.finditer(text) if shown[each.start("tag")] == PRINTED]
    if len(lines) != 1 or not start <= lines[0].start() < end or (lines[0]["before"] + lines[0]["after"]).strip():
        return None
    blocks = _BLOCK.findall(text, 0, lines[0].start())
    return lines[0] if 2 * blocks.count("end") == len(blocks) else None


_TEMPLATES = (".md", ".markdown", ".html", ".htm", ".liquid")
_CITED = re.compile(r"(?:^|\s)(?:--cited\w*|-c)\b")  # lists what a post cites, not the owner's papers


def listing_files(root: Path, files: Iterable[Path], page: str) -> Iterator[tuple[str, str]]:
    """Yields the other files of a site in which jekyll-scholar lists papers, each with the first tag that does."""
    for path in files:
        name = path.relative_to(root).as_posix()
        if name == page or path.suffix.lower() not in _TEMPLATES or b"bibliography" not in bytes_of(path):
            continue
        text = _text(path)
        if "pubs:begin" in text:
            continue
        shown = masked(text, syntax_of(name).kind)
        tags = (found["tag"] for found in _BIBLIOGRAPHY.finditer(text) if shown[found.start("tag")] == PRINTED)
        if tag := next((tag for tag in tags if not _CITED.search(tag)), None):
            yield name, " ".join(tag.split())


def _before_entries(prose: str, start: int, end: int, headings_at: Sequence[int]) -> int:
    """Returns where the words end that introduce the entries: a link to a profile, what marks mean.

    A year or a label alone, such as ``**Journals**``, belongs to the entries below it. Where nothing looks like an
    entry, paragraphs of words up to the first with a year are such an introduction.
    """
    firsts = [found.start() for found in _ENTRY.finditer(prose, start, end)]
    firsts += [at for at in headings_at if start <= at < end]
    words = list(_PARAGRAPH.finditer(prose, start, min(firsts, default=end)))
    if not firsts:
        words = list(takewhile(lambda each: _is_introduction(each.group()), words))
    while words and _LABEL.fullmatch(_TAG.sub("", words[-1].group())):
        words.pop()
    return _end_of_line(prose, words[-1].start() + len(words[-1].group().rstrip())) if words else start


def _is_introduction(paragraph: str) -> bool:
    return bool(_TAG.sub("", paragraph).strip()) and not (_DATED.search(paragraph) or _NO_PROSE.search(paragraph))


def _end(heading: Heading, found: Sequence[Heading], end: int) -> int:
    return next((each.start for each in found if each.start >= heading.end and each.level <= heading.level), end)


def _end_of_line(text: str, offset: int) -> int:
    newline = text.find("\n", offset)
    end = len(text) if newline < 0 else newline
    return end - 1 if text[offset:end].endswith("\r") else end
