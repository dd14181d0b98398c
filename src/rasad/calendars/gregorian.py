"""The Gregorian calendar."""

from __future__ import annotations

from datetime import date

FIRST_YEAR = 1
LAST_YEAR = 9998


def to_gregorian(year: int, month: int, day: int) -> date:
    """The day itself. ValueError for a day that does not exist."""
    return date(year, month, day)


def from_gregorian(day: date) -> tuple[int, int, int]:
    """Year, month and day."""
    return day.year, day.month, day.day
