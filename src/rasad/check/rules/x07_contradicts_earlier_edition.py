"""X07: a sentence contradicts one of an earlier edition."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.alike import across
from rasad.check.context import Context
from rasad.check.rules.x03_mentions_disagree import difference, is_series
from rasad.model import Finding

CODE = "X07"
SEVERITY = "warning"
NEEDS = "text"
NAME = "contradicts an earlier edition"
RATIONALE = (
    "A desk that says 12 in May and 21 in July of one event owes its readers a word. Sentences are held against those of the editions that this monitor has published before, in the same language: nearly the same words and one other number, or one says no and the other does "
    "not. Sentences that print different days tell a series and are left alone. Needs a monitor."
)
BAD = "On 14 September 2026 the council of Sarvan closed 21 lines of the ferry network in eastern ports [@en, 0-250]."
GOOD = "On 14 September 2026 the council of Sarvan closed 12 lines of the ferry network in eastern ports [@en, 0-250]."


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such sentence."""
    told: set[int] = set()
    for edition in context.beside.earlier:
        before = Context(
            edition, reading=None, pack=context.pack, held=context.held, window=edition.window
        )
        for pair in across(before, context):
            if id(pair.other) in told or is_series(pair) or pair.other.is_analysis:
                continue
            found = difference(context, pair, (CODE, SEVERITY))
            if found:
                told.add(id(pair.other))
                yield found
