"""HTML as a tree, as forgiving as a browser where pages leave tags open."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOID = {"img", "br", "hr", "input", "meta", "link", "source"}
_SELF_CLOSING = {"li": {"li"}, "p": {"p"}}


@dataclass(eq=False)
class Element:
    """A tag with its attributes and what is inside: elements and strings."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)

    def has_class(self, name: str) -> bool:
        """Tells whether ``class`` holds the name."""
        return name in self.attributes.get("class", "").split()

    def walk(self) -> Iterator[Element]:
        """Yields the element and all elements below, in the order of the text."""
        yield self
        for each in self.inside:
            if isinstance(each, Element):
                yield from each.walk()

    @property
    def text(self) -> str:
        """Returns the words inside, without tags."""
        return "".join(each if isinstance(each, str) else each.text for each in self.inside)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open[-1].tag in _SELF_CLOSING.get(tag, set()):
            self._open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        depth = next((i for i in range(len(self._open) - 1, 0, -1) if self._open[i].tag == tag), 0)
        if depth:
            del self._open[depth:]

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


def tree(html: str) -> Element:
    """Reads HTML."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
