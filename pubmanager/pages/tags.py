"""Tags of HTML in a page, with their attributes and places; each letter is looked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# A quoted value may hold `<` and `>`; a tag that another one interrupts is none.
_TAG = regex(
    r"<(?P<close>/?)(?P<name>[A-Za-z][\w:.-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>",
)
_ATTRIBUTE = regex(
    r"(?P<name>[^\s\"'<>/=]+)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>`]+)))?"
)


class Attribute(Struct, frozen=True):
    """One attribute. Shape: ``value`` is as written; ``span`` is the whole attribute, ``place`` its value."""

    name: str
    value: str
    span: Span
    place: Span


class Tag(Struct, frozen=True):
    """One tag. Shape: ``name`` is in lower case; ``inside`` is the text between the name and ``>``."""

    name: str
    is_closing: bool
    inside: str
    start: int
    end: int

    @property
    def is_void(self) -> bool:
        """Whether it is written as one that closes itself."""
        return self.inside.endswith("/")

    def attributes(self) -> Iterator[Attribute]:
        """Yields the attributes; the value of one that has none is empty."""
        offset = self.end - 1 - len(self.inside)
        for found in _ATTRIBUTE.finditer(self.inside):
            group = next((each for each in ("double", "single", "bare") if found[each] is not None), "")
            start, end = found.span(group) if group else (found.end(), found.end())
            name, value = found["name"].lower(), found[group] if group else ""
            yield Attribute(
                name, value, Span(offset + found.start(), offset + found.end()), Span(offset + start, offset + end)
            )

    def attribute(self, name: str) -> Attribute | None:
        """Returns the first attribute of a name, which is the one that counts."""
        return next((each for each in self.attributes() if each.name == name), None)

    @property
    def classes(self) -> list[str]:
        """The classes of the element."""
        found = self.attribute("class")
        return found.value.split() if found else []


def tags(prose: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Yields the tags of a masked page.

    >>> [(each.name, each.is_closing) for each in tags("<p class='a>b'>1 < 2</p>")]
    [('p', False), ('p', True)]
    """
    for found in _TAG.finditer(prose, start, len(prose) if end is None else end):
        yield Tag(found["name"].lower(), bool(found["close"]), found["attributes"], *found.span())
