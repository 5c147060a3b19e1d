"""Rules about the citation counts that AcadHomepage's script fills in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.files import shown_together
from pubmanager.lint.rule import MARKUP, rule
from pubmanager.pages.html import tags
from pubmanager.pages.prose import PRINTED
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.pages import CheckedPage, CheckedSite
    from pubmanager.lint.rule import Diagnostic

_PAPER = regex(r"[\w-]{12}:[\w-]{12}")
_TOTAL = regex(r"\bid\s*+=\s*+['\"]?total_cit\b", re.IGNORECASE)


@rule("W005", scope="page", languages=MARKUP, severity=Severity.ERROR)
def citations_never_show(page: CheckedPage) -> Iterator[Diagnostic]:
    """A citation span has no paper's id, or its page has no `<span id="total_cit">`.

    Why: the theme's script stops at the first missing element, and displays no further counts.

    Bad:
        --- about.md
        Owls <span class='show_paper_citations' data='aaaaaaaaaaaa:bbbbbbbbbbbb'></span>

    Good:
        --- about.md
        Cited <span id='total_cit'></span> times.
        Owls <span class='show_paper_citations' data='aaaaaaaaaaaa:bbbbbbbbbbbb'></span>

    Fix: none; decide where the page displays the total.
    Source: AcadHomepage, `_includes/fetch_google_scholar_stats.html`; 15 of 19 homepages with its script have no total.
    """
    has_total: bool | None = None
    for tag in tags(page.masked):
        if tag.name != "span" or tag.is_closing or "show_paper_citations" not in tag.classes:
            continue
        data = tag.attribute("data")
        identifier = data.value if data else ""
        if PRINTED in identifier:
            continue
        has_total = _has_total(page) if has_total is None else has_total
        if not _PAPER.fullmatch(identifier):
            yield page.at(f"citation span without a paper's id: {quoted(identifier)}", tag.start, tag.end)
        elif not has_total:
            yield page.at("citation span, but the page has no 'total_cit'", tag.start, tag.end)


def _has_total(page: CheckedPage) -> bool:
    """Whether the total stands on the page, or on the one that is put together from it and others."""
    if _TOTAL.search(page.text) or page.facts.site is None:
        return bool(_TOTAL.search(page.text))
    return any(_TOTAL.search(text) for text in shown_together(page.path, page.text, page.facts.site.files))


@rule("W011", scope="site", severity=Severity.WARNING)
def other_repository(site: CheckedSite) -> Iterator[Diagnostic]:
    """`repository` in `_config.yml` is not the repository of the site.

    Why: citation counts are loaded from there; a copied setting displays another person's counts, or none.

    Bad:
        --- _config.yml
        repository: rayeren/acad-homepage
        --- .git/config
        [remote "origin"]
          url = https://github.com/jane/jane.github.io.git

    Good:
        --- _config.yml
        repository: jane/jane.github.io
        --- .git/config
        [remote "origin"]
          url = https://github.com/jane/jane.github.io.git

    Fix: none; the remote may be the wrong one.
    Source: 12 of 93 homepages made from AcadHomepage.
    """
    facts = site.facts.site
    config = facts.jekyll_source if facts else None
    if facts is None or config is None or not facts.remote:
        return
    found = re.search(r"^repository[ \t]*:[ \t]*[\"']?(?P<name>[\w.-]+/[\w.-]+)", config.text, re.MULTILINE)
    if found and found["name"].casefold() != facts.remote.casefold():
        yield site.at(
            config, f"repository is {quoted(found['name'])}, the remote {quoted(facts.remote)}", *found.span("name")
        )
