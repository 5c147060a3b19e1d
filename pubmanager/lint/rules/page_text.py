"""Rules about what kramdown makes of a page's text and HTML, and about letters that are not what they seem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.findings import Severity, quoted
from pubmanager.lint.markdown import paragraphs
from pubmanager.lint.rule import MARKDOWN, MARKUP, PROSE, also, rule
from pubmanager.pages.html import tags
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.markdown import Block
    from pubmanager.lint.pages import CheckedPage
    from pubmanager.lint.rule import Diagnostic


_PIPE = regex(r"(?<!\\)\|")
_SEPARATOR = regex(r"^[ \t|+:=-]*-[ \t|+:=-]*$", re.MULTILINE)
_INLINE_MATH = regex(r"\$[^$\n]*\$")
_DISPLAY_MATH = regex(r"\$\$[^$]*\$\$")
_MATH = regex(r"\$\$[^$]*\$\$|\$[^$\n]*\$")
_ATTRIBUTES = regex(r"<[A-Za-z/][^<>]*>|\]\([^()\s]*\)")
# In emphasis of underscores stars are stars.
_UNDERSCORED = re.compile(r"(?<![\w\\])_(?![\s_])[^_]*[^\s\\_]_(?!\w)")
_STARS = regex(r"(?<!\\)\*{1,3}")
# Letters joined by a font or an editor, and what they stand for. Source: Unicode 15, "Alphabetic Presentation Forms".
_LIGATURES = {"Ĳ": "IJ", "ĳ": "ij", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_JOINED = regex(rf"[{''.join(_LIGATURES)}]")
_DUTCH = regex(r"[Ĳĳ](?=s|k|z|v|n|d|t|m|l|p)", re.IGNORECASE)
_BROKEN = regex("\ufffd+|Ã[©¨¤¶¼¡³±§\xa0]|â€[™œ“”˜¢“]")
# The template's example is the paper of somebody, whose own page names more of them.
_EXAMPLE_PROFILE = regex(r"4FA6C0AAAAAJ")
_OTHER_PAPER = regex(r"4FA6C0AAAAAJ:(?!qjMakFHDy7sC)")
_LEFTOVERS = regex(
    r"lorem ipsum|images/500x300\.png|\b4FA6C0AAAAAJ\b|SCHOLAR_ID|YOUR[ _]?(?:NAME|EMAIL|ID)\b|your-?email@",
    re.IGNORECASE,
)


@rule("W007", scope="page", languages=("kramdown",), severity=Severity.ERROR, fix="safe")
def pipe_makes_table(page: CheckedPage) -> Iterator[Diagnostic]:
    """kramdown reads a `|` as the start of a table.

    Why: a line of links such as `[Paper](…) | [Code](…)` becomes a table with two cells.

    Bad:
        --- about.md
        - [Paper](https://example.org/a.pdf) | [Code](https://example.org/code)

    Good:
        --- about.md
        - [Paper](https://example.org/a.pdf) \\| [Code](https://example.org/code)

    Fix: safe; `\\|` displays the same character without a table.
    Source: kramdown, "Tables".
    """
    for block in paragraphs(page.markdown):
        text = _ATTRIBUTES.sub(lambda found: " " * len(found.group()), block.text)
        text = _INLINE_MATH.sub(lambda found: " " * len(found.group()), text)
        lines = text.split("\n")
        is_table = all(_PIPE.search(line) for line in lines) and not _is_meant(block, lines)
        for found in _PIPE.finditer(text) if is_table else ():
            at = block.start + found.start()
            yield page.at(
                "'|' makes a table of this line", at, at + 1, fix=page.replacing("write '\\|'", at, at + 1, "\\|")
            )


def _is_meant(block: Block, lines: list[str]) -> bool:
    """Whether a table is meant, or no Markdown is read: HTML, a line of dashes, cells that begin with a pipe."""
    return (
        block.text.startswith(("<", "|", ":", "#")) or len(lines) > 3 or any(_SEPARATOR.match(line) for line in lines)
    )


@rule("W008", scope="page", languages=MARKDOWN, severity=Severity.ERROR, fix="safe")
def stars_make_emphasis(page: CheckedPage) -> Iterator[Diagnostic]:
    """A `*` after a name pairs with another one and makes italics.

    Why: `Doe*, **Me**, Roe*` loses its asterisks, and the names between them are set in italics.

    Bad:
        --- about.md
        Jane Doe*, **Ada Byron**, Richard Roe*

    Good:
        --- about.md
        Jane Doe\\*, **Ada Byron**, Richard Roe\\*

    Fix: safe; `\\*` displays the asterisk.
    Source: kramdown, "Emphasis".
    """
    for block in paragraphs(page.markdown):
        stars = list(_marks(_without_formulas(page, block.text)))
        if len(stars) > 1 and any(block.text[star + 1 : star + 2].strip() for star in stars[:-1]):
            for star in stars:
                at = block.start + star
                fix = page.replacing("write '\\*'", at, at + 1, "\\*")
                yield page.at("'*' pairs with another one and makes italics", at, at + 1, fix=fix)


def _without_formulas(page: CheckedPage, text: str) -> str:
    """Blanks formulas, in which stars are signs; kramdown knows only those of two dollars."""
    pattern = _DISPLAY_MATH if page.language == "kramdown" else _MATH
    return pattern.sub(lambda found: " " * len(found.group()), text)


def _marks(text: str) -> Iterator[int]:
    """Yields the places of single stars that stand after a word, where no emphasis is open.

    Shape: of `**Me***` the last star is one, of `***Me***` none.
    """
    text = _UNDERSCORED.sub(lambda found: " " * len(found.group()), text)
    opened: set[int] = set()  # lengths of the emphasis that is open: 1, 2 or 3 stars
    for found in _STARS.finditer(text):
        length = found.end() - found.start()
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if length in opened:
            opened.discard(length)
        elif length == 3 and 2 in opened:
            opened.discard(2)
            yield found.end() - 1
        elif length > 1:
            opened.add(length)
        elif before.isalnum() or before in (")", "]", "†"):
            if not after.isalnum():
                yield found.start()
        elif after.strip():
            opened.add(1)


@rule("W009", scope="page", languages=PROSE, severity=Severity.WARNING)
def template_leftover(page: CheckedPage) -> Iterator[Diagnostic]:
    """A text of the template was never replaced.

    Why: the page names the template's author, or nobody.

    Bad:
        --- about.md
        Lorem ipsum dolor sit amet.

    Good:
        --- about.md
        I watch birds.

    Fix: none; only you know what belongs there.
    Source: AcadHomepage's own page; ten of 93 homepages made from it.
    """
    is_theirs = bool(_OTHER_PAPER.search(page.masked))
    places: dict[str, list[re.Match[str]]] = {}  # once a text, which some templates repeat for a page
    for found in _LEFTOVERS.finditer(page.masked):
        if not (is_theirs and _EXAMPLE_PROFILE.match(found.group())):
            places.setdefault(found.group().lower(), []).append(found)
    for first, *others in places.values():
        more = f", {len(others)} more on the page" if others else ""
        yield page.at(f"{quoted(first.group())} comes from the template{more}", *first.span())


@also("E003", scope="page", languages=(*PROSE, "code"), severity=Severity.WARNING, fix="unsafe")
def joined_letters(page: CheckedPage) -> Iterator[Diagnostic]:
    """The text is on a page."""
    for found in _JOINED.finditer(page.masked):
        letters = _LIGATURES[found.group()]
        if not _DUTCH.match(page.masked, found.start()):
            fix = page.replacing(f"write '{letters}'", *found.span(), letters)
            message = f"sign {quoted(found.group())} instead of the letters '{letters}'"
            yield page.at(message, *found.span(), fix=fix)


@also("E005", scope="page", languages=(*PROSE, "code"), severity=Severity.WARNING)
def garbled_text(page: CheckedPage) -> Iterator[Diagnostic]:
    """The text is on a page."""
    for found in _BROKEN.finditer(page.masked):
        yield page.at(f"{quoted(found.group())} was read in a wrong encoding", *found.span())


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
