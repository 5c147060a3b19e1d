"""The ``pubs.toml`` that shows adopted publications as their page did."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pubmanager.adopt.infer import Choice, PageList, form_of, site_tables, toml, toml_value
from pubmanager.adopt.page_lists import Read, extent, lf_text, markup_of
from pubmanager.config.find import FILE_NAME
from pubmanager.errors import PubsError
from pubmanager.inputs import parse_toml
from pubmanager.pages.html import is_raw
from pubmanager.pages.prose import PRINTED, masked
from pubmanager.render.lists import select

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pubmanager.adopt.fields import (
        LinkFields,
        Person,
    )
    from pubmanager.adopt.pieces import Entry, Piece
    from pubmanager.adopt.sections import Run
    from pubmanager.adopt.works import Work
    from pubmanager.bibliography import Bibliography
    from pubmanager.source import Source


# Settings


def settings_of(
    reads: Sequence[Read],
    works: Sequence[Work],
    links: LinkFields,
    roles: dict[str, str],
    mine: list[Person],
    name: str,
    bibs: Sequence[str],
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Choice]]:
    """Works out the settings: top keys, tables by name, and what each list shows."""
    lists = [each for read in reads for each in read.lists]
    entries = [entry for each in lists for entry in each.entries]
    top: dict[str, Any] = {"bib": list(bibs), "pages": [read.source.path for read in reads if read.lists]}
    tables: dict[str, Any] = {"me": {"name": name}} if name else {}
    scholar = next(
        (piece.value.partition(":")[0] for entry in entries for piece in _citations(entry) if ":" in piece.value),
        "",
    )
    if scholar and name:
        tables["me"]["scholar"] = scholar
    tables |= site_tables(entries, links, roles, mine, [work.fields for work in works])
    hides = [_hides_years(each, _members(each, works)) for each in lists]
    if any(hides):
        top["show_year"] = ["conference", "workshop"]
    choices = {}
    for each, hides_years in zip(lists, hides, strict=True):
        source = next(read.source for read in reads if each in read.lists)
        choices[each.name] = Choice(each.units, short_year=hides_years or not any(hides))
        tables[f"list.{each.name}"] = list_table(each, choices[each.name], works, links, source)
    return top, tables, choices


def _citations(entry: Entry) -> list[Piece]:
    return [*entry.of("citations"), *(entry.badge.of("citations") if entry.badge else ())]


def with_themes(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Says once for a theme what its lists have in common."""
    lists = {name: table for name, table in tables.items() if name.startswith("list.")}
    after = {name: table for name, table in tables.items() if not isinstance(table, dict)}
    themes: dict[str, list[dict[str, Any]]] = {}
    for table in lists.values():
        themes.setdefault(table["theme"], []).append(table.get("options", {}))
    shared = {theme: _in_common(options) for theme, options in themes.items() if len(options) > 1}
    found = {name: table for name, table in tables.items() if name not in lists and name not in after}
    found |= {f"theme.{theme}": options for theme, options in shared.items() if options}
    for name, table in lists.items():
        common = shared.get(table["theme"], {})
        own = {key: value for key, value in table.get("options", {}).items() if common.get(key) != value}
        found[name] = {key: value for key, value in table.items() if key != "options"} | (
            {"options": own} if own else {}
        )
    return {**found, **after}


def _in_common(options: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Returns the options that all lists have, with their commonest value; a table only where all have the same."""
    found = {}
    for name in options[0]:
        values = [each[name] for each in options if name in each]
        value = max(values, key=values.count)
        is_shared = values.count(value) == len(options) or not isinstance(value, dict)
        if len(values) == len(options) and values.count(value) > 1 and is_shared:
            found[name] = value
    return found


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


def list_table(
    each: PageList, choice: Choice, works: Sequence[Work], links: LinkFields, source: Source
) -> dict[str, Any]:
    """Returns the settings of a list."""
    members = _members(each, works)
    form = form_of(each.entries, choice, links)
    table: dict[str, Any] = {"theme": form.theme}
    if any("selected" in work.fields for work in works):
        table["where"] = "selected" if each.name == "selected" else "not selected"
    elif any(work.lists for work in works):
        table["where"] = f"'{each.name}' in keywords"
    if not _is_by_date(members):  # the default
        table["sort"] = "file"
    if each.run.years and each.run.head:
        table["group"] = "year"
        if each.run.head.tag != "h2":  # the default
            table["heading"] = int(each.run.head.tag[1])
    if each.run.is_ordered:
        is_reversed = each.run.whole is not None and "reversed" in each.run.whole.attributes
        table["numbering"] = "down" if is_reversed else "up"
    if stands_in_html(each.run, source):
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
    types = {id(entry): work.type for work in members for entry in work.entries}
    return all(types.get(id(entry)) == "inproceedings" for entry in shown)


def _is_by_date(members: Sequence[Work]) -> bool:
    years = [int(found) if (found := work.fields.get("year", "")).isdigit() else 0 for work in members]
    is_dated = all(years) and not any("month" in work.fields for work in members)
    return len(members) < 2 or (is_dated and years == sorted(years, reverse=True))


def _is_loose(each: PageList, source: Source) -> bool:
    text = lf_text(source)
    elements = [candidate.element for candidate in each.run.candidates]
    gaps = [
        text[one.element.end : other.element.start]
        for run in each.run.years or (each.run,)
        for one, other in pairwise(run.candidates)
    ]
    return (
        sum(gap.count("\n") > 1 for gap in gaps) * 2 > len(gaps)
        if gaps
        else any(child.tag == "p" and not child.get("hidden") for child in elements[0].elements())
    )


def stands_in_html(run: Run, source: Source) -> bool:
    """Whether a run of a Markdown page is in a part of it that is read as HTML."""
    if markup_of(source) == "html":
        return False
    text = lf_text(source)
    prose = masked(text).replace(PRINTED, " ")
    return is_raw(prose, extent(run, text)[0])


def apart(settings: str, old: Sequence[str], bibliography: Bibliography, works: Sequence[Work]) -> str:
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
