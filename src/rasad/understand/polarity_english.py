"""Understand: yes and no in a language that puts the verb behind its subject. Words of a sentence → affirmed, negated, unsure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rasad.understand.lexicon import Lexicon

_RELATIVES: Final = frozenset({"which", "who", "whose", "that", "where"})
_CONDITIONS: Final = frozenset({"if", "unless", "although", "though", "because"})
_NOBODY: Final = frozenset({"nobody", "none", "neither"})
_APPOSED: Final = 14
_CONTRAST: Final = 6
_NEAR: Final = 2
_OF_NOUNS: Final = frozenset({"no", "nobody", "none", "nothing", "neither", "nowhere"})
_OF_VERBS: Final = frozenset({"not", "never", "cannot"})
_JOINTS: Final = frozenset({"and", "or", "but"})
_BOUNDED: Final = frozenset({"limit", "limited", "confined", "restricted"})


def polarity(lexicon: Lexicon, clause: list[str], idioms: set[int]) -> str:
    """Negated when a word of no stands before the first main clause ends; unsure when two cancel."""
    if clause[:1] and clause[0] in _CONDITIONS and "," not in clause:
        return "affirmed"  # where the condition ends cannot be told
    places = list(_noes(lexicon, clause, idioms))
    if not places:
        return "affirmed"
    return "unsure" if _cancel(lexicon, clause, places) else "negated"


def _noes(lexicon: Lexicon, clause: list[str], idioms: set[int]) -> Iterator[int]:
    """The places of words of no in the first main clause."""
    start = _main(lexicon, clause, 0)
    place, has_verb = start, False
    while place < len(clause):
        word = clause[place]
        if word == "," and place > start:
            behind = None if has_verb else _past_comma(lexicon, clause, start, place)
            if behind is None:
                return
            start = behind[1] if behind[1] is not None else start
            place = behind[0]
            continue
        if word == "that" and place > start and not has_verb and (
            _tells(lexicon, clause, place - 1) or clause[place + 1 : place + 2] == ["if"]
        ):
            return
        if not has_verb and ((word in _RELATIVES and place > start) or (word == "what" and place == start)):
            place = _past_relative(lexicon, clause, start, place)
            continue
        if place not in idioms and _is_no(lexicon, clause, place) and not _is_small_no(lexicon, clause, place):
            yield place
        if place - start > (0 if word in _RELATIVES else 2) and _ends(lexicon, clause, place, has_verb=has_verb):
            return
        is_behind_pronoun = place > start and lexicon.is_any("pronouns", clause[place - 1]) and not word.endswith("ly")
        has_verb = has_verb or lexicon.is_any("finite", word) or is_behind_pronoun or (place > start and _looks_verbal(lexicon, clause, place))
        place += 1


def _is_no(lexicon: Lexicon, clause: list[str], place: int) -> bool:
    word = clause[place]
    return bool(lexicon.phrases["negators"].at(clause, place, len(clause))) or word.endswith("n't") or word.removesuffix("'s") in _NOBODY


def _cancel(lexicon: Lexicon, clause: list[str], places: list[int]) -> bool:
    """True for "nobody has not paid" and "did not deny that"."""
    verbs = [place for place in places if clause[place] in _OF_VERBS or clause[place].endswith("n't")]
    if clause[places[0]] in _OF_NOUNS and any(place > places[0] for place in verbs):
        return True
    reach = range(1, 1 + _NEAR)
    hits = (lexicon.verbs.at(clause, place + step, len(clause)) for place in places for step in reach if place + step < len(clause))
    return any(hit is not None and hit[1].polarity == "negated" and clause[hit[0] : hit[0] + 1] == ["that"] for hit in hits)


def _tells(lexicon: Lexicon, clause: list[str], place: int) -> bool:
    """True for the verb of "the reports show that …", whose form is also that of a noun."""
    before = clause[place - 1] if place else ""
    if not before or lexicon.is_any("determiners", before) or lexicon.is_any("prepositions", before):
        return False
    is_subject = before.endswith("s") or lexicon.is_any("pronouns", before)
    return is_subject and lexicon.verbs.at(clause, place, place + 1) is not None


def _is_small_no(lexicon: Lexicon, clause: list[str], place: int) -> bool:
    """True for the no of "No, the network is safe", "decided not to raise it", "cut not one line but two": not the main verb's."""
    following = clause[place + 1 : place + 2]
    if following == [","] and place == 0:
        return True
    before = next((word for word in reversed(clause[max(0, place - 2) : place]) if word != '"'), "")
    if clause[place] == "no":
        return lexicon.is_any("determiners", before)  # "the no-toll rule"
    is_helper = any(lexicon.is_any(key, before) for key in ("finite", "modals"))
    if clause[place] != "not" or not following:
        return False
    if is_helper:
        return following[0] in _BOUNDED and "but" in clause[place : place + _CONTRAST]
    if place == 0 or clause[place - 1] == ",":
        if place == 0 and following == ["to"]:
            return False  # vowed "not to raise it"
        return lexicon.is_any("prepositions", following[0])
    return place > 1 and (following == ["to"] or "but" in clause[place + 2 : place + 2 + _CONTRAST])


def _looks_verbal(lexicon: Lexicon, clause: list[str], place: int) -> bool:
    """True for "supports the …", "tried hardly …": an ending of verbs, and what stands behind one."""
    following = clause[place + 1 : place + 2]
    if not following or not clause[place].endswith(("s", "ed")) or len(clause[place]) < 4:
        return False
    return lexicon.is_any("determiners", following[0]) or (following[0].endswith("ly") and len(following[0]) > 4)


def _past_relative(lexicon: Lexicon, clause: list[str], start: int, place: int) -> int:
    """Behind the verb of a relative clause, said to be or not: the second of two verbs, else the word behind the pronoun."""
    if lexicon.is_any("prepositions", clause[start]):
        comma = next((index for index in range(place, len(clause)) if clause[index] == ","), None)
        if comma is not None:
            return comma
    stop = next((index for index in range(place, len(clause)) if clause[index] == ","), len(clause))
    verbs = [
        index for index in range(place + 1, stop)
        if (lexicon.is_any("finite", clause[index]) or lexicon.is_any("modals", clause[index]))
        and clause[index - 1] not in _JOINTS
        and not any(lexicon.is_any("finite", word) for word in clause[index - 2 : index])
    ]  # fmt: skip
    if len(verbs) > 1 and not lexicon.is_any("pronouns", clause[verbs[1] - 1]):
        return verbs[1]
    behind = place + 2
    return behind + (clause[behind : behind + 1] == ["not"])


def main_place(lexicon: Lexicon, clause: list[str]) -> int:
    """Where the main clause begins."""
    return _main(lexicon, clause, 0)


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


def _behind_condition(lexicon: Lexicon, clause: list[str], start: int) -> int | None:
    """The first word behind a leading "although …," or "despite …,"; None when nothing is behind it."""
    opened = lexicon.phrases["leading"].at(clause, start, len(clause))
    if opened is None:
        return start
    comma = next((place for place in range(opened[0], len(clause)) if clause[place] == ","), None)
    return None if comma is None else comma + 1
