"""Pasted entries into a file: what would be added, merged or refused, and the file's new text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from pubmanager.adding.merging import Relation, merge, relation
from pubmanager.adding.paste import Cleaning, clean, read_paste
from pubmanager.adding.target import NewEntry, Target, Update
from pubmanager.bibtex.resolve import resolve
from pubmanager.conventions import conventions_of
from pubmanager.errors import PubsError
from pubmanager.findings import Edit, apply_edits, quoted
from pubmanager.formatting.written import is_balanced
from pubmanager.latex.read import plain
from pubmanager.model.duplicates import Known
from pubmanager.model.folding import folded
from pubmanager.model.publication import Publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pubmanager.adding.paste import Cleaned
    from pubmanager.bibliography import Bibliography
    from pubmanager.bibtex.entry import Entry, Reading, ResolvedEntry
    from pubmanager.bibtex.resolve import Resolution
    from pubmanager.findings import Fault
    from pubmanager.model.duplicates import Duplicate
    from pubmanager.source import Source

_REFUSED = ("P008", "F010")  # macros and parents that are not there
# What an update does, said where there was none.
_UPDATES = {
    Relation.PUBLISHED: "replaces the preprint by its published version",
    Relation.EARLIER: "adds what the preprint has besides",
    Relation.FINAL: "completes it",
}


class AddOptions(Struct, frozen=True):
    """What the caller asks for. Shape: ``key`` is the new entry's, ``keep_key`` keeps those of the paste."""

    cleaning: Cleaning = field(default_factory=Cleaning)
    key: str = ""
    keep_key: bool = False
    update: bool = False


class Addition(Struct, frozen=True):
    """What adding gives.

    Shape: ``text`` is the file's new text, the old one where something is refused; ``said`` are sentences about what
    is done, ``notes`` about what is not taken over, ``refusals`` with their places about why nothing is done.
    """

    source: Source
    text: str
    said: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    hint: str = ""

    @property
    def is_change(self) -> bool:
        return self.text != self.source.text


def add(bibliography: Bibliography, source: Source, paste: Source, options: AddOptions) -> Addition:
    """Works out what adding pasted text to one of a bibliography's sources gives; all of it or nothing.

    Raises: ``PubsError`` where there is no entry, a wish cannot be fulfilled or the file cannot hold the text.
    """
    return _Adding(bibliography, source, read_paste(paste), options).run()


class _Pasted(Struct, frozen=True):
    """A pasted entry understood. Shape: ``publication`` is ``None`` for a container such as a crossref's parent."""

    resolved: ResolvedEntry
    cleaned: Cleaned
    publication: Publication | None

    @property
    def key(self) -> str:
        return self.resolved.key


class _Adding:
    """One paste on its way into one file; ``run`` says how it ends."""

    def __init__(self, bibliography: Bibliography, source: Source, paste: Reading, options: AddOptions) -> None:
        self._bibliography = bibliography
        self._source = source
        self._paste = paste
        self._options = options
        self._target = Target(bibliography, source)
        self._refusals: list[str] = []
        self._notes: list[str] = []
        self._said: list[str] = []
        self._hint = ""
        self._new: list[NewEntry] = []
        self._updates: list[Update] = []
        self._renamed: dict[str, str] = {}

    def run(self) -> Addition:
        self._refusals += map(_sentence, self._paste.losses)
        if not self._refusals:
            for pasted, duplicate in self._compared(self._understood()):
                self._take(pasted, duplicate)
        if self._refusals:
            return Addition(self._source, self._source.text, refusals=tuple(self._refusals), hint=self._hint)
        edits = [edit for each in self._updates for edit in self._target.update_edits(each, self._renamed)]
        edits += self._target.edits(self._new, self._renamed)
        text = apply_edits(self._source.text, edits)
        check_encoding(self._source, text, edits)
        self._notes += [each for entry in self._paste.entries for each in _repeated(entry)]
        self._notes += [f"{_sentence(found)}; not compared with it" for found in self._bibliography.unreadable()]
        return Addition(self._source, text, tuple(self._said), tuple(self._notes))

    def _understood(self) -> list[_Pasted]:
        resolution = resolve((*self._bibliography.readings, self._paste))
        conventions = conventions_of(self._bibliography.config)
        found = []
        for index, entry in enumerate(resolution.entries):
            if entry.entry.source is not self._paste.source:
                continue
            publication = Publication(entry, index, conventions)
            is_container = resolution.is_container(entry)
            found.append(_Pasted(entry, clean(entry, self._options.cleaning), None if is_container else publication))
        self._check(found, resolution)
        return found

    def _check(self, pasted: list[_Pasted], resolution: Resolution) -> None:
        """Refuses what refers to nothing. Raises: ``PubsError`` for options that do not go with the paste."""
        written = {id(field.field) for each in pasted for field in each.cleaned.fields}
        for found in resolution.faults:
            if found.source is self._paste.source and found.code in _REFUSED and _is_in(found, pasted, written):
                self._refusals.append(_sentence(found))
        for each in (found for one in pasted for found in one.cleaned.fields if not is_balanced(found.text)):
            place = self._paste.source.place(each.field.value_span.start)
            self._refusals.append(f"{place}: the braces of '{each.field.name}' are not balanced")
        if self._options.key and len(pasted) > 1:
            raise PubsError("--key goes with one entry", place=self._paste.source.path)
        if empty := next((each for each in pasted if not each.cleaned.fields), None):
            raise PubsError("no field is left to add", place=empty.resolved.entry.place)

    def _compared(self, pasted: list[_Pasted]) -> Iterator[tuple[_Pasted, Duplicate | None]]:
        """Pairs what is pasted with what is there already; refuses what is pasted twice."""
        known, own = Known(self._target.all), Known()
        for each in pasted:
            if each.publication is None:
                yield each, None
                continue
            if twice := own.find(each.publication):
                place = each.resolved.entry.place
                self._refusals.append(f"{place}: '{each.key}' is pasted twice ({twice.reason})")
            own.add(each.publication)
            yield each, known.find(each.publication)

    def _take(self, pasted: _Pasted, duplicate: Duplicate | None) -> None:
        if pasted.publication is None:
            self._take_container(pasted)
            return
        found = relation(duplicate, pasted.publication) if duplicate else Relation.SAME
        if duplicate is None or (found is Relation.ELSEWHERE and not self._options.update):
            options = self._options
            key = self._target.key_for(pasted.publication, wanted=options.key, keeps=options.keep_key)
            self._insert(pasted, key, pasted.publication.year)
            if duplicate:
                self._notes.append(f"{_other_place(duplicate, pasted.publication)}; both are kept")
        elif found is Relation.ELSEWHERE:
            self._refusals.append(f"{_other_place(duplicate, pasted.publication)}; they are not merged")
            self._hint = "without --update it is added as another publication"
        elif not self._options.update:
            self._refuse(duplicate, f"--update {_UPDATES.get(found, 'merges new fields')}")
        elif duplicate.old.entry.entry.source is not self._source:
            where = duplicate.old.entry.entry.source.path
            self._refuse(duplicate, f"--to {where} --update {_UPDATES.get(found, 'merges new fields')}")
        else:
            self._merge(pasted, pasted.publication, duplicate.old, found)

    def _refuse(self, duplicate: Duplicate, hint: str) -> None:
        old = duplicate.old
        self._refusals.append(f"{old.entry.entry.place}: '{old.key}' is the same publication ({duplicate.reason})")
        self._hint = hint

    def _take_container(self, pasted: _Pasted) -> None:
        """Adds what others refer to, unless it is there already: proceedings come with each of their papers."""
        old = self._target.entries_by_key.get(pasted.key.lower())
        if old and _title(old) == _title(pasted.resolved.entry):
            self._notes.append(f"{old.place}: '{old.key}' is there already")
            self._renamed[pasted.key.lower()] = old.key
        else:
            self._insert(pasted, self._target.take(pasted.key), None)

    def _insert(self, pasted: _Pasted, key: str, year: int | None) -> None:
        self._note_private(pasted, key)
        if pasted.key:
            self._renamed.setdefault(pasted.key.lower(), key)
        self._new.append(NewEntry(pasted.resolved, key, year, pasted.cleaned.fields))
        self._said.append(f"added {key}")

    def _merge(self, pasted: _Pasted, publication: Publication, old: Publication, found: Relation) -> None:
        self._note_private(pasted, old.key)
        has_arxiv_field = self._target.has_arxiv_field
        merged = merge(old, publication, pasted.cleaned.fields, found, has_arxiv_field=has_arxiv_field)
        self._notes += [f"{old.entry.entry.place}: {each}" for each in merged.said]
        self._renamed.setdefault(pasted.key.lower(), old.key)
        if not merged.is_change:
            self._said.append(f"nothing new for {old.key}")
            return
        self._updates.append(Update(old.entry.entry, pasted.resolved, merged))
        what = " to its published version" if found is Relation.PUBLISHED else ""
        self._said.append(f"updated {old.key}{what} ({', '.join(merged.names)})")

    def _note_private(self, pasted: _Pasted, key: str) -> None:
        if pasted.cleaned.private:
            self._notes.append(f"left out of {key}: {', '.join(pasted.cleaned.private)}")


def check_encoding(source: Source, text: str, edits: list[Edit]) -> None:
    """Checks that a file in an encoding that was guessed can hold its new text. Raises: ``PubsError``."""
    if not source.guessed:
        return
    hint = "convert the file to UTF-8, or write the letters in LaTeX"
    for letter in "".join(edit.text for edit in edits):
        try:
            letter.encode(source.encoding)
        except UnicodeEncodeError:
            message = f"the file is not UTF-8 but {source.encoding}, which has no '{letter}'"
            raise PubsError(message, place=source.path, hint=hint) from None
    if type(source).from_bytes(source.path, source.encode(text)).text != text:
        raise PubsError(f"the file is not UTF-8, and {source.encoding} is a guess", place=source.path, hint=hint)


def _other_place(duplicate: Duplicate, pasted: Publication) -> str:
    """Says that a publication of this title appeared in another place."""
    old = duplicate.old
    places = [each.venue.short or each.container.text or each.venue.name or each.type for each in (old, pasted)]
    return (
        f"{old.entry.entry.place}: '{old.key}' has the {duplicate.reason}, but is in {places[0]} and not in {places[1]}"
    )


def _repeated(entry: Entry) -> Iterator[str]:
    """Yields a sentence for each field that has another value than an earlier one of its name."""
    for first, other in entry.repeated():
        if other.raw != first.raw:
            place = entry.source.place(other.name_span.start)
            yield f"{place}: field {quoted(other.name)} repeated; the first one counts"


def _is_in(found: Fault, pasted: list[_Pasted], written: set[int]) -> bool:
    """Whether a fault is of a field that is written."""
    return any(
        id(field) in written and field.value_span.start <= found.span.start <= field.value_span.end
        for each in pasted
        for field in each.resolved.entry.fields
    )


def _title(entry: Entry) -> str:
    field = entry.field("title") or entry.field("booktitle")
    return folded(plain(field.raw.strip('{}"'))) if field else ""


def _sentence(found: Fault) -> str:
    return f"{found.place}: {found.message}"
