"""Which lists of publications a page has, what stays beside them, and the page with regions in their places."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.adding.keys import free_key
from pubmanager.adopt.authors import is_owner, likely_owner, owner_words
from pubmanager.adopt.infer import PageList, units_of
from pubmanager.adopt.pieces import Entry, Piece, read_entry
from pubmanager.adopt.reader import read_tree
from pubmanager.adopt.sections import Run, find_runs
from pubmanager.model.folding import folded
from pubmanager.model.venues import VenueRegistry
from pubmanager.pages.syntax import syntax_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pubmanager.adopt.tree import Element
    from pubmanager.source import Source


_REGISTRY = VenueRegistry()
_ASKED = 200  # so many candidates, or fewer, say whose a page is
_FEWEST_YEARS = 2  # headings that make a list by year
_MOSTLY = 0.6  # of a run must be publications, where headings do not say that they are


class Read(Struct, frozen=True):
    """A page as it is read. Shape: ``lists`` are its runs of publications; ``others`` counts what was left alone."""

    source: Source
    lists: tuple[PageList, ...]
    others: int = 0


def read_pages(pages: Sequence[Source], me: str = "", taken: Sequence[str] = ()) -> tuple[list[Read], str]:
    """Reads pages, and finds whose they are. Shape: the owner's name is in words; ``taken`` are names of lists."""
    runs = [(page, find_runs(read_tree(lf_text(page), markup_of(page)))) for page in pages]
    owner = owner_words(me)
    if not owner:
        owner = _most_named(runs, lambda run: run.says == "publications" or run.kind == "box")
        owner = owner or _most_named(runs, lambda run: run.says != "others" and run.kind != "paragraph")
    names: set[str] = set(taken)
    reads = []
    for page, found in runs:
        lists: list[PageList] = []
        others = 0
        for run in found:
            is_html = markup_of(page) == "html"
            entries = [replace(read_entry(each, owner), is_html=is_html) for each in run.candidates]
            chosen = _publications(run, entries, owner)
            others += len(entries) - sum(chosen)
            lists += _lists(run, entries, chosen, names)
        reads.append(Read(page, _by_year(lists, lf_text(page), names), others))
    return (reads if taken else _renamed(reads)), owner


def _most_named(runs: Sequence[tuple[Source, list[Run]]], is_wanted: Callable[[Run], bool]) -> str:
    candidates = [each for _, found in runs for run in found if is_wanted(run) for each in run.candidates]
    some = candidates[:: 1 + len(candidates) // _ASKED]
    entries = [read_entry(each, "") for each in some]
    return likely_owner([entry.stream for entry in entries if entry.is_publication])


def lf_text(page: Source) -> str:
    """Returns the text of a page with ``\\n`` for each of its newlines."""
    return page.text.replace("\r\n", "\n").replace("\r", "\n")


def markup_of(page: Source) -> str:
    """Returns what a page is written in: ``html`` or ``markdown``."""
    return "html" if page.path.endswith((".html", ".htm")) else "markdown"


def _publications(run: Run, entries: Sequence[Entry], owner: str) -> list[bool]:
    """Says which candidates of a run are publications."""
    found = [entry.is_publication for entry in entries]
    says = run.says
    if run.kind == "row" and not all(
        is_one or _is_head(each.element) for is_one, each in zip(found, run.candidates, strict=True)
    ):
        return [False] * len(found)  # what else is in a table could not stay
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
    return not owner or any(is_owner(entry.stream.text[slice(*place)], owner) for place in entry.names.names)


def _lists(run: Run, entries: Sequence[Entry], chosen: Sequence[bool], names: set[str]) -> Iterator[PageList]:
    """Cuts a run where something else stands in it."""
    pairs = [
        each
        for each in zip(run.candidates, entries, chosen, strict=True)
        if each[2] or not (run.kind == "row" and _is_head(each[0].element))
    ]
    whole = run.whole if all(is_one for _, _, is_one in pairs) else None
    for is_one, group in groupby(pairs, key=lambda each: each[2]):
        if not is_one:
            continue
        found = list(group)
        part = replace(run, candidates=tuple(each[0] for each in found), whole=whole)
        name = _free_name(run, names)
        names.add(name)
        members = _with_topics(_without_rare_container([each[1] for each in found]))
        yield PageList(name, part, members, units_of(members))


def _by_year(lists: Sequence[PageList], text: str, names: set[str]) -> tuple[PageList, ...]:
    """Makes one list of neighbours below headings of years, the newest first, with nothing else between them."""
    found: list[list[PageList]] = []
    for each in lists:
        if found and _is_next_year(found[-1][-1], each, text):
            found[-1].append(each)
        else:
            found.append([each])
    return tuple(one[0] if len(one) < _FEWEST_YEARS else _one_list(one, names) for one in found)


def _is_next_year(one: PageList, other: PageList, text: str) -> bool:
    """Whether a list is that of an earlier year, and stands right below another."""
    first, second = one.run, other.run
    if first.head is None or second.head is None or not _year_of(one, text) > _year_of(other, text) > "":
        return False
    is_sibling = (first.headings[:-1], first.head.tag, first.kind) == (
        second.headings[:-1], second.head.tag, second.kind,
    )  # fmt: skip
    return is_sibling and not _bare(text[extent(first, text)[1] : second.head.start])


def _year_of(each: PageList, text: str) -> str:
    """Returns the year that a list stands right below, with nothing between, where its entries have no other."""
    run = each.run
    if run.head is None or not re.fullmatch(r"(?:19|20)\d\d", run.headings[-1]):
        return ""
    year, start = run.headings[-1], run.candidates[0].element.start
    said = {piece.value for entry in each.entries for piece in entry.of("year")}
    above = re.fullmatch(
        r"(?:#+\s*|<(?P<tag>h\d)>)\d+(?:\s*#*|</(?P=tag)>)|\d+\s+(?:-+|=+)", _bare(text[run.head.start : start])
    )
    return year if above and said <= {year} else ""


def _bare(text: str) -> str:
    """Leaves out the tags around items."""
    return re.sub(r"</?(?:ul|ol)\b[^<>]*>", "", text).strip()


def _one_list(lists: Sequence[PageList], names: set[str]) -> PageList:
    runs = tuple(each.run for each in lists)
    run = replace(
        runs[0],
        candidates=tuple(candidate for each in runs for candidate in each.candidates),
        headings=runs[0].headings[:-1],
        whole=None,
        years=runs,
    )
    members = _with_topics(
        _without_rare_container(
            [replace(entry, year=each.run.headings[-1]) for each in lists for entry in each.entries]
        )
    )
    names -= {each.name for each in lists}
    name = _free_name(run, names)
    names.add(name)
    return PageList(name, run, members, units_of(members))


def _is_head(row: Element) -> bool:
    """Whether a row of a table is empty, or only says what its columns hold."""
    return not row.text.strip() or all(cell.tag == "th" for cell in row.elements())


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


def _with_topics(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Calls words on images topics where most entries name their venue elsewhere, and the images none that is known."""
    boxes = [entry for entry in entries if entry.badge and entry.badge.of("venue")]
    topical = [
        entry for entry in boxes if entry.badge and _has_venue(replace(entry, badge=None)) and _is_topic(entry.badge)
    ]
    if 2 * len(topical) <= len(boxes):
        return tuple(entries)
    return tuple(
        replace(entry, badge=replace(entry.badge, pieces=tuple(_as_topic(piece) for piece in entry.badge.pieces)))
        if entry.badge
        else entry
        for entry in entries
    )


def _is_topic(badge: Entry) -> bool:
    return not badge.of("year") and not any(_REGISTRY.find(piece.value) for piece in badge.of("venue"))


def _as_topic(piece: Piece) -> Piece:
    return replace(piece, name="topic") if piece.name == "venue" else piece


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


def legends_on(read: Read) -> Iterator[str]:
    """Yields the lines of a page that may say what marks behind names mean, without their markup."""
    for line in lf_text(read.source).split("\n"):
        if len(line) < 400 and re.search(r"equal|co-?first|correspond|lead|contribut|一作|通讯", line, re.IGNORECASE):
            yield re.sub(
                r"<[^<>]*>|\\(?=[*#†])|[$^{}]|\*\*(?=\w)|(?<=\w)\*\*",
                "",
                line.replace("\\dagger", "†").replace("\\ddagger", "‡").replace("\\ast", "*"),
            )


# Pages


def extent(run: Run, text: str) -> tuple[int, int]:
    """Returns the place that a list takes on its page: whole lines where nothing else is on them."""
    if run.years and run.years[0].head:
        start = run.years[0].head.start
        return text.rfind("\n", 0, start) + 1, extent(run.years[-1], text)[1]
    elements = [candidate.element for candidate in run.candidates]
    start, end = elements[0].start, elements[-1].end
    whole = run.whole
    if whole is not None and text[elements[0].start : elements[0].start + 1] == "<":
        start, end = whole.start, whole.end
    line = text.rfind("\n", 0, start) + 1
    start = line if not text[line:start].strip() else start
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return start, stop if not text[end:stop].strip() else end


def with_regions(read: Read, more: Sequence[tuple[str, Run]] = ()) -> str:
    """Returns a page with an empty region in the place of each list, and of each run in ``more``."""
    source = read.source
    places = _places(source.text)
    comment = syntax_of(source.path).comments[0]
    pieces, at = [], 0
    for name, run in sorted(
        [*((each.name, each.run) for each in read.lists), *more], key=lambda each: each[1].candidates[0].element.start
    ):
        start, end = (places[offset] for offset in extent(run, lf_text(source)))
        newline = source.newline
        before = "" if start == 0 or source.text[start - 1] in "\r\n" else newline
        after = "" if end == len(source.text) or source.text[end] in "\r\n" else newline
        region = newline.join((comment.around(f"pubs:begin {name}"), comment.around(f"pubs:end {name}")))
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
