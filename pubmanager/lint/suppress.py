"""Suppression: ``% pubs:ignore[CODE]`` above an entry, ``<!-- pubs:ignore[CODE] -->`` above or in a line of a page.

``pubs:ignore-file[CODE]`` holds for the whole file. A suppression that suppresses nothing is a finding (H022).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pubmanager.findings import Edit, Finding, Fix, Severity
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pubmanager.source import Source

UNUSED = "H022"
_COMMAND = r"pubs:ignore(?P<file>-file)?[ \t]*\[(?P<codes>[^\]\r\n]*)\]"
_IN_BIB = regex(rf"^[^\S\r\n]*%+[^\S\r\n]*{_COMMAND}[^\r\n]*(?:\r\n|\r|\n|\Z)", re.MULTILINE | re.IGNORECASE)
_IN_PAGE = regex(rf"<!--\s*{_COMMAND}.*?-->", re.IGNORECASE | re.DOTALL)
_ENTRY = regex(r"(?:^[^\S\r\n]*(?:%[^\r\n]*)?(?:\r\n|\r|\n))*[^\S\r\n]*@", re.MULTILINE)
_NEXT_ENTRY = regex(r"^[^\S\r\n]*@", re.MULTILINE)
_LINE_END = regex(r"[\r\n]|\Z")
_BLANK_LINES = regex(r"(?:[^\S\r\n]*(?:\r\n|\r|\n))*")


@dataclass(frozen=True, slots=True)
class _Suppression:
    """Shape: ``reach`` is the stretch it holds for; ``span`` is the comment."""

    source: Source
    codes: tuple[str, ...]
    reach: Span
    span: Span

    def covers(self, finding: Finding, code: str) -> bool:
        is_named = code.upper() == "ALL" or finding.code.startswith(code.upper())
        return is_named and self.reach.start <= finding.span.start < self.reach.end


def suppressed(
    findings: Sequence[Finding], sources: Iterable[Source], rules: Collection[str], known: Collection[str]
) -> tuple[Sequence[Finding], list[Finding]]:
    """Returns the findings that no comment suppresses, and one for each code of a comment that suppresses nothing.

    ``rules`` are those that are on, ``known`` all; codes of rules that are off are never called unused.
    """
    marked = {source.path: tuple(_suppressions(source)) for source in sources if _may_suppress(source.text)}
    if not marked:
        return findings, []
    used: set[tuple[int, str]] = set()
    left = []
    for finding in findings:
        near = marked.get(finding.source.path, ())
        hits = [(id(each), code) for each in near for code in each.codes if each.covers(finding, code)]
        used.update(hits)
        if not hits:
            left.append(finding)
    unused: list[Finding] = []
    for each in (each for found in marked.values() for each in found):
        codes = [code for code in each.codes if (id(each), code) not in used and _is_judged(code, rules, known)]
        unused += [_unused(each, code, codes) for code in codes]
    return left, unused


def _may_suppress(text: str) -> bool:
    """Whether a text may have a suppression; told without copying it, where it has no comment."""
    return ("%" in text or "<!--" in text) and "pubs:ignore" in text.lower()


def _is_judged(code: str, rules: Collection[str], known: Collection[str]) -> bool:
    """Whether a code is on, or none at all."""
    code = code.upper()
    is_off = any(rule.startswith(code) for rule in known) and not any(rule.startswith(code) for rule in rules)
    return code != "ALL" and not is_off


def _suppressions(source: Source) -> Iterator[_Suppression]:
    text = source.text
    is_bib = source.path.lower().endswith((".bib", ".bibtex")) or source.path.startswith("<")
    for found in (_IN_BIB if is_bib else _IN_PAGE).finditer(text):
        codes = tuple(filter(None, re.split(r"[\s,]+", found["codes"])))
        if found["file"]:
            reach = Span(0, len(text) + 1)
        else:
            reach = _next_entry(text, found.end()) if is_bib else _next_line(text, found.start(), found.end())
        yield _Suppression(source, codes, reach, Span(found.start(), found.end()))


def _next_entry(text: str, offset: int) -> Span:
    """Returns the entry below a comment, up to the next one; nothing where no entry follows."""
    match = _ENTRY.match(text, offset)
    if not match:
        return Span(offset, offset)
    following = _NEXT_ENTRY.search(text, match.end())
    return Span(offset, following.start() if following else len(text) + 1)


def _next_line(text: str, start: int, end: int) -> Span:
    """Returns the line of a comment, or the next one with text where the comment stands alone; with its newline."""
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    line_end = _line_end(text, end)
    if text[line_start:start].strip() or text[end:line_end].strip():
        return Span(line_start, line_end + 1)
    blank = _BLANK_LINES.match(text, line_end)
    return Span(line_start, _line_end(text, blank.end() if blank else line_end) + 1)


def _line_end(text: str, offset: int) -> int:
    found = _LINE_END.search(text, offset)
    return found.start() if found else len(text)


def _unused(each: _Suppression, code: str, unused: Sequence[str]) -> Finding:
    comment = each.source[each.span]
    at = each.span.start + comment.index(code, comment.index("["))
    left = [other for other in each.codes if other not in unused]
    codes = re.search(r"\[([^\]]*)\]", comment)
    if left and codes:
        edit = Edit(Span(each.span.start + codes.start(1), each.span.start + codes.end(1)), ", ".join(left))
    else:
        edit = Edit(each.span, "")
    fix = Fix("remove the suppression", (edit,))
    message = f"'pubs:ignore[{code}]' suppresses nothing"
    return Finding(UNUSED, Severity.WARNING, message, each.source, Span(at, at + len(code)), fix=fix)
