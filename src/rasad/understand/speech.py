"""Understand: where speech begins and ends beside a verb of saying. Hit → stretch of tokens."""

from __future__ import annotations

from typing import Final

from rasad.understand.hits import Hit
from rasad.understand.nounphrase import NounPhrases, Run
from rasad.understand.page import Page
from rasad.understand.plain import QUOTE

STOPS: Final = frozenset({".", "?", "!", ";"})
_OF_DEEDS: Final = frozenset({"promise", "threaten"})
_NAMED_WITHIN: Final = 16
_ASKED_WITHIN: Final = 10
_OPENERS: Final = ("that", ":", QUOTE, "whether", "how", "why")


class Speech:
    """Measures speech on one page."""

    def __init__(self, page: Page, phrases: NounPhrases) -> None:
        self.page, self.lexicon, self.phrases = page, page.lexicon, phrases
        self.tokens, self.lows = page.tokens, page.tokens.lows

    def opening(self, hit: Hit, stop: int) -> tuple[int, Run | None] | None:
        """Where speech behind the verb begins, and the hearer if named. None when nothing was said there."""
        lows, frame = self.lows, hit.verb.frame
        place, hearer = hit.end, None
        if place >= stop or lows[place] in STOPS:
            return None
        if frame == "tell" and lows[place] not in (QUOTE, "that", ":"):
            hearer = self._hearer(place, stop)
            if hearer is None:
                return None
            place = hearer[1]
            if place >= stop or lows[place] in STOPS:
                return None
        if lows[place] == "to" and hit.verb.act in _OF_DEEDS:
            return place, hearer
        marker = self._marker(place, stop, 16 if frame == "free" else 24)
        if marker is not None and (marker == place or self._is_aside(place, marker)):
            behind = marker + (lows[marker] in ("that", ":"))
            if behind < stop and lows[behind] == ",":
                behind += 1
            return (behind, hearer) if behind < stop else None
        if frame == "judge":
            return (place, None) if self._is_judged(place, stop) else None
        if frame == "marked" and hit.verb.act == "demand" and self._asks(place, stop):
            return place, None
        if frame == "marked" or lows[place] == ",":
            return None
        if frame == "tell" and self.lexicon.is_any("prepositions", lows[place]):
            return None
        past = self.past_date(place, stop)
        return (past, hearer) if past < stop and lows[past] not in STOPS else None

    def _is_judged(self, place: int, stop: int) -> bool:
        """True for "the bill a mistake", "it 'a mistake'", "the bill as a mistake": a thing, and what it is called."""
        words = self.lows[place : min(stop, place + _NAMED_WITHIN)]
        if not words or words[0] in ("for", "on", "upon", "off", "up", "in", "out", "to", "by", "back"):
            return False
        return any(word in ("as", "a", "an", QUOTE) for word in words[1:])

    def _asks(self, place: int, stop: int) -> bool:
        """True for "the House to pass the bill": whom is asked, and to do what."""
        words = self.lows[place : min(stop, place + _ASKED_WITHIN)]
        return "to" in words[1:] and not any(word in STOPS or word == "," for word in words[: words.index("to")]) and words[0] not in ("to", "for")

    def _hearer(self, place: int, stop: int) -> Run | None:
        found = self.phrases.right(place, stop)
        if found is not None:
            return found
        index = place
        while index < stop and index - place < 6 and self.lows[index] not in (*_OPENERS, ",") and self.lows[index] not in STOPS:
            if index > place and self.lexicon.is_any("adverbials", self.lows[index]):
                break
            index += 1
        return (place, index) if index > place else None

    def _marker(self, place: int, stop: int, reach: int) -> int | None:
        """The word or sign that opens speech."""
        for index in range(place, min(stop, place + reach)):
            word = self.lows[index]
            if word in _OPENERS:
                is_inner = word == QUOTE and index > place and self.lows[index - 1] not in (",", ":")
                return None if is_inner else index
        return None

    def _is_aside(self, place: int, marker: int) -> bool:
        """True when what stands between verb and marker only says when, where, to whom."""
        first = self.lows[place]
        return (
            self.lexicon.is_any("adverbials", first)
            or first == ","
            or bool(self.page.dates_in(self.tokens.starts[place], self.tokens.starts[marker]))
        )

    def past_date(self, place: int, stop: int) -> int:
        """Behind "on Sunday" and the like."""
        reach = self.tokens.ends[min(place + 1, stop - 1)]
        date = next(iter(self.page.dates_in(self.tokens.starts[place], reach)), None)
        behind = self.tokens.at(date.end) if date is not None and date.end is not None else place
        return behind if behind < stop else place

    def stop(self, hit: Hit, end: int, behind: Hit | None) -> int:
        """Where speech behind the verb ends: with the sentence, or before a verb that goes on from this one."""
        stop, lows = end, self.lows
        while stop > hit.end and lows[stop - 1] in STOPS:
            stop -= 1
        if behind is None or behind.is_passive or behind.start <= hit.end:
            return stop
        joint = lows[behind.start - 1]
        if self.lexicon.is_any("relatives", joint) and (other := self._other_source(hit.end, behind.start - 1)) is not None:
            return other
        if behind.verb.form == "ing" and behind.start == behind.verb_start and joint in (",", "and"):
            before = behind.start - 1
            return before - (joint == "and" and lows[before - 1] == ",")
        if joint in ("and", "but") and self._goes_on(behind, end):
            before = behind.start - 1
            return before - (lows[before - 1] == ",")
        if behind.end >= stop or self._is_only_date(behind.end, stop):
            subject, clause = self.phrases.left(hit.end, behind.start)
            if subject is not None and clause > hit.end and lows[clause - 1] in (",", QUOTE):
                return clause - (lows[clause - 1] == ",")
        return stop

    def _other_source(self, start: int, stop: int) -> int | None:
        """Where ", and to Y, who said" begins behind "to X, who said that …": the outlet's clause goes on, not the speech."""
        lows = self.lows
        return next(
            (
                place for place in range(start + 1, stop - 2)
                if lows[place] == "," and lows[place + 1] == "and" and self.lexicon.is_any("prepositions", lows[place + 2])
            ),
            None,
        )  # fmt: skip

    def _goes_on(self, behind: Hit, end: int) -> bool:
        if behind.end >= end:
            return False
        return self.lexicon.is_any("complementisers", self.lows[behind.end]) or behind.verb.frame == "free"

    def _is_only_date(self, start: int, stop: int) -> bool:
        return stop - start <= 3 and bool(
            self.page.dates_in(self.tokens.starts[start], self.tokens.ends[stop - 1])
        )

    def is_tail(self, hit: Hit, begin: int, clause: int, stop: int) -> bool:
        """True for "…, X said." and "…" X said: speech stands before the speaker."""
        lows = self.lows
        if clause <= begin or lows[clause - 1] not in (",", QUOTE):
            return False
        opened = self.opening(hit, stop)
        is_quoted = lows[clause - 1] == QUOTE or (clause - 2 >= begin and lows[clause - 2] == QUOTE)
        if is_quoted:
            return opened is None or lows[opened[0]] == QUOTE or not self.has_that(hit.end, stop)
        if opened is None:
            return hit.verb.frame != "judge" and (hit.verb.frame != "marked" or clause - begin > 5)
        if self.lexicon.is_any("prepositions", lows[begin]) or clause - begin <= 5 or stop - hit.end >= 14:
            return False
        return self.ends(hit.end, stop) and not self.has_that(hit.end, stop)

    def has_that(self, start: int, stop: int) -> bool:
        """True when speech is opened behind a verb."""
        return any(word in ("that", ":") for word in self.lows[start : min(stop, start + 22)])

    def ends(self, place: int, end: int) -> bool:
        """True when nothing but when and where may follow."""
        return place >= end or self.lows[place] in STOPS or self.lexicon.is_any("adverbials", self.lows[place])
