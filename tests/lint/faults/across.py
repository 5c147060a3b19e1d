"""Faults across entries and files (X)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint.faults.clean import PAGE, Clean, Faulty, other
from lint.faults.table import fault
from msgspec.structs import replace

if TYPE_CHECKING:
    from pubmanager.bibtex.entry import Field

ABSTRACT = " ".join(
    f"In part {number} we ask how owls hear at night and what larks sing at dawn." for number in range(6)
)


def _raw(field: Field | None) -> str:
    return field.raw if field else ""


def like(clean: Clean, key: str, *names: str, type: str = "misc", more: str = "") -> str:
    """Returns an entry with some fields of a clean one."""
    fields = [f"{name} = {_raw(clean.field(name))}" for name in names if clean.has(name)]
    return f"@{type}{{{key}, {', '.join([*fields, *([more] if more else [])])}}}\n"


@fault("X001")
def doi_again(clean: Clean) -> Faulty | None:
    return (
        clean.after(other(year=clean.year, more=f"doi = {_raw(clean.field('doi'))}")).at(clean.value("doi"))
        if clean.has("doi")
        else None
    )


@fault("X002")
def same_title_and_author(clean: Clean) -> Faulty | None:
    if "rxiv" in clean.text.lower() or clean.publication.identifiers:
        return None
    names = ("title", "author", "year", "journal", "booktitle", "publisher", "school", "howpublished")
    return clean.after(like(clean, "owls", *names, type=clean.entry.type)).at(
        clean.entry.key, "owls", _raw(clean.field("title"))[1:-1]
    )


@fault("X003")
def preprint_of_the_paper(clean: Clean) -> Faulty | None:
    if (
        clean.entry.type not in ("article", "inproceedings")
        or clean.publication.identifiers.get("arxiv")
        or not clean.has("year")
    ):
        return None
    if "arxiv" in clean.text.lower() or not 2015 <= clean.year <= 2025:
        return None
    number = f"{clean.year % 100:02}01.01234"
    return clean.after(
        like(clean, "owls", "title", "author", "year", more=f"eprint = {{{number}}}, archiveprefix = {{arXiv}}")
    ).at(clean.entry.key, "owls")


@fault("X004")
def same_abstract(clean: Clean) -> Faulty | None:
    if clean.has("abstract"):
        return None
    made = clean.adding(f"abstract = {{{ABSTRACT}}}")
    text = made.text + other(more=f"abstract = {{{ABSTRACT}}}")
    return Faulty(text, ()).at(ABSTRACT)


@fault("X005")
def entry_in_two_files(clean: Clean) -> Faulty | None:
    if "rxiv" in clean.text.lower():
        return None
    names = ("title", "author", "year", "journal", "booktitle", "publisher", "school", "howpublished", "doi")
    files = {"a.bib": like(clean, "owls", *names, type=clean.entry.type), "pubs.toml": ""}
    return Faulty(clean.text, (), files=files).at(clean.entry.key)


@fault("X007")
def citation_of_nothing(clean: Clean) -> Faulty | None:
    text = "As we found in {% cite owls-of-nowhere %}.\n"
    site = Faulty("As we found.\n", (), files={"publications.bib": clean.text}, path=PAGE)
    return replace(site, text=text, before=site).at("owls-of-nowhere")


@fault("X008", settings='[list.selected]\nwhere = "selected"\n')
def nothing_selected(clean: Clean) -> Faulty | None:
    return clean.at_key(clean.without("selected").text) if clean.has("selected") else None


@fault("X009")
def another_year_than_the_volume(clean: Clean) -> Faulty | None:
    if clean.entry.type != "inproceedings" or not clean.has("year"):
        return None
    made = clean.adding("crossref = {birds}")
    volume = f"@proceedings{{birds, title = {{Proceedings of Birds}}, year = {clean.year - 1}}}\n"
    return replace(made, text=made.text + volume).at(str(clean.year), str(clean.year - 1))


@fault("X010")
def link_of_another_paper(clean: Clean) -> Faulty | None:
    if clean.has("url", "doi", "pdf", "link", "eprint", "arxiv", "html") or clean.publication.identifiers:
        return None
    made = clean.adding("pdf = {https://example.org/owls.pdf}")
    return replace(made, text=made.text + other(more="pdf = {https://example.org/owls.pdf}")).at(
        "https://example.org/owls.pdf"
    )
