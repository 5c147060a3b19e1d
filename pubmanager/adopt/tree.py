"""A page as a tree of elements and texts, each with its place in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Text(Struct, frozen=True):
    """A stretch of text. Shape: ``text`` is what a reader sees of ``source[start:end]``."""

    text: str
    start: int
    end: int

    def place(self, i: int) -> tuple[int, int]:
        """Returns where a character stands; all of an entity or escape stands for its one character."""
        if self.end - self.start == len(self.text):
            return self.start + i, self.start + i + 1
        return self.start, self.end


class Element(Struct, frozen=True):
    """An element with what is inside it."""

    tag: str
    attributes: Mapping[str, str]
    inside: tuple[Element | Text, ...]
    start: int
    end: int

    def get(self, name: str) -> str:
        """Returns an attribute, empty where it is missing."""
        return self.attributes.get(name, "")

    def has_class(self, name: str) -> bool:
        """Whether ``class`` holds the name."""
        return name in self.get("class").split()

    def elements(self) -> Iterator[Element]:
        """Yields the elements directly inside."""
        for each in self.inside:
            if isinstance(each, Element):
                yield each

    def walk(self) -> Iterator[Element]:
        """Yields the element and all elements below it, in the order of the text."""
        waiting = [self]  # on a list: pages of elements that nothing closes are nested too deeply for calls
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [each for each in reversed(element.inside) if isinstance(each, Element)]

    @property
    def text(self) -> str:
        """The words inside, without tags."""
        return "".join(each.text for each in self.inside)


class Frame:
    """An element that is still open."""

    def __init__(self, tag: str, attributes: Mapping[str, str], start: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.start = start
        self.inside: list[Element | Text] = []

    def closed(self, end: int) -> Element:
        """Returns the element."""
        return Element(self.tag, self.attributes, tuple(self.inside), self.start, end)
