"""What ``pubs init`` would write: ``pubs.toml``, the page with empty regions, and what Jekyll leaves out."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.bibliography import Bibliography
from pubmanager.config.find import FILE_NAME, JEKYLL_CONFIG
from pubmanager.config.formulas import files_below
from pubmanager.config.jekyll import excluded, excluding
from pubmanager.config.kinds import UNKNOWN, Shown, boxes_and_list, settings_text
from pubmanager.config.schema import Config, MeConfig
from pubmanager.findings import quoted
from pubmanager.globs import find_files
from pubmanager.inputs import read_source
from pubmanager.notes import nobody_is_owner
from pubmanager.pages.syntax import front_matter_end, syntax_of
from pubmanager.setup.surroundings import (
    Surroundings,
    bare_files,
    find_section,
    folder_of,
    listing_files,
    look_around,
)
from pubmanager.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pubmanager.config.kinds import SiteKind
    from pubmanager.site import Site


_TAG = re.compile(r"<[^<>]*>?")
_BOX = re.compile(r"\bpaper-box(?![\w-])")
_PERMALINK = re.compile(r"^permalink[ \t]*:[ \t]*[\"']?(?P<address>[^\s\"']+)", re.MULTILINE)
# The heading of a section, and before what it stands at the end of a page.
_HEADINGS = {"html": "<h2>Publications</h2>", "latex": "\\section*{Publications}", "rst": "Publications\n============"}
_CLOSINGS = {
    "html": re.compile(r"(?:^[ \t]*)?</(?:main|body|html)>", re.MULTILINE | re.IGNORECASE),
    "latex": re.compile(r"(?:^[ \t]*)?\\end\{document\}", re.MULTILINE),
}


_FIRST = "# `pubs settings` shows what each key does, `pubs themes NAME` the options of a theme.\n"


class Proposal(Struct, frozen=True):
    """What ``pubs init`` would write. Shape: ``(path relative to the site, old text or None, new text, source)``."""

    files: tuple[tuple[str, str | None, str, Source | None], ...]
    notes: tuple[str, ...]


def propose(root: Path, found: Surroundings) -> Proposal:
    """Proposes the settings, the page with empty regions and, on Jekyll, what keeps the sources unpublished."""
    bibliography = read_bibliography(root, found)
    kind, page = found.kind, found.page or _new_page(root, found.kind)
    source = read_source(root / page, page) if (root / page).is_file() else None
    shown_on = source or (Source(page, kind.head) if kind.is_jekyll else None)  # its permalink says from where links go
    lists = _lists(source, bibliography, found)
    settings = _FIRST + settings_text(
        found.bibs,
        (page,),
        found.owner,
        found.aliases,
        _assets(root, bibliography, shown_on, found),
        lists,
        _formulas(bibliography, found),
    )
    names = [each.name for each in lists]
    files: list[tuple[str, str | None, str, Source | None]] = [("pubs.toml", None, settings, None)]
    pages, notes = _page_with_regions(page, source, kind, names)
    files += pages
    if kind.is_jekyll:
        change, note = kept_out(root, (FILE_NAME, *found.bibs))
        files += [change] if change else []
        notes += [note] if note else []
        notes += _listed_elsewhere(root, page, names)
    return Proposal(tuple(files), (*found.notes, *notes, *_about_owner(bibliography)))


def _listed_elsewhere(root: Path, page: str, names: Sequence[str]) -> list[str]:
    """Says which other files list papers by jekyll-scholar, and what to do with them; what searches its list too."""
    notes = []
    for file, tag in listing_files(root, files_below(root), page):
        name = next(each for each in ("selected", "papers", "more") if each not in names) if names else "selected"
        where = "" if name != "selected" else ' with where = "selected"'
        notes.append(
            f"{file}: {quoted(tag, 60)} lists papers too: replace it by <!-- pubs:begin {name} --> and "
            f"<!-- pubs:end {name} -->, add '{file}' to 'pages', and a [list.{name}]{where}"
        )
    if (root / page).is_file() and _SEARCH in read_source(root / page, page).text:
        notes.append(f"{page}: remove the include of {_SEARCH}: it searches the list of jekyll-scholar alone")
    return notes


_SEARCH = "bib_search.liquid"  # al-folio's field above its list


def kept_out(root: Path, names: Sequence[str]) -> tuple[tuple[str, str, str, Source] | None, str]:
    """Returns what keeps files out of a site that Jekyll builds: a change of its settings, or what to do by hand."""
    source = read_source(root / JEKYLL_CONFIG, JEKYLL_CONFIG)
    hidden = [each for each in names if not each.startswith("_") and each not in excluded(source.text)]
    without = excluding(source.text, hidden, source.newline)
    if without is None:
        return None, f"add {', '.join(hidden)} to 'exclude' in {JEKYLL_CONFIG}: Jekyll would publish them"
    return ((JEKYLL_CONFIG, source.text, without, source) if without != source.text else None), ""


def example_settings(kind: SiteKind) -> str:
    """Returns the settings of a kind of site with selected papers, as the documentation shows them."""
    found = Surroundings((kind.bib,), kind.page.split("|")[0], kind, "Ada Lovelace")
    page = Source(found.page, kind.head)
    image = {"image": f"{_served(kind.images.rstrip('/'), page, found)}/"}
    theme = "paper-box" if kind.name == "jekyll" else "cards"
    assets = kind.assets or image
    return settings_text(found.bibs, (found.page,), found.owner, (), assets, kind.lists or boxes_and_list(theme))


def _formulas(bibliography: Bibliography, found: Surroundings) -> str:
    """Returns how formulas are written, where it is not the usual way: on a site as text also before a paper has some.

    In a folder of no known kind, the page may be shown by a site elsewhere.
    """
    is_text = found.formulas == "text" and (found.kind is not UNKNOWN or bibliography.has_formulas)
    return found.formulas if found.formulas == "markdown" or is_text else ""


def complete(root: Path, site: Site) -> Proposal:
    """Proposes what is missing of a site that has settings: regions for lists that no page shows, a page for them, and
    the format of lists in raw HTML.

    Nothing that is there changes.
    """
    shown = {region.name for _, page in site.pages for region in page.regions}
    missing = [name for name, each in site.config.lists.items() if not each.file and name not in shown]
    if not missing or shown:
        return Proposal((), tuple(_about_owner(site.bibliography)))
    found = look_around(root)
    settings = read_source(root / FILE_NAME, FILE_NAME)
    listed = [path.relative_to(root).as_posix() for path, _ in site.pages]
    page = (*listed, found.page or _new_page(root, found.kind))[0]
    source = read_source(root / page, page) if (root / page).is_file() else None
    files, notes = _page_with_regions(page, source, found.kind, missing)
    text = settings.text if page in listed else _with_page(settings.text, page, settings.newline)
    if source and (section := find_section(source.text, source.path)) and section.is_raw:
        for name in [name for name in missing if not site.config.lists[name].format]:
            new = _with_format(text, name, settings.newline)
            text, notes = new, [*notes, *([] if new != text else [f'set format = "html" in [list.{name}]'])]
    if text != settings.text:
        files.insert(0, (FILE_NAME, settings.text, text, settings))
    return Proposal(tuple(files), (*notes, *_about_owner(site.bibliography)))


def _with_format(settings: str, name: str, newline: str) -> str:
    """Returns the settings with a list written as HTML; unchanged where the list is no table of its own."""
    table = re.search(rf"^[ \t]*\[\s*list\s*\.\s*[\"']?{re.escape(name)}[\"']?\s*\][^\r\n]*", settings, re.MULTILINE)
    return f'{settings[: table.end()]}{newline}format = "html"{settings[table.end() :]}' if table else settings


def _with_page(settings: str, page: str, newline: str) -> str:
    """Returns the settings with a page added; keys stand before the first table."""
    line = f"pages = [{json.dumps(page, ensure_ascii=False)}]"
    if found := re.search(r"^pages\s*=\s*\[\s*\]", settings, re.MULTILINE):
        return settings[: found.start()] + line + settings[found.end() :]
    bib = re.search(r"^bib\s*=.*(?:\r?\n|\Z)", settings, re.MULTILINE)
    at = bib.end() if bib and settings[bib.start() : bib.end()].count("[") == settings[: bib.end()].count("]") else 0
    return f"{settings[:at]}{line}{newline}{settings[at:]}"


def read_bibliography(root: Path, found: Surroundings) -> Bibliography:
    """Reads the ``.bib`` files of a site, with its owner."""
    paths = [root / path for path in sorted({path for each in found.bibs for path in find_files(root, each).files})]
    me = MeConfig(found.owner, found.aliases)
    return Bibliography.load(*paths, config=Config(me=me), root=root)


def _new_page(root: Path, kind: SiteKind) -> str:
    """Returns the page that a site gets where it has none."""
    return next((page for page in kind.page.split("|")[::-1] if not (root / page).exists()), UNKNOWN.page)


def _page_with_regions(
    page: str, source: Source | None, kind: SiteKind, names: Sequence[str]
) -> tuple[list[tuple[str, str | None, str, Source | None]], list[str]]:
    """Returns the page as it would be, if it changes, and what there is to say about it."""
    if source is None:
        head = kind.head or UNKNOWN.head
        new, notes = _with_regions(Source(page, head), names)
        return [(page, None, f"{new.rstrip()}\n", None)], [*notes, *([kind.note] if kind.note else [])]
    new, notes = _with_regions(source, names)
    return ([(page, source.text, new, source)] if new != source.text else []), notes


def _about_owner(bibliography: Bibliography) -> list[str]:
    """Says so where the owner wrote nothing."""
    me = bibliography.config.me
    if not len(bibliography) or not me.name or any(each.me for each in bibliography):
        return []
    return [nobody_is_owner(bibliography)]


def _lists(source: Source | None, bibliography: Bibliography, found: Surroundings) -> tuple[Shown, ...]:
    """Returns the lists to begin with: those of the kind of site, unless what the owner wrote looks otherwise.

    Boxes need the style sheet of AcadHomepage; cards, which bring their own, stand for them elsewhere.
    """
    page = source.text if source else ""
    section = find_section(page, source.path) if source else None
    written = bool(section and section.written)
    has_boxes = bool(_BOX.search(page))
    has_selected = any(each.is_selected for each in bibliography)
    form = "html" if section and section.is_raw else ""
    if found.kind.lists and not written and not has_boxes:
        return tuple(replace(each, format=form) for each in found.kind.lists)
    may_be_boxes = not written and (has_selected or any(each.image for each in bibliography))
    theme = "paper-box" if has_boxes or found.has_boxes else "cards"
    theme = theme if may_be_boxes or has_boxes else "venue-list"
    lists = boxes_and_list(theme) if has_selected else (Shown("publications", theme),)
    return tuple(replace(each, format=form) for each in lists)


def _assets(root: Path, bibliography: Bibliography, page: Source | None, found: Surroundings) -> dict[str, str]:
    """Returns the folders of bare file names as pages find them."""
    if found.kind.assets:
        return {kind: found.base + folder for kind, folder in found.kind.assets.items()}
    files = [path.relative_to(root).as_posix() for path in files_below(root)]
    folders = {kind: folder_of(names, files) for kind, names in bare_files(bibliography).items()}
    # What is not below the root of the site, as in the folder of one page of Hugo, has no address of its own.
    served = {kind: each for kind, each in folders.items() if each and f"{each}/".startswith(found.kind.root)}
    return {kind: _served(folder, page, found) + "/" for kind, folder in served.items()}


def _served(folder: str, page: Source | None, found: Surroundings) -> str:
    """Returns where a page finds a folder of the site."""
    kind = found.kind
    public = folder.removeprefix(kind.root).removeprefix("static/").removeprefix("public/")
    if kind.name == "mkdocs":
        path = page.path if page else kind.page
        parts = PurePosixPath(path.removeprefix(kind.root)).with_suffix("").parts
        return "../" * (len(parts) - (parts[-1] == "index")) + public
    if public == folder and (kind.is_relative or page is None or _is_at_root(page)):
        return folder
    return f"{found.base}/{public}"


def _is_at_root(page: Source) -> bool:
    """Whether addresses on a page start at the site's root: its permalink is `/`, or it is a file there."""
    found = _PERMALINK.search(page.text, 0, front_matter_end(page.text))
    permalink = found["address"] if found else None
    path = PurePosixPath(page.path)
    return permalink == "/" if permalink else path.suffix == ".html" or path.stem in ("index", "about", "pub")


def _with_regions(source: Source, names: Sequence[str]) -> tuple[str, list[str]]:
    """Returns the page with empty regions below its heading of publications, above what is written there.

    Never around hand-written entries: what stands below the heading stays, and the notes say so. Only the tag of
    jekyll-scholar that lists all papers is replaced.
    """
    text, newline = source.text, source.newline
    if "pubs:begin" in text:
        return text, []
    comment = syntax_of(source.path).comments[0]
    regions = f"{newline}{newline}".join(
        f"{comment.around(f'pubs:begin {name}')}{newline}{comment.around(f'pubs:end {name}')}" for name in names
    )
    section = find_section(text, source.path)
    if section is None:
        return _at_the_end(source, regions), []
    notes = []
    if section.written:
        begin = _TAG.sub("", section.written).strip()
        since = f", from {quoted(begin, 40)} on" if begin else ""
        notes.append(
            f"{source.path}: remove the hand-written entries below the new regions{since}, "
            f"or run 'pubs adopt {source.path}' to convert them"
        )
    if section.end > section.at:
        notes.append(f"{source.path}: the new regions replace {quoted(section.loop, 60)}")
    elif section.loop:
        notes.append(f"{source.path}: remove {quoted(section.loop, 60)} below the new regions: it lists the papers too")
    rest = text[section.end :]
    before = text[: section.at].rstrip() if section.end > section.at else text[: section.at]
    before += f"{newline}{newline}{regions}"
    gap = newline if rest.strip() and not rest.startswith(2 * newline) else ""
    return before + gap + (rest or newline), notes


def _at_the_end(source: Source, regions: str) -> str:
    """Returns the page with a heading and the regions as its last section."""
    text, newline = source.text, source.newline
    kind = syntax_of(source.path).kind
    heading = _HEADINGS.get(kind, "# Publications").replace("\n", newline)
    closing = _CLOSINGS[kind].search(text) if kind in _CLOSINGS else None
    before, after = (text[: closing.start()], text[closing.start() :]) if closing else (text, "")
    gap = "" if before.endswith(newline) or not before else newline
    return f"{before}{gap}{newline}{heading}{newline}{newline}{regions}{newline}{after}"
