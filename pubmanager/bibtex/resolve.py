"""Entries to resolved entries: macros, ``#``, ``crossref`` (as biblatex has it), ``xdata`` and ``@set``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pubmanager.bibtex.entry import Entry, Macro, ResolvedEntry, ResolvedField
from pubmanager.bibtex.salvage import well_formed
from pubmanager.findings import Fault, quoted
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pubmanager.bibtex.entry import Field, Reading
    from pubmanager.source import Span


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = regex(r"[^\W\d]")
_RELATIONS = ("xdata", "crossref")
_DEEPEST = 20  # macros and crossrefs refer to others so deep at most; deeper is a circle
# Macros that double each other fill the memory within forty lines, and so does one parent with very many fields and
# children. What macros write is held to the length of the files, what parents give to so many fields an entry.
_LEAST_WRITTEN = 1_000_000
_MOST_INHERITED = 50

# Fields whose bare words people mean as macros; elsewhere `selected = true` is a value.
_MACRO_FIELDS = frozenset(
    ("author", "editor", "title", "booktitle", "journal", "journaltitle", "publisher", "institution", "school",
     "organization", "series", "address", "location", "month", "howpublished")
)  # fmt: skip


class Resolution(Struct, frozen=True):
    """Entries worked out.

    Shape: ``entries`` in file order; ``containers`` are the identities (``id``) of entries that only serve others:
    ``@xdata``, ``@set``, and parents of a ``crossref`` that are no publications themselves.
    """

    entries: tuple[ResolvedEntry, ...]
    containers: frozenset[int]
    faults: tuple[Fault, ...]

    def is_container(self, entry: ResolvedEntry) -> bool:
        """Whether an entry only serves others."""
        return id(entry.entry) in self.containers


def resolve(readings: Sequence[Reading], around: Sequence[Reading] = ()) -> Resolution:
    """Works out the entries of several sources together.

    Shape: ``around`` are sources whose entries are not asked for: macros and parents that are missing are theirs.

    >>> from pubmanager.bibtex.read import read
    >>> from pubmanager.source import Source
    >>> text = '@string{nat = "Nature"} @article{owl, journal = nat # " Birds"}'
    >>> resolve([read(Source("a.bib", text))]).entries[0].value("journal")
    'Nature Birds'
    """
    return _Resolver(readings, around).run()


class _Definitions(Struct):
    """The macros known so far, those defined later, those of the current file, and how much they may still write.

    Units: characters.
    """

    known: dict[str, str]
    later: dict[str, str]
    left: int
    own: frozenset[str] = frozenset()


class _Resolver:
    def __init__(self, readings: Sequence[Reading], around: Sequence[Reading]) -> None:
        self._readings = readings
        self._around = around
        self._faults: list[Fault] = []
        self._own: list[ResolvedEntry] = []
        self._by_key: dict[str, ResolvedEntry] = {}
        self._by_folded_key: dict[str, ResolvedEntry] = {}
        self._done: dict[int, ResolvedEntry] = {}
        self._related: dict[int, ResolvedEntry] = {}  # those that inherit something
        self._inheritable = 0  # fields that may still be inherited

    def run(self) -> Resolution:
        self._resolve_own()
        beside = resolve(self._around).entries if self._around else ()
        for entry in (*self._own, *beside):
            self._by_key.setdefault(entry.key, entry)
            self._by_folded_key.setdefault(entry.key.lower(), entry)
        self._inheritable = _MOST_INHERITED * (len(self._own) + 200)
        entries = tuple(self._with_parents(entry, ()) for entry in self._own)
        return Resolution(entries, frozenset(self._containers()), tuple(self._faults))

    def _resolve_own(self) -> None:
        most = _LEAST_WRITTEN + sum(len(reading.source.text) for reading in self._readings)
        definitions = _Definitions({}, _all_macros((*self._readings, *self._around), most), most)
        for reading in self._readings:
            definitions.own = frozenset(each.field.name for each in reading.blocks if isinstance(each, Macro))
            for block in reading.blocks:
                if isinstance(block, Macro):
                    self._define(block, definitions)
                elif isinstance(block, Entry):
                    self._own.append(self._resolved(block, definitions))

    def _define(self, macro: Macro, definitions: _Definitions) -> None:
        text, unknown = _worked_out(macro.field.raw, definitions)
        definitions.known[macro.field.name] = text
        for word, _, problem in unknown:
            if problem is _TOO_LONG:
                message, span = problem.format(quoted(word)), macro.field.value_span
                self._faults.append(Fault("P008", message, macro.source, span))

    def _resolved(self, entry: Entry, definitions: _Definitions) -> ResolvedEntry:
        seen: set[str] = set()
        texts: list[str] = []
        for field in entry.fields:
            if not field.is_literal and field.name not in seen:
                text, unknown = _worked_out(field.raw, definitions)
                texts.append(text)
                for word, start, problem in unknown:
                    self._report_macro(entry, field, word, start, problem)
            seen.add(field.name)
        resolved = ResolvedEntry(entry, texts=tuple(texts))
        if not seen.isdisjoint(_RELATIONS):
            self._related[id(entry)] = resolved
        return resolved

    def _report_macro(self, entry: Entry, field: Field, word: str, start: int, problem: str) -> None:
        """Reports a word that is no macro, if it should be one."""
        if field.name not in _MACRO_FIELDS or (field.name == "month" and word.lower()[:3] in MONTHS):
            return
        offset = field.value_span.start + start
        span = type(field.value_span)(offset, offset + len(word))
        self._report("P008", problem.format(quoted(word)), entry, span, field.name)

    def _report(self, code: str, message: str, entry: Entry, span: Span, field: str) -> None:
        self._faults.append(Fault(code, message, entry.source, span, entry.key, field))

    def _with_parents(self, entry: ResolvedEntry, path: tuple[str, ...]) -> ResolvedEntry:
        """Adds what an entry inherits: first from ``xdata``, then from ``crossref``. Source: biblatex manual, 2.4.1."""
        if id(entry.entry) in self._done:
            return self._done[id(entry.entry)]
        if id(entry.entry) not in self._related:
            return entry
        fields = dict(entry.fields)
        for relation, parent in self._parents(entry, path):
            above = self._with_parents(parent, (*path, entry.key))
            self._inheritable -= len(above.fields)
            if self._inheritable < 0:
                message = f"'{relation}' {quoted(parent.key)} would make the entries too long"
                self._report("F010", message, entry.entry, fields[relation].field.value_span, relation)
                break
            _inherit(fields, above, entry, maps=relation == "crossref")
        result = ResolvedEntry(entry.entry, fields)
        self._done[id(entry.entry)] = result
        return result

    def _parents(self, entry: ResolvedEntry, path: tuple[str, ...]) -> Iterator[tuple[str, ResolvedEntry]]:
        for relation in _RELATIONS:
            field = entry.fields.get(relation)
            if field is None:
                continue
            keys = field.value.split(",") if relation == "xdata" else [field.value]
            for key in filter(None, map(str.strip, keys)):
                parent = self._by_key.get(key) or self._by_folded_key.get(key.lower())
                if parent is None and relation == "crossref" and has_what_parents_give(entry.fields):
                    continue
                if parent is None:
                    message = f"'{relation}' names {quoted(key)}, which does not exist"
                elif parent.key in (*path, entry.key) or len(path) > _DEEPEST:
                    message = f"'{relation}' {quoted(key)} refers back to this entry"
                else:
                    yield relation, parent
                    continue
                self._report("F010", message, entry.entry, field.field.value_span, relation)

    def _containers(self) -> Iterator[int]:
        children = [each for each in self._related.values() if "crossref" in each.fields]
        parents = {each.fields["crossref"].value.strip().lower() for each in children}
        for entry in self._own:
            is_parent = entry.key.lower() in parents and (entry.type in CONTAINERS or "author" not in entry.fields)
            if entry.type in ("xdata", "set") or is_parent:
                yield id(entry.entry)


def has_what_parents_give(names: Iterable[str]) -> bool:
    """Whether an entry has a container and a year of its own: DBLP exports it so, with a reference but no parent."""
    names = set(names)
    return not names.isdisjoint(("booktitle", "journal", "journaltitle")) and not names.isdisjoint(("year", "date"))


def _inherit(fields: dict[str, ResolvedField], parent: ResolvedEntry, child: ResolvedEntry, *, maps: bool) -> None:
    """Adds what a parent gives; what it is mapped to counts before what has the same name."""
    given: dict[str, ResolvedField] = {}
    for name, field in parent.fields.items():
        names = inherited_names(name, parent.type, child.type) if maps else (name,)
        for new in names:
            if new != name or new not in given:
                given[new] = field.named(new)
    for name, field in given.items():
        fields.setdefault(name, field)


def _all_macros(readings: Iterable[Reading], most: int) -> dict[str, str]:
    """Returns the first definition of each macro, for those who use it before they define it."""
    definitions = _Definitions({}, {}, most)
    for reading in readings:
        for block in reading.blocks:
            if isinstance(block, Macro):
                text, _ = _worked_out(block.field.raw, definitions)
                definitions.known.setdefault(block.field.name, text)
    return definitions.known


_UNDEFINED = "undefined '@string' {}"
_LATER = "'@string' {} is defined only later"
_TOO_LONG = "'@string' {} would make the texts too long"


def _worked_out(raw: str, definitions: _Definitions) -> tuple[str, list[tuple[str, int, str]]]:
    """Returns a value's text, and the macros that are not defined: word, offset in ``raw``, what is wrong with it.

    A bare unknown word keeps its text: months stay ``jan``, and ``selected = true`` is common.
    """
    if raw.isalnum():  # the rest of most literals: `2024`, `jan`
        text, problem = _macro(raw, definitions)
        return text, [(raw, 0, problem)] if problem and _WORD.match(raw) else []
    pieces: list[str] = []
    unknown: list[tuple[str, int, str]] = []
    end = 0
    for span in well_formed(raw, 0, len(raw)):
        piece, end = raw[span.start : span.end], span.end
        if piece[0] in '{"':
            pieces.append(piece[1:-1])
            continue
        text, problem = _macro(piece, definitions)
        pieces.append(text)
        if problem and _WORD.match(piece):
            unknown.append((piece, span.start, problem))
    if end < len(raw):  # not well formed: what is left counts as it stands
        pieces.append(raw[end:].strip().lstrip('#{"').rstrip('}",'))
    return "".join(pieces), unknown


def _macro(word: str, definitions: _Definitions) -> tuple[str, str]:
    """Returns what a bare word stands for, and what is wrong with it as a macro; an empty text for nothing."""
    name = word.lower()
    text, problem = definitions.known.get(name), ""
    if text is None and name not in MONTHS:
        # Only in one file does an order say something: files of a folder come by name.
        text, problem = definitions.later.get(name), _LATER if name in definitions.own else ""
    if text is None:
        return word, _UNDEFINED
    if len(text) > definitions.left:
        return word, _TOO_LONG
    definitions.left -= len(text)
    return text, problem


# Source: biblatex manual, appendix B "Default inheritance setup", and biber's defaults for fields never inherited.
NEVER = frozenset(
    (
        *("ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort"),
        *("related", "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro", "sortkey"),
        # What says something about the parent itself, in the dialects of homepages.
        *("selected", "hidden", "badge", "news", "news_date", "preview", "pdf", "abstract", "bibtex_show"),
    )
)

_MULTIVOLUME = ("mvbook", "mvcollection", "mvproceedings", "mvreference")
_IN_BOOK = ("inbook", "bookinbook", "suppbook")
_IN_COLLECTION = ("incollection", "inreference", "suppcollection")
_TITLES = ("title", "subtitle", "titleaddon")
_UNSHARED = ("shorttitle", "sorttitle", "indextitle", "indexsorttitle")

# Kinds of the parent, kinds of the child, what stands before "title" in the child.
_ROWS = (
    (("mvbook",), ("book", *_IN_BOOK), "main"),
    (("mvcollection", "mvreference"), ("collection", "reference", *_IN_COLLECTION), "main"),
    (("mvproceedings",), ("proceedings", "inproceedings", "conference"), "main"),
    (("book",), _IN_BOOK, "book"),
    (("collection", "reference"), _IN_COLLECTION, "book"),
    (("book",), ("incollection", "inproceedings", "conference"), "book"),  # BibTeX's own examples pair these
    (("proceedings", "collection"), ("inproceedings", "conference", "incollection"), "book"),
    (("periodical",), ("article", "suppperiodical"), "journal"),
)
_PREFIXES = {(parent, child): prefix for parents, children, prefix in _ROWS for parent in parents for child in children}

CONTAINERS = frozenset((*_MULTIVOLUME, "proceedings", "collection", "reference", "periodical"))
"""Types that hold publications and are none themselves when something refers to them."""


def inherited_names(name: str, parent: str, child: str) -> tuple[str, ...]:
    """Returns the names under which a child takes over a field of a parent of another type; none where it doesn't.

    >>> inherited_names("title", "proceedings", "inproceedings")
    ('booktitle',)
    >>> inherited_names("year", "proceedings", "inproceedings")
    ('year',)
    """
    if name in NEVER:
        return ()
    prefix = _PREFIXES.get((parent, child))
    if prefix is not None and name in _TITLES:
        return (f"{prefix}{name}",)
    if prefix is not None and name in _UNSHARED:
        return ()
    if name == "author" and parent in ("book", "mvbook") and child in _IN_BOOK:
        return ("author", "bookauthor")
    return (name,)
