"""Faults of publications that people wrote into their pages by hand (W006, W018 to W020), wherever pages list some.

What a publication is on a page is told here without the linter's own words for it: a box, an item, a row or a paragraph
below a heading that is not about something else.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from lint.faults.clean import BIB, PAGE, CleanPage, Faulty, other
from lint.faults.table import fault
from msgspec.structs import replace

from pubmanager.pages.prose import masked
from pubmanager.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 8  # faults in one page
LINK = re.compile(
    r"(?:\]\(|href\s*=\s*[\"'])(?P<url>https?://(?:(?:www\.)?arxiv\.org/(?:abs|pdf)/|openreview\.net/(?:forum|pdf)|"
    r"(?:dx\.)?doi\.org/10\.|ieeexplore\.ieee\.org/(?:abstract/)?document|dl\.acm\.org/doi|aclanthology\.org/|"
    r"openaccess\.thecvf\.com/)[^\s)\"'>]+)"
)
HEADING = re.compile(r"^#{1,6} .*|^<h\d.*", re.MULTILINE)
OTHER = re.compile(
    r"news|bio|award|about|project|highlight|education|talk|service|新闻|动态|interest|excited|resource|activit|honor|patent",
    re.IGNORECASE,
)
BOX = re.compile(r"<div[^>]*class=['\"]paper-box['\" ]")
ITEM = re.compile(r"^ ?(?:[-*+]|\d+[.)]) +|^\s*<(?:li|tr)\b", re.MULTILINE)
YEAR = re.compile(r"(?<=[A-Za-z] )20\d\d\b|(?<=[A-Z]{2}-)20\d\d\b")
TITLE = re.compile(r"(?<!!)(?:\[|\*\*\[?)(?P<title>[A-Z][\w ,:-]{25,140})(?:\]\(|\*\*)")
SIGNS = re.compile(r"\*\*\w[^*\n<>]*\w\*\*|\[\w[^\[\]\n]*\]\(https?://[^()\s]+\)")
BOLD = re.compile(r"\*\*(?P<name>[A-Z][a-z]+ [A-Z][a-z]+)\*\*")
MARKED = re.compile(r"""<div class=['"]paper-box-text['"](?P<markdown> markdown=["']1["'])>""")
PARAGRAPH = re.compile(r"(?<=\n\n)(?=\S)")


def publications(text: str) -> Iterator[tuple[int, int]]:
    """Yields where each publication of a page begins and ends."""
    starts = [found.start() for found in HEADING.finditer(text)]
    for start, end in pairwise([*starts, len(text)] if starts else [0, len(text)]):
        if starts and OTHER.search(text, start, text.index("\n", start) if "\n" in text[start:] else end):
            continue
        edges = next((found for kind in (BOX, ITEM, PARAGRAPH) if (found := list(kind.finditer(text, start, end)))), [])
        yield from pairwise([*(found.start() for found in edges), end])


@fault("W006", is_of_pages=True, is_everywhere=True)
def link_of_the_publication_above(page: CleanPage) -> list[Faulty]:
    prose = masked(page.text)
    links = [found for start, end in publications(prose) if (found := LINK.search(prose, start, end))]
    pairs = [(above, below) for above, below in pairwise(links) if above["url"] != below["url"]]
    return [copied(page, *pair) for pair in pairs[:: max(1, len(pairs) // MOST)]]


def copied(page: CleanPage, above: re.Match[str], below: re.Match[str]) -> Faulty:
    start, end = below.span("url")
    text = page.text[:start] + above["url"] + page.text[end:]
    return Faulty(text, (Span(start, start + len(above["url"])),), files={BIB: other()}, path=PAGE)


@fault("W018", is_of_pages=True, is_everywhere=True)
def other_year_than_the_bib(page: CleanPage) -> list[Faulty]:
    """Gives the ``.bib`` a publication of the page, and the page another year than that."""
    prose = masked(page.text)
    made = []
    for start, end in publications(prose):
        title = TITLE.search(prose, start, end)
        years = list(YEAR.finditer(prose, start, end))
        every = re.findall(r"20\d\d", prose[start:end])
        if title and years and len(set(every)) == 1 and len(every) == len(years):
            made.append(of_year(page, title["title"], years))
    return made[: MOST // 2]


def of_year(page: CleanPage, title: str, years: list[re.Match[str]]) -> Faulty:
    year = int(years[0].group())
    text = page.text
    for found in years:
        text = text[: found.start()] + str(year - 1) + text[found.end() :]
    before = Faulty(page.text, (), files={BIB: other("owls", title, year)}, path=PAGE)
    return replace(before, text=text, spans=tuple(Span(*found.span()) for found in years), before=before)


@fault("W019", is_of_pages=True, is_everywhere=True)
def box_without_markdown(page: CleanPage) -> list[Faulty]:
    """Takes ``markdown="1"`` from boxes of a page of Jekyll's."""
    before = replace(page.untouched, files={BIB: other(), "_config.yml": "title: Jane Doe\n"})
    prose = masked(page.text)
    boxes = list(MARKED.finditer(prose))
    ends = [*(found.start() for found in boxes), len(prose)][1:]
    fits = [(found, end) for found, end in zip(boxes, ends, strict=True) if SIGNS.search(prose, found.end(), end)]
    return [without(page, before, *found.span("markdown"), end) for found, end in fits[:MOST]]


def without(page: CleanPage, before: Faulty, start: int, end: int, stop: int) -> Faulty:
    text = page.text[:start] + page.text[end:]
    return replace(before, text=text, spans=(Span(start, stop - (end - start)),), before=before)


@fault("W020", is_of_pages=True, is_everywhere=True)
def owner_in_plain_letters(page: CleanPage) -> list[Faulty]:
    """Takes the emphasis from the owner's name in publications of a page."""
    prose = masked(page.text)
    lists = [prose[start:end] for start, end in publications(prose)]
    names = Counter(found for text in lists for found in set(BOLD.findall(text))).most_common(1)
    is_rule = (
        names
        and names[0][1] > 4
        and all(names[0][0] in set(BOLD.findall(text)) for text in lists if names[0][0] in text)
    )
    if not is_rule:
        return []
    settings = f'bib = "{BIB}"\npages = "{PAGE}"\n[me]\nname = "{names[0][0]}"\n'
    before = replace(page.untouched, files={BIB: other(), "pubs.toml": settings})
    spans = [BOLD.search(prose, start, end) for start, end in publications(prose)]
    return [plain(page, before, found) for found in spans if found and found["name"] == names[0][0]][: MOST // 2]


def plain(page: CleanPage, before: Faulty, found: re.Match[str]) -> Faulty:
    text = page.text[: found.start()] + found["name"] + page.text[found.end() :]
    return replace(before, text=text, spans=(Span(found.start(), found.start() + len(found["name"])),), before=before)
