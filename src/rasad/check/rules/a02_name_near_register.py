"""A02: the name of a body is near one of the register and equal to none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context
from rasad.languages import text as letters
from rasad.model import Finding
from rasad.model.pack import Pack

CODE = "A02"
SEVERITY = "info"
NEEDS = "text"
NAME = "name near the register"
RATIONALE = (
    "A body's name with one wrong word is a slip or another body. Names that begin with a capital, hold a word such as “Ministry” or “Council” and "
    "differ in one word, by a letter or two, from a name of the pack are noted."
)
BAD = "On 14 September 2026 the Ministry of Protz kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 the Ministry of Ports kept the network, Sarvan Post reported [@en, 0-250]."
_NAME: Final = re.compile(r"[A-Z][\w'-]*(?:\s+(?:(?:of|and|for|the|on|in)\s+){0,2}[A-Z][\w'-]*)+")
_LIKE: Final = 0.6


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such name."""
    for line in context.lines:
        known = [(found.start, found.end) for found in line.names]
        for found in _NAME.finditer(line.plain):
            if any(start < found.end() and found.start() < end for start, end in known):
                continue
            if not lexicon.has(found.group(), context.language, "body_words"):
                continue
            near = _nearest(context.pack, found.group(), context.language)
            if near:
                yield context.finding(
                    (CODE, SEVERITY),
                    line.place(found.start(), found.end()),
                    f"“{found.group()}” is near “{near}” and no name of the pack",
                    help="correct the name, or add it to the pack with its source",
                )


class _Keyed:
    """A pack as a cache key: the object itself, not its value."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __hash__(self) -> int:
        return id(self.pack)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.pack is self.pack


@lru_cache(maxsize=8)
def _index(keyed: _Keyed, language: str) -> dict[str, list[tuple[str, ...]]]:
    """Names of bodies as words, by each text that one of their words leaves when it is dropped."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for body in keyed.pack.institutions:
        for name in body.names:
            words = tuple(letters.words(name.text, language)) if name.language == language else ()
            for gone in range(len(words) if len(words) > 1 else 0):
                found[" ".join((*words[:gone], "*", *words[gone + 1 :]))].append(
                    (*words, name.text)
                )
    return found


def _nearest(pack: Pack, name: str, language: str) -> str:
    """The name of the pack that differs in one word only slightly, or nothing."""
    words = tuple(letters.words(name, language))
    index = _index(_Keyed(pack), language)
    for gone, word in enumerate(words):
        for entry in index.get(" ".join((*words[:gone], "*", *words[gone + 1 :])), ()):
            other = entry[gone]
            if other != word and SequenceMatcher(None, word, other).ratio() >= _LIKE:
                return entry[-1]
    return ""
