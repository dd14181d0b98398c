"""Printed: one date as it stands in a text, before it is resolved. Match -> Printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rasad.calendars.grammar import Grammar, key
from rasad.calendars.table import calendar_named

CENTURY: Final = 100
_PLURAL: Final = re.compile(
    r" (?!(?:was|has|as|is|this|its|across|less|plus|always)\b)[a-z]{3,}s\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The parts of a printed date. `last` is the end of a range, `shift` a relative meaning and `part` a share as in the table."""

    start: int
    end: int
    calendar: str = "gregorian"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    shift: str | None = None
    part: str | None = None
    last: Printed | None = None
    rival: tuple[int, int, int] | None = None
    doubt: float = 1.0


def is_year(calendar: str, year: int) -> bool:
    """True for a year one may meet in a text printed in that calendar."""
    if calendar == "gregorian":
        return 1500 <= year < 2200
    rows = calendar_named(calendar)
    return rows.FIRST_YEAR <= year <= rows.LAST_YEAR


def full_year(short: int, calendar: str) -> int:
    """Two digits as a year: 87 is 1387 and 03 is 1403 in the Jalali calendar, 87 is 1987, 26 is 2026."""
    if calendar == "jalali":
        return short + (1400 if short <= 30 else 1300)
    if calendar == "hijri":
        return short + 1400
    return short + (2000 if short <= 50 else 1900)


def calendar_of_year(year: int, grammar: Grammar, era: str | None) -> str:
    """The calendar in which a bare year is meant, by its size, an era printed beside it, and the language."""
    if era:
        return era
    if year >= 1500:
        return "gregorian"
    return "hijri" if grammar.language == "ar" or year > 1425 else "jalali"


def _group(found: re.Match[str], name: str) -> str | None:
    value = found.groupdict().get(name)
    return value if isinstance(value, str) else None


def _number(found: re.Match[str], name: str) -> int | None:
    value = _group(found, name)
    return int(value) if value else None


def _era(found: re.Match[str], grammar: Grammar) -> str | None:
    value = _group(found, "era")
    return grammar.eras.get(key(value)) if value else None


def _day(found: re.Match[str], grammar: Grammar, name: str, word: str) -> int | None:
    value = _group(found, word)
    return grammar.days.get(key(value)) if value else _number(found, name)


def _year(found: re.Match[str], calendar: str) -> int | None:
    year = _number(found, "year")
    if year is not None:
        return year
    short = _group(found, "short") or _group(found, "two")
    return full_year(int(short), calendar) if short else None


def _month(found: re.Match[str], grammar: Grammar, name: str = "month") -> tuple[str, int]:
    return grammar.months[key(found[name])]


def _relative_year(found: re.Match[str], grammar: Grammar) -> str | None:
    value = _group(found, "relyear")
    return grammar.relative.get(key(value)) if value else None


def _numeric(found: re.Match[str], grammar: Grammar) -> Printed | None:
    year, month, day = (int(found[name]) for name in "abc")
    if len(found["a"]) == 2:
        if grammar.calendar != "jalali" or not (year >= 50 or year <= 10):
            return None
        year = full_year(year, "jalali")
    return _checked(found, grammar, (year, month, day), None)


def _numeric_last(found: re.Match[str], grammar: Grammar) -> Printed | None:
    day, month, year = (int(found[name]) for name in "abc")
    rival = None
    if month > 12 >= day:
        day, month = month, day
    elif day <= 12 and day != month:
        rival = (year, day, month)
    return _checked(found, grammar, (year, month, day), rival)


def _checked(
    found: re.Match[str],
    grammar: Grammar,
    parts: tuple[int, int, int],
    rival: tuple[int, int, int] | None,
) -> Printed | None:
    year, month, day = parts
    calendar = calendar_of_year(year, grammar, _era(found, grammar))
    if not is_year(calendar, year) or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Printed(
        start=found.start(), end=found.end(), calendar=calendar, year=year, month=month, day=day,
        rival=rival, doubt=0.7 if rival or len(found["a"]) == len(found["c"]) else 1.0,
    )  # fmt: skip


def _named_day(found: re.Match[str], grammar: Grammar) -> Printed | None:
    calendar, month = _month(found, grammar)
    day = _day(found, grammar, "day", "dayword")
    year = _year(found, calendar)
    if not day or day > 31:
        return None
    double = _group(found, "double")
    if double and grammar.months[key(double)] != (calendar, month):
        return None
    word = _group(found, "dayword")
    if word and key(word) in grammar.cardinals and not (year or _group(found, "mword")):
        return None
    weekday = _group(found, "weekday")
    return Printed(
        start=found.start(), end=found.end(), calendar=calendar, month=month, day=day, year=year,
        weekday=grammar.weekdays.get(key(weekday)) if weekday else None,
        shift=_relative_year(found, grammar), doubt=0.8 if _group(found, "two") else 1.0,
    )  # fmt: skip


def _named_days(found: re.Match[str], grammar: Grammar) -> Printed | None:
    first = _named_day(found, grammar)
    last = _day(found, grammar, "to", "toword")
    if first is None or not last or last > 31 or not first.day or last <= first.day:
        return None
    end = Printed(
        start=found.start("to") if _group(found, "to") else found.start(), end=found.end(),
        calendar=first.calendar, year=first.year, month=first.month, day=last, shift=first.shift,
    )  # fmt: skip
    return replace(first, last=end, weekday=None)


def _named_month(found: re.Match[str], grammar: Grammar) -> Printed | None:
    calendar, month = _month(found, grammar)
    one = Printed(
        start=found.start(), end=found.end(), calendar=calendar, month=month,
        year=_year(found, calendar), shift=_relative_year(found, grammar),
    )  # fmt: skip
    double = _group(found, "double")
    if double and (other := grammar.months[key(double)]) != (calendar, month):
        if other[0] != calendar or other[1] < month:
            return None
        return replace(one, last=replace(one, month=other[1]))
    return one


def _named_months(found: re.Match[str], grammar: Grammar) -> Printed | None:
    first = _named_month(found, grammar)
    calendar, month = _month(found, grammar, "month_to")
    if first is None or calendar != first.calendar or first.month is None or month <= first.month:
        return None
    end = replace(first, month=month, last=None)
    return replace(first, last=end)


def _season(found: re.Match[str], grammar: Grammar) -> Printed | None:
    year = _number(found, "year")
    calendar = calendar_of_year(year, grammar, _era(found, grammar)) if year else grammar.calendar
    if calendar == "hijri":
        return None
    return Printed(
        start=found.start(), end=found.end(), calendar=calendar, season=grammar.seasons[key(found["season"])],
        year=_year(found, calendar), shift=_relative_year(found, grammar),
    )  # fmt: skip


def _ago(found: re.Match[str], grammar: Grammar) -> Printed | None:
    count = _number(found, "count") or grammar.numbers.get(key(_group(found, "number") or ""), 0)
    unit = grammar.units[key(found["unit"])]
    if not count:
        return None
    return Printed(
        start=found.start(), end=found.end(), calendar=grammar.calendar, shift=f"{unit}-{count}"
    )


def _relative(found: re.Match[str], grammar: Grammar) -> Printed | None:
    return Printed(
        start=found.start(), end=found.end(), calendar=grammar.calendar,
        shift=grammar.relative[key(found["relative"])],
    )  # fmt: skip


def _bare_year(found: re.Match[str], grammar: Grammar) -> Printed | None:
    era = _era(found, grammar)
    short = _group(found, "short")
    if short:
        calendar = era or grammar.calendar
        quoted = found.string[found.start("short") - 1] == "'"
        if not quoted and (calendar != "jalali" or 10 < int(short) < 50):
            return None
        year = full_year(int(short), calendar)
    else:
        year = int(found["year"])
        calendar = calendar_of_year(year, grammar, era)
    if not is_year(calendar, year):
        return None
    printed = Printed(
        start=found.start(),
        end=found.end(),
        calendar=calendar,
        year=year,
        doubt=0.8 if short else 1.0,
    )
    until = _number(found, "year_to")
    if until is None:
        return printed
    until = until if until >= CENTURY else year - year % CENTURY + until
    if until <= year or not is_year(calendar, until):
        return None
    return replace(printed, last=replace(printed, year=until))


def _weekday(found: re.Match[str], grammar: Grammar) -> Printed | None:
    number = grammar.weekdays[key(found["weekday"])]
    beside = key(_group(found, "before") or _group(found, "after") or "")
    shift = "weekday+0"
    if beside:
        shift = "weekday-1" if beside in grammar.words.get("last", ()) else "weekday+1"
    return Printed(
        start=found.start(), end=found.end(), calendar=grammar.calendar, weekday=number, shift=shift
    )


def _way(found: re.Match[str], grammar: Grammar) -> int:
    """-1 for `last`, 0 for `this`, 1 for `next`."""
    word, words = key(found["way"]), grammar.words
    if word in words.get("coming", ()) or word in words.get("coming_after", ()):
        return 1
    return 0 if word in words.get("this", ()) else -1


def _past(found: re.Match[str], grammar: Grammar) -> Printed | None:
    """`the last three months`: the time from then to the anchor."""
    count = _number(found, "count") or grammar.numbers.get(key(_group(found, "number") or ""), 0)
    if not count:
        return None
    return Printed(
        start=found.start(), end=found.end(), calendar=grammar.calendar,
        shift=f"past {grammar.units[key(found['unit'])]}{_way(found, grammar) * count:+d}",
    )  # fmt: skip


def _near_season(found: re.Match[str], grammar: Grammar) -> Printed:
    return Printed(
        start=found.start(), end=found.end(), calendar=grammar.calendar,
        season=grammar.seasons[key(found["near"])], shift=f"season{_way(found, grammar):+d}",
    )  # fmt: skip


def _decade(found: re.Match[str], grammar: Grammar) -> Printed | None:
    """`the 1990s`: ten years."""
    year = _number(found, "plural") or _number(found, "decade")
    year = year or grammar.numbers.get(key(_group(found, "number") or ""), 0)
    era = _era(found, grammar)
    if not year or year % 10:
        return None
    calendar = era or grammar.calendar
    year = full_year(year, calendar) if year < CENTURY else year
    calendar = calendar_of_year(year, grammar, era)
    if not (is_year(calendar, year) and is_year(calendar, year + 9)):
        return None
    first = Printed(start=found.start(), end=found.end(), calendar=calendar, year=year)
    return replace(first, last=replace(first, year=year + 9))


def _weekday_of_week(found: re.Match[str], grammar: Grammar) -> Printed:
    return Printed(
        start=found.start(), end=found.end(), calendar=grammar.calendar, weekday=grammar.weekdays[key(found["weekday"])],
        shift=f"weekday of {grammar.relative[key(found['relative'])]}",
    )  # fmt: skip


_MIDDLE: Final = "2/3"
_FULL_MOON: Final = 15
PARTED: Final = ("month", "season", "year_word", "year", "relative", "near_season")
_SHARED: Final = ("week", "month", "year", "season")


def parted(text: str, start: int, grammar: Grammar) -> Printed | None:
    """A part of a month, season or year: `late 2025`, `mid-November`, `earlier this month`."""
    prefix = grammar.prefix.match(text, start)
    if prefix is None:
        return None
    for form in grammar.forms:
        name = form.name
        found = form.match(text, prefix.end()) if name in PARTED else None
        one = BUILD[name](found, grammar) if found else None
        if one is None or one.last or (one.shift and not one.shift.startswith(_SHARED)):
            continue
        if name == "year" and not (one.calendar == "jalali" or 1900 <= (one.year or 0) < 2100):
            continue
        part = grammar.parts[key(prefix["part"])]
        if one.calendar == "hijri" and part == _MIDDLE:  # mid-Sha'ban is a day
            return replace(one, start=start, day=_FULL_MOON)
        return replace(one, start=start, part=part)
    return None


BUILD: Final[Mapping[str, Callable[[re.Match[str], Grammar], Printed | None]]] = {
    "numeric": _numeric, "numeric_last": _numeric_last, "numeric_short": _numeric,
    "days": _named_days, "days_english": _named_days, "day": _named_day, "day_english": _named_day,
    "past": _past, "past_english": _past, "near_season": _near_season, "near_season_after": _near_season,
    "decade": _decade, "weekday_week": _weekday_of_week, "months": _named_months, "month": _named_month, "season": _season, "ago": _ago, "ago_before": _ago,
    "relative": _relative, "year_word": _bare_year, "year": _bare_year, "weekday": _weekday,
}  # fmt: skip


def stands_alone(name: str, found: re.Match[str], before: str, grammar: Grammar) -> bool:
    """False for a word or number that is no date by itself and has nothing beside it that makes it one.

    `before` is the folded word in front, on the same line.
    """
    words, guards = grammar.words, grammar.guards
    if name == "weekday":
        after = re.match(r"[ ]*(\w+)", found.string[found.end() : found.end() + 24])
        return before not in guards.get("not_after", ()) and (
            after is None or key(after[1]) not in guards.get("not_before", ())
        )
    if name == "month":
        if _group(found, "year") or _group(found, "short") or _group(found, "relyear"):
            return True
        if _group(found, "mword") or _group(found, "mword_before"):
            return True
        word = key(found["month"])
        allowed = "before_doubtful" if word in guards.get("doubtful", ()) else "before_month"
        return before in words.get(allowed, ())
    if name == "year":
        if _group(found, "era"):
            return True
        year = int(found["year"])
        if before not in words.get("before_year", ()) or not 1900 <= year < 2100:
            return False
        return not re.match(
            r"[ ]?%", rest := found.string[found.end() : found.end() + 24]
        ) and not (_PLURAL.match(rest))
    if name == "relative" and before in guards.get(
        "vague", ()
    ):  # "several past years" are not last year
        return False
    if name == "relative" and key(found["relative"]) in guards.get(
        "countable", ()
    ):  # "the last 30 days" are no day
        is_counted = found.string[: found.start()].rstrip(" ")[-1:].isdigit()
        return (
            not is_counted
            and before not in grammar.numbers
            and before not in guards.get("not_counted", ())
        )
    return True
