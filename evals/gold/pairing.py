"""Which statements of two readings of one text are the same. spans of content -> pairs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Pair = tuple[int, int]
HERE = Path(__file__).resolve().parent
LEAST = 0.5


@cache
def _words(text: str) -> tuple[Pair, ...]:
    return tuple(match.span() for match in re.finditer(r"\w+", text))


def words(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """The numbers of the words of the text that the spans touch."""
    pieces = [(low, high) for low, high in spans]
    return frozenset(
        number
        for number, (low, high) in enumerate(_words(text))
        if any(low < end and start < high for start, end in pieces)
    )


def pair(left: Sequence[frozenset[int]], right: Sequence[frozenset[int]]) -> list[Pair]:
    """Pairs whose words share at least half of their union, best first, each used once."""
    offers = sorted(
        (
            (len(a & b) / len(a | b), -i, -j)
            for i, a in enumerate(left)
            for j, b in enumerate(right)
            if a & b
        ),
        reverse=True,
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs: list[Pair] = []
    for share, i, j in offers:
        if share >= LEAST and -i not in used_left and -j not in used_right:
            used_left.add(-i)
            used_right.add(-j)
            pairs.append((-i, -j))
    return sorted(pairs)


@dataclass
class Tally:
    """Counts of one question: how many were asked, how many right, how many offered and wanted."""

    right: int = 0
    asked: int = 0

    def add(self, is_right: bool) -> None:
        """Counts one answer."""
        self.asked += 1
        self.right += is_right

    @property
    def share(self) -> float:
        """Right answers among those asked; 0 when nothing was asked."""
        return self.right / self.asked if self.asked else 0.0


def f1(hits: int, offered: int, wanted: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * hits / (offered + wanted) if offered + wanted else 0.0
