"""Letters: one spelling for dates, newlines and case kept. str -> folded str, with the way back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rasad.languages.text import swap

_SAME: Final = {
    "\u064a": "\u06cc",
    "\u0649": "\u06cc",
    "\u0626": "\u06cc",
    "\u0643": "\u06a9",
    "\u0623": "\u0627",
    "\u0625": "\u0627",
    "\u0622": "\u0627",
    "\u0671": "\u0627",
    "\u0629": "\u0647",
    "\u06c0": "\u0647",
    "\u06c2": "\u0647",
    "\u06d5": "\u0647",
    "\u0624": "\u0648",
    "\u060c": ",",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\u2044": "/",
    "\t": " ",
    "\r": " ",
    "\u00a0": " ",
    "\u200c": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u200a": " ",
}
_DIGITS: Final = {chr(base + n): str(n) for base in (0x06F0, 0x0660) for n in range(10)}
_FORMS: Final = _SAME | _DIGITS
_SILENT: Final = re.compile(
    "[\u064b-\u0655\u0670\u0640\u200d-\u200f\u202a-\u202e\u2066-\u2069\u00ad\ufeff]"
)


@lru_cache(maxsize=2048)
def fold_word(word: str) -> str:
    """A word of a table as it is looked for."""
    return _SILENT.sub("", swap(word, _FORMS))


def fold(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters (and its end) the place in the original."""
    changed = swap(text, _FORMS)
    if text.isascii() or not _SILENT.search(changed):
        return changed, range(len(text) + 1)
    kept: list[str] = []
    places: list[int] = []
    done = 0
    for found in _SILENT.finditer(changed):
        kept.append(changed[done : found.start()])
        places.extend(range(done, found.start()))
        done = found.end()
    kept.append(changed[done:])
    places.extend(range(done, len(text) + 1))
    return "".join(kept), places
