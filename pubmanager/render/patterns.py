"""Patterns such as ``{venue} {year} ({presentation})``: names that drop with their punctuation when empty."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.errors import PubsError, suggestion
from pubmanager.model.fields import is_private
from pubmanager.regex import regex
from pubmanager.render.writers import Safe

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from pubmanager.render.writers import Writer

_TOKEN = regex(
    r"\{(?P<name>field\.[^\s{}\"#%'(),=]+|[a-z][a-z0-9_.-]*)\}|\{(?P<look>\.[\w-]+|color:#?\w+)\}|(?P<style>\*{1,3}|`+)|(?P<quote>\")|(?P<open>[(\[（【“])|(?P<close>[)\]）】”])"
    r"|(?P<text>[^{}()\[\]（）【】“”*`\"]+|.)",
    re.DOTALL,
)
_SPACE = "\u00a0"
OPEN_NAMES = ("link.", "field.")
"""Beginnings of names that go on with a word of the owner's: ``{link.code}``, ``{field.version}``."""
THINGS = frozenset({"badges", "links", "links.rest", "stars", "forks", "citations"})
"""Names that are no part of a sentence: no full stop ends them, but for one that stands directly behind."""
_SLOT = regex(r"[a-z][a-z0-9_-]*")
_STOP = regex(r"\.(?=\s)")
_ENDED = regex(r"[.?!。？！](?:</\w+>|[*\"”’]|&quot;|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\))*$")
_ENDS = tuple('.?!。？！>*"”’;)')  # what ``_ENDED`` ends with


class Filling(Protocol):
    """What a pattern is written with: values by name, literal text, and styles such as ``**``."""

    def value(self, name: str) -> str:
        """Returns what a name stands for, written."""

    def text(self, literal: str) -> str:
        """Writes a literal stretch of the pattern."""

    def styled(self, style: str, inner: str) -> str:
        """Writes a stretch between ``*``, ``**`` or ``***``."""

    def linked(self, slot: str, inner: str) -> str:
        """Writes a stretch that links to what a slot holds: ``[{venue}](paper)``."""

    def spanned(self, look: str, inner: str) -> str:
        """Writes a stretch with a class or in a colour: ``[{rank}]{.rank}``, ``[{rank}]{color:red}``."""

    def code(self, run: Run) -> str:
        """Writes a stretch between backticks."""

    def beside(self, pieces: Iterable[str]) -> str:
        """Puts what is written beside each other."""


class _PlainFilling(Struct, frozen=True):
    """Writes plain text."""

    value: Callable[[str], str]

    def text(self, literal: str) -> str:
        return literal

    def styled(self, style: str, inner: str) -> str:
        return inner

    def linked(self, slot: str, inner: str) -> str:
        return inner

    def spanned(self, look: str, inner: str) -> str:
        return inner

    def code(self, run: Run) -> str:
        return _fill(run, self)

    def beside(self, pieces: Iterable[str]) -> str:
        return "".join(pieces)


class WrittenFilling(Struct, frozen=True):
    """Fills a pattern through a format's writer.

    Shape: ``read`` gives a name's value, ``url`` what a slot for links holds, ``plain`` a name's value inside of code
    (default: as ``read``).
    """

    read: Callable[[str], Any]
    writer: Writer
    url: Callable[[str], str] = lambda slot: ""
    plain: Callable[[str], str] | None = None

    def value(self, name: str) -> Safe:
        return self.writer.of(self.read(name))

    def text(self, literal: str) -> Safe:
        return _written_literal(self.writer, literal)

    def styled(self, style: str, inner: str) -> Safe:
        written: Safe = Safe(inner)
        written = written if style == "**" else self.writer.emphasis(written)
        return written if style == "*" else self.writer.strong(written)

    def linked(self, slot: str, inner: str) -> Safe:
        """Writes a link, but none around another: the title may be one already."""
        return Safe(inner) if self.writer.holds_link(inner) else self.writer.link(Safe(inner), self.url(slot))

    def spanned(self, look: str, inner: str) -> Safe:
        if look.startswith("."):
            return self.writer.span(Safe(inner), classes=look[1:])
        return self.writer.span(Safe(inner), color=look.removeprefix("color:"))

    def code(self, run: Run) -> Safe:
        return self.writer.code(fill_plainly(run, self.plain or (lambda name: str(self.read(name)))))

    def beside(self, pieces: Iterable[str]) -> Safe:
        return self.writer.beside(pieces)


@lru_cache(maxsize=1 << 10)
def _written_literal(writer: Writer, literal: str) -> Safe:
    """Writes text of a pattern, which comes back with each publication."""
    if _SPACE not in literal or not writer.space.strip():
        return writer.inline(literal)
    return writer.join((writer.inline(piece) for piece in literal.split(_SPACE)), writer.space)


class _Name(Struct, frozen=True):
    name: str


class _Group(Struct, frozen=True):
    """A stretch in brackets, quotes or a style: shown only if one of its names is not empty.

    Shape: brackets with a ``slot`` are a link to it instead, those with a ``look`` a span.
    """

    opening: str
    run: Run
    closing: str
    slot: str = ""
    look: str = ""

    @property
    def is_styled(self) -> bool:
        return self.opening in ("*", "**", "***", "`")


_Part = str | _Name | _Group


class _Step(Struct, frozen=True):
    """A part that may be empty, with the literal text that belongs to it.

    Shape: ``before`` follows what is shown already, which a full stop ends first where ``is_stop``; ``alone`` stands
    where nothing is shown yet; ``can_end`` says whether a full stop may end the part itself.
    """

    part: _Name | _Group
    is_stop: bool
    before: tuple[_Part, ...]
    alone: tuple[_Part, ...]
    can_end: bool


class Run(Struct, frozen=True):
    """Parts in a row. Shape: ``steps`` and ``end`` are the same parts as they are filled in, worked out once."""

    parts: tuple[_Part, ...]
    steps: tuple[_Step, ...]
    is_stop: bool
    end: tuple[_Part, ...]


class Pattern(Struct, frozen=True):
    """A parsed pattern. Shape: ``names`` in order of appearance; ``only`` is the name that is all of it, or empty."""

    text: str
    run: Run
    names: tuple[str, ...]
    only: str = ""

    def fill(self, value_of: Callable[[str], str]) -> str:
        """Fills the pattern as plain text; a name whose value is empty drops with the punctuation that joined it.

        >>> parse_pattern("{venue} {year} ({presentation}, {rate})").fill({"venue": "ICCV", "rate": "3%"}.get)
        'ICCV (3%)'
        >>> parse_pattern("IF:{impact}").fill({}.get)
        ''
        """
        return _fill(self.run, _PlainFilling(value_of))

    def write(self, filling: Filling) -> str:
        """Fills the pattern with written values."""
        return _fill(self.run, filling)


def fill_plainly(run: Run, value_of: Callable[[str], str]) -> str:
    """Fills a part of a pattern as plain text, as code wants it."""
    return _fill(run, _PlainFilling(value_of))


@lru_cache(maxsize=512)
def parse_pattern(text: str, known: frozenset[str] = frozenset()) -> Pattern:
    """Parses a pattern. Raises: ``PubsError`` for a name that is not among ``known`` (if any are given)."""
    stack: list[list[_Part]] = [[]]
    openings: list[str] = []
    names: list[str] = []
    for token in _TOKEN.finditer(text):
        kind, sign = token.lastgroup, token.group()
        sign = sign[0] if sign[0] == "`" else sign  # Markdown's code in any number of backticks
        if kind == "name":
            names.append(_checked(token["name"], known, text))
            stack[-1].append(_Name(token["name"]))
        elif kind == "look" and (before := _brackets_before(stack[-1])):
            stack[-1][-1] = replace(before, look=token["look"])
        elif kind == "close" and _BRACKETS[sign] in openings:
            while openings[-1] != _BRACKETS[sign]:
                _give_up(stack, openings)
            _close(stack, openings, sign)
        elif kind in ("style", "quote") and openings and openings[-1] == sign:
            _close(stack, openings, sign)
        elif kind == "open" or (kind in ("style", "quote") and sign not in openings):
            stack.append([])
            openings.append(sign)
        else:
            stack[-1].append(sign)
    while openings:
        _give_up(stack, openings)
    is_bare = len(stack[0]) == 1 and isinstance(stack[0][0], _Name)
    return Pattern(text, _run(stack[0]), tuple(names), names[0] if is_bare else "")


_BRACKETS = {")": "(", "]": "[", "）": "（", "】": "【", "”": "“"}


def _close(stack: list[list[_Part]], openings: list[str], closing: str) -> None:
    parts = tuple(stack.pop())
    opening = openings.pop()
    slot = _slot_in(parts) if opening == "(" else ""
    if slot and (before := _brackets_before(stack[-1])):
        stack[-1][-1] = replace(before, slot=slot)
    else:
        stack[-1].append(_Group(opening, _run(parts), closing))


def _brackets_before(parts: list[_Part]) -> _Group | None:
    last = parts[-1] if parts else ""
    return last if isinstance(last, _Group) and last.opening == "[" else None


def _slot_in(parts: tuple[_Part, ...]) -> str:
    only = parts[0] if len(parts) == 1 else ""
    return only if isinstance(only, str) and _SLOT.fullmatch(only) else ""


def _give_up(stack: list[list[_Part]], openings: list[str]) -> None:
    """Takes an opening sign that nothing closes as text."""
    parts = tuple(stack.pop())
    stack[-1] += [openings.pop(), *parts]


def _checked(name: str, known: Collection[str], text: str) -> str:
    if name.startswith("field.") and is_private(name.removeprefix("field.").lower()):
        hint = "[fields] gives a field of yours a meaning, under whose name it is shown"
        raise PubsError(f"'{{{name}}}' in the pattern '{text}' is a private field, which is shown nowhere", hint=hint)
    if known and name not in known and not name.startswith(OPEN_NAMES):
        hint = suggestion(name, known) or f"known names: {', '.join(sorted(known))}"
        raise PubsError(f"unknown name '{{{name}}}' in the pattern '{text}'", hint=hint)
    return name


def _run(parts: Sequence[_Part]) -> Run:
    """Puts the literal text between names to the name after it, what follows the last name to the end."""
    steps: list[_Step] = []
    waiting: list[_Part] = []
    for part in parts:
        if isinstance(part, _Name) or (isinstance(part, _Group) and part.run.steps):
            is_stop, before = _joint(waiting)
            _end_with(steps, is_stop)
            alone = _without_joint(waiting) if steps else tuple(waiting)
            steps.append(_Step(part, is_stop, before, alone, not isinstance(part, _Name) or part.name not in THINGS))
            waiting = []
        else:
            waiting.append(part)
    is_stop, end = _joint(waiting, is_end=True)
    _end_with(steps, is_stop)
    return Run(tuple(parts), tuple(steps), is_stop, end)


def _end_with(steps: list[_Step], is_stop: bool) -> None:
    """Lets the full stop directly behind the last step end it, whatever it is."""
    if steps and is_stop:
        steps[-1] = replace(steps[-1], can_end=True)


def _joint(waiting: list[_Part], *, is_end: bool = False) -> tuple[bool, tuple[_Part, ...]]:
    """Whether a full stop begins what waits, and what else waits.

    A dot that stands before a name is no full stop: ``{year}.{month}``.
    """
    first = waiting[0] if waiting else ""
    if isinstance(first, str) and (_STOP.match(first) or (is_end and first == ".")):
        return True, (first[1:], *waiting[1:])
    return False, tuple(waiting)


def _without_joint(waiting: list[_Part]) -> tuple[_Part, ...]:
    if not waiting or not isinstance(waiting[0], str):
        return tuple(waiting)
    rest = waiting[0].lstrip(" ,;:.-–—|·/")
    return (rest if any(character.isalnum() for character in rest) else "", *waiting[1:])


def _fill(run: Run, filling: Filling) -> str:
    """Joins the parts that have a value, each with the literal text that stands before it.

    A literal belongs to the name after it, the literal after the last name to that name; but a full stop ends what
    stands before it, once, and no comma follows it. What joins two names goes when nothing is shown before it, but
    for words: ``, IF:`` becomes ``IF:``.
    """
    if not run.steps:
        return filling.beside([_literal(part, filling) for part in run.parts])
    shown: list[str] = []
    can_end = is_last_shown = is_ended = False
    for step in run.steps:
        if shown and step.is_stop and can_end:
            _stop(shown, filling)
            is_ended = True
        text = filling.value(step.part.name) if isinstance(step.part, _Name) else _grouped(step.part, filling)
        is_last_shown = bool(text)
        if text:
            before = step.before if shown else step.alone
            shown += [_literal(each, filling) for each in (_after_stop(before) if is_ended else before)]
            shown.append(text)
            is_ended = False
            can_end = step.can_end
    if shown and run.is_stop and can_end:
        _stop(shown, filling)
    if is_last_shown:
        shown += [_literal(each, filling) for each in run.end]
    return filling.beside(shown)


def _stop(shown: list[str], filling: Filling) -> None:
    """Ends what is shown with a full stop, unless it ends in one."""
    if not (shown[-1].endswith(_ENDS) and _ENDED.search(shown[-1])):
        shown.append(filling.text("."))


def _after_stop(before: tuple[_Part, ...]) -> tuple[_Part, ...]:
    """Takes off the comma that would follow a full stop, where nothing is shown of what it ended: ``Owls., 2019``."""
    first = before[0] if before else None
    return (first.lstrip(",;"), *before[1:]) if isinstance(first, str) else before


def _literal(part: _Part, filling: Filling) -> str:
    if isinstance(part, _Group):
        return _around(part, "".join([_literal(each, filling) for each in part.run.parts]), filling)
    return filling.text(part) if isinstance(part, str) else ""


def _grouped(group: _Group, filling: Filling) -> str:
    inner = _fill(group.run, filling)
    return _around(group, inner, filling) if inner else ""


def _around(group: _Group, inner: str, filling: Filling) -> str:
    if group.opening == "`":
        return filling.code(group.run)
    if group.look:
        inner = filling.spanned(group.look, inner)
        return filling.linked(group.slot, inner) if group.slot else inner
    if group.slot:
        return filling.linked(group.slot, inner)
    if group.is_styled:
        return filling.styled(group.opening, inner)
    return f"{filling.text(group.opening)}{inner}{filling.text(group.closing)}"
