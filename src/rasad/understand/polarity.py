"""Understand: whether the first main clause of what was said says yes or no. Words → affirmed, negated."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rasad.understand.lexicon import Lexicon

_SENTENCE_ENDS: Final = frozenset({".", "!", "?", ";", "\u061b", "\u061f"})
_NEAR_END: Final = 4
_RELATIVES: Final = frozenset({"which", "who", "whose", "that", "where"})
_AND: Final = "\u0648"
_CONDITIONS: Final = frozenset({"if", "unless", "although", "though", "because"})
_NOBODY: Final = frozenset({"nobody", "none", "neither"})
_APPOSED: Final = 14
_CONTRAST: Final = 6
_PARTICIPLE: Final = "\u0647"
_PREFIXES: Final = frozenset({"\u0645\u06cc", "\u0646\u0645\u06cc"})


def first_sentence(words: list[str]) -> list[str]:
    """The words up to the first full stop."""
    for index, word in enumerate(words):
        if word in _SENTENCE_ENDS and index > 2:
            return words[:index]
    return words


def polarity_of_words(lexicon: Lexicon, words: list[str]) -> str:
    """Negated when the main clause of the first sentence says no."""
    return _polarity(lexicon, tuple(first_sentence(words)))


@lru_cache(maxsize=256)
def _polarity(lexicon: Lexicon, words: tuple[str, ...]) -> str:
    clause = list(words)
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
    if comma is not None:
        return comma + 1
    if not lexicon.is_light:
        return None
    # no comma: the condition ends with its verb
    verb = next((place for place in range(opened[0] + 1, len(clause) - 2) if lexicon.phrases["finals"].at(clause, place, len(clause))), None)
    return None if verb is None else verb + 1


def _verb_inside(lexicon: Lexicon, clause: list[str], idioms: set[int]) -> bool:
    """For a language that puts the verb behind its subject: a word of no before the clause ends."""
    if clause[:1] and clause[0] in _CONDITIONS and "," not in clause:
        return False  # where the condition ends cannot be told
    start = _main(lexicon, clause, 0)
    place, has_verb = start, False
    while place < len(clause):
        word = clause[place]
        if word == "," and place > start:
            behind = None if has_verb else _past_comma(lexicon, clause, start, place)
            if behind is None:
                return False
            start = behind[1] if behind[1] is not None else start
            place = behind[0]
            continue
        if word in _RELATIVES and place > start and not has_verb:
            place = _past_relative(lexicon, clause, start, place)
            continue
        if place not in idioms and not _is_small_no(lexicon, clause, place) and (
            lexicon.phrases["negators"].at(clause, place, len(clause)) or word.endswith("n't") or word.removesuffix("'s") in _NOBODY
        ):
            return True
        if place - start > (0 if word in _RELATIVES else 2) and _ends(lexicon, clause, place, has_verb=has_verb):
            return False
        has_verb = has_verb or lexicon.is_any("finite", word) or (place > start and _looks_verbal(lexicon, clause, place))
        place += 1
    return False


def _is_small_no(lexicon: Lexicon, clause: list[str], place: int) -> bool:
    """True for the no of "No, the network is safe", "decided not to raise it", "cut not one line but two": not the main verb's."""
    if clause[place + 1 : place + 2] == [","] and place == 0:
        return True
    before = clause[place - 1] if place else ""
    is_helper = any(lexicon.is_any(key, before) for key in ("finite", "modals"))
    if clause[place] != "not" or place < 2 or is_helper:
        return False
    return clause[place + 1 : place + 2] == ["to"] or "but" in clause[place + 2 : place + 2 + _CONTRAST]


def _looks_verbal(lexicon: Lexicon, clause: list[str], place: int) -> bool:
    """True for "supports the …", "tried hardly …": an ending of verbs, and what stands behind one."""
    following = clause[place + 1 : place + 2]
    if not following or not clause[place].endswith(("s", "ed")) or len(clause[place]) < 4:
        return False
    return lexicon.is_any("determiners", following[0]) or (following[0].endswith("ly") and len(following[0]) > 4)


def _past_relative(lexicon: Lexicon, clause: list[str], start: int, place: int) -> int:
    """Behind the verb of a relative clause, said to be or not: the first of two verbs, else the word behind the pronoun."""
    if lexicon.is_any("prepositions", clause[start]):
        comma = next((index for index in range(place, len(clause)) if clause[index] == ","), None)
        if comma is not None:
            return comma
    stop = next((index for index in range(place, len(clause)) if clause[index] == ","), len(clause))
    verbs = [
        index for index in range(place + 1, stop)
        if (lexicon.is_any("finite", clause[index]) or lexicon.is_any("modals", clause[index]))
        and not any(lexicon.is_any("finite", word) for word in clause[index - 2 : index])
    ]  # fmt: skip
    behind = verbs[0] + 1 if len(verbs) > 1 else place + 2
    return behind + (clause[behind : behind + 1] == ["not"])


def _main(lexicon: Lexicon, clause: list[str], place: int) -> int:
    """Where the main clause begins: behind a frame ("it is clear that") and a leading condition."""
    frame = lexicon.phrases["frames"].at(clause, place, len(clause))
    place = frame[0] if frame else place
    behind = _behind_condition(lexicon, clause, place)
    return place if behind is None else behind


def _past_comma(lexicon: Lexicon, clause: list[str], start: int, place: int) -> tuple[int, int | None] | None:
    """Where to read on behind a comma before the verb, and where the clause begins if only there; None when the clause ends.

    Behind "in Sarvan," and "however," the clause begins; behind a relative clause or an apposition it goes on.
    """
    following = clause[place + 1 : place + 2]
    if following and following[0] in _RELATIVES:
        return next((i + 1 for i in range(place + 1, len(clause)) if clause[i] == ","), len(clause)), None
    first = clause[start]
    if lexicon.is_any("prepositions", first) or lexicon.is_any("subordinators", first) or (first.endswith("ly") and place - start <= 2):
        begins = _main(lexicon, clause, place + 1)
        return begins, begins
    for index in range(place, min(len(clause) - 1, place + _APPOSED)):
        if clause[index] == "," and (lexicon.is_any("finite", clause[index + 1]) or lexicon.is_any("modals", clause[index + 1])):
            return index + 1, None
    if place - start > 2:
        return None
    begins = _main(lexicon, clause, place + 1)
    return begins, begins


def _ends(lexicon: Lexicon, clause: list[str], place: int, *, has_verb: bool) -> bool:
    """True for a word that ends the main clause; "and" before its verb only joins two subjects, unless a verb follows."""
    if lexicon.phrases["clause_ends"].at(clause, place, len(clause)) is None:
        return False
    if clause[place] != "and" or has_verb or place + 1 >= len(clause):
        return True
    following = clause[place + 1]
    return any(lexicon.is_any(key, following) for key in ("finite", "modals", "pronouns"))


def _verb_last(lexicon: Lexicon, clause: list[str], idioms: set[int]) -> bool:
    """For a language that puts the verb last: a verb of no where the first main clause ends."""
    frame = next(lexicon.phrases["frames"].find(clause, 0, min(len(clause), 8)), None)
    start = _behind_condition(lexicon, clause, frame[1] if frame else 0)
    if start is None:
        return False
    stop = _stop(lexicon, clause, start)
    is_more = lexicon.phrases["rather"].at(clause, stop, len(clause)) is not None and lexicon.phrases["only"].has(clause, start, stop)
    if is_more or lexicon.phrases["not_only"].has(clause, start, stop):
        return False  # "is not only … but"
    for low, behind, _ in lexicon.phrases["negators"].find(clause, start, stop):
        if low in idioms:
            continue
        high = min(behind + 1, stop) if lexicon.phrases["two_part"].at_start(clause[low]) else behind
        opened = _opened(lexicon, clause, start, low)
        if opened and _has_verb(lexicon, clause, high, stop):
            continue  # the no of a relative clause
        if high >= stop - _NEAR_END and (high >= stop - 1 or not opened or stop == len(clause)):
            return True
        if not opened and high < len(clause) and (
            clause[high] in (",", ":") or any(lexicon.phrases[key].at(clause, high, len(clause)) for key in ("joints", "clause_ends"))
        ):
            return True
    for low, _, _ in lexicon.phrases["cannot"].find(clause, start, stop):
        if low not in idioms and not _opened(lexicon, clause, start, low) and clause[low - 1 : low] != [_AND]:
            return True
    return False


def _has_verb(lexicon: Lexicon, clause: list[str], start: int, stop: int) -> bool:
    """True when another verb follows."""
    finals = lexicon.phrases["finals"]
    return any(clause[place] in _PREFIXES or finals.at(clause, place, stop) for place in range(start, stop))


def _opened(lexicon: Lexicon, clause: list[str], start: int, place: int) -> bool:
    """True when a complement was opened before a place."""
    return any(lexicon.phrases["clause_ends"].at(clause, index, len(clause)) for index in range(start, max(start, place - 1)))


def _stop(lexicon: Lexicon, clause: list[str], start: int) -> int:
    """Where the first main clause ends: before a reason or "but", before "that" behind its verb, behind a verb that needs no "that"."""
    for place in range(start, len(clause)):
        bridge = lexicon.phrases["bridges"].at(clause, place, len(clause))
        if bridge is not None:
            return bridge[0]
        if place < start + 2:
            continue
        if lexicon.phrases["closers"].at(clause, place, len(clause)):
            return place
        is_linked = (
            lexicon.is_any("that", clause[place])
            or lexicon.phrases["purposes"].at(clause, place, len(clause))
            or (lexicon.phrases["joints"].at(clause, place, len(clause)) and not _opened(lexicon, clause, start, place))
        )
        if is_linked and (lexicon.phrases["finals"].at(clause, place - 1, place) or (
            clause[place - 2] in _PREFIXES and not clause[place - 1].endswith(_PARTICIPLE)
        )):
            return place
    return len(clause)
