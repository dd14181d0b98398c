"""X02: one event is told twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rasad.check.alike import Pair, pairs
from rasad.check.context import Context, Line
from rasad.model import Finding

CODE = "X02"
SEVERITY = "info"
NEEDS = "text"
NAME = "told twice"
RATIONALE = (
    "A lead and an item, or two items, that tell one event in nearly the same words make one development look like two, and readers count. "
    "Sentences of one item, headings, and references that rest on the same passage of the evidence are left alone."
)
BAD = (
    "The council of Sarvan approved the harbour network plan for eastern ports on 14 September 2026, Sarvan Post reported [@en, 0-200].\n\n"
    "## The plan {#d-2}\n\nOn 14 September 2026 the council of Sarvan approved the harbour network plan for the eastern ports, Sarvan Post reported [@en, 0-250]."
)
GOOD = (
    "The council of Sarvan approved the harbour network plan for eastern ports on 14 September 2026, Sarvan Post reported [@en, 0-200].\n\n"
    "## The ferry {#d-2}\n\nOn 14 September 2026 a ferry was late again, Sarvan Post reported [@en, 0-250]."
)
_LIKE: Final = 0.72
_PART: Final = 0.85


def find(context: Context) -> Iterator[Finding]:
    """A note at the later of two sentences, one an item."""
    told: set[str] = set()
    for pair in pairs(context):
        if not is_twice(pair) or pair.other.item.id in told:
            continue
        told.add(pair.other.item.id)
        yield context.finding(
            (CODE, SEVERITY),
            (pair.other.sentence.start, pair.other.sentence.end),
            "this seems to tell again what stands above",
            help="tell it once, and refer to it",
            evidence=(pair.one.text,),
        )


def _told(line: Line) -> tuple[list[str], list[float]]:
    """The days and numbers of a sentence."""
    return (
        sorted(day.edtf for day in line.dates if day.edtf),
        sorted(figure.value for figure in line.figures if figure.value is not None),
    )


def is_twice(pair: Pair) -> bool:
    """True when two sentences of different items are nearly the same."""
    if (
        pair.one.item is pair.other.item
        or pair.is_reference
        or pair.one.is_heading
        or pair.other.is_heading
    ):
        return False
    if _told(pair.one) != _told(pair.other):
        return False  # that they differ is said by D04 and X03
    return pair.share >= _LIKE or (pair.part >= _PART and pair.share >= _LIKE - 0.12)
