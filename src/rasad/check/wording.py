"""Wording: is this piece word for word in that text, and if not, what stands there instead?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from rasad.languages import quotes
from rasad.languages.text import ZWNJ, Folded

_WORD: Final = re.compile(r"\S+")
_FAR: Final = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """The first words that differ: where in the piece, and what the evidence has in their place."""

    start: int
    end: int
    printed: str
    held: str
    passage: tuple[int, int]


def places(piece: str, evidence: Folded, text: str) -> Iterator[tuple[int, int]]:
    """Where `text` holds the words of `piece`, no word cut; the first letter may be of either case."""
    wanted = quotes.fold(piece)
    if not wanted:
        return
    for form in dict.fromkeys(
        (wanted, wanted[0].lower() + wanted[1:], wanted[0].upper() + wanted[1:])
    ):
        at = evidence.text.find(form)
        while at >= 0:
            start, end = evidence.span(at, at + len(form))
            if not _cuts(text, start) and not _cuts(text, end):
                yield start, end
            at = evidence.text.find(form, at + 1)


def _cuts(text: str, place: int) -> bool:
    """True when `place` lies inside a word."""
    if not 0 < place < len(text):
        return False
    left, right = text[place - 1], text[place]
    return _in_word(left) and _in_word(right)


def _in_word(char: str) -> bool:
    return char.isalnum() or char == ZWNJ


def altered(piece: str, text: str, start: int, end: int) -> Altered:
    """The first difference between `piece` and the most like words of `text` between two places."""
    printed = list(_WORD.finditer(piece))
    held = list(_WORD.finditer(text, start, end))[:_FAR]
    one = [_bare(word.group()) for word in printed]
    other = [_bare(word.group()) for word in held]
    matcher = SequenceMatcher(None, other, one, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks or not printed or not held:
        return Altered(start=0, end=len(piece), printed=piece, held="", passage=(start, end))
    low = max(0, blocks[0].a - blocks[0].b)
    high = min(
        len(held), blocks[-1].a + blocks[-1].size + len(one) - blocks[-1].b - blocks[-1].size
    )
    inner = SequenceMatcher(None, other[low:high], one, autojunk=False)
    for tag, a1, a2, b1, b2 in inner.get_opcodes():
        if tag != "equal":
            shown = printed[b1:b2] or printed[max(0, b1 - 1) : b1 + 1]
            there = held[low + a1 : low + a2]
            return Altered(
                start=shown[0].start(),
                end=shown[-1].end(),
                printed=piece[shown[0].start() : shown[-1].end()] if b2 > b1 else "",
                held=text[there[0].start() : there[-1].end()] if there else "",
                passage=(held[low].start(), held[high - 1].end()),
            )
    return Altered(
        start=0,
        end=len(piece),
        printed=piece,
        held="",
        passage=(held[low].start(), held[high - 1].end()),
    )


def _bare(word: str) -> str:
    return quotes.fold(word).strip(".,;:!?\"'()[]-").lower()
