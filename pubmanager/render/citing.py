"""A publication as BibTeX for readers: what a paper cites, without what is the owner's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.model.dates import MONTHS, read_month
from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.model.author import Author
    from pubmanager.model.publication import Publication

# Fields of BibTeX's and biblatex's standard styles that a reader cites by; all others stay at home.
CITED = (
    "title", "subtitle", "titleaddon", "booktitle", "booksubtitle", "maintitle", "journal", "journaltitle", "editor",
    "translator", "series", "volume", "volumes", "number", "issue", "articleno", "eid", "pages", "pagetotal", "chapter",
    "edition", "version", "year", "month", "date", "eventtitle", "publisher", "organization", "institution", "school",
    "holder", "address", "location", "howpublished", "type", "note", "addendum", "pubstate", "language", "doi",
    "eprint", "archiveprefix", "eprinttype", "primaryclass", "eprintclass", "isbn", "issn", "url",
)  # fmt: skip
_SPECIAL = regex(r"(?<!\\)[&%$#_]")


def bibtex_of(publication: Publication) -> str:
    """Returns an entry with its standard fields: names without marks, private fields left out."""
    fields = publication.entry.fields
    rows = [("author", _names(publication.authors, publication.has_others))] if publication.authors else []
    rows += [(name, fields[name].value) for name in CITED if name != "editor" and name in fields]
    if publication.editors:
        rows.append(("editor", _names(publication.editors, False)))
    lines = [f"  {name} = {_written(name, ' '.join(value.split()))}," for name, value in rows if value.strip()]
    return "\n".join([f"@{publication.type}{{{publication.key},", *lines, "}"])


def _written(name: str, value: str) -> str:
    """Returns a value as BibTeX has it; a month is a macro, which styles print in their own words."""
    month, day = read_month(value) if name == "month" else (0, 0)
    return MONTHS[month - 1][:3].lower() if month and not day else f"{{{value}}}"


def _names(authors: Sequence[Author], has_others: bool) -> str:
    names, position = [], 1
    for author in authors:
        names += ["{…}"] if author.position > position else []
        names.append(_name(author))
        position = author.position + 1
    return " and ".join([*names, *(["others"] if has_others else [])])


def _name(author: Author) -> str:
    name = author.name
    family = _SPECIAL.sub(lambda found: f"\\{found.group()}", " ".join(filter(None, (name.prefix, name.family))))
    if not name.given:
        return f"{{{family}}}" if " " in family else family
    return ", ".join(filter(None, (family, name.suffix, name.given)))
