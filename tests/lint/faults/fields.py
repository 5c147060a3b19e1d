"""Faults of fields, types and markup (F, E)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.faults.table import fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from lint.faults.clean import Clean, Faulty

TEXTS = ("title",)


def added(name: str, content: str, *unless: str, types: tuple[str, ...] = ()) -> Callable[[Clean], Faulty | None]:
    """Adds a field to entries (of some types) that do not have it, or another that would matter."""

    def inject(clean: Clean) -> Faulty | None:
        is_fit = not clean.has(name.lower(), *unless) and (not types or clean.entry.type in types)
        return clean.adding(f"{name} = {{{content}}}") if is_fit else None

    return inject


def typed(clean: Clean, name: str) -> Faulty:
    span = clean.entry.type_span
    return clean.replacing(span.start, span.end, name)


@fault("F001")
def no_author(clean: Clean) -> Faulty | None:
    if not clean.has("author") or clean.has("editor") or clean.entry.type == "misc":
        return None
    return clean.at_key(clean.without("author").text)


fault("F002")(lambda clean: _bare_article(clean))


def _bare_article(clean: Clean) -> Faulty | None:
    return (
        clean.at_key(clean.without("volume").text)
        if clean.entry.type == "article" and clean.has("volume") and "arxiv" not in clean.publication.identifiers
        else None
    )


@fault("F003")
def letters_of_a_name_swapped(clean: Clean) -> Faulty | None:
    found = clean.field("publisher", "abstract", "journal", "booktitle", "keywords")
    if not found:
        return None
    name = found.name
    return clean.replacing(found.name_span.start, found.name_span.end, name[:2] + name[3] + name[2] + name[4:])


fault("F004")(added("chapter", "7", "school", types=("article", "misc")))
fault("F005")(added("note", ""))


@fault("F006")
def code_twice(clean: Clean) -> Faulty | None:
    if clean.has("code", "url_code", "github"):
        return None
    return clean.adding("code = {https://example.org/owls},\n  url_code = {https://example.org/larks}")


fault("F007")(added("tldr", "Owls hear well at night.", "summary"))
fault("F008", settings='lint.dialects = ["bibtex"]\n')(added("eventtitle", "Birds"))


@fault("F009")
def journal_of_a_conference_paper(clean: Clean) -> Faulty | None:
    found = clean.field("booktitle")
    if clean.entry.type != "inproceedings" or not found or clean.has("journal"):
        return None
    return clean.replacing(found.name_span.start, found.name_span.end, "journal")


@fault("F010")
def parent_of_nowhere(clean: Clean) -> Faulty | None:
    """An entry that has its venue needs no parent."""
    if clean.has("booktitle", "journal", "journaltitle", "crossref"):
        return None
    return clean.adding("crossref = {birds-of-nowhere}")


fault("F011")(added("timestamp", "2024-05-17"))
fault("F013")(added("OPTannote", "Draft"))
fault("F017")(added("related", "birds-of-nowhere"))


@fault("F012")
def url_is_the_doi(clean: Clean) -> Faulty | None:
    doi = clean.publication.identifiers.get("doi", "")
    if not doi or not clean.has("doi"):
        return None
    return clean.set("url", f"https://doi.org/{doi}")


@fault("F007", variant="type")
def conference(clean: Clean) -> Faulty | None:
    return typed(clean, "conference") if clean.entry.type == "inproceedings" else None


@fault("F018")
def proceedings(clean: Clean) -> Faulty | None:
    if clean.entry.type != "inproceedings" or not clean.has("pages"):
        return None
    return typed(clean, "proceedings").at("proceedings", "pages", "Pages", "PAGES")


@fault("F008", variant="type", settings='lint.dialects = ["bibtex"]\n')
def online(clean: Clean) -> Faulty | None:
    return typed(clean, "online") if clean.entry.type == "misc" else None


@fault("F020")
def nothing_but_a_title(clean: Clean) -> Faulty | None:
    names = {each.name for each in clean.entry.fields} - {"title", "author", "year"}
    return clean.at_key(clean.without(*names).text) if clean.entry.type != "proceedings" else None


def put(text: str, where: str = r"(?<=[a-z]) (?=[a-z])") -> Callable[[Clean], Faulty | None]:
    """Puts a text between two words of the title."""
    return lambda clean: clean.sub(TEXTS, where, lambda _: text)


fault("E001")(put(" &amp; "))
fault("E002")(put(" & "))
fault("E003")(put("e\u0301 "))
fault("E005")(put(" dÃ©jÃ\xa0vu "))
fault("E006")(put(" \u200b"))
fault("E008")(put(r" $\left( x$ "))
fault("E010")(put(" \x08"))
fault("E011")(put(r" $\{$Owl$\}$ "))


@fault("E009")
def accent_without_backslash(clean: Clean) -> Faulty | None:
    return clean.sub(("author",), r"(?<=[a-z])e(?=[a-z])", "{'e}")
