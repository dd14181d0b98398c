"""Monitor: words looked for in the raw bytes of a page, all at once. Words of a pack, bytes → does one stand there?

Aho-Corasick, in two forms: one that walks byte by byte and finds every word, and one that looks for a few dozen at gigabytes a second and says only
whether there is anything to look at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

_SAME: Final = (  # letters and spaces that are one in search, in UTF-8
    (b"\xd9\x8a", b"\xdb\x8c"), (b"\xd9\x89", b"\xdb\x8c"), (b"\xd9\x83", b"\xda\xa9"), (b"\xd8\xa3", b"\xd8\xa7"),
    (b"\xd8\xa5", b"\xd8\xa7"), (b"\xd8\xa2", b"\xd8\xa7"), (b"\xd8\xa6", b"\xdb\x8c"), (b"\xd8\xa4", b"\xd9\x88"),
    (b"\xd8\xa9", b"\xd9\x87"), (b"\xdb\x80", b"\xd9\x87"), (b"\xd9\x94", b""), (b"\xe2\x80\x8c", b" "), (b"\xd9\x80", b""), (b"&zwnj;", b" "),
)  # fmt: skip
_SPACES: Final = ((b"&nbsp;", b" "), (b"\xc2\xa0", b" "), (b"\xe2\x80\x99", b"'"))
_LINES: Final = bytes.maketrans(b"\r\n\t", b"   ")
_LONG: Final = 12  # bytes from which a piece is more than a label
_OUTSIDE: Final = re.compile(rb">([^<]+)")
_RUNS: Final = re.compile(rb"  +")
_ASCII_LETTER: Final = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_SLASH: Final = ord("/")  # what stands behind it, or behind `www.`, is an address
_AT_ONCE: Final = 64  # needles that are looked for at once by vector instructions; from some 100 on the library walks byte by byte
_NEAR: Final = 20  # words between those of a pair
_NEAR_BYTES: Final = 2000
BREAK: Final = b"<>"  # stands where a tag stood: no word goes on behind it


@dataclass(frozen=True, slots=True)
class Needle:
    """Bytes to look for."""

    text: bytes
    is_whole: bool  # too short to stand inside another word
    is_arabic: bool


class Quick:
    """Bytes looked for together, quickly, wherever they stand: what is not there at all needs no second look."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        import ahocorasick_rs as library

        rows: list[bytes] = []
        for text in sorted(set(texts), key=lambda text: (len(text), text)):
            if not any(row in text for row in rows):  # what holds another is found by it
                rows.append(text)
        self._parts: list[Any] = [  # Any: the library has no types
            library.BytesAhoCorasick(
                rows[at : at + _AT_ONCE], matchkind=library.MatchKind.LeftmostFirst, implementation=library.Implementation.DFA
            )
            for at in range(0, len(rows), _AT_ONCE)
        ]

    def spots(self, text: bytes) -> Iterator[int]:
        """Where one begins in the text, in order for each sixty-four of them."""
        for part in self._parts:
            for _, start, _ in part.find_matches_as_indexes(text):
                yield start

    def is_in(self, text: bytes) -> bool:
        """True when one does."""
        return any(part.find_matches_as_indexes(text) for part in self._parts)


class Words:
    """Needles looked for together."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        import ahocorasick_rs

        self.needles = sorted(set(needles), key=lambda needle: (needle.text, needle.is_whole))
        # A DFA reads three times as fast as what is chosen by itself for more than a hundred needles, and costs some megabytes.
        # Any: the library has no types
        self._automaton: Any = (
            ahocorasick_rs.BytesAhoCorasick(
                [needle.text for needle in self.needles], implementation=ahocorasick_rs.Implementation.DFA
            )
            if self.needles
            else None
        )

    def __bool__(self) -> bool:
        return self._automaton is not None

    def hits(self, text: bytes) -> Iterator[tuple[int, int, int]]:
        """Number, start and end of each that stands in a text without tags as a word."""
        if self._automaton is None:
            return
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if _is_word(text, start, end, self.needles[number]):
                yield number, start, end

    def stand_in(self, text: bytes) -> bool:
        """True when one of them does."""
        return next(self.hits(text), None) is not None


class Terms:
    """What dossiers are known by: keywords, and pairs of which a word of each side stands near one of the other."""

    def __init__(self, keywords: Iterable[str], pairs: Iterable[str]) -> None:
        parts: dict[Needle, set[tuple[int, int]]] = defaultdict(set)
        for word in keywords:
            for needle in needles_of(word):
                parts[needle].add((-1, 0))
        for place, pair in enumerate(pairs):
            sides = pair.split(" + ")
            for side, listed in enumerate(sides):
                for word in filter(None, map(str.strip, listed.split("|"))):
                    for needle in needles_of(word):
                        parts[needle].add((place, side) if len(sides) > 1 else (-1, 0))
        self._words = Words(parts)
        self._parts = [tuple(sorted(parts[needle])) for needle in self._words.needles]

    def stand_in(self, text: bytes) -> bool:
        """True when a keyword or a pair stands in a text that `folded` has folded."""
        seen: dict[tuple[int, int], int] = {}
        for number, start, end in self._words.hits(text):
            for pair, side in self._parts[number]:
                if pair < 0 or _is_near(text, seen.get((pair, 1 - side)), start):
                    return True
                seen[pair, side] = end
        return False


def needles_of(word: str) -> Iterator[Needle]:
    """The forms in which a keyword is printed; `word*` is the beginning of one."""
    bare = word.removesuffix("*")
    is_arabic = any("\u0600" <= char <= "\u06ff" for char in bare)
    form = folded(bare.encode(), is_arabic=is_arabic).strip()
    is_whole = bare == word and len(bare) <= (3 if is_arabic else 5)
    if form:
        yield Needle(form, is_whole, is_arabic)
    if is_arabic and "\u200c" in bare:  # printed in one as often as apart
        yield Needle(form.replace(b" ", b""), is_whole, is_arabic)


def words_of(body: bytes) -> bytes:
    """What stands outside of the tags of a page, a mark where they stood.

    Short pieces between short ones are left out: menus, buttons, lists of countries, the names under which a page is shared.
    """
    if (first := body.find(b"<")) < 0:
        return body
    pieces = [piece for piece in _OUTSIDE.findall(body, first) if not piece.isspace()]
    longs = [False, *(len(piece) >= _LONG for piece in pieces), False]
    rows = zip(pieces, longs, longs[1:], longs[2:], strict=False)
    return body[:first] + BREAK + BREAK.join([piece for piece, before, itself, behind in rows if itself or before or behind])


def folded(text: bytes, *, is_arabic: bool) -> bytes:
    """The text in small letters, with the usual spellings of letters, joiners and spaces made one."""
    low = text.lower().translate(_LINES)
    for given, same in (*_SPACES, *(_SAME if is_arabic else ())):
        low = low.replace(given, same)
    return _RUNS.sub(b" ", low)


def _is_near(text: bytes, end: int | None, start: int) -> bool:
    return end is not None and start - end <= _NEAR_BYTES and len(text[end:start].replace(BREAK, b" ").split()) <= _NEAR


def _is_word(text: bytes, start: int, end: int, needle: Needle) -> bool:
    if needle.is_arabic:
        return not needle.is_whole or not (_is_arabic(text, start - 2) or _is_arabic(text, end))
    if start and (text[start - 1] in _ASCII_LETTER or text[start - 1] == _SLASH or text.startswith(b"www.", max(0, start - 4))):
        return False
    return not needle.is_whole or end >= len(text) or text[end] not in _ASCII_LETTER or text[end : end + 1] == b"s"


def _is_arabic(text: bytes, at: int) -> bool:
    return 0 <= at < len(text) and 0xD8 <= text[at] <= 0xDB
