"""Faults of dates, numbers, titles and venues (D, N, T)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lint.faults.fields import added, put
from lint.faults.table import fault

if TYPE_CHECKING:
    from lint.faults.clean import Clean, Faulty

TODAY = '[lint]\ntoday = "2026-05"\n'


def dated(clean: Clean, name: str, content: str) -> Faulty | None:
    """Sets the year of entries whose year nothing else says."""
    return clean.set(name, content) if clean.has("year") and not clean.has("date") and clean.year else None


@fault("D002")
def year_with_a_status(clean: Clean) -> Faulty | None:
    return dated(clean, "year", f"{clean.year}, submitted")


@fault("D003")
def year_of_two_centuries_hence(clean: Clean) -> Faulty | None:
    return dated(clean, "year", "2205") if not clean.has("abbr") else None


fault("D004")(lambda clean: clean.set("month", "Octember"))
fault("D012")(lambda clean: clean.set("month", "October") if clean.has("year") and not clean.has("date") else None)


@fault("D005")
def date_in_words(clean: Clean) -> Faulty | None:
    return clean.adding(f"date = {{17 May {clean.year}}}") if dated(clean, "year", "") and not clean.has_month else None


@fault("D006")
def another_year_in_date(clean: Clean) -> Faulty | None:
    if not dated(clean, "year", "") or clean.has_month:
        return None
    return clean.adding(f"date = {{{clean.year + 1}-05}}").at(f"{clean.year + 1}-05", str(clean.year))


@fault("D007")
def preprint_of_a_later_year(clean: Clean) -> Faulty | None:
    if clean.entry.type not in ("misc", "unpublished", "techreport", "online") or not 2012 < clean.year < 2024:
        return None
    if clean.publication.identifiers or clean.has("eprint", "arxiv", "journal", "booktitle"):
        return None
    if clean.publication.venue.kind in ("patent", "thesis"):
        return None
    number = f"{(clean.year + 2) % 100:02}05.01234"
    return clean.adding(f"eprint = {{{number}}},\n  archiveprefix = {{arXiv}}").at(number, str(clean.year))


@fault("D009", settings=TODAY)
def in_press_for_years(clean: Clean) -> Faulty | None:
    if clean.has("note", "pubstate") or not 1990 < clean.year < 2022 or clean.has("volume", "pages", "doi"):
        return None
    return clean.adding("note = {in press}")


fault("D010")(added("news_date", "1990-05"))
fault("D005", variant="other date")(added("urldate", "May 17, 2020"))


@fault("D013")
def range_of_dates_reversed(clean: Clean) -> Faulty | None:
    if not dated(clean, "year", "") or clean.has_month:
        return None
    return clean.adding(f"date = {{{clean.year}-05-19/{clean.year}-05-17}}")


@fault("D014")
def day_of_no_month(clean: Clean) -> Faulty | None:
    if not dated(clean, "year", "") or clean.has_month:
        return None
    return clean.adding(f"date = {{{clean.year}-02-30}}")


def paged(content: str) -> object:
    return lambda clean: clean.set("pages", content) if clean.entry.type in ("article", "inproceedings") else None


fault("N001")(paged("tbd"))  # type: ignore[arg-type]
fault("N002")(paged("107-133"))  # type: ignore[arg-type]
fault("N003")(paged("133--127"))  # type: ignore[arg-type]
fault("N004")(paged("123--5"))  # type: ignore[arg-type]
fault("N005")(paged("1--1"))  # type: ignore[arg-type]
fault("N006")(lambda clean: clean.set("volume", "10(7)") if clean.entry.type == "article" else None)

fault("T001")(
    lambda clean: (
        None if clean.value("title") != clean.value("title").strip("{}") or "{{" in clean.text else put(" BERT ")(clean)
    )
)
fault("T003")(
    lambda clean: clean.within(
        ("title",), lambda text: (0, len(text), text.upper()) if re.fullmatch(r"[\w ,:-]{25,}", text) else None
    )
)
fault("T002")(
    lambda clean: clean.within(
        ("title",), lambda text: (0, len(text), f"{{{text}}}") if re.fullmatch(r"[\w ,:-]{15,}", text) else None
    )
)
fault("T004")(lambda clean: clean.sub(("title",), r"(?<=[a-z])$", "."))
fault("T005")(lambda clean: clean.sub(("title",), r"(?<=[a-z])$", ": https://example.org/owls"))
fault("T006")(lambda clean: clean.sub(("title",), r"\b([A-Z][a-z]+)\b", r"**\1**"))
fault("T006", variant="tags")(lambda clean: clean.sub(("title",), r"\b([A-Z][a-z]+)\b", r"<i>\1</i>"))
fault("H006", variant="title")(lambda clean: clean.sub(("title",), r"(?<=[a-z])$", " (Oral)"))
fault("T008")(lambda clean: clean.set("title", "TODO: find the title"))
fault("T009")(put(r" \hoot{at night} "))
fault("T010")(
    lambda clean: clean.sub(("title",), r"(?<=[a-z]) (?=[a-z])", " $ ") if "$" not in clean.value("title") else None
)


@fault("T011")
def conference_on(clean: Clean) -> Faulty | None:
    return clean.set("booktitle", "Birds, Conference on") if clean.has("booktitle") and not clean.has("abbr") else None


ICML = "International Conference on Machine Learning"


def paper(number: int, abbr: str, name: str = ICML) -> str:
    given = f"abbr = {{{abbr}}}, " if abbr else ""
    titles = ("Owls at Night", "Larks by Day", "Rooks in Winter", "Crows in Town", "Daws on Roofs", "Wrens in Hedges")
    return f"@inproceedings{{p{number}, title = {{{titles[number]}}}, author = {{Doe, Jane}}, year = 2019, {given}booktitle = {{{name}}}}}\n"


@fault("T014")
def letters_of_a_badge_swapped(clean: Clean) -> Faulty | None:
    if clean.has("journal", "booktitle"):
        return None
    return clean.after(paper(0, "ICML") + paper(1, "ICML") + paper(2, "ICLM")).at("ICLM")


@fault("T015")
def badge_left_out(clean: Clean) -> Faulty | None:
    if clean.has("journal", "booktitle", "journaltitle"):
        return None
    return clean.after(
        paper(0, "ICML") + paper(1, "ICML") + paper(2, "ICML") + paper(4, "ICML") + paper(5, "ICML") + paper(3, "")
    ).at("p3", "@inproceedings{p3")


def badge(text: str) -> object:
    return lambda clean: clean.set("abbr", text) if clean.has("booktitle") and not clean.has("venue") else None


fault("T016")(badge("CPVR"))  # type: ignore[arg-type]


@fault("T017")
def other_year_in_badge(clean: Clean) -> Faulty | None:
    return clean.set("abbr", f"Birds {clean.year + 1}") if clean.has("booktitle") and clean.year else None


@fault("T018")
def nips_after_2018(clean: Clean) -> Faulty | None:
    return clean.set("abbr", "NIPS") if clean.has("booktitle") and clean.year > 2018 else None


@fault("T019")
def abbreviated_journal(clean: Clean) -> Faulty | None:
    def article(key: str, title: str, name: str) -> str:
        return f"@article{{{key}, title = {{{title}}}, author = {{Doe, Jane}}, journal = {{{name}}}, year = 2012}}\n"

    full = "Nature Communications"
    if "atur" in clean.text:
        return None
    return clean.after(
        article("o", "Owls at Night", full) + article("l", "Larks by Day", full) + article("r", "Rooks", "Nat. Commun.")
    ).at("Nat. Commun.")


@fault("T021")
def heading_in_the_abstract(clean: Clean) -> Faulty | None:
    return clean.sub(("abstract",), r"^\s*", "Abstract: ") or clean.adding("abstract = {Abstract: Owls hear.}")
