"""Understand: phrases of a table, found in a run of tokens in one pass. (phrase → value), tokens → places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Generic, TypeVar

from rasad.understand.plain import words

Value = TypeVar("Value")
_STEM: Final = 3
_JOINER: Final = "\u200c"


def spellings(phrase: str) -> tuple[tuple[str, ...], ...]:
    """The tokens of a phrase; where it holds a ZWNJ also those of the spelling without."""
    forms = [words(phrase)]
    if _JOINER in phrase:
        forms.append(words(phrase.replace(_JOINER, "")))
    return tuple(dict.fromkeys(forms))


Row = tuple[int, list[str], bool, Value]  # size, pattern, whether a word of it is a beginning, value


class Phrases(Generic[Value]):
    """Phrases and what each stands for. A word that ends in `*` is a beginning; the longest phrase wins."""

    def __init__(self, rows: Iterable[tuple[str, Value]]) -> None:
        self._exact: dict[str, list[Row[Value]]] = {}
        self._stems: dict[str, list[Row[Value]]] = {}
        for phrase, value in rows:
            for form in spellings(phrase.replace("*", "\u0001")):
                self._put(form, value)
        for table in (self._exact, self._stems):
            for found in table.values():
                found.sort(key=lambda row: -row[0])

    @classmethod
    def of(cls, table: Mapping[str, Iterable[str]]) -> Phrases[str]:
        """Phrases out of a table of lists: each phrase stands for the name of its list."""
        return Phrases((phrase, name) for name, phrases in table.items() for phrase in phrases)

    def _put(self, form: tuple[str, ...], value: Value) -> None:
        pattern = list(_starred(form))
        if not pattern:
            return
        first = pattern[0]
        row = (len(pattern), pattern, any(word[-1] == "*" for word in pattern), value)
        if first.endswith("*"):
            self._stems.setdefault(first[:-1][:_STEM], []).append(row)
        else:
            self._exact.setdefault(first, []).append(row)

    def find(self, lows: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int, Value]]:
        """Places (first token, token behind) and values, left to right, none overlapping."""
        exact, stems = self._exact.get, self._stems
        here = lows[start:end]
        if self._exact.keys().isdisjoint(here) and (not stems or stems.keys().isdisjoint([word[:_STEM] for word in here])):
            return  # most stretches hold no word of a table
        place = start
        while place < end:
            word = lows[place]
            rows = exact(word)
            hit = _match(rows, lows, place, end) if rows else None
            if hit is None and stems and (rows := stems.get(word[:_STEM])):
                hit = _match(rows, lows, place, end)
            if hit is None:
                place += 1
            else:
                yield place, hit[0], hit[1]
                place = hit[0]

    def has(self, lows: Sequence[str], start: int, end: int) -> bool:
        """True when a phrase stands there."""
        return next(self.find(lows, start, end), None) is not None

    def at_start(self, word: str) -> bool:
        """True for a word that is a phrase by itself, or begins like one."""
        return self.has([word], 0, 1)

    def at(self, lows: Sequence[str], place: int, end: int) -> tuple[int, Value] | None:
        """The phrase that begins at a token: the token behind it and its value."""
        rows = self._exact.get(lows[place]) if place < end else None
        return _match(rows, lows, place, end) if rows else None


def _starred(form: tuple[str, ...]) -> tuple[str, ...]:
    out: list[str] = []
    for word in form:
        if word == "\u0001" and out:
            out[-1] += "*"
        else:
            out.append(word)
    return tuple(out)


def _match(
    rows: Sequence[Row[Value]], lows: Sequence[str], place: int, end: int
) -> tuple[int, Value] | None:
    for size, pattern, is_starred, value in rows:
        behind = place + size
        if behind > end:
            continue
        if is_starred:
            if all(
                low == word or (word[-1] == "*" and low.startswith(word[:-1]))
                for low, word in zip(lows[place:behind], pattern, strict=True)
            ):
                return behind, value
        elif size == 1 or list(lows[place:behind]) == pattern:
            return behind, value
    return None
