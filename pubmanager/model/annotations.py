"""biblatex's data annotations: ``author+an = {1=equal; 2=equal, corresponding; 3="Student"}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.latex.read import plain
from pubmanager.regex import regex
from pubmanager.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEM = regex(r"\s*(?P<item>\d*)\s*(?::\s*(?P<part>[\w-]+)\s*)?=(?P<content>.*)", re.DOTALL)
_QUOTED = regex(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Annotation:
    """What is said about one name.

    Shape: ``position`` counts from 1, 0 for the whole list; ``words`` are bare words such as ``equal``; ``literals``
    are texts in quotes, read.
    """

    position: int
    words: tuple[str, ...]
    literals: tuple[str, ...]


def read_annotations(text: str) -> Iterator[Annotation]:
    """Reads the value of a ``+an`` field; parts of a name count for the name. Source: biblatex manual, section 3.7.

    >>> [each.words or each.literals for each in read_annotations('1=equal; 2:family=equal,lead; 3="First Author"')]
    [('equal',), ('equal', 'lead'), ('First Author',)]
    """
    for item in _split(text):
        match = _ITEM.fullmatch(item)
        if not match:
            continue
        content = match["content"]
        words = tuple(word.strip().casefold() for word in _QUOTED.sub("", content).split(",") if word.strip())
        literals = tuple(plain(literal) for literal in _QUOTED.findall(content))
        yield Annotation(int(match["item"] or 0), words, literals)


def _split(text: str) -> Iterator[str]:
    """Splits at semicolons outside quotes."""
    start, is_quoted = 0, False
    for offset, character in enumerate(text):
        if character == '"':
            is_quoted = not is_quoted
        elif character == ";" and not is_quoted:
            yield text[start:offset]
            start = offset + 1
    yield text[start:]
