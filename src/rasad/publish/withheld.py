"""Publish: names of private persons, wherever they stand. Texts + spans -> words without them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import unquote

from rasad.model import Pack
from rasad.publish.nouns import Spans
from rasad.safety import persons

_GLUE = str.maketrans(dict.fromkeys("/_+.=&?#:%~,;@|", " "))


class Withheld:
    """The names that must not be printed; `keep` are the names of office-holders, whose surnames stay."""

    def __init__(self, texts: Mapping[str, str], private: Spans, pack: Pack) -> None:
        self._private = private
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

    def covers(self, text_id: str, start: int, end: int) -> bool:
        """True when `start`-`end` of a text version touches the name of a private person."""
        return any(low < end and start < high for low, high in self._private.get(text_id, ()))

    def names(self, words: str) -> bool:
        """True when `words` hold a withheld name, in whatever spelling; addresses may be percent-encoded."""
        if not self._names:
            return False
        plain = unquote(words).translate(_GLUE)
        return bool(persons.occurrences(plain, self._names, keep=self._keep))

    def clean(self, words: str, language: str) -> str:
        """`words` with each withheld name replaced by the mark of the language."""
        return persons.redact(words, self._names, language=language, keep=self._keep)

    def passage(self, text_id: str, text: str, place: tuple[int, int], language: str) -> str:
        """The characters of a text version between two places, with names replaced, also those the edge cuts."""
        start, end = place
        out: list[str] = []
        done = start
        for low, high in self._spans(text_id, text):
            if high <= done or low >= end:
                continue
            out += [text[done : max(done, low)], persons.mark(language)]
            done = min(high, end)
        return "".join(out) + text[done:end]

    def _spans_of(self, text_id: str, text: str) -> tuple[tuple[int, int], ...]:
        found = persons.occurrences(text, self._names, keep=self._keep)
        return merged((*found, *self._private.get(text_id, ())))


def merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, those that overlap or touch joined."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return tuple(out)
