"""The table of calendars: a name and the module that counts by it, loaded when first used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

CALENDARS: Mapping[str, str] = MappingProxyType(
    {
        "gregorian": "rasad.calendars.gregorian",
        "jalali": "rasad.calendars.jalali",
        "hijri": "rasad.calendars.hijri",
    }
)
MONTHS = 12


class Calendar(Protocol):
    """What each module of the table promises: both directions, ValueError for no such day."""

    FIRST_YEAR: int
    LAST_YEAR: int

    def to_gregorian(self, year: int, month: int, day: int) -> date:
        """The Gregorian day."""
        ...

    def from_gregorian(self, day: date) -> tuple[int, int, int]:
        """Year, month and day."""
        ...


@lru_cache(maxsize=8)
def calendar_named(name: str) -> Calendar:
    """The calendar of that name; ValueError names those there are."""
    if name not in CALENDARS:
        raise ValueError(f"no calendar {name!r}; there are {', '.join(CALENDARS)}")
    return cast(Calendar, import_module(CALENDARS[name]))


@lru_cache(maxsize=4096)
def to_gregorian(calendar: str, year: int, month: int, day: int) -> date:
    """The Gregorian day of a printed day. ValueError when there is no such day."""
    return calendar_named(calendar).to_gregorian(year, month, day)


def from_gregorian(calendar: str, day: date) -> tuple[int, int, int]:
    """Year, month and day in `calendar`. ValueError beyond its tables."""
    return calendar_named(calendar).from_gregorian(day)


def month_span(calendar: str, year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month. ValueError when there is no such month."""
    first = to_gregorian(calendar, year, month, 1)
    after = (year, month + 1) if month < MONTHS else (year + 1, 1)
    return first, to_gregorian(calendar, *after, 1) - timedelta(days=1)


def year_span(calendar: str, year: int) -> tuple[date, date]:
    """The first and the last day of a year. ValueError when it lies beyond the tables."""
    return to_gregorian(calendar, year, 1, 1), to_gregorian(calendar, year + 1, 1, 1) - timedelta(
        days=1
    )


def edtf_of_month(calendar: str, year: int, month: int) -> str:
    """A month as EDTF: YYYY-MM in the Gregorian calendar, else the interval it covers."""
    first, last = month_span(calendar, year, month)
    if calendar == "gregorian":
        return f"{year:04d}-{month:02d}"
    return f"{first.isoformat()}/{last.isoformat()}"


def edtf_of_year(calendar: str, year: int) -> str:
    """A year as EDTF: YYYY in the Gregorian calendar, else the interval it covers."""
    first, last = year_span(calendar, year)
    return f"{year:04d}" if calendar == "gregorian" else f"{first.isoformat()}/{last.isoformat()}"


def edtf_of_jalali_month(year: int, month: int) -> str:
    """The interval of a Jalali month: (1401, 11) is 2023-01-21/2023-02-19."""
    return edtf_of_month("jalali", year, month)


def edtf_of_jalali_year(year: int) -> str:
    """The interval of a Jalali year: 1401 is 2022-03-21/2023-03-20."""
    return edtf_of_year("jalali", year)
