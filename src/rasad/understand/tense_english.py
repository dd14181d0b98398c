"""Understand: how far an English verb is, by its helpers and by what governs it. Deed, words → Turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rasad.understand.deeds import Deed, Deeds, Turn

_REACH: Final = 18
_BACK: Final = 8
_NEAR: Final = 3
_NO_OBJECT: Final = frozenset({"work", "expire", "run"})
_BOTH_SIDES: Final = frozenset({"start", "give"})
_OPEN: Final = ("coming", "announced")
Words = Mapping[str, frozenset[str]]
Found = tuple[str, int, bool]  # mode, first word of verb and governor, whether the subject is what it is done to


@dataclass(slots=True)
class _Verb:
    """A verb in its clause `low`–`high`: `first` with its helpers, `start` and `end` without."""

    lows: Sequence[str]
    deed: Deed
    first: int
    start: int
    end: int
    low: int
    high: int
    known: Deeds
    is_reported: bool

    @property
    def words(self) -> Words:
        """Single words by list."""
        return self.known.words

    @property
    def helpers(self) -> Sequence[str]:
        """Its helpers and adverbs."""
        return self.lows[self.first : self.start]

    @property
    def is_passive(self) -> bool:
        """True for a participle behind a form of be."""
        return self.deed.form in ("both", "participle") and not self.words["be"].isdisjoint(self.helpers)


def turn(
    lows: Sequence[str], place: tuple[int, int], deed: Deed, span: tuple[int, int], known: Deeds, *, is_reported: bool
) -> Turn | None:
    """How far the verb at `place` is inside the sentence `span`; None when it says nothing of a stage.

    `is_reported`: the words are somebody's speech, where "would" is "will" and "had" is "has".
    """
    words, (start, end) = known.words, place
    low, high = _clause(lows, place, span, words)
    if deed.form == "plan":
        return _plan(lows, (start, end), (low, high), known)
    first = _with_helpers(lows, start, low, words)
    verb = _Verb(lows, deed, first, start, end, low, high, known, is_reported)
    if any(_is_no(word, words) for word in verb.helpers) or (first > low and lows[first - 1] in words["no"]):
        return None
    found = _weigh(verb)
    if found is None:
        return None
    mode, head, is_passive = found
    before = lows[low:head]
    if not words["conditions"].isdisjoint(before) or (mode not in _OPEN and not words["relatives"].isdisjoint(before)):
        return None
    left = _left(lows, low, head, span[0], words)
    right = (end, high if deed.kind == "propose" else _right(lows, end, high, words))
    is_subject = is_passive or deed.kind in _NO_OBJECT or deed.form == "state"
    theme = (left, right) if deed.kind in _BOTH_SIDES else (left,) if is_subject else (right,)
    return Turn(mode, head, theme, (min(left[0], head), right[1]))


def _plan(lows: Sequence[str], place: tuple[int, int], clause: tuple[int, int], known: Deeds) -> Turn | None:
    """What a body means to do, by whatever verb that is no mere being, going or helping."""
    words, (start, end), (low, high) = known.words, place, clause
    before, verb = lows[low:start], lows[end] if end < high else ""
    if not verb or verb in words["idle"] or not words["conditions"].isdisjoint(before) or not known.things["actor"].has(lows, low, start):
        return None
    if any(_is_no(word, words) or word in words["past"] or _is_modal(word, words) for word in before[-2:]):
        return None
    return Turn("coming", start, ((low, high),), (low, high))


def _clause(lows: Sequence[str], place: tuple[int, int], span: tuple[int, int], words: Words) -> tuple[int, int]:
    """The words around a verb up to the nearest sign, or "that", not farther than they can belong together."""
    low, high = place
    first, last = max(span[0], low - _REACH), min(span[1], high + _REACH)
    while low > first and lows[low - 1] not in words["breaks"] and lows[low - 1] != "that":
        low -= 1
    while high < last and lows[high] not in words["breaks"]:
        high += 1
    return low, high


def _left(lows: Sequence[str], low: int, head: int, first: int, words: Words) -> tuple[int, int]:
    """The subject: what stands before the verb; behind a comma what stands before the words between commas, "X, made by Y, was opened"."""
    if low != head or low == first or lows[low - 1] != ",":
        return low, head
    stop, comma = max(first, head - 2 * _REACH), low - 1
    between = _back(lows, comma, stop, words)
    if between > stop and lows[between - 1] == ",":
        return _back(lows, between - 1, stop, words), between - 1
    return between, comma


def _back(lows: Sequence[str], place: int, stop: int, words: Words) -> int:
    while place > stop and lows[place - 1] not in words["breaks"]:
        place -= 1
    return place


def _right(lows: Sequence[str], end: int, high: int, words: Words) -> int:
    """The end of the object: the next word that opens a phrase or clause of its own."""
    stop = end
    while stop < high and lows[stop] not in words["ends"] and (stop == end or lows[stop] not in words["objects"]):
        stop += 1
    return stop


def _with_helpers(lows: Sequence[str], place: int, low: int, words: Words) -> int:
    while place > low and (lows[place - 1] in words["helpers"] or lows[place - 1].endswith(("ly", "n't", "'ll"))):
        place -= 1
    return place


def _is_modal(word: str, words: Words) -> bool:
    return word in words["should"] or word in words["may"]


def _is_no(word: str, words: Words) -> bool:
    return word in words["no"] or word.endswith("n't")


def _weigh(verb: _Verb) -> Found | None:
    words, helpers, first = verb.words, verb.helpers, verb.first
    if "to" in helpers:
        return _governed(verb, first + len(helpers) - 1 - list(helpers)[::-1].index("to"))
    if any(_is_modal(word, words) for word in helpers):
        return None
    if any(word in words["will"] or word.endswith("'ll") for word in helpers):
        return "coming", first, verb.is_passive
    if not words["would"].isdisjoint(helpers):
        return ("coming", first, verb.is_passive) if verb.is_reported else None
    has_be = not words["be"].isdisjoint(helpers)
    if verb.deed.form == "state":
        return ("going", first, True) if has_be and words["past"].isdisjoint(helpers) else None
    if verb.deed.form == "ing":
        return _progressive(verb, has_be=has_be)
    return _perfect(verb) if has_be or not words["have"].isdisjoint(helpers) else _simple(verb)


def _governed(verb: _Verb, to: int) -> Found | None:
    """An infinitive is what its governor makes of it: a plan comes, a wish is wanted, what was begun is reached."""
    words, lows, first = verb.words, verb.lows, verb.first
    before = lows[first:to]
    if not words["have"].isdisjoint(before):
        return None  # "has to be built"
    if not words["be"].isdisjoint(before):  # "is to be built"
        return ("coming", first, verb.is_passive) if words["past"].isdisjoint(before) else None
    place = first - 1
    if place < verb.low:
        return None
    if lows[place] in words["starters"]:
        return "reached", _with_helpers(lows, place, verb.low, words), verb.is_passive
    return _planned(verb, place)


def _planned(verb: _Verb, place: int) -> Found | None:
    """What a plan governs: the planner beside "to", or before a short phrase of place or time."""
    words, lows = verb.words, verb.lows
    stop = max(verb.low, place - _BACK)
    planner = place
    while planner >= stop and lows[planner] not in words["planners"]:
        planner -= 1
    if planner < stop or (planner != place and lows[planner + 1] not in words["between"]):
        return _asked(verb, place)
    head = planner
    while head > verb.low and (lows[head - 1] in words["articles"] or _with_helpers(lows, head, verb.low, words) < head):
        head -= 1
    around = lows[head:planner]
    if any(_is_no(word, words) or _is_modal(word, words) for word in around):
        return None
    if not verb.is_reported and not words["past"].isdisjoint(around):
        return None
    by_list = {"votes": "decided", "orders": "announced", "wishes": "wanted"}
    mode = next((mode for key, mode in by_list.items() if lows[planner] in words[key]), "coming")
    return mode, head, verb.is_passive


def _asked(verb: _Verb, place: int) -> Found | None:
    """What somebody is told or asked to do: "ordered the agency to establish"."""
    words, lows = verb.words, verb.lows
    for at in range(place, max(verb.low, place - _REACH) - 1, -1):
        if lows[at] in words["ordered"] or lows[at] in words["asked"]:
            helpers = lows[max(verb.low, at - 2) : at]
            is_open = any(_is_no(word, words) or _is_modal(word, words) for word in helpers)
            return None if is_open else ("announced" if lows[at] in words["ordered"] else "wanted", at, verb.is_passive)
    return None


def _progressive(verb: _Verb, *, has_be: bool) -> Found | None:
    """What is being done, what was begun, what a planner with a preposition governs: "agreed on establishing"."""
    words, lows, first = verb.words, verb.lows, verb.first
    if has_be:
        is_past = not words["past"].isdisjoint(verb.helpers) and not (verb.is_reported and "had" in verb.helpers)
        return None if is_past else ("going", first, False)
    if first > verb.low and lows[first - 1] in words["starters"]:
        return "reached", first - 1, False
    if first - 2 >= verb.low and lows[first - 1] in words["prepositions"]:
        return _planned(verb, first - 2)
    return None


def _perfect(verb: _Verb) -> Found | None:
    """Perfect and passive: what has, was, is being done."""
    words, helpers = verb.words, verb.helpers
    if verb.deed.form not in ("both", "participle"):
        return None
    if "being" in helpers:
        return ("going", verb.first, True) if words["past"].isdisjoint(helpers) else None
    if "had" in helpers:
        return ("reached", verb.first, verb.is_passive) if verb.is_reported else None
    is_done = not words["have"].isdisjoint(helpers) or not words["past"].isdisjoint(helpers)
    return "reached" if is_done else "standing", verb.first, verb.is_passive


def _is_attributive(verb: _Verb, behind: str) -> bool:
    """True for "an 18-page proposed agreement": an article stands near before, none behind, and no body acts."""
    words, known = verb.words, verb.known
    near = verb.lows[max(verb.low, verb.first - _NEAR) : verb.first]
    if words["determiners"].isdisjoint(near) or behind in words["determiners"] or behind.isdigit():
        return False
    return not any(known.things[kind].has(near, 0, len(near)) for kind in ("public", "house"))


def _simple(verb: _Verb) -> Found | None:
    """A verb without helpers: a past, a headline's present, or a participle that belongs to the noun before it."""
    words, lows, first, kind, form = verb.words, verb.lows, verb.first, verb.deed.kind, verb.deed.form
    before = lows[first - 1] if first > verb.low else ""
    behind = lows[verb.end] if verb.end < verb.high else "."
    if form == "base" or before in words["determiners"] or before in words["prepositions"]:
        return None
    if form == "s":
        if kind not in _NO_OBJECT and behind in words["reduced"]:
            return None
        is_coming = not words["then"].isdisjoint(lows[verb.end : verb.high])
        return "coming" if is_coming else "present", first, False
    if kind in _NO_OBJECT:
        return ("reached", first, True) if form != "participle" else None
    if _is_attributive(verb, behind):
        return None
    if form == "participle" or behind in words["reduced"]:
        if kind in _BOTH_SIDES and form != "participle":
            return "reached", first, False
        is_fresh = not words["fresh"].isdisjoint(lows[max(verb.low, first - _NEAR - 1) : first])
        return ("reached", first, True) if is_fresh and form != "past" else None
    return "reached", first, False
