"""Edit distance with transpositions. rapidfuzz is loaded here and nowhere else."""

from __future__ import annotations

from rapidfuzz.distance import OSA


def distance(a: str, b: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`."""
    return int(OSA.distance(a, b))
