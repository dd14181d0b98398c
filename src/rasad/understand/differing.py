"""Understand: the same matter told with another figure, the same figure told again, a figure of a series. Claims → Answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from rasad.model import Figure
from rasad.understand.claims import Answer, Claim, gap, is_across, is_one_text
from rasad.understand.plain import words

_NEAR: Final = 60
_FAR: Final = 400
_LOOK_BACK: Final = 30
_SAME: Final = 0.02
_LEAST_SHARED: Final = 3
_SERIES: Final = 10.0
_MEASURES: Final = frozenset({"%", "rial", "toman", "dollar", "euro", "tal"})
_UNITS: Final = _MEASURES | {"user", "account", "case", "person", "vote"}
_LABELS: Final = frozenset({"article", "chapter", "clause", "number", "page", "year", "month", "week", "day", "hour", "minute", "time", "times"})
_DAYS: Final = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
_TOLD_BEFORE: Final = 14

Told = tuple[Claim, Figure]


def find_figures(claims: Sequence[Claim]) -> Iterator[Answer]:
    """What the figures in claims of one dossier say of each other."""
    buckets: dict[str, list[Told]] = defaultdict(list)
    for claim in claims:
        if claim.days is None:
            continue
        for figure in claim.piece.figures():
            if figure.unit is not None and figure.value is not None:
                buckets["duration" if figure.unit in _DAYS else figure.unit].append((claim, figure))
    for unit in sorted(buckets):
        rows = buckets[unit]
        for place, told in enumerate(rows):
            for before in rows[max(0, place - _LOOK_BACK) : place]:
                found = _durations(told, before) if unit == "duration" else _compare(told, before)
                if found is not None:
                    yield found


def _compare(told: Told, before: Told) -> Answer | None:
    (claim, figure), (other, _) = told, before
    days = gap(claim, other)
    if claim.development == other.development or is_one_text(claim, other) or days is None or days > _FAR:
        return None
    is_refused = before[1].value in refused(claim)
    if claim.piece.key == other.piece.key and not is_refused:
        return _again(told, before)
    is_alike = claim.statement.action is not None and claim.statement.action == other.statement.action
    if not is_alike or days > _NEAR or figure.unit not in _UNITS:
        return None
    if "negated" in (claim.statement.polarity, other.statement.polarity):
        return None
    return _rivals(told, before, is_refused=is_refused)


def _rivals(told: Told, before: Told, *, is_refused: bool) -> Answer | None:
    """One action, two values: of two speakers, or one refused by name."""
    (claim, figure), (other, rival) = told, before
    why = f"{figure.text!r} against {rival.text!r}"
    if is_refused:
        return Answer("contradicts", claim, other, f"says {figure.text!r} and not {rival.text!r} for {claim.statement.action}")
    if _values(claim, figure) & _values(other, rival) or _is_same(figure, rival):
        return None
    if is_across(claim, other) and figure.unit not in _MEASURES:
        return None
    if not is_across(claim, other) and len(claim.stems & other.stems) < _LEAST_SHARED:
        return None
    return Answer("contradicts", claim, other, f"another figure for {claim.statement.action}: {why}")


def _again(told: Told, before: Told) -> Answer | None:
    """One speaker: the figure again, or the next of a series. Both only when it is plain what is counted."""
    (claim, figure), (other, rival) = told, before
    if figure.unit in _LABELS or not gap(claim, other) or figure.value is None or rival.value is None:
        return None
    is_counted = figure.unit not in _UNITS or len(claim.stems & other.stems) >= (0 if is_across(claim, other) else 2)
    if _is_same(figure, rival):
        return Answer("repeats", claim, other, f"the same figure again: {figure.text!r}") if is_counted else None
    low, high = sorted((abs(figure.value), abs(rival.value)))
    if not is_counted or figure.unit in _MEASURES or not low or high / low > _SERIES:
        return None
    if not is_across(claim, other) and not claim.stems & other.stems:
        return None
    return Answer("updates", claim, other, f"{figure.text!r} now, {rival.text!r} before")


def _durations(told: Told, before: Told) -> Answer | None:
    """Two speakers, one subject, and it lasts twice as long with one of them."""
    (claim, figure), (other, rival) = told, before
    if claim.piece.key == other.piece.key or claim.development == other.development or is_across(claim, other):
        return None
    if not claim.order or not other.order or claim.order[0] != other.order[0] or (gap(claim, other) or 0) > _NEAR:
        return None
    low, high = sorted((_in_days(figure), _in_days(rival)))
    if not low or high / low < 2:
        return None
    return Answer("contradicts", claim, other, f"another duration for {claim.order[0]}: {figure.text!r} against {rival.text!r}")


def _in_days(figure: Figure) -> float:
    return (figure.value or 0.0) * _DAYS.get(figure.unit or "", 0.0)


def _is_same(figure: Figure, rival: Figure) -> bool:
    one, other = figure.value or 0.0, rival.value or 0.0
    return abs(one - other) <= _SAME * max(abs(one), abs(other))


def _values(claim: Claim, like: Figure) -> set[float | None]:
    return {one.value for one in claim.piece.figures() if one.unit == like.unit}


def refused(claim: Claim) -> set[float]:
    """The values that a claim names in order to refuse them: "40 per cent, not 28"."""
    text, lexicon = claim.piece.telling.text, claim.piece.telling.lexicon
    out = set()
    for figure in claim.piece.figures():
        before = words(text[max(0, figure.start - _TOLD_BEFORE) : figure.start])[-3:]
        if figure.value is not None and lexicon.phrases["refusals"].has(before, 0, len(before)):
            out.add(figure.value)
    return out
