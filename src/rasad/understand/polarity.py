"""Understand: whether the first main clause of what was said says yes or no. Words → affirmed, negated, unsure."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rasad.understand import polarity_english, polarity_persian
from rasad.understand.lexicon import Lexicon

_SENTENCE_ENDS: Final = frozenset({".", "!", "?", ";", "\u061b", "\u061f"})


def first_sentence(words: list[str]) -> list[str]:
    """The words up to the first full stop."""
    for index, word in enumerate(words):
        if word in _SENTENCE_ENDS and index > 1:
            return words[:index]
    return words


def polarity_of_words(lexicon: Lexicon, words: list[str]) -> str:
    """Negated when the main clause of the first sentence says no; unsure where two of its noes cancel."""
    return _polarity(lexicon, tuple(first_sentence(words)))


@lru_cache(maxsize=256)
def _polarity(lexicon: Lexicon, words: tuple[str, ...]) -> str:
    clause = list(words)
    idioms = {
        place
        for start, end, _ in lexicon.phrases["not_negating"].find(clause, 0, len(clause))
        for place in range(start, end)
    }
    if lexicon.is_light:
        return polarity_persian.polarity(lexicon, clause, idioms)
    return polarity_english.polarity(lexicon, clause, idioms)
