"""Align: which keys of two sequences stay in place. Two sequences -> gaps.

Patience: keys that stand once on either side are matched, the longest rising run of the matches holds, and the stretches between
are done in turn. What has no such key is cut at its ends and left as a gap. Linear but for a logarithm.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

Gap = tuple[int, int, int, int]  # old start, old end, new start, new end

_DEPTH: Final = 32  # rounds; a page made to need more is left as one gap


def gaps(old: Sequence[str], new: Sequence[str]) -> list[Gap]:
    """The stretches that do not match, in order."""
    found = []
    waiting = [((0, len(old), 0, len(new)), 0)]
    while waiting:
        stretch, depth = waiting.pop()
        a, b, c, d = _shrink(old, new, stretch)
        if a == b and c == d:
            continue
        anchors = (
            _rising(_shared(old, new, (a, b, c, d))) if a < b and c < d and depth < _DEPTH else []
        )
        if not anchors:
            found.append((a, b, c, d))
            continue
        for i, j in anchors:
            waiting.append(((a, i, c, j), depth + 1))
            a, c = i + 1, j + 1
        waiting.append(((a, b, c, d), depth + 1))
    return sorted(found)


def _shrink(old: Sequence[str], new: Sequence[str], gap: Gap) -> Gap:
    """The gap without what is equal at its ends."""
    a, b, c, d = gap
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    return a, b, c, d


def _shared(old: Sequence[str], new: Sequence[str], gap: Gap) -> list[tuple[int, int]]:
    """Pairs of places of the keys that stand once in either stretch, by place in the old one."""
    a, b, c, d = gap
    count_old, count_new = Counter(old[a:b]), Counter(new[c:d])
    where = {new[j]: j for j in range(c, d) if count_new[new[j]] == 1}
    return [(i, where[old[i]]) for i in range(a, b) if count_old[old[i]] == 1 and old[i] in where]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        depth = bisect_left(tails, j)
        before.append(ends[depth - 1] if depth else -1)
        if depth == len(tails):
            tails.append(j)
            ends.append(number)
        else:
            tails[depth], ends[depth] = j, number
    run = []
    number = ends[-1] if ends else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]
