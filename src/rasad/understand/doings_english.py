"""Understand: what English words do: the tense of the first verb of the main clause, and what stands around it. Words → act, or None."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rasad.understand.lexicon import Lexicon
from rasad.understand.polarity_english import main_place

if TYPE_CHECKING:
    from rasad.understand.doings import Words

_WILL: Final = frozenset({"will", "shall", "won't", "'ll"})
_MAY: Final = frozenset({"would", "can", "could", "may", "might"})
_HAVE: Final = frozenset({"has", "have", "had"})
_IS: Final = frozenset({"is", "are", "am", "'s", "'re"})
_WAS: Final = frozenset({"was", "were"})
_SKIPPED: Final = frozenset({"not", "also", "already", "just", "now", "so", "far", "still", "even", "all", "both", "repeatedly", "recently"})
_REACH: Final = 30
_SHORT: Final = 3


def doing(lexicon: Lexicon, words: Words) -> str | None:
    """The act that the words are."""
    if words.is_negated and words.has("innocence"):
        return "deny"
    if words.has("vows"):
        return "promise"
    for key, act in (("advice", "propose"), ("asks", "demand")):
        if words.has(key):
            return act
    tense, is_passive = _tense(lexicon, words)
    if tense in ("future", "may") and words.has("dangers"):
        return "warn"
    if words.has("expected"):
        return "forecast"
    if words.has("plans"):
        return "announce"
    if tense == "future":
        if words.is_negated and words.in_office:
            return "promise"
        return "announce" if words.in_office or is_passive else "forecast"
    if words.has("wrongs"):
        return "accuse"
    if tense == "past" and not words.is_negated and not words.has("judging"):
        return "report"
    return "report" if tense in ("state", "was") and words.has_figure else None


def _tense(lexicon: Lexicon, words: Words) -> tuple[str, bool]:
    """Tense of the first verb (future, may, past, was, state, none), and whether it is passive."""
    lows = words.lows
    start = main_place(lexicon, lows)
    for place in range(start, min(len(lows), start + _REACH)):
        word = lows[place]
        behind = _behind(lows, place)
        if word in _WILL:
            return "future", behind == "be" and _is_done(words, _behind(lows, lows.index("be", place)))
        if word in _MAY:
            return "may", False
        if word in _HAVE:
            return ("past" if _is_done(words, behind) else "state"), False
        if word in _WAS:
            return ("past", True) if _is_done(words, behind) or behind.endswith("ing") else ("was", False)
        if word in _IS:
            return ("state", _is_done(words, behind))
        if place > start and _is_past(lexicon, words, place):
            return "past", False
    return "none", False


def _behind(lows: list[str], place: int) -> str:
    """The next word that is no adverb."""
    return next((word for word in lows[place + 1 :] if word not in _SKIPPED and not word.endswith("ly")), "")


def _is_done(words: Words, word: str) -> bool:
    return (word.endswith("ed") and len(word) > _SHORT) or words.is_any("done", word)


def _is_past(lexicon: Lexicon, words: Words, place: int) -> bool:
    """True for a past form that is no participle beside its noun: "the mentioned figure", "released by"."""
    word, lows = words.lows[place], words.lows
    before, behind = lows[place - 1], lows[place + 1] if place + 1 < len(lows) else ""
    if words.is_any("past", word):
        return not lexicon.is_any("determiners", before)
    if not word.endswith("ed") or len(word) <= _SHORT + 1 or behind == "by":
        return False
    return not any(lexicon.is_any(key, before) for key in ("determiners", "prepositions")) and before not in (",", "and")
