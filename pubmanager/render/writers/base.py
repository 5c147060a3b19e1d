"""What every writer can write; a format says how."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pubmanager.latex.formulas import is_harmless
from pubmanager.latex.nodes import Hyperlink, Math, RichText, Style, Styled, Text
from pubmanager.regex import regex
from pubmanager.render.writers.urls import written_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pubmanager.latex.nodes import Node


_BLANKS = regex(r"[^\S\u00a0]+")
_UNSEEN = regex(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LOADING_CSS = regex(r"\\|/\*|\b(?:url|image|image-set|src|expression)\(", re.IGNORECASE)
_MORE_CSS = regex(rf"[;{{}}<>\"'@]|{_LOADING_CSS.pattern}", re.IGNORECASE)


class Safe(str):
    """Text that is written already: what is printed without being escaped once more."""

    __slots__ = ()


class Writer(ABC):
    """Writes one format. Every method takes plain text, ``RichText`` or ``Safe`` text, and returns ``Safe`` text.

    Templates call it ``w``; what they print without it passes through ``of``.
    """

    format: str
    nested: Safe  # attribute of an HTML element whose content is written in this format
    space: Safe  # a blank where no line may end

    def __init__(self) -> None:
        self._styles: dict[Style, Callable[[Any], Safe]] = {
            Style.EMPHASIS: self.emphasis,
            Style.STRONG: self.strong,
            Style.CODE: self.code,
            Style.SMALL_CAPS: self.small_caps,
            Style.UNDERLINE: self.underline,
            Style.SUPERSCRIPT: self.superscript,
            Style.SUBSCRIPT: self.subscript,
        }

    @property
    @abstractmethod
    def html(self) -> Writer:
        """The writer for raw HTML in this format."""

    def of(self, content: Any) -> Safe:
        """Writes whatever a template prints: safe text as it is, rich text with its markup, the rest as plain text."""
        if isinstance(content, Safe):
            return content
        if isinstance(content, RichText):
            return self.rich(content)
        return self.text("" if content is None else str(content))

    def rich(self, content: RichText) -> Safe:
        """Writes a text with markup."""
        nodes = content.nodes
        if len(nodes) == 1 and isinstance(nodes[0], Text):
            return self.text(nodes[0].text)  # nearly all
        return self.line(self._nodes(nodes))

    def _nodes(self, nodes: Iterable[Node]) -> Safe:
        return self.beside(self._node(node) for node in apart(nodes))

    def _node(self, node: Node) -> Safe:
        if isinstance(node, Text):
            return self.inline(node.text)
        if isinstance(node, Math):
            return self.math(node.tex)
        if isinstance(node, Hyperlink):
            return self.link(self._nodes(node.nodes), node.url)
        assert isinstance(node, Styled)
        if node.style is Style.CODE:
            return self.code(RichText(node.nodes).text)
        return self._styles[node.style](self._nodes(node.nodes))

    def raw(self, markup: str) -> Safe:
        """Marks a text of the theme's own as written; never for values of fields."""
        return Safe(markup)

    def join(self, parts: Iterable[Any], separator: Any = "") -> Safe:
        """Joins parts."""
        written = [part if isinstance(part, Safe) else self.of(part) for part in parts]
        if type(separator) is not str:
            return Safe(self.of(separator).join(written))
        return self.line(Safe(constant(self, separator).join(written))) if separator else self.beside(written)

    def beside(self, pieces: Iterable[str]) -> Safe:
        """Puts written pieces beside each other, so that each is read as it is read alone."""
        return Safe("".join(pieces))

    def symbol(self, mark: str) -> Safe:
        """Writes a mark; pictographs such as ✉ as character references, which every page encoding has."""
        runs = groupby(mark, lambda sign: unicodedata.category(sign) == "So")
        return Safe(
            "".join(
                "".join(map(_reference, run)) if is_picture else self.text("".join(run)) for is_picture, run in runs
            )
        )

    @abstractmethod
    def text(self, text: str) -> Safe:
        """Writes plain text so that a reader sees exactly that."""

    def inline(self, text: str) -> Safe:
        """Writes plain text that never begins a line, where some formats must escape less."""
        return self.text(text)

    def line(self, content: Any) -> Safe:
        """Writes what may begin a line: whatever it is put together from, it makes no block of that line."""
        return self.of(content)

    def new_line(self, kind: str = "br") -> Safe:
        """Breaks a line inside a paragraph or an item; ``kind`` says how, where a format has several ways."""
        return Safe("\n")

    def wrap(self, content: Any, width: int) -> Safe:
        """Breaks lines that are longer than ``width`` columns (0: none) where line ends matter to a reader."""
        return self.of(content)

    def plain(self, content: Any) -> str:
        """Returns what a reader sees of a content, for places that hold no markup."""
        if isinstance(content, Safe):
            return self._bare(content)
        return "" if content is None else str(content)

    def _bare(self, written: Safe) -> str:
        """Takes the markup off something written."""
        return str(written)

    @abstractmethod
    def attribute(self, content: Any) -> Safe:
        """Writes what a reader sees of a content, inside a quoted attribute of an HTML element."""

    def css_value(self, content: Any) -> Safe:
        """Writes one value into the style of an element; nothing for what would be more, or load something."""
        return Safe("") if _MORE_CSS.search(self.plain(content)) else self.attribute(content)

    def css(self, content: Any) -> Safe:
        """Writes declarations into the style of an element; nothing where they would load something."""
        return Safe("") if _LOADING_CSS.search(self.plain(content)) else self.attribute(content)

    def url(self, url: Any) -> Safe:
        """Writes a URL where this format wants one; an empty text for an unsafe one."""
        return Safe(written_url(self.plain(url), self._address))

    @staticmethod
    @abstractmethod
    def _address(url: str) -> str:
        """Escapes a URL of printable characters."""

    def math(self, tex: str) -> Safe:
        """Writes a formula; one that does more than formulas do is text."""
        tex = _BLANKS.sub(" ", _UNSEEN.sub("", tex)).strip()
        return Safe(f"${self._formula(tex)}$") if is_harmless(tex) else self.text(f"${tex}$")

    @abstractmethod
    def _formula(self, tex: str) -> str:
        """Escapes what stands between the dollars of a harmless formula."""

    @abstractmethod
    def strong(self, content: Any) -> Safe:
        """Writes bold text."""

    @abstractmethod
    def emphasis(self, content: Any) -> Safe:
        """Writes italic text."""

    @abstractmethod
    def underline(self, content: Any) -> Safe:
        """Writes underlined text."""

    @abstractmethod
    def code(self, content: Any) -> Safe:
        """Writes code."""

    @abstractmethod
    def superscript(self, content: Any) -> Safe:
        """Writes raised text."""

    @abstractmethod
    def subscript(self, content: Any) -> Safe:
        """Writes lowered text."""

    @abstractmethod
    def small_caps(self, content: Any) -> Safe:
        """Writes small capitals."""

    @abstractmethod
    def span(self, content: Any, *, color: str = "", classes: str = "") -> Safe:
        """Writes text in a colour or with a class of the site's style sheet."""

    @abstractmethod
    def link(self, label: Any, url: str) -> Safe:
        """Writes a link; the label alone where the URL is empty or unsafe."""

    def holds_link(self, written: str) -> bool:
        """Whether something written has a link in it."""
        return False

    @abstractmethod
    def image(self, url: str, alt: str) -> Safe:
        """Writes a picture with the words for those who do not see it."""

    @abstractmethod
    def paragraph(self, content: Any) -> Safe:
        """Writes a paragraph, without blank lines around it."""

    @abstractmethod
    def heading(self, content: Any, level: int) -> Safe:
        """Writes a heading."""

    @abstractmethod
    def items(self, items: Sequence[Any], *, ordered: bool = False, loose: bool = False) -> Safe:
        """Writes a list; a loose one has blank lines between its items where the format knows the difference."""

    @abstractmethod
    def table(self, header: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Safe:
        """Writes a table; the first column is text, the others are numbers."""

    # What only HTML has; other formats write the words of it, or nothing.

    def icon(self, classes: str, meaning: str = "") -> Safe:
        """Writes an icon of a font by its classes."""
        return Safe("")

    def label(self, content: Any, *, background: str, color: str, classes: str = "") -> Safe:
        """Writes a short text on a coloured ground."""
        return self.of(content)

    def drawn_label(
        self, text: str, *, background: str, color: str, logo: str = "", logo_color: str = "", label: str = ""
    ) -> Safe:
        """Draws a short plain text on a coloured ground, behind a label on grey and a small picture for its logo."""
        return self.text(f"{label} {text}" if label else text)

    def button(self, label: Any, url: str, classes: str) -> Safe:
        """Writes a link with classes of the site's style sheet."""
        return self.link(label, url)

    def filled_in(self, classes: str, data: str) -> Safe:
        """Writes an empty place that a script of the site fills in."""
        return Safe("")

    def stacked(self, blocks: Sequence[Any]) -> Safe:
        """Writes the blocks of one item of a list: paragraphs and folds."""
        return self.join([each for each in blocks if each], self.new_line())

    def verbatim(self, content: Any) -> Safe:
        """Writes what stands in a block of code, on one line."""
        return self.attribute(content)

    def fold(self, summary: str, content: Any, *, verbatim: bool = False) -> Safe:
        """Writes a block that opens on demand, on one line; nothing where a page cannot fold."""
        return Safe("")


def apart(nodes: Iterable[Node]) -> Iterable[Node]:
    """Makes one formula of neighbours: their dollars would begin and end a display."""
    for _, run in groupby(nodes, type):
        found = list(run)
        formulas = [f"{{{node.tex}}}" for node in found if isinstance(node, Math)]
        yield from [Math("".join(formulas))] if formulas[1:] else found


@lru_cache(maxsize=1 << 10)
def constant(writer: Writer, text: str) -> Safe:
    """Writes a text of the settings that stands between others, and comes back with each publication."""
    return writer.inline(text)


def _reference(sign: str) -> Safe:
    return Safe(f"&#{ord(sign)};")
