"""Reading an entry field by field when it is not well formed, so that only what is broken is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.bibtex.entry import NAME, Field
from pubmanager.findings import Fault, quoted
from pubmanager.regex import LazyPattern, regex
from pubmanager.source import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from pubmanager.source import Source

_BLANK = regex(r"[\s,]*")
_SPACE = regex(r"\s*")
_BARE = regex(r"[^\s,#{}()\"=%]+")
_BRACE = regex(r"[{}]")
_UNESCAPED_BRACE = regex(r"(?<!\\)[{}]")
_BRACE_OR_QUOTE = regex(r"[{}\"]")
_LINE_END = regex(r"[\r\n]|\Z")
# From the start of a run of blanks on: from each of them it would be quadratic.
_NEXT_FIELD = regex(rf"(?<![,\s])[,\s]*[\r\n][ \t]*(?={NAME.pattern}[ \t]*=[ \t]*(?:[{{\"]|[\w-]+\s*(?:,|[\r\n}}])))")
_JUNK_END = regex(r"[,\r\n})]|\Z")


class Salvaged(Struct, frozen=True):
    """What could be read. Shape: ``end`` is behind the closing delimiter, or as far as an unclosed entry reaches."""

    fields: tuple[Field, ...]
    faults: tuple[Fault, ...]
    end: int


def closings(text: str, start: int, end: int, *, escapes: bool = False) -> dict[int, int]:
    """Returns where each brace closes that opens between two offsets; unclosed ones are missing.

    BibTeX knows no escaped braces; with ``escapes`` a brace behind a backslash counts for nothing, which is how
    people who type ``{a \\{ b}`` mean it.
    """
    found: dict[int, int] = {}
    opened: list[int] = []
    for brace in (_UNESCAPED_BRACE if escapes else _BRACE).finditer(text, start, end):
        if brace.group() == "{":
            opened.append(brace.start())
        elif opened:
            found[opened.pop()] = brace.start()
    return found


def salvage(source: Source, start: int, end: int, closing: str, pairs: Mapping[int, int]) -> Salvaged:
    """Reads the fields between the comma behind a key and the end of an entry.

    Units: offsets into the source; ``end`` is where the next entry starts, or the text ends; ``pairs``
    are the ``closings`` of this stretch.
    """
    text = source.text
    found = _Salvage(source, start, end, closing, pairs).run()
    if found.faults and (text.find("\\{", start, end) >= 0 or text.find("\\}", start, end) >= 0):
        other = _Salvage(source, start, end, closing, closings(text, start, end, escapes=True)).run()
        if len(other.faults) < len(found.faults):
            return other
    return found


class _Salvage:
    """One entry being read. Every step moves forward, so that reading ends and takes linear time."""

    def __init__(self, source: Source, start: int, end: int, closing: str, pairs: Mapping[int, int]) -> None:
        self._source = source
        self._text = source.text
        self._start = self._position = start
        self._end = end
        self._closing = closing
        self._closings = pairs
        self._fields: list[Field] = []
        self._faults: list[Fault] = []

    def run(self) -> Salvaged:
        while True:
            self._skip(_BLANK)
            if self._position >= self._end:
                if self._cut_last_field():
                    continue
                return self._unclosed()
            character = self._text[self._position]
            if character == self._closing:
                return Salvaged(tuple(self._fields), tuple(self._faults), self._position + 1)
            if character == "%":
                self._skip_comment()
            elif name := NAME.match(self._text, self._position, self._end):
                self._read_field(name)
            else:
                self._skip_junk("unexpected")

    def _cut_last_field(self) -> bool:
        """Takes other fields back out of the last value, which swallowed them and the entry's own delimiter."""
        if not self._fields or self._fields[-1].raw[:1] not in ("{", '"'):
            return False
        last = self._fields[-1]
        span = last.value_span
        cut = _NEXT_FIELD.search(self._text, span.start, span.end)
        if cut is None:
            return False
        kept = Span(span.start, cut.start())
        self._fields[-1] = Field(self._text, last.name, last.name_span.start, kept.start, kept.end)
        self._fault("P001", f"{last.raw[0]} is not closed", span.start, span.start + 1, loses=True)
        self._position = cut.start()
        return True

    def _unclosed(self) -> Salvaged:
        end = self._end
        while self._text[end - 1].isspace():  # stops at the header's delimiter at the latest
            end -= 1
        if not any(fault.code == "P001" for fault in self._faults):
            self._fault("P001", f"entry is not closed with '{self._closing}'", end - 1, end, loses=True)
        return Salvaged(tuple(self._fields), tuple(self._faults), end)

    def _fault(self, code: str, message: str, start: int, end: int, *, loses: bool = False) -> None:
        span = Span(max(start, 0), max(end, start + 1))
        self._faults.append(Fault(code, message, self._source, span, loses=loses))

    def _skip(self, pattern: LazyPattern) -> None:
        match = pattern.match(self._text, self._position, self._end)
        if match:
            self._position = match.end()

    def _skip_comment(self) -> None:
        """Skips a ``%`` line, and the rest of a value that such a line opens."""
        start = self._position
        end = self._line_end(start)
        while (brace := _BRACE.search(self._text, self._position, end)) is not None:
            close = self._closings.get(brace.start(), brace.start())
            self._position = close + 1
            if close >= end:
                end = self._line_end(close)
        self._position = end
        self._fault("P014", "'%' is not a comment inside an entry", start, end)

    def _line_end(self, start: int) -> int:
        match = _LINE_END.search(self._text, start, self._end)
        return match.start() if match else self._end

    def _skip_junk(self, what: str) -> None:
        start = self._position
        if close := self._closings.get(start):
            self._position = close + 1
        else:
            match = _JUNK_END.search(self._text, start + 1, self._end)
            self._position = match.start() if match else self._end
        self._fault("P001", f"{what} {quoted(self._text[start : self._position])}", start, self._position, loses=True)

    def _read_field(self, name: re.Match[str]) -> None:
        self._position = name.end()
        self._skip(_SPACE)
        if self._text[self._position : self._position + 1] != "=" or self._position >= self._end:
            self._without_equals(name)
            return
        self._position += 1
        span = self._value(name)
        self._fields.append(Field(self._text, name.group().lower(), name.start(), span.start, span.end))

    def _without_equals(self, name: re.Match[str]) -> None:
        self._position = name.end()
        match = _JUNK_END.search(self._text, self._position, self._end)
        end = match.start() if match else self._end
        brace = self._text.find("{", self._position, end)
        if brace >= 0 and brace in self._closings:
            end = self._closings[brace] + 1
        self._position = end
        self._fault("P004", f"no '=' after {quoted(name.group())}", name.start(), name.end(), loses=True)

    def _value(self, name: re.Match[str]) -> Span:
        """Reads literals and macros joined by ``#``."""
        self._skip(_SPACE)
        start = end = self._position
        joint = -1
        while True:
            part_end = self._part()
            if part_end is None:
                break
            self._position = end = part_end
            joint = -1
            self._skip(_SPACE)
            if self._text[self._position : self._position + 1] != "#" or self._position >= self._end:
                break
            joint = self._position
            self._position += 1
            self._skip(_SPACE)
        if end == start:
            self._fault("P004", f"no value for {quoted(name.group())}", name.start(), name.end())
            return Span(start, start)
        if joint >= 0:
            self._fault("P012", "'#' without a right side", joint, joint + 1)
            return Span(start, end)
        self._position = end
        self._check_what_follows(start, end)
        return Span(start, min(end, self._position))

    def _part(self) -> int | None:
        """Returns where the literal or macro ends that starts here; ``None`` where there is none."""
        if self._position >= self._end:
            return None
        character = self._text[self._position]
        if character == "{":
            close = self._closings.get(self._position)
            return close + 1 if close is not None else self._unclosed_part("{")
        if character == '"':
            close = self._closing_quote(self._position + 1)
            return close + 1 if close is not None else self._unclosed_part('"')
        bare = _BARE.match(self._text, self._position, self._end)
        return bare.end() if bare else None

    def _closing_quote(self, position: int) -> int | None:
        while match := _BRACE_OR_QUOTE.search(self._text, position, self._end):
            if match.group() == '"':
                return match.start()
            if match.group() == "}":
                return None
            close = self._closings.get(match.start())
            if close is None:
                return None
            position = close + 1
        return None

    def _unclosed_part(self, delimiter: str) -> int:
        """Ends an unclosed literal where the next line starts a field, or where the entry ends."""
        start = self._position
        cut = _NEXT_FIELD.search(self._text, start, self._end)
        end = cut.start() if cut else self._last_line(start)
        self._fault("P001", f"{delimiter} is not closed", start, start + 1, loses=True)
        return max(end, start + 1)

    def _last_line(self, start: int) -> int:
        """Returns the end of the last value of an unclosed entry, before closing delimiters alone on a line."""
        kept = self._text[start : self._end].rstrip()
        before = kept[:-1].rstrip()
        is_alone = kept[-1:] in ("}", ")") and any(sign in "\r\n" for sign in kept[len(before) : -1])
        blanks = _BLANK.match(before[::-1]) if is_alone else None  # from the end: a search for the end is quadratic
        return start + (len(before) - blanks.end() if blanks else len(kept))

    def _check_what_follows(self, start: int, end: int) -> None:
        following = _SPACE.match(self._text, end, self._end)
        position = following.end() if following else end
        character = self._text[position : position + 1] if position < self._end else ""
        if character in (",", self._closing):
            return
        is_literal = self._text[start] in '{"'
        if is_literal and (cut := _NEXT_FIELD.search(self._text, start, end)) and self._text[end - 1] in '}"':
            # The literal swallowed other fields before something closed it.
            self._position = cut.start()
            self._fault("P001", f"{self._text[start]} is not closed", start, start + 1, loses=True)
        elif character and (name := NAME.match(self._text, position, self._end)):
            after = _SPACE.match(self._text, name.end(), self._end)
            if after and self._text[after.end() : after.end() + 1] == "=":
                self._fault("P003", f"comma missing before {quoted(name.group())}", end - 1, end)


def well_formed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yields the literals and macros of a value as written; stops early, before ``end``, where it is not well formed.

    Units: offsets into ``text``; braces and quotes belong to the spans.
    """
    position = start
    while position < end:
        part = _part_end(text, position, end)
        if part is None:
            return
        yield Span(position, part)
        space = _SPACE.match(text, part, end)
        position = space.end() if space else part
        if position < end:
            if text[position] != "#":
                return
            space = _SPACE.match(text, position + 1, end)
            position = space.end() if space else end


def _part_end(text: str, start: int, end: int) -> int | None:
    opening = text[start]
    if opening not in '{"':
        bare = _BARE.match(text, start, end)
        return bare.end() if bare else None
    depth = 0
    for token in _BRACE_OR_QUOTE.finditer(text, start + (opening == '"'), end):
        sign = token.group()
        if sign == '"':
            if opening == '"' and not depth:
                return token.end()
            continue
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return None
        if opening == "{" and not depth:
            return token.end()
    return None
