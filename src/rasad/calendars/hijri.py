"""The lunar Hijri calendar by the tables of Umm al-Qura; a sighting elsewhere may differ by a day or two."""

from __future__ import annotations

from datetime import date

FIRST_YEAR = 1343
LAST_YEAR = 1500


def to_gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day. ValueError for a day that does not exist, or a year beyond the tables."""
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except OverflowError as error:
        raise ValueError(str(error)) from error
    return date(found.year, found.month, found.day)


def from_gregorian(day: date) -> tuple[int, int, int]:
    """Year, month and day by Umm al-Qura. ValueError beyond the tables."""
    from hijridate import Gregorian

    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError as error:
        raise ValueError(str(error)) from error
    return found.year, found.month, found.day
