"""X05: two editions of one number, in two languages, do not tell the same."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.context import Context
from rasad.check.twins import differences
from rasad.model import Finding

CODE = "X05"
SEVERITY = "error"
NEEDS = "text"
NAME = "twins disagree"
RATIONALE = (
    "Twin editions share items and citations and differ in words only. Items, their order, and in each item the numbers, days, names of the pack, quotations and citations are compared by value. Runs when a twin is given (`--twin FILE`) "
    "and before publishing."
)
BAD = "On 14 September 2026 Mera Tolun said that 21 of 40 lines work, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun said that 12 of 40 lines work, Sarvan Post reported [@en, 0-250]."
TWIN = "twin_fa"


def find(context: Context) -> Iterator[Finding]:
    """A finding at each difference from the twin, placed in this edition."""
    twin = context.beside.twin
    if twin is None:
        return
    other = Context(
        twin, reading=None, pack=context.pack, held=context.held, window=context.window
    )
    for place, words, beside in differences(context, other):
        yield context.finding(
            (CODE, SEVERITY), place, words, help="make both editions tell the same", evidence=beside
        )
