"""Parts: a share of a month, season or year. EDTF value + share -> EDTF interval."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from rasad.calendars.table import from_gregorian, month_span
from rasad.model import when

MONTHS: Final = 12
_WEEK: Final = 6
# days of a month on which its shares begin
_DAYS: Final = {3: (1, 11, 21), 2: (1, 16)}


def take_part(value: str, part: str, calendar: str, anchor: date | None) -> str:
    """The share `part` of a span: `1/3` is early, `2/3` mid, `3/3` late, `1/2` a half, `4/4` a quarter.

    `<` is the span up to the anchor, `>` from the anchor on. A span that cannot be cut stays whole.
    """
    first, last = when.bounds(value)
    if first is None or last is None:
        return value
    if part in "<>":
        if anchor is None or not first <= anchor <= last:
            return value
        return f"{first}/{anchor}" if part == "<" else f"{anchor}/{last}"
    number, count = (int(one) for one in part.split("/"))
    begin, end = from_gregorian(calendar, first), from_gregorian(calendar, last)
    months = (end[0] - begin[0]) * MONTHS + end[1] - begin[1] + 1
    if months % count == 0:
        step = months // count
        place = begin[0] * MONTHS + begin[1] - 1 + (number - 1) * step
        start = _span(calendar, place)[0]
        return f"{start}/{_span(calendar, place + step - 1)[1]}"
    if months == 1 and count in _DAYS and (last - first).days > _WEEK:
        days = _DAYS[count]
        until = first + timedelta(days=days[number] - 2) if number < count else last
        return f"{first + timedelta(days=days[number - 1] - 1)}/{until}"
    return value


def _span(calendar: str, place: int) -> tuple[date, date]:
    return month_span(calendar, place // MONTHS, place % MONTHS + 1)
