"""D02: a date without year that the covered window does not resolve."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.context import Context
from rasad.model import Finding

CODE = "D02"
SEVERITY = "warning"
NEEDS = "text"
NAME = "date without year"
RATIONALE = (
    "“14 September” is a day only as long as the reader knows the year. The window of the edition gives it when exactly one such "
    "day lies inside; otherwise the year must be printed."
)
BAD = "On 31 February Mera Tolun said that the harbour network will stay, Sarvan Post reported on 15 September 2026 [@en, 0-250]."
GOOD = "On 14 September Mera Tolun said that the harbour network will stay, Sarvan Post reported [@en, 0-250]."

_NO_DAY = ("duration", "deictic", "event_vague")


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
    ]
    for line, date in found if context.window else found[:1]:
        if context.window:
            words = f"“{date.text}” is no day that the window {context.window} resolves"
        else:
            words = f"“{date.text}” has no year" + (
                f", nor have {len(found) - 1} other dates" if found[1:] else ""
            )
        place = line.place(date.start or 0, date.end or 0)
        yield context.finding(
            (CODE, SEVERITY), place, words, help="print the year, or give the window with --window"
        )
