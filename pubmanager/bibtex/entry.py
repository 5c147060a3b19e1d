"""Entries and fields as they stand in a source, every token with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.regex import regex
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.findings import Fault
    from pubmanager.source import Source

_BLANKS = regex(r"[ \t\r\n\f\v]+")
# Source: bibtex.web, "id_class": what a field name cannot contain.
NAME = regex(r"[^\s\"#%'(),={}]+")


class Field:
    """One ``name = value`` of an entry: its name and where it stands; there are millions, so the text is not copied.

    Shape: ``name`` in lower case; ``raw`` is the value as written, delimiters and ``#`` included
    (``source[value_span]``), empty where the value is missing; ``is_literal`` is true for one braced or quoted text.
    """

    __slots__ = ("_gap", "_length", "_name_start", "_text", "is_literal", "name")

    def __init__(
        self, text: str, name: str, name_start: int, start: int, end: int, is_literal: bool | None = None
    ) -> None:
        self._text = text
        self.name = name
        self._name_start = name_start
        self._gap = start - name_start  # small numbers take no memory of their own
        self._length = end - start
        self.is_literal = _is_literal(self.raw) if is_literal is None else is_literal

    def __repr__(self) -> str:
        return f"{self.name} = {self.raw}"

    @property
    def is_filled(self) -> bool:
        """Whether a literal begins with something visible; told without copying it."""
        return self._length > 2 and self._text[self._name_start + self._gap + 1] > " "

    @property
    def raw(self) -> str:
        start = self._name_start + self._gap
        return self._text[start : start + self._length]

    @property
    def value_span(self) -> Span:
        start = self._name_start + self._gap
        return Span(start, start + self._length)

    @property
    def written_name(self) -> str:
        """The name with its capitals."""
        span = self.name_span
        return self._text[span.start : span.end]

    @property
    def name_span(self) -> Span:
        start = self._name_start
        found = None if self.name.isascii() else NAME.match(self._text, start)  # lower case may be longer
        return Span(start, found.end() if found else start + len(self.name))


# Fields that name other entries by their keys.
REFERENCES = frozenset(("crossref", "xref", "xdata", "related", "entryset"))
KEY_IN_LIST = regex(r"[^,\s](?:[^,]*[^,\s])?")
"""One key in the value of such a field, without the blanks around it."""
# Fields whose outer braces say something: styles keep the capitals of a title, a list of names is one name, and keys
# are compared letter by letter. Elsewhere braces around the whole, as Web of Science exports them, say nothing.
KEEPS_BRACES = frozenset(
    ("title", "author", "authors", "editor", "editors", "editora", "editorb", "editorc", "translator", "bookauthor",
     "annotator", "commentator", "introduction", "foreword", "afterword", "holder", "shortauthor", "shorteditor",
     "crossref", "xdata", "xref", "entryset", "related", "ids")
)  # fmt: skip
_BRACE = regex(r"[{}]")


def bare_span(name: str, text: str) -> tuple[int, int]:
    """Returns where the text of a field starts and ends without braces around the whole of it.

    >>> bare_span("issn", "{{0031-3203}}"), bare_span("note", "{a} {b}"), bare_span("title", "{Owls}")
    ((2, 11), (0, 7), (0, 6))
    """
    start, end = 0, len(text)
    if "{" not in text or name in KEEPS_BRACES or not text.lstrip().startswith("{"):
        return start, end
    ends = _ends_of_braces(text)
    while True:
        first, last = start, end - 1
        while first < last and text[first].isspace():
            first += 1
        while first < last and text[last].isspace():
            last -= 1
        if ends.get(first) != last:
            return start, end
        start, end = first + 1, last


def _ends_of_braces(text: str) -> dict[int, int]:
    """Returns where the braces end that a text opens with."""
    opened: list[int] = []
    ends: dict[int, int] = {}
    for found in _BRACE.finditer(text):
        if found.group() == "{":
            opened.append(found.start())
        elif opened:
            ends[opened.pop()] = found.start()
    return ends


def _is_literal(raw: str) -> bool:
    if len(raw) < 2 or "#" in raw or raw.count("{") != raw.count("}"):
        return False
    return (raw[0] == "{" and raw[-1] == "}") or raw[0] == raw[-1] == '"'


class Entry(Struct, frozen=True):
    """One ``@type{key, …}`` as written.

    Shape: ``type`` in lower case; ``key`` as written; ``fields`` in file order, duplicates included;
    ``span`` runs from the ``@`` to the closing delimiter (or as far as an unclosed entry could be read);
    ``readable`` is false where the entry had to be salvaged and something of it may be lost.
    """

    source: Source
    type: str
    key: str
    fields: tuple[Field, ...]
    span: Span
    type_span: Span
    key_span: Span
    readable: bool = True

    @property
    def place(self) -> str:
        """``path:line:column`` of the ``@``."""
        return self.source.place(self.span.start)

    def field(self, name: str) -> Field | None:
        """Returns the first field of that name (lower case), as BibTeX does with duplicates."""
        return next((field for field in self.fields if field.name == name), None)

    def repeated(self) -> Iterator[tuple[Field, Field]]:
        """Yields the fields whose names stand there already, each with the first one of its name."""
        first: dict[str, Field] = {}
        for field in self.fields:
            if (other := first.setdefault(field.name, field)) is not field:
                yield other, field


class Macro(Struct, frozen=True):
    """One ``@string{name = value}``; ``field.name`` is the macro's name in lower case."""

    source: Source
    field: Field
    span: Span


class Preamble(Struct, frozen=True):
    """One ``@preamble{…}``; ``raw`` is its value as written."""

    source: Source
    raw: str
    span: Span


class Comment(Struct, frozen=True):
    """One ``@comment{…}`` block, as written. Text between blocks is not kept: it stays in the source."""

    source: Source
    span: Span


Block = Entry | Macro | Preamble | Comment


class Reading(Struct, frozen=True):
    """What one source holds: its blocks in file order, and what is wrong with them."""

    source: Source
    blocks: tuple[Block, ...]
    faults: tuple[Fault, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Entry))

    @property
    def losses(self) -> tuple[Fault, ...]:
        """The faults that lose some text."""
        return tuple(fault for fault in self.faults if fault.loses)


class ResolvedField:
    """A field's value worked out: macros, ``#``, delimiters and inheritance gone, still BibTeX and LaTeX inside.

    Shape: ``value`` has its white space folded to single blanks as BibTeX does, ``text`` keeps newlines as written
    (summaries are lists of lines); ``field`` and ``owner`` say where it stands, ``owner`` being another entry's
    where the field was inherited; ``name`` may differ from ``field.name`` after inheritance (``booktitle`` from the
    parent's ``title``). A literal's text is read when it is asked for: nobody asks for most abstracts.
    """

    __slots__ = ("_text", "_value", "field", "name", "owner")

    def __init__(self, name: str, field: Field, owner: Entry, text: str | None = None) -> None:
        self.name = name
        self.field = field
        self.owner = owner
        self._text = text
        self._value: str | None = None

    @property
    def text(self) -> str:
        text = self.field.raw[1:-1] if self._text is None else self._text
        if "{" in text:
            start, end = bare_span(self.name, text)
            text = text[start:end]
        return text

    @property
    def value(self) -> str:
        value = self._value
        if value is None:
            value = self._value = _folded(self.text)
        return value

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said; quicker than asking for the value."""
        if self._text is None and self.field.is_filled and self.field.raw[1] != "{":
            return False
        text = self.text
        return not text or (text.isspace() and not self.value)

    def named(self, name: str) -> ResolvedField:
        """Returns the same field under the name by which another entry inherits it."""
        return ResolvedField(name, self.field, self.owner, self._text)

    @property
    def is_exact(self) -> bool:
        """Whether the value is one braced or quoted literal, so that places inside it can be pointed at."""
        raw = self.field.raw
        return len(raw) >= 2 and raw[0] in '{"' and (self._text is None or raw[1:-1] == self._text)

    @property
    def content_span(self) -> Span:
        """The place of the value without its delimiters, or of the whole value where it is put together."""
        span = self.field.value_span
        if not self.is_exact:
            return span
        start, end = bare_span(self.name, self.field.raw[1:-1])
        return type(span)(span.start + 1 + start, span.start + 1 + end)


class ResolvedEntry:
    """An entry with macros, concatenation, ``crossref`` and ``xdata`` worked out.

    Shape: ``fields`` by lower-case name, first of duplicates wins, own fields first, then inherited ones; made when
    they are asked for, out of ``texts``, which has one text for each own value that is no literal.
    """

    __slots__ = ("_fields", "_texts", "entry")

    def __init__(
        self,
        entry: Entry,
        fields: dict[str, ResolvedField] | None = None,
        texts: Sequence[str] = (),
    ) -> None:
        self.entry = entry
        self._fields = fields
        self._texts = None if fields is not None else texts

    @property
    def fields(self) -> dict[str, ResolvedField]:
        found = self._fields
        if found is None:
            found = self._fields = _by_name(self.entry, self._texts or ())
        return found

    def has_any(self, names: frozenset[str]) -> bool:
        """Whether a field has one of these names."""
        own = [field.name for field in self.entry.fields]
        return not names.isdisjoint(self.fields if self._texts is None else own)

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def type(self) -> str:
        return self.entry.type

    def written(self) -> str:
        """Returns everything that the entry says as one text: as it stands, with what macros and parents add."""
        entry = self.entry
        added: Sequence[object] | None = self._texts
        if added is None:
            added = [
                (name, each.text)
                for name, each in self.fields.items()
                if each.owner is not entry or not each.field.is_literal
            ]
        return f"{entry.source.path}\n{entry.source[entry.span]}\n{[*added]!r}"

    def value(self, name: str) -> str:
        """Returns a field's value, or an empty text."""
        found = self.fields.get(name)
        return found.value if found else ""


def _folded(text: str) -> str:
    """Folds white space as BibTeX does."""
    return _BLANKS.sub(" ", text).strip(" ") if not text.isprintable() or "  " in text else text.strip(" ")


def _by_name(entry: Entry, texts: Sequence[str]) -> dict[str, ResolvedField]:
    rest = iter(texts)
    fields: dict[str, ResolvedField] = {}
    for field in entry.fields:
        if field.name not in fields:
            fields[field.name] = ResolvedField(field.name, field, entry, None if field.is_literal else next(rest, ""))
    return fields
