"""Calendars: gregorian, jalali, hijri. A day in one is a day in the other; a text has dates."""

from __future__ import annotations

from rasad.calendars.finder import parse
from rasad.calendars.house import format_day, month_name, weekday_name
from rasad.calendars.table import (
    CALENDARS,
    calendar_named,
    edtf_of_jalali_month,
    edtf_of_jalali_year,
    edtf_of_month,
    edtf_of_year,
    from_gregorian,
    month_span,
    to_gregorian,
    year_span,
)

__all__ = [
    "CALENDARS",
    "calendar_named",
    "edtf_of_jalali_month",
    "edtf_of_jalali_year",
    "edtf_of_month",
    "edtf_of_year",
    "format_day",
    "from_gregorian",
    "month_name",
    "month_span",
    "parse",
    "to_gregorian",
    "weekday_name",
    "year_span",
]
