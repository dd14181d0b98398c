"""D02: a date without year that nothing resolves, or a day that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rasad import calendars
from rasad.check import anchors, lexicon
from rasad.check.context import Context, Line
from rasad.model import DateMention, Finding

CODE = "D02"
SEVERITY = "warning"
NEEDS = "text"
NAME = "date without year"
RATIONALE = (
    "“14 September” is a day only as long as the reader knows the year. The window of the edition gives it when exactly one such "
    "day lies inside; otherwise the year must be printed. Without a window, the day in the front matter or any date with a year in the text is enough; else one finding stands "
    "for all. A day that no calendar has, such as 31 February, is always named."
)
BAD = "On 31 February Mera Tolun said that the harbour network will stay, Sarvan Post reported on 15 September 2026 [@en, 0-250]."
GOOD = "On 14 September Mera Tolun said that the harbour network will stay, Sarvan Post reported [@en, 0-250]."

_NO_DAY: Final = ("duration", "deictic", "event_vague")
_NEAR: Final = 34
_LEAP: Final = "2024-01-01/2024-12-31"


def find(context: Context) -> Iterator[Finding]:
    """A finding at each printed day that could not be resolved; without a window one for all."""
    found = [
        (line, date)
        for line in context.lines
        for date in line.dates
        if date.edtf is None
        and date.basis != "relative"
        and date.role not in _NO_DAY
        and any(char.isdigit() for char in date.text)
        and not _comes_back(line, date)
    ]
    if not context.window:
        is_anchored = bool(anchors.given(context)) or any(map(anchors.has_year, context.lines))
        never = [entry for entry in found if _is_no_day(context, entry[1])]
        found = never or ([] if is_anchored else found)
    for line, date in found if context.window else found[:1]:
        if _is_no_day(context, date):
            words = f"“{date.text}” is no day of the calendar"
        elif context.window:
            words = f"“{date.text}” is no day that the window {context.window} resolves"
        else:
            words = f"“{date.text}” has no year" + (
                f", nor have {len(found) - 1} other dates" if found[1:] else ""
            )
        place = line.place(date.start or 0, date.end or 0)
        yield context.finding(
            (CODE, SEVERITY), place, words, help="print the year, or give the window with --window"
        )


def _comes_back(line: Line, date: DateMention) -> bool:
    """True for a day that comes back every year, or that is told in a year of another era."""
    near = line.plain[max(0, (date.start or 0) - _NEAR) : (date.end or 0) + _NEAR]
    return lexicon.has(near, line.context.language, "annual")


def _is_no_day(context: Context, date: DateMention) -> bool:
    """True when not even a leap year has such a day."""
    if sum(char.isdigit() for char in date.text) > 4:
        return date.basis == "explicit"
    again = calendars.parse(date.text, language=context.language, anchor=_LEAP)
    return len(again) == 1 and again[0].edtf is None and date.calendar == "gregorian"
