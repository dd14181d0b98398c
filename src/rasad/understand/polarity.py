"""Understand: whether the first main clause of what was said says yes or no. Words → affirmed, negated."""

from __future__ import annotations

from typing import Final

from rasad.understand.lexicon import Lexicon

_SENTENCE_ENDS: Final = frozenset({".", "!", "?", ";", "\u061b", "\u061f"})
_NEAR_END: Final = 4
_RELATIVES: Final = frozenset({"which", "who", "whose", "that", "where"})
_AND: Final = "\u0648"
_PREFIXES: Final = frozenset({"\u0645\u06cc", "\u0646\u0645\u06cc"})


def first_sentence(words: list[str]) -> list[str]:
    """The words up to the first full stop."""
    for index, word in enumerate(words):
        if word in _SENTENCE_ENDS and index > 2:
            return words[:index]
    return words


def polarity_of_words(lexicon: Lexicon, words: list[str]) -> str:
    """Negated when the main clause of the first sentence says no."""
    clause = first_sentence(words)
    idioms = {
        place
        for start, end, _ in lexicon.phrases["not_negating"].find(clause, 0, len(clause))
        for place in range(start, end)
    }
    says_no = _verb_last(lexicon, clause, idioms) if lexicon.is_light else _verb_inside(lexicon, clause, idioms)
    return "negated" if says_no else "affirmed"


def _behind_condition(lexicon: Lexicon, clause: list[str], start: int) -> int | None:
    """The first word behind a leading "although …," or "despite …,"; None when nothing is behind it."""
    opened = lexicon.phrases["leading"].at(clause, start, len(clause))
    if opened is None:
        return start
    comma = next((place for place in range(opened[0], len(clause)) if clause[place] == ","), None)
    return None if comma is None else comma + 1


def _verb_inside(lexicon: Lexicon, clause: list[str], idioms: set[int]) -> bool:
    """For a language that puts the verb behind its subject: a word of no before the clause ends."""
    start = _behind_condition(lexicon, clause, 0)
    if start is None:
        start = 0
    place, has_verb, begins = start, False, True
    while place < len(clause):
        word = clause[place]
        is_relative = clause[place + 1 : place + 2] != [] and clause[place + 1] in _RELATIVES
        if not begins and word == "," and (place - start > 2 or is_relative):
            if has_verb or not is_relative:
                return False
            place = next((i + 1 for i in range(place + 1, len(clause)) if clause[i] == ","), len(clause))
            continue
        if word in _RELATIVES and place > start and not has_verb:
            place += 3 if clause[place + 2 : place + 3] == ["not"] else 2  # the verb of the relative clause, yes or no
            continue
        ended = place - start > (0 if word in _RELATIVES else 2) and lexicon.phrases["clause_ends"].at(clause, place, len(clause))
        if ended:
            return False
        if place not in idioms and (lexicon.phrases["negators"].at(clause, place, len(clause)) or word.endswith("n't")):
            return True
        has_verb = has_verb or lexicon.is_any("finite", word)
        begins = False
        place += 1
    return False


def _verb_last(lexicon: Lexicon, clause: list[str], idioms: set[int]) -> bool:
    """For a language that puts the verb last: a verb of no where the first main clause ends."""
    frame = next(lexicon.phrases["frames"].find(clause, 0, min(len(clause), 8)), None)
    start = _behind_condition(lexicon, clause, frame[1] if frame else 0)
    if start is None:
        return False
    stop = _stop(lexicon, clause, start)
    for low, high, _ in lexicon.phrases["negators"].find(clause, start, stop):
        if low in idioms:
            continue
        opened = _opened(lexicon, clause, start, low)
        if high >= stop - _NEAR_END and (high >= stop - 1 or not opened or stop == len(clause)):
            return True
        if not opened and (clause[high] in (",", ":", _AND) or lexicon.phrases["clause_ends"].at(clause, high, len(clause))):
            return True
    for low, _, _ in lexicon.phrases["cannot"].find(clause, start, stop):
        if low not in idioms and not _opened(lexicon, clause, start, low) and clause[low - 1 : low] != [_AND]:
            return True
    return False


def _opened(lexicon: Lexicon, clause: list[str], start: int, place: int) -> bool:
    """True when a complement was opened before a place."""
    return any(lexicon.phrases["clause_ends"].at(clause, index, len(clause)) for index in range(start, max(start, place - 1)))


def _stop(lexicon: Lexicon, clause: list[str], start: int) -> int:
    """Where the first main clause ends: before a reason or "but", and before "that" behind its verb."""
    for place in range(start + 2, len(clause)):
        if lexicon.phrases["closers"].at(clause, place, len(clause)):
            return place
        if lexicon.is_any("that", clause[place]) and (
            lexicon.phrases["finals"].at(clause, place - 1, place) or clause[place - 2] in _PREFIXES
        ):
            return place
    return len(clause)
