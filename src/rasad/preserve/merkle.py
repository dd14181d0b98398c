"""Preserve: trees of lines. Lines of the log → a root, and for each line the path to it.

As in RFC 6962: a leaf is SHA-256 of a zero byte and the line, a node that of a one byte and its two
children; where a level has an odd number the last goes up as it is. A step of a path is the digest of
the neighbour, `<` before it when it stands to the left, `>` when to the right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def _leaf(line: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + line).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """The tree over some lines, at least one."""

    def __init__(self, lines: Sequence[bytes]) -> None:
        self._levels = [[_leaf(line) for line in lines]]
        while len(below := self._levels[-1]) > 1:
            pairs = [_node(*below[at : at + 2]) for at in range(0, len(below) - 1, 2)]
            self._levels.append(pairs + below[len(pairs) * 2 :])

    @property
    def root(self) -> str:
        """The root as 64 hex digits."""
        return self._levels[-1][0].hex()

    def path(self, index: int) -> list[str]:
        """The steps from a line to the root."""
        steps = []
        for level in self._levels[:-1]:
            other = index ^ 1
            if other < len(level):
                steps.append(("<" if other < index else ">") + level[other].hex())
            index //= 2
        return steps
