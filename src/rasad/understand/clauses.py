"""Understand: what clauses of a language with the verb in the middle share. Tokens → drafts, subjects, ends."""

from __future__ import annotations

from typing import Final

from rasad.understand.drafts import Draft
from rasad.understand.hits import Hit
from rasad.understand.nounphrase import NounPhrases, Run
from rasad.understand.page import Page
from rasad.understand.plain import QUOTE
from rasad.understand.speech import STOPS, Speech

_FIRST_PERSONS: Final = frozenset({"i", "we", "you", "what", "there"})


class Clauses:
    """The drafts of one page so far; `first` is the first one of the present sentence."""

    def __init__(self, page: Page) -> None:
        self.page, self.tokens, self.lexicon = page, page.tokens, page.lexicon
        self.lows = page.tokens.lows
        self.phrases = NounPhrases(page.plain, page.tokens, page.lexicon)
        self.speech = Speech(page, self.phrases)
        self.drafts: list[Draft] = []
        self.first = 0

    def make(self, hit: Hit, subject: Run | None, content: Run) -> Draft | None:
        """The draft of a clause; None when nothing is said or the text itself speaks."""
        if content[1] <= content[0] or (subject and self.lows[subject[0]] in _FIRST_PERSONS):
            return None
        if content[1] - content[0] <= 4 and self.lexicon.is_any("adverbials", self.lows[content[0]]):
            first, last = self.tokens.starts[content[0]], self.tokens.ends[content[1] - 1]
            if any(date.end is not None and date.end >= last - 1 for date in self.page.dates_in(first, last)):
                return None  # "Talna reported on Monday": only when, not what
        place, verb_at = self.stretch(*content), self.stretch(hit.start, hit.end)
        speaker = self.stretch(*subject) if subject else None
        spans = [place, verb_at, *([speaker] if speaker else [])]
        draft = Draft(
            start=min(span[0] for span in spans), end=max(span[1] for span in spans),
            verb=hit.verb, verb_text=self.page.text[verb_at[0] : verb_at[1]], verb_at=verb_at,
            speaker=speaker, content=place, is_negated=hit.is_negated,
            is_same_speaker=subject is None and len(self.drafts) > self.first,
        )  # fmt: skip
        for index in range(self.first, len(self.drafts)):
            outer = self.drafts[index].content
            if outer[0] <= draft.start and draft.end <= outer[1]:
                draft.through = index
        return draft

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The place of a run in the text."""
        return self.tokens.starts[start], self.tokens.ends[end - 1]

    def behind_comma(self, place: int, end: int) -> Run | None:
        """The subject of the main clause behind a leading participle."""
        for index in range(place, min(end, place + 45)):
            if self.lows[index] == "," and index > place:
                found = self.phrases.right(index + 1, end)
                if found and found[1] < end and self.lexicon.verbs.at(self.lows, found[1], end):
                    return found
        return None

    def main_subject(self, begin: int, stop: int) -> Run | None:
        """The subject at the head of a sentence."""
        lows, place = self.lows, begin
        for index in range(begin, min(stop, begin + 4)):
            place = index + 1 if lows[index] == "-" else place
        while place < stop and self.lexicon.is_any("subordinators", lows[place]):
            place += 1
        if place < stop and self.lexicon.is_any("prepositions", lows[place]):
            comma = next((index for index in range(place, stop) if lows[index] == ","), None)
            if comma is None:
                return None
            place = comma + 1
        return self.phrases.right(place, stop) if place < stop else None

    def without_date(self, start: int, stop: int) -> int:
        """Where a decision ends when "on Sunday" stands behind it."""
        dates = self.page.dates_in(self.tokens.starts[start], self.tokens.ends[stop - 1])
        if not dates or dates[-1].start is None or (dates[-1].end or 0) < self.tokens.starts[stop - 1]:
            return stop
        place = self.tokens.at(dates[-1].start)
        place -= place > start and self.lows[place - 1] in ("on", "in", "late", "early")
        return place if place > start + 1 else stop

    def loose(self, place: int, end: int) -> Run | None:
        """The words up to the next sign, for a source that is no plain noun phrase."""
        stop = place
        while stop < end and stop - place < 12 and self.lows[stop] not in STOPS and self.lows[stop] not in (",", QUOTE):
            stop += 1
        return (place, stop) if stop > place else None

    def is_told(self, content: Run) -> bool:
        """True when a speaker of the sentence already has these words."""
        start, end = self.stretch(*content)
        return any(
            draft.content[0] < end and start < draft.content[1] for draft in self.drafts[self.first :]
        )

    def lend(self, subject: Run) -> None:
        """Notes the outlet of "…, X said, according to Talna"."""
        span = self.stretch(*subject)
        for draft in self.drafts[self.first :]:
            if draft.outlet is None and any(f.kind == "outlet" for f in self.page.found_in(*span)):
                draft.outlet = span

    def past_dateline(self, begin: int, end: int) -> int:
        """The first token behind "SARVAN, Sept. 14 (Talna) – "."""
        for place in range(begin + 1, min(end, begin + 14)):
            if self.lows[place] == "-":
                first = self.page.plain[self.tokens.starts[begin] : self.tokens.ends[begin]]
                behind = place + 1
                while behind < end and self.lows[behind] == "-":
                    behind += 1
                return behind if first.isupper() and len(first) > 2 else begin
        return begin
