"""Alike: pairs of sentences that seem to tell one thing. Context -> list[Pair].

Sentences are compared as sets of content words, figures and days aside; rare words lead from one to
the other, so that time grows with length. The measure is Jaccard's, over the shorter words' beginnings.
"""

from __future__ import annotations

import re
import weakref
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rasad.check.context import Context, Line
from rasad.languages import tables
from rasad.languages import text as letters

_STEM: Final = 6
_SHORT: Final = 3
_LEAST: Final = 4
_COMMON: Final = 8
_LIKE: Final = 0.5
_DIGIT: Final = re.compile(r"\d")
_MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, the earlier one first. `share` is Jaccard's measure, `part` the share of the shorter one."""

    one: Line
    other: Line
    share: float
    part: float

    @property
    def is_reference(self) -> bool:
        """True when both rest on one passage of the evidence: the later one refers to the earlier."""
        one, other = (
            {(c.text_id, c.start, c.end) for c in line.citations} for line in (self.one, self.other)
        )
        return bool(one & other)


_MADE: Final[weakref.WeakKeyDictionary[Context, list[Pair]]] = weakref.WeakKeyDictionary()


@lru_cache(maxsize=16)
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(tables.words(language, "acts", "stop"))


def content(text: str, language: str) -> frozenset[str]:
    """The beginnings of the content words of a text, numbers left out."""
    stop = _stop_words(language)
    return frozenset(
        word[:_STEM]
        for word in letters.words(text, language)
        if len(word) > _SHORT - (language != "en") and word not in stop and not _DIGIT.search(word)
    )


def pairs(context: Context) -> list[Pair]:
    """The pairs of sentences of a text that are at least half alike, made once."""
    if context not in _MADE:
        _MADE[context] = _find(context)
    return _MADE[context]


def across(earlier: Context, context: Context) -> Iterator[Pair]:
    """The sentences of another text, each with one of this text that is at least half alike."""
    index: dict[str, list[tuple[Line, frozenset[str]]]] = defaultdict(list)
    for line in earlier.lines:
        words = _content(line)
        for word in words if len(words) >= _LEAST else ():
            index[word].append((line, words))
    for line in context.lines:
        own, seen = _content(line), set()
        for word in sorted(own, key=lambda word: (len(index[word]), word))[: max(0, len(own) - _LEAST + 1)]:
            for other, words in index[word][-_MOST:]:
                both = len(own & words)
                if id(other) not in seen and both >= _LEAST and both / len(own | words) >= _LIKE:
                    seen.add(id(other))
                    yield Pair(other, line, both / len(own | words), both / min(len(own), len(words)))


def _content(line: Line) -> frozenset[str]:
    """The content words of a line, remembered with the line unless a slot in it hides some."""
    language = line.context.language
    if line.text != line.plain:
        return content(line.text, language)
    return line.fact("content", lambda: content(line.text, language))


def _find(context: Context) -> list[Pair]:
    words = [_content(line) for line in context.lines]
    often = Counter(word for one in words for word in one)
    index: dict[str, list[int]] = defaultdict(list)
    found: list[Pair] = []
    for place, one in enumerate(words):
        if len(one) < _LEAST:
            continue
        shared: Counter[int] = Counter()
        rare = sorted(one, key=lambda word: (often[word], word))
        for word in rare:
            if often[word] <= max(_COMMON, len(words) // 50):
                shared.update(index[word][-_MOST:])
        for other in sorted(shared):
            both = len(one & words[other])
            share = both / len(one | words[other])
            part = both / min(len(one), len(words[other]))
            if both >= _LEAST and share >= _LIKE:
                found.append(Pair(context.lines[other], context.lines[place], share, part))
        for word in one:
            index[word].append(place)
    return found
