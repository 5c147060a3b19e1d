"""News: accepted publications announced by month, with hand-written lines in between."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pubmanager.errors import PubsError
from pubmanager.latex.read import read_latex
from pubmanager.model.dates import MONTHS, read_day
from pubmanager.render.counts import in_words
from pubmanager.render.pattern_names import KNOWN, value_of
from pubmanager.render.patterns import WrittenFilling, parse_pattern
from pubmanager.render.writers import Safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pubmanager.config.schema import Config
    from pubmanager.latex.nodes import RichText
    from pubmanager.model.dates import PartialDate
    from pubmanager.render.shown import Shown
    from pubmanager.render.writers import Writer

_OF_LINES = frozenset({"year", "month", "month.number", "month.short", "month.name", "day", "text"})
_OF_TEXTS = KNOWN | {"count", "number", "papers", "paper", "is", "was", "has", "title", "shorttitle", "authors"}


class NewsLine(Struct, frozen=True):
    """A hand-written line. Shape: ``lead`` stands for the theme's, ``None`` where nothing was said."""

    date: PartialDate
    text: RichText
    lead: str | None = None


def hand_written_news(config: Config) -> tuple[NewsLine, ...]:
    """Returns the lines of ``[[news]]``. Raises: ``PubsError`` for a date that is none."""
    lines = []
    for number, line in enumerate(config.news):
        date = read_day(line.date)
        if date is None:
            setting = ("news", number, "date") if line.date else ("news", number)
            raise PubsError(
                f"'{line.date}' is not a date in [[news]]", hint="write 2026-05 or 2026-05-17", setting=setting
            )
        lines.append(NewsLine(date, read_latex(line.text), line.lead))
    return tuple(lines)


class NewsGroup(Struct, frozen=True):
    """Written lines of news. Shape: ``title`` is their year, or empty."""

    title: str
    lines: tuple[Safe, ...]


class _Dated(Struct, frozen=True):
    date: PartialDate
    text: Safe
    lead: str | None = None


def news_groups(
    publications: Sequence[Shown], written: Sequence[NewsLine], options: Mapping[str, Any], writer: Writer
) -> tuple[NewsGroup, ...]:
    """Returns the news, newest first; within a month by day, where they have one, else computed first.

    Shape: ``options`` are those of the theme ``news``; one group, or one for each year where these ask for headings.

    Raises: ``PubsError`` for a name in a pattern that is none.
    """
    by_hand = [_Dated(line.date, writer.of(line.text), line.lead) for line in written if options["written"]]
    lines = [*_computed(publications, options, writer), *by_hand]
    lines = _newest_first(lines)
    groups: dict[str, list[Safe]] = {}
    for line in lines[: options["max"] or None]:
        title = str(line.date.year) if options["headings"] else ""
        groups.setdefault(title, []).append(_line(line, options, writer))
    return tuple(NewsGroup(title, tuple(each)) for title, each in groups.items())


def _newest_first(lines: Sequence[_Dated]) -> list[_Dated]:
    """Sorts by month; in a month, lines that have a day by it, while those without one keep their places."""
    found: list[_Dated] = []
    for _, month in groupby(sorted(lines, key=_month, reverse=True), key=_month):
        of_month = list(month)
        by_day = iter(
            sorted((each for each in of_month if each.date.day), key=lambda each: each.date.day, reverse=True)
        )
        found += [next(by_day) if each.date.day else each for each in of_month]
    return found


def _month(line: _Dated) -> tuple[int, int]:
    return line.date.year, line.date.month


def _line(line: _Dated, options: Mapping[str, Any], writer: Writer) -> Safe:
    """Writes one line: its date, what leads it, its text."""
    lead = options["lead"] if line.lead is None else line.lead
    month, day = line.date.month, line.date.day
    name = MONTHS[month - 1] if month else ""
    values: dict[str, Any] = {
        "year": str(line.date.year),
        "month": f"{month:02d}" if month else "",
        "month.number": str(month) if month else "",
        "month.short": name[:3],
        "month.name": name,
        "day": f"{day:02d}" if day else "",
        "text": writer.join([lead, line.text], " ") if lead else line.text,
    }
    written = parse_pattern(options["line"], _OF_LINES).write(WrittenFilling(values.__getitem__, writer))
    return writer.line(Safe(written))


def _computed(publications: Iterable[Shown], options: Mapping[str, Any], writer: Writer) -> list[_Dated]:
    """Announces publications, those of one line together; one with words of its own has a line to itself."""
    together: dict[tuple[Any, ...], list[Shown]] = {}
    own: list[_Dated] = []
    hidden = tuple(options["hide"])
    place = parse_pattern(options["venue"], KNOWN)
    for shown in publications:
        publication = shown.publication
        date = publication.news_date
        if date is None:
            continue
        if publication.news is not None:
            own += [_Dated(date, writer.of(publication.news))] if publication.news else []
            continue
        by = {"paper": shown.key, "month": "", "venue": place.fill(value_of(publication, "news", hidden))}
        together.setdefault((date.year, date.month, by[options["per"]]), []).append(shown)
    return [*(_announced(each, options, writer) for each in together.values()), *own]


def _announced(publications: Sequence[Shown], options: Mapping[str, Any], writer: Writer) -> _Dated:
    dates = [date for each in publications if (date := each.publication.news_date)]
    date = max(dates, key=lambda each: each.day)
    announcement = _Announcement(publications, options, writer)
    text = parse_pattern(options["text"], _OF_TEXTS).write(WrittenFilling(announcement.value, writer, announcement.url))
    return _Dated(date, Safe(text))


class _Announcement(Struct, frozen=True):
    """What the names of a computed line stand for."""

    publications: Sequence[Shown]
    options: Mapping[str, Any]
    writer: Writer

    def value(self, name: str) -> Any:
        count = len(self.publications)
        words = in_words(count)
        counted = {
            "count": words[0].upper() + words[1:],
            "number": str(count),
            "papers": "paper is" if count == 1 else "papers are",
            "paper": "paper" if count == 1 else "papers",
            "is": "is" if count == 1 else "are",
            "was": "was" if count == 1 else "were",
            "has": "has" if count == 1 else "have",
        }
        if name in counted:
            return counted[name]
        if name in ("title", "shorttitle", "authors"):
            return self._listed([getattr(shown, name) for shown in self.publications])
        if name == "venue":
            return self._listed([self._venue(shown) for shown in self.publications])
        values = {self._read(shown)(name) for shown in self.publications}
        return values.pop() if len(values) == 1 else ""

    def url(self, slot: str) -> str:
        """Returns what a slot holds, if the publications have it in common."""
        urls = {self._url(shown, slot) for shown in self.publications}
        return urls.pop() if len(urls) == 1 else ""

    def _url(self, shown: Shown, slot: str) -> str:
        if slot == "venue":
            return shown.publication.venue.url
        return shown.url_of(slot)

    def _venue(self, shown: Shown) -> Safe:
        filling = WrittenFilling(self._read(shown), self.writer, lambda slot: self._url(shown, slot))
        return Safe(parse_pattern(self.options["venue"], KNOWN).write(filling))

    def _read(self, shown: Shown) -> Callable[[str], str]:
        return value_of(shown.publication, "news", tuple(self.options["hide"]))

    def _listed(self, parts: Sequence[Any]) -> Safe:
        """Writes ``A, B and C``, each once."""
        found = list(dict.fromkeys(self.writer.of(part) for part in parts))
        start = self.writer.join(found[:-1], ", ")
        return self.writer.join([start, found[-1]], " and ") if start else found[-1]
