"""N01: a number is not in the cited evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check.context import Context, ItemLines, Line
from rasad.check.held import Cited
from rasad.check.passages import spans_of
from rasad.check.values import Value, value_of, values_of
from rasad.model import Citation, Figure, Finding

CODE = "N01"
SEVERITY = "error"
NEEDS = "evidence"
NAME = "number not in evidence"
RATIONALE = (
    "Every number of a sentence must be, in value, a number of the text it cites: digits of any script, words and magnitudes compare "
    "alike, per cent with per cent, ranges by both ends. A number that stands elsewhere in the text is refused when the cited passage has "
    "another one that the sentence leaves out. Dates are left to D05; a heading may also take its numbers from its item."
)
BAD = "On 14 September 2026 Mera Tolun said that 13 of 40 lines work, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun said that twelve of 40 lines work, Sarvan Post reported [@en, 0-250]."

_RUN: Final = re.compile(r"\d+")
Cites = tuple[tuple[Citation, Cited], ...]


def find(context: Context) -> Iterator[Finding]:
    """A finding at each number that the evidence does not hold."""
    for item in context.items:
        for line in item.lines:
            cited = line.cited or (_all_of(item) if line.is_heading else ())
            if cited:
                yield from _figures(context, line, cited)
                yield from _digits(context, line, cited)


def _all_of(item: ItemLines) -> Cites:
    return tuple(pair for line in item.body for pair in line.cited)


def _figures(context: Context, line: Line, cited: Cites) -> Iterator[Finding]:
    printed = values_of(line.figures)
    near: frozenset[Value] = frozenset()
    for citation, text in cited:
        near |= text.values_in(*text.passage(citation.start, citation.end))
        if len(printed) == len(line.figures) and printed <= near:
            return  # each printed once and held: the other passages need not be read
    for figure in line.figures:
        value = value_of(figure)
        if value is None:
            continue
        dropped = sorted(v for v in near - printed if v[0] == v[1] and v[2] == value[2])
        if _is_in(value, near):
            if dropped and not line.is_heading and _is_once_too_often(value, line, cited):
                yield _finding(
                    context, line, figure, cited, f"stands twice; the passage has {_shown(dropped)}"
                )
            continue
        everywhere: frozenset[Value] = frozenset().union(*(text.values for _, text in cited))
        if _is_in(value, everywhere):
            if (
                dropped
                and not line.is_heading
                and len(values_of([figure]) - near) == len(values_of([figure]))
            ):
                yield _finding(
                    context,
                    line,
                    figure,
                    cited,
                    f"stands where the cited passage has {_shown(dropped)}",
                )
            continue
        if figure.value is not None and _in_digits(figure, cited):
            continue
        other = sorted(v for v in everywhere if v[0] == value[0] and v[1] == value[1])
        if other:
            yield _finding(
                context, line, figure, cited, f"is {_shown(other)} in the cited evidence"
            )
        else:
            has = f"; the passage has {_shown(dropped)}" if dropped else ""
            yield _finding(context, line, figure, cited, f"is not in the cited evidence{has}")


def _is_once_too_often(value: Value, line: Line, cited: Cites) -> bool:
    """True when a sentence prints a number more often than the passages it cites."""
    printed = sum(value_of(figure) == value for figure in line.figures)
    if printed == 1:
        return False
    passages = {(text, *text.passage(citation.start, citation.end)) for citation, text in cited}
    held = sum(text.listed_in(start, end).count(value) for text, start, end in passages)
    return 0 < held < printed


def _is_in(value: Value, held: frozenset[Value]) -> bool:
    low, high, is_share = value
    return value in held or (low != high and {(low, low, is_share), (high, high, is_share)} <= held)


def _in_digits(figure: Figure, cited: Cites) -> bool:
    """True for a whole number, no share, whose digits the evidence prints as part of something else: an article, a year."""
    if figure.unit == "%" or figure.value is None or figure.value != int(figure.value):
        return False
    label = figure.unit in ("article", "clause", "section", "note", "number", "resolution", "year")
    return (label or figure.value >= 1000) and any(
        int(figure.value) in text.digits for _, text in cited
    )


def _digits(context: Context, line: Line, cited: Cites) -> Iterator[Finding]:
    """Runs of digits that are neither figure nor date: hours, versions, codes."""
    taken = spans_of(line.dates) + [(figure.start, figure.end) for figure in line.figures]
    for run in _RUN.finditer(line.plain):
        if len(run.group()) > 18 or any(start <= run.start() < end for start, end in taken):
            continue
        if not any(int(run.group()) in text.digits for _, text in cited):
            shown = Figure(text=run.group(), start=run.start(), end=run.end())
            yield _finding(context, line, shown, cited, "is not in the cited evidence")


def _shown(values: list[Value]) -> str:
    words = [
        (f"{low:,.10g}" if low == high else f"{low:,.10g}–{high:,.10g}")
        + (" per cent" if share else "")
        for low, high, share in values
    ]
    return ", ".join(words[:5])


def _finding(context: Context, line: Line, figure: Figure, cited: Cites, what: str) -> Finding:
    return context.finding(
        (CODE, SEVERITY),
        line.place(figure.start, figure.end),
        f"“{figure.text}” {what}",
        help="print the number of the evidence, or cite the text that has this one",
        evidence=tuple(text.excerpt(*text.passage(c.start, c.end)) for c, text in cited[:2]),
    )
