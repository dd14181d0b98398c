"""Understand: verbs of saying among the tokens, with their helpers. Tokens → hits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rasad.understand.lexicon import Lexicon, Verb
from rasad.understand.plain import QUOTE

_ADJECTIVES: Final = ("al", "ive", "ic", "ous", "ial", "first", "new", "recent")


@dataclass(slots=True)
class Hit:
    """A verb of saying: `start` with its helpers, `verb_start` without, `end` behind its particle.

    `is_open`: it stands behind will, may, to: nothing has been said yet.
    """

    start: int
    verb_start: int
    end: int
    verb: Verb
    is_negated: bool = False
    is_passive: bool = False
    is_open: bool = False


def find_hits(lows: list[str], lexicon: Lexicon, begin: int, end: int) -> list[Hit]:
    """The verbs of saying of a sentence, nouns and participles of the same letters left out."""
    found: list[Hit] = []
    behind_last = -1
    for start, behind, verb in lexicon.verbs.find(lows, begin, end):
        hit = _hit(lows, lexicon, begin, (start, behind, verb))
        if hit is not None and not (hit.start == behind_last and lexicon.is_any("nouns", lows[start])):
            found.append(hit)
        behind_last = behind
    return found


def _hit(lows: list[str], lexicon: Lexicon, begin: int, place: tuple[int, int, Verb]) -> Hit | None:
    start, behind, verb = place
    first = start
    while first > begin and (lexicon.is_any("auxiliaries", lows[first - 1]) or lows[first - 1].endswith("n't")):
        first -= 1
    helpers = lows[first:start]
    previous = lows[first - 1] if first > begin else ""
    is_open = lexicon.is_any("modals", previous) or any(lexicon.is_any("modals", w) for w in helpers)
    if verb.form == "base" and (is_open or not _may_be_plural(lexicon, previous, helpers)):
        return None
    if verb.form == "ing" and not helpers:
        opens = behind < len(lows) and lows[behind] in (",", "that", ":", QUOTE)
        if previous not in (",", "by", "and", "", QUOTE) and not (opens and verb.frame == "free"):
            return None
        if lows[start] in ("meaning", "feeling", "finding") and not opens:
            return None
    elif not helpers and lexicon.is_any("nouns", lows[start]) and _is_noun(lexicon, previous, lows[start]):
        return None
    is_passive = verb.form == "past" and any(lexicon.is_any("passives", word) for word in helpers)
    if is_open and verb.frame != "do" and not is_passive:
        return None
    is_negated = any(lexicon.is_any("negators", word) or word.endswith("n't") for word in helpers)
    return Hit(first, start, behind, verb, is_negated, is_passive, is_open)


def _may_be_plural(lexicon: Lexicon, previous: str, helpers: list[str]) -> bool:
    if any(word.removesuffix("n't") in ("do", "did", "does") for word in helpers):
        return True
    return (
        previous in ("they", "we", "i", "you", "who")
        or (previous.endswith("s") and not lexicon.is_any("determiners", previous))
        or previous in lexicon.title_words["groups"]
    )


def _is_noun(lexicon: Lexicon, previous: str, word: str) -> bool:
    if previous == "," and word.endswith("ed"):
        return False
    if previous in ("", "of", "and", ",") or previous.endswith("'s"):
        return True
    if lexicon.is_any("determiners", previous) or lexicon.is_any("prepositions", previous):
        return True
    return previous.endswith(_ADJECTIVES) and not lexicon.is_any("pronouns", previous)
