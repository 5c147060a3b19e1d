"""Real pages: a site's ``about.md`` with its includes, as HTML, and the boxes and list entries on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from visible import kramdown

from corpus.forms.dom import Element, tree

if TYPE_CHECKING:
    from pathlib import Path

# A heading that opens a part about publications, or (in it) a part about something else.
_ABOUT_PAPERS = re.compile(
    r"publication|paper|preprint|pre-print|manuscript|article|journal|conference|selected works|tech reports"
    r"|representative|论文|others|highlight",
    re.IGNORECASE,
)
_ABOUT_OTHERS = re.compile(
    r"review|service|talk|award|honou?r|news|education|experience|project|intern|patent|专利|teach|academic|committee"
    r"|member|presentation|demo|summer|competition|research topics",
    re.IGNORECASE,
)
_MARK = r"(\\dagger|\\ddagger|\\ast|\\star|\\#|\\\*|[*†‡#✉️,]+)"
_SYMBOLS = {r"\dagger": "†", r"\ddagger": "‡", r"\ast": "*", r"\star": "*", r"\#": "#", r"\*": "*"}


@dataclass(frozen=True)
class Site:
    """A site's name and the tree of its page."""

    name: str
    root: Element


@dataclass(frozen=True)
class Found:
    """A box or list entry of a site."""

    site: str
    kind: str
    element: Element


def read_sites(folder: Path) -> list[Site]:
    """Reads the pages of all sites, includes in their places."""
    names = sorted({path.name.split("__")[0] for path in folder.glob("*__about.md")})
    texts = [_page(folder, name) for name in names]
    return [Site(name, tree(html)) for name, html in zip(names, kramdown(texts), strict=True)]


def _page(folder: Path, name: str) -> str:
    about = next(folder.glob(f"{name}__*__about.md")).read_text(encoding="utf-8")
    rest = dict.fromkeys(sorted(folder.glob(f"{name}__*__inc_*.md")))
    for match in re.findall(r"\{%\s*include(?:_relative)?\s+([\w./-]+)\s*%\}", about):
        path = next((path for path in rest if path.name.endswith(match.replace("/", "_"))), None)
        if path:
            del rest[path]
            about = re.sub(
                r"\{%\s*include(?:_relative)?\s+" + re.escape(match) + r"\s*%\}",
                lambda _, path=path: "\n\n" + path.read_text(encoding="utf-8") + "\n\n",
                about,
                count=1,
            )
    return as_shown("\n\n".join([about, *(path.read_text(encoding="utf-8") for path in rest)]))


def as_shown(text: str) -> str:
    """Takes away what no reader sees (front matter, comments, Liquid) and draws the marks MathJax would draw."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
    return re.sub(r"\$\^\{?" + _MARK + r"\}?\$", lambda match: f"<sup>{_symbol(match[1])}</sup>", text)


def _symbol(mark: str) -> str:
    return _SYMBOLS.get(mark, mark).replace("*", "&#42;")


def find_entries(site: Site) -> list[Found]:
    """Finds the boxes and, in parts about publications, the list entries outside boxes."""
    found: list[Found] = []
    is_inside = False

    def visit(element: Element) -> None:
        nonlocal is_inside
        if re.fullmatch("h[1-6]", element.tag):
            is_inside = _is_about_papers(element, is_inside)
        elif element.has_class("paper-box"):
            found.append(Found(site.name, "box", element))
        elif element.tag == "li" and is_inside:
            found.append(Found(site.name, "list", element))
        else:
            for each in element.inside:
                if isinstance(each, Element):
                    visit(each)

    visit(site.root)
    return found


def _is_about_papers(heading: Element, is_inside: bool) -> bool:
    if _ABOUT_PAPERS.search(heading.text):
        return not re.search(r"review|committee|member", heading.text, re.IGNORECASE)
    if heading.tag == "h1" and not re.match(r"\W*(19|20)\d\d", heading.text.strip()):
        return False
    return is_inside and not _ABOUT_OTHERS.search(heading.text)
