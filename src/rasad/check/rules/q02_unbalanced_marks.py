"""Q02: a quotation mark that is not closed, or closes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.context import Context
from rasad.model import Finding

CODE = "Q02"
SEVERITY = "warning"
NEEDS = "text"
NAME = "unbalanced quotation marks"
RATIONALE = (
    "Where a quotation ends decides who says the next words. Marks are paired a paragraph at a time, in the direction in "
    "which they point, so that two mistakes do not hide each other. A quotation may run over paragraphs when each of them opens it again."
)
BAD = "On 14 September 2026 Mera Tolun said that “the harbour network will not be closed, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun said that “the harbour network will not be closed”, Sarvan Post reported [@en, 0-250]."


def find(context: Context) -> Iterator[Finding]:
    """A finding at each mark without its fellow."""
    for quotation in context.quotations:
        if quotation.is_closed:
            continue
        what = (
            "closes a quotation that nothing opened"
            if quotation.is_stray
            else "opens a quotation that nothing closes"
        )
        yield context.finding(
            (CODE, SEVERITY),
            (quotation.start, quotation.start + 1),
            f"this mark {what} in its paragraph",
            help="put the missing mark where the speaker's words begin or end",
        )
