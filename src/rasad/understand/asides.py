"""Understand: speech beside the plain form of subject and verb: quoted by, according to, headlines, bare quotations. Page → Drafts."""

from __future__ import annotations

from typing import Final

from rasad.languages import gazetteer, names
from rasad.understand.clauses import Clauses
from rasad.understand.drafts import Draft
from rasad.understand.hits import Hit
from rasad.understand.lexicon import Verb
from rasad.understand.plain import QUOTE
from rasad.understand.speech import STOPS

ACCORDING: Final = Verb(lemma="according to", act="assert", present="says")
_HEADING: Final = Verb(lemma=":", act="assert", present="says")
_LONGEST_NAME: Final = 10
DOERS: Final = frozenset({"institution", "post", "person"})


class Asides(Clauses):
    """Reads the less usual forms on one page."""

    def quoted(self, hit: Hit, begin: int, end: int) -> Draft | None:
        """The drafts of "X was quoted as saying" and "Talna quoted X as saying"."""
        lows = self.lows
        stop = end - (lows[end - 1] in STOPS)
        place = next((i for i in range(hit.end, min(stop, hit.end + 20)) if lows[i] == "as" and lows[i + 1 : i + 2] == ["saying"]), None)
        if place is None:
            return None
        if place + 2 >= stop or self.speech.past_date(place + 2 + (lows[place + 2] == "on"), stop) >= stop - 1:
            return self._quoted_before(hit, begin, place)
        subject, clause = self.phrases.left(begin, hit.start)
        if subject is not None and clause > begin and (lows[clause - 1] == QUOTE or lows[clause - 2] == QUOTE):
            return self.make(hit, subject, (begin, clause))
        told = Hit(hit.start, hit.verb_start, place + 2, ACCORDING)
        opening = self.speech.opening(told, stop)
        speaker = subject if hit.is_passive or place == hit.end else self.phrases.right(hit.end, place)
        draft = self.make(told, speaker, (opening[0], stop)) if opening and speaker else None
        if draft is not None:
            draft.verb = hit.verb
            by = self.phrases.right(hit.end + 1, place) if lows[hit.end] == "by" else None
            outlet = by if hit.is_passive else (subject if place > hit.end else None)
            draft.outlet = self.stretch(*outlet) if outlet else None
        return draft

    def _quoted_before(self, hit: Hit, begin: int, place: int) -> Draft | None:
        """The draft of "…, Talna quoted X as saying"."""
        outlet, clause = self.phrases.left(begin, hit.start)
        speaker = self.phrases.right(hit.end, place) or ((hit.end, place) if self.lows[hit.end] in ("him", "her") else None)
        if outlet is None or speaker is None or clause <= begin or self.lows[clause - 1] not in (",", QUOTE):
            return None
        draft = self.make(hit, speaker, (begin, clause))
        if draft is not None:
            draft.outlet = self.stretch(*outlet)
        return draft

    def passive(self, hit: Hit, end: int) -> Draft | None:
        """The draft of "the bill was said that …"; none of "it was announced that", which is nobody's word."""
        place = hit.end
        if hit.verb.frame == "marked" or place + 2 >= end or self.lows[place] != "that" or self.lows[hit.start - 1] == "it":
            return None
        draft = self.make(hit, None, (place + 1, end))
        if draft is not None:
            draft.is_same_speaker = False
            draft.confidence = 0.5
            draft.reasons.append("nobody is named: passive")
        return draft

    def according(self, begin: int, end: int) -> None:
        """Takes the drafts of "according to X"."""
        for start, behind, _ in self.lexicon.phrases["according"].find(self.lows, begin, end):
            subject = self.phrases.right(behind, end) or self.loose(behind, end)
            if subject is None:
                continue
            if start <= begin + 1 or self._is_inner(start):
                comma = next((i for i in range(subject[1], end) if self.lows[i] == ","), end)
                content = (comma + 1, end - (self.lows[end - 1] in STOPS))
            else:
                content = (begin, start - (self.lows[start - 1] == ","))
            if content[1] <= content[0] or (self.is_told(content) and not self._is_inner(start)):
                self.lend(subject)
                continue
            draft = self.make(Hit(start, start, behind, ACCORDING), subject, content)
            if draft is not None:
                self.drafts.append(draft)

    def _is_inner(self, start: int) -> bool:
        """True for "said that, according to X, …": a source inside what another says."""
        lows = self.lows
        return lows[start - 1] == "that" or (lows[start - 1] == "," and lows[start - 2 : start - 1] == ["that"])

    def heading(self, begin: int, end: int) -> None:
        """Takes the draft of "Name: words" at the head of a paragraph."""
        start = self.tokens.starts[begin]
        if start != self.page.paragraph_at(start)[0]:
            return
        colon = next((i for i in range(begin + 1, min(end - 2, begin + _LONGEST_NAME)) if self.lows[i] == ":"), None)
        if colon is None or self.lexicon.verbs.has(self.lows, begin, colon):
            return
        span = self.stretch(begin, colon)
        named = any(found.kind in DOERS for found in self.page.found_in(*span)) or self.page.people_in(*span)
        if not named and not (colon == begin + 1 and names.key(self.lows[begin]) in gazetteer.gazetteer(self.page.pack).surnames):
            return
        draft = self.make(Hit(colon, colon, colon + 1, _HEADING), (begin, colon), (colon + 1, end))
        if draft is not None:
            draft.confidence = 0.6
            draft.reasons.append("a name and a colon at the head of a paragraph")
            self.drafts.append(draft)

    def bare_quote(self, begin: int) -> None:
        """Takes a sentence that is a quotation: it goes on from the one before."""
        if not self.drafts:
            return
        last = self.drafts[-1]
        gap = self.page.text[last.end : self.tokens.starts[begin]]
        low, high = self.tokens.range(*last.content)
        if gap.count("\n") > 2 or len(gap) > 12 or QUOTE not in self.lows[low:high]:
            return
        start, end = self.stretch(begin, begin + 1)
        self.drafts.append(
            Draft(
                start=start, end=end, verb=last.verb, verb_text=last.verb_text, verb_at=last.verb_at,
                speaker=None, content=(start, end), is_same_speaker=True, confidence=0.65,
                reasons=[f"goes on from the quotation at {last.content[0]}"],
            )
        )  # fmt: skip
