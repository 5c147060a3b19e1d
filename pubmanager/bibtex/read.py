"""Source text to entries: cut where a line starts one, scanned, split by bibtexparser (here alone) or salvaged.

One pattern takes the fields that nearly everybody writes; what it does not take, bibtexparser's splitter reads, and
salvage what that cannot. Where the pattern takes an entry, the splitter gives the same (a test compares them).

One entry at a time and with a header of our own, so that a broken entry breaks nothing but itself and every token's
place is known.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pubmanager.bibtex.entry import NAME, Comment, Entry, Field, Macro, Preamble, Reading
from pubmanager.bibtex.salvage import Salvaged, closings, salvage, well_formed
from pubmanager.findings import Fault, quoted
from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

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
    faults: list[Fault] = []
    headers = list(_headers(source.text))
    limits = [*(start for start, _ in headers[1:]), len(source.text)]
    for (start, header), limit in zip(headers, limits, strict=False):
        blocks += _blocks(source, header, start, limit, faults)
    return Reading(source, tuple(blocks), tuple(faults))


def _blocks(source: Source, header: re.Match[str], start: int, limit: int, faults: list[Fault]) -> Iterator[Block]:
    """Reads what a line starts, and what follows it on its last line."""
    pairs = _Pairs(source.text, start, limit)
    found: re.Match[str] | None = header
    while found:
        block = _block(source, found, limit, pairs, faults)
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


def _block(source: Source, header: re.Match[str], limit: int, pairs: _Pairs, faults: list[Fault]) -> Block:
    kind = header["type"].lower()
    if kind == "comment":
        return Comment(source, Span(header.start("at"), _closed_at(source.text, header, limit, pairs)))
    if kind == "preamble":
        end = _closed_at(source.text, header, limit, pairs)
        return Preamble(source, source.text[header.end() : end - 1].strip(), Span(header.start("at"), end))
    if kind == "string":
        return _macro(source, header, limit, pairs, faults)
    return _entry(source, header, limit, pairs, faults)


def _closed_at(text: str, header: re.Match[str], limit: int, pairs: _Pairs) -> int:
    """Returns where a block without fields ends: behind its closing delimiter, or where the next block starts."""
    close = pairs.all.get(header.end() - 1) if header["brace"] else text.find(")", header.end(), limit)
    return close + 1 if close is not None and close >= 0 else header.end() + len(text[header.end() : limit].rstrip())


def _macro(source: Source, header: re.Match[str], limit: int, pairs: _Pairs, faults: list[Fault]) -> Block:
    """Reads ``@string{name = value}``; one that is none is kept like a comment, and reported."""
    salvaged = salvage(source, header.end(), limit, "}" if header["brace"] else ")", pairs.all)
    span = Span(header.start("at"), salvaged.end)
    faults += [replace(fault, loses=False) for fault in salvaged.faults]  # no publication is lost
    if len(salvaged.fields) != 1:
        if not salvaged.faults:
            faults.append(Fault("P004", "'@string' needs one 'name = value'", source, span))
        if not salvaged.fields:
            return Comment(source, span)
    return Macro(source, salvaged.fields[0], span)


def _entry(source: Source, header: re.Match[str], limit: int, pairs: _Pairs, faults: list[Fault]) -> Entry:
    text, closing = source.text, "}" if header["brace"] else ")"
    key_span, start, key_faults = _key(source, header, limit, closing)
    key = text[key_span.start : key_span.end]
    body = _body(source, header, start, limit, pairs)
    found = (*key_faults, *body.faults)
    faults += [replace(fault, key=key) for fault in found]
    return Entry(
        source,
        header["type"].lower(),
        key,
        body.fields,
        Span(header.start("at"), body.end),
        Span(header.start("type"), header.end("type")),
        key_span,
        not any(fault.loses for fault in found),
    )


def _body(source: Source, header: re.Match[str], start: int, limit: int, pairs: _Pairs) -> Salvaged:
    """Reads the fields: by one pattern, else by bibtexparser's splitter, else one by one."""
    text = source.text
    if not header["brace"]:
        return salvage(source, start, limit, ")", pairs.all)
    if scanned := scan(text, start, limit):
        return Salvaged(tuple(scanned[0]), (), scanned[1])
    close = pairs.all.get(header.end() - 1, -1)
    return (split(text, start, close + 1) if close >= start else None) or salvage(source, start, limit, "}", pairs.all)


def _key(source: Source, header: re.Match[str], limit: int, closing: str) -> tuple[Span, int, list[Fault]]:
    """Returns the key's place, where the fields start, and what is wrong with the key."""
    text, at = source.text, header.end()
    match = _KEY.match(text, at, limit)
    if match and match["key"]:
        return Span(match.start("key"), match.end("key")), match.end(), []
    place = Span(header.start("at"), header.end("type"))
    if (
        match
        and not text[at : match.end()].strip(" \t\r\n,")
        and (match["comma"] or _closes(text, match.end(), closing))
    ):
        return Span(at, at), match.end(), [Fault("K001", "citation key is empty", source, place)]
    loose = _LOOSE_KEY.match(text, at, limit)
    if loose:
        span = Span(loose.start("key"), loose.end("key"))
        fault = Fault("P005", f"comma missing after the key {quoted(loose['key'])}", source, span)
        return span, loose.end(), [fault]
    return Span(at, at), at, [Fault("K001", "citation key is missing", source, place)]


def _closes(text: str, offset: int, closing: str) -> bool:
    return text[offset : offset + 1] in (closing, "")


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
