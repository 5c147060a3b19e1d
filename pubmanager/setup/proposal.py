"""What ``pubs init`` would write: ``pubs.toml``, the page with empty regions, and what Jekyll leaves out."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.bibliography import Bibliography
from pubmanager.config.find import JEKYLL_CONFIG
from pubmanager.config.jekyll import excluded, excluding
from pubmanager.inputs import read_source
from pubmanager.pages.syntax import front_matter_end, syntax_of
from pubmanager.setup.surroundings import files_below, find_section, image_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pubmanager.source import Source


_BOX = re.compile(r"\bpaper-box(?![\w-])")
_PERMALINK = re.compile(r"^permalink[ \t]*:[ \t]*[\"']?(?P<address>[^\s\"']+)", re.MULTILINE)
# The heading of a section, and before what it stands at the end of a page.
_HEADINGS = {"html": "<h2>Publications</h2>", "latex": "\\section*{Publications}", "rst": "Publications\n============"}
_CLOSINGS = {
    "html": re.compile(r"^[ \t]*</(?:main|body)>", re.MULTILINE | re.IGNORECASE),
    "latex": re.compile(r"^[ \t]*\\end\{document\}", re.MULTILINE),
}


class Proposal(Struct, frozen=True):
    """What ``pubs init`` would write. Shape: ``(path relative to the site, old text or None, new text, source)``."""

    files: tuple[tuple[str, str | None, str, Source | None], ...]
    notes: tuple[str, ...]


# The folder that a generator makes the site of, and those that resolve addresses from the page's own folder.
_ROOTS = {"hugo": "static/", "mkdocs": "docs/", "pelican": "content/"}
_RELATIVE = ("sphinx", "quarto")


class _List(Struct, frozen=True):
    name: str
    theme: str
    where: str = ""
    comment: str = ""
    format: str = ""


def propose(root: Path, bibs: Sequence[str], page: str, name: str, kind: str) -> Proposal:
    """Proposes the settings, the page with empty regions and, on Jekyll, what keeps the sources unpublished."""
    bibliography = Bibliography.load(*(root / bib for bib in bibs))
    source = read_source(root / page, page) if page else None
    kind = kind or ("html" if page.endswith((".html", ".htm")) else "")
    lists = _lists(source, bibliography, kind)
    folder = image_folder(bibliography, (path.relative_to(root).as_posix() for path in files_below(root)))
    settings = settings_text(bibs, page, name, lists, _served(folder, source, kind))
    files: list[tuple[str, str | None, str, Source | None]] = [("pubs.toml", None, settings, None)]
    notes: list[str] = []
    if source:
        new, note = _with_regions(source, [each.name for each in lists])
        notes += [note] if note else []
        files += [(page, source.text, new, source)] if new != source.text else []
    if kind == "jekyll":
        change, note = kept_out(root, ("pubs.toml", *bibs))
        files += [change] if change else []
        notes += [note] if note else []
    return Proposal(tuple(files), tuple(notes))


def kept_out(root: Path, names: Sequence[str]) -> tuple[tuple[str, str, str, Source] | None, str]:
    """Returns what keeps files out of a site that Jekyll builds: a change of its settings, or what to do by hand."""
    source = read_source(root / JEKYLL_CONFIG, JEKYLL_CONFIG)
    hidden = [each for each in names if not each.startswith("_") and each not in excluded(source.text)]
    without = excluding(source.text, hidden, source.newline)
    if without is None:
        return None, f"add {', '.join(hidden)} to 'exclude' in {JEKYLL_CONFIG}: Jekyll would publish them"
    return ((JEKYLL_CONFIG, source.text, without, source) if without != source.text else None), ""


def _lists(source: Source | None, bibliography: Bibliography, kind: str) -> tuple[_List, ...]:
    """Returns the lists to begin with: boxes for the selected ones, unless what the owner wrote has no boxes.

    Cards stand for boxes on sites that have no style for them.
    """
    page = source.text if source else ""
    section = find_section(page, source.path if source else "")
    written = bool(section and section.text)
    has_selected = any(each.is_selected for each in bibliography)
    may_be_boxes = not written and (has_selected or any(each.image for each in bibliography))
    boxes = "paper-box" if kind in ("", "jekyll") or _BOX.search(page) else "cards"
    theme = boxes if may_be_boxes or _BOX.search(page) else "venue-list"
    form = "html" if section and section.is_raw else ""
    if not has_selected:
        return (_List("publications", theme, format=form),)
    shape = {"paper-box": "as boxes", "cards": "as cards"}.get(theme, "as a list")
    return (
        _List("selected", theme, "selected", f"papers with selected = {{true}}, {shape}", form),
        _List("others", "badge-list" if theme == boxes else theme, "not selected", "the rest, as a list", form),
    )


def _served(folder: str, page: Source | None, kind: str) -> str:
    """Returns where a page finds a folder of the site."""
    root = _ROOTS.get(kind, "")
    public = folder.removeprefix(root).removeprefix("static/").removeprefix("public/")
    if folder and page and kind == "mkdocs":
        parts = PurePosixPath(page.path.removeprefix(root)).with_suffix("").parts
        return "../" * (len(parts) - (parts[-1] == "index")) + public
    if not folder or page is None or (public == folder and (kind in _RELATIVE or _is_at_root(page))):
        return folder
    return f"/{public}"


def _is_at_root(page: Source) -> bool:
    """Whether addresses on a page start at the site's root: its permalink is `/`, or it is a file there."""
    found = _PERMALINK.search(page.text, 0, front_matter_end(page.text))
    permalink = found["address"] if found else None
    path = PurePosixPath(page.path)
    return permalink == "/" if permalink else path.suffix == ".html" or path.stem in ("index", "about", "pub")


def settings_text(bibs: Sequence[str], page: str, name: str, lists: Sequence[_List], images: str) -> str:
    """Returns a ``pubs.toml`` to start from."""
    lines = [
        "# What each key does: pubs.toml in the documentation. `pubs render` fills the regions of the pages.",
        f"bib = [{', '.join(map(_quoted, bibs))}]",
        f"pages = [{_quoted(page) if page else ''}]",
        "",
        "[me]",
        f"name = {_quoted(name)}",
        "",
    ]
    if images:
        lines += ["[assets]", f"image = {_quoted(images + '/'):<24}# where the files named in `preview` are", ""]
    for each in lists:
        lines += [
            f"[list.{each.name}]" + (f"{'':<{31 - len(each.name) - 7}}# {each.comment}" if each.comment else ""),
            f'theme = "{each.theme}"',
            *([f'where = "{each.where}"'] if each.where else []),
            'sort = "-date"',
            *([f'format = "{each.format}"'] if each.format else []),
            "",
        ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _with_regions(source: Source, names: Sequence[str]) -> tuple[str, str]:
    """Returns the page with empty regions below its heading of publications, above what is written there.

    Never around hand-written entries: what stands below the heading stays, and the note says so.
    """
    text, newline = source.text, source.newline
    if "pubs:begin" in text:
        return text, ""
    comment = syntax_of(source.path).comments[0]
    regions = f"{newline}{newline}".join(
        f"{comment.around(f'pubs:begin {name}')}{newline}{comment.around(f'pubs:end {name}')}" for name in names
    )
    section = find_section(text, source.path)
    if section is None:
        return _at_the_end(source, regions), ""
    note = f"{source.path}: the entries written by hand below the new regions are yours to remove"
    rest = text[section.at :]
    before = f"{text[: section.at]}{newline}{newline}{regions}"
    gap = newline if rest.strip() and not rest.startswith(2 * newline) else ""
    return before + gap + (rest or newline), note if section.text else ""


def _at_the_end(source: Source, regions: str) -> str:
    """Returns the page with a heading and the regions as its last section."""
    text, newline = source.text, source.newline
    kind = syntax_of(source.path).kind
    heading = _HEADINGS.get(kind, "# Publications").replace("\n", newline)
    closing = _CLOSINGS[kind].search(text) if kind in _CLOSINGS else None
    before, after = (text[: closing.start()], text[closing.start() :]) if closing else (text, "")
    gap = "" if before.endswith(newline) or not before else newline
    return f"{before}{gap}{newline}{heading}{newline}{newline}{regions}{newline}{after}"
