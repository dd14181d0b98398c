"""S01: a sentence is neither traced to evidence nor marked as the desk's own analysis."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.context import Context
from rasad.model import Finding

CODE = "S01"
SEVERITY = "error"
NEEDS = "citations"
NAME = "sentence without source"
RATIONALE = "Every sentence is accounted for: it cites a passage of the evidence, or it stands in a block `::: analysis`. Headings rest on their item."
BAD = "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250]. Everybody was glad."
GOOD = "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250].\n\n::: analysis\nThe desk is glad.\n:::"


def find(context: Context) -> Iterator[Finding]:
    """A finding at each sentence outside analysis that cites nothing."""
    for line in context.lines:
        if (
            line.is_heading
            or line.is_analysis
            or line.citations
            or not any(c.isalnum() for c in line.text)
        ):
            continue
        yield context.finding(
            (CODE, SEVERITY),
            (line.sentence.start, line.sentence.end),
            "this sentence cites no evidence",
            help="put [@TEXT, START-END] behind its words, or the sentence into a block ::: analysis",
        )
