"""Faults of pages and of the site around them (W, H)."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lint.faults.clean import BIB, PAGE, Clean, CleanPage, Faulty, other
from lint.faults.table import fault
from msgspec.structs import replace

from pubmanager import Site
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

REGION = "# Publications\n<!-- pubs:begin main -->\n<!-- pubs:end main -->\n"
LIST = '[list.main]\ntheme = "plain"\n'


def ending(text: str, **files: str) -> Callable[[CleanPage], Faulty | None]:
    """Puts a text at the end of a page."""
    return lambda page: page.ending(text, **files)


def of_page(code: str, text: str, *consequences: str, variant: str = "") -> None:
    fault(code, *consequences, variant=variant, is_of_pages=True)(ending(text))


of_page("W001", "![arXiv](https://img.shields.io/badge/Arxiv--yellow)")
of_page("U016", "![](https://img.shields.io/badge/Paper-fff)", variant="page")
of_page("W003", "[Code]() comes soon.")
of_page("W004", "[Owls at night]([https://example.org/owl](https://example.org/owl))")
of_page("W007", "- [Owls](https://example.org/a.pdf) | [Larks](https://example.org/b)")
of_page("W008", "Jane Doe*, **Ada Byron**, Richard Roe*")
of_page("W009", "Lorem ipsum dolor sit amet.")
of_page("U006", "![An owl](images/owl-of-nowhere.png)", variant="page")
of_page("W013", "<!-- pubs:begin owls-of-nowhere -->")
of_page("E003", "Reviewer of ĲCAI.", variant="page")
of_page("E005", "RÃ©sumÃ© of 2024.", variant="page")
of_page("U012", "[Owls](https://example.org/owls?PHPSESSID=0a1b2c3d4e5f60718293)", variant="page")
of_page("U013", "[Owls](https://example.org/owls?utm_source=newsletter&id=7)", variant="page")
of_page("W016", '<div class="box">\nOwls\n</div>\n</div>')


@fault("W005", is_of_pages=True)
def citations_without_a_total(page: CleanPage) -> Faulty | None:
    return (
        None
        if "total_cit" in page.text
        else page.ending("Owls <span class='show_paper_citations' data='aaaaaaaaaaaa:bbbbbbbbbbbb'></span>")
    )


@fault("W011", is_of_pages=True)
def repository_of_the_template(page: CleanPage) -> Faulty | None:
    files = {
        "_config.yml": "repository: rayeren/acad-homepage\n",
        ".git/config": '[remote "origin"]\n  url = https://github.com/jane/jane.github.io.git\n',
    }
    return Faulty(
        files["_config.yml"],
        (Span(12, 33),),
        files={"about.md": page.text, BIB: other(), ".git/config": files[".git/config"]},
        path="_config.yml",
    )


@fault("W012", is_of_pages=True)
def news_of_papers_that_are_missing(page: CleanPage) -> Faulty | None:
    paper = "@inproceedings{owls, title = {A Field Guide to the Owls}, author = {Doe, Jane}, year = 2014, booktitle = {ICLR}}\n"
    made = page.ending("- *2014.01*: Two papers are accepted by ICLR-2014.")
    return replace(made, files={BIB: paper})


@fault("W017")
def hidden_entry_in_a_published_file(clean: Clean) -> Faulty | None:
    made = clean.adding("hidden = {true}")
    return replace(made, files={BIB: made.text}, text="title: Jane Doe\n", spans=(Span(0, 1),), path="_config.yml")


def rendered(clean: Clean) -> Faulty:
    """Returns a page with the list that an entry gives."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / PAGE).write_text(REGION, encoding="utf-8")
        (folder / BIB).write_bytes(clean.text.encode())
        (folder / "pubs.toml").write_text(f'bib = "{BIB}"\npages = "{PAGE}"\n{LIST}', encoding="utf-8")
        (text,) = Site.load(folder / "pubs.toml").render().values()
    return Faulty(text, (), files={BIB: clean.text}, path=PAGE)


@fault("H019", settings=LIST)
def page_of_yesterday(clean: Clean) -> Faulty | None:
    page = rendered(clean)
    start = page.text.index("<!-- pubs:begin")
    span = Span(start, page.text.index("-->", start) + 3)
    return replace(page, files={BIB: clean.text + other()}, spans=(span,), before=page)


@fault("H020", settings=LIST)
def region_edited(clean: Clean) -> Faulty | None:
    page = rendered(clean)
    start = page.text.index("-->\n") + 4
    text = page.text[:start] + "My owls are better than yours.\n" + page.text[start:]
    return replace(page, text=text, spans=(Span(start - 1, text.index("<!-- pubs:end")),), before=page)


@fault("H022")
def suppression_of_nothing(clean: Clean) -> Faulty | None:
    return clean.before("% pubs:ignore[A003]")
