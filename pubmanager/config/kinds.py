"""Kinds of sites: by what they are known, where their publications go, and the settings that work there.

``pubs init`` and ``docs/sites.md`` both read this table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.config.jekyll import AL_FOLIO

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path


class Shown(Struct, frozen=True):
    """A list to begin with, as ``[list.NAME]`` has it."""

    name: str
    theme: str
    where: str = ""
    group: str = ""
    comment: str = ""
    format: str = ""


class SiteKind(Struct, frozen=True):
    """One kind of site.

    Shape: a site is of it where all of ``files`` are there, each by one of the globs that ``|`` separates; ``page`` is
    where publications go, ``head`` what a new page begins with; ``root`` is the folder that the generator serves as
    the site's root; ``is_relative`` says that addresses are seen from the page; ``images`` is the folder of previews
    in ``root``; ``lists`` are those to begin with, empty for boxes of the selected papers and a list of the rest;
    ``command`` goes before the build; ``note`` is what a new page needs besides; ``reads_formulas`` is what in a
    site's files says that its Markdown reads formulas, ``EVERYTHING`` where it always does; ``keeps_html`` is what says
    that Markdown pages keep HTML, empty where they always do.
    """

    name: str
    title: str
    files: tuple[str, ...]
    page: str
    head: str = ""
    root: str = ""
    is_relative: bool = False
    images: str = "images/"
    assets: Mapping[str, str] = {}
    lists: tuple[Shown, ...] = ()
    command: str = "none, the page is committed"
    bib: str = "publications.bib"
    note: str = ""
    reads_formulas: str = ""
    keeps_html: str = ""

    @property
    def is_jekyll(self) -> bool:
        return self.files[:1] == (_JEKYLL,)

    def is_home(self, page: str) -> bool:
        """Whether a page without a section on publications may get one: Jekyll's and plain pages hold several."""
        return self.is_jekyll or self.name in ("", "html") or page.startswith(self.page.rpartition(".")[0])


EVERYTHING = "."
_JEKYLL = "_config.yml"
_RENDER = "`pubs render`"
_BY_YEAR = "year"
_TITLE = "---\ntitle: Publications\n---\n\n"
_PERMALINK = "---\nlayout: {layout}\ntitle: Publications\npermalink: /publications/\n---\n\n"
_HTML = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Publications</title>\n'
    "</head>\n<body>\n\n</body>\n</html>\n"
)

# The first that a site is of counts: the more special come before the general.
KINDS = (
    SiteKind("al-folio", "al-folio", (_JEKYLL, "_bibliography/*.bib|_layouts/bib.*"), "_pages/publications.md",
             _PERMALINK.format(layout="page"), images="assets/img/publication_preview/", assets=AL_FOLIO,
             # For its own page, where the list is in a `<div>`, in which Jekyll reads no Markdown.
             lists=(Shown("all", "badge-list", group=_BY_YEAR, format="html"),), bib="_bibliography/papers.bib"),
    SiteKind("luost26", "luost26", (_JEKYLL, "_includes/widgets/publication_*"), "publications.html",
             _PERMALINK.format(layout="default"), images="assets/images/covers/"),
    SiteKind("academicpages", "academicpages", (_JEKYLL, "_publications|markdown_generator"), "_pages/publications.md",
             _PERMALINK.format(layout="archive"), lists=(Shown("all", "citation-list", group=_BY_YEAR),)),
    SiteKind("jekyll", "AcadHomepage, other Jekyll sites", (_JEKYLL,), "_pages/about.md|publications.md",
             _PERMALINK.format(layout="page")),
    SiteKind("quarto", "Quarto", ("_quarto.yml",), "publications.qmd", _TITLE, is_relative=True, bib="references.bib",
             command="`pre-render: pubmanager render`", note="add publications.qmd to the navbar in _quarto.yml",
             reads_formulas=EVERYTHING),
    SiteKind("mkdocs", "MkDocs", ("mkdocs.yml",), "docs/publications.md", "# Publications\n\n", root="docs/",
             images="docs/images/", command=_RENDER, reads_formulas="arithmatex"),
    SiteKind("hugo", "Hugo, HugoBlox",
             ("hugo.toml|hugo.yaml|hugo.yml|hugo.json|config/_default|config.toml|archetypes",),
             "content/publications.md", _TITLE, root="static/", images="static/images/", command=_RENDER,
             keeps_html=r"unsafe[\"']?\s*[:=]\s*true"),
    SiteKind("pelican", "Pelican", ("pelicanconf.py",), "content/pages/publications.md", "Title: Publications\n\n",
             root="content/", images="content/images/", command=_RENDER),
    SiteKind("sphinx", "Sphinx", ("conf.py",), "publications.md", "# Publications\n\n", is_relative=True,
             images="_static/images/", command=_RENDER, note="add publications to a toctree",
             reads_formulas="dollarmath"),
    SiteKind("eleventy", "Eleventy", (".eleventy.js|eleventy.config.*",), "publications.md", _TITLE, command=_RENDER,
             reads_formulas="markdown-it-katex|markdown-it-mathjax|markdown-it-texmath|markdown-it-math"),
    SiteKind("html", "Plain HTML", ("*.html",), "publications.html", _HTML, is_relative=True, command=_RENDER),
)  # fmt: skip
UNKNOWN = SiteKind("", "", (), "publications.md", "# Publications\n\n")


def kind_of(root: Path) -> SiteKind:
    """Returns the kind of a site, ``UNKNOWN`` where no file tells."""
    return next((kind for kind in KINDS if all(_has(root, globs) for globs in kind.files)), UNKNOWN)


def _has(root: Path, globs: str) -> bool:
    return any(next(root.glob(glob), None) is not None for glob in globs.split("|"))


def boxes_and_list(theme: str) -> tuple[Shown, ...]:
    """Returns the two lists of most sites: boxes of the selected papers, and the rest."""
    shape = {"paper-box": "as boxes", "cards": "as cards"}.get(theme, "as a list")
    rest = theme if shape == "as a list" else "badge-list"
    return (
        Shown("selected", theme, "selected", comment=f"papers with selected = {{true}}, {shape}"),
        Shown("others", rest, "not selected", comment="the rest, as a list"),
    )


_WIDTH = 29  # of what stands before a comment


def settings_text(
    bibs: Collection[str],
    pages: Collection[str],
    name: str,
    aliases: Collection[str],
    assets: Mapping[str, str],
    lists: Collection[Shown],
    formulas: str = "",  # another way than the usual one to write formulas
) -> str:
    """Returns a ``pubs.toml`` to start from."""
    import json

    def quoted(*texts: str) -> str:
        return ", ".join(json.dumps(text, ensure_ascii=False) for text in texts)

    lines = [f"bib = [{quoted(*bibs)}]", f"pages = [{quoted(*pages)}]"]
    reasons = {"markdown": "the site's Markdown reads $…$", "text": "the site has no MathJax or KaTeX"}
    lines += [f"{f'formulas = {quoted(formulas)}':<{_WIDTH}}  # {reasons[formulas]}"] if formulas else []
    lines += ["", "[me]", f"name = {quoted(name)}"]
    lines += [f"aliases = [{quoted(*aliases)}]"] if aliases else []
    lines += ["", "[assets]"] if assets else []
    for kind, folder in assets.items():
        comment = "  # where the files named in `preview` are" if kind == "image" else ""
        lines.append(f"{f'{kind} = {quoted(folder)}':<{_WIDTH if comment else 0}}{comment}")
    for each in lists:
        header = f"[list.{each.name}]"
        lines += [
            "",
            f"{header:<{_WIDTH}}  # {each.comment}" if each.comment else header,
            f"theme = {quoted(each.theme)}",
        ]
        lines += [f"where = {quoted(each.where)}"] if each.where else []
        lines += [f"group = {quoted(each.group)}"] if each.group else []
        lines += ['sort = "-date"', *([f"format = {quoted(each.format)}"] if each.format else [])]
    return "\n".join(lines) + "\n"
