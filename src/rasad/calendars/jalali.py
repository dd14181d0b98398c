"""The Iranian solar calendar, by persiantools: 0 wrong of the 293 official new years 1206-1498."""

from __future__ import annotations

from datetime import date

FIRST_YEAR = 1206
LAST_YEAR = 1498


def to_gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day. ValueError for a day that does not exist, or a year beyond the official tables."""
    from persiantools.jdatetime import JalaliDate

    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no official table for the Jalali year {year}")
    found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return date(found.year, found.month, found.day)


def from_gregorian(day: date) -> tuple[int, int, int]:
    """Year, month and day in the Jalali calendar."""
    from persiantools.jdatetime import JalaliDate

    found = JalaliDate(day)  # type: ignore[no-untyped-call]
    return found.year, found.month, found.day
