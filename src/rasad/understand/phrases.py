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


class Phrases(Generic[Value]):
    """Phrases and what each stands for. A word that ends in `*` is a beginning; the longest phrase wins."""

    def __init__(self, rows: Iterable[tuple[str, Value]]) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in rows:
            for form in spellings(phrase.replace("*", "\u0001")):
                self._put(form, value)
        for table in (self._exact, self._stems):
            for key in table:
                table[key].sort(key=lambda row: -len(row[0]))

    @classmethod
    def of(cls, table: Mapping[str, Iterable[str]]) -> Phrases[str]:
        """Phrases out of a table of lists: each phrase stands for the name of its list."""
        return Phrases((phrase, name) for name, phrases in table.items() for phrase in phrases)

    def _put(self, form: tuple[str, ...], value: Value) -> None:
        pattern = _starred(form)
        if not pattern:
            return
        first = pattern[0]
        if first.endswith("*"):
            self._stems.setdefault(first[:-1][:_STEM], []).append((pattern, value))
        else:
            self._exact.setdefault(first, []).append((pattern, value))

    def find(self, lows: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int, Value]]:
        """Places (first token, token behind) and values, left to right, none overlapping."""
        place = start
        exact, stems = self._exact, self._stems
        while place < end:
            word = lows[place]
            hit = None
            if word in exact:
                hit = _match(exact[word], lows, place, end)
            if hit is None and stems and word[:_STEM] in stems:
                hit = _match(stems[word[:_STEM]], lows, place, end)
            if hit is None:
                place += 1
                continue
            yield place, hit[0], hit[1]
            place = hit[0]

    def has(self, lows: Sequence[str], start: int, end: int) -> bool:
        """True when a phrase stands there."""
        return next(self.find(lows, start, end), None) is not None

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
    rows: list[tuple[tuple[str, ...], Value]], lows: Sequence[str], place: int, end: int
) -> tuple[int, Value] | None:
    for pattern, value in rows:
        behind = place + len(pattern)
        if behind <= end and all(
            lows[place + offset] == word
            or (word[-1] == "*" and lows[place + offset].startswith(word[:-1]))
            for offset, word in enumerate(pattern)
        ):
            return behind, value
    return None
