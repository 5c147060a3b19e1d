"""The authors of an entry: names, me, roles, marks, notes, people."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.latex.read import plain
from pubmanager.model.author import Author, Person
from pubmanager.model.folding import folded
from pubmanager.model.identity import closeness, closest, find_person
from pubmanager.model.marks import Peeled, legends, marks_in, may_have_marks, peel
from pubmanager.model.names import is_gap, list_text, parse_name, split_list
from pubmanager.model.roles import COUNT_FIELDS, ROLE_FIELDS, ROLES, in_canonical_order, read_annotations, roles_in
from pubmanager.model.values import is_flag, is_true
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.bibtex.entry import ResolvedEntry, ResolvedField
    from pubmanager.model.author import Name

_RANGE = regex(r"(?<!\d)(\d{1,4})\s*(?:--?|–|\.\.)\s*(\d{1,4})(?!\d)")
_NUMBERS = regex(r"\d[\d\s,;&–.-]*(?:and\s*\d[\d\s]*)*")
_ORCID = regex(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.IGNORECASE)
_ORCID_HOME = "https://orcid.org/"
_LONGEST_LEGEND = 300
_ANNOTATIONS = "author+an"
_WORDS_FOR_ALL = ("all", "everyone")


class AuthorConventions(Struct, frozen=True):
    """How authors are read.

    Shape: ``me`` is the owner or ``None``; ``people`` are others to recognise; ``marks_read`` says which role a typed
    mark means, by file name, ``""`` for every file.
    """

    me: Person | None = None
    people: tuple[Person, ...] = ()
    marks_read: Mapping[str, Mapping[str, str]] = {}

    def roles_of_marks(self, path: str) -> dict[str, str]:
        """Returns what marks mean in a source: what holds there counts before what holds everywhere."""
        meanings = dict(self.marks_read.get("", {}))
        for name, own in self.marks_read.items():
            if name and (path == name or path.endswith(f"/{name}") or path.rsplit("/", 1)[-1] == name):
                meanings |= own
        return meanings


class AuthorList(Struct, frozen=True):
    """The names of one field.

    Shape: ``authors`` in order; ``has_others`` where the list ends in "and others"; ``candidates`` are the places of
    the names that could be the owner's, the closest first; ``is_pair`` where it was read as the owner and one
    co-author; ``is_faulty`` where BibTeX would read it otherwise.
    """

    authors: tuple[Author, ...]
    has_others: bool
    candidates: tuple[int, ...] = ()
    is_pair: bool = False
    is_faulty: bool = False


class _Gathered(Struct):
    """What is known of one name while the list is read."""

    roles: list[str]
    marks: list[str]
    notes: list[str]


def read_authors(entry: ResolvedEntry, name: str, conventions: AuthorConventions) -> AuthorList:
    """Reads the names of a field (``author`` or ``editor``), with everything that says something about them."""
    found = entry.fields.get(name)
    if found is None or not found.value:
        return AuthorList((), False)
    is_pair = bool(conventions.me) and _is_pair_with(conventions.me, found.value)
    parts = split_list(list_text(found), is_pair=is_pair)
    peeled = [peel(part.text) for part in parts.parts]
    names = [parse_name(each.name) for each in peeled]
    orcids = {place: each.orcid for place, each in enumerate(peeled) if each.orcid} | _orcids(entry, name)
    mine, candidates = _mine(conventions.me, names, orcids)
    gathered = [_glued(each, conventions, found, entry) for each in peeled]
    _add_annotations(entry, name, gathered)
    if name == "author":
        _add_role_fields(entry, names, mine, gathered)
    authors = tuple(
        _author(person_name, position, gathered[position], position == mine, conventions, orcids.get(position, ""))
        for position, person_name in enumerate(names)
        if not is_gap(parts.parts[position].text)
    )
    return AuthorList(authors, parts.has_others, candidates, is_pair, bool(parts.faults))


def may_have_roles(entry: ResolvedEntry) -> bool:
    """Whether an author may have a role; told without reading the names, which takes long and says no mostly."""
    fields = entry.fields
    is_said = any(name in ROLE_FIELDS or name.startswith(_ANNOTATIONS) for name in fields)
    return "author" in fields and (is_said or may_have_marks(fields["author"].value))


@lru_cache(maxsize=1 << 12)
def _is_pair_with(me: Person, text: str) -> bool:
    """Whether a list is the owner and a co-author with a comma between them: ``Ada Byron, Jane Doe``."""
    sides = text.split(",") if text.count(",") == 1 and " and " not in text else ()
    if any(len(side.split()) < 2 for side in sides):
        return False
    return any(closeness(me, parse_name(peel(side.strip()).name)) is not None for side in sides)


def _glued(peeled: Peeled, conventions: AuthorConventions, found: ResolvedField, entry: ResolvedEntry) -> _Gathered:
    """Reads the marks on a name as the settings mean them, else as the entry itself explains them."""
    gathered = _Gathered(list(peeled.roles), [], list(peeled.notes))
    meanings = conventions.roles_of_marks(found.owner.source.path) if peeled.marks else {}
    if any(mark not in meanings for mark in peeled.marks):
        meanings = _explained(entry) | meanings
    for mark in peeled.marks:
        _add_mark(mark, meanings, gathered)
    return gathered


def _explained(entry: ResolvedEntry) -> dict[str, str]:
    """Returns what an entry says that its marks mean: ``annotation = {* both authors contributed equally}``."""
    texts = [plain(entry.value(name)) for name in ("annotation", "author_notes", "note") if name in entry.fields]
    found = (legend for text in texts if len(text) < _LONGEST_LEGEND for legend in legends(text))
    return {mark: role for mark, role, _ in found}


def _add_mark(mark: str, meanings: Mapping[str, str], gathered: _Gathered) -> None:
    if mark in meanings:
        gathered.roles.append(meanings[mark])
    elif mark == "✉":
        gathered.roles.append("corresponding")  # an envelope means nothing else
    else:
        gathered.marks.append(mark)


def _mine(me: Person | None, names: Sequence[Name], orcids: Mapping[int, str]) -> tuple[int | None, tuple[int, ...]]:
    """Returns the owner's place in a list, by ORCID where the list gives it, and the places that could be it."""
    if me is None:
        return None, ()
    by_orcid = next((place for place, orcid in orcids.items() if me.orcid and orcid == _bare_orcid(me.orcid)), None)
    return (by_orcid, ()) if by_orcid is not None else closest(me, names)


def _orcids(entry: ResolvedEntry, name: str) -> dict[int, str]:
    """Returns ORCIDs by place, from ``author+an:orcid = {1="0000-0002-1825-0097"}``."""
    found = entry.fields.get(f"{name}+an:orcid")
    annotations = read_annotations(found.value) if found else ()
    texts = {each.position - 1: " ".join((*each.literals, *each.words)) for each in annotations}
    return {place: orcid for place, text in texts.items() if (orcid := _bare_orcid(text))}


def _bare_orcid(text: str) -> str:
    match = _ORCID.search(text)
    return match.group().upper() if match else ""


def _author(
    name: Name, position: int, gathered: _Gathered, is_me: bool, conventions: AuthorConventions, orcid: str
) -> Author:
    if not (gathered.roles or gathered.marks or gathered.notes or orcid or conventions.people):
        return _bare_author(name, position + 1, is_me)  # nearly all
    known = in_canonical_order(gathered.roles)
    others = tuple(dict.fromkeys(role for role in gathered.roles if role not in ROLES))
    author = Author(
        name, position + 1, known + others, tuple(dict.fromkeys(gathered.marks)), tuple(gathered.notes), is_me
    )
    person = conventions.people and _person_of(conventions.people, name)
    if not person:
        return replace(author, url=f"{_ORCID_HOME}{orcid}") if orcid else author
    orcid = _bare_orcid(person.orcid) or orcid
    url = person.url or (f"{_ORCID_HOME}{orcid}" if orcid else "")
    return replace(author, person=person.name, groups=person.groups, url=url)


@lru_cache(maxsize=1 << 15)
def _bare_author(name: Name, position: int, is_me: bool) -> Author:
    return Author(name, position, is_me=is_me)


@lru_cache(maxsize=1 << 14)
def _person_of(people: tuple[Person, ...], name: Name) -> Person | None:
    return find_person(people, name)


def _add_annotations(entry: ResolvedEntry, name: str, gathered: Sequence[_Gathered]) -> None:
    prefix = f"{name}+an"
    for field_name, found in entry.fields.items():
        if field_name.startswith(prefix) and field_name[len(prefix) : len(prefix) + 1] in ("", ":"):
            label = field_name[len(prefix) + 1 :]
            if label == "orcid":
                continue
            for annotation in read_annotations(found.value):
                places = (
                    gathered if not annotation.position else gathered[annotation.position - 1 : annotation.position]
                )
                for each in places:
                    _annotate(each, annotation.words, annotation.literals, label)


def _annotate(gathered: _Gathered, words: Sequence[str], literals: Sequence[str], label: str) -> None:
    for word in words:
        gathered.roles += roles_in(word) or [word]
    for literal in literals:
        marks = marks_in(literal)
        if marks and all(len(mark) < 3 for mark in marks):
            gathered.marks += marks
        elif label in ("", "role", "roles") and (roles := roles_in(literal)):
            gathered.roles += roles
        else:
            gathered.notes.append(literal)


def _add_role_fields(entry: ResolvedEntry, names: Sequence[Name], mine: int | None, gathered: list[_Gathered]) -> None:
    for field_name, found in entry.fields.items():
        role = ROLE_FIELDS.get(field_name)
        if role is None:
            continue
        for position in _positions(found.value, role if field_name in COUNT_FIELDS else "", names, mine):
            if 0 <= position < len(gathered):
                gathered[position].roles.append(role)


def _positions(text: str, counted: str, names: Sequence[Name], mine: int | None) -> tuple[int, ...]:
    """Returns whom a role field means, counted from 0: positions, a count, names, or ``true`` for me.

    A number counts those of the role ``counted``, if any: senior authors from the end, others from the front.
    """
    bare = text.strip("{} ")
    everyone = tuple(range(len(names)))
    if counted and bare.isdecimal():
        count = int(bare) if len(bare) < 5 else len(names)
        return everyone[max(len(names) - count, 0) :] if counted == "senior" else everyone[:count]
    if bare.casefold() in _WORDS_FOR_ALL:
        return everyone
    if is_flag(bare) and not bare.isdecimal():
        return (mine,) if is_true(bare) and mine is not None else ()
    if _NUMBERS.fullmatch(bare):
        return _numbers(bare)
    return tuple(_named(text, names))


def _numbers(text: str) -> tuple[int, ...]:
    ranges = [(int(first), int(last)) for first, last in _RANGE.findall(text)]
    single = [int(number) for number in re.findall(r"(?<!\d)\d{1,4}(?!\d)", _RANGE.sub(" ", text))]
    spread = [number for first, last in ranges if last - first < 1000 for number in range(first, last + 1)]
    return tuple(number - 1 for number in (*single, *spread))


def _named(text: str, names: Sequence[Name]) -> Iterator[int]:
    """Yields the places of the names that a text lists, by full name, initials or family name alone."""
    for part in split_list(text).parts:
        whole = _places(part.text, names)
        yield from whole if whole or "," not in part.text else _pieces(part.text, names)


def _pieces(text: str, names: Sequence[Name]) -> Iterator[int]:
    for piece in text.split(","):
        yield from _places(piece, names)


def _places(text: str, names: Sequence[Name]) -> tuple[int, ...]:
    wanted = peel(text).name.strip("{} ")
    if not wanted:
        return ()
    parsed = parse_name(wanted)
    full = [place for place, name in enumerate(names) if closeness(Person(wanted), name) is not None]
    if full or parsed.given:
        return tuple(full[:1])
    family = folded(parsed.family)
    return tuple(place for place, name in enumerate(names) if folded(name.family) == family)
