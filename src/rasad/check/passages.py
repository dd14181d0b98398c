"""Passages: what stands in stretches of a cited text, each thing worked out once. Text + span -> dates, numbers, names."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable
from typing import cast

from rasad import calendars
from rasad.check.values import Value, value_of, values_of
from rasad.languages import numbers, sentences
from rasad.languages.gazetteer import Found, gazetteer
from rasad.model import DateMention, Figure, Pack, Span


def spans_of(dates: Iterable[DateMention]) -> list[tuple[int, int]]:
    """Where dates are printed."""
    return [(d.start, d.end) for d in dates if d.start is not None and d.end is not None]


class Passages(ABC):
    """A text by its stretches; texts that carry the same words share what is found in them."""

    text: str
    title: str
    language: str
    _pack: Pack
    _passages: dict[tuple[int, int], tuple[int, int]]
    _shared: dict[Hashable, object]

    @property
    @abstractmethod
    def anchor(self) -> str | None:
        """What dates without a year are counted from."""

    def passage(self, start: int, end: int) -> tuple[int, int]:
        """`start`-`end` widened to whole sentences of its paragraphs."""
        key = (start, end)
        if key not in self._passages:
            low = self.text.rfind("\n\n", 0, max(0, start)) + 2 if start > 0 else 0
            low = 0 if low == 1 else low
            high = self.text.find("\n\n", max(0, end - 1))
            block = self.text[low : high if high >= 0 else len(self.text)]
            touched = [
                (low + span.start, low + span.end)
                for span in self.sentences_of(block)
                if low + span.start < end and start < low + span.end
            ]
            self._passages[key] = (
                (min(start, touched[0][0]), max(end, touched[-1][1])) if touched else key
            )
        return self._passages[key]

    def sentences_of(self, words: str) -> tuple[Span, ...]:
        """The sentences of some words of the text, offsets counted in them."""
        key = ("sentences", self.language, words)
        if key not in self._shared:
            self._shared[key] = tuple(sentences.split(words, self.language))
        return cast("tuple[Span, ...]", self._shared[key])

    def dates_in(self, start: int, end: int) -> tuple[DateMention, ...]:
        """The dates printed in a passage."""
        words = self.text[start:end]
        key = ("dates", self.language, self.anchor, words)
        if key not in self._shared:
            found = calendars.parse(words, language=self.language, anchor=self.anchor)
            self._shared[key] = tuple(found)
        return cast("tuple[DateMention, ...]", self._shared[key])

    def figures_in(self, start: int, end: int) -> tuple[Figure, ...]:
        """The numbers in a passage that are no part of a date."""
        words = self.text[start:end]
        key = ("figures", self.language, self.anchor, words)
        if key not in self._shared:
            skip = spans_of(self.dates_in(start, end))
            self._shared[key] = tuple(numbers.find(words, self.language, skip=skip))
        return cast("tuple[Figure, ...]", self._shared[key])

    def counts_in(self, start: int, end: int) -> tuple[Figure, ...]:
        """All that is counted in a passage, dates such as “five years ago” included."""
        words = self.text[start:end]
        key = ("counts", self.language, words)
        if key not in self._shared:
            self._shared[key] = tuple(numbers.find(words, self.language))
        return cast("tuple[Figure, ...]", self._shared[key])

    def listed_in(self, start: int, end: int) -> list[Value | None]:
        """The value of each number in a passage, repeated ones included."""
        return [value_of(figure) for figure in self.figures_in(start, end)]

    def values_in(self, start: int, end: int) -> frozenset[Value]:
        """The values of the numbers in a passage."""
        return values_of(self.figures_in(start, end))

    def names_in(self, start: int, end: int) -> tuple[Found, ...]:
        """What the pack knows by name in a passage, persons by their surname too; offsets count in the passage."""
        words = self.text[start:end]
        key = ("names", self.language, words)
        if key not in self._shared:
            known = gazetteer(self._pack)
            full = known.mentions(words, self.language)
            more = (
                one
                for one in known.surname_mentions(words, self.language)
                if not any(one.start < other.end and other.start < one.end for other in full)
            )
            self._shared[key] = tuple(sorted((*full, *more), key=lambda found: found.start))
        return cast("tuple[Found, ...]", self._shared[key])

    def ids_in(self, start: int, end: int) -> frozenset[str]:
        """The ids of all that the pack knows by name in a passage and in the title."""
        return self._ids_in(self.text[start:end]) | self._ids_in(self.title)

    def _ids_in(self, words: str) -> frozenset[str]:
        key = ("ids", self.language, words)
        if key not in self._shared:
            found = gazetteer(self._pack).mentions(words, self.language)
            self._shared[key] = frozenset(id for one in found for id in one.ids)
        return cast("frozenset[str]", self._shared[key])

    def excerpt(self, start: int, end: int, most: int = 240) -> str:
        """The words between two places, shortened in the middle."""
        words = " ".join(self.text[max(0, start) : end].split())
        if len(words) <= most:
            return words
        half = most // 2
        return f"{words[:half].rstrip()} … {words[-half:].lstrip()}"
