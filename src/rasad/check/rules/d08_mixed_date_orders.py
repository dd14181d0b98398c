"""D08: a date in figures that may be read in two ways, beside dates of another form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check.context import Context, Line
from rasad.languages import text as letters
from rasad.model import Finding

CODE = "D08"
SEVERITY = "warning"
NEEDS = "text"
NAME = "mixed date orders"
RATIONALE = (
    "03/04/2023 is the third of April to one reader and the fourth of March to another. Alone it is doubtful; in a text that spells its months elsewhere, or "
    "prints other dates in the opposite order, it is a slip. Dates that begin with the year are never doubtful."
)
BAD = "On 14 September 2026 the port opened, and on 03/04/2026 it had closed, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 the port opened, and on 3 April 2026 it had closed, Sarvan Post reported [@en, 0-250]."

_NUMERIC: Final = re.compile(
    r"(?<![\d/.:-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)"
)
_YEARS: Final = range(1300, 2100)
Found = tuple[Line, re.Match[str], str]


def find(context: Context) -> Iterator[Finding]:
    """A finding at each doubtful date where the text also has a date of another form."""
    numeric = [entry for line in context.lines for entry in _numeric(line)]
    doubtful = [entry for entry in numeric if entry[2] == "either"]
    if not doubtful and len({kind for _, _, kind in numeric}) < 2:
        return
    spelled = next(
        (
            (line, day)
            for line in context.lines
            for day in line.dates
            if day.edtf
            and any(c.isalpha() for c in day.text)
            and any(c.isdigit() for c in day.text)
        ),
        None,
    )
    orders = {kind for _, _, kind in numeric if kind != "either"}
    if len(orders) > 1:
        doubtful = doubtful or numeric[1:]
    elif spelled is None and not orders:
        return
    for line, found, _ in doubtful:
        beside = f"; elsewhere the text spells dates, as in “{spelled[1].text}”" if spelled else ""
        yield context.finding(
            (CODE, SEVERITY),
            line.place(*found.span()),
            f"“{found.group()}” may be read in two ways{beside}",
            help="spell the month in all dates",
        )


def _numeric(line: Line) -> Iterator[Found]:
    """The dates in figures of a line: day first, month first, or either."""
    folded = letters.fold(line.plain, line.context.language)
    for found in _NUMERIC.finditer(
        line.plain if len(folded.text) != len(line.plain) else folded.text
    ):
        one, two, year = int(found[1]), int(found[3]), int(found[4])
        if len(found[4]) == 4 and year not in _YEARS:
            continue
        if found[2] == "." and len(found[4]) == 2:
            continue
        if 12 < one <= 31 and 1 <= two <= 12:
            yield line, found, "day first"
        elif 12 < two <= 31 and 1 <= one <= 12:
            yield line, found, "month first"
        elif 1 <= one <= 12 and 1 <= two <= 12 and one != two and len(found[4]) == 4:
            yield line, found, "either"
