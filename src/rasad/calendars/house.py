"""House form: how a date is printed. EDTF + calendar + language -> words."""

from __future__ import annotations

from datetime import date
from typing import Final

from rasad.calendars.table import from_gregorian, month_span, year_span
from rasad.languages import tables
from rasad.model import when

_DIGITS: Final = "0123456789"


def _form(language: str, name: str, default: str = "") -> str:
    value = tables.mapping(language, "months", "form").get(name)
    return str(value) if value is not None else default


def _digits(text: str, language: str) -> str:
    own = _form(language, "digits", _DIGITS)
    return text.translate(str.maketrans(_DIGITS, own))


def month_name(calendar: str, month: int, language: str) -> str:
    """The house form of a month's name; its number when the language has none."""
    names = tables.words(language, "months", calendar, str(month))
    return names[0] if names else str(month)


def weekday_name(day: date, language: str) -> str:
    """The name of the weekday of `day`."""
    names = tables.words(language, "months", "weekdays", str(day.isoweekday()))
    return names[0] if names else day.strftime("%A")


def format_day(edtf: str, *, calendar: str, language: str) -> str:
    """A date as this house prints it: `14 March 2026`, `March 2026`, `2026`, or a range of days.

    An interval that is exactly one month or year of `calendar` is printed as that. Raises
    ValueError when `edtf` is no EDTF value.
    """
    first, last = when.bounds(edtf)
    if first is None or last is None:
        known = first or last
        return _one(known, calendar, language) + " \u2013" if known else ""
    text = _printed(first, last, calendar, language)
    if edtf.rstrip("?%").endswith("~"):
        return _form(language, "approximate", "~{text}").format(text=text)
    return text


def _printed(first: date, last: date, calendar: str, language: str) -> str:
    if first == last:
        return _one(first, calendar, language)
    year, month, _ = from_gregorian(calendar, first)
    if (first, last) == year_span(calendar, year):
        return _digits(str(year), language)
    if (first, last) == month_span(calendar, year, month):
        name = month_name(calendar, month, language)
        shape = _form(language, "month", "{month} {year}")
        return shape.format(month=name, year=_digits(str(year), language))
    return _form(language, "span", "{first} \u2013 {last}").format(
        first=_one(first, calendar, language), last=_one(last, calendar, language)
    )


def _one(day: date, calendar: str, language: str) -> str:
    year, month, number = from_gregorian(calendar, day)
    return _form(language, "day", "{day} {month} {year}").format(
        day=_digits(str(number), language),
        month=month_name(calendar, month, language),
        year=_digits(str(year), language),
    )
