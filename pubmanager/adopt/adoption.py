"""What adopting pages gives: the ``.bib``, the settings, the pages with regions, and a report."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from pubmanager.adding.keys import free_key
from pubmanager.adopt.authors import is_owner
from pubmanager.adopt.fields import (
    Person,
    escaped,
    full_name,
    link_fields,
    meanings,
    people,
)
from pubmanager.adopt.infer import PageList, toml, toml_value
from pubmanager.adopt.news import Section, announced, compared, find_news, news_table, written_lines
from pubmanager.adopt.page_lists import Read, legends_on, markup_of, read_pages, with_regions
from pubmanager.adopt.proof import Difference, dead_links, difference, read_back, script_buttons
from pubmanager.adopt.settings import apart, completed, list_table, settings_of, stands_in_html, with_themes
from pubmanager.adopt.tuning import tuned
from pubmanager.adopt.works import Work, in_folder, in_order, title_key, with_badge, with_entries, works_of
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
    from collections.abc import Iterator, Mapping, Sequence

    from pubmanager.adopt.fields import LinkFields
    from pubmanager.adopt.infer import Choice
    from pubmanager.adopt.pieces import Entry
    from pubmanager.adopt.tuning import Score
    from pubmanager.config.schema import Config, ListConfig

_SAMPLE = 60
"""So many entries of a list, or fewer, are rendered to try settings: longer lists would take minutes."""


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
    news: Section | None = None


def adopt(
    pages: Sequence[Source],
    *,
    me: str = "",
    bib: str = "publications.bib",
    known: Sequence[Source] = (),
    settings: str = "",
    news: bool = False,
) -> Adoption:
    """Adopts the publications of pages.

    Shape: ``me`` is the owner's name, if it is known; ``bib`` is the file that new entries go to; ``known`` are the
    ``.bib`` files that are there, ``settings`` the text of a ``pubs.toml`` that is there and is completed; ``news``
    says whether news are adopted too.
    """
    lists_before = tuple(parse_config(settings).lists) if settings else ()
    reads, owner = read_pages(pages, me, lists_before)
    lists = [each for read in reads for each in read.lists]
    entries = [entry for each in lists for entry in each.entries]
    roles = meanings(entries, [text for read in reads for text in legends_on(read)])
    links = link_fields(entries)
    before = Bibliography.from_sources(known)
    works = works_of(lists, links, roles, before, owner)
    mine, name = _owner(entries, owner, me)
    bibs = [*(source.path for source in known), *([bib] if bib not in [source.path for source in known] else [])]
    top, tables, choices = settings_of(reads, works, links, roles, mine, name, bibs)
    config = parse_config(completed(settings, top, tables) if settings else toml(top, tables))
    by_entry = {id(entry): each for each in lists for entry in each.entries}
    works = tuple(with_badge(in_folder(work, config.assets.get("image", "")), by_entry, config) for work in works)
    lines = _News(works)
    if news:
        taken = {*lists_before, *(each.name for each in lists)}
        lines = _adopted_news(reads, taken, settings, _Known(works, before, bib, known))
        works = lines.works
        tables |= lines.tables
        top["pages"] = list(dict.fromkeys([*top["pages"], *([lines.section.page] if lines.section else [])]))
    texts = {source.path: source.text for source in known} | with_entries(works, before, bib)
    sources = [Source(path, text) for path, text in texts.items()]

    seen: dict[tuple[str, str], tuple[tuple[str, Difference], ...]] = {}

    def assembled() -> tuple[str, _Trial]:
        text = completed(settings, top, tables) if settings else toml(top, with_themes(tables))
        config = parse_config(text)
        bibliography = Bibliography.from_sources(sources, config=config)
        text = apart(text, lists_before, bibliography, works)
        text = _in_order(text, config, bibliography, lists, works)
        return text, _Trial(replace(bibliography, config=parse_config(text)), works, owner, seen)

    _, trial = assembled()
    for each, source in _with_sources(reads):
        tables[f"list.{each.name}"] = _tuned(each, source, choices[each.name], links, trial)
    _share_options(tables, reads, trial)
    new_settings, trial = assembled()
    return _adoption(trial, new_settings, texts, reads, name, lines, tuple(_notes(works, before)))


def _with_sources(reads: Sequence[Read]) -> list[tuple[PageList, Source]]:
    return [(each, read.source) for read in reads for each in read.lists]


def _tuned(each: PageList, source: Source, choice: Choice, links: LinkFields, trial: _Trial) -> dict[str, Any]:
    """Returns the settings of a list that reproduce most of it."""

    def table(choice: Choice) -> dict[str, Any]:
        return list_table(each, choice, trial.works, links, source)

    return table(tuned(each.entries, choice, lambda other: trial.judged(each, source, table(other))))


def _adoption(
    trial: _Trial,
    settings: str,
    texts: dict[str, str],
    reads: Sequence[Read],
    owner: str,
    news: _News,
    notes: tuple[str, ...],
) -> Adoption:
    """Puts together what is written, and what became of each entry."""
    section, config = news.section, trial.bibliography.config
    new = {
        read.source.path: with_regions(
            read, [(section.name, section.run)] if section and section.page == read.source.path else []
        )
        for read in reads
    }
    filled = {path: _filled(Source(path, page), config, trial.bibliography) for path, page in new.items()}
    proofs = {each.name: trial.proof(each, source, config.lists[each.name]) for each, source in _with_sources(reads)}
    return Adoption(
        texts,
        settings,
        config,
        trial.bibliography,
        new,
        filled,
        proofs | ({section.name: news.shown} if section else {}),
        trial.works,
        tuple(reads),
        owner,
        (*news.told, *notes),
        section,
    )


class _Known(Struct, frozen=True):
    """What is known before news are read: the publications of the pages and of ``.bib`` files, and where they go."""

    works: tuple[Work, ...]
    before: Bibliography
    bib: str
    sources: Sequence[Source]


class _News(Struct, frozen=True):
    """The news that are adopted.

    Shape: ``works`` are the publications with the dates of their news; ``tables`` are settings; ``shown`` says what of
    each line comes back, ``told`` what is left as it is.
    """

    works: tuple[Work, ...]
    section: Section | None = None
    tables: Mapping[str, Any] = {}
    shown: tuple[tuple[str, Difference], ...] = ()
    told: tuple[str, ...] = ()


def _adopted_news(reads: Sequence[Read], taken: set[str], settings: str, known: _Known) -> _News:
    section, told = _news_section(reads, taken, settings)
    if section is None:
        return _News(known.works, told=told)
    source = next(read.source for read in reads if read.source.path == section.page)
    works, table, lines, shown = _Found(section, source, known).settled()
    tables = {f"list.{section.name}": table, **({"news": lines} if lines else {})}
    return _News(works, section, tables, shown, told)


def _news_section(reads: Sequence[Read], taken: set[str], settings: str) -> tuple[Section | None, tuple[str, ...]]:
    """Finds the news of the first page that has some; and what to say of others."""
    if settings and parse_config(settings).news:
        return None, ("pubs.toml has news already; those of the pages stay as they are",)
    found: list[Section] = []
    told: list[str] = []
    for read in reads:
        section = find_news(read.source, markup_of(read.source), free_key("news", taken))
        if isinstance(section, Section) and found:
            told.append(f"{read.source.path}: only the news of one page are adopted")
        elif isinstance(section, Section):
            found.append(section)
        elif section:
            told.append(section)
    return (found[0] if found else None), tuple(told)


class _Found(Struct, frozen=True):
    """News, and what may be announced in them."""

    section: Section
    source: Source
    known: _Known

    def settled(
        self,
    ) -> tuple[tuple[Work, ...], dict[str, Any], list[dict[str, str]], tuple[tuple[str, Difference], ...]]:
        """Returns publications with dates, the settings of the list, the lines that stay, and what differs.

        A line is computed only where it says the same then.
        """
        kept: set[int] = set()
        bare = self._bibliography(self.known.works)
        is_raw = stands_in_html(self.section.run, self.source)
        while True:
            computed, text, venue = announced(self.section, bare, kept)
            said = {
                key: {"news_date": self.section.lines[place].date} | ({"rate": escaped(each.rate)} if each.rate else {})
                for place, each in computed.items()
                for key in each.keys
            }
            works = tuple(
                replace(work, fields=in_order({**said.get(work.key, {}), **work.fields})) for work in self.known.works
            )
            table = news_table(self.section, text, venue, is_raw=is_raw)
            lines = written_lines(self.section, computed)
            config = parse_config(toml({}, {f"list.{self.section.name}": table, "news": lines}))
            bibliography = replace(self._bibliography(works), config=config)
            kind = "html" if is_raw else markup_of(self.source)
            rendered = bibliography.render_list(config.lists[self.section.name], kind)
            found = compared(self.section, rendered, kind)
            wrong = {place for place in computed if not found[place].is_same}
            if not wrong:
                return works, table, lines, tuple(zip((each.date for each in self.section.lines), found, strict=True))
            kept |= wrong

    def _bibliography(self, works: Sequence[Work]) -> Bibliography:
        known = self.known
        texts = {source.path: source.text for source in known.sources} | with_entries(works, known.before, known.bib)
        return Bibliography.from_sources([Source(path, text) for path, text in texts.items()])


def _owner(entries: Sequence[Entry], owner: str, me: str) -> tuple[list[Person], str]:
    """Returns the owner in each list, and their name in its commonest spelling."""
    known = Owner(me) if me else None
    found: list[Person] = []
    for entry in entries:
        for person in people(entry):
            if is_owner(full_name(person.name), owner) or (known and closeness(known, person.name) is not None):
                found.append(person)
                break
    names = Counter(full_name(person.name) for person in found)
    return found, me or (names.most_common(1)[0][0] if names else "")


def _in_order(
    settings: str, config: Config, bibliography: Bibliography, lists: Sequence[PageList], works: Sequence[Work]
) -> str:
    """Names the keys of a list in their order where no rule gives it."""
    keys = _keys(works)
    for each in lists:
        listed = config.lists[each.name]
        shown = [one.key for group in arrange(bibliography.publications, listed) for one in group.publications]
        wanted = list(dict.fromkeys(keys[id(entry)] for entry in each.entries))
        listed_here = set(wanted)
        if [key for key in shown if key in listed_here] != wanted:
            head = f"[list.{each.name}]\n"
            at = settings.index(head) + len(head)
            settings = f"{settings[:at]}order = {toml_value(wanted)}\n{settings[at:]}"
    return settings


def _keys(works: Sequence[Work]) -> dict[int, str]:
    """Returns the keys of entries, by their ids."""
    return {id(entry): work.key for work in works for entry in work.entries}


def _filled(source: Source, config: Config, bibliography: Bibliography) -> str:
    """Returns a page as ``pubs render`` will fill it."""
    format = "html" if markup_of(source) == "html" else "markdown"

    def render(name: str, cited: frozenset[str]) -> str:
        settings = config.lists[name]
        return bibliography.render_list(settings, settings.format or format, None, cited)

    return page_output(Path(source.path), read_page(source), config.lists, render).new


def _share_options(tables: dict[str, Any], reads: Sequence[Read], trial: _Trial) -> None:
    """Gives lists the options of others of their theme where they are reproduced as well with them."""
    lists = _with_sources(reads)
    own = {each.name: tables[f"list.{each.name}"] for each, _ in lists}
    scores = {each.name: trial.judged(each, source, own[each.name]) for each, source in lists}

    @cache
    def is_as_good(name: str, other: str) -> bool:
        each, source = waiting[other]
        table = {**own[other], "options": own[name].get("options", {})}
        return table == own[other] or trial.judged(each, source, table) <= scores[other]

    for theme in dict.fromkeys(table["theme"] for table in own.values()):
        waiting = {each.name: (each, source) for each, source in lists if own[each.name]["theme"] == theme}
        while waiting:
            firsts = {toml_value(own[name].get("options", {})): name for name in reversed(waiting)}
            takers = {
                name: [other for other in waiting if is_as_good(name, other)]
                for name in waiting
                if name in firsts.values()
            }
            best = max(takers, key=lambda name: len(takers[name]))
            options = own[best].get("options", {})
            for other in takers[best]:
                tables[f"list.{other}"] = {**own[other], **({"options": options} if options else {})}
                del waiting[other]


class _Trial(Struct, frozen=True, dict=True):
    """What lists are rendered with, to see how much of their pages comes back.

    Shape: ``keys`` are those of entries, by their ids; ``seen`` are comparisons by list and rendered text.
    """

    bibliography: Bibliography
    works: tuple[Work, ...]
    owner: str
    seen: dict[tuple[str, str], tuple[tuple[str, Difference], ...]]

    @cached_property
    def keys(self) -> dict[int, str]:
        return _keys(self.works)

    def judged(self, each: PageList, source: Source, table: Mapping[str, Any]) -> Score:
        """Says how well a list would be reproduced with other settings."""
        settings = self.bibliography.config.lists[each.name]
        settings = replace(settings, theme=table["theme"], options=table.get("options", {}))
        trial = self
        if len(each.entries) > _SAMPLE:
            each = replace(each, entries=each.entries[:: -(-len(each.entries) // _SAMPLE)])
            keys = {self.keys[id(entry)] for entry in each.entries}
            some = tuple(one for one in self.bibliography.publications if one.key in keys)
            trial = replace(self, bibliography=replace(self.bibliography, publications=some))
        found = [difference for _, difference in trial.proof(each, source, settings)]
        return (
            sum(not each.is_same for each in found),
            sum(each.size for each in found),
            sum(not each.is_exact for each in found),
            sum(each.off for each in found),
        )

    def proof(self, each: PageList, source: Source, settings: ListConfig) -> tuple[tuple[str, Difference], ...]:
        """Compares each entry of a list with what is rendered of it."""
        kind = settings.format or ("html" if markup_of(source) == "html" else "markdown")
        text = self.bibliography.render_list(settings, kind)
        if (each.name, text) not in self.seen:
            self.seen[each.name, text] = tuple(self._compared(each, text, kind))
        return self.seen[each.name, text]

    def _compared(self, each: PageList, text: str, kind: str) -> Iterator[tuple[str, Difference]]:
        back = read_back(text, kind, self.owner)
        keys = list(dict.fromkeys(self.keys[id(entry)] for entry in each.entries))
        places = {key: place for place, key in enumerate(keys)}
        by_title = {title_key(entry): entry for entry in reversed(back)}
        for entry in each.entries:
            key = self.keys[id(entry)]
            found = back[places[key]] if len(back) == len(keys) else by_title.get(title_key(entry))
            yield key, difference(entry, found)


def _notes(works: Sequence[Work], before: Bibliography) -> Iterator[str]:
    """Yields what to check: doubts, words that found no field, and values that differ from those of a ``.bib``."""
    old = {each.key: each.entry for each in before.publications}
    buttons: dict[str, list[str]] = {}
    for work in works:
        for doubt in work.doubts:
            yield f"{work.key}: {doubt}"
        for entry in work.entries:
            for piece in dead_links(entry):
                yield f"{work.key}: the link '{piece.value}' leads nowhere and is left out"
            for label in script_buttons(entry):
                buttons.setdefault(label, []).append(work.key)
        if work.left:
            yield f"{work.key}: kept in 'note': {plain(work.left)}"
        for name in ("title", "year", "abbr", "volume", "pages", "doi") if work.is_known else ():
            there = plain(old[work.key].value(name))
            here = plain(work.fields.get(name, ""))
            if here and there and re.sub(r"\W", "", folded(here)) != re.sub(r"\W", "", folded(there)):
                yield f"{work.key}: {name} is '{there}' in the .bib, '{here}' on the page"
    for label, keys in buttons.items():
        more = f" (and in {len(keys) - 1} more)" if keys[1:] else ""
        yield f"{keys[0]}{more}: the button '{label}' runs a script and is left out"
