"""When: a date as printed, its calendar, and its value in EDTF (always Gregorian).

EDTF is read as far as Rasad writes it: YYYY, YYYY-MM, YYYY-MM-DD, a time with or without zone,
each with a trailing `~`, `?` or `%`; intervals A/B with `..` or nothing for an open end.
Source of the format: ISO 8601-2:2019, Library of Congress EDTF levels 0 and 1.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_POINT: Final = re.compile(
    r"^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?)?)?[~?%]?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date in a text. Offsets are code points, None when it was not printed in the text itself.

    `edtf` is None for a day that cannot be resolved; `rival` is the next best value, if any.
    """

    text: str
    start: int | None = None
    end: int | None = None
    edtf: str | None = None
    calendar: str = "gregorian"
    role: str = "event"
    basis: str = "explicit"
    confidence: float = 1.0
    rival: str | None = None


def _point(text: str) -> tuple[date, date]:
    found = _POINT.match(text)
    if not found:
        raise ValueError(f"not an EDTF date: {text!r}")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """The first and the last day an EDTF value may mean; None for an open or unknown end.

    Raises ValueError when `edtf` is not of the supported form.
    """
    left, slash, right = edtf.strip().partition("/")
    if not slash:
        if left in ("", ".."):
            return None, None
        return _point(left)
    first = None if left in ("", "..") else _point(left)[0]
    last = None if right in ("", "..") else _point(right)[1]
    if first and last and last < first:
        raise ValueError(f"an EDTF interval that ends before it begins: {edtf!r}")
    return first, last


def is_edtf(text: str) -> bool:
    """True when `bounds` can read it."""
    try:
        bounds(text)
    except ValueError:
        return False
    return True


def is_day(edtf: str | None) -> bool:
    """True for a value that names exactly one day."""
    if not edtf or not is_edtf(edtf):
        return False
    first, last = bounds(edtf)
    return first is not None and first == last


def day_of(edtf: str | None) -> date | None:
    """The day of a value that names exactly one, else None."""
    if not edtf or not is_edtf(edtf):
        return None
    first, last = bounds(edtf)
    return first if first is not None and first == last else None


def overlaps(one: str, other: str) -> bool:
    """True when two EDTF values may share a day."""
    a_first, a_last = bounds(one)
    b_first, b_last = bounds(other)
    return (a_first is None or b_last is None or a_first <= b_last) and (
        b_first is None or a_last is None or b_first <= a_last
    )


def within(edtf: str, window: str) -> bool:
    """True when every day of `edtf` lies in `window`."""
    first, last = bounds(edtf)
    low, high = bounds(window)
    return (low is None or (first is not None and first >= low)) and (
        high is None or (last is not None and last <= high)
    )


def span_of(since: str, until: str) -> str:
    """One interval from two EDTF ends: from the first day of `since` to the last day of `until`."""
    first, _ = bounds(since) if since not in ("", "..") else (None, None)
    _, last = bounds(until) if until not in ("", "..") else (None, None)
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"
