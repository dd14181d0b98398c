"""Neighbours: dates that stand beside one another. Ranges are joined; two calendars must agree."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from rasad.calendars.grammar import Grammar, key
from rasad.calendars.printed import Printed
from rasad.model import DateMention, when

NEAR: Final = 40
LUNAR: Final = 2  # days by which a sighting may differ from the tables
_BETWEEN: Final = re.compile(r"[ \n]*([^\W\d_]+|-)[ \n]*")
_BRACKET: Final = re.compile(r"[ ]*[(\[][ ]*")
_CLOCK: Final = re.compile(r"[ \n\d:|/,.()\-\u2022]*")


def join_ranges(printed: list[Printed], text: str, rows: Grammar) -> list[Printed]:
    """`3 March to 14 April 2026` as one; the second gives the first its year."""
    done: list[Printed] = []
    for one in printed:
        before = done[-1] if done else None
        if before is not None and _is_range(before, one, text, rows):
            start = before if before.year else replace(before, year=one.year)
            done[-1] = replace(start, end=one.end, last=one)
        else:
            done.append(one)
    return done


def _is_range(before: Printed, one: Printed, text: str, rows: Grammar) -> bool:
    same_form = bool(before.day) == bool(one.day) and bool(before.month) == bool(one.month)
    if not same_form or before.calendar != one.calendar or before.last or one.last:
        return False
    if not one.month or before.shift or one.shift or before.weekday or one.weekday:
        return False
    between = _BETWEEN.fullmatch(text, before.end, one.start)
    return bool(between) and key(between[1] if between else "") in {
        "-",
        *rows.words.get("to", ()),
    }


def confirm_weekdays(
    found: list[DateMention], printed: list[Printed], text: str
) -> list[DateMention]:
    """`14 March 2026 (Sunday)`: the weekday takes the day, or contests it."""
    done = list(found)
    for index in range(1, len(done)):
        pair = (index - 1, index)
        weekday = next((i for i in pair if (printed[i].shift or "") == "weekday+0"), None)
        other = next((i for i in pair if i != weekday and printed[i].day), None)
        if weekday is None or other is None or printed[other].weekday:
            continue
        day = when.day_of(done[other].edtf)
        if day is None or not _BRACKET.fullmatch(
            text, printed[index - 1].end, printed[index].start
        ):
            continue
        wanted = printed[weekday].weekday
        if day.isoweekday() == wanted:
            done[weekday] = replace(done[weekday], edtf=day.isoformat(), confidence=1.0, rival=None)
        elif done[other].basis == "explicit":
            done[other] = replace(done[other], confidence=0.5, rival=done[weekday].edtf)
    return done


def agree(found: list[DateMention], text: str, rows: Grammar) -> list[DateMention]:
    """The same dates, where those of one line in two calendars confirm or contest one another."""
    done = list(found)
    for index in range(1, len(done)):
        one, other = done[index - 1], done[index]
        if one.calendar == other.calendar or not _is_same_place(one, other, text, rows):
            continue
        done[index - 1], done[index] = _settle(
            one, other, is_list="," in text[one.end or 0 : other.start or 0]
        )
    return done


def _is_same_place(one: DateMention, other: DateMention, text: str, rows: Grammar) -> bool:
    start, end = one.end or 0, other.start or 0
    between = text[start:end]
    if len(between) > NEAR or "\n\n" in between:
        return False
    if "\n" not in between and _CLOCK.fullmatch(between):
        return True
    words = {key(word) for word in re.findall(r"[^\W\d_]+", between)}
    joined = key(re.sub(r"[^\w ]", "", between))
    return bool(words) and any(same in joined for same in rows.words.get("same", ()))


def _settle(
    one: DateMention, other: DateMention, *, is_list: bool
) -> tuple[DateMention, DateMention]:
    a, b = when.day_of(one.edtf), when.day_of(other.edtf)
    if a is None or b is None:
        return one, other
    if a == b:
        return _sure(one, a.isoformat()), _sure(other, b.isoformat())
    if "hijri" in (one.calendar, other.calendar) and abs((a - b).days) <= LUNAR:
        settled = (b if one.calendar == "hijri" else a).isoformat()
        return _sure(one, settled), _sure(other, settled)
    if (
        one.basis != "explicit"
        or other.basis != "explicit"
        or (is_list and abs((a - b).days) > LUNAR)
    ):
        return one, other
    return (
        replace(one, confidence=min(one.confidence, 0.5), rival=b.isoformat()),
        replace(other, confidence=min(other.confidence, 0.5), rival=a.isoformat()),
    )


def _sure(one: DateMention, edtf: str) -> DateMention:
    return replace(one, edtf=edtf, confidence=1.0, rival=None)
