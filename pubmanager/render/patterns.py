"""Patterns such as ``{venue} {year} ({presentation})``: names that drop with their punctuation when empty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pubmanager.errors import PubsError, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_TOKEN = re.compile(
    r"\{(?P<name>[a-z_.]+)\}|(?P<open>[(\[（【])|(?P<close>[)\]）】])|(?P<text>[^{}()\[\]（）【】]+|.)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Name:
    name: str


@dataclass(frozen=True, slots=True)
class _Group:
    """A bracketed part: shown only if one of its names is not empty."""

    opening: str
    parts: tuple[_Part, ...]
    closing: str


_Part = str | _Name | _Group


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern. Shape: ``names`` in order of appearance."""

    text: str
    parts: tuple[_Part, ...]
    names: tuple[str, ...]

    def fill(self, value_of: Callable[[str], str]) -> str:
        """Fills the pattern; a name whose value is empty drops with the punctuation that joined it.

        >>> parse_pattern("{venue} {year} ({presentation}, {rate})").fill({"venue": "ICCV", "rate": "3%"}.get)
        'ICCV (3%)'
        >>> parse_pattern("IF:{impact}").fill({}.get)
        ''
        """
        return _fill(self.parts, value_of)


@lru_cache(maxsize=512)
def parse_pattern(text: str, known: frozenset[str] = frozenset()) -> Pattern:
    """Parses a pattern. Raises: ``PubsError`` for a name that is not among ``known`` (if any are given)."""
    stack: list[list[_Part]] = [[]]
    openings: list[str] = []
    names: list[str] = []
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "name":
            names.append(_checked(token["name"], known, text))
            stack[-1].append(_Name(token["name"]))
        elif kind == "open":
            stack.append([])
            openings.append(token.group())
        elif kind == "close" and openings:
            parts = tuple(stack.pop())
            stack[-1].append(_Group(openings.pop(), parts, token.group()))
        else:
            stack[-1].append(token.group())
    while openings:  # an unclosed bracket is text
        parts = tuple(stack.pop())
        stack[-1] += [openings.pop(), *parts]
    return Pattern(text, tuple(stack[0]), tuple(names))


def _checked(name: str, known: Collection[str], text: str) -> str:
    if known and name not in known:
        hint = suggestion(name, known) or f"known names: {', '.join(sorted(known))}"
        raise PubsError(f"unknown name '{{{name}}}' in the pattern '{text}'", hint=hint)
    return name


def _has_names(parts: tuple[_Part, ...]) -> bool:
    return any(isinstance(part, _Name) or (isinstance(part, _Group) and _has_names(part.parts)) for part in parts)


def _fill(parts: tuple[_Part, ...], value_of: Callable[[str], str]) -> str:
    """Joins the parts that have a value, each with the literal text that stands before it.

    A literal belongs to the name after it, the literal after the last name to that name. What joins two names goes
    when nothing is shown before it, but for words: ``, IF:`` becomes ``IF:``.
    """
    if not _has_names(parts):
        return "".join(_literal(part) for part in parts)
    shown: list[str] = []
    waiting = ""
    is_first, is_last_shown = True, False
    for part in parts:
        if isinstance(part, str) or (isinstance(part, _Group) and not _has_names(part.parts)):
            waiting += _literal(part)
            continue
        text = _value(part, value_of)
        is_last_shown = bool(text)
        if text:
            shown += [waiting if shown or is_first else _without_joint(waiting), text]
        waiting, is_first = "", False
    return "".join([*shown, waiting if is_last_shown else ""])


def _without_joint(literal: str) -> str:
    rest = literal.lstrip(" ,;:.-–—|·/")
    return rest if any(character.isalnum() for character in rest) else ""


def _literal(part: _Part) -> str:
    if isinstance(part, _Group):
        return part.opening + "".join(_literal(each) for each in part.parts) + part.closing
    return part if isinstance(part, str) else ""


def _value(part: _Part, value_of: Callable[[str], str]) -> str:
    if isinstance(part, _Name):
        return value_of(part.name) or ""
    assert isinstance(part, _Group)
    inner = _fill(part.parts, value_of)
    return f"{part.opening}{inner}{part.closing}" if inner else ""
