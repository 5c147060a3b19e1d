"""Markdown as kramdown's GFM and GitHub read it, also behind Liquid and before MathJax.

Text is escaped as little as possible, so that a page stays readable where it is edited; what typographic
replacement, Liquid or MathJax would take up is written as a character reference or in an element of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pubmanager.regex import regex
from pubmanager.render.writers.base import Safe, Writer
from pubmanager.render.writers.html import HtmlWriter, visible
from pubmanager.render.writers.urls import written_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pubmanager.latex.nodes import Node

_BACKSLASHED = "*[]|+"
_REFERENCES = {
    "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", '"': "&quot;", "'": "&#39;", "~": "&#126;", "^": "&#94;",
    "`": "<span>&#96;</span>", "$": "<span>&#36;</span>", "\\": "<span>&#92;</span>",
}  # fmt: skip
_TABLE = {**{sign: f"\\{sign}" for sign in _BACKSLASHED}, **_REFERENCES}
# What is escaped further on in a bare URL; readers make a link of URLs before they read escapes, so such a one is none.
_ESCAPED_BEHIND = r"(?=\S{0,200}?(?:[^\w\s/.:?#=&%,;!()+@-]|&#?\w+;|[\W_]_|_(?![^\W_])|--|\.\.|==|\+\+))"
_SPECIAL = regex(
    r"[*`\[\]|<>{}\"'^$\\]|~|&(?=#|\w+;)|(?<!\w)@(?!\s)|(?<![^\W_])_|_(?![^\W_])|(?<=-)-|(?<=\.)\.(?=\.)|(?<==)="
    r"|(?<=\]):|:(?=[\w+-]+:(?!//))|\+(?=\+\w)|(?<!\w)\+(?=\+)"
    rf"|:(?=//){_ESCAPED_BEHIND}|(?<=www)\.{_ESCAPED_BEHIND}"
)
# A text that Markdown leaves as it is; most are, and looking for each of the signs above takes ten times as long.
_ORDINARY = regex(
    r"[^*`\[\]|<>{}\"'^$\\~&@_=.:+-]*(?:(?:[-.=+](?![-.=+])|:(?![\w+-]))[^*`\[\]|<>{}\"'^$\\~&@_=.:+-]*)*"
)
_MATH_SPECIAL = regex(r"[*`\[\]|<>{}\"'^~_\\&]|(?<=-)-|(?<=\.)\.(?=\.)")
_MATH_TABLE = {**_TABLE, "\\": "&#92;", "_": "\\_", "~": "&#126;", "&": "&amp;"}
_ALT_TABLE = {**_TABLE, "`": "&#96;", "$": "&#36;", "\\": "&#92;"}
# What at the start of a line makes a block of it, in one of the kinds of Markdown: items of lists, numbered by figures,
# letters and Roman numerals (pandoc) too, headings, rules, definitions, fences and directives (`:::`, `!!!`, `???`),
# targets and comments (MyST).
_LINE_START = regex(
    r"\s*(?:\(?(?:\d{1,9}(?=.(?:\s|$))|(?:[a-z]|[ivxlcdm]{2,}|[IVXLCDM]{2,}|@[\w-]*)(?=.\s))(?P<end>[.)])"
    r"|[A-Z](?P<bracket>\))(?=\s)"
    r"|(?P<sign>[.)](?=\s)|\#|[+-](?=\s|$|[-+=])|=(?=\s|$|=)|:|%|!(?=!)|\?(?=\?\?)|\((?=[^()\s]+\)=\s*$)))"
)
# What two pieces (with a zero between them) make together: an image, a reference, a dash, an ellipsis, a mark, an
# emoji, a bare URL that goes on with an escape.
_JOINT = regex(
    r"(?<!\\)(?:!(?=\0\[)|&(?=#?\w*\0[#\w;])|-(?=\0-)|\.(?=\0\.)|=(?=\0=)|:(?=\0:)|\+(?=\0[\w+])"
    r"|:(?=[\w+-]*\0[\w+-]*:(?!//))"
    r"|(?:(?<!\]\(http)(?<!\]\(https):(?=//)|(?<=www)\.)(?=[^\0\"<>`]*(?:\0[^\s\"<>]*?[\\&]|&#?\w*\0[#\w;])))"
)
_JOINING = regex(r"[!&.=:+-]")  # what each of them starts with; most pieces have none
# Signs of emphasis and code that run into those of the next piece, or that a word on one side and a sign on the other
# keep from being any, and formulas beside each other or beside figures, which readers take for prices: between such
# pieces stands an element of nothing.
_CLINGING = regex(
    r"\$\0(?=[$\d])|\d\0(?=\$)|(?:(?<!\\)\*|`)\0(?=[*`])|(?:\\\*|_|[^\w\s*\\])\*{1,3}\0(?=[^\W_])|[^\W_]\0(?=\*{1,3}(?:_|[^\w\s*]))"
)
_LONGEST_CLINGING = 5  # signs of the word before
_CLOSING = regex(r"(?<!\\)#+$")  # what at the end of a heading is no part of it
_TASK = regex(r"\A\\\[(?=[ xX]\\\](?:\s|$))")  # pandoc looks for a box after it has taken the backslashes off
_NEAR = 80  # so far two pieces make anything together
_CODE = "    "
# A backslash that every kind of Markdown takes off again.
_AT_START = {sign: f"\\{sign}" for sign in ".)#+-!"}
_REFERRED: dict[str, str] = {}  # where a backslash would be shown
_REFERENCE_START = regex(r"&(?=#?\w+;)")
# Stars that would pair up wrongly with stars around them; but one run of the other kind makes three stars.
_CLASHING = {
    "*": regex(r"^\*|(?<!\\)\*$|(?<![\\*])(?:\*|\*{3})(?!\*)"),
    "**": regex(r"^\*|(?<!\\)\*$|(?<!\\)\*\*"),
}
_ALL_EMPHASISED = {
    "*": regex(r"\*\*(?!\*)(?:[^*\\]|\\.)+\*\*", re.DOTALL),
    "**": regex(r"\*(?!\*)(?:[^*\\]|\\.)+\*", re.DOTALL),
}
# Every sign that ends a line somewhere; CommonMark takes those beyond ASCII for no blank beside a star. From the start
# of a run of blanks on: from each of them it would be quadratic.
_BLANKS = regex(r"(?<!\s)\s*[\r\n\x0b\x0c\x85\u2028\u2029]\s*")
_SPACES = regex(r"\t| {2,}")
# Signs that are no markup are escaped, so that all others are.
_MARKUP = regex(r"\\(.)|<[^<>]*>|\]\((?:[^()\s]|\([^()\s]*\))*\)|!?\[|[\]*`]")
_NO_CODE_SPAN = regex(r"[`{}|<>&$\\]|^(?:r[ #]|#!|:::)")
_IMAGE = regex(r"!\[(?:[^\[\]\\]|\\.)*\]\([^()\s]*\)")
_LINK = regex(r"(?<!\\)\]\(")


# What Markdown reads inside HTML too, if only pandoc, Python-Markdown and readers of lists do.
_READ_IN_HTML = regex(r"[*_\[\]~^|@]|(?<=\+)\+|(?<==)=|:(?=//|[\w+-]+:)|(?<=www)\.", re.IGNORECASE)
# The same in code that is ordinary BibTeX, with few escapes; of a URL PyMdown would make a link up to the next blank.
_READ_IN_CODE = regex(
    r"[*\[\]~^]|(?<![^\W_])_|_(?![^\W_])|(?<=\+)\+|(?<==)=|:(?=//|[\w+-]+:)|(?<=www)\.", re.IGNORECASE
)


class HtmlInMarkdown(HtmlWriter):
    """Writes HTML inside Markdown, where some readers look for Markdown: its signs are character references.

    Pandoc looks for blocks too, behind each tag of a block.
    """

    def text(self, text: str) -> Safe:
        return Safe(_line_start(self.inline(text), _REFERRED))

    def inline(self, text: str) -> Safe:
        return Safe(_READ_IN_HTML.sub(_reference, super().text(_flat(text))))

    def line(self, content: Any) -> Safe:
        return Safe(_line_start(self.of(content), _REFERRED))

    def verbatim(self, content: Any) -> Safe:
        """Writes code in HTML; Python-Markdown reads Markdown even in ``<pre>`` where that is part of a list item."""
        return Safe(_READ_IN_CODE.sub(_reference, super().verbatim(content)))


_HTML = HtmlInMarkdown()


class MarkdownWriter(HtmlWriter):
    """Writes Markdown: HTML, with a shorthand for what has one."""

    format = "markdown"
    nested = Safe(' markdown="1"')

    @property
    def html(self) -> Writer:
        return _HTML

    def text(self, text: str) -> Safe:
        return Safe(_line_start(self.inline(text)))

    def line(self, content: Any) -> Safe:
        text = self.of(content)
        return Safe(_line_start(f" {text.lstrip(' ')}" if text.startswith(_CODE) else text))

    def inline(self, text: str) -> Safe:
        flat = _flat(text)
        return Safe(flat if _ORDINARY.fullmatch(flat) else _SPECIAL.sub(_escaped, flat))

    def _nodes(self, nodes: Iterable[Node]) -> Safe:
        return Safe(_SPACES.sub(" ", super()._nodes(nodes)))

    def beside(self, pieces: Iterable[str]) -> Safe:
        """Joins pieces; what ends one and would make something else with the next is escaped there."""
        parts = [piece for piece in pieces if piece]
        if len(parts) < 2:  # nearly all
            return Safe(parts[0] if parts else "")
        written: list[str] = []
        word = ""  # what the next piece may make something of
        for piece in parts:
            joined = _beside(word, piece) if word else piece
            at = max(joined.rfind(" ") + 1, len(joined) - _NEAR)
            written.append(joined[:at])
            word = joined[at:]
        return Safe("".join([*written, word]))

    def _bare(self, written: Safe) -> str:
        from html import unescape

        return unescape(_MARKUP.sub(lambda found: found[1] or "", written))

    def _formula(self, tex: str) -> str:
        return _MATH_SPECIAL.sub(lambda found: _MATH_TABLE.get(found.group(), _reference(found)), tex)

    def strong(self, content: Any) -> Safe:
        return self._around("**", "strong", content)

    def emphasis(self, content: Any) -> Safe:
        return self._around("*", "em", content)

    def underline(self, content: Any) -> Safe:
        """Writes underlined text; kramdown reads Markdown in it only where that is said."""
        inner = self.of(content)
        nested = ' markdown="span"' if re.search(r"[*\\\[`]", inner) else ""
        return self._element("u", inner, nested)

    def _around(self, sign: str, name: str, content: Any) -> Safe:
        """Puts signs around a text; blanks at its ends stay outside, where kramdown wants them."""
        inner = self.of(content)
        bare = inner.strip()
        if not bare:
            return Safe(inner)
        if "*" in bare and _CLASHING[sign].search(bare) and not _ALL_EMPHASISED[sign].fullmatch(bare):
            return self._element(name, inner)
        start = inner.index(bare)
        return Safe(f"{inner[:start]}{sign}{bare}{sign}{inner[start + len(bare) :]}")

    def code(self, content: Any) -> Safe:
        """Writes a code span; an element where Liquid, a table or a backtick would break it, knitr run it as R, or
        PyMdown take its start for the name of a language."""
        text = _flat(self.plain(content)).strip()
        if not text:
            return Safe("")
        return Safe(f"<code>{_HTML.text(text)}</code>" if _NO_CODE_SPAN.search(text) else f"`{text}`")

    def link(self, label: Any, url: str) -> Safe:
        target, shown = self._destination(url), self.of(label)
        if not (target and shown):
            return shown
        # Goldmark takes ``- [x](y)`` for a task.
        return Safe(f"[{_reference_to(shown) if shown in 'xX' else shown}]({target})")

    def _destination(self, url: Any) -> str:
        """Returns a URL for the brackets behind a label."""
        return written_url(self.plain(url), _bracketed)

    def holds_link(self, written: str) -> bool:
        return "<a " in written or bool(_LINK.search(_IMAGE.sub("", written)))

    def image(self, url: str, alt: str) -> Safe:
        target = self._destination(url)
        if not target:
            return self.of(alt)
        words = _SPECIAL.sub(lambda found: _ALT_TABLE.get(found.group(), _reference(found)), _flat(self.plain(alt)))
        return Safe(f"![{words}]({target})")

    def new_line(self, kind: str = "br") -> Safe:
        return Safe({"backslash": " \\\\\n", "spaces": "  \n"}.get(kind, "\n<br> "))

    def paragraph(self, content: Any) -> Safe:
        return Safe(_line_start(self.of(content)))

    def heading(self, content: Any, level: int) -> Safe:
        inner = _CLOSING.sub(lambda found: "\\#" * len(found.group()), self.of(content))
        return Safe(f"{'#' * min(max(level, 1), 6)} {inner}") if inner else Safe("")

    def items(self, items: Sequence[Any], *, ordered: bool = False, loose: bool = False) -> Safe:
        written = (_TASK.sub(r"<span>\g<0></span>", self.line(Safe(self.of(item).strip())), 1) for item in items)
        lines = [f"{f'{number}.' if ordered else '-'} {item}" for number, item in enumerate(written, 1)]
        return Safe(("\n\n" if loose else "\n").join(lines))

    def stacked(self, blocks: Sequence[Any]) -> Safe:
        return Safe("\n\n    ".join(self.line(block).lstrip(" ") for block in blocks))

    def table(self, header: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Safe:
        if not rows:
            return Safe("")
        rule = ["---", *["---:"] * (len(header) - 1)]
        lines = [[self.of(cell) or " " for cell in line] for line in (header, *rows)]
        return Safe("\n".join(f"| {' | '.join(line)} |" for line in (lines[0], rule, *lines[1:])))


class FormulasInMarkdown(MarkdownWriter):
    """Writes Markdown whose reader reads formulas, as pandoc does: nothing between dollars is escaped.

    Blanks, which mean nothing in a formula, keep apart what would be a tag, a link or a template elsewhere: so a
    formula is harmless for a reader that knows none, and for goldmark, which passes it through to the page.
    """

    def _formula(self, tex: str) -> str:
        return _JOINED_IN_FORMULA.sub(r"\g<0> ", tex)


_JOINED_IN_FORMULA = regex(r"<(?=\S)|\](?=[(\[:{])|!(?=\[)|\{(?=[{%#])|[}%#](?=\})")


def _flat(text: str) -> str:
    """Puts a text on one line without runs of blanks: a new line may start a block, four blanks a code block."""
    if text.isprintable():
        return _SPACES.sub(" ", text) if "  " in text else text
    return _SPACES.sub(" ", visible(_BLANKS.sub(" ", text)))


def _escaped(found: re.Match[str]) -> str:
    sign = found.group()
    if sign == "_":
        return "\\_"
    return _TABLE.get(sign) or _reference(found)


def _reference(found: re.Match[str]) -> str:
    return "&amp;" if found.group() == "&" else _reference_to(found.group())


def _beside(word: str, piece: str) -> str:
    """Joins a word and the piece after it."""
    if word[-1].isspace() or piece[0].isspace():
        return word + piece
    met = f"{word}\0{piece[:_NEAR]}"
    if _JOINING.search(met):
        met = _JOINT.sub(_reference, met)
    joint = met.index("\0")
    between = "<span></span>" if _CLINGING.search(met, max(joint - _LONGEST_CLINGING, 0)) else ""
    return f"{met[:joint]}{between}{met[joint + 1 :]}{piece[_NEAR:]}"


def _line_start(text: str, escapes: Mapping[str, str] = _AT_START) -> str:
    """Escapes what would make a block of a line that starts with this text."""
    found = _LINE_START.match(text)
    if not found:
        return text
    at = found.start(found.lastgroup or 0)
    return f"{text[:at]}{escapes.get(text[at]) or _reference_to(text[at])}{text[at + 1 :]}"


def _reference_to(sign: str) -> str:
    return f"&#{ord(sign)};"


def _bracketed(url: str) -> str:
    target = _REFERENCE_START.sub("&amp;", url) if "&" in url else url
    return target if _is_balanced(target) else target.replace("(", "%28").replace(")", "%29")


def _is_balanced(url: str) -> bool:
    if "(" not in url and ")" not in url:
        return True
    depth = 0
    for sign in url:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth < 0:
            return False
    return not depth
