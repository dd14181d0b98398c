"""N04: a share or a large figure in a sentence that gives no source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rasad.check.context import Context
from rasad.check.sourcing import Quoted, is_attributed
from rasad.model import Finding

CODE = "N04"
SEVERITY = "info"
NEEDS = "text"
NAME = "figure without source"
RATIONALE = (
    "A share or a sum is somebody's count. The sentence that prints it says whose, or links or cites it; so may the sentence before. Numbers below ten thousand without per cent, and "
    "figures between quotation marks, are left alone."
)
BAD = "On 14 September 2026 traffic in the port had risen by 30 per cent."
GOOD = "On 14 September 2026 traffic in the port had risen by 30 per cent, Sarvan Post reported [@en, 0-250]."
PLAIN = True
_LARGE: Final = 10_000


def find(context: Context) -> Iterator[Finding]:
    """A note at the first such figure of a sentence."""
    quoted = Quoted(context)
    for item in context.items:
        for index, line in enumerate(item.body):
            if line.is_analysis:
                continue
            near = item.body[max(0, index - 1) : index + 1]
            for figure in line.figures:
                value = figure.value if figure.value is not None else figure.high
                if value is None or (figure.unit != "%" and value < _LARGE):
                    continue
                place = line.place(figure.start, figure.end)
                if quoted.holds(place[0]) or any(is_attributed(context, one) for one in near):
                    continue
                yield context.finding(
                    (CODE, SEVERITY),
                    place,
                    f"“{figure.text}”: who counted?",
                    help="name the source of the figure",
                )
                break
