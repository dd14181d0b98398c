"""Understand: phrases of a table, found in a run of tokens in one pass. (phrase → value), tokens → places."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, Generic, TypeVar

from rasad.understand.plain import words

Value = TypeVar("Value")
_STEM: Final = 3
_JOINER: Final = "\u200c"
_STAR: Final = "\u0001"
_REMEMBERED: Final = 8192


def spellings(phrase: str) -> tuple[tuple[str, ...], ...]:
    """The tokens of a phrase; where it holds a ZWNJ also those of the spelling without."""
    form = words(phrase)
    if _JOINER not in phrase or (joined := words(phrase.replace(_JOINER, ""))) == form:
        return (form,)
    return form, joined


Stars = tuple[tuple[str, bool], ...]  # words, and whether each is a beginning
Row = tuple[int, list[str], Stars | None, Value]  # size, words, the same with their beginnings if it has any, value


class _Answers(dict[str, bool]):
    """A word -> whether a phrase may begin with it, for a table that holds beginnings of words; forgotten when there are many."""

    def __init__(self, exact: Container[str], stems: Mapping[str, Sequence[Row[Value]]]) -> None:
        super().__init__()
        self._exact = exact
        self._stems = {stem: tuple({row[1][0][:-1] for row in rows}) for stem, rows in stems.items()}

    def __missing__(self, word: str) -> bool:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = answer = word in self._exact or word.startswith(self._stems.get(word[:_STEM], ()))
        return answer


class Phrases(Generic[Value]):
    """Phrases and what each stands for. A word that ends in `*` is a beginning; the longest phrase wins."""

    def __init__(self, rows: Iterable[tuple[str, Value]]) -> None:
        self._rows = list(rows)

    @cached_property
    def _tables(self) -> tuple[dict[str, list[Row[Value]]], dict[str, list[Row[Value]]]]:
        """Phrases by their first word, and by its beginning: made when first sought, as a text asks for few of a language's tables."""
        exact: dict[str, list[Row[Value]]] = {}
        stems: dict[str, list[Row[Value]]] = {}
        for phrase, value in self._rows:
            for form in spellings(phrase.replace("*", _STAR)):
                pattern = _starred(form) if _STAR in form else list(form)
                if not pattern:
                    continue
                first = pattern[0]
                stars = tuple((word.removesuffix("*"), word[-1] == "*") for word in pattern)
                row = (len(pattern), pattern, stars if _STAR in form else None, value)
                if first[-1] == "*":
                    stems.setdefault(first[:-1][:_STEM], []).append(row)
                else:
                    exact.setdefault(first, []).append(row)
        for table in (exact, stems):
            for found in table.values():
                if len(found) > 1:
                    found.sort(key=lambda row: -row[0])
        return exact, stems

    @cached_property
    def _may_begin(self) -> _Answers:
        return _Answers(*self._tables)

    @cached_property
    def _exact(self) -> dict[str, list[Row[Value]]]:
        return self._tables[0]

    @cached_property
    def _stems(self) -> dict[str, list[Row[Value]]]:
        return self._tables[1]

    @classmethod
    def of(cls, table: Mapping[str, Iterable[str]]) -> Phrases[str]:
        """Phrases out of a table of lists: each phrase stands for the name of its list."""
        return Phrases((phrase, name) for name, phrases in table.items() for phrase in phrases)

    def find(self, lows: Sequence[str], start: int, end: int) -> Iterator[tuple[int, int, Value]]:
        """Places (first token, token behind) and values, left to right, none overlapping."""
        exact, stems = self._exact, self._stems
        here = lows[start:end]
        if stems:
            may_begin = self._may_begin
            places = [place for place, word in enumerate(here, start) if may_begin[word]]
        elif exact.keys().isdisjoint(here):
            return  # most stretches hold no word of a table
        else:
            places = [place for place, word in enumerate(here, start) if word in exact]
        behind = start
        for place in places:
            if place < behind:
                continue
            rows = exact.get(lows[place])
            hit = _match(rows, lows, place, end) if rows else None
            if hit is None and stems and (rows := stems.get(lows[place][:_STEM])):
                hit = _match(rows, lows, place, end)
            if hit is not None:
                yield place, hit[0], hit[1]
                behind = hit[0]

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


def _starred(form: tuple[str, ...]) -> list[str]:
    out: list[str] = []
    for word in form:
        if word == _STAR and out:
            out[-1] += "*"
        else:
            out.append(word)
    return out


def _match(
    rows: Sequence[Row[Value]], lows: Sequence[str], place: int, end: int
) -> tuple[int, Value] | None:
    for size, pattern, stars, value in rows:
        behind = place + size
        if behind > end:
            continue
        if stars is not None:
            for low, (word, is_star) in zip(lows[place:behind], stars, strict=True):
                if not (low.startswith(word) if is_star else low == word):
                    break
            else:
                return behind, value
        elif size == 1 or (lows[place + 1] == pattern[1] and list(lows[place:behind]) == pattern):
            return behind, value
    return None
