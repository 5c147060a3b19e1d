"""Inline nodes: what a title, a note or a summary is made of once its LaTeX is read."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Style(Enum):
    """How a stretch of text is set."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    SMALL_CAPS = "small_caps"
    UNDERLINE = "underline"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


class Text(Struct, frozen=True):
    """Plain Unicode text."""

    text: str


class Math(Struct, frozen=True):
    """A formula; ``tex`` is what stands between the dollar signs, as written."""

    tex: str


class Styled(Struct, frozen=True):
    """A stretch set in one style."""

    style: Style
    nodes: tuple[Node, ...]


class Hyperlink(Struct, frozen=True):
    """A stretch that links somewhere; ``url`` is unchecked: writers refuse unsafe schemes."""

    url: str
    nodes: tuple[Node, ...]


Node = Text | Math | Styled | Hyperlink


class RichText(Struct, frozen=True):
    """A text with its markup understood.

    >>> RichText((Text("Learning "), Styled(Style.EMPHASIS, (Text("fast"),)))).text
    'Learning fast'
    """

    nodes: tuple[Node, ...] = ()

    @property
    def text(self) -> str:
        """The visible text alone; formulas as their TeX source between dollar signs."""
        return _plain(self.nodes)

    def __bool__(self) -> bool:
        return bool(self.nodes)

    def __str__(self) -> str:
        return self.text


def _plain(nodes: tuple[Node, ...]) -> str:
    return "".join(
        node.text if isinstance(node, Text) else f"${node.tex}$" if isinstance(node, Math) else _plain(node.nodes)
        for node in nodes
    )
