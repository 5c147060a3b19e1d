"""What adopting pages gives: the ``.bib``, the settings, the pages with regions, and a report."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.adding.keys import DEFAULT, free_key, is_key
from pubmanager.adding.write import NewField, at_end, entry_text, field_texts, into, more_fields
from pubmanager.adopt.authors import likely_owner
from pubmanager.adopt.fields import (
    LinkFields,
    Person,
    escaped,
    field_values,
    full_name,
    link_fields,
    meanings,
    people,
    type_of,
)
from pubmanager.adopt.infer import PageList, form_of, site_tables, toml, toml_value, units_of
from pubmanager.adopt.pieces import Entry, read_entry
from pubmanager.adopt.proof import Difference, difference, read_back
from pubmanager.adopt.reader import read_tree
from pubmanager.adopt.sections import Run, find_runs
from pubmanager.adopt.stream import BREAKS, THINGS
from pubmanager.bibliography import Bibliography
from pubmanager.config.find import FILE_NAME
from pubmanager.config.load import parse_config
from pubmanager.errors import PubsError
from pubmanager.findings import Edit, apply_edits
from pubmanager.formatting.style import style_of
from pubmanager.inputs import parse_toml
from pubmanager.latex.read import plain
from pubmanager.model.author import Person as Owner
from pubmanager.model.duplicates import Known
from pubmanager.model.fields import concepts_of
from pubmanager.model.folding import folded
from pubmanager.model.identity import closeness
from pubmanager.model.values import read_keywords
from pubmanager.outputs import page_output
from pubmanager.pages.html import is_raw
from pubmanager.pages.prose import PRINTED, masked
from pubmanager.pages.regions import read_page
from pubmanager.pages.syntax import syntax_of
from pubmanager.render.badges import badge_text
from pubmanager.render.lists import arrange, select
from pubmanager.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pubmanager.adopt.formats import Record
    from pubmanager.bibtex.entry import Reading
    from pubmanager.config.schema import Config
    from pubmanager.formatting.style import Style
    from pubmanager.model.publication import Publication

_MOSTLY = 0.6  # of a run must be publications, where headings do not say that they are


class Work(Struct, frozen=True):
    """A publication of the pages. Shape: ``places`` are where it stands, ``fields`` in the order of a file."""

    key: str
    type: str
    fields: dict[str, str]
    entries: tuple[Entry, ...]
    lists: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    is_known: bool = False
    left: str = ""


class Read(Struct, frozen=True):
    """A page as it is read. Shape: ``lists`` are its runs of publications; ``others`` counts what was left alone."""

    source: Source
    lists: tuple[PageList, ...]
    others: int = 0


class Adoption(Struct, frozen=True):
    """What adopting gives.

    Shape: ``bibs`` are the texts of ``.bib`` files by path; ``pages`` are new texts by path, with empty regions;
    ``filled`` are those that ``pubs render`` makes of them; ``notes`` is the report.
    """

    bibs: dict[str, str]
    settings: str
    config: Config
    bibliography: Bibliography
    pages: dict[str, str]
    filled: dict[str, str]
    differences: dict[str, tuple[tuple[str, Difference], ...]]
    works: tuple[Work, ...]
    reads: tuple[Read, ...]
    owner: str
    notes: tuple[str, ...]


def adopt(
    pages: Sequence[Source],
    *,
    me: str = "",
    bib: str = "publications.bib",
    known: Sequence[Source] = (),
    settings: str = "",
) -> Adoption:
    """Adopts the publications of pages.

    Shape: ``me`` is the owner's name, if it is known; ``bib`` is the file that new entries go to; ``known`` are the
    ``.bib`` files that are there, ``settings`` the text of a ``pubs.toml`` that is there and is completed.
    """
    lists_before = tuple(parse_config(settings).lists) if settings else ()
    reads, owner = read_pages(pages, me, lists_before)
    lists = [each for read in reads for each in read.lists]
    entries = [entry for each in lists for entry in each.entries]
    legends = [run_text for read in reads for run_text in _legends(read)]
    roles = meanings(entries, legends)
    links = link_fields(entries)
    before = Bibliography.from_sources(known)
    works = _works(lists, links, roles, before)
    mine, name = _owner(entries, owner, me)
    bibs = [*(source.path for source in known), *([bib] if bib not in [source.path for source in known] else [])]
    top, tables = _settings(reads, works, links, roles, mine, name, bibs)
    settings = completed(settings, top, tables) if settings else toml(top, tables)
    config = parse_config(settings)
    works = tuple(_in_folder(work, config.assets.get("image", "")) for work in works)
    works = tuple(_with_badge(work, lists, config) for work in works)
    texts = {source.path: source.text for source in known} | with_entries(works, before, bib)
    bibliography = Bibliography.from_sources([Source(path, text) for path, text in texts.items()], config=config)
    settings = _apart(settings, lists_before, bibliography, works)
    settings = _in_order(settings, config, bibliography, lists, works)
    config = parse_config(settings)
    bibliography = replace(bibliography, config=config)
    new = {read.source.path: with_regions(read) for read in reads}
    filled = {path: _filled(Source(path, page), config, bibliography) for path, page in new.items()}
    proofs = {
        each.name: tuple(_proof(each, read.source, config, bibliography, works, owner))
        for read in reads
        for each in read.lists
    }
    return Adoption(
        texts,
        settings,
        config,
        bibliography,
        new,
        filled,
        proofs,
        works,
        tuple(reads),
        name,
        tuple(_notes(works, before)),
    )


def read_pages(pages: Sequence[Source], me: str = "", taken: Sequence[str] = ()) -> tuple[list[Read], str]:
    """Reads pages, and finds whose they are. Shape: the owner's name is folded; ``taken`` are names of lists."""
    runs = [(page, find_runs(read_tree(_text(page), _kind(page)))) for page in pages]
    owner = re.sub(r"[\W\d_]", "", me).lower()
    if not owner:
        owner = _most_named(runs, lambda run: run.says == "publications" or run.kind == "box")
        owner = owner or _most_named(runs, lambda run: run.says != "others" and run.kind != "paragraph")
    names: set[str] = set(taken)
    reads = []
    for page, found in runs:
        lists: list[PageList] = []
        others = 0
        for run in found:
            entries = [read_entry(each, owner) for each in run.candidates]
            chosen = _publications(run, entries, owner)
            others += len(entries) - sum(chosen)
            lists += _lists(run, entries, chosen, names)
        reads.append(Read(page, tuple(lists), others))
    return (reads if taken else _renamed(reads)), owner


def _most_named(runs: Sequence[tuple[Source, list[Run]]], is_wanted: Callable[[Run], bool]) -> str:
    entries = [read_entry(each, "") for _, found in runs for run in found if is_wanted(run) for each in run.candidates]
    return likely_owner([entry.stream for entry in entries if entry.is_publication])


def _text(page: Source) -> str:
    return page.text.replace("\r\n", "\n").replace("\r", "\n")


def _kind(page: Source) -> str:
    return "html" if page.path.endswith((".html", ".htm")) else "markdown"


def _publications(run: Run, entries: Sequence[Entry], owner: str) -> list[bool]:
    """Says which candidates of a run are publications."""
    found = [entry.is_publication for entry in entries]
    says = run.says
    if says == "publications":
        return found
    if run.kind == "paragraph":
        return [False] * len(found)
    mine = [is_one and _holds(entry, owner) for is_one, entry in zip(found, entries, strict=True)]
    if says == "others" and run.kind != "box":
        return [False] * len(found)
    return found if mine and sum(mine) >= _MOSTLY * len(mine) else [False] * len(found)


def _holds(entry: Entry, owner: str) -> bool:
    if not entry.names:
        return False
    words = re.sub(r"[\W\d_]", "", entry.stream.text[entry.names.start : entry.names.end]).lower()
    return not owner or owner in words


def _lists(run: Run, entries: Sequence[Entry], chosen: Sequence[bool], names: set[str]) -> Iterator[PageList]:
    """Cuts a run where something else stands in it."""
    pairs = zip(run.candidates, entries, chosen, strict=True)
    for is_one, group in groupby(pairs, key=lambda each: each[2]):
        if not is_one:
            continue
        found = list(group)
        part = replace(run, candidates=tuple(each[0] for each in found))
        name = _free_name(run, names)
        names.add(name)
        members = _without_rare_container([each[1] for each in found])
        yield PageList(name, part, members, units_of(members))


def _without_rare_container(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Calls a text a note where most entries have a venue elsewhere: `{container}` would show it in all."""
    has = [bool(entry.of("container")) for entry in entries]
    shown = sum(not each and _has_venue(entry) for each, entry in zip(has, entries, strict=True))
    if not any(has) or shown * 2 <= len(entries):
        return tuple(entries)
    said = {piece.name for entry in entries for piece in entry.pieces}
    name = next((each for each in ("note", "location", "publisher") if each not in said), "")
    if not name:
        return tuple(entries)
    return tuple(
        replace(
            entry,
            pieces=tuple(replace(piece, name=name) if piece.name == "container" else piece for piece in entry.pieces),
        )
        for entry in entries
    )


def _has_venue(entry: Entry) -> bool:
    pieces = [*entry.pieces, *(entry.badge.pieces if entry.badge else ())]
    return any(piece.name == "venue" or any(part.name == "venue" for part in piece.parts) for piece in pieces)


def _free_name(run: Run, names: set[str]) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", folded(run.headings[-1] if run.headings else "")).strip("-")
    base = "-".join(words.split("-")[:3]) or "publications"
    return free_key(base, names)


def _renamed(reads: Sequence[Read]) -> list[Read]:
    """Calls one list ``publications``, and boxes before a list ``selected`` and ``others``."""
    lists = [each for read in reads for each in read.lists]
    new = [each.name for each in lists]
    if len(lists) == 1:
        new = ["publications"]
    elif len(lists) == 2 and lists[0].run.kind == "box" and lists[1].run.kind != "box":
        new = ["selected", "others"]
    names = {each.name: name for each, name in zip(lists, new, strict=True)}
    return [replace(read, lists=tuple(replace(each, name=names[each.name]) for each in read.lists)) for read in reads]


def _legends(read: Read) -> Iterator[str]:
    for line in _text(read.source).split("\n"):
        if len(line) < 400 and re.search(r"equal|co-?first|correspond|lead|contribut|一作|通讯", line, re.IGNORECASE):
            yield re.sub(
                r"<[^<>]*>|\\(?=[*#†])|[$^{}]|\*\*(?=\w)|(?<=\w)\*\*",
                "",
                line.replace("\\dagger", "†").replace("\\ddagger", "‡").replace("\\ast", "*"),
            )


def _owner(entries: Sequence[Entry], owner: str, me: str) -> tuple[list[Person], str]:
    """Returns the owner in each list, and their name in its commonest spelling."""
    known = Owner(me) if me else None
    found: list[Person] = []
    for entry in entries:
        for person in people(entry):
            name = person.name
            spellings = (full_name(name), f"{name.family}{name.given}")
            letters = {re.sub(r"[\W\d_]", "", each).lower() for each in spellings}
            if owner in letters or (known and closeness(known, person.name) is not None):
                found.append(person)
                break
    names = Counter(full_name(person.name) for person in found)
    return found, me or (names.most_common(1)[0][0] if names else "")


# Entries


def _works(
    lists: Sequence[PageList], links: LinkFields, roles: dict[str, str], before: Bibliography
) -> tuple[Work, ...]:
    """Returns the publications of the pages, each once; those that are in a ``.bib`` already have its keys."""
    works: list[Work] = []
    chooses = len(lists) > 1 or len(before) > 0
    for each in lists:
        for entry in each.entries:
            fields = field_values(entry, links, roles)
            work = Work("", "", fields, (entry,), (each.name,) if chooses else (), tuple(_doubts(entry)))
            known = next((place for place, other in enumerate(works) if _is_same(other, work, each.name)), None)
            if known is None:
                works.append(work)
            else:
                old = works[known]
                works[known] = replace(
                    old,
                    fields={**fields, **old.fields},
                    entries=(*old.entries, entry),
                    lists=tuple(dict.fromkeys((*old.lists, each.name))),
                )
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
    if _title_key(one) == _title_key(other):
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


def _doubts(entry: Entry) -> Iterator[str]:
    """Yields what is not sure of an entry, in words."""
    assert entry.title
    words = entry.title_text.split()
    if not entry.names:
        yield "no authors were found"
    elif len(entry.names.names) < 2:
        yield "only one author was found"
    if len(words) < 3:
        yield "the title is short"
    if len(words) > 35:
        yield "the title is long"


_ORDER = (
    "title", "author", "author+an", "author+an:note", "booktitle", "journal", "howpublished", "abbr", "volume",
    "number", "pages", "eid", "location", "publisher", "series", "year", "month", "status", "note", "presentation",
    "rate", "award", "rank", "impact", "selected", "keywords", "preview", "preview_alt", "summary", "abstract", "doi",
    "eprint", "archiveprefix", "google_scholar_id", "url", "pdf", "arxiv", "openreview", "code", "project",
)  # fmt: skip


def _keyed(works: Iterable[Work], lists: Sequence[PageList], before: Bibliography) -> Iterator[Work]:
    shows_year = any(unit.name == "year" for each in lists for unit in each.units)
    known = Known(before)
    taken = {entry.key.lower() for entry in before.resolution.entries}
    for work in works:
        fields = dict(work.fields)
        kind, derived, left = (fields.pop(name, "") for name in ("\0kind", "\0year", "\0left"))
        if derived and not shows_year and kind not in ("conference", "workshop"):
            fields["year"] = derived
        places = {name: place for place, name in enumerate(_ORDER)}
        fields = dict(sorted(fields.items(), key=lambda field: places.get(field[0], len(places))))
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


def _in_folder(work: Work, folder: str) -> Work:
    """Leaves the folder of images to the settings."""
    image = work.fields.get("preview", "")
    if not folder or not image.startswith(folder):
        return work
    return replace(work, fields={**work.fields, "preview": image[len(folder) :]})


def _with_badge(work: Work, lists: Sequence[PageList], config: Config) -> Work:
    """Keeps a badge on an image as it is where the pattern of its list says something else."""
    entry = next((entry for entry in work.entries if entry.badge), None)
    each = next((each for each in lists if any(one is entry for one in each.entries)), None)
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
        "".join(f"% pubs adopt: {doubt}; check it.\n" for doubt in work.doubts) + _entry_text(work, style)
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
    has = {*old.entry.fields, *concepts_of(old.entry)}
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


# Settings


def _settings(
    reads: Sequence[Read],
    works: Sequence[Work],
    links: LinkFields,
    roles: dict[str, str],
    mine: list[Person],
    name: str,
    bibs: Sequence[str],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Works out the settings: top keys, and tables by name."""
    lists = [each for read in reads for each in read.lists]
    entries = [entry for each in lists for entry in each.entries]
    top: dict[str, Any] = {"bib": list(bibs), "pages": [read.source.path for read in reads if read.lists]}
    tables: dict[str, Any] = {"me": {"name": name}} if name else {}
    scholar = next(
        (piece.value.partition(":")[0] for entry in entries for piece in entry.of("citations") if ":" in piece.value),
        "",
    )
    if scholar and name:
        tables["me"]["scholar"] = scholar
    tables |= site_tables(entries, links, roles, mine, [work.fields for work in works])
    hides = [_hides_years(each, _members(each, works)) for each in lists]
    if any(hides):
        top["show_year"] = ["conference", "workshop"]
    for each, hides_years in zip(lists, hides, strict=True):
        source = next(read.source for read in reads if each in read.lists)
        tables[f"list.{each.name}"] = _list_table(each, works, links, source, short=hides_years or not any(hides))
    return top, tables


def completed(settings: str, top: Mapping[str, Any], tables: Mapping[str, Any]) -> str:
    """Adds pages and lists to a ``pubs.toml``; what it says already stays, and is not said again."""
    old = parse_toml(settings, FILE_NAME)
    more = [page for page in top["pages"] if page not in old.get("pages", [])]
    pages = re.search(r"^pages[ \t]*=[ \t]*\[[ \t]*", settings, re.MULTILINE)
    if more and pages:
        is_empty = settings[pages.end() :].lstrip()[:1] == "]"
        settings = (
            f"{settings[: pages.end()]}{toml_value(more)[1:-1]}{'' if is_empty else ', '}{settings[pages.end() :]}"
        )
    elif more:
        settings = f"pages = {toml_value(more)}\n{settings}"
    found = settings.rstrip("\n")
    for name, table in tables.items():
        if name.partition(".")[0] == "list" or name not in old:
            found += "\n" + toml({}, {name: table}).partition("\n")[2].rstrip("\n") + "\n"
    return found.rstrip("\n") + "\n"


def _members(each: PageList, works: Sequence[Work]) -> list[Work]:
    return [work for work in works if not work.lists or each.name in work.lists]


def _list_table(
    each: PageList, works: Sequence[Work], links: LinkFields, source: Source, *, short: bool
) -> dict[str, Any]:
    members = _members(each, works)
    form = form_of(each.entries, each.units, links, short_year=short)
    table: dict[str, Any] = {"theme": form.theme}
    if any("selected" in work.fields for work in works):
        table["where"] = "selected" if each.name == "selected" else "not selected"
    elif any(work.lists for work in works):
        table["where"] = f"'{each.name}' in keywords"
    table["sort"] = "-date" if _is_by_date(members) else "file"
    if each.run.is_ordered:
        table["numbering"] = "up"
    if _is_raw(each, source):
        table["format"] = "html"
    options = dict(form.options)
    loose = _is_loose(each, source)
    if form.theme != "paper-box" and loose != (form.theme == "badge-list"):
        options["loose"] = loose
    if options:
        table["options"] = options
    return table


def _hides_years(each: PageList, members: Sequence[Work]) -> bool:
    """Whether years stand behind conferences alone, and others have, or may get, one that the list does not show."""
    others = [work for work in members if work.type != "inproceedings"]
    return any("year" in work.fields or work.type == "article" for work in others) and _shows_short_year(each, members)


def _shows_short_year(each: PageList, members: Sequence[Work]) -> bool:
    """Whether years stand where the venue shows one: at conferences, not in journals."""
    texts = [piece for entry in each.entries for piece in (*(entry.badge.pieces if entry.badge else ()), *entry.pieces)]
    has_year = any(piece.name == "year" for piece in texts) or any(
        re.search(r"(?:19|20)\d\d", piece.value) for piece in texts if piece.name == "shield"
    )
    if not has_year:
        return False
    for work in members:
        is_yearly = work.type == "inproceedings"
        if is_yearly != ("year" in work.fields) and not work.fields.get("eprint"):
            return False
        if "year" in work.fields and not is_yearly and "eprint" not in work.fields:
            return False
    shown = [
        entry
        for entry in each.entries
        if any(piece.name == "year" for piece in (*entry.pieces, *(entry.badge.pieces if entry.badge else ())))
    ]
    return all(_type(entry, members) == "inproceedings" for entry in shown)


def _type(entry: Entry, members: Sequence[Work]) -> str:
    return next((work.type for work in members if any(each is entry for each in work.entries)), "")


def _is_by_date(members: Sequence[Work]) -> bool:
    years = [int(found) if (found := work.fields.get("year", "")).isdigit() else 0 for work in members]
    is_dated = all(years) and not any("month" in work.fields for work in members)
    return is_dated and len(set(years)) > 1 and years == sorted(years, reverse=True)


def _is_loose(each: PageList, source: Source) -> bool:
    text = _text(source)
    elements = [candidate.element for candidate in each.run.candidates]
    gaps = [text[one.end : other.start] for one, other in pairwise(elements)]
    return (
        sum(gap.count("\n") > 1 for gap in gaps) * 2 > len(gaps)
        if gaps
        else any(child.tag == "p" and not child.get("hidden") for child in elements[0].elements())
    )


def _is_raw(each: PageList, source: Source) -> bool:
    if _kind(source) == "html":
        return False
    text = _text(source)
    prose = masked(text).replace(PRINTED, " ")
    return is_raw(prose, extent(each, text)[0])


def _apart(settings: str, old: Sequence[str], bibliography: Bibliography, works: Sequence[Work]) -> str:
    """Keeps new entries out of lists that were there before, which may show whatever no other list does."""
    new = {work.key for work in works if not work.is_known}
    for name in old:
        where = bibliography.config.lists[name].where
        if new.isdisjoint(each.key for each in select(bibliography.publications, where)):
            continue
        names = list(dict.fromkeys(each for work in works for each in work.lists))
        known = [work.key for work in works if work.is_known]
        others = " and ".join(f"'{each}' not in keywords" for each in names)
        others = f"({others} or key in {known})" if known else others
        line = f"where = {toml_value(f'({where}) and {others}' if where else others)}"
        head = re.search(rf"^\[list\.{re.escape(name)}\][^\n]*\n", settings, re.MULTILINE)
        if head is None:
            raise PubsError(f"list '{name}' would show the new entries too", hint="restrict its 'where', or --bib-only")
        end = re.compile(r"^\[", re.MULTILINE).search(settings, head.end())
        stop = end.start() if end else len(settings)
        table = re.sub(r"^where[ \t]*=[^\n]*\n", "", settings[head.end() : stop], flags=re.MULTILINE)
        settings = f"{settings[: head.end()]}{line}\n{table}{settings[stop:]}"
    return settings


def _in_order(
    settings: str, config: Config, bibliography: Bibliography, lists: Sequence[PageList], works: Sequence[Work]
) -> str:
    """Names the keys of a list in their order where no rule gives it."""
    for each in lists:
        listed = config.lists[each.name]
        shown = [one.key for group in arrange(bibliography.publications, listed) for one in group.publications]
        wanted = list(dict.fromkeys(_key(entry, works) for entry in each.entries))
        if [key for key in shown if key in wanted] != wanted:
            head = f"[list.{each.name}]\n"
            at = settings.index("\nsort = ", settings.index(head))
            settings = f"{settings[:at]}\norder = {toml_value(wanted)}{settings[at:]}"
    return settings


def _key(entry: Entry, works: Sequence[Work]) -> str:
    return next((work.key for work in works if any(one is entry for one in work.entries)), "")


# Pages


def extent(each: PageList, text: str) -> tuple[int, int]:
    """Returns the place that a list takes on its page: whole lines where nothing else is on them."""
    elements = [candidate.element for candidate in each.run.candidates]
    start, end = elements[0].start, elements[-1].end
    whole = each.run.whole
    if whole is not None and text[elements[0].start : elements[0].start + 1] == "<":
        inside = [child for child in whole.walk() if child.tag in ("li", "tr")]
        if len([child for child in inside if child.tag == elements[0].tag]) >= len(elements):
            start, end = whole.start, whole.end
    line = text.rfind("\n", 0, start) + 1
    start = line if not text[line:start].strip() else start
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return start, stop if not text[end:stop].strip() else end


def with_regions(read: Read) -> str:
    """Returns a page with an empty region in the place of each list."""
    source = read.source
    places = _places(source.text)
    comment = syntax_of(source.path).comments[0]
    pieces, at = [], 0
    for each in read.lists:
        start, end = (places[offset] for offset in extent(each, _text(source)))
        newline = source.newline
        before = "" if start == 0 or source.text[start - 1] in "\r\n" else newline
        after = "" if end == len(source.text) or source.text[end] in "\r\n" else newline
        region = newline.join((comment.around(f"pubs:begin {each.name}"), comment.around(f"pubs:end {each.name}")))
        pieces += [source.text[at:start], before, region, after]
        at = end
    return "".join([*pieces, source.text[at:]])


def _places(text: str) -> list[int]:
    """Returns where each character of a text with plain line ends stands in the text as it is."""
    places, at = [], 0
    while at < len(text):
        places.append(at)
        at += 2 if text.startswith("\r\n", at) else 1
    return [*places, len(text)]


def _filled(source: Source, config: Config, bibliography: Bibliography) -> str:
    """Returns a page as ``pubs render`` will fill it."""
    format = "html" if _kind(source) == "html" else "markdown"

    def render(name: str, cited: frozenset[str]) -> str:
        settings = config.lists[name]
        return bibliography.render_list(settings, settings.format or format, None, cited)

    return page_output(Path(source.path), read_page(source), config.lists, render).new


def _proof(
    each: PageList, source: Source, config: Config, bibliography: Bibliography, works: Sequence[Work], owner: str
) -> Iterator[tuple[str, Difference]]:
    """Compares each entry of a list with what is rendered of it."""
    settings = config.lists[each.name]
    kind = settings.format or ("html" if _kind(source) == "html" else "markdown")
    text = bibliography.render_list(settings, kind)
    back = read_back(text, kind, owner)
    keys = list(dict.fromkeys(_key(entry, works) for entry in each.entries))
    by_title = {_title_key(entry): entry for entry in reversed(back)}
    for entry in each.entries:
        key = _key(entry, works)
        found = back[keys.index(key)] if len(back) == len(keys) else by_title.get(_title_key(entry))
        yield key, difference(entry, found)


def _title_key(entry: Entry) -> str:
    return re.sub(r"\W", "", folded(entry.title_text))


def _notes(works: Sequence[Work], before: Bibliography) -> Iterator[str]:
    """Yields what to check: doubts, words that found no field, and values that differ from those of a ``.bib``."""
    old = {each.key: each.entry for each in before.publications}
    for work in works:
        for doubt in work.doubts:
            yield f"{work.key}: {doubt}"
        if work.left:
            yield f"{work.key}: kept in 'note': {plain(work.left)}"
        for name in ("title", "year", "abbr", "volume", "pages", "doi") if work.is_known else ():
            there = plain(old[work.key].value(name))
            here = plain(work.fields.get(name, ""))
            if here and there and re.sub(r"\W", "", folded(here)) != re.sub(r"\W", "", folded(there)):
                yield f"{work.key}: {name} is '{there}' in the .bib, '{here}' on the page"
