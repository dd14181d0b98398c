"""Reprints: which texts are copies of one another. Texts -> a group number each.

Word sequences of four (shingles) are compared whole, numbers read as one sign. Whom to compare with says an index of the smallest hashes:
copies share those, and a part shares those of the whole. `trace` says who printed first, after whom, and with which words changed.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable
from typing import Final

from rasad.languages import text as letters
from rasad.read.reprints_graph import Family, Printed, Reprint, independent, trace

__all__ = ["Family", "Printed", "Reprint", "group", "independent", "shingles", "trace"]

WORDS: Final = 4  # in a shingle
ALIKE: Final = 0.4  # Jaccard of the shingles of two texts
INSIDE: Final = 0.7  # share of the shorter text that stands in the longer, from this size on
_LEAST: Final = 25
_SKETCH: Final = 24  # smallest hashes kept of a text for the index
_FIRST: Final = 16  # texts asked of one hash: so many of the first and of the latest that bear it
_COMPARED: Final = 16
_WORD: Final = re.compile(r"\w+")
_DIGITS: Final = re.compile(r"\d+")


def group(texts: Iterable[str]) -> list[int]:
    """A number for each text; copies share the number of the first. Not quadratic: candidates come from an index."""
    kept: list[array[int]] = []
    groups: list[int] = []
    index: dict[int, int | list[int]] = {}
    for number, text in enumerate(texts):
        own = shingles(text)
        kept.append(array("I", sorted(own)))
        sketch = kept[number][:_SKETCH]
        copied = next((at for at in _candidates(sketch, index) if is_copy(own, kept[at])), None)
        groups.append(number if copied is None else groups[copied])
        for part in sketch:
            _enter(index, part, number)
    return groups


def shingles(text: str) -> frozenset[int]:
    """The hashes of a text's word sequences; of its words when it is short."""
    words = _WORD.findall(_DIGITS.sub("0", letters.normalise(text, "und")))
    size = WORDS if len(words) >= _LEAST else 1
    return frozenset(
        zlib.crc32(" ".join(words[place : place + size]).encode("utf-8", "surrogatepass"))
        for place in range(max(1 if words else 0, len(words) - size + 1))
    )


def is_copy(one: frozenset[int], other: Iterable[int]) -> bool:
    """True when two texts share so much that one was made of the other."""
    second = frozenset(other)
    if not one or not second:
        return False
    common = len(one & second)
    if common >= ALIKE * (len(one) + len(second) - common):
        return True
    smaller = min(len(one), len(second))
    return smaller >= _LEAST and common >= INSIDE * smaller


def _enter(index: dict[int, int | list[int]], part: int, number: int) -> None:
    """Most hashes stand in one text: a list is made for those of several only."""
    found = index.get(part)
    if found is None:
        index[part] = number
    elif isinstance(found, int):
        index[part] = [found, number]
    elif len(found) < 2 * _FIRST:
        found.append(number)
    else:
        del found[_FIRST]
        found.append(number)


def _candidates(sketch: array[int], index: dict[int, int | list[int]]) -> list[int]:
    shared: dict[int, int] = {}
    for part in sketch:
        found = index.get(part, ())
        for other in (found,) if isinstance(found, int) else found:
            shared[other] = shared.get(other, 0) + 1
    return sorted(shared, key=lambda other: (-shared[other], other))[:_COMPARED]
