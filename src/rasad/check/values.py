"""Values: numbers and days as they are compared. Figure -> Value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rasad.model import Figure
from rasad.model.when import bounds, is_edtf

# (low, high, is per cent); a plain number has low == high.
Value = tuple[float, float, bool]

_DIGITS: Final = re.compile(r"\d+")
_ROUND: Final = 6


def value_of(figure: Figure) -> Value | None:
    """The value of a figure, None when it has none."""
    is_share = figure.unit == "%"
    if figure.value is not None:
        return round(figure.value, _ROUND), round(figure.value, _ROUND), is_share
    if figure.low is None or figure.high is None:
        return None
    return round(figure.low, _ROUND), round(figure.high, _ROUND), is_share


def values_of(figures: Iterable[Figure]) -> frozenset[Value]:
    """The values of figures; a range also gives its two ends."""
    found: set[Value] = set()
    for figure in figures:
        value = value_of(figure)
        if value is not None:
            low, high, is_share = value
            found |= {value, (low, low, is_share), (high, high, is_share)}
    return frozenset(found)


def digit_values(text: str) -> frozenset[int]:
    """The runs of digits of a text as numbers, whatever their script."""
    return frozenset(int(run) for run in _DIGITS.findall(text) if len(run) <= 18)


def agrees(printed: str, held: str) -> bool:
    """True when the evidence's value `held` bears out the printed one: the same, or a day inside a printed
    month, year or interval. Intervals that only overlap agree when one comes from another calendar.
    """
    if not is_edtf(printed) or not is_edtf(held):
        return printed == held
    one, other = bounds(printed), bounds(held)
    if one == other:
        return True
    if None in one or None in other or one[0] == one[1]:
        return False
    (first, last), (low, high) = one, other
    assert first and last and low and high  # noqa: S101  (the line above has seen to it)
    if first <= low and high <= last:
        return True
    is_foreign = "/" in held or "/" in printed
    return is_foreign and first <= high and low <= last and (high - low).days > 1
