"""Reprints: which texts are copies of one another. Texts -> a group number each."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from rasad.languages import text as letters

WORDS: Final = 4  # in a shingle
ALIKE: Final = 0.5  # Jaccard of the shingles of two texts
INSIDE: Final = 0.8  # share of the shorter text that stands in the longer, from this size on
_LEAST: Final = 25
_SKETCH: Final = 64  # smallest hashes kept of a text for the index
_COMMON: Final = 40  # a hash in more texts than this is a set phrase
_WORD: Final = re.compile(r"\w+")


def group(texts: Iterable[str]) -> list[int]:
    """A number for each text; copies share the number of the first. Not quadratic: candidates come from an index."""
    kept = [shingles(text) for text in texts]
    groups = list(range(len(kept)))
    index: dict[int, list[int]] = {}
    for number, own in enumerate(kept):
        sketch = sorted(own)[:_SKETCH]
        for other in _candidates(sketch, index):
            if _is_copy(own, kept[other]):
                groups[number] = groups[other]
                break
        for part in sketch:
            index.setdefault(part, []).append(number)
    return groups


def shingles(text: str) -> frozenset[int]:
    """The hashes of a text's word sequences; of its words when it is short."""
    words = _WORD.findall(letters.normalise(text, "und"))
    size = WORDS if len(words) >= _LEAST else 1
    return frozenset(
        zlib.crc32(" ".join(words[place : place + size]).encode())
        for place in range(max(1 if words else 0, len(words) - size + 1))
    )


def _candidates(sketch: list[int], index: dict[int, list[int]]) -> Iterator[int]:
    shared: dict[int, int] = {}
    for part in sketch:
        found = index.get(part, ())
        if len(found) <= _COMMON:
            for other in found:
                shared[other] = shared.get(other, 0) + 1
    yield from sorted(shared, key=lambda other: (-shared[other], other))[:20]


def _is_copy(one: frozenset[int], other: frozenset[int]) -> bool:
    if not one or not other:
        return False
    common = len(one & other)
    if common / len(one | other) >= ALIKE:
        return True
    smaller = min(len(one), len(other))
    return smaller >= _LEAST and common / smaller >= INSIDE
