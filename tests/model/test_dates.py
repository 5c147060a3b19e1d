"""Dates in all their spellings."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime

import pytest

from pubmanager import Bibliography
from pubmanager.model.dates import (
    PartialDate,
    is_in_calendar,
    read_date,
    read_day,
    read_iso,
    read_month,
    read_year,
    today,
)


def shown(date: PartialDate | None) -> str:
    return date.text if date else ""


def date_of(fields: str) -> str:
    (found,) = Bibliography.loads(f"@article{{a, {fields}}}")
    return shown(found.date)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year = 2024", "2024"),
        ("year = {2024}, month = jan", "2024-01"),
        ("year = {2024}, month = {jan}", "2024-01"),
        ("year = {2024}, month = {January}", "2024-01"),
        ("year = {2024}, month = 1", "2024-01"),
        ("year = {2024}, month = {01}", "2024-01"),
        ("year = {2024}, month = {Jan.}", "2024-01"),
        ('year = {2024}, month = jul # "~10"', "2024-07-10"),
        ("year = {2024}, month = april", "2024-04"),
        ("year = {2024}, month = {Sept.}", "2024-09"),
        ("year = {2024}, month = {März}", "2024-03"),
        ("year = {2024}, month = {10--12 October}", "2024-10-10"),
        ("year = {2024}, month = {nov}, day = {3}", "2024-11-03"),
        ("year = {2024}, month = {13}", "2024"),
        ("year = {2024}, month = {soon}", "2024"),
        ("year = {2024}, month = {0}", "2024"),
        ("year = {2024}, month = {Spring}", "2024-03"),
        ("year = {2024}, month = {nov}, day = {45}", "2024-11"),
        ("year = {2024}, month = {3 nov}, day = {45}", "2024-11-03"),
        ("year = {2024}, month = {3 nov}, day = {5}", "2024-11-05"),
        ("year = {2024}, month = {nov}, day = {0}", "2024-11"),
        ("year = {2024}, month = {nov}, day = {31}", "2024-11-31"),
        ("year = {2024}, month = {nov}, day = {32}", "2024-11"),
        ("date = {May2024}", "2024-05"),
        ("date = {12 2024}", "2024"),
        ("year = {2024}, month = {nov}, day = {third}", "2024-11"),
        ("year = {2024}, day = {3}", "2024"),
        (f"year = {{2024}}, month = {{{'1' * 5000}}}, day = {{{'1' * 5000}}}", "2024"),
        (f"year = {{2024}}, month = nov, day = {{{'1' * 5000}}}", "2024-11"),
        ("year = {0}", ""),
        ("year = {0000}", ""),
        ("date = {0000-01-01}", ""),
        ("date = {9999-12-31}", ""),
        ("year = {9999}", ""),
        ("date = {2024-21}", "2024"),
        ("date = {2024-05-45}", "2024-05"),
        ("date = {2023-05-17}, year = {2024}", "2023-05-17"),
        ("date = {2023}, year = {2024}, month = {may}", "2024-05"),
        ("date = {2023-05}, year = {2024}, month = {june}", "2023-05"),
        ("date = {soon}, year = {2024}", "2024"),
        ("date = {2024}, month = {soon}, day = {3}", "2024"),
        ("date = {soon}, year = {soon}", ""),
        ("date = {2023}, year = {soon}, month = {may}", "2023-05"),
        ("year = {May 2024}, month = {june}", "2024-06"),
        ("year = {2024-05}, month = {june}", "2024-06"),
        ("year = {2024-05-17}", "2024-05-17"),
        ("year = {17 May 2024}, month = {soon}", "2024-05-17"),
        ("date = {2024-05-17}", "2024-05-17"),
        ("date = {2024-05}", "2024-05"),
        ("date = {2024-05-17/2024-05-20}", "2024-05-17"),
        ("date = {2024}, month = may", "2024-05"),
        ("date = {17 May 2024}", "2024-05-17"),
        ("year = {2024-05}", "2024-05"),
        ("year = {May 2024}", "2024-05"),
        ("year = {2020, submitted}", "2020"),
        ("year = {2023/2024}", "2024"),
        ("year = {In press}", ""),
        ("year = {22.08.2000}", "2000-08-22"),
        ("year = {22/08/2000}", "2000-08-22"),
        ("year = {08/22/2000}", "2000-08-22"),
        ("year = {05.06.2000}", "2000-06-05"),
        ("year = {05/06/2000}", "2000"),  # in May or in June
        ("year = {05/05/2000}", "2000-05-05"),
        ("year = {12/13/2000}", "2000-12-13"),
        ("year = {13/12/2000}", "2000-12-13"),
        ("year = {31/01/2000}", "2000-01-31"),
        ("year = {32/01/2000}", "2000"),
        ("year = {22.13.2000}", "2000"),
        ("year = {12 March 2024}", "2024-03-12"),
        ("date = { 1. Juni 2024 }", "2024-06-01"),
        ("year = {June, 2024}", "2024-06"),
        ("abbr = {NeurIPS 2024}", "2024"),
        ("howpublished = {ICML 2020 Workshop on Ice}", "2020"),
        ("journal = {Preprint, 2024}", "2024"),
        ("journal = {arXiv preprint arXiv:2001.00001}", ""),
        ("howpublished = {arXiv:2001.00001}", ""),
        ("title = {x}", ""),
    ],
)
def test_dates(fields: str, date: str) -> None:
    assert date_of(fields) == date


@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_in_every_form(number: int) -> None:
    full = calendar.month_name[number]
    short = full[:3].lower()
    for form in (short, f"{{{full}}}", f"{{{full.lower()}}}", f"{{{full[:3]}.}}", str(number), f"{{{number:02d}}}"):
        assert date_of(f"year = 2024, month = {form}") == f"2024-{number:02d}", form
    assert date_of(f'year = 2024, month = {short} # "~7"') == f"2024-{number:02d}-07"


# Not taken from the module's table: what calendars in these languages say, in the order of the year.
CALENDARS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "fi": "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "cs": "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "uk": "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    "ru in dates": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "pl in dates": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "el": "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος Οκτώβριος Νοέμβριος Δεκέμβριος",
    "zh": "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
    "ja": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    "ko": "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
    "fr short": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es short": "ene. feb. mar. abr. may. jun. jul. ago. sep. oct. nov. dic.",
    "it short": "gen feb mar apr mag giu lug ago set ott nov dic",
    "fr without accents": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "short": "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sept. Oct. Nov. Dec.",
    "de short": "Jän. Feb. Mrz Apr. Mai Jun. Jul. Aug. Sep. Okt. Nov. Dez.",
}


@pytest.mark.parametrize("language", CALENDARS)
def test_months_in_other_languages(language: str) -> None:
    names = CALENDARS[language].replace("Jän.", "Jänner").split()
    assert [read_month(name) for name in names] == [(number, 0) for number in range(1, 13)]
    if "月" not in names[0] and "월" not in names[0]:
        assert read_month(f"3. {names[4]}") == (5, 3)


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("", 0, 0),
        ("0", 0, 0),
        ("1", 1, 0),
        ("12", 12, 0),
        ("13", 0, 0),
        ("2024", 0, 0),
        ("{jan}", 1, 0),
        ("{12}", 12, 0),
        ("~12~", 12, 0),
        ("{JAN}", 1, 0),
        ("jan/feb", 1, 0),
        ("February or March", 2, 0),
        ("mär", 3, 0),
        ("Winter", 1, 0),
        ("spring", 3, 0),
        ("Summer 5", 6, 0),
        ("Fall", 9, 0),
        ("autumn/winter", 9, 0),
        ("spring, in May", 5, 0),
        ("May 1", 5, 1),
        ("01 May", 5, 1),
        ("May 0", 5, 0),
        ("May 9th", 5, 9),
        ("May 10", 5, 10),
        ("May 19", 5, 19),
        ("29 May", 5, 29),
        ("31~May", 5, 31),
        ("May 32", 5, 0),
        ("May 45", 5, 0),
        ("May 123", 5, 0),
        ("4--5 May", 5, 4),
        ("Firstquarter", 1, 0),
        ("Secondquarter", 4, 0),
        ("third quarter", 7, 0),
        ("4th Quarter", 10, 0),
        ("Q3", 7, 0),
        ('M{\\"a}rz', 3, 0),
        ("f\\'evrier", 2, 0),
        ("10/2011", 10, 0),
        ("10.2011", 10, 0),
        ("2011-10", 10, 0),
        ("13/2011", 0, 0),
        ("01--02", 1, 0),
        ("12月5日", 12, 5),
        ("n/a", 0, 0),
        ("Octember", 0, 0),
        ("Quarterly", 0, 0),
        ("one", 0, 0),
    ],
)
def test_months_and_days(text: str, month: int, day: int) -> None:
    assert read_month(text) == (month, day)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        (" 2024 ", "2024"),
        ("0001", "0001"),
        ("0000", ""),
        ("9998", "9998"),
        ("9999", ""),
        ("202", ""),
        ("20245", ""),
        ("2024-1", "2024-01"),
        ("2024-12", "2024-12"),
        ("2024-00", "2024"),
        ("2024-13", "2024"),
        ("2024-13-05", "2024"),
        ("2024-21", "2024"),  # spring
        ("2024-24", "2024"),
        ("2024-05-1", "2024-05-01"),
        ("2024-05-31", "2024-05-31"),
        ("2024-05-32", "2024-05"),
        ("2024-05-45", "2024-05"),
        ("2024-05-00", "2024-05"),
        ("2024-00-05", "2024"),
        ("2024.05.17", "2024-05-17"),
        ("2024/05/17", "2024-05-17"),
        ("2024年", "2024"),
        ("2024年5月", "2024-05"),
        ("2024年5月17日", "2024-05-17"),
        ("2024-05-17T10:00:00Z", "2024-05-17"),
        ("2024-05-17 10:00", "2024-05-17"),
        ("2024-05/2025-01", "2024-05"),
        ("2024/..", "2024"),
        ("../2024", ""),
        ("2024~", "2024"),
        ("2024-05?", "2024-05"),
        ("2024%", "2024"),
        ("May 2024", ""),
        ("2024a", ""),
    ],
)
def test_iso_dates(text: str, date: str) -> None:
    found = read_iso(text)
    assert shown(found) == date
    assert found is None or found == PartialDate(*map(int, date.split("-")))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1499", None),
        ("1500", 1500),
        ("2099", 2099),
        ("2100", 2100),
        ("2101", None),
        ("3024", None),
        ("12024", None),
        ("20241", None),
        ("1.2024", None),  # the end of an identifier
        ("2024.5", 2024),
        ("2024a", 2024),
        ("(2024)", 2024),
        ("1999, 2001", 2001),
        ("accepted 2024", 2024),
        ("", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert read_year(text) == year


def test_dates_of_three_precisions_sort_by_time() -> None:
    texts = ["0500", "2023-12-31", "2024", "2024-01", "2024-01-02", "2024-02", "2024-10"]
    dates = [read_date(text, "", "") for text in texts]
    assert [shown(date) for date in dates] == texts
    dates.reverse()
    assert [shown(date) for date in sorted(dates)] == texts  # type: ignore[type-var] # none is missing


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026", PartialDate(2026)),
        (" 2026-05 ", PartialDate(2026, 5)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        ("2026-02-29", None),
        ("2026-13", None),
        ("2026-00-01", None),
        ("May 2026", None),
        ("", None),
    ],
)
def test_days_of_the_calendar(text: str, day: PartialDate | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (PartialDate(2024, 2, 29), True),
        (PartialDate(2023, 2, 29), False),
        (PartialDate(2024, 4, 31), False),
        (PartialDate(2024, 12, 31), True),
        (PartialDate(2024, 12), True),
        (PartialDate(2024), True),
    ],
)
def test_days_that_there_are(date: PartialDate, expected: bool) -> None:
    assert is_in_calendar(date) is expected


def test_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1709251199")  # a second before March
    assert today() == "2024-02-29"
    for value in ("", "soon"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
        before, found, after = datetime.now(UTC), today(), datetime.now(UTC)
        assert f"{before:%Y-%m-%d}" <= found <= f"{after:%Y-%m-%d}"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert today() in (f"{before:%Y-%m-%d}", f"{datetime.now(UTC):%Y-%m-%d}")
