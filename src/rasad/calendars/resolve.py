"""Resolve: which day, month or year a printed date means. Printed + anchor -> DateMention."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from rasad.calendars.grammar import Grammar
from rasad.calendars.parts import take_part
from rasad.calendars.printed import Printed, is_year
from rasad.calendars.table import (
    edtf_of_month,
    edtf_of_year,
    from_gregorian,
    month_span,
    to_gregorian,
)
from rasad.model import DateMention, when

HALF_YEAR: Final = 183
SEASONS: Final = {
    # first month of each season; the Jalali year begins with spring
    "jalali": {"spring": 1, "summer": 4, "autumn": 7, "winter": 10},
    "gregorian": {"spring": 3, "summer": 6, "autumn": 9, "winter": 12},
}


def resolve(printed: Printed, text: str, rows: Grammar, anchor: str | None) -> DateMention:
    """The date with its value, how it was found, how sure that is, and what else it may be."""
    window = when.bounds(anchor) if anchor else (None, None)
    value, basis, confidence, rival = _value(printed, rows, window)
    if value and printed.part:
        value = take_part(value, printed.part, printed.calendar, _only_day(window))
        confidence = min(confidence, 0.7)
    if value and printed.calendar == "hijri" and rows.language != "ar" and printed.day:
        value = value if value.endswith("~") else f"{value}~"
        confidence = min(confidence, 0.7)
    return DateMention(
        text=text[printed.start : printed.end], start=printed.start, end=printed.end, edtf=value,
        calendar=printed.calendar, role=_role(printed), basis=basis,
        confidence=round(min(confidence, printed.doubt), 3), rival=rival,
    )  # fmt: skip


def _role(printed: Printed) -> str:
    if printed.day or printed.weekday:
        return "event"
    if printed.shift and not printed.season:
        return "event" if printed.shift.startswith("day") else "deictic"
    return "event_vague"


def _only_day(window: Window) -> date | None:
    return window[0] if window[0] == window[1] else None


Window = tuple[date | None, date | None]
Value = tuple[str | None, str, float, str | None]


def _value(printed: Printed, rows: Grammar, window: Window) -> Value:
    if printed.shift and printed.shift.startswith("past "):
        return _until_anchor(printed, _only_day(window))
    if printed.shift and printed.shift.startswith("season"):
        return _near_season(printed, window)
    if printed.shift and not (printed.month or printed.season):
        return _shifted(printed, rows, window)
    basis = "explicit"
    years: list[int] = []
    if printed.year:
        years = [printed.year]
    elif printed.shift:
        basis, years = "relative", _relative_years(printed, window)
    if printed.last:
        return _range(printed, rows, window)
    if printed.season:
        return _season(printed, years, basis)
    if printed.month is None:
        return _guarded(lambda: edtf_of_year(printed.calendar, years[0])), basis, 0.9, None
    if printed.day is None:
        return _month(printed, years, basis, window)
    if years:
        return _day(printed, years[0], basis)
    return _day_without_year(printed, window)


def _guarded(make: Callable[[], object]) -> str | None:
    """What `make` gives, None when the calendar has no such day, month or year."""
    try:
        return str(make())
    except (ValueError, IndexError, OverflowError):
        return None


def _date(printed: Printed, year: int) -> date | None:
    try:
        return to_gregorian(printed.calendar, year, printed.month or 1, printed.day or 1)
    except (ValueError, OverflowError):
        return None


def _day(printed: Printed, year: int, basis: str) -> Value:
    if not is_year(printed.calendar, year):
        return None, basis, 0.3, None
    found = _date(printed, year)
    rival = None
    if printed.rival:
        rival = _guarded(lambda: to_gregorian(printed.calendar, *(printed.rival or (0, 0, 0))))
    if found is None:
        return None, basis, 0.3, rival
    if printed.weekday and found.isoweekday() != printed.weekday:
        return found.isoformat(), basis, 0.5, _nearest_weekday(found, printed.weekday).isoformat()
    return found.isoformat(), basis, 1.0, rival


def _nearest_weekday(day: date, weekday: int) -> date:
    ahead = (weekday - day.isoweekday()) % 7
    return day + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def _years_about(calendar: str, first: date, last: date) -> Iterator[int]:
    try:
        low = from_gregorian(calendar, first)[0] - 1
        high = from_gregorian(calendar, last)[0] + 1
    except (ValueError, OverflowError):
        return
    yield from range(low, high + 1)


def _distance(day: date, first: date, last: date) -> int:
    if day < first:
        return (first - day).days
    return max(0, (day - last).days)


def _day_without_year(printed: Printed, window: Window) -> Value:
    """A day and month: the year is that of the window, of the weekday, or the nearest to the anchor."""
    first, last = window
    if first is None or last is None:
        return None, "window", 0.3, None
    days = [d for y in _years_about(printed.calendar, first, last) if (d := _date(printed, y))]
    if printed.weekday:
        near = [d for d in days if d.isoweekday() == printed.weekday]
        near = [d for d in near if _distance(d, first, last) <= HALF_YEAR * 2]
        if near:
            near.sort(key=lambda d: _distance(d, first, last))
            return near[0].isoformat(), "weekday", 0.95, None
    days.sort(key=lambda d: (_distance(d, first, last), -d.toordinal()))
    if not days or _distance(days[0], first, last) > HALF_YEAR:
        return None, "window", 0.3, None
    inside = [d for d in days if first <= d <= last]
    if len(inside) > 1:
        return None, "window", 0.3, None
    chosen = days[0]
    confidence = 0.95 if inside else max(0.5, 0.9 - _distance(chosen, first, last) / 400)
    rival = days[1].isoformat() if len(days) > 1 and not inside and confidence < 0.65 else None
    if printed.weekday:
        return (
            chosen.isoformat(),
            "window",
            0.4,
            _nearest_weekday(chosen, printed.weekday).isoformat(),
        )
    return chosen.isoformat(), "window", round(confidence, 2), rival


def _month(printed: Printed, years: list[int], basis: str, window: Window) -> Value:
    month = printed.month or 1
    if years:
        return _guarded(lambda: edtf_of_month(printed.calendar, years[0], month)), basis, 0.95, None
    first, last = window
    if first is None or last is None:
        return None, "window", 0.3, None
    near: list[tuple[int, int]] = []
    for year in _years_about(printed.calendar, first, last):
        try:
            begin, end = month_span(printed.calendar, year, month)
        except (ValueError, OverflowError):
            continue
        near.append((max(0, (first - end).days, (begin - last).days), -year))
    near.sort()
    if not near or (len(near) > 1 and near[1][0] == 0):
        return None, "window", 0.3, None
    value = _guarded(lambda: edtf_of_month(printed.calendar, -near[0][1], month))
    return value, "window", 0.9 if near[0][0] == 0 else 0.7, None


def _relative_years(printed: Printed, window: Window) -> list[int]:
    """The year of `this year` and its like, when the whole anchor lies in one year."""
    first, last = window
    if first is None or last is None or not printed.shift:
        return []
    try:
        years = {from_gregorian(printed.calendar, day)[0] for day in (first, last)}
    except ValueError:
        return []
    shift = int(printed.shift.removeprefix("year"))
    return [years.pop() + shift] if len(years) == 1 else []


def _range(printed: Printed, rows: Grammar, window: Window) -> Value:
    assert printed.last is not None  # noqa: S101 - the caller has looked
    end, basis, sure, _ = _value(printed.last, rows, window)
    start_printed = replace(printed, last=None)
    if end and not start_printed.year and not start_printed.shift and printed.day:
        last_day = when.bounds(end)[1]
        assert last_day is not None  # noqa: S101 - a resolved day has bounds
        start_printed = replace(start_printed, year=from_gregorian(printed.calendar, last_day)[0])
    start, _, sure_too, _ = _value(start_printed, rows, window)
    if not start or not end:
        return None, basis, 0.3, None
    first, last = when.bounds(start)[0], when.bounds(end)[1]
    if first is None or last is None or last < first:
        return None, basis, 0.3, None
    return f"{first.isoformat()}/{last.isoformat()}", basis, min(sure, sure_too), None


def _season(printed: Printed, years: list[int], basis: str) -> Value:
    if not years:
        return None, basis, 0.3, None
    begin = SEASONS[printed.calendar][printed.season or "spring"]
    year, month = years[0], begin + 2
    try:
        first = to_gregorian(printed.calendar, year, begin, 1)
        year, month = (year + 1, month - 12) if month > 12 else (year, month)
        last = month_span(printed.calendar, year, month)[1]
    except ValueError:
        return None, basis, 0.3, None
    return f"{first.isoformat()}/{last.isoformat()}", basis, 0.8, None


def _near_season(printed: Printed, window: Window) -> Value:
    """`last summer`: the latest that was over; `next` the first that has not begun; `this` the one of the year."""
    first, last = window
    if first is None or last is None:
        return None, "relative", 0.3, None
    years = list(_years_about(printed.calendar, first, last))
    spans = [value for year in years if (value := _season(printed, [year], "relative")[0])]
    way = (printed.shift or "").removeprefix("season")
    bounds = [(when.bounds(one), one) for one in spans]
    if way == "-1":
        fit = [one for (_, end), one in bounds if end and end < first][-1:]
    elif way == "+1":
        fit = [one for (begin, _), one in bounds if begin and begin > last][:1]
    else:
        own = {from_gregorian(printed.calendar, day)[0] for day in (first, last)}
        fit = [one for year, one in zip(years, spans, strict=False) if own == {year}]
    return (fit[0] if fit else None), "relative", 0.7, None


def _until_anchor(printed: Printed, anchor: date | None) -> Value:
    """`the last three months`: from that day then to the anchor; `next` the other way."""
    unit = (printed.shift or "").removeprefix("past ").rstrip("+-0123456789")
    count = int((printed.shift or "").removeprefix("past ")[len(unit) :])
    if anchor is None:
        return None, "relative", 0.3, None
    try:
        if unit in ("day", "week"):
            other = anchor + timedelta(days=count * (7 if unit == "week" else 1))
        else:
            year, month, day = from_gregorian(printed.calendar, anchor)
            place = year * 12 + month - 1 + count * (12 if unit == "year" else 1)
            begin, end = month_span(printed.calendar, place // 12, place % 12 + 1)
            other = min(begin + timedelta(days=day - 1), end)
    except (ValueError, OverflowError):
        return None, "relative", 0.3, None
    return f"{min(other, anchor)}/{max(other, anchor)}", "relative", 0.7, None


def _shifted(printed: Printed, rows: Grammar, window: Window) -> Value:
    """A date told from the anchor: `yesterday`, `last month`, `Sunday`."""
    shift = (printed.shift or "").removeprefix("weekday of ")
    unit = shift.rstrip("+-0123456789")
    count = int(shift[len(unit) :])
    basis = "weekday" if unit == "weekday" else "relative"
    first, last = window
    if first is None or last is None:
        return None, basis, 0.3, None
    if unit in ("day", "week", "weekday"):
        if first != last:
            return None, basis, 0.3, None
        return _from_day(printed, rows, first, unit, count)
    try:
        spans = {_shift_span(printed.calendar, day, unit, count) for day in (first, last)}
    except (ValueError, OverflowError):
        return None, basis, 0.3, None
    return (spans.pop() if len(spans) == 1 else None), basis, 0.8, None


def _from_day(printed: Printed, rows: Grammar, day: date, unit: str, count: int) -> Value:
    if not MINYEAR + 1 < day.year + count // 300 < MAXYEAR - 1:
        return None, "relative", 0.3, None
    if unit == "day":
        return (day + timedelta(days=count)).isoformat(), "relative", 0.95, None
    if unit == "week":
        begin = (
            day - timedelta(days=(day.isoweekday() - rows.week_start) % 7) + timedelta(weeks=count)
        )
        if printed.weekday:
            ahead = (printed.weekday - rows.week_start) % 7
            return (begin + timedelta(days=ahead)).isoformat(), "weekday", 0.9, None
        return f"{begin}/{begin + timedelta(days=6)}", "relative", 0.8, None
    back = (day.isoweekday() - (printed.weekday or 1)) % 7
    if count > 0:
        return (day + timedelta(days=(7 - back) if back else 7)).isoformat(), "weekday", 0.8, None
    if count < 0:
        back = back or 7
    found = day - timedelta(days=back)
    rival = (found - timedelta(days=7)).isoformat() if count < 0 or not back else None
    return found.isoformat(), "weekday", 0.8 if rival else 0.9, rival


def _shift_span(calendar: str, day: date, unit: str, count: int) -> str:
    year, month, _ = from_gregorian(calendar, day)
    if unit == "year":
        return edtf_of_year(calendar, year + count)
    place = year * 12 + month - 1 + count
    return edtf_of_month(calendar, place // 12, place % 12 + 1)
