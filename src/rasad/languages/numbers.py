"""Numbers: amounts, shares and ranges with their unit. str -> list[Figure].

Digits of any script, separators of thousands and decimals as the languages print them, number words, fractions, magnitudes and
ranges, by a small grammar over `languages/<language>/numbers.toml`. Years, clock times, ordinals and
dates in digits are no figures. A number behind a label ("Article 85") is a figure whose unit is the label. A paragraph is read at a time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from rasad.languages import paragraphs
from rasad.languages._numbers import Amount, Grammar, grammar
from rasad.languages.text import Folded, fold
from rasad.model.figure import Figure

_JUNK: Final = re.compile(
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?![\d/])|\d{1,2}:\d{2}(?::\d{2})?|\d+(?:\.\d+){2,}|(?:\d+-){3,}\d+"
)
_RUN: Final = re.compile(r"[\w.,/:-]*\w")
_WORD: Final = re.compile(r"\w+")
_PREVIOUS: Final = re.compile(r"(\w+)\.?[ (]*$")
_DASH: Final = re.compile(r" ?- ?")
_SINGLE_COUNTS: Final = frozenset({"%", "percentage point", "person", "vote"})


def find(text: str, language: str = "und", *, skip: Iterable[tuple[int, int]] = ()) -> list[Figure]:
    """The figures of `text`. Numbers that touch a span of `skip` (dates, usually) are left out."""
    rules = grammar(language)
    taken = _joined(skip)
    ends = [end for _, end in taken]
    out: list[Figure] = []
    for start, end in paragraphs.spans(text):
        block = text[start:end]
        if not rules.may_count(block):
            continue
        folded = fold(block, language)
        for figure in _Reader(folded, rules).figures():
            low, high = folded.span(*figure[0])
            low, high = low + start, high + start
            near = bisect_right(ends, low)
            if near < len(taken) and taken[near][0] < high:
                continue
            out.append(_figure(text, low, high, figure[1]))
    return out


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches in order, those that overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _figure(text: str, start: int, end: int, found: _Found) -> Figure:
    shown = text[start:end].rstrip()
    if found.high is None:
        return Figure(
            text=shown,
            start=start,
            end=start + len(shown),
            value=found.low,
            unit=found.unit,
            measure=found.measure,
        )
    return Figure(
        text=shown,
        start=start,
        end=start + len(shown),
        low=found.low,
        high=found.high,
        unit=found.unit,
        measure=found.measure,
    )


class _Found:
    """What one figure was read as; `high` is None for a single value."""

    __slots__ = ("high", "low", "measure", "unit")

    def __init__(
        self, low: float, high: float | None, unit: str | None, measure: str | None
    ) -> None:
        self.low, self.high, self.unit, self.measure = (
            _neat(low),
            high and _neat(high),
            unit,
            measure,
        )


def _neat(value: float) -> float:
    return round(value, 6)


class _Reader:
    """Reads the figures of one folded paragraph."""

    def __init__(self, folded: Folded, rules: Grammar) -> None:
        self.text, self.rules = folded.text, rules

    def figures(self) -> Iterator[tuple[tuple[int, int], _Found]]:
        """Spans in the folded paragraph, and what stands there."""
        place = 0
        while (found := self.rules.start.search(self.text, place)) is not None:
            begin = found.start()
            result = self._read(begin)
            if result is None:
                place = self._past(begin, found.end())
                continue
            yield from result
            place = max(span[1] for span, _ in result)

    def _past(self, begin: int, end: int) -> int:
        run = _RUN.match(self.text, begin)
        return max(end, run.end() if run and self.text[begin].isdigit() else end)

    def _read(self, begin: int) -> list[tuple[tuple[int, int], _Found]] | None:
        """None when no figure begins here; an empty list never."""
        symbol, place = self.rules.symbol_at(self.text, begin)
        if self.text[place : place + 1].isdigit() and _JUNK.match(self.text, place):
            return None
        first = self.rules.amount(self.text, place)
        if first is None:
            return None
        before = _PREVIOUS.search(self.text, max(0, begin - 30), begin)
        word = before.group(1) if before else ""
        ranged = self._range(begin, symbol, first, word)
        if ranged is not None:
            return ranged
        unit, end, _ = self._unit(first.end)
        unit, end = (symbol, first.end) if symbol else (unit, end)
        if self._is_none(first, unit, word, begin):
            return None
        if unit is None and word in self.rules.labels:
            unit = self.rules.labels[word]
        return [((begin, end), _Found(first.value, None, unit, self._measure(unit, end)))]

    def _range(
        self, begin: int, symbol: str | None, first: Amount, word: str
    ) -> list[tuple[tuple[int, int], _Found]] | None:
        first_unit, after, _ = self._unit(first.end, reach=0)
        link = self._link(after if first_unit else first.end, is_between=word in self.rules.between)
        if link is None:
            return None
        second_symbol, place = self.rules.symbol_at(self.text, link)
        if _JUNK.match(self.text, place):
            return None
        second = self.rules.amount(self.text, place)
        if second is None or (first.is_year and second.is_year):
            return None
        unit, end, _ = self._unit(second.end)
        unit = symbol or second_symbol or unit
        if first_unit is not None and unit not in (None, first_unit):
            return None
        unit = unit or first_unit
        low = first.value
        if first.magnitude == 1 and second.magnitude > 1 and low < second.value / second.magnitude:
            low *= second.magnitude
        if low >= second.value or (first.is_year and unit is None):
            return None
        if word == "from":
            head = first.end
            return [
                ((begin, head), _Found(low, None, unit, None)),
                ((place, end), _Found(second.value, None, unit, self._measure(unit, end))),
            ]
        return [((begin, end), _Found(low, second.value, unit, self._measure(unit, end)))]

    def _link(self, place: int, *, is_between: bool) -> int | None:
        dash = _DASH.match(self.text, place)
        if dash:
            return dash.end()
        found = _WORD.match(self.text, place + 1) if self.text[place : place + 1] == " " else None
        if found is None:
            return None
        links = self.rules.range_words | (self.rules.between_and if is_between else frozenset())
        return found.end() + 1 if found.group() in links else None

    def _unit(self, place: int, *, reach: int | None = None) -> tuple[str | None, int, str]:
        """Unit, the end of its words, and the word itself."""
        return self.rules.unit_at(self.text, place, self.rules.reach if reach is None else reach)

    def _is_none(self, amount: Amount, unit: str | None, word: str, begin: int) -> bool:
        """True for a year, a lone small word, a weekday: no figure."""
        label = word in self.rules.labels
        if (word in self.rules.vague and not amount.is_digits) or (
            unit is None and word in self.rules.year_labels
        ):
            return True
        if amount.is_year:
            is_dated = word in self.rules.year_words or word in self.rules.months
            return not label and (unit is None or is_dated)
        if amount.is_shy:
            return unit is None or (amount.value == 1 and not self._is_counted(unit))
        following = _WORD.match(self.text, amount.end + 1)
        if following and following.group() in self.rules.not_before:
            return True
        return unit is None and amount.is_digits and self._is_month(begin, amount)

    def _is_counted(self, unit: str) -> bool:
        return unit in _SINGLE_COUNTS or unit in self.rules.currencies

    def _is_month(self, begin: int, amount: Amount) -> bool:
        if not 1 <= amount.value <= 31 or amount.value != int(amount.value):
            return False
        after = _WORD.match(self.text, amount.end + 1)
        before = _PREVIOUS.search(self.text, max(0, begin - 30), begin)
        months = self.rules.months
        return bool((after and after.group() in months) or (before and before.group(1) in months))

    def _measure(self, unit: str | None, end: int) -> str | None:
        """The words behind "per cent of", up to four, else None."""
        if unit != "%":
            return None
        found = self.rules.measure.match(self.text, end)
        return found.group(1).strip() if found else None
