"""Understand: yes and no in a language that puts the verb last. Words of a sentence → affirmed, negated, unsure.

The main verb is the first that belongs to no clause opened before it: "that", "when", "what" each take the next verb.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rasad.understand.lexicon import Lexicon
from rasad.understand.verbforms import Placed, VerbForms, verb_forms

_AND: Final = "\u0648"


def polarity(lexicon: Lexicon, clause: list[str], idioms: set[int]) -> str:
    """Negated when the main verb says no."""
    start, main = _main(lexicon, tuple(clause), frozenset(idioms))
    stop = main.high if main else len(clause)
    is_more = lexicon.phrases["rather"].has(clause, stop, min(stop + 2, len(clause))) and lexicon.phrases["only"].has(clause, start, stop)
    if is_more or lexicon.phrases["not_only"].has(clause, start, stop):
        return "affirmed"  # "is not only … but"
    forms = verb_forms(lexicon.language)
    nors = [place for place in range(start, len(clause)) if forms.is_any("nor", clause[place])]
    if nors and nors[0] < stop and any(clause[place - 1] == _AND for place in nors[1:]):
        return "negated"  # "neither … nor"
    return "negated" if main is not None and main.form.is_negated else "affirmed"


def main_verb(lexicon: Lexicon, clause: list[str]) -> Placed | None:
    """The verb of the first main clause of a sentence."""
    return _main(lexicon, tuple(clause), frozenset())[1]


@lru_cache(maxsize=256)
def _main(lexicon: Lexicon, words: tuple[str, ...], idioms: frozenset[int]) -> tuple[int, Placed | None]:
    """Where the main clause begins, and its verb."""
    clause = list(words)
    start = _start(lexicon, clause)
    return start, _main_verb(lexicon, clause, start, idioms)


def _start(lexicon: Lexicon, clause: list[str]) -> int:
    """Where the main clause begins: behind a frame ("it is clear that"), "but", and a condition."""
    frame = next(lexicon.phrases["frames"].find(clause, 0, min(len(clause), 8)), None)
    return _behind_condition(lexicon, clause, _behind_joints(lexicon, clause, frame[1] if frame else 0))


def _behind_joints(lexicon: Lexicon, clause: list[str], place: int) -> int:
    """Behind "and", "but" at the head."""
    forms = verb_forms(lexicon.language)
    while place < len(clause) - 1 and forms.is_any("joints", clause[place]):
        place += 1
    return place


def _main_verb(lexicon: Lexicon, clause: list[str], start: int, idioms: frozenset[int]) -> Placed | None:
    """The first verb that no clause opened before it takes; the last verb when all are taken."""
    forms, end = verb_forms(lexicon.language), len(clause)
    leading, closers = lexicon.phrases["leading"], lexicon.phrases["closers"]
    pending, place, last = 0, start, None
    while place < end:
        if not pending and place > start and closers.at(clause, place, end) and (ended := _participle_before(forms, clause, place)):
            return ended
        opened = leading.at(clause, place, end) if place > start else None
        if opened is not None and (clause[place - 1] == "," or not forms.is_any("also_like", clause[place])):
            pending, place = pending + 1, opened[0]
            continue
        pending += forms.is_any("openers", clause[place])
        verb = forms.at(clause, place, end) if place not in idioms else None
        if verb is None:
            place += 1
            continue
        if not pending:
            return verb
        last = verb
        behind = clause[verb.high] if verb.high < end else ""
        following = next(forms.find(clause, verb.high, end), None) if forms.governs(verb.form) else None
        is_modal = following is not None and forms.is_governed(verb.form, following.form)
        if behind != _AND and not is_modal and not lexicon.is_any("that", behind):
            pending -= 1
        place = verb.high + lexicon.is_any("that", behind)
    return last


def _participle_before(forms: VerbForms, clause: list[str], place: int) -> Placed | None:
    """The participle without a helper that stands right before "so that" and ends the main clause."""
    form = forms.single(clause[place - 1])
    return Placed(place - 1, place, form) if form is not None and form.tense == "perfect" else None


def _behind_condition(lexicon: Lexicon, clause: list[str], start: int) -> int:
    """The first word behind a leading "although …": its verb and a comma; the start when nothing is behind it."""
    opened = lexicon.phrases["leading"].at(clause, start, len(clause))
    if opened is None and start < len(clause) and lexicon.phrases["purposes"].at(clause, start, len(clause)):
        forms = list(verb_forms(lexicon.language).find(clause, start, len(clause)))
        if len(forms) > 1 and forms[0].form.tense == "subjunctive" and forms[0].form.is_negated:
            opened = (start + 1, "")  # "until it is passed"
    if opened is None:
        return start
    first = opened[0]
    verbs = list(verb_forms(lexicon.language).find(clause, first, len(clause)))
    if not verbs:
        return next((place + 1 for place in range(first, len(clause)) if clause[place] == ","), start)
    comma = next((one.high for one in verbs if clause[one.high : one.high + 1] == [","]), None)
    sooner = _verb_of_condition(lexicon, clause, first, verbs)
    if comma is not None and sooner is not None and sooner.high < comma:
        between = [one for one in verbs if sooner.high <= one.low and one.high <= comma]
        if between and between[-1].form.tense in ("present", "future", "state"):
            return sooner.high  # the comma ends the main clause
    if comma is not None:
        return comma + 1
    return start if sooner is None or sooner.high >= len(clause) - 1 else sooner.high


def _verb_of_condition(lexicon: Lexicon, clause: list[str], first: int, verbs: list[Placed]) -> Placed | None:
    """The verb that ends a condition: none of a relative clause in it, none behind which "that" or "and" goes on."""
    forms = verb_forms(lexicon.language)
    for index, one in enumerate(verbs):
        is_relative = index == 0 and len(verbs) > 1 and any(lexicon.is_any("that", word) for word in clause[first : one.low])
        behind = clause[one.high] if one.high < len(clause) else ""
        is_modal = index + 1 < len(verbs) and forms.is_governed(one.form, verbs[index + 1].form)
        if not is_relative and not is_modal and behind != _AND and not lexicon.is_any("that", behind):
            return one
    return None
