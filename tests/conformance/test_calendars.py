"""What every calendar of the table promises, and every language's table of months."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rasad import calendars
from rasad.languages import tables

LANGUAGES = ("ar", "en", "fa")


@pytest.mark.parametrize("name", list(calendars.CALENDARS))
def test_there_and_back_is_the_same_day(name: str) -> None:
    day = date(1990, 1, 1)
    while day < date(2060, 1, 1):
        assert calendars.to_gregorian(name, *calendars.from_gregorian(name, day)) == day
        day += timedelta(days=97)


@pytest.mark.parametrize("name", list(calendars.CALENDARS))
def test_a_month_that_does_not_exist_is_refused(name: str) -> None:
    for month, day in ((0, 1), (13, 1), (1, 0), (1, 32)):
        with pytest.raises(ValueError, match=r"\S"):
            calendars.to_gregorian(name, calendars.calendar_named(name).LAST_YEAR, month, day)


@pytest.mark.parametrize("name", list(calendars.CALENDARS))
def test_months_of_a_year_follow_without_a_gap(name: str) -> None:
    year = calendars.from_gregorian(name, date(2026, 3, 14))[0]
    first, last = calendars.year_span(name, year)
    for month in range(1, 13):
        begin, end = calendars.month_span(name, year, month)
        assert begin == first
        first = end + timedelta(days=1)
    assert first == last + timedelta(days=1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(calendars.CALENDARS))
def test_every_language_names_every_month(name: str, language: str) -> None:
    for month in range(1, 13):
        assert tables.words(language, "months", name, str(month))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_spelling_of_a_month_is_read_beside_day_and_year(language: str) -> None:
    for name in calendars.CALENDARS:
        year = calendars.from_gregorian(name, date(2024, 5, 14))[0]
        for month in range(1, 13):
            wanted = calendars.to_gregorian(name, year, month, 5).isoformat()
            for spelling in tables.words(language, "months", name, str(month)):
                found = calendars.parse(f"5 {spelling} {year}", language=language)
                assert [(one.edtf or "").rstrip("~") for one in found] == [wanted], spelling


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_weekday_is_read(language: str) -> None:
    for number in range(1, 8):
        for spelling in tables.words(language, "months", "weekdays", str(number)):
            found = calendars.parse(spelling, language=language, anchor="2026-03-20")
            assert [date.fromisoformat(one.edtf or "").isoweekday() for one in found] == [number], (
                spelling
            )
