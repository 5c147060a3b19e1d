"""What adopting pages gives: the ``.bib``, the settings, the pages with regions, and a report."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.adopt.fields import (
    Person,
    full_name,
    link_fields,
    meanings,
    people,
)
from pubmanager.adopt.infer import PageList, toml, toml_value
from pubmanager.adopt.page_lists import Read, legends_on, markup_of, read_pages, with_regions
from pubmanager.adopt.proof import Difference, difference, read_back
from pubmanager.adopt.settings import apart, completed, settings_of
from pubmanager.adopt.works import Work, in_folder, title_key, with_badge, with_entries, works_of
from pubmanager.bibliography import Bibliography
from pubmanager.config.load import parse_config
from pubmanager.latex.read import plain
from pubmanager.model.author import Person as Owner
from pubmanager.model.folding import folded
from pubmanager.model.identity import closeness
from pubmanager.outputs import page_output
from pubmanager.pages.regions import read_page
from pubmanager.render.lists import arrange
from pubmanager.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pubmanager.adopt.pieces import Entry
    from pubmanager.config.schema import Config


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
    legends = [run_text for read in reads for run_text in legends_on(read)]
    roles = meanings(entries, legends)
    links = link_fields(entries)
    before = Bibliography.from_sources(known)
    works = works_of(lists, links, roles, before)
    mine, name = _owner(entries, owner, me)
    bibs = [*(source.path for source in known), *([bib] if bib not in [source.path for source in known] else [])]
    top, tables = settings_of(reads, works, links, roles, mine, name, bibs)
    settings = completed(settings, top, tables) if settings else toml(top, tables)
    config = parse_config(settings)
    works = tuple(in_folder(work, config.assets.get("image", "")) for work in works)
    works = tuple(with_badge(work, lists, config) for work in works)
    texts = {source.path: source.text for source in known} | with_entries(works, before, bib)
    bibliography = Bibliography.from_sources([Source(path, text) for path, text in texts.items()], config=config)
    settings = apart(settings, lists_before, bibliography, works)
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


def _filled(source: Source, config: Config, bibliography: Bibliography) -> str:
    """Returns a page as ``pubs render`` will fill it."""
    format = "html" if markup_of(source) == "html" else "markdown"

    def render(name: str, cited: frozenset[str]) -> str:
        settings = config.lists[name]
        return bibliography.render_list(settings, settings.format or format, None, cited)

    return page_output(Path(source.path), read_page(source), config.lists, render).new


def _proof(
    each: PageList, source: Source, config: Config, bibliography: Bibliography, works: Sequence[Work], owner: str
) -> Iterator[tuple[str, Difference]]:
    """Compares each entry of a list with what is rendered of it."""
    settings = config.lists[each.name]
    kind = settings.format or ("html" if markup_of(source) == "html" else "markdown")
    text = bibliography.render_list(settings, kind)
    back = read_back(text, kind, owner)
    keys = list(dict.fromkeys(_key(entry, works) for entry in each.entries))
    by_title = {title_key(entry): entry for entry in reversed(back)}
    for entry in each.entries:
        key = _key(entry, works)
        found = back[keys.index(key)] if len(back) == len(keys) else by_title.get(title_key(entry))
        yield key, difference(entry, found)


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
