"""A site of several pages and files, before and after an edit of its ``.bib``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from durability.processes import run

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = (
    "@article{{{key},\n  title = {{{title}}},\n  author = {{Byron, Ada}},\n  journal = {{Nature}},\n  year = 2024}}\n\n"
)
BIB = "".join(
    ENTRY.format(key=key, title=title) for key, title in (("owl", "Owls"), ("lark", "Larks"), ("wren", "Wrens"))
)
PASTE = ENTRY.format(key="kite", title="Kites")
PAGE = "# Mine\n\n<!-- pubs:begin all -->\n<!-- pubs:end all -->\n\nThe end\n"
SETTINGS = (
    'bib = "papers.bib"\npages = ["about.md", "more/*.md"]\n[list.all]\ntheme = "badge-list"\n'
    '[list.whole]\ntheme = "citation-list"\nfile = "_includes/pub.md"\n[list.each]\ntheme = "badge-list"\nfile = "pub/{key}.md"\n'
)


def make_site(folder: Path) -> Path:
    """Makes a rendered site whose ``.bib`` has been edited since, so that six files are stale and one is new."""
    (folder / "more").mkdir(parents=True)
    for page in ("about.md", "more/a.md", "more/b.md"):
        (folder / page).write_text(PAGE, encoding="utf-8")
    (folder / "pubs.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "papers.bib").write_text(BIB, encoding="utf-8")
    done = run(folder, "render")
    assert done.code == 0, done.err
    edited = BIB.replace("Byron, Ada", "Byron,   Augusta Ada") + ENTRY.format(key="rook", title="Rooks").replace(
        "year", "pages = {7-9},\n  year"
    )
    (folder / "papers.bib").write_text(edited, encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a site but what starts with a dot, with its bytes."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob(".*"))
