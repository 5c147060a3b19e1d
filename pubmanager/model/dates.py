"""Dates as precise as they are known, and today's."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import lru_cache

from msgspec import Struct

from pubmanager.latex.read import plain
from pubmanager.model.folding import folded
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


# Months by name in a dozen languages, January first; accents do not count. Source: CLDR 44, months wide, both as they
# stand alone and in dates (января, stycznia); abbreviations are those that differ from the first letters in English.
_LANGUAGES = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber mrz apr mai jun jul aug sept okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago sep oct nov dic",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april mai juni juli august september oktober november desember",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "január február március április május június július augusztus szeptember október november december",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος "
    "ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος δεκέμβριος",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου "
    "ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "一 二 三 四 五 六 七 八 九 十 十一 十二",
)
MONTHS = tuple(name.capitalize() for name in _LANGUAGES[0].split())
"""The months in English, January first."""
_SHORT = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_SEASONS = {"winter": 1, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}
# How IEEE and others date what appears four times a year: `Firstquarter`, `Q1`, `3rd Quarter`.
_QUARTER = regex(
    r"(?<!\w)(?:(first|1st|second|2nd|third|3rd|fourth|4th)[\s-]*(?:quarter|qtr|trimester)|q([1-4]))(?!\w)"
)
_QUARTERS = {"first": 1, "1st": 1, "second": 4, "2nd": 4, "third": 7, "3rd": 7, "fourth": 10, "4th": 10}
# `10/2011`, `2011-10`, `3月`, `tháng 3`, `10--12`, `12~9--13`: of several months or days the first.
_NUMBERS = regex(
    r"(?P<first>\d{1,2})(?:\s*[/.-]\s*|\s+)(?:19|20)\d\d|(?:19|20)\d\d\s*[/.-]\s*(?P<last>\d{1,2})"
    r"|(?P<cjk>\d{1,2})\s*[月월](?:\s*(?P<day>\d{1,2})\s*[日일])?|(?P<several>\d{1,2})\s*(?:-+|–|/)\s*\d{1,2}"
    r"|th[aá]ng\s+(?P<named>\d{1,2})|(?P<before>\d{1,2})\s+(?P<of>\d{1,2})(?:\s*(?:-+|–)\s*\d{1,2})?\W*"
)
_WORD = regex(r"[^\W\d_]+")
_DAY = regex(r"(?<!\d)(3[01]|[12]\d|0?[1-9])(?!\d)")
# `22.08.2000`, `22/06/2020`: the day first, as nearly everywhere; `06/22/2020` cannot be read so.
_DAY_FIRST = regex(r"(\d{1,2})\s*([./])\s*(\d{1,2})\s*\2\s*((?:1[5-9]|20)\d\d)")
_ORIGINAL = regex(r"[\[(]\s*(?:1[5-9]|20)\d\d\s*[\])]")  # the year of a first edition beside that of the reprint
_YEAR = regex(r"(?<![\d.])(1[5-9]\d\d|20\d\d|2100)(?!\d)")
_ISO = regex(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?(?:[T ].*)?(?:/.*)?[~?%]?")


@lru_cache(maxsize=1 << 12)
def read_month(text: str) -> tuple[int, int]:
    """Returns month and day of a ``month`` field; 0 for what it does not say.

    >>> [read_month(text) for text in ("jan", "January", "01", "Jan.", "jul~10", "10 July", "4-5 Apr", "soon")]
    [(1, 0), (1, 0), (1, 0), (1, 0), (7, 10), (7, 10), (4, 4), (0, 0)]
    """
    text = plain(text) if "\\" in text else text
    bare = text.replace("~", " ").replace("{", "").replace("}", "").strip().casefold()
    if bare.isdecimal():
        return _number(bare, 12), 0
    if numbers := _NUMBERS.fullmatch(bare):
        number = next(numbers[each] for each in ("first", "last", "cjk", "several", "named", "before") if numbers[each])
        return _number(number, 12), _number(numbers["day"] or numbers["of"] or "", 31)
    words = _WORD.findall(bare.removesuffix("月"))
    month = next((found for word in words if (found := month_of(word))), 0)
    if month:
        day = _DAY.search(bare)
        return month, int(day[1]) if day else 0
    if quarter := _QUARTER.search(bare):
        return _QUARTERS.get(quarter[1] or "", 0) or 3 * int(quarter[2]) - 2, 0
    return next((_SEASONS[word] for word in words if word in _SEASONS), 0), 0


def month_of(word: str) -> int:
    """Returns the month that a word names in one of a dozen languages; 0 where it is none.

    >>> month_of("märz"), month_of("oct"), month_of("spring")
    (3, 10, 0)
    """
    return _SHORT.get(word) or (_months().get(folded(word), 0) if len(word) > 2 or not word.isascii() else 0)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Returns the months by their names without accents; English ones count before those of other languages."""
    found: dict[str, int] = {}
    for names in _LANGUAGES:
        for number, name in enumerate(names.split(), 1):
            found.setdefault(folded(name), number)
    return found


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


def is_in_calendar(date: PartialDate) -> bool:
    """Whether there is such a day.

    >>> is_in_calendar(PartialDate(2020, 2, 29)), is_in_calendar(PartialDate(2018, 2, 29))
    (True, False)
    """
    from calendar import monthrange

    return date.day <= monthrange(date.year, date.month or 1)[1]


def read_year(text: str) -> int | None:
    """Returns the year in a ``year`` field: the last one that stands in it.

    >>> read_year("2020, submitted"), read_year("In press"), read_year("c. 1997--1998")
    (2020, None, 1998)
    >>> read_year("2010 [1894]"), read_year("(1894)")
    (2010, 1894)
    """
    years = _YEAR.findall(_ORIGINAL.sub(" ", text)) or _YEAR.findall(text)
    return int(years[-1]) if years else None


@lru_cache(maxsize=1 << 12)
def read_date(date: str, year: str, month: str, day: str = "") -> PartialDate | None:
    """Puts a date together from the fields of these names; ``date`` counts before ``year``."""
    found = read_iso(date) or _loose(date)
    if found and (found.month or not month):
        return found
    number = read_year(year) or (found.year if found else None)
    if number is None:
        return _loose(year)
    known_month, known_day = read_month(month)
    iso = read_iso(year)
    if not known_month and (whole := iso if iso and iso.month else _loose(year)):
        return whole
    return PartialDate(number, known_month, (_number(day, 31) or known_day) if known_month else 0)


def _loose(text: str) -> PartialDate | None:
    """Reads ``12 March 2024``, ``22.08.2000`` and the like."""
    if numbers := _DAY_FIRST.fullmatch(text.strip()):
        day, month = _number(numbers[1], 31), _number(numbers[3], 12)
        if not month:
            day, month = _number(numbers[3], 31), _number(numbers[1], 12)
        is_sure = numbers[2] == "." or day > 12 or day == month
        return PartialDate(int(numbers[4]), month, day) if month and is_sure else PartialDate(int(numbers[4]))
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
