"""Publish: names of private persons, wherever they stand. Texts + spans -> words without them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache
from urllib.parse import unquote

from rasad.model import Pack
from rasad.publish.nouns import Named, Spans
from rasad.safety import persons

_GLUE = str.maketrans(dict.fromkeys("/_+.=&?#:%~,;@|", " "))


class Withheld:
    """The names that must not be printed; `keep` are the names of office-holders, whose surnames stay."""

    def __init__(self, texts: Mapping[str, str], private: Spans, pack: Pack) -> None:
        self._texts = texts
        self._private = private
        self._named: tuple[Named, ...] = ()
        self._keep = tuple(name.text for person in pack.people for name in person.names)
        self._names = tuple(
            sorted(
                {
                    texts[text_id][start:end].strip()
                    for text_id, spans in private.items()
                    if text_id in texts
                    for start, end in spans
                }
                - {""}
            )
        )
        self._spans = lru_cache(maxsize=512)(self._spans_of)

    def __bool__(self) -> bool:
        return bool(self._names)

    def naming(self, named: Sequence[Named]) -> Withheld:
        """The same, with those named whom one item may name. A surname that somebody else withheld bears stays withheld."""
        if not named:
            return self
        full = tuple(one.name for one in named)
        shown = {name for name in self._names if any(is_spelling(name, other) for other in full)}
        borne = {name.split()[-1] for name in self._names if name not in shown and " " in name}
        shown |= {name for name in self._names if name not in borne and any(name == other.split()[-1] for other in full)}
        other = copy(self)
        other._named = tuple(named)
        other._names = tuple(name for name in self._names if name not in shown)
        other._private = {
            text_id: tuple((a, b) for a, b in spans if text_id not in self._texts or self._texts[text_id][a:b].strip() not in shown)
            for text_id, spans in self._private.items()
        }
        other._spans = lru_cache(maxsize=512)(other._spans_of)
        return other

    def named_at(self, text_id: str, start: int, end: int) -> Named | None:
        """Whom `start`-`end` of a text version names and this item may name."""
        return next((one for one in self._named if one.text_id == text_id and one.start < end and start < one.end), None)

    def covers(self, text_id: str, start: int, end: int) -> bool:
        """True when `start`-`end` of a text version touches the name of a private person."""
        return any(low < end and start < high for low, high in self._private.get(text_id, ()))

    def names(self, words: str) -> bool:
        """True when `words` hold a withheld name, in whatever spelling; addresses may be percent-encoded."""
        if not self._names:
            return False
        plain = unquote(words).translate(_GLUE)
        return bool(self._occurrences(plain))

    def clean(self, words: str, language: str) -> str:
        """`words` with each withheld name replaced by the mark of the language."""
        return self._marked(words, (0, len(words)), tuple(self._occurrences(words)), language)

    def passage(self, text_id: str, text: str, place: tuple[int, int], language: str) -> str:
        """The characters of a text version between two places, with names replaced, also those the edge cuts."""
        return self._marked(text, place, self._spans(text_id, text), language)

    @staticmethod
    def _marked(text: str, place: tuple[int, int], spans: Sequence[tuple[int, int]], language: str) -> str:
        start, end = place
        out: list[str] = []
        done = start
        for low, high in spans:
            if high <= done or low >= end:
                continue
            out += [text[done : max(done, low)], persons.mark(language)]
            done = min(high, end)
        return "".join(out) + text[done:end]

    def _spans_of(self, text_id: str, text: str) -> tuple[tuple[int, int], ...]:
        return merged((*self._occurrences(text), *self._private.get(text_id, ())))

    def _occurrences(self, text: str) -> list[tuple[int, int]]:
        """Where names stand; the surname of one withheld is no such place inside the whole name of one who is named."""
        found = persons.occurrences(text, self._names, keep=self._keep)
        if not found or not self._named:
            return found
        whole = persons.occurrences(text, [one.name for one in self._named], surnames=False)
        return [(a, b) for a, b in found if not any(low <= a and b <= high for low, high in whole)]


def is_spelling(name: str, other: str) -> bool:
    """True when two names are the same letters, in whatever spelling."""
    return persons.occurrences(name, [other], surnames=False) == [(0, len(name))]


def merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that overlap or touch joined."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return tuple(out)
