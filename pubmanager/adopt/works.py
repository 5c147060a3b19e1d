"""Publications of pages as entries of a ``.bib``: each once, with a key, beside the entries that are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.adding.keys import DEFAULT, free_key, is_key
from pubmanager.adding.write import NewField, at_end, entry_text, field_texts, into, more_fields
from pubmanager.adopt.confidence import LOW, Guess, Peers, guesses
from pubmanager.adopt.fields import (
    LinkFields,
    escaped,
    field_values,
    type_of,
)
from pubmanager.adopt.stream import BREAKS, THINGS
from pubmanager.bibliography import Bibliography
from pubmanager.findings import Edit, apply_edits
from pubmanager.formatting.style import style_of
from pubmanager.model.duplicates import Known
from pubmanager.model.fields import Concepts
from pubmanager.model.folding import folded
from pubmanager.model.values import read_keywords
from pubmanager.render.badges import badge_text
from pubmanager.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pubmanager.adopt.formats import Record
    from pubmanager.adopt.infer import PageList
    from pubmanager.adopt.pieces import Entry
    from pubmanager.bibtex.entry import Reading
    from pubmanager.config.schema import Config
    from pubmanager.formatting.style import Style
    from pubmanager.model.publication import Publication


class Work(Struct, frozen=True):
    """A publication of the pages. Shape: ``places`` are where it stands, ``fields`` in the order of a file."""

    key: str
    type: str
    fields: dict[str, str]
    entries: tuple[Entry, ...]
    lists: tuple[str, ...]
    guesses: tuple[Guess, ...] = ()
    is_known: bool = False
    left: str = ""

    @property
    def doubts(self) -> list[Guess]:
        """The guesses to check, the least sure first."""
        return sorted((each for each in self.guesses if each.confidence < LOW), key=lambda each: each.confidence)


# Entries


def works_of(
    lists: Sequence[PageList], links: LinkFields, roles: dict[str, str], before: Bibliography, owner: str
) -> tuple[Work, ...]:
    """Returns the publications of the pages, each once; those that are in a ``.bib`` already have its keys.

    Shape: ``owner`` is the owner's name, folded.
    """
    works: list[Work] = []
    places: dict[tuple[str, str], list[int]] = {}
    chooses = len(lists) > 1 or len(before) > 0
    for each in lists:
        peers = Peers(each.entries)
        for entry in each.entries:
            fields = field_values(entry, links, roles)
            work = Work("", "", fields, (entry,), (each.name,) if chooses else (), guesses(entry, peers, owner, fields))
            alike = sorted({place for name in _names(work) for place in places.get(name, ())})
            known = next((place for place in alike if _is_same(works[place], work, each.name)), None)
            if known is None:
                known = len(works)
                works.append(work)
            else:
                old = works[known]
                works[known] = replace(
                    old,
                    fields={**fields, **old.fields},
                    entries=(*old.entries, entry),
                    lists=tuple(dict.fromkeys((*old.lists, each.name))),
                )
            for name in _names(works[known]) if chooses else ():
                places.setdefault(name, []).append(known)
    found = works
    is_pair = {name for work in found for name in work.lists} <= {"selected", "others"} and not any(
        len(work.lists) > 1 for work in found
    )
    is_pair = is_pair and not len(before)
    return tuple(_keyed([_selected(work, is_pair=is_pair) for work in found], lists, before))


def imported(records: Sequence[Record], bib: str, known: Sequence[Source]) -> tuple[dict[str, str], tuple[Work, ...]]:
    """Returns the texts of ``.bib`` files with entries of other formats, and these entries."""
    before = Bibliography.from_sources(known)
    works = [Work("", each.type, {**each.fields, "\0type": each.type}, (), ()) for each in records]
    keyed = tuple(_keyed(works, (), before))
    return with_entries(keyed, before, bib), keyed


def _names(work: Work) -> Iterator[tuple[str, str]]:
    """Yields what two entries of a publication have in common, one of it at least."""
    yield "title", title_key(work.entries[0])
    yield from ((kind, work.fields[kind]) for kind in ("eprint", "doi") if kind in work.fields)


def _is_same(old: Work, new: Work, name: str) -> bool:
    """Whether a publication stands in another list too: the same title or identifier, and no other year.

    Owners copy links of other papers, and boxes with their titles: two entries of one list are two.
    """
    if name in old.lists or not old.lists:
        return False
    one, other = old.entries[0], new.entries[0]
    years = {work.fields["year"] for work in (old, new) if "year" in work.fields}
    if len(years) > 1:
        return False
    if title_key(one) == title_key(other):
        return True
    words, others = (set(folded(each.title_text).split()) for each in (one, other))
    is_alike = 2 * len(words & others) >= min(len(words), len(others))
    return is_alike and any(old.fields.get(kind, "\0") == new.fields.get(kind) for kind in ("eprint", "doi"))


def _selected(work: Work, *, is_pair: bool) -> Work:
    if not work.lists:
        return work
    if is_pair:
        return replace(work, fields={**work.fields, "selected": "true"}) if "selected" in work.lists else work
    keywords = [*work.lists, *read_keywords(work.fields.get("keywords", ""))]
    return replace(work, fields={**work.fields, "keywords": ", ".join(keywords)})


_ORDER = (
    "title", "author", "author+an", "author+an:note", "booktitle", "journal", "howpublished", "abbr", "volume",
    "number", "pages", "eid", "location", "publisher", "series", "year", "month", "status", "note", "presentation",
    "rate", "award", "rank", "impact", "news_date", "selected", "keywords", "preview", "preview_alt", "summary",
    "abstract", "doi", "eprint", "archiveprefix", "google_scholar_id", "url", "pdf", "arxiv", "openreview", "code",
    "project",
)  # fmt: skip


def in_order(fields: Mapping[str, str]) -> dict[str, str]:
    """Puts fields in the order of a file."""
    places = {name: place for place, name in enumerate(_ORDER)}
    return dict(sorted(fields.items(), key=lambda field: places.get(field[0], len(places))))


def _keyed(works: Iterable[Work], lists: Sequence[PageList], before: Bibliography) -> Iterator[Work]:
    shows_year = any(unit.name == "year" for each in lists for unit in each.units)
    known = Known(before)
    taken = {entry.key.lower() for entry in before.resolution.entries}
    for work in works:
        fields = dict(work.fields)
        kind, derived, left = (fields.pop(name, "") for name in ("\0kind", "\0year", "\0left"))
        if derived and not shows_year and kind not in ("conference", "workshop"):
            fields["year"] = derived
        fields = in_order(fields)
        wanted, type = fields.pop("\0key", ""), fields.pop("\0type", "") or type_of(fields)
        draft = Bibliography.loads(_entry_text(replace(work, key="x", type=type, fields=fields)))
        old = known.find(draft.publications[0]) if draft.publications else None
        made = wanted if is_key(wanted) else DEFAULT.make(draft.publications[0]) if draft.publications else ""
        made = f"paper{made}" if not made or made.isdigit() else made
        key = old.old.key if old else free_key(made, taken)
        taken.add(key.lower())
        yield replace(work, key=key, type=type, fields=fields, is_known=old is not None, left=left)


def _entry_text(work: Work, style: Style | None = None) -> str:
    fields = [NewField(name, _raw(name, value)) for name, value in work.fields.items()]
    return entry_text(style or style_of(()), work.type, work.key, fields)


def in_folder(work: Work, folder: str) -> Work:
    """Leaves the folder of images to the settings."""
    image = work.fields.get("preview", "")
    if not folder or not image.startswith(folder):
        return work
    return replace(work, fields={**work.fields, "preview": image[len(folder) :]})


def with_badge(work: Work, lists: Mapping[int, PageList], config: Config) -> Work:
    """Keeps a badge on an image as it is where the pattern of its list says something else.

    Shape: ``lists`` are those of entries, by their ids.
    """
    entry = next((entry for entry in work.entries if entry.badge), None)
    each = lists.get(id(entry))
    if entry is None or entry.badge is None or each is None or work.is_known:
        return work
    options = config.lists[each.name].options
    shown = " ".join("".join(sign for sign in entry.badge.stream.written if sign not in BREAKS + THINGS).split())
    publication = Bibliography.loads(_entry_text(work), config=config).publications[0]
    given = badge_text(publication, options.get("badge", "{venue} {year} ({presentation})"), "box", ())
    is_same = re.findall(r"\w+", given.casefold()) == re.findall(r"\w+", shown.casefold())
    return work if is_same else replace(work, fields={**work.fields, "badge": escaped(shown)})


def with_entries(works: Sequence[Work], before: Bibliography, bib: str) -> dict[str, str]:
    """Returns the texts of ``.bib`` files that change: new entries in one of them, new fields in entries of all.

    What is doubtful is said in a comment above an entry.
    """
    edits: dict[str, list[Edit]] = {}
    sources = {reading.source.path: reading for reading in before.readings}
    by_key = {each.key: each for each in (*before.publications, *before.hidden)}
    for work in works:
        if work.is_known and (edit := _completed(work, by_key[work.key], sources)):
            edits.setdefault(by_key[work.key].entry.entry.source.path, []).append(edit)
    new = [work for work in works if not work.is_known]
    style = style_of(sources[bib].entries) if bib in sources else style_of(())
    text = "\n\n".join(
        (f"% pubs adopt: check {', '.join(map(str, work.doubts))}\n" if work.doubts else "") + _entry_text(work, style)
        for work in new
    )
    source = sources[bib].source if bib in sources else Source(bib, "")
    if new:
        edits.setdefault(bib, []).append(at_end(source, text))
    return {
        path: apply_edits(sources[path].source.text if path in sources else "", found) for path, found in edits.items()
    }


def _completed(work: Work, old: Publication, sources: dict[str, Reading]) -> Edit | None:
    """Adds the fields that an entry does not have, under any of their names."""
    entry = old.entry.entry
    has = {*old.entry.fields, *Concepts(old.entry)}
    has |= {"journal", "booktitle", "howpublished"} if has & {"journal", "booktitle"} else set()
    has |= {"year", "month"} if "date" in has else set()
    has |= {"author+an", "author+an:note"} if "author+an" in has else set()
    new = [NewField(name, _raw(name, value)) for name, value in work.fields.items() if name not in has]
    if not new:
        return None
    style = style_of(sources[entry.source.path].entries)
    lengths = [len(field.name) for field in (*(NewField(each.name, "") for each in entry.fields), *new)]
    return into(entry, more_fields(style, field_texts(style, new, lengths), is_first=not entry.fields))


def _raw(name: str, value: str) -> str:
    return value if name == "month" else f"{{{value}}}"


def title_key(entry: Entry) -> str:
    """Returns the letters and digits of an entry's title, by which two entries are one publication."""
    return re.sub(r"\W", "", folded(entry.title_text))
