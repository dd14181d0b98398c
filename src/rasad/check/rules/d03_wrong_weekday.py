"""D03: the weekday printed beside a date is not the weekday of that date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from rasad.check.context import Context, Line
from rasad.languages import tables
from rasad.languages import text as letters
from rasad.model import DateMention, Finding
from rasad.model.when import day_of

CODE = "D03"
SEVERITY = "error"
NEEDS = "text"
NAME = "wrong weekday"
RATIONALE = "Weekday and date are two witnesses to one day. When they disagree one of them is wrong, most often the date, by a day."
BAD = "On Tuesday, 14 September 2026, Mera Tolun said that the harbour network will stay, Sarvan Post reported [@en, 0-250]."
GOOD = "On Monday, 14 September 2026, Mera Tolun said that the harbour network will stay, Sarvan Post reported [@en, 0-250]."

_REACH = 16
_BEFORE = r"(?<!\w)({names})[\s,.\u060c/(]*(?:the\s)?\Z"
_INSIDE = r"(?<!\w)({names})(?!\w)"
_AFTER = r"\A[\s,\u060c/(]*(?:a\s)?({names})(?!\w)"


@lru_cache(maxsize=16)
def _weekdays(language: str) -> tuple[dict[str, int], str]:
    """ISO weekday by folded name, and an alternation of all names."""
    table = tables.mapping(language, "months", "weekdays")
    known = {
        letters.normalise(str(name), language): int(number)
        for number, names in table.items()
        if isinstance(names, list)
        for name in names
    }
    return known, "|".join(sorted(map(re.escape, known), key=len, reverse=True)) or "(?!)"


def find(context: Context) -> Iterator[Finding]:
    """A finding at each date whose printed weekday is another one."""
    for line in context.lines:
        for mention in line.days:
            day = day_of(mention.edtf)
            if day is None or mention.basis in ("weekday", "relative"):
                continue
            found = _printed(line, mention, context.language)
            if found and found[0] != day.isoweekday():
                yield _finding(context, line, mention, day, found[1])


def _printed(line: Line, mention: DateMention, language: str) -> tuple[int, str] | None:
    """The weekday printed beside or inside a date, and its words."""
    known, names = _weekdays(language)
    start, end = mention.start or 0, mention.end or 0
    around = (
        (_INSIDE, line.plain[start:end]),
        (_BEFORE, line.plain[max(0, start - _REACH) : start]),
        (_AFTER, line.plain[end : end + _REACH]),
    )
    for pattern, words in around:
        folded = letters.fold(words, language)
        found = re.search(pattern.replace("{names}", names), folded.text)
        if found:
            low, high = folded.span(found.start(1), found.end(1))
            return known[found.group(1)], words[low:high]
    return None


def _finding(context: Context, line: Line, mention: DateMention, day: date, word: str) -> Finding:
    from rasad.calendars import weekday_name

    right = weekday_name(day, context.language)
    return context.finding(
        (CODE, SEVERITY),
        line.place(mention.start or 0, mention.end or 0),
        f"“{mention.text}” is printed as a {word} and is a {right}",
        help="correct the day or the weekday from the evidence",
        evidence=tuple(
            text.excerpt(*text.passage(citation.start, citation.end))
            for citation, text in line.cited
        ),
    )
