"""H01: a heading claims a later stage than its item."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check import lexicon
from rasad.check.context import Context
from rasad.languages import text as letters
from rasad.model import Finding

CODE = "H01"
SEVERITY = "warning"
NEEDS = "text"
NAME = "heading claims a later stage"
RATIONALE = (
    "“Approved” in a heading over a body that says “under review” is the commonest exaggeration. Words of stage stand in "
    "`check/words/LANGUAGE.toml`; words behind “to”, “will”, “not” and their like claim nothing. A body without any word of stage is left alone."
)
BAD = "## Council approves the port plan {#d-2}\n\nOn 14 September 2026 the council discussed the port plan, Sarvan Post reported [@en, 0-250]."
GOOD = "## Council debates the port plan {#d-2}\n\nOn 14 September 2026 the council discussed the port plan, Sarvan Post reported [@en, 0-250]."
_APPROVED = 5


def find(context: Context) -> Iterator[Finding]:
    """A finding at each word of a heading that no sentence of the item reaches."""
    for item in context.items:
        if item.heading is None:
            continue
        claimed = list(_stages(item.heading.text, context.language))
        if not claimed:
            continue
        reached = [
            stage
            for line in item.body
            for stage in _stages(line.text, context.language, is_body=True)
        ]
        if not reached:
            continue
        rank, name, start, end = max(claimed)
        top = max(reached)
        if rank >= _APPROVED and rank > top[0]:
            yield context.finding(
                (CODE, SEVERITY),
                item.heading.place(start, end),
                f"the heading says {name.replace('_', ' ')}, its item says {top[1].replace('_', ' ')} at most",
                help="let the heading say no more than the item",
                evidence=(item.body[0].text,) if item.body else (),
            )


def _stages(
    text: str, language: str, *, is_body: bool = False
) -> Iterator[tuple[int, str, int, int]]:
    """Rank, name and place of each word of stage that claims something."""
    folded = letters.fold(text, language)
    halts = lexicon.pattern(language, "before_stage")
    for key in lexicon.load(language):
        if not key.startswith("stages."):
            continue
        rank, _, name = key.removeprefix("stages.").partition("_")
        for found in lexicon.pattern(language, key).finditer(folded.text):
            before = folded.text[max(0, found.start() - 24) : found.start()].rstrip()
            last = " ".join(before.split()[-2:])
            if not is_body and any(halt.end() == len(last) for halt in halts.finditer(last)):
                continue
            yield int(rank), name, *folded.span(found.start(), found.end())
