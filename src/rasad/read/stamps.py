"""Stamps: what machines write where a day is due. str -> day and calendar."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasad import calendars
from rasad.model import when
from rasad.read.address import host_of

_LINE: Final = 160
_LATIN: Final = str.maketrans(
    {chr(base + n): str(n) for base in (0x06F0, 0x0660) for n in range(10)}
)
_STAMP: Final = re.compile(
    r"^\s*(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_EPOCH: Final = re.compile(r"^\s*(1[0-9]{9})(?:\d{3})?\s*$")
_UTC: Final = re.compile(
    r"(?<!\d)(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(?:Z|(?:UTC|GMT)(?:[+-]00:?00)?|[+-]00:?00)(?:\s*\([\w ]+\))?\s*$"
)

_OFFSET: Final = re.compile(
    r"\d\d:\d\d(?:[:.]\d+)*\s*(?:UTC|GMT)?[+-]\d\d:?\d\d\s*(?:\([\w ]+\))?$"
)


def value_of_stamp(
    stamp: str, *, zone: str = "UTC", language: str = "en"
) -> tuple[str, str] | None:
    """The day of a machine's time stamp and its calendar; a stamp with a zone is told in `zone`.

    Jalali digits are understood, in Persian figures too: pages write them where ISO is due.
    """
    text = stamp.translate(_LATIN).strip()
    epoch = _EPOCH.match(text)
    if epoch:
        moment = datetime.fromtimestamp(int(epoch[1]), UTC).astimezone(_zone(zone))
        return moment.date().isoformat(), "gregorian"
    found = _STAMP.match(text)
    if not found:
        day = next(
            (m for m in calendars.parse(stamp[:_LINE], language=language) if when.is_day(m.edtf)),
            None,
        )
        return (day.edtf.rstrip("~"), day.calendar) if day and day.edtf else None
    year, month, number = (int(part) for part in found.groups()[:3])
    calendar = "jalali" if 1200 < year < 1500 else "gregorian"
    try:
        day_found = calendars.to_gregorian(calendar, year, month, number)
        if found[7] and found[4] and calendar == "gregorian" and zone != "UTC":
            day_found = _in_zone(day_found, found, zone)
    except (ValueError, OverflowError):
        return None
    return day_found.isoformat(), calendar


def is_utc(stamp: str) -> bool:
    """True for a stamp with a time of day in UTC: its day may be another where the site is at home."""
    return _UTC.search(stamp) is not None


def is_zoned(stamp: str) -> bool:
    """True for a stamp that says its distance from UTC: its day is the one of that place."""
    return _OFFSET.search(stamp) is not None


def day_in_zone(stamp: str, day: str, zone: str) -> str:
    """The day of a stamp in UTC where the clocks show `zone`; midnight sharp stands for a day without a time."""
    clock, value = _UTC.search(stamp), when.day_of(day)
    if clock is None or value is None or not any(int(part or 0) for part in clock.groups()):
        return day
    try:
        moment = datetime(
            value.year, value.month, value.day, int(clock[1]), int(clock[2]), tzinfo=UTC
        )
    except ValueError:
        return day
    return moment.astimezone(_zone(zone)).date().isoformat()


def zone_of_site(url: str | None) -> str | None:
    """The zone of the country that an address names by its top level; None where it names none."""
    return _zones().get(host_of(url).rsplit(".", 1)[-1])


@cache
def _zones() -> dict[str, str]:
    source = resources.files("rasad.read").joinpath("zones.toml").read_text(encoding="utf-8")
    return {name: str(zone) for name, zone in tomllib.loads(source).items()}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _in_zone(day: date, found: re.Match[str], zone: str) -> date:
    offset = timedelta(0)
    if found[7][0] in "+-":
        digits = found[7][1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
        offset = -offset if found[7][0] == "-" else offset
    moment = (
        datetime(day.year, day.month, day.day, int(found[4]), int(found[5]), tzinfo=UTC) - offset
    )
    return moment.astimezone(_zone(zone)).date()
