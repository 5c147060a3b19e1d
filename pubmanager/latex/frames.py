"""What is open while LaTeX text is read: groups, arguments and declarations, and the nodes they gather."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from pubmanager.latex.nodes import Text
from pubmanager.latex.tokens import folded
from pubmanager.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from pubmanager.latex.nodes import Node

    Effect = Callable[[tuple[Node, ...]], tuple[Node, ...]]

DEEPEST = 24
"""How deep effects nest. Nobody nests deeper by hand, and a file that does must not make every writer recurse."""


class Ends(Enum):
    """What ends an open frame."""

    BRACE = "a closing brace"
    ARGUMENT = "one token or group, not yet begun"
    DECLARATION = "the end of the group around it"
    TAG = "its closing tag"
    TEXT = "the end of the text"


@dataclass(slots=True)
class Frame:
    """Something open: nodes done, pieces of text not yet joined, and what happens at its end.

    Shape: a frame without ``effect`` shares ``nodes`` and ``pieces`` with the frame around it; ``depth`` counts the
    frames with an effect.
    """

    ends: Ends
    nodes: list[Node]
    pieces: list[str]
    effect: Effect | None = None
    closing: str = ""
    depth: int = 0
    in_code: bool = False
    in_quotes: bool = False
    in_link: bool = False


class Frames:
    """The open frames, the innermost as ``top``."""

    def __init__(self) -> None:
        self.top = Frame(Ends.TEXT, [], [])
        self._around: list[Frame] = []
        self._braces = 0

    def open(self, ends: Ends, effect: Effect | None = None, closing: str = "") -> Frame:
        """Opens a frame inside of ``top`` and returns it; ``closing`` is written at its end."""
        above = self.top
        if effect is None or above.depth >= DEEPEST:
            frame = Frame(ends, above.nodes, above.pieces, None, closing, above.depth)
        else:
            frame = Frame(ends, [], [], effect, closing, above.depth + 1)
        frame.in_code, frame.in_quotes, frame.in_link = above.in_code, above.in_quotes, above.in_link
        self._around.append(above)
        self.top = frame
        return frame

    def open_group(self) -> None:
        """Opens a group, which is the argument where one is waited for."""
        self._braces += 1
        if self.top.ends is Ends.ARGUMENT:
            self.top.ends = Ends.BRACE
        else:
            self.open(Ends.BRACE)

    def close_group(self) -> None:
        """Closes the innermost group and what is open in it; a brace that closes nothing is dropped."""
        self._settle()
        if not self._braces:
            return
        self._braces -= 1
        while self.top.ends is not Ends.BRACE:
            self._close()
        self._close()
        self._settle()

    def close_tag(self) -> None:
        """Closes the innermost tag and the declarations in it; a group in between has closed it already."""
        self._settle()
        while self.top.ends is Ends.DECLARATION:
            self._close()
        if self.top.ends is Ends.TAG:
            self._close()
            self._settle()

    def close_all(self) -> tuple[Node, ...]:
        """Closes everything and returns the nodes of the whole text, the ends stripped."""
        while self._around:
            self._close()
        _join(self.top)
        return _stripped(tuple(self.top.nodes))

    def write(self, text: str) -> None:
        """Adds a run of plain characters, of which an argument takes the first that is no blank."""
        if self.top.ends is Ends.ARGUMENT:
            text = text.lstrip()
            if not text:
                return
            self.top.pieces.append(text[0])
            self._settle()
            text = text[1:]
        self.top.pieces.append(text)

    def add_text(self, text: str) -> None:
        """Adds text that is an argument as a whole where one is waited for."""
        self.top.pieces.append(text)
        self._settle()

    def add(self, nodes: tuple[Node, ...]) -> None:
        """Adds nodes that are an argument together where one is waited for."""
        self._append(nodes)
        self._settle()

    def _settle(self) -> None:
        while self.top.ends is Ends.ARGUMENT:
            self._close()

    def _close(self) -> None:
        frame, self.top = self.top, self._around.pop()
        if frame.closing:
            frame.pieces.append(frame.closing)
        if frame.effect:
            _join(frame)
            self._append(_lifted(tuple(frame.nodes), frame.effect))

    def _append(self, nodes: tuple[Node, ...]) -> None:
        for node in nodes:
            if isinstance(node, Text):
                self.top.pieces.append(node.text)
            else:
                _join(self.top)
                self.top.nodes.append(node)


def _join(frame: Frame) -> None:
    """Makes one ``Text`` of the pieces."""
    if frame.pieces:
        text = folded("".join(frame.pieces))
        frame.pieces.clear()
        if text:
            frame.nodes.append(Text(text))


def _lifted(nodes: tuple[Node, ...], effect: Effect) -> tuple[Node, ...]:
    """Applies an effect and leaves the blanks at the ends outside of it: Markdown's ``**bold **`` is not bold."""
    inner = _stripped(nodes)
    if nodes and not inner:
        return (Text(" "),)
    before = (Text(" "),) if _has_blank(nodes[:1], 0) else ()
    after = (Text(" "),) if _has_blank(nodes[-1:], -1) else ()
    return (*before, *effect(inner), *after)


def _has_blank(nodes: tuple[Node, ...], end: int) -> bool:
    return any(isinstance(node, Text) and node.text[end] == " " for node in nodes)


def _stripped(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    if nodes and isinstance(nodes[0], Text):
        text = nodes[0].text.lstrip(" ")
        nodes = (Text(text), *nodes[1:]) if text else nodes[1:]
    if nodes and isinstance(nodes[-1], Text):
        text = nodes[-1].text.rstrip(" ")
        nodes = (*nodes[:-1], Text(text)) if text else nodes[:-1]
    return nodes
