"""D04: one event is told under two dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from rasad.check.alike import pairs
from rasad.check.context import Context, Line
from rasad.model import Citation, DateMention, Finding
from rasad.model.when import within

CODE = "D04"
SEVERITY = "warning"
NEEDS = "text"
NAME = "two dates for one event"
RATIONALE = (
    "A lead and an item, or two sentences of an item, may tell one event twice. Sentences that rest on the same passage of the "
    "evidence and each print one day of the window should print the same one; so should sentences in nearly the same words that print the same numbers."
)
BAD = (
    "On 14 September 2026 Mera Tolun said that the harbour network will stay, Sarvan Post reported [@en, 0-250]. "
    "On 15 September 2026 the minister kept the network [@en, 0-250]."
)
GOOD = (
    "On 14 September 2026 Mera Tolun said that the harbour network will stay, Sarvan Post reported [@en, 0-250]. "
    "On 14 September 2026 the minister kept the network [@en, 0-250]."
)
_LIKE: Final = 0.7


def find(context: Context) -> Iterator[Finding]:
    """A finding at the later of two sentences that date one passage differently."""
    seen: dict[tuple[str, int], list[tuple[int, Line, DateMention]]] = defaultdict(list)
    for line in context.lines:
        days = {d.edtf: d for d in line.days if d.edtf and _inside(d.edtf, context.window)}
        if len(days) != 1:
            continue
        ((edtf, mention),) = days.items()
        for citation in line.citations:
            key = (citation.text_id, citation.start)
            other = next(
                (
                    entry
                    for entry in seen[key]
                    if entry[2].edtf != edtf and entry[0] == citation.end
                ),
                None,
            )
            if (
                other is not None
                and _may_tell_twice(line, other[1])
                and not _has_both(context, citation, edtf, other[2])
            ):
                yield context.finding(
                    (CODE, SEVERITY),
                    line.place(mention.start or 0, mention.end or 0),
                    f"what is dated “{mention.text}” here is dated “{other[2].text}” in another sentence",
                    help="one event has one date; correct the wrong one, or cite the passage of the other event",
                    evidence=(other[1].text,),
                )
                break
            if len(seen[key]) < 4:
                seen[key].append((citation.end, line, mention))
    yield from _alike(context)


def _alike(context: Context) -> Iterator[Finding]:
    """A finding at the later of two sentences in nearly the same words that print different days."""
    told: set[int] = set()
    for pair in pairs(context):
        one, other = pair.one.days, pair.other.days
        if (
            len(one) != 1
            or len(other) != 1
            or one[0].edtf == other[0].edtf
            or id(pair.other) in told
        ):
            continue
        is_like = pair.share >= _LIKE and _numbers(pair.one) == _numbers(pair.other)
        if is_like and not pair.is_reference:
            told.add(id(pair.other))
            yield context.finding(
                (CODE, SEVERITY),
                pair.other.place(other[0].start or 0, other[0].end or 0),
                f"what is dated “{other[0].text}” here is dated “{one[0].text}” in a sentence like it",
                help="one event has one date; correct the wrong one, or say what sets the two apart",
                evidence=(pair.one.text,),
            )


def _numbers(line: Line) -> list[float]:
    return sorted(figure.value for figure in line.figures if figure.value is not None)


def _inside(edtf: str, window: str) -> bool:
    return not window or within(edtf, window)


def _has_both(context: Context, citation: Citation, edtf: str, other: DateMention) -> bool:
    """True when the passage itself prints both days: then it tells two things."""
    text = context.held.cited(citation.text_id)
    if text is None:
        return False
    near = {date.edtf for date in text.dates_in(*text.passage(citation.start, citation.end))}
    return {edtf, other.edtf} <= near


def _may_tell_twice(one: Line, other: Line) -> bool:
    return one.item is other.item or "lead" in (one.item.id, other.item.id)
