"""Understand: a text with one letter for many, each in its place. str → str of the same length, and its tokens.

Unlike `languages.text.fold` nothing is added or removed, so that an offset is the same in both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rasad.languages import text as letters

QUOTE: Final = "\ue000"
_SPACES: Final = "\u00a0\u200c\u200d\u200e\u200f\u202f\u2009\u2007\u2003\u2002\ufeff\u00ad\t"
_FORMS: Final = (
    {key: value for key, value in (letters.LETTERS | letters.SIGNS).items() if len(value) == 1}
    | dict.fromkeys(_SPACES, " ")
    | {chr(base + digit): str(digit) for base in (0x0660, 0x06F0) for digit in range(10)}
    | {QUOTE: " "}
)
_TOKEN: Final = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}|[^\W_]+(?:['-][^\W_]+)*|{QUOTE}+|[^\w\s]",
)


def plain(text: str) -> str:
    """`text` with Arabic letters, digits, marks, dashes and spaces in one form; offsets stay."""
    return letters.swap(text, _FORMS)


@dataclass(slots=True)
class Tokens:
    """Words and signs of a text: small letters, starts and ends side by side. A quotation is one token, `QUOTE`."""

    lows: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.lows)

    def at(self, place: int) -> int:
        """The first token that begins at `place` or behind it."""
        return bisect_left(self.starts, place)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The tokens that begin in a stretch of text."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def tokens(plain_text: str) -> Tokens:
    """The tokens of a text in its plain form."""
    small = plain_text.lower()
    if len(small) != len(plain_text):  # a letter whose small form is two
        small = plain_text
    found = list(_TOKEN.finditer(plain_text))
    starts, ends = [one.start() for one in found], [one.end() for one in found]
    lows = [small[start:end] for start, end in zip(starts, ends, strict=True)]
    if small is plain_text:
        lows = [word.lower() for word in lows]
    if QUOTE in plain_text:
        lows = [QUOTE if word[0] == QUOTE else word for word in lows]
    return Tokens(lows, starts, ends)


def masked(run: Tokens, spans: Iterable[tuple[int, int]]) -> Tokens | None:
    """The tokens with each span made one `QUOTE`; spans in order, and none touches another. None where a token crosses the edge of one."""
    lows: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end in spans:
        low, high = run.range(start, end)
        if (low and run.ends[low - 1] > start) or (high and run.ends[high - 1] > end):
            return None
        lows += [*run.lows[done:low], QUOTE]
        starts += [*run.starts[done:low], start]
        ends += [*run.ends[done:low], end]
        done = high
    return Tokens(lows + run.lows[done:], starts + run.starts[done:], ends + run.ends[done:])


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The tokens of a phrase."""
    if text.isascii() and text.replace(" ", "").isalpha():
        return tuple(text.lower().split())
    return tuple(tokens(plain(text)).lows)
