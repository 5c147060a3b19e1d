"""Source text to entries: cut where a line starts one, scanned, split by bibtexparser (here alone) or salvaged.

One pattern takes the fields that nearly everybody writes; what it does not take, bibtexparser's splitter reads, and
salvage what that cannot. Where the pattern takes an entry, the splitter gives the same (a test compares them).

One entry at a time and with a header of our own, so that a broken entry breaks nothing but itself and every token's
place is known.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pubmanager.bibtex.entry import NAME, Comment, Entry, Field, Macro, Preamble, Reading
from pubmanager.bibtex.salvage import Fault, Salvaged, closings, salvage, well_formed
from pubmanager.findings import Edit, Finding, Fix, Severity, quoted
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pubmanager.bibtex.entry import Block
    from pubmanager.source import Source


_HEADER = r"@[ \t]*(?P<type>[^\W\d_][\w:.+/-]*)\s*(?:(?P<brace>\{)|(?P<paren>\((?=\s*[^\s,(){}=\"]+\s*[,=]|\s*[\"{])))"
_LINE_START = regex(rf"(?:\A|(?<=[\r\n]))[^\S\r\n]*(?P<at>{_HEADER})")
_ENTRY = regex(rf"(?P<at>{_HEADER})")
_SAME_LINE = regex(rf"[^\S\r\n]*(?P<at>{_HEADER})")
_KEY = regex(r"\s*(?P<key>[^\s,{})\"=%][^,\r\n{}\"=]*?)?\s*(?P<comma>,|(?=[})])|\Z)")
_LOOSE_KEY = regex(rf"\s*(?P<key>(?!{NAME.pattern}\s*=)[^\s,{{}}\"=]+)(?=\s)")


def count_entry_starts(text: str) -> int:
    """Counts the places where a line starts an entry, without reading any.

    >>> count_entry_starts("@misc{a}\\n%@misc{b}\\n@string{c = 1} @article{d,}")
    1
    """
    kinds = (found["type"].lower() for found in _LINE_START.finditer(text))
    return sum(kind not in ("string", "preamble", "comment") for kind in kinds)


def read(source: Source) -> Reading:
    """Reads a source; never fails, and gives every entry that a line starts.

    >>> from pubmanager.source import Source
    >>> [(entry.type, entry.key) for entry in read(Source("a.bib", "@book{owl, title = {Owls}}")).entries]
    [('book', 'owl')]
    """
    blocks: list[Block] = []
    findings: list[Finding] = list(_encoding(source))
    headers = list(_headers(source.text))
    limits = [*(start for start, _ in headers[1:]), len(source.text)]
    for (start, header), limit in zip(headers, limits, strict=False):
        blocks += _blocks(source, header, start, limit, findings)
    findings += _repeated_keys(blocks)
    return Reading(source, tuple(blocks), tuple(findings))


def _blocks(source: Source, header: re.Match[str], start: int, limit: int, findings: list[Finding]) -> Iterator[Block]:
    """Reads what a line starts, and what follows it on its last line."""
    pairs = _Pairs(source.text, start, limit)
    found: re.Match[str] | None = header
    while found:
        block = _block(source, found, limit, pairs, findings)
        yield block
        found = _SAME_LINE.match(source.text, block.span.end, limit)


def _headers(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yields the headers that a line starts, and where their blanks begin; a search for ``@`` is the quickest."""
    for found in _ENTRY.finditer(text):
        start = found.start()
        while start and text[start - 1].isspace() and text[start - 1] not in "\r\n":
            start -= 1
        if not start or text[start - 1] in "\r\n":
            yield start, found


class _Pairs:
    """Where each brace of a stretch closes, worked out when somebody asks: well-formed entries don't."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._stretch = text, start, end
        self._found: dict[int, int] | None = None

    @property
    def all(self) -> dict[int, int]:
        if self._found is None:
            self._found = closings(*self._stretch)
        return self._found


def _encoding(source: Source) -> Iterator[Finding]:
    if source.guessed:
        message = f"not UTF-8; read as {source.encoding}"
        yield Finding("P017", Severity.WARNING, message, source, Span(0, min(1, len(source.text))))


def _block(source: Source, header: re.Match[str], limit: int, pairs: _Pairs, findings: list[Finding]) -> Block:
    kind = header["type"].lower()
    if kind == "comment":
        return Comment(source, Span(header.start("at"), _closed_at(source.text, header, limit, pairs)))
    if kind == "preamble":
        end = _closed_at(source.text, header, limit, pairs)
        return Preamble(source, source.text[header.end() : end - 1].strip(), Span(header.start("at"), end))
    if kind == "string":
        return _macro(source, header, limit, pairs, findings)
    return _entry(source, header, limit, pairs, findings)


def _closed_at(text: str, header: re.Match[str], limit: int, pairs: _Pairs) -> int:
    """Returns where a block without fields ends: behind its closing delimiter, or where the next block starts."""
    close = pairs.all.get(header.end() - 1) if header["brace"] else text.find(")", header.end(), limit)
    return close + 1 if close is not None and close >= 0 else header.end() + len(text[header.end() : limit].rstrip())


def _macro(source: Source, header: re.Match[str], limit: int, pairs: _Pairs, findings: list[Finding]) -> Block:
    """Reads ``@string{name = value}``; one that is none is kept like a comment, and reported."""
    salvaged = salvage(source.text, header.end(), limit, "}" if header["brace"] else ")", pairs.all)
    span = Span(header.start("at"), salvaged.end)
    findings += [_finding(source, fault, "") for fault in salvaged.faults]
    if len(salvaged.fields) != 1:
        if not salvaged.faults:
            findings.append(_finding(source, Fault("P004", "'@string' needs one 'name = value'", span), ""))
        if not salvaged.fields:
            return Comment(source, span)
    return Macro(source, salvaged.fields[0], span)


def _entry(source: Source, header: re.Match[str], limit: int, pairs: _Pairs, findings: list[Finding]) -> Entry:
    text, closing = source.text, "}" if header["brace"] else ")"
    key_span, start, faults = _key(text, header, limit, closing)
    key = text[key_span.start : key_span.end]
    body = _body(text, header, start, limit, pairs)
    faults = [*faults, *body.faults]
    entry = Entry(
        source,
        header["type"].lower(),
        key,
        body.fields,
        Span(header.start("at"), body.end),
        Span(header.start("type"), header.end("type")),
        key_span,
        not any(fault.loses for fault in faults),
    )
    moved = _comments_moved(entry, faults)
    findings += [replace(_finding(source, fault, key), fix=_mending(fault, moved)) for fault in faults]
    if len({field.name for field in body.fields}) < len(body.fields):
        findings += _repeated_fields(entry)
    return entry


def _body(text: str, header: re.Match[str], start: int, limit: int, pairs: _Pairs) -> Salvaged:
    """Reads the fields: by one pattern, else by bibtexparser's splitter, else one by one."""
    if not header["brace"]:
        return salvage(text, start, limit, ")", pairs.all)
    if scanned := scan(text, start, limit):
        return Salvaged(tuple(scanned[0]), (), scanned[1])
    close = pairs.all.get(header.end() - 1, -1)
    return (split(text, start, close + 1) if close >= start else None) or salvage(text, start, limit, "}", pairs.all)


def _key(text: str, header: re.Match[str], limit: int, closing: str) -> tuple[Span, int, list[Fault]]:
    """Returns the key's place, where the fields start, and what is wrong with the key."""
    at = header.end()
    match = _KEY.match(text, at, limit)
    if match and match["key"]:
        return Span(match.start("key"), match.end("key")), match.end(), []
    place = Span(header.start("at"), header.end("type"))
    if (
        match
        and not text[at : match.end()].strip(" \t\r\n,")
        and (match["comma"] or _closes(text, match.end(), closing))
    ):
        return Span(at, at), match.end(), [Fault("K001", "citation key is empty", place)]
    loose = _LOOSE_KEY.match(text, at, limit)
    if loose:
        span = Span(loose.start("key"), loose.end("key"))
        fault = Fault("P005", f"comma missing after the key {quoted(loose['key'])}", span)
        return span, loose.end(), [fault]
    return Span(at, at), at, [Fault("K001", "citation key is missing", place)]


def _closes(text: str, offset: int, closing: str) -> bool:
    return text[offset : offset + 1] in (closing, "")


_SEVERITIES = {"P012": Severity.WARNING, "P014": Severity.WARNING, "P017": Severity.WARNING, "P021": Severity.WARNING}


def _finding(source: Source, fault: Fault, key: str) -> Finding:
    severity = _SEVERITIES.get(fault.code, Severity.ERROR)
    return Finding(fault.code, severity, fault.message, source, fault.span, key)


def _mending(fault: Fault, moved: Fix | None) -> Fix | None:
    """Returns what mends a fault that is read as it is meant here, but not by others."""
    if fault.code in ("P003", "P005"):
        return Fix("add the comma", (Edit(Span(fault.span.end, fault.span.end), ","),))
    is_moved = moved is not None and any(edit.span.start <= fault.span.start < edit.span.end for edit in moved.edits)
    return moved if fault.code == "P014" and is_moved else None


def _comments_moved(entry: Entry, faults: Iterable[Fault]) -> Fix | None:
    """Moves the comments of an entry behind it, all at once and in their order."""
    edits, lines = [], []
    for fault in faults if entry.readable else ():
        comment = entry.source[fault.span].rstrip()
        if fault.code == "P014" and "@" not in comment and not _LINE.search(comment):
            edits.append(Edit(_own_line(entry.source.text, fault.span), ""))
            lines.append(f"{entry.source.newline}{comment}")
    if not edits:
        return None
    edits.append(Edit(Span(entry.span.end, entry.span.end), "".join(lines)))
    return Fix(f"move the comment{'s' * (len(lines) > 1)} behind the entry", tuple(edits))


def _own_line(text: str, span: Span) -> Span:
    """Widens a span to its line where it is alone there."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    match = _LINE.match(text, span.end)
    return Span(start, match.end()) if match and not text[start : span.start].strip() else span


_LINE = regex(r"\r\n|\r|\n")


def _repeated_fields(entry: Entry) -> Iterator[Finding]:
    first: dict[str, Field] = {}
    for field in entry.fields:
        other = first.setdefault(field.name, field)
        if other is field:
            continue
        is_same = other.raw == field.raw
        message = f"field {quoted(field.name)} repeated" + ("" if is_same else "; the first one counts")
        fault = Fault("P021" if is_same else "P006", message, field.name_span)
        found = _finding(entry.source, fault, entry.key)
        yield replace(found, field=field.name, fix=_removal(entry, field) if is_same else None)


def _removal(entry: Entry, field: Field) -> Fix:
    """Removes a field with the comma and the line that belong to it."""
    text = entry.source.text
    match = re.compile(r"[^\S\r\n]*,?[^\S\r\n]*(?:\r\n|\r|\n)?").match(text, field.value_span.end)
    end = match.end() if match else field.value_span.end
    start = field.name_span.start
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if not text[line:start].strip():
        start = line
    return Fix("remove the repeated field", (Edit(Span(start, end), ""),))


def _repeated_keys(blocks: list[Block]) -> Iterator[Finding]:
    first: dict[str, Entry] = {}
    for entry in blocks:
        if not isinstance(entry, Entry) or not entry.key:
            continue
        other = first.setdefault(entry.key, entry)
        if other is not entry:
            line = other.source.position(other.span.start).line
            fault = Fault("K002", f"key {quoted(entry.key)} is used in line {line} already", entry.key_span)
            yield replace(_finding(entry.source, fault, entry.key), also=((other.source, other.span),))


_BLANK = r"[ \t\r\n]*+"
# Possessive throughout: a text is looked at once, however wrong it is.
_BRACED = r"\{[^{}]*+\}"
for _ in range(4):
    _BRACED = rf"\{{[^{{}}]*+(?:{_BRACED}[^{{}}]*+)*+\}}"
_LITERAL = rf'(?:{_BRACED}|"[^"{{}}]*+(?:{_BRACED}[^"{{}}]*+)*+"|[A-Za-z0-9_:./+-]++)'
_FIELD = regex(
    rf"{_BLANK}([A-Za-z][A-Za-z0-9_:.+-]*+){_BLANK}={_BLANK}({_LITERAL}((?:{_BLANK}#{_BLANK}{_LITERAL})*+))"
    rf"{_BLANK}(?:,|(?=\}}))"
)
_END = regex(rf"{_BLANK}\}}")
_PERCENT_LINE = regex(r"(?:\A|[\r\n,])[^\S\r\n]*%")


def is_special(text: str, start: int, end: int) -> bool:
    """Whether a stretch has what BibTeX and people mean differently: escaped braces, and lines behind ``%``."""
    return (
        text.find("\\{", start, end) >= 0
        or text.find("\\}", start, end) >= 0
        or (text.find("%", start, end) >= 0 and bool(_PERCENT_LINE.search(text[start:end])))
    )


def scan(text: str, start: int, limit: int) -> tuple[list[Field], int] | None:
    """Reads the fields between the comma behind a key and the brace that closes the entry, if all are plain.

    Units: offsets into ``text``; the second result is behind the closing brace, which stands before ``limit``.

    >>> scan("@book{owl, title = {Owls}, year = 2024}", 10, 39)
    ([title = {Owls}, year = 2024], 39)
    """
    fields = []
    position = start
    while found := _FIELD.match(text, position, limit):
        position = found.end()
        name = _NAMES.get(found[1]) or _named(found[1])
        start, end = found.span(2)
        fields.append(Field(text, name, found.start(1), start, end, text[start] in '{"' and not found[3]))
    closed = _END.match(text, position, limit)
    return (fields, closed.end()) if closed and not is_special(text, start, position) else None


_NAMES: dict[str, str] = {}  # names as written to names: a few, each once in memory


def _named(written: str) -> str:
    name = written.lower()
    if len(_NAMES) < 4096:
        name = _NAMES.setdefault(name, name)
        _NAMES[written] = name
    return name


def split(text: str, start: int, end: int) -> Salvaged | None:
    """Reads well-formed fields with bibtexparser's splitter; ``None`` where it fails or what it gives is not right.

    Units: ``end`` is behind the brace that closes the entry.
    """
    if is_special(text, start, end):
        return None
    fields = _split_fields("@x{k," + text[start:end])
    if fields is None:
        return None
    found, position = [], start
    for name, raw in fields:
        field = _placed(text, position, name, raw)
        if field is None:
            return None
        found.append(field)
        position = field.value_span.end
    is_whole = not text[position : end - 1].strip(" \t\r\n,")
    return Salvaged(tuple(found), (), end) if is_whole else None


def _split_fields(piece: str) -> list[tuple[str, str]] | None:
    from bibtexparser.model import DuplicateFieldKeyBlock
    from bibtexparser.model import Entry as SplitEntry
    from bibtexparser.splitter import Splitter

    _silence()
    blocks = Splitter(piece).split().blocks
    block = blocks[0] if blocks else None
    if isinstance(block, DuplicateFieldKeyBlock):
        block = block.ignore_error_block
    if not isinstance(block, SplitEntry):
        return None
    return [(field.key, field.value) for field in block.fields]


@lru_cache(maxsize=1)
def _silence() -> None:
    """Takes what the splitter logs; our findings say it with a place."""
    import logging

    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def _placed(text: str, position: int, name: str, raw: str) -> Field | None:
    """Finds a field that the splitter read; ``None`` where its name or value is not well formed."""
    if not raw or not NAME.fullmatch(name):
        return None
    name_start = text.find(name, position)
    start = text.find(raw, text.find("=", name_start + len(name)))
    if name_start < 0 or start < 0 or text[position:name_start].strip(" \t\r\n,"):
        return None
    end = start + len(raw)
    if not _is_well_formed(raw):
        return None
    return Field(text, name.lower(), name_start, start, end)


def _is_well_formed(raw: str) -> bool:
    if raw[0] == "{" and raw[-1] == "}" and raw.count("{") == 1 == raw.count("}"):
        return True  # most values
    spans = list(well_formed(raw, 0, len(raw)))
    return bool(spans) and spans[-1].end == len(raw)
