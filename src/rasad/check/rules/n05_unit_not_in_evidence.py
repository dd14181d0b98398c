"""N05: the number is that of the evidence and its unit is another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rasad.check.context import Context, Line
from rasad.check.values import value_of
from rasad.languages import numbers
from rasad.model import Figure, Finding

CODE = "N05"
SEVERITY = "error"
NEEDS = "evidence"
NAME = "unit not in evidence"
RATIONALE = (
    "Ten million rials are a tenth of ten million tomans. Where the cited passage gives a number with a unit of money, time, length, weight or data, the sentence gives it with the same unit. "
    "Counted nouns are left to the editor."
)
BAD = "On 14 September 2026 Mera Tolun said that 30 days passed, Sarvan Post reported [@en, 0-250]."
GOOD = (
    "On 14 September 2026 Mera Tolun said that 30 per cent work, Sarvan Post reported [@en, 0-250]."
)

_KINDS: Final = (
    frozenset(
        {
            "rial",
            "toman",
            "dollar",
            "euro",
            "pound",
            "rupee",
            "dirham",
            "lira",
            "dinar",
            "yuan",
            "yen",
            "rouble",
            "ruble",
            "tal",
            "crore",
            "franc",
        }
    ),
    frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"}),
    frozenset({"metre", "kilometre", "mile", "foot", "inch", "centimetre", "millimetre"}),
    frozenset({"gram", "kilogram", "tonne", "ton", "pound", "barrel", "litre", "gallon"}),
    frozenset(
        {
            "bit",
            "byte",
            "kilobyte",
            "megabyte",
            "gigabyte",
            "terabyte",
            "petabyte",
            "megabit",
            "gigabit",
            "terabit",
            "kilobit",
            "megabit per second",
            "gigabit per second",
            "terabit per second",
        }
    ),
    frozenset(
        {
            "hertz",
            "kilohertz",
            "megahertz",
            "gigahertz",
            "watt",
            "kilowatt",
            "megawatt",
            "gigawatt",
            "hectare",
        }
    ),
    frozenset({"%"}),
)

_COUNTED: Final = ("duration", "deictic", "event_vague")


def find(context: Context) -> Iterator[Finding]:
    """A finding at each figure that the passage gives with another unit only."""
    for line in context.lines:
        if not line.cited or line.is_heading:
            continue
        united = [figure for figure in (*line.figures, *_spans(line)) if _is_known(figure.unit)]
        held = [
            figure
            for citation, text in (line.cited if united else ())
            for figure in text.counts_in(*text.passage(citation.start, citation.end))
        ]
        for figure in united:
            other = _other_unit(figure, held)
            if other:
                yield _finding(context, line, figure, other)


def _spans(line: Line) -> tuple[Figure, ...]:
    """What is counted inside a date, such as “five years ago”."""
    language = line.context.language
    if not any(date.basis == "relative" or date.role in _COUNTED for date in line.dates):
        return ()
    every = line.fact("counts", lambda: tuple(numbers.find(line.plain, language)))
    known = {figure.start for figure in line.figures}
    return tuple(figure for figure in every if figure.start not in known)


def _other_unit(figure: Figure, held: list[Figure]) -> str:
    """The unit that the evidence gives to this number, when it is another one of a known kind."""
    value = value_of(figure)
    if value is None:
        return ""
    same = [one for one in held if (found := value_of(one)) is not None and found[:2] == value[:2]]
    if not same or any(one.unit == figure.unit for one in same):
        return ""
    return next((one.unit for one in same if one.unit and _is_known(one.unit)), "")


def _is_known(unit: str | None) -> bool:
    """True for a unit of a kind that rests on a measure."""
    return unit is not None and any(unit in kind for kind in _KINDS)


def _finding(context: Context, line: Line, figure: Figure, other: str) -> Finding:
    return context.finding(
        (CODE, SEVERITY),
        line.place(figure.start, figure.end),
        f"“{figure.text}”: the cited passage gives this number in {'per cent' if other == '%' else other}",
        help="print the unit of the evidence",
        evidence=tuple(text.excerpt(*text.passage(c.start, c.end)) for c, text in line.cited[:2]),
    )
