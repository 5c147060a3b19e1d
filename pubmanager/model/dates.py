"""Dates as precise as they are known, and today's."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import lru_cache

from msgspec import Struct

from pubmanager.regex import regex


class PartialDate(Struct, frozen=True, order=True):
    """A year, a month of it, or a day. Shape: an unknown month or day is 0."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def text(self) -> str:
        """ISO 8601, as precise as known: ``2025``, ``2025-02``, ``2025-02-27``."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


# Months by name, the first ones also by BibTeX's macros. Source: CLDR 44 for en, de, fr, es, it, pt, nl, pl, ru.
_NAMES = (
    ("january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari", "jänner", "styczeń", "январь"),
    ("february", "februar", "février", "febrero", "febbraio", "fevereiro", "februari", "luty", "февраль"),
    ("march", "märz", "mars", "marzo", "março", "maart", "marzec", "март"),
    ("april", "avril", "abril", "aprile", "kwiecień", "апрель"),
    ("may", "mai", "mayo", "maggio", "maio", "mei", "maj", "май"),
    ("june", "juni", "juin", "junio", "giugno", "junho", "czerwiec", "июнь"),
    ("july", "juli", "juillet", "julio", "luglio", "julho", "lipiec", "июль"),
    ("august", "août", "agosto", "augustus", "sierpień", "август"),
    ("september", "septembre", "septiembre", "settembre", "setembro", "wrzesień", "сентябрь"),
    ("october", "oktober", "octobre", "octubre", "ottobre", "outubro", "październik", "октябрь"),
    ("november", "novembre", "noviembre", "novembro", "listopad", "ноябрь"),
    ("december", "dezember", "décembre", "diciembre", "dicembre", "dezembro", "grudzień", "декабрь"),
)
MONTHS = tuple(names[0].capitalize() for names in _NAMES)
"""The months in English, January first."""
_SHORT = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_SHORT |= {"sept": 9, "okt": 10, "dez": 12, "mrz": 3, "mär": 3}
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names} | _SHORT
_SEASONS = {"winter": 1, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}
_WORD = regex(r"[^\W\d_]+")
_DAY = regex(r"(?<!\d)(3[01]|[12]\d|0?[1-9])(?!\d)")
_YEAR = regex(r"(?<![\d.])(1[5-9]\d\d|20\d\d|2100)(?!\d)")
_ISO = regex(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?(?:[T ].*)?(?:/.*)?[~?%]?")


@lru_cache(maxsize=1 << 12)
def read_month(text: str) -> tuple[int, int]:
    """Returns month and day of a ``month`` field; 0 for what it does not say.

    >>> [read_month(text) for text in ("jan", "January", "01", "Jan.", "jul~10", "10 July", "4-5 Apr", "soon")]
    [(1, 0), (1, 0), (1, 0), (1, 0), (7, 10), (7, 10), (4, 4), (0, 0)]
    """
    bare = text.replace("~", " ").replace("{", "").replace("}", "").strip().casefold()
    if bare.isdecimal():
        return _number(bare, 12), 0
    words = _WORD.findall(bare)
    month = next((_MONTHS[word] for word in words if word in _MONTHS), 0)
    if not month:
        return next((_SEASONS[word] for word in words if word in _SEASONS), 0), 0
    day = _DAY.search(bare)
    return month, int(day[1]) if day else 0


def _number(text: str, most: int) -> int:
    """Returns the number that a text is; 0 where it is none, or a larger one."""
    number = int(text) if text.isdecimal() and len(text) < 5 else 0  # Python refuses very long ones
    return number if number <= most else 0


def read_iso(text: str) -> PartialDate | None:
    """Reads ``2025``, ``2025-02``, ``2025.02.27`` and ranges, of which the beginning counts.

    >>> read_iso("2025-02"), read_iso("2024-11-03/2024-11-07"), read_iso("Feb 2025")
    (PartialDate(year=2025, month=2, day=0), PartialDate(year=2024, month=11, day=3), None)
    """
    match = _ISO.fullmatch(text.strip())
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    if month > 12:
        month = day = 0
    return PartialDate(year, month, day if month and day <= 31 else 0) if 1 <= year <= 9998 else None


def read_day(text: str) -> PartialDate | None:
    """Reads a date as ``read_iso`` does, but only one that the calendar has.

    >>> read_day("2026-05"), read_day("2026-13"), read_day("2026-02-30")
    (PartialDate(year=2026, month=5, day=0), None, None)
    """
    from datetime import date

    match = _ISO.fullmatch(text.strip())
    try:
        date(*(1 if part is None else int(part) for part in match.groups())) if match else None
    except ValueError:
        return None
    return read_iso(text)


def read_year(text: str) -> int | None:
    """Returns the year in a ``year`` field: the last one that stands in it.

    >>> read_year("2020, submitted"), read_year("In press"), read_year("c. 1997--1998")
    (2020, None, 1998)
    """
    years = _YEAR.findall(text)
    return int(years[-1]) if years else None


@lru_cache(maxsize=1 << 12)
def read_date(date: str, year: str, month: str, day: str = "") -> PartialDate | None:
    """Puts a date together from the fields of these names; ``date`` counts before ``year``."""
    found = read_iso(date) or _loose(date)
    if found and (found.month or not month):
        return found
    number = read_year(year) or (found.year if found else None)
    if number is None:
        return None
    known_month, known_day = read_month(month)
    iso = read_iso(year)
    if not known_month and (whole := iso if iso and iso.month else _loose(year)):
        return whole
    return PartialDate(number, known_month, (_number(day, 31) or known_day) if known_month else 0)


def _loose(text: str) -> PartialDate | None:
    """Reads ``12 March 2024`` and the like."""
    year = read_year(text)
    if year is None:
        return None
    month, day = read_month(_YEAR.sub(" ", text)) if _WORD.search(text) else (0, 0)
    return PartialDate(year, month, day)


def today() -> str:
    """Returns the day as ``YYYY-MM-DD``; ``SOURCE_DATE_EPOCH`` counts where it is set.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return now.date().isoformat()
