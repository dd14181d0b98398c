"""D01: an item tells of a statement and prints no date."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check import lexicon
from rasad.check.context import Context
from rasad.model import Finding

CODE = "D01"
SEVERITY = "warning"
NEEDS = "citations"
NAME = "item without date"
RATIONALE = (
    "An item says when something was said or done; a report is read years later. One day, month or year printed in a sentence of "
    "the item is enough. Items without reported speech, and analysis, are left alone."
)
BAD = "Mera Tolun said that the harbour network will stay, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun said that the harbour network will stay, Sarvan Post reported [@en, 0-250]."


def find(context: Context) -> Iterator[Finding]:
    """A finding at the first reported sentence of an item that prints no resolved date."""
    for item in context.items:
        if item.heading is None or any(d.edtf for line in item.body for d in line.dates):
            continue
        for line in item.body:
            if not line.is_analysis and lexicon.has(line.text, context.language, "say"):
                yield context.finding(
                    (CODE, SEVERITY),
                    (line.sentence.start, line.sentence.end),
                    "the item prints no date for what was said or done",
                    help="begin with the day: On 14 September 2026, …",
                )
                break
