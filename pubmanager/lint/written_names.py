"""Lists of names as they are typed: each name with its place, and what it is read as."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.model.marks import peel
from pubmanager.model.names import is_one_name, parse_name, plain_pieces, split_list
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.lint.subjects import CheckedField
    from pubmanager.model.author import Name

NAME_FIELDS = ("author", "editor")
_AND = " and "
_INITIALS = regex(r"[A-Z]{1,3}|[^\W\d_]\.?(?:[\s~-]*[^\W\d_]\.)*")
_SIMPLE_MARKS = frozenset('{}\\$*^_<>()[]~"')


class WrittenName(Struct, frozen=True):
    """One name of a list. Units: ``start`` and ``end`` are offsets into the field's content."""

    text: str
    start: int
    end: int

    @property
    def name(self) -> Name:
        """What it is read as, marks and markup taken off."""
        return parse_name(peel(self.text).name)


def names_in(field: CheckedField) -> tuple[WrittenName, ...]:
    """Returns the names of a field; none where the value is put together from macros."""
    return _names(field.content) if field.is_literal else ()


@lru_cache(maxsize=1 << 10)  # several rules look at one list in turn
def _names(content: str) -> tuple[WrittenName, ...]:
    pieces = content.split(_AND)
    if all(map(_is_bare_name, pieces)):
        return tuple(_in_line(pieces))
    pieces = plain_pieces(content)
    if all(map(_is_one_name, pieces)):
        return tuple(_placed(content, pieces))
    return tuple(WrittenName(part.text, part.start, part.end) for part in split_list(content).parts)


# Most names: words with at most one comma, before or behind which there is one word.
_WORD = r"[\w'’.-]+"
_PLAIN = regex(rf"{_WORD}(?:\s+{_WORD})*(?:,\s*{_WORD})?|{_WORD},\s*{_WORD}(?:\s+{_WORD})*")


@lru_cache(maxsize=1 << 15)
def _is_one_name(text: str) -> bool:
    if _PLAIN.fullmatch(text) and ".." not in text and "al" not in text[-4:] and text.casefold() != "others":
        return True
    return is_one_name(text)


@lru_cache(maxsize=1 << 15)
def _is_bare_name(text: str) -> bool:
    """Whether a text is one name and nothing around it."""
    return plain_pieces(text) == [text] and _is_one_name(text)


def _in_line(names: list[str]) -> Iterator[WrittenName]:
    """Yields the names of a list that is typed as most are, with their places."""
    start = 0
    for name in names:
        end = start + len(name)
        yield WrittenName(name, start, end)
        start = end + len(_AND)


def _placed(content: str, pieces: list[str]) -> Iterator[WrittenName]:
    """Yields the names between every ``and`` with their places."""
    lower, end = content.lower(), -len("and")
    for piece in pieces:
        start = content.find(piece, end + len("and") if end < 0 else lower.find("and", end) + len("and"))
        end = start + len(piece)
        yield WrittenName(piece, start, end)


def are_initials(text: str) -> bool:
    """Whether a text is nothing but initials.

    >>> [are_initials(text) for text in ("J.", "A. B.", "J.-P.", "YK", "Li", "Wu")]
    [True, True, True, True, False, False]
    """
    return bool(_INITIALS.fullmatch(text))


def is_simple(text: str) -> bool:
    """Whether a name is words and commas alone, so that it can be typed in another order without loss."""
    return _SIMPLE_MARKS.isdisjoint(text)


@lru_cache(maxsize=1 << 14)
def family_first(text: str) -> str:
    """Returns a name as ``Family, Given``, or ``Family, Jr., Given``; empty where it cannot be told apart.

    >>> family_first("Ludwig van Beethoven"), family_first("Martin Luther King Jr."), family_first("{Owl Team}")
    ('van Beethoven, Ludwig', 'King, Jr., Martin Luther', '')
    """
    name = parse_name(text)
    if not is_simple(text) or not name.given or not name.family or are_initials(name.family):
        return ""
    family = " ".join(filter(None, (name.prefix, name.family)))
    turned = ", ".join(filter(None, (family, name.suffix, name.given)))
    return turned if parse_name(turned) == name else ""


@lru_cache(maxsize=1 << 14)
def given_first(text: str) -> str:
    """Returns a name as ``Given Family``; empty where BibTeX would read that as another name.

    >>> given_first("van Beethoven, Ludwig"), given_first("García Lorca, Federico")
    ('Ludwig van Beethoven', '')
    """
    name = parse_name(text)
    turned = " ".join(filter(None, (name.given, name.prefix, name.family)))
    is_same = (
        is_simple(text)
        and name.given
        and not name.suffix
        and not are_initials(name.family)
        and parse_name(turned) == name
    )
    return turned if is_same else ""
