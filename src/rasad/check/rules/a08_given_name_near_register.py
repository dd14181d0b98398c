"""A08: the given name of somebody whom the pack knows is off by a letter or two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rasad.check import registers
from rasad.check.context import Context
from rasad.languages import tables
from rasad.languages import text as letters
from rasad.model import Finding

CODE = "A08"
SEVERITY = "warning"
NEEDS = "text"
SCOPE = "sentence"
NAME = "given name near one of the pack"
RATIONALE = (
    "A slip in a given name makes a stranger of an official: no register is asked about him, and no post is looked up. Said where the surname is that of the pack letter by letter, the word before it is a given name of that person but for a letter or two, is no "
    "given name that Rasad knows, and is no other spelling of the same name."
)
BAD = "On 14 September 2026 Daxo Velin kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Daro Velin kept the network, Sarvan Post reported [@en, 0-250]."

_VOWELS: Final = re.compile("[aeiou]+")
_TWICE: Final = re.compile(r"(.)\1+")
_SOUNDS: Final = (("kh", "x"), ("gh", "q"), ("dj", "j"), ("ph", "f"), ("dh", "z"), ("w", "v"), ("ck", "k"), ("c", "k"), ("iy", "y"), ("'", ""))


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such name."""
    register = registers.people(context.pack, context.language)
    for line in context.lines:
        for start, end, _, near in registers.slips(line.plain, register, context.language):
            if not _is_slip(near, line.plain[start:end], context.language):
                continue
            known = (found for found in line.names if found.kind != "person")
            if any(found.start < end and start < found.end for found in known):
                continue
            yield context.finding(
                (CODE, SEVERITY),
                line.place(start, end),
                f"“{line.plain[start:end]}” is near “{near}”, whom the pack knows",
                help="correct the name, or add this one to the pack with its source",
            )


def _is_slip(near: str, printed: str, language: str) -> bool:
    """True when the odd word is no surname, no given name that is known, and no other spelling of the same."""
    known, words = (letters.words(name, language) for name in (near, printed))
    odd = [(a, b) for a, b in zip(known, words, strict=False) if a != b]
    if len(known) != len(words) or len(odd) != 1 or words[-1] == odd[0][1]:
        return False
    if language == "en" and not printed[:1].isupper():
        return False
    return odd[0][1] not in _given(language) and spelling(odd[0][0]) != spelling(odd[0][1])


def spelling(word: str) -> str:
    """A word with the signs made one that writers use for the same sound; letters in another order stay so."""
    for sign, other in _SOUNDS:
        word = word.replace(sign, other)
    return _TWICE.sub(r"\1", _VOWELS.sub("a", word)).removesuffix("h")


@lru_cache(maxsize=16)
def _given(language: str) -> frozenset[str]:
    known = tables.words(language, "names", "given")
    return frozenset(word for name in known for word in letters.words(name, language))
