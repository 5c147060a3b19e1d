"""How files of each kind write a comment, since that is where markers and stamps live."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from pubmanager.regex import Ahead, regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

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
