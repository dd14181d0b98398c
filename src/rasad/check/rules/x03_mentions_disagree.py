"""X03: two sentences tell one thing with another number, or one says no and the other does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rasad.check.alike import Pair, pairs
from rasad.check.context import Context, Line
from rasad.check.negation import says_no
from rasad.check.values import value_of
from rasad.model import Figure, Finding

CODE = "X03"
SEVERITY = "warning"
NEEDS = "text"
NAME = "mentions disagree"
RATIONALE = (
    "A number is corrected in one place and stays in the other. Two sentences in nearly the same words that differ in one number, or in a “not”, are shown side by side. Sentences that print different days tell a series "
    "and are left alone."
)
BAD = (
    "The council of Sarvan renewed 12 lines of the harbour network in eastern ports [@en, 0-250].\n\n"
    "## The plan {#d-2}\n\nOn 14 September 2026 the council of Sarvan renewed 21 lines of the harbour network in eastern ports [@en, 0-250]."
)
GOOD = (
    "The council of Sarvan renewed 12 lines of the harbour network in eastern ports [@en, 0-250].\n\n"
    "## The plan {#d-2}\n\nOn 14 September 2026 the council of Sarvan renewed 12 lines of the harbour network in eastern ports [@en, 0-250]."
)
_LIKE: Final = 0.6
_PART: Final = 0.75
_POLAR: Final = 0.75


def find(context: Context) -> Iterator[Finding]:
    """A finding at the later mention."""
    told: set[int] = set()
    for pair in pairs(context):
        if id(pair.other) in told or is_series(pair):
            continue
        found = difference(context, pair, (CODE, SEVERITY))
        if found:
            told.add(id(pair.other))
            yield found


def difference(context: Context, pair: Pair, rule: tuple[str, str]) -> Finding | None:
    """A finding of `rule` at the later of two sentences, when they differ in one number or in a “not”."""
    return _number(context, pair, rule) or _polarity(context, pair, rule)


def is_series(pair: Pair) -> bool:
    one, other = ({d.edtf or d.text for d in line.dates} for line in (pair.one, pair.other))
    return bool(one and other) and not one & other


def _number(context: Context, pair: Pair, rule: tuple[str, str]) -> Finding | None:
    if pair.share < _LIKE and pair.part < _PART:
        return None
    one, other = (_counted(line) for line in (pair.one, pair.other))
    shared = {value for value, _ in one} & {value for value, _ in other}
    here = [(value, figure) for value, figure in other if value not in shared]
    there = [(value, figure) for value, figure in one if value not in shared]
    if len(here) != 1 or len(there) != 1 or len(one) != len(other):
        return None
    figure, rival = here[0][1], there[0][1]
    if figure.unit and rival.unit and figure.unit != rival.unit:
        return None
    return context.finding(
        rule,
        pair.other.place(figure.start, figure.end),
        f"“{figure.text}” here is “{rival.text}” in another sentence",
        help="see which one the evidence has",
        evidence=(pair.one.text,),
    )


def _counted(line: Line) -> list[tuple[object, Figure]]:
    return [(value, figure) for figure in line.figures if (value := value_of(figure)) is not None]


def _polarity(context: Context, pair: Pair, rule: tuple[str, str]) -> Finding | None:
    if pair.share < _POLAR or pair.is_reference:
        return None
    one, other = (says_no(line.plain, context.language) for line in (pair.one, pair.other))
    if one == other:
        return None
    return context.finding(
        rule,
        (pair.other.sentence.start, pair.other.sentence.end),
        f"this {'says no' if other else 'does not say no'}, a sentence like it {'does' if one else 'does not'}",
        help="see which one the evidence has",
        evidence=(pair.one.text,),
    )
