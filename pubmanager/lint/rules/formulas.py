"""The rule about formulas that a page cannot show."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from pubmanager.config.formulas import NOTHING_LOADED, SHOWN_AS_TEX
from pubmanager.findings import Severity
from pubmanager.latex.formulas import needs_setting
from pubmanager.latex.nodes import Math
from pubmanager.lint.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.rule import Diagnostic
    from pubmanager.lint.subjects import CheckedBibliography

_WEB = (".md", ".markdown", ".html", ".htm")


@rule("T024", scope="bibliography", severity=Severity.WARNING)
def formula_without_mathjax(checked: CheckedBibliography) -> Iterator[Diagnostic]:
    r"""A title has a formula, and the site loads nothing that displays formulas.

    Why: readers see `$O(n \log n)$`. With `formulas = "text"` in `pubs.toml` most formulas become Unicode; those that
    cannot be converted are reported one by one.

    Bad:
        --- pubs.toml
        pages = "index.md"
        --- index.md
        # Owls
        --- publications.bib
        @misc{owl, title = {Counting owls in $O(n)$}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}

    Good:
        --- pubs.toml
        pages = "index.md"
        formulas = "text"
        --- index.md
        # Owls
        --- publications.bib
        @misc{owl, title = {Counting owls in $O(n)$}, author = {Doe, Jane}, year = 2020, howpublished = {Web}}

    Fix: none; set `formulas = "text"`, or load MathJax or KaTeX on the page.
    Source: homepages that display formulas as TeX.
    """
    site, settings = checked.facts.site, checked.facts.config
    if site is None or not any(PurePath(page).suffix.lower() in _WEB for page in settings.pages):
        return
    is_text = settings.formulas == "text"
    for entry in checked.entries:
        field, shown = entry.field("title"), entry.publication
        nodes = [node for node in shown.title.nodes if isinstance(node, Math)] if shown and not shown.is_hidden else []
        if field is None or not nodes:
            continue
        if is_text and any(map(needs_setting, nodes)):
            yield field.at(f"formula {SHOWN_AS_TEX}")
        elif not is_text:
            if site.loads_nothing:
                yield field.at(NOTHING_LOADED)
            return
