"""D07: “last year”, “yesterday” and their like in a text that prints no day they could be counted from."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check import anchors, lexicon
from rasad.check.context import Context
from rasad.check.sourcing import Quoted
from rasad.model import Finding

CODE = "D07"
SEVERITY = "warning"
NEEDS = "text"
NAME = "deictic date without anchor"
RATIONALE = (
    "“Last month” is a date only beside the day on which it was written. A report is read years later, and years differ between calendars. The rule "
    "speaks when neither a window, nor front matter, nor a date with a year above the word gives a day to count from: once for a text."
)
BAD = "The ministry closed the harbour network last month, and Sarvan Post reported it yesterday."
GOOD = "On 14 September 2026 the ministry closed the network, having warned last month, Sarvan Post reported."
PLAIN = True


def find(context: Context) -> Iterator[Finding]:
    """One finding at the first such word, which says how many others there are."""
    if anchors.given(context):
        return
    quoted = Quoted(context)
    first: tuple[int, int] | None = None
    word = ""
    more = 0
    for line in context.lines:
        if anchors.has_year(line) and first is None:
            return
        idle = list(lexicon.find(line.plain, context.language, "deictic_idle"))
        for start, end in lexicon.find(line.plain, context.language, "deictic"):
            place = line.place(start, end)
            if quoted.holds(place[0]) or any(a <= start < b for a, b in idle):
                continue
            if first is None:
                first, word = place, line.text[start:end]
            else:
                more += 1
    if first is not None:
        others = f", nor have {more} others" if more else ""
        yield context.finding(
            (CODE, SEVERITY),
            first,
            f"“{word}” has no day to be counted from{others}",
            help="print the date, or give the window with --window",
        )
