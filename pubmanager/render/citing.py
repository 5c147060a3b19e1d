"""A publication as BibTeX for readers: what a paper cites, without what is the owner's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pubmanager.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pubmanager.model.author import Author
    from pubmanager.model.publication import Publication

# Fields of BibTeX's and biblatex's standard styles that a reader cites by; all others stay at home.
CITED = (
    "title", "booktitle", "journal", "journaltitle", "editor", "series", "volume", "number", "issue", "articleno",
    "eid", "pages", "chapter", "edition", "year", "month", "date", "publisher", "organization", "institution", "school",
    "address", "location", "howpublished", "type", "doi", "eprint", "archiveprefix", "eprinttype", "primaryclass",
    "eprintclass", "isbn", "issn", "url",
)  # fmt: skip
_SPECIAL = regex(r"(?<!\\)[&%$#_]")


def bibtex_of(publication: Publication) -> str:
    """Returns an entry with its standard fields: names without marks, private fields left out."""
    fields = publication.entry.fields
    rows = [("author", _names(publication.authors, publication.has_others))] if publication.authors else []
    rows += [(name, fields[name].value) for name in CITED if name != "editor" and name in fields]
    if publication.editors:
        rows.append(("editor", _names(publication.editors, False)))
    lines = [f"  {name} = {{{' '.join(value.split())}}}," for name, value in rows if value.strip()]
    return "\n".join([f"@{publication.type}{{{publication.key},", *lines, "}"])


def _names(authors: Sequence[Author], has_others: bool) -> str:
    return " and ".join([*map(_name, authors), *(["others"] if has_others else [])])


def _name(author: Author) -> str:
    name = author.name
    family = _SPECIAL.sub(lambda found: f"\\{found.group()}", " ".join(filter(None, (name.prefix, name.family))))
    if not name.given:
        return f"{{{family}}}" if " " in family else family
    return ", ".join(filter(None, (family, name.suffix, name.given)))
