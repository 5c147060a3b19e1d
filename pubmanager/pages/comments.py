"""How files of each kind write a comment, since that is where markers and stamps live."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final, Literal

from pubmanager.values import dataclass

Kind = Literal["markdown", "html", "rst", "code"]

LINE_START: Final = r"(?:^|(?<=\r))"
_PUBS: Final = "[Pp][Uu][Bb][Ss]:"  # not IGNORECASE, with which a large page is searched letter by letter


@dataclass(frozen=True, slots=True)
class Comment:
    """One way to write a comment; an empty ``closing`` means that the comment ends with its line."""

    opening: str
    closing: str = ""

    def around(self, text: str) -> str:
        """Writes a comment.

        >>> Comment("<!--", "-->").around("pubs:begin selected")
        '<!-- pubs:begin selected -->'
        """
        return f"{self.opening} {text} {self.closing}".rstrip()


@dataclass(frozen=True, slots=True)
class Syntax:
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
    (".tex .ltx .sty .cls .bib .bibtex", Syntax("code", (_PERCENT,))),
    (".yml .yaml .toml .py .cfg .ini .sh .r .org", Syntax("code", (_HASH,))),
    (".txt .text", Syntax("code", (_HASH, _ANGLE))),
    (".css", Syntax("code", (_STARRED,))),
    (".js .mjs .cjs .jsx .ts .tsx .scss .sass .less .typ .adoc .asciidoc", Syntax("code", (_SLASHES, _STARRED))),
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


@lru_cache(maxsize=32)
def command_pattern(syntax: Syntax) -> re.Pattern[str]:
    """Returns a pattern that finds ``pubs:`` comments.

    Shape: the groups of each alternative are ``comment``, ``verb`` and ``rest`` with the number of the comment form
    behind them, such as ``verb0``.
    """
    forms = (_form(comment, number) for number, comment in enumerate(syntax.comments))
    return re.compile("|".join(forms) or r"(?!)", re.MULTILINE)


def _form(comment: Comment, number: int) -> str:
    opening = re.escape(comment.opening)
    if not comment.closing:
        repeated = opening if len(comment.opening) > 1 else f"{opening}+"
        command = rf"{repeated}[ \t]*{_PUBS}(?P<verb{number}>[\w-]*)(?P<rest{number}>[^\r\n]*?)"
        return rf"{LINE_START}[ \t]*(?P<comment{number}>{command})[ \t]*(?=[\r\n]|\Z)"
    # The rest is bounded, or a page of comments that never close would take quadratic time.
    command = (
        rf"{opening}\s*{_PUBS}(?P<verb{number}>[\w-]*)(?P<rest{number}>[\s\S]{{0,200}}?)\s*{re.escape(comment.closing)}"
    )
    return rf"(?P<comment{number}>{command})"
