"""What of a page is running text, and the headings in it: code, comments and Liquid are blanked out, places stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubmanager.pages.code import fenced_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

_FRONT_MATTER = re.compile(r"\A(?P<fence>---|\+\+\+)[ \t]*\r?\n.*?^(?P=fence)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(
    r"^title[ \t]*[:=][ \t]*(?P<quote>[\"']?)(?P<title>[^\r\n]*?)(?P=quote)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_RAW = re.compile(r"<(?P<tag>script|style|pre|code)\b[^>]*>.*?</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE)
_CODE_SPAN = re.compile(r"(?P<ticks>`+)(?!`)(?:[^\r\n]|\r?\n(?!\s*\n))*?(?<!`)(?P=ticks)(?!`)")
_NOT_NEWLINE = re.compile(r"[^\r\n]")
_HEADING = re.compile(
    r"""
      ^(?P<marks>\#{1,6})[ \t]+(?P<atx>[^\r\n]+)
    | <h(?P<level>[1-6])(?![\w-])[^>]*>(?P<html>.*?)</h(?P=level)[ \t]*>
    # A line of its own, underlined; an item, a quote or a row of a table is none.
    | (?:\A|(?<=\n\n)|(?<=\n\r\n))[ ]{0,3}(?P<setext>(?![-*+>|#<]|\d+[.)])[^\s][^\r\n]*)\r?\n(?P<line>=+|--+)[ \t]*\r?$
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page. Shape: ``level`` is 1 to 6; 0 for the title in the front matter, which ends with it."""

    start: int
    end: int
    level: int
    title: str


def masked(text: str) -> str:
    """Returns the page with blanks for front matter, code, comments and Liquid.

    >>> masked("a `b|c` <!-- d --> e")
    'a                  e'
    """
    for pattern in (_FRONT_MATTER, _COMMENT, _LIQUID, _RAW):
        text = pattern.sub(_blanks, text)
    for block in reversed(fenced_blocks(text)):
        text = text[: block.start] + blanks(text[block.start : block.end]) + text[block.end :]
    return _CODE_SPAN.sub(_blanks, text)


def blanks(text: str) -> str:
    """Returns a text of the same lines and length that has nothing in it."""
    return _NOT_NEWLINE.sub(" ", text)


def _blanks(found: re.Match[str]) -> str:
    return blanks(found.group())


def headings(prose: str) -> Iterator[Heading]:
    """Yields the headings of a masked page: `# One`, `<h2>`, and lines underlined with `===` or `---`.

    >>> [(heading.level, heading.title) for heading in headings("# One #\\n\\nTwo\\n---\\n\\n- three\\n---\\n")]
    [(1, 'One'), (2, 'Two')]
    """
    for found in _HEADING.finditer(prose):
        if found["atx"]:
            level, title = len(found["marks"]), found["atx"].rstrip().rstrip("#")
        elif found["html"] is not None:
            level, title = int(found["level"]), re.sub(r"<[^>]*>", "", found["html"])
        else:
            level, title = 1 if found["line"].startswith("=") else 2, found["setext"]
        yield Heading(found.start(), found.end(), level, title.strip())


def title_heading(text: str) -> Heading | None:
    """Returns the title that a page's front matter gives it.

    >>> title_heading("---\\ntitle: 'Publications'\\n---\\n\\nMine.")
    Heading(start=0, end=29, level=0, title='Publications')
    """
    front = _FRONT_MATTER.match(text)
    found = _TITLE.search(text, 0, front.end()) if front else None
    return Heading(0, front.end(), 0, found["title"].strip()) if front and found and found["title"].strip() else None
