"""Calendars: a day in one is a day in the others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rasad import calendars


def test_official_new_years_are_right() -> None:
    assert calendars.to_gregorian("jalali", 1404, 1, 1) == date(2025, 3, 21)
    assert calendars.to_gregorian("jalali", 1403, 12, 30) == date(2025, 3, 20)


@pytest.mark.data
def test_every_official_new_year_is_right(shared) -> None:  # type: ignore[no-untyped-def]
    rows = (shared / "persian_dates" / "official_nowruz_1206_1498.tsv").read_text().splitlines()[1:]
    wrong = [
        row
        for row in rows
        if calendars.to_gregorian("jalali", int(row.split("\t")[0]), 1, 1).isoformat()
        != row.split("\t")[2]
    ]
    assert wrong == []


def test_a_leap_day_of_a_common_year_is_no_day() -> None:
    with pytest.raises(ValueError, match=r"\S"):
        calendars.to_gregorian("jalali", 1404, 12, 30)


def test_an_unknown_calendar_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="gregorian, jalali, hijri"):
        calendars.to_gregorian("mayan", 1, 1, 1)


def test_a_jalali_month_and_year_are_the_intervals_they_cover() -> None:
    assert calendars.edtf_of_jalali_year(1401) == "2022-03-21/2023-03-20"
    assert calendars.edtf_of_jalali_month(1401, 11) == "2023-01-21/2023-02-19"
    assert calendars.edtf_of_month("gregorian", 2026, 3) == "2026-03"


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_what_the_house_prints_it_reads_back(language: str) -> None:
    calendar = "jalali" if language == "fa" else "gregorian"
    day = date(2025, 1, 1)
    for _ in range(60):
        day += timedelta(days=13)
        printed = calendars.format_day(day.isoformat(), calendar=calendar, language=language)
        assert [found.edtf for found in calendars.parse(printed, language=language)] == [
            day.isoformat()
        ]


def test_house_forms() -> None:
    assert (
        calendars.format_day("2026-03-14", calendar="gregorian", language="en") == "14 March 2026"
    )
    assert calendars.format_day("2026-03-14", calendar="jalali", language="fa") == "۲۳ اسفند ۱۴۰۴"
    assert calendars.format_day("2026-03", calendar="gregorian", language="en") == "March 2026"
    assert calendars.format_day("2022-03-21/2023-03-20", calendar="jalali", language="fa") == "۱۴۰۱"
    assert (
        calendars.format_day("2023-01-21/2023-02-19", calendar="jalali", language="fa")
        == "بهمن ۱۴۰۱"
    )
    assert (
        calendars.format_day("2026-03-14/2026-03-16", calendar="gregorian", language="en")
        == "14 March 2026 to 16 March 2026"
    )
    assert calendars.weekday_name(date(2026, 3, 15), "fa") == "یکشنبه"
