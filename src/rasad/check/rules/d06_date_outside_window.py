"""D06: a date outside the window in a sentence that is not marked as background."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check import lexicon
from rasad.check.context import Context
from rasad.model import Finding
from rasad.model.when import overlaps

CODE = "D06"
SEVERITY = "info"
NEEDS = "text"
NAME = "date outside the window"
RATIONALE = (
    "An earlier event told without a word such as “earlier” or “since” is counted as a development of the window. Only whole days are "
    "looked at, and not those within quotations."
)
BAD = (
    "On 14 September 2025 Mera Tolun opened the harbour network, Sarvan Post reported [@en, 0-250]."
)
GOOD = (
    "On 14 September 2026 Mera Tolun kept the harbour network, Sarvan Post reported [@en, 0-250]."
)


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such day."""
    if not context.window:
        return
    quoted = [(quotation.start, quotation.end) for quotation in context.quotations]
    for line in context.lines:
        if line.is_analysis or line.is_heading:
            continue
        for date in line.days:
            if not date.edtf or overlaps(date.edtf, context.window):
                continue
            place = line.place(date.start or 0, date.end or 0)
            if lexicon.has(line.text, context.language, "background") or any(
                a <= place[0] < b for a, b in quoted
            ):
                continue
            yield context.finding(
                (CODE, SEVERITY),
                place,
                f"“{date.text}” lies outside the window {context.window}",
                help="mark the sentence as background (“earlier”, “since”), or correct the date",
            )
