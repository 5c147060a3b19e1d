"""What of a page is running text, and the headings in it: code and comments are blanked out, places stay."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.model.roles import roles_in
from pubmanager.pages.syntax import front_matter_end, hidden
from pubmanager.regex import Ahead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pubmanager.pages.syntax import Kind

# Stands for what a template prints there: nobody knows it, but it is not nothing. A letter that no page has.
PRINTED = "\ufffc"
_LINES = re.compile(r"[^\r\n]+")
_TITLE = re.compile(
    r"^title[ \t]*[:=][ \t]*(?P<quote>[\"']?)(?P<title>[^\r\n]*?)(?P=quote)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE
)
_ATX = r"^(?P<marks>\#{1,6})[ \t]+(?P<atx>[^\r\n]+)"
# A line of its own, underlined; an item, a quote, a row of a table or what a template prints is none.
_SETEXT = (
    rf"(?:\A|(?<=\n\n)|(?<=\n\r\n))[ ]{{0,3}}(?P<setext>(?![-*+>|#<{PRINTED}]|\d+[.)])[^\s][^\r\n]*)"
    r"\r?\n(?P<line>=+|--+)[ \t]*\r?$"
)
_HTML = r"<h(?P<level>[1-6])(?![\w-])[^<>]*>"
_HEADING = re.compile(rf"{_ATX}|{_HTML}|{_SETEXT}", re.MULTILINE | re.IGNORECASE)
_HTML_HEADING = re.compile(_HTML, re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


_SIGNS = re.compile(r"[\\$^{}]")
_DAGGERS = (("ddagger", "‡"), ("dagger", "†"), ("ast", "*"))


def explains(text: str, mark: str) -> bool:
    """Whether a page says what a mark after names means: words follow the mark, and none is in front of it.

    An asterisk is also a bullet and emphasis in Markdown, so the words after it must be those of a role.

    >>> explains("\\\\* equal contribution", "*"), explains("* Doe, Jane", "*"), explains("Doe†, Roe", "†")
    (True, False, False)
    >>> explains("<sup>&#9993;</sup>: 通讯作者", "✉")
    True
    """
    text = _TAG.sub(" ", unescape(text).replace("</sup>", ""))
    for name, sign in _DAGGERS:
        text = text.replace(f"\\{name}", sign)
    text = _SIGNS.sub("", text)
    legend = rf"(?<![\w*]){re.escape(mark)}[ \t]*[:=–-]?[ \t]*(?P<words>[^\W\d_][^\n*†‡§✉,;.()]*)"
    for found in re.finditer(legend, text):
        if mark != "*" or roles_in(re.sub(r"^(?:denotes?|indicates?|means?) ", "", found["words"].strip())):
            return True
    return False


class Heading(Struct, frozen=True):
    """A heading of a page. Shape: ``level`` is 1 to 6; 0 for the title in the front matter, which ends with it."""

    start: int
    end: int
    level: int
    title: str


def masked(text: str, kind: Kind = "markdown") -> str:
    """Returns the page with blanks for front matter, code and comments, and signs for what templates print.

    >>> masked("a `b|c` <!-- d --> {{ e }}.").replace(PRINTED, "?")
    'a                  ???????.'
    """
    stretches = ((each.start, each.end, PRINTED if each.what == "template" else " ") for each in hidden(text, kind))
    return covered(text, stretches)


def covered(text: str, stretches: Iterable[tuple[int, int, str]]) -> str:
    """Returns a text with a sign for each letter of some stretches, which are in order and apart; newlines stay."""
    pieces, at = [], 0
    for start, end, sign in stretches:
        pieces += [text[at:start], _lines_of(sign, text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def _lines_of(sign: str, text: str) -> str:
    return _LINES.sub(lambda found: sign * len(found.group()), text)


def blanks(text: str) -> str:
    """Returns a text of the same lines and length that has nothing in it."""
    return covered(text, [(0, len(text), " ")])


def headings(prose: str, kind: Kind = "markdown") -> Iterator[Heading]:
    """Yields the headings of a masked page: `<h2>`, and in Markdown `# One` and lines underlined with `===` or `---`.

    >>> [(heading.level, heading.title) for heading in headings("# One #\\n\\nTwo\\n---\\n\\n- three\\n---\\n")]
    [(1, 'One'), (2, 'Two')]
    """
    pattern = _HEADING if kind == "markdown" else _HTML_HEADING
    closings: dict[int, Ahead] = {}
    at = 0
    while found := pattern.search(prose, at):
        at, groups = found.end(), found.groupdict()
        if groups["level"]:
            level = int(groups["level"])
            closings.setdefault(level, Ahead(re.compile(rf"</h{level}[ \t]*>", re.IGNORECASE), prose))
            closing = closings[level].match(at)
            if closing is None:
                continue
            title, at = _TAG.sub("", prose[at : closing.start()]), closing.end()
        elif groups["atx"]:
            level, title = len(groups["marks"]), groups["atx"].rstrip().rstrip("#")
        else:
            level, title = 1 if groups["line"].startswith("=") else 2, groups["setext"]
        yield Heading(found.start(), at, level, title.strip())


def title_heading(text: str) -> Heading | None:
    """Returns the title that a page's front matter gives it.

    >>> title_heading("---\\ntitle: 'Publications'\\n---\\n\\nMine.")
    Heading(start=0, end=29, level=0, title='Publications')
    """
    end = front_matter_end(text)
    found = _TITLE.search(text, 0, end)
    return Heading(0, end, 0, found["title"].strip()) if found and found["title"].strip() else None
