"""S05: “reportedly” and its like without a source."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check import lexicon
from rasad.check.context import Context
from rasad.check.sourcing import Quoted, is_attributed
from rasad.model import Finding

CODE = "S05"
SEVERITY = "warning"
NEEDS = "text"
NAME = "hedge without source"
RATIONALE = (
    "A hedge says that somebody else vouches for the sentence, and does not say who. It is enough that the sentence attributes, links or cites; "
    "questions, conditions and words between quotation marks are left alone."
)
BAD = "On 14 September 2026 the harbour network was reportedly closed."
GOOD = "On 14 September 2026 the harbour network was reportedly closed, according to Sarvan Post."
PLAIN = True


def find(context: Context) -> Iterator[Finding]:
    """A finding at the first hedge of each sentence without source."""
    quoted = Quoted(context)
    for line in context.lines:
        if line.is_analysis or line.text.rstrip().endswith("?"):
            continue
        for start, end in lexicon.find(line.plain, context.language, "hedge"):
            place = line.place(start, end)
            rest = line.plain[:start] + line.plain[end:]
            if quoted.holds(place[0]) or is_attributed(context, line, rest):
                continue
            yield context.finding(
                (CODE, SEVERITY),
                place,
                f"“{line.text[start:end]}”: the sentence does not say by whom",
                help="say who reported or alleged it, or link it",
            )
            break
