"""Rules about HTML in a page's Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.rule import MARKUP, rule
from pubmanager.pages.html import tags
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.pages import CheckedPage
    from pubmanager.lint.rule import Diagnostic

_BLOCKS = frozenset(("div", "details", "section", "center"))
_INLINE = frozenset(("span", "font", "strong", "b", "em", "i", "u", "sup", "sub"))
_MARKDOWN = regex(r"(?<![\\*\w])\*\*(?=[^\s*])[^*\n]*[^\s*]\*\*(?!\*)|(?<![\\!])\[[^\[\]\n]+\]\(https?://[^\s()]+\)")


@rule("W016", scope="page", languages=MARKUP, severity=Severity.ERROR)
def unbalanced_tag(page: CheckedPage) -> Iterator[Diagnostic]:
    """A `<div>` is not closed, or a tag is closed once too often.

    Why: the rest of the page moves into the box, or the page displays `</div>` as text.

    Bad:
        --- about.md
        <div class="box">
        Owls
        </div>
        </div>

    Good:
        --- about.md
        <div class="box">
        Owls
        </div>

    Fix: none; only you know where the box ends.
    Source: kramdown, "HTML Blocks".
    """
    opened: dict[str, list[tuple[int, int]]] = {}
    for tag in tags(page.masked):
        if tag.is_void or tag.name not in _BLOCKS | _INLINE:
            continue
        if not tag.is_closing:
            opened.setdefault(tag.name, []).append((tag.start, tag.end))
        elif opened.get(tag.name):
            opened[tag.name].pop()
        else:
            yield page.at(f"'</{tag.name}>' closes nothing", tag.start, tag.end)
    for name, spans in opened.items():
        for span in spans if name in _BLOCKS else ():
            yield page.at(f"'<{name}>' is not closed", *span)


@rule("W019", scope="page", languages=("kramdown",), severity=Severity.WARNING)
def markdown_in_html(page: CheckedPage) -> Iterator[Diagnostic]:
    """Markdown is inside an HTML element, where Jekyll displays it as typed.

    Why: readers see `**` and brackets; kramdown only reads Markdown in an element with `markdown="1"`.

    Bad:
        --- _config.yml
        title: Owls
        --- about.md
        <details>
        <summary>Older news</summary>

        - Watching **owls** in Paris.

        </details>

    Good:
        --- _config.yml
        title: Owls
        --- about.md
        <details markdown="1">
        <summary>Older news</summary>

        - Watching **owls** in Paris.

        </details>

    Fix: none; the element may contain HTML that Markdown would change.
    Source: kramdown, "HTML Blocks".
    """
    if not (page.facts.site and page.facts.site.jekyll):  # others read Markdown inside HTML
        return
    for start, end in _raw_markdown(page):
        if region := page.region_at(start):
            message = f'region {quoted(region.name)} is in raw HTML: set format = "html" in [list.{region.name}]'
            yield page.at(message, region.begin.span.start, region.begin.span.end)
        else:
            yield page.at(f"{quoted(page.text[start:end])} is displayed as typed: the HTML around is raw", start, end)


def _raw_markdown(page: CheckedPage) -> Iterator[tuple[int, int]]:
    """Yields the first Markdown in each region and each outermost element of HTML."""
    said: set[int | str] = set()
    for raw in page.raw:
        for found in _MARKDOWN.finditer(page.masked, raw.start, raw.end):
            region = page.region_at(found.start())
            about = region.name if region else raw.element
            if about not in said:
                said.add(about)
                yield found.span()
