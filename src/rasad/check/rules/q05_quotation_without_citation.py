"""Q05: a quotation without a citation."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.context import Context
from rasad.model import Finding

CODE = "Q05"
SEVERITY = "error"
NEEDS = "citations"
NAME = "quotation without citation"
RATIONALE = (
    "Whoever quotes shows where the words stand, in the desk's own analysis too. Marks around up to three words may be a term, a "
    "title or irony, and are left alone."
)
BAD = "On 14 September 2026 Mera Tolun said that “the harbour network will not be closed”, Sarvan Post reported."
GOOD = "On 14 September 2026 Mera Tolun said that “the harbour network will not be closed”, Sarvan Post reported [@en, 0-250]."
_TERM = 3


def find(context: Context) -> Iterator[Finding]:
    """A finding for each quotation of more than three words whose sentence cites nothing."""
    for quotation in context.quotations:
        if not quotation.is_closed or quotation.citations or len(quotation.text.split()) <= _TERM:
            continue
        yield context.finding(
            (CODE, SEVERITY),
            (quotation.start, quotation.end),
            "this quotation cites no evidence",
            help="put [@TEXT, START-END] behind the closing mark",
        )
