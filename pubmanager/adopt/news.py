"""Hand-written news: lines with a date, and which of them announce a publication of the page."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pubmanager.adopt.fields import latex
from pubmanager.adopt.page_lists import lf_text
from pubmanager.adopt.pieces import Entry
from pubmanager.adopt.proof import difference, words_of
from pubmanager.adopt.reader import read_tree
from pubmanager.adopt.sections import find_runs
from pubmanager.adopt.stream import SAME, Stream, stream
from pubmanager.model.dates import MONTHS
from pubmanager.render.counts import in_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from pubmanager.adopt.proof import Difference
    from pubmanager.adopt.sections import Run
    from pubmanager.adopt.tree import Element
    from pubmanager.bibliography import Bibliography
    from pubmanager.model.publication import Publication
    from pubmanager.source import Source

_HEADING = re.compile(r"\bnews\b|\bupdates?\b|\bannouncements?\b|新闻|动态", re.IGNORECASE)
_NAMES = "|".join(rf"{name[:3]}(?:{name[3:]}|t)?" for name in MONTHS)
_DATE = re.compile(
    r"[\[(【]?\s*(?:(?P<year>20\d\d)\s*[./年-]\s*(?P<month>\d{1,2})(?:\s*[./月-]\s*(?P<day>\d{1,2}))?月?日?"
    rf"|(?P<name>{_NAMES})\.?,?\s+(?P<named>20\d\d))\s*[\])】]?\s*[:：,-]?\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:[^\x00-\x7f\w“”‘’「」《》（）]+\s*)+")
_ACCEPTED = re.compile(r"\b(?:accept|publish|appear|present)|接收|录用|发表", re.IGNORECASE)
_NUMBERS = {in_words(number): number for number in range(1, 21)}
_COUNT = re.compile(
    rf"(?P<count>(?<!\d)\d+|{'|'.join(_NUMBERS)}) (?P<papers>papers?)(?: (?P<verb>is|are|was|were|has|have)(?= ))?",
    re.IGNORECASE,
)
_VERBS = {"is": "is", "are": "is", "was": "was", "were": "was", "has": "has", "have": "has"}
_TEXT = "{count} {papers} accepted by {venue}."
_VENUE = "{venue}-{year} ({presentation}, {rate})"
_LINE = "*{year}.{month}*: \u00a0{text}"


class Line(Struct, frozen=True):
    """A line of news.

    Shape: ``date`` as settings have it; ``pattern`` is how the date is written; ``text`` is LaTeX, from ``start``.
    """

    element: Element
    stream: Stream
    date: str
    pattern: str
    lead: str
    start: int
    text: str


class Section(Struct, frozen=True):
    """The news of a page. Shape: ``name`` is that of the list that shows them."""

    name: str
    page: str
    run: Run
    lines: tuple[Line, ...]


class Announcement(Struct, frozen=True):
    """What a line says of publications.

    Shape: ``text`` and ``venue`` are patterns; ``keys`` are the publications; ``rate`` is that of the presentation.
    """

    text: str
    venue: str
    keys: tuple[str, ...]
    rate: str = ""


def find_news(page: Source, kind: str, name: str) -> Section | str:
    """Finds the news of a page; returns why there are none to adopt otherwise, or nothing where there are none."""
    text = lf_text(page)
    runs = [
        run
        for run in find_runs(read_tree(text, kind))
        if run.kind == "item" and run.headings and _HEADING.search(run.headings[-1])
    ]
    if not runs:
        return ""
    if len(runs) > 1:
        return f"{page.path}: the news are in several lists, and stay as they are"
    lines = [_line(candidate.element, text) for candidate in runs[0].candidates]
    undated = sum(line is None for line in lines)
    if undated:
        return f"{page.path}: the news stay as they are: {undated} of their lines have no date"
    return Section(name, page.path, runs[0], tuple(line for line in lines if line))


def _line(element: Element, source: str) -> Line | None:
    found = stream(element.inside)
    skipped = len(found.text) - len(found.text.lstrip("\x1d\x1e\n "))
    date = _DATE.match(found.text, skipped)
    if not date:
        return None
    year, month = date["year"] or date["named"], date["month"]
    if not month:
        month = str(next(i for i, name in enumerate(MONTHS, 1) if name[:3].lower() == date["name"][:3].lower()))
    end = date.end()
    gap = source[found.places[date.end() - 1][0] : found.places[end][0]] if end < len(found.text) else ""
    lead = _LEAD.match(found.text, end)
    start = lead.end() if lead else end
    written = "-".join(filter(None, (year, month.zfill(2), date["day"] and date["day"].zfill(2))))
    return Line(
        element, found, written, _date_pattern(found, date, gap), lead.group().strip() if lead else "", start,
        latex(found, start, len(found.text), styles="biuc^_l"),
    )  # fmt: skip


def _date_pattern(text: Stream, date: re.Match[str], gap: str) -> str:
    """Returns how a date and what follows it are written, as the option ``line`` has it."""
    names = {"year": "{year}", "named": "{year}", "day": "{day}", "name": "{month.name}", "month": "{month}"}
    if date["name"] and len(date["name"]) < 5:
        names["name"] = "{month.short}"
    if date["month"] and len(date["month"]) == 1:
        names["month"] = "{month.number}"
    places = sorted((date.span(name), shown) for name, shown in names.items() if date[name])
    first, last = places[0][0][0], places[-1][0][1]
    written, at = "", first
    for (start, end), shown in places:
        written += text.written[at:start] + shown
        at = end
    styles = text.looks[first].styles
    sign = "***" if {"b", "i"} <= set(styles) else "**" if "b" in styles else "*" if "i" in styles else ""
    behind = text.written[last : date.end()].rstrip()
    space = " \u00a0" if "\u00a0" in gap or "&nbsp;" in gap else " "
    return f"{text.written[date.start() : first]}{sign}{written}{sign}{behind}{space}{{text}}"


def announced(
    section: Section, bibliography: Bibliography, kept: Container[int]
) -> tuple[dict[int, Announcement], str, str]:
    """Returns which lines a computed one can stand for, by place, and the patterns of these.

    Shape: lines in ``kept`` stay by hand.
    """
    free = [each for each in bibliography.publications if each.news_date is None]
    found: dict[int, Announcement] = {}
    for place, line in enumerate(section.lines):
        if place not in kept and (announcement := _announcement(line, free)):
            found[place] = announcement
            free = [each for each in free if each.key not in announcement.keys]
    texts = Counter(each.text for each in found.values())
    text = max(texts, key=lambda each: (texts[each], each == _TEXT), default=_TEXT)
    if texts[text] < 2 and text != _TEXT:
        return {}, _TEXT, _VENUE
    found = {place: each for place, each in found.items() if each.text == text}
    venue = max((each.venue for each in found.values()), key=len, default=_VENUE)
    return found, text, venue


def _announcement(line: Line, free: Sequence[Publication]) -> Announcement | None:
    text = line.stream.text
    if not _ACCEPTED.search(text, line.start):
        return None
    count = _COUNT.match(text, line.start)
    for publication in free:
        spans = list(_named(line, publication))
        venue = _venue(line, publication)
        if not venue or (not spans and not count):
            continue
        place, pattern, rate = venue
        keys: tuple[str, ...] = (publication.key,)
        if not spans and count:
            keys = tuple(each.key for each in free if _venue(line, each))
            if len(keys) != _number(count["count"]):
                continue
        spans += [(*place, "{venue}", "")]
        spans += list(_counted(count)) if count else []
        return Announcement(_substituted(line, spans), pattern, keys, rate)
    return None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _counted(count: re.Match[str]) -> Iterator[tuple[int, int, str, str]]:
    yield (*count.span("count"), "{number}" if count["count"].isdigit() else "{count}", "")
    verb = (count["verb"] or "").lower()
    if verb in ("is", "are"):
        yield (count.start("papers"), count.end("verb"), "{papers}", "")
        return
    yield (*count.span("papers"), "{paper}", "")
    if verb:
        yield (*count.span("verb"), f"{{{_VERBS[verb]}}}", "")


def _named(line: Line, publication: Publication) -> Iterator[tuple[int, int, str, str]]:
    """Yields where a line names a publication: by its title, or by what stands before a colon in it."""
    title = publication.title.text
    short, colon, _ = title.partition(": ")
    for words, name in ((title, "{title}"), (short if colon else "", "{shorttitle}")):
        pattern = rf"(?<!\w){re.escape(words.translate(SAME))}(?!\w)"
        if found := re.search(pattern, line.stream.text, re.IGNORECASE) if words else None:
            url = line.stream.urls[line.stream.looks[found.start()].link]
            kind = next((link.kind for link in publication.links if link.url == url), "title") if url else ""
            yield (*found.span(), name, "paper" if kind == "pdf" else kind)
            return


def _venue(line: Line, publication: Publication) -> tuple[tuple[int, int], str, str] | None:
    """Returns where a line names a publication's venue, the pattern of that, and the rate of the presentation."""
    name = publication.venue.spelled("news")
    if not name or not publication.year:
        return None
    found = re.search(
        rf"(?<!\w){re.escape(name)}(?:(?P<sep>[- ]?)(?P<year>20\d\d))?(?!\w)(?P<more> \([^()]*\))?",
        line.stream.text[line.start :],
    )
    if not found or (found["year"] and int(found["year"]) != publication.year):
        return None
    if not found["year"] and abs(int(line.date[:4]) - publication.year) > 1:
        return None
    pattern = "{venue}" + (f"{found['sep']}{{year}}" if found["year"] else "")
    end = found.end("year") if found["year"] else found.start() + len(name)
    said = publication.presentation
    if found["more"] and said and said in found["more"].lower():
        pattern += " ({presentation}, {rate})" if "%" in found["more"] else " ({presentation})"
        end = found.end()
    rate = re.search(r"(?:top )?\d+(?:\.\d+)?%", found["more"]) if end == found.end() and found["more"] else None
    return (line.start + found.start(), line.start + end), pattern, rate.group() if rate else ""


def _substituted(line: Line, spans: Sequence[tuple[int, int, str, str]]) -> str:
    """Writes a line with names in place of what differs from line to line."""
    written, at = "", line.start
    for start, end, name, slot in [*sorted(spans), (len(line.stream.text),) * 2 + ("", "")]:
        written += re.sub(r"[*`{}\[\]]", "", line.stream.written[at:start])
        styles = line.stream.looks[start].styles if name else ""
        sign = "**" if "b" in styles else "*" if "i" in styles else ""
        written += f"[{sign}{name}{sign}]({slot})" if slot else f"{sign}{name}{sign}"
        at = end
    return written.rstrip()


def news_table(section: Section, text: str, venue: str, *, is_raw: bool) -> dict[str, Any]:
    """Returns the settings of the list that shows news."""
    line, lead = (_common(getattr(each, name) for each in section.lines) for name in ("pattern", "lead"))
    values = (("text", text, _TEXT), ("venue", venue, _VENUE), ("line", line, _LINE))
    options: dict[str, Any] = {name: value for name, value, default in values if value != default}
    if lead != "🎉🎉":
        options["lead"] = lead
    style = _common(each.element.get("style") for each in section.lines)
    if style:
        options["box"] = {"item": style}
    return {"theme": "news", **({"format": "html"} if is_raw else {}), **({"options": options} if options else {})}


def _common(found: Iterable[str]) -> str:
    return Counter(found).most_common(1)[0][0]


def written_lines(section: Section, computed: Container[int]) -> list[dict[str, str]]:
    """Returns the lines of ``[[news]]``: those that are not computed."""
    lead = _common(each.lead for each in section.lines)
    return [
        {"date": line.date, "text": line.text, **({"lead": line.lead} if line.lead != lead else {})}
        for place, line in enumerate(section.lines)
        if place not in computed
    ]


def compared(section: Section, text: str, kind: str) -> list[Difference]:
    """Compares each line with what is rendered; order aside."""
    runs = find_runs(read_tree(text, kind))
    waiting = [_as_entry(candidate.element) for run in runs for candidate in run.candidates]
    found: dict[int, Difference] = {}
    for is_exact in (True, False):
        for place, line in enumerate(section.lines):
            old = _as_entry(line.element)
            if place in found:
                continue
            new = next((each for each in waiting if not is_exact or words_of(each) == words_of(old)), None)
            if new or not is_exact:
                found[place] = difference(old, new)
                waiting = [each for each in waiting if each is not new]
    return [found[place] for place in sorted(found)]


def _as_entry(element: Element) -> Entry:
    return Entry("item", element, stream(element.inside), None, None, ())
