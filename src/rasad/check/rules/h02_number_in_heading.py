"""H02: a heading counts otherwise than its item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check.context import Context, ItemLines, Line
from rasad.check.values import value_of, values_of
from rasad.model import Figure, Finding

CODE = "H02"
SEVERITY = "warning"
NEEDS = "text"
NAME = "number in heading not in item"
RATIONALE = (
    "Headings are rewritten last, numbers in them are not. A number in a heading that no sentence of its item prints, while a sentence counts the same thing otherwise, is named. Lists (“five reasons”) and "
    "headings over items without such a count are left alone."
)
BAD = "## Council opens 15 stations {#d-2}\n\nOn 14 September 2026 the council opened 12 stations, Sarvan Post reported [@en, 0-250]."
GOOD = "## Council opens 12 stations {#d-2}\n\nOn 14 September 2026 the council opened 12 stations, Sarvan Post reported [@en, 0-250]."
_NEXT: Final = re.compile(r"\s([^\W\d_]{4,})")
_STEM: Final = 5


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such number."""
    for item in context.items:
        if item.heading is None:
            continue
        printed = [(line, figure) for line in item.body for figure in line.figures]
        values = values_of(figure for _, figure in printed)
        for figure in item.heading.figures:
            value = value_of(figure)
            thing = _counted(item.heading, figure)
            if value is None or value in values or not thing:
                continue
            rivals = [other for line, other in printed if _counted(line, other) == thing]
            if rivals:
                yield _finding(context, item, figure, rivals)


def _counted(line: Line, figure: Figure) -> str:
    """What a figure counts: its unit, else the beginning of the next word."""
    behind = _NEXT.match(line.plain, figure.end)
    return figure.unit or (behind.group(1).lower()[:_STEM] if behind else "")


def _finding(context: Context, item: ItemLines, figure: Figure, rivals: list[Figure]) -> Finding:
    assert item.heading is not None  # noqa: S101  (find has seen to it)
    shown = ", ".join(dict.fromkeys(f"“{other.text}”" for other in rivals[:3]))
    return context.finding(
        (CODE, SEVERITY),
        item.heading.place(figure.start, figure.end),
        f"the heading says “{figure.text}”, its item {shown}",
        help="let heading and item count alike",
    )
