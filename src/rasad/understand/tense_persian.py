"""Understand: how far a Persian noun with its light verb is, by tense and by what governs it. Deed, words → Turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rasad.understand.deeds import Deed, Deeds, Turn

_REACH: Final = 22
_FILLERS: Final = 2
_OBJECT: Final = 5
_AT_ONCE: Final = frozenset({"inaugurate", "complete", "open", "build", "start"})
Words = Mapping[str, frozenset[str]]


def turn(
    lows: Sequence[str], place: tuple[int, int], deed: Deed, span: tuple[int, int], known: Deeds, *, is_reported: bool
) -> Turn | None:
    """How far the deed at `place` is inside the sentence `span`; None when it says nothing of a stage."""
    del is_reported  # Persian keeps the tense of the speaker
    words, (start, end) = known.words, place
    if deed.form != "state" and end < span[1] and lows[end] in words["links"] and known.found.at(lows, end + 1, span[1]):
        return None  # "opened and put to use": the last takes the verb
    found = _verb(lows, end, span[1], words, is_state=deed.form == "state")
    if found is None:
        return _by_means(lows, start, end, span, words)
    tense, stop = found
    low = _clause(lows, start, span[0], words)
    if known.phrases["conditions"].has(lows, low, start) or not words["no"].isdisjoint(lows[start:stop]):
        return None
    far, is_relative = _beyond(lows, low, span[0], words)
    mode = _mode(lows, deed, tense, (far, low, start), known)
    if mode is None or (is_relative and mode not in ("coming", "going")):
        return None
    return Turn(mode, start, ((far if mode in ("coming", "going") else low, start),), (low, stop))


def _by_means(lows: Sequence[str], start: int, end: int, span: tuple[int, int], words: Words) -> Turn | None:
    """ "By building eight plants the matter will be solved": the deed comes with the main verb."""
    if start == span[0] or lows[start - 1] not in words["by"]:
        return None
    stop = next((place for place in range(end, min(span[1], end + _REACH)) if lows[place] in words["will"]), None)
    theme = (end, min(span[1], end + _OBJECT))
    return None if stop is None else Turn("coming", start, (theme,), (start, stop))


def _clause(lows: Sequence[str], start: int, first: int, words: Words) -> int:
    low, stop = start, max(first, start - _REACH)
    while low > stop and lows[low - 1] not in words["that"] and (lows[low - 1] not in words["breaks"] or lows[low - 1] in (",", "\u060c")):
        low -= 1
    return low


def _beyond(lows: Sequence[str], low: int, first: int, words: Words) -> tuple[int, bool]:
    """Where the words before "that" begin, and whether it opens a relative clause: no verb stands before it."""
    if low <= first or lows[low - 1] not in words["that"]:
        return low, False
    before = lows[low - 2] if low - 2 >= first else ""
    is_verb = before in words["past"] or before in words["copulas"] or before in words["subjunctive"] or before in words["ends"]
    return _clause(lows, low - 1, first, words), bool(before) and not is_verb and before not in words["breaks"]


def _verb(lows: Sequence[str], end: int, last: int, words: Words, *, is_state: bool) -> tuple[str, int] | None:
    """The tense of the light verb behind a noun, and its end."""
    place = end
    if is_state:
        stop = min(last, end + _REACH)
        while place < stop and lows[place] not in words["breaks"] and lows[place] not in words["have"]:
            place += 1
        return ("state", place + 1) if place < stop and lows[place] in words["have"] else None
    while place < last and place - end < _FILLERS and lows[place] in words["fillers"]:
        place += 1
    if place >= last:
        return None
    word, behind = lows[place], lows[place + 1] if place + 1 < last else "."
    if word in words["will"]:
        return ("future", place + 2) if behind in words["past"] else None
    if word in words["ongoing"]:
        return ("present" if behind in words["present"] else "due", place + 2) if behind in words["present"] or behind in words["past"] else None
    if word[:2] in words["ongoing"] and word[2:] in words["present"]:
        return "present", place + 1
    if word in words["past"]:
        return "past", place + 1
    if word in words["participles"]:
        if behind in words["copulas"]:
            return "past", place + 2
        return ("past", place + 1) if behind in words["breaks"] or behind in words["links"] else None
    return ("subjunctive", place + 1) if word in words["subjunctive"] else None


def _mode(lows: Sequence[str], deed: Deed, tense: str, places: tuple[int, int, int], known: Deeds) -> str | None:
    far, low, start = places
    phrases = known.phrases
    if tense == "state":
        return "going"
    if tense == "past":
        return "reached"
    if tense == "future":
        return "coming"
    if tense == "present":
        if phrases["then"].has(lows, low, start) or deed.kind in _AT_ONCE:
            return "coming"
        return "going"
    if tense == "due":  # "was to have been carried out by June": planned
        return "coming" if phrases["musts"].has(lows, far, start) else None
    planner = max((end for _, end, _ in phrases["planners"].find(lows, far, start)), default=-1)
    must = max((end for _, end, _ in phrases["musts"].find(lows, far, start)), default=-1)
    if planner > must:
        return "coming"
    return "wanted" if must >= 0 else None
