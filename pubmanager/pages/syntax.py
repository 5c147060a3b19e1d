"""The syntax of pages: how files of each kind write a comment, and what of a page is no text of it.

Front matter, code, comments and templates are found in one pass from the start. Whatever begins first counts: a comment
in code is code, and code in a comment is a comment. Something that nothing closes is text, or the rest of the page
would disappear.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from pubmanager.regex import Ahead, regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


# What a page is written in: `text` is prose in another markup, `code` data and programs.
Kind = Literal["markdown", "html", "rst", "latex", "text", "code"]

LINE_START: Final = r"(?:^|(?<=\r)(?!\n))"
_LINE: Final = regex(r"[^\r\n]*")
_PUBS: Final = "[Pp][Uu][Bb][Ss]:"  # not IGNORECASE, with which a large page is searched letter by letter


class Comment(Struct, frozen=True):
    """One way to write a comment; an empty ``closing`` means that the comment ends with its line."""

    opening: str
    closing: str = ""

    def around(self, text: str) -> str:
        """Writes a comment.

        >>> Comment("<!--", "-->").around("pubs:begin selected")
        '<!-- pubs:begin selected -->'
        """
        return f"{self.opening} {text} {self.closing}".rstrip()


class Syntax(Struct, frozen=True):
    """What a file's suffix says about it.

    Shape: ``comments`` begin with the preferred one; ``html_fence`` stands behind the backticks around HTML.
    """

    kind: Kind
    comments: tuple[Comment, ...]
    html_fence: str = ""


_ANGLE: Final = Comment("<!--", "-->")
_BRACED: Final = Comment("{/*", "*/}")
_STARRED: Final = Comment("/*", "*/")
_SLASHES: Final = Comment("//")
_PERCENT: Final = Comment("%")
_HASH: Final = Comment("#")
_DOTS: Final = Comment("..")

_HTML: Final = Syntax("html", (_ANGLE,))

_SYNTAXES: Final[tuple[tuple[str, Syntax], ...]] = (
    (".md .markdown .mkd .mdown", Syntax("markdown", (_ANGLE,))),
    (".qmd .rmd .rmarkdown", Syntax("markdown", (_ANGLE,), "{=html}")),
    (".mdx", Syntax("markdown", (_BRACED, _ANGLE))),
    (".html .htm .xhtml .xml .svg .rss .atom .vue .njk .liquid .j2 .jinja", _HTML),
    (".rst", Syntax("rst", (_DOTS,))),
    (".tex .ltx", Syntax("latex", (_PERCENT,))),
    (".sty .cls .bib .bibtex", Syntax("code", (_PERCENT,))),
    (".yml .yaml .toml .py .cfg .ini .sh .r", Syntax("code", (_HASH,))),
    (".org", Syntax("text", (_HASH,))),
    (".txt .text", Syntax("text", (_HASH, _ANGLE))),
    (".css", Syntax("code", (_STARRED,))),
    (".js .mjs .cjs .jsx .ts .tsx .scss .sass .less", Syntax("code", (_SLASHES, _STARRED))),
    (".typ .adoc .asciidoc", Syntax("text", (_SLASHES, _STARRED))),
    (".json .jsonl .csv .tsv .ris .ipynb .ics", Syntax("code", ())),
)
_BY_SUFFIX: Final = {suffix: syntax for suffixes, syntax in _SYNTAXES for suffix in suffixes.split()}
_OF_PAGES: Final = ("markdown", "html", "latex")
PAGE_SUFFIXES: Final = (".txt", ".text", *(suffix for suffix, each in _BY_SUFFIX.items() if each.kind in _OF_PAGES))
"""The suffixes of files that can have regions."""


def syntax_of(path: str) -> Syntax:
    """Returns the syntax of a file by its suffix; a suffix that is not known reads like HTML.

    >>> syntax_of("_pages/about.md").kind
    'markdown'
    >>> syntax_of(".yml").comments[0].opening
    '#'
    """
    name = path.lower()
    suffix = name if name in _BY_SUFFIX else PurePosixPath(name).suffix
    return _BY_SUFFIX.get(suffix, _HTML)


class Command(Struct, frozen=True):
    """One ``pubs:`` comment.

    Shape: ``verb`` is in lower case, ``rest`` what follows it from ``after`` on; ``span`` is the comment.
    """

    verb: str
    rest: str
    after: int
    span: Span
    comment: Comment


def commands(text: str, syntax: Syntax) -> Iterator[Command]:
    """Yields the ``pubs:`` comments of a text in their order.

    >>> [(each.verb, each.rest) for each in commands("a <!-- pubs:begin all --> b", syntax_of("a.md"))]
    [('begin', 'all')]
    """
    pattern, numbers = _openings(syntax), range(len(syntax.comments))
    closings = [Ahead(re.compile(re.escape(each.closing)), text) for each in syntax.comments]
    at = 0
    while found := pattern.search(text, at):
        at = after = found.end()
        number = next(number for number in numbers if found[f"comment{number}"] is not None)
        comment = syntax.comments[number]
        if comment.closing:
            closing = closings[number].match(found.end())
            if closing is None:
                continue
            rest, at = text[found.end() : closing.start()].strip(), closing.end()
            end = closing.end()
        else:
            rest = _LINE.match(text, found.end()).group().rstrip(" \t")  # type: ignore[union-attr]  # it may be empty
            end = at = found.end() + len(rest)
            rest = rest.strip()
        yield Command(found[f"verb{number}"].lower(), rest, after, Span(found.start(f"comment{number}"), end), comment)


@lru_cache(maxsize=32)
def _openings(syntax: Syntax) -> re.Pattern[str]:
    """Returns a pattern that finds how ``pubs:`` comments begin, up to the verb.

    Shape: the groups of each alternative are ``comment`` and ``verb`` with the number of the comment form behind them.
    """
    forms = (_opening(comment, number) for number, comment in enumerate(syntax.comments))
    return re.compile("|".join(forms) or r"(?!)", re.MULTILINE)


def _opening(comment: Comment, number: int) -> str:
    opening = re.escape(comment.opening)
    if comment.closing:
        return rf"(?P<comment{number}>{opening}\s*{_PUBS}(?P<verb{number}>[\w-]*))"
    repeated = opening if len(comment.opening) > 1 else f"{opening}+"
    return rf"{LINE_START}[ \t]*(?P<comment{number}>{repeated}[ \t]*{_PUBS}(?P<verb{number}>[\w-]*))"


What = Literal["front matter", "code", "comment", "template"]

_FRONT_MATTER = regex(
    r"\A(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(?:[\s\S]*?(?:\r\n|\r|\n))??(?P=fence)[ \t]*(?=[\r\n]|\Z)"
)
_CONTAINERS = r"(?P<containers>(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*)"
_FENCE = regex(
    rf"{LINE_START}{_CONTAINERS}(?P<fence>`{{3,}}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{{3,}})(?P<info>[^\r\n]*)", re.MULTILINE
)
_NOT_QUOTED = regex(rf"{LINE_START}(?![ \t]*>)", re.MULTILINE)
_TICKS = regex(r"`+")
_PARAGRAPH_END = regex(rf"{LINE_START}[ \t]*(?:[\r\n]|\Z|(?:[-*+]|\d{{1,9}}[.)])[ \t]|#{{1,6}}[ \t])", re.MULTILINE)
_BLANK_LINE = regex(rf"{LINE_START}[ \t]*(?:[\r\n]|\Z)", re.MULTILINE)

# Jekyll's Liquid, Jinja's, Hugo's and Quarto's templates, JavaScript's and PHP's.
_TEMPLATES = {"{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>", "<?": "?>"}
_RAW = ("script", "style", "pre", "code", "textarea", "kbd", "samp", "var", "math")
_TAGGED = rf"<!--|\{{[{{%#]|<[%?]|<(?P<tag>{'|'.join(_RAW)})\b"
_OPENINGS = {
    "markdown": regex(rf"\\[\\`<{{]|`+|{_TAGGED}", re.IGNORECASE),
    "html": regex(_TAGGED, re.IGNORECASE),
    "latex": regex(r"\\[\\%]|%|\\begin\{(?P<verbatim>verbatim|lstlisting|comment)\}"),
}
_LINE_END = regex(r"[\r\n]|\Z")
_COMMENT_TAG = regex(r"\{%-?\s*comment\b")
_END_COMMENT = r"\{%-?\s*endcomment\s*-?%\}"


class Hidden(Struct, frozen=True):
    """A stretch of a page that is no text of it."""

    what: What
    start: int
    end: int


def hidden(text: str, kind: Kind = "markdown") -> Iterator[Hidden]:
    """Yields what of a page is no text of it, in order and apart; of data and other markup that is nothing.

    >>> [(each.what, each.start, each.end) for each in hidden("a `<!--` <!-- ` --> {{ x }}")]
    [('code', 2, 8), ('comment', 9, 19), ('template', 20, 27)]
    """
    if kind not in _OPENINGS:
        return
    at = 0
    if kind != "latex" and (at := front_matter_end(text)):
        yield Hidden("front matter", 0, at)
    openings = Ahead(_OPENINGS[kind], text)
    fences = _Fences(text) if kind == "markdown" else None
    ends = _Ends(text, fences)
    while True:
        found, fence = openings.match(at), fences.after(at) if fences else None
        if fence and (found is None or fence.start <= found.start()):
            yield Hidden("code", fence.start, at := fence.end)
        elif found is None:
            return
        elif stretch := ends.stretch(found):
            yield stretch
            at = stretch.end
        else:
            at = found.end()


def code(text: str) -> Iterator[Span]:
    """Yields the code of a Markdown page: blocks in fences and spans in backticks, in order.

    >>> list(code("~~~\\ncode\\n~~~\\ntext `code`"))
    [Span(start=0, end=12), Span(start=18, end=24)]
    """
    return (Span(each.start, each.end) for each in hidden(text) if each.what == "code" and text[each.start] != "<")


def front_matter_end(text: str) -> int:
    """Returns where the settings end that a page begins with; 0 where it has none."""
    found = _FRONT_MATTER.match(text)
    return found.end() if found else 0


class _Ends:
    """Where what begins at a place ends. Every search is done once, however often nothing is found."""

    def __init__(self, text: str, fences: _Fences | None) -> None:
        self._text, self._fences = text, fences
        self._ahead: dict[str, Ahead] = {}
        self._ticks: dict[int, list[int]] | None = None
        self._paragraphs = Ahead(_PARAGRAPH_END, text)
        self._blank_lines = Ahead(_BLANK_LINE, text)

    def stretch(self, opening: re.Match[str]) -> Hidden | None:
        """Returns the stretch that begins with an opening; nothing where it is text."""
        sign, start = opening.group(), opening.start()
        if sign.startswith("`"):
            return self._as("code", start, self._code_end(start, opening.end()))
        if sign.startswith("\\"):
            name = opening.groupdict().get("verbatim")
            end = self._end(rf"\\end\{{{name}\}}", opening.end()) if name else None
            return self._as("code", start, end)
        if sign == "%":
            found = _LINE_END.search(self._text, start)
            return self._as("comment", start, found.start() if found else len(self._text))
        if sign == "<!--":
            return self._as("comment", start, self._end("-->", opening.end()))
        if closing := _TEMPLATES.get(sign):
            return self._template(start, opening.end(), closing)
        return self._as("code", start, self._end(rf"</{opening['tag'].lower()}\s*>", opening.end()))

    @staticmethod
    def _as(what: What, start: int, end: int | None) -> Hidden | None:
        return Hidden(what, start, end) if end is not None else None

    def _end(self, closing: str, offset: int) -> int | None:
        if closing not in self._ahead:
            self._ahead[closing] = Ahead(re.compile(closing, re.IGNORECASE), self._text)
        return self._ahead[closing].end(offset)

    def _template(self, start: int, offset: int, closing: str) -> Hidden | None:
        """Returns a tag of a template; of Liquid's comments all; an expression does not leave its paragraph."""
        end = self._end(re.escape(closing), offset)
        if end is None or (closing == "}}" and (self._blank_lines.start(offset) or end) < end):
            return None
        if closing == "%}" and _COMMENT_TAG.match(self._text, start):
            comment = self._end(_END_COMMENT, end)
            return Hidden("comment", start, comment) if comment else None
        return Hidden("comment" if closing == "#}" else "template", start, end)

    def _code_end(self, start: int, offset: int) -> int | None:
        """Returns where a span of code ends: at as many backticks in the same paragraph.

        Source: CommonMark 0.31, section 6.1.
        """
        if self._ticks is None:
            self._ticks = {}
            for found in _TICKS.finditer(self._text):
                self._ticks.setdefault(found.end() - found.start(), []).append(found.start())
        length = offset - start
        places = self._ticks.get(length, [])
        index = bisect_left(places, offset)
        if index == len(places):
            return None
        end = places[index] + length
        limit = self._paragraphs.start(offset)
        fence = self._fences.after(offset) if self._fences else None
        is_inside = (limit is None or end <= limit) and (fence is None or end <= fence.start)
        return end if is_inside else None


class _Fences:
    """Fenced code blocks, also inside quotes and list items.

    A fence that nothing closes is text, as kramdown has it.
    Source: CommonMark 0.31, section 4.5.
    """

    def __init__(self, text: str) -> None:
        has_fences = "```" in text or "~~~" in text
        self._fences = list(_FENCE.finditer(text)) if has_fences else []
        self._closers = _closers(text, self._fences)
        self._next = 0

    def after(self, offset: int) -> Span | None:
        """Returns the first block that begins at an offset or after it. Offsets are asked for in order."""
        while self._next < len(self._fences):
            fence, closer = self._fences[self._next], self._closers[self._next]
            if closer is not None and fence.start() >= offset:
                return Span(fence.start(), self._fences[closer].end())
            self._next += 1
        return None


def _closers(text: str, fences: list[re.Match[str]]) -> list[int | None]:
    """Returns for each fence the next one that closes it: as long or longer, and in the same quote."""
    closers: list[int | None] = [None] * len(fences)
    waiting: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}  # length and index, longer and farther ones first
    quote_end = _quote_ends(text) if any(">" in fence["containers"] for fence in fences) else lambda _: len(text) + 1
    for index in reversed(range(len(fences))):
        fence = fences[index]
        sign, length = fence["fence"][0], len(fence["fence"])
        later = waiting[sign]
        nearest = bisect_right(later, -length, key=lambda each: -each[0]) - 1
        if nearest >= 0:
            closer = later[nearest][1]
            if ">" not in fence["containers"] or fences[closer].start() < quote_end(fence.end() + 1):
                closers[index] = closer
        if not fence["info"].strip() and not fence["containers"].strip(" \t>"):
            while later and later[-1][0] <= length:
                later.pop()
            later.append((length, index))
    return closers


def _quote_ends(text: str) -> Callable[[int], int]:
    """Returns what gives the first line from an offset on that is in no quote."""
    starts = [found.start() for found in _NOT_QUOTED.finditer(text)]

    def end(offset: int) -> int:
        index = bisect_left(starts, offset)
        return starts[index] if index < len(starts) else len(text) + 1

    return end
