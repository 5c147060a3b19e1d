"""Suppression: ``% pubs:ignore[CODE]`` above an entry, ``<!-- pubs:ignore[CODE] -->`` above or in a line of a page.

A page writes its own comments: ``% pubs:ignore[CODE]`` in LaTeX, ``# pubs:ignore[CODE]`` in YAML.

``pubs:ignore-file[CODE]`` holds for the whole file. A suppression that suppresses nothing is a finding (H022).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.lint.aliases import codes_now, is_dropped
from pubmanager.pages.syntax import LINE_START, commands, syntax_of
from pubmanager.regex import Ahead, regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pubmanager.findings import Finding
    from pubmanager.source import Source

_CODES = regex(r"[ \t]*\[(?P<codes>[^\]\r\n]*)\]")
_CODE = regex(r"[^\s,]+")
# A line of a `.bib` that is neither blank nor a comment.
_CONTENT = regex(rf"{LINE_START}[^\S\r\n]*+[^\s%]", re.MULTILINE)
_ENTRY = regex(rf"{LINE_START}[^\S\r\n]*+@", re.MULTILINE)
_NEWLINE = regex(r"\r\n|\r|\n")
_LINE_END = regex(r"[\r\n]|\Z")
_BLANK_LINES = regex(r"(?:[^\S\r\n]*+(?:\r\n|\r|\n))*+")


class _Suppression(Struct, frozen=True):
    """Shape: ``reach`` is the stretch it holds for; ``span`` is the comment, ``codes`` where its codes stand."""

    reach: Span
    span: Span
    codes: Span


class Unused(Struct, frozen=True):
    """A comment with codes that suppress nothing: ``idle`` of all its ``codes``, which stand at ``codes_span``."""

    source: Source
    span: Span
    codes_span: Span
    codes: tuple[str, ...]
    idle: tuple[str, ...]


class _Suppressed(Struct, frozen=True):
    """The suppressions of one file.

    Shape: ``by_reach`` has for each stretch each code that findings may have, with the comments that name it, each by
    its number, and the code that stands there.
    """

    source: Source
    found: tuple[_Suppression, ...]
    by_reach: Mapping[Span, Mapping[str, Sequence[tuple[int, str]]]]
    reaches: Sequence[Span]
    starts: Sequence[int]

    @classmethod
    def of(cls, source: Source) -> _Suppressed:
        """Finds them. Reaches are those of lines or of entries, or the whole file."""
        found = tuple(_suppressions(source))
        by_reach: dict[Span, dict[str, list[tuple[int, str]]]] = {}
        for index, each in enumerate(found):
            codes = by_reach.setdefault(each.reach, {})
            for code in map(str.upper, _codes(source, each)):
                for now in codes_now(code):
                    codes.setdefault(now, []).append((index, code))
        reaches = sorted((each for each in by_reach if each.start or each.end <= len(source.text)), key=_places)
        return cls(source, found, by_reach, reaches, [each.start for each in reaches])

    def of_finding(self, finding: Finding) -> Iterator[tuple[int, str]]:
        """Yields each suppression of a finding, by its number, with the code that names it."""
        codes = (*(finding.code[:length] for length in range(1, len(finding.code) + 1)), "ALL")
        for reach in self._around(finding.span.start):
            by_code = self.by_reach[reach]
            yield from (named for code in codes for named in by_code.get(code, ()))

    def _around(self, offset: int) -> Iterator[Span]:
        whole = _whole(self.source)
        if whole in self.by_reach:
            yield whole
        index = bisect_right(self.starts, offset) - 1
        while index >= 0 and offset < self.reaches[index].end:
            yield self.reaches[index]
            index -= 1


def _places(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _whole(source: Source) -> Span:
    return Span(0, len(source.text) + 1)


def suppressed(
    findings: Sequence[Finding], sources: Iterable[Source], rules: Collection[str], known: Collection[str]
) -> tuple[Sequence[Finding], list[Unused]]:
    """Returns the findings that no comment suppresses, and the comments with codes that suppress nothing.

    ``rules`` are those that are on, ``known`` all; codes of rules that are off are never called unused.
    """
    marked = {source.path: _Suppressed.of(source) for source in sources if _may_suppress(source.text)}
    if not marked:
        return findings, []
    used: set[tuple[str, int, str]] = set()
    left = []
    for finding in findings:
        path = finding.source.path
        hits = list(marked[path].of_finding(finding)) if path in marked else []
        used.update((path, *hit) for hit in hits)
        if not hits:
            left.append(finding)
    unused: list[Unused] = []
    is_judged = cache(partial(_is_judged, rules, known))  # files have many comments with the same few codes
    for path, file in marked.items():
        for index, each in enumerate(file.found):
            codes = _codes(file.source, each)
            idle = [code for code in codes if (path, index, code.upper()) not in used and is_judged(code)]
            if idle:
                unused.append(Unused(file.source, each.span, each.codes, tuple(codes), tuple(idle)))
    return left, unused


def codes_in_comments(sources: Iterable[Source]) -> set[str]:
    """Returns the codes that comments name, in capitals."""
    marked = (each for each in sources if _may_suppress(each.text))
    return {code.upper() for source in marked for each in _suppressions(source) for code in _codes(source, each)}


def _may_suppress(text: str) -> bool:
    """Whether a text may have a suppression; told without copying it, where it has no comment."""
    return "pubs:ignore" in text or "pubs:ignore" in text.lower()


def _is_judged(rules: Collection[str], known: Collection[str], code: str) -> bool:
    """Whether a code is on, or none at all, and never was one."""
    code = code.upper()
    codes = codes_now(code)
    is_off = any(rule.startswith(codes) for rule in known) and not any(rule.startswith(codes) for rule in rules)
    return code != "ALL" and not is_dropped(code) and not is_off


def _codes(source: Source, each: _Suppression) -> list[str]:
    return _CODE.findall(source[each.codes])


def _suppressions(source: Source) -> Iterator[_Suppression]:
    text = source.text
    is_bib = source.path.lower().endswith((".bib", ".bibtex")) or source.path.startswith("<")
    entries = _Entries(text)
    for found in commands(text, syntax_of(".bib" if is_bib else source.path)):
        start, end = found.span.start, found.span.end
        codes = _CODES.match(text, found.after, end)
        if codes is None or found.verb not in ("ignore", "ignore-file"):
            continue
        if found.verb == "ignore-file":
            reach = _whole(source)
        else:
            reach = entries.after(end) if is_bib else _next_line(source, start, end)
        span = found.span if found.comment.closing else _whole_line(source, start, end)
        yield _Suppression(reach, span, Span(*codes.span("codes")))


class _Entries:
    """The entries of a ``.bib`` below comments, which are asked for in order."""

    def __init__(self, text: str) -> None:
        self._end = len(text) + 1
        self._contents, self._entries = Ahead(_CONTENT, text), Ahead(_ENTRY, text)

    def after(self, offset: int) -> Span:
        """Returns the entry below a comment, up to the next one; nothing where no entry follows."""
        content = self._contents.match(offset)
        if content is None or not content.group().endswith("@"):
            return Span(offset, offset)
        following = self._entries.start(content.end())
        return Span(content.start(), self._end if following is None else following)


def _whole_line(source: Source, start: int, end: int) -> Span:
    newline = _NEWLINE.match(source.text, _line_end(source.text, end))
    return Span(source.start_of_line(start), newline.end() if newline else len(source.text))


def _next_line(source: Source, start: int, end: int) -> Span:
    """Returns the line of a comment, or the next one with text where the comment stands alone."""
    text = source.text
    line_start, line_end = source.start_of_line(start), _line_end(text, end)
    if text[line_start:start].strip() or text[end:line_end].strip():
        return Span(line_start, line_end + 1)
    blank = _BLANK_LINES.match(text, line_end)
    return Span(line_start, _line_end(text, blank.end() if blank else line_end) + 1)


def _line_end(text: str, offset: int) -> int:
    found = _LINE_END.search(text, offset)
    return found.start() if found else len(text)
