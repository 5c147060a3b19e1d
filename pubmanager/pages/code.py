"""Where Markdown shows code, so that an example of a marker stays an example."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pubmanager.pages.comments import LINE_START
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTAINERS = r"(?P<containers>(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*)"
_FENCE = regex(
    rf"{LINE_START}{_CONTAINERS}(?P<fence>`{{3,}}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{{3,}})(?P<info>[^\r\n]*)", re.MULTILINE
)
_NOT_QUOTED = regex(rf"{LINE_START}(?![ \t]*>)", re.MULTILINE)
_TICKS = regex(r"`+")
_PARAGRAPH_END = regex(rf"{LINE_START}[ \t]*(?:[\r\n]|\Z|(?:[-*+]|\d{{1,9}}[.)])[ \t]|#{{1,6}}[ \t])", re.MULTILINE)


def fenced_blocks(text: str) -> tuple[Span, ...]:
    """Finds fenced code blocks, also inside quotes and list items, in their order.

    A fence that nothing closes is text, as kramdown has it: the rest of the page must not disappear.
    Source: CommonMark 0.31, section 4.5.

    >>> fenced_blocks("~~~\\ncode\\n~~~\\ntext")
    (Span(start=0, end=12),)
    """
    if "```" not in text and "~~~" not in text:
        return ()
    return tuple(_pairs(text, list(_FENCE.finditer(text))))


def _pairs(text: str, fences: list[re.Match[str]]) -> Iterator[Span]:
    closers = [index for index, fence in enumerate(fences) if _can_close(fence)]
    cursor = first = 0
    while cursor < len(fences):
        while first < len(closers) and closers[first] <= cursor:
            first += 1
        end = _closer(text, fences, cursor, closers[first:])
        if end is None:
            cursor += 1
            continue
        yield Span(fences[cursor].start(), fences[end].end())
        cursor = end + 1


def _can_close(fence: re.Match[str]) -> bool:
    return not fence["info"].strip() and not fence["containers"].strip(" \t>")


def _closer(text: str, fences: list[re.Match[str]], index: int, closers: list[int]) -> int | None:
    opening = fences[index]
    limit = _quote_end(text, opening)
    for closer in closers:
        closing = fences[closer]
        if closing.start() >= limit:
            return None
        if closing["fence"].startswith(opening["fence"]):
            return closer
    return None


def _quote_end(text: str, opening: re.Match[str]) -> int:
    if ">" not in opening["containers"]:
        return len(text) + 1
    found = _NOT_QUOTED.search(text, opening.end() + 1)
    return found.start() if found else len(text) + 1


def is_in_code_span(text: str, span: Span) -> bool:
    """Tells whether a stretch of a Markdown text lies inside a code span such as ``` `code` ```.

    Source: CommonMark 0.31, section 6.1; a code span never leaves its paragraph.

    >>> is_in_code_span("write `<!-- x -->`", Span(7, 17))
    True
    """
    start = _paragraph_start(text, span.start)
    end = _PARAGRAPH_END.search(text, span.end)
    paragraph = text[start : end.start() if end else len(text)]
    return any(start + each.start <= span.start and span.end <= start + each.end for each in _code_spans(paragraph))


def _paragraph_start(text: str, offset: int) -> int:
    """Returns where the paragraph around an offset starts, by going back line by line."""
    start = _line_start(text, offset)
    while start > 0 and not _PARAGRAPH_END.match(text, start):
        previous = _line_start(
            text, start - 1 if text[start - 1] == "\r" else start - 1 - text.startswith("\r\n", start - 2)
        )
        if not text[previous:start].strip():
            break
        start = previous
    return start


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _code_spans(paragraph: str) -> Iterator[Span]:
    ticks = list(_TICKS.finditer(paragraph))
    by_length: dict[int, list[int]] = {}
    for index in reversed(range(len(ticks))):
        by_length.setdefault(len(ticks[index].group()), []).append(index)
    cursor = 0
    while cursor < len(ticks):
        opening = ticks[cursor]
        length = len(opening.group()) - _is_escaped(paragraph, opening.start())
        candidates = by_length.get(length, [])
        while candidates and candidates[-1] <= cursor:
            candidates.pop()
        if not candidates:
            cursor += 1
            continue
        yield Span(opening.start(), ticks[candidates[-1]].end())
        cursor = candidates[-1] + 1


def _is_escaped(text: str, offset: int) -> bool:
    before = text[:offset]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
