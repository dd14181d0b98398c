"""Understand: who says what, in a language whose verb stands between speaker and speech. Page → Drafts.

A sentence is read verb by verb, left to right: speech before the verb ("…," said X), behind it (X said that …), or
behind a participle (…, adding that …). Every step moves forward over tokens.
"""

from __future__ import annotations

from typing import Final

from rasad.understand.asides import DOERS, Asides
from rasad.understand.drafts import Draft, settle_content
from rasad.understand.hits import Hit, find_hits
from rasad.understand.nounphrase import Run
from rasad.understand.plain import QUOTE
from rasad.understand.speech import STOPS

_PLAIN_VERBS: Final = frozenset({"say", "add", "state", "note", "report", "explain"})
_ARTICLES: Final = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my"})
_MARKS: Final = frozenset({QUOTE, "'", '"'})
_OF_COUNTRIES: Final = frozenset({"sign_agreement", "approve"})


class English(Asides):
    """Reads one page."""

    def read(self) -> list[Draft]:
        """The drafts of all sentences, in order."""
        for sentence in self.page.sentences:
            begin, end = self.tokens.range(sentence.start, sentence.end)
            begin = self.past_dateline(begin, end)
            if begin < end:
                self.first = len(self.drafts)
                self._sentence(begin, end)
        for draft in self.drafts:
            settle_content(self.page, draft)
        return self.drafts

    def _sentence(self, begin: int, end: int) -> None:
        hits = find_hits(self.lows, self.lexicon, begin, end)
        hits = [hit for hit in hits if hit.verb_start == begin or not self.phrases.is_capital(hit.verb_start)]
        saying = [hit for hit in hits if hit.verb.frame != "do" and not self._is_noun(hit, end) and not self._is_attribute(hit, end)]
        before = begin
        for index, hit in enumerate(saying):
            behind = saying[index + 1] if index + 1 < len(saying) else None
            draft = self._draft(hit, (begin, end), before, behind)
            if draft is not None:
                self.drafts.append(draft)
                before = self._behind(hit, draft)
        self.according(begin, end)
        if len(self.drafts) == self.first:
            for hit in hits:
                if hit.verb.frame == "do" and self._decision(hit, begin, end):
                    break
        if len(self.drafts) == self.first:
            self.heading(begin, end)
        if len(self.drafts) == self.first and self.lows[begin] == QUOTE and begin + 2 >= end:
            self.bare_quote(begin)

    def _is_noun(self, hit: Hit, end: int) -> bool:
        """True for a noun behind a plural that would be its subject: "the services project in Sarvan"."""
        if hit.start != hit.verb_start or not self.lexicon.is_any("nouns", self.lows[hit.start]):
            return False
        if hit.verb.form == "s" and hit.end < end:
            before = self.lows[hit.start - 1] if hit.start else ""
            is_named = hit.start and (self.phrases.is_capital(hit.start - 1) or self.lexicon.is_any("pronouns", before))
            follower = self.lows[hit.end]
            return not is_named and (follower in ("in", "of", "to", "for", "as") or self.lexicon.is_any("finite", follower) or (
                self.lexicon.verbs.at(self.lows, hit.end, end) is not None and follower.endswith("ed")))
        if hit.verb.form != "base":
            return False
        return hit.end >= end or any(self.lexicon.is_any(key, self.lows[hit.end]) for key in ("prepositions", "finite", "pasts"))

    def _is_attribute(self, hit: Hit, end: int) -> bool:
        """True for "the mentioned figure", "supported by rivals", "a channel called Seda": a participle beside its noun."""
        lows = self.lows
        if hit.verb.form != "past" or hit.start != hit.verb_start or hit.start == 0 or hit.end >= end:
            return False
        if lows[hit.start - 1] in _ARTICLES or lows[hit.end] == "by":
            return True
        return hit.verb.frame == "judge" and (lows[hit.end] in _MARKS or self.phrases.is_capital(hit.end)) and self._is_one_name(hit.end, end)

    def _is_one_name(self, place: int, end: int) -> bool:
        """True when a name alone stands there: what a thing is called, and not who is called what."""
        behind = place + 1 if self.lows[place] == QUOTE else place
        while behind < end and (self.lows[behind] in _MARKS or self.phrases.is_capital(behind) or "-" in self.lows[behind]):
            behind += 1
        return behind >= end or self.lows[behind] in STOPS or self.lows[behind] in (",", "and", "which", "that")

    def _behind(self, hit: Hit, draft: Draft) -> int:
        """The first token at which the next speaker may stand: behind the verb, or behind ", and to" where speech ends there."""
        lows, place = self.lows, self.tokens.at(draft.content[1])
        is_other = place > hit.end and lows[place : place + 2] == [",", "and"] and self.lexicon.is_any("prepositions", lows[place + 2])
        return place + 3 if is_other else hit.end

    def _draft(self, hit: Hit, bounds: Run, before: int, behind: Hit | None) -> Draft | None:
        begin, end = bounds
        if len(self.drafts) > self.first and self.tokens.starts[hit.verb_start] < self.drafts[-1].verb_at[1]:
            return None
        if hit.verb.frame == "quoted":
            return self.quoted(hit, begin, end)
        if hit.is_passive:
            return self.passive(hit, end)
        if hit.verb.form == "ing" and hit.start == hit.verb_start:
            return self._participle(hit, bounds, behind)
        floor = before if before < hit.start else begin
        inverted = self._inverted(hit, begin, end, floor)
        if inverted is not None:
            return inverted
        is_joined = hit.start > begin and self.lexicon.is_any("conjunctions", self.lows[hit.start - 1])
        subject, clause = (None, hit.start) if is_joined else self.phrases.left(floor, hit.start)
        stop = self.speech.stop(hit, end, behind)
        if subject is not None and self.speech.is_tail(hit, begin, clause, stop):
            if len(self.drafts) > self.first and self.is_told((floor, clause)):
                self.lend(subject)
                return None
            return self._parted(hit, subject, (floor, clause), end) or self.make(hit, subject, (floor, clause))
        opening = self.speech.opening(hit, stop)
        if opening is None:
            return None
        if subject is None:
            subject = self.main_subject(begin, hit.start) if len(self.drafts) == self.first else None
            if not is_joined or (subject is None and len(self.drafts) == self.first):
                return None
        draft = self.make(hit, subject, (opening[0], stop))
        if draft is not None and opening[1] is not None:
            draft.addressee = self.stretch(*opening[1])
        return draft

    def _parted(self, hit: Hit, subject: Run, before: Run, end: int) -> Draft | None:
        """The draft of "The bridge, X said, is not safe.": the half with the verb, the other one kept beside it."""
        lows, (low, high) = self.lows, before
        is_led = hit.end + 1 < end and lows[hit.end] == "," and any(self.lexicon.is_any(key, lows[hit.end + 1]) for key in ("finite", "modals"))
        if not is_led or QUOTE in lows[low:end] or any(self.lexicon.is_any("finite", word) for word in lows[low:high]):
            return None
        draft = self.make(hit, subject, (hit.end + 1, end - (lows[end - 1] in STOPS)))
        if draft is not None:
            draft.parted = self.stretch(low, high)
            draft.start = min(draft.start, draft.parted[0])
        return draft

    def _inverted(self, hit: Hit, begin: int, end: int, floor: int) -> Draft | None:
        """The draft of "…," said X."""
        place = hit.start - (hit.start > begin and self.lows[hit.start - 1] == ",")
        if place == begin or hit.start != hit.verb_start:
            return None
        is_quote = self.lows[place - 1] == QUOTE
        if not is_quote and (place == hit.start or hit.verb.lemma not in _PLAIN_VERBS):
            return None
        subject = self.phrases.right(hit.end, end)
        if subject is None or (not is_quote and not self.speech.ends(subject[1], end)):
            return None
        if is_quote and self.speech.has_that(subject[1], end) and not self.phrases.is_capital(hit.end):
            return None
        return self.make(hit, subject, (floor, place))

    def _participle(self, hit: Hit, bounds: Run, behind: Hit | None) -> Draft | None:
        """The draft of "…, adding that …": the speaker is that of the sentence."""
        begin, end = bounds
        stop = self.speech.stop(hit, end, behind)
        opening = self.speech.opening(hit, stop)
        if opening is None:
            return None
        if hit.start == begin:
            subject = self.behind_comma(hit.end, end)
            return self.make(hit, subject, (opening[0], subject[0] - 1)) if subject else None
        subject = None if len(self.drafts) > self.first else self.main_subject(begin, hit.start)
        if subject is None and len(self.drafts) == self.first:
            return None
        draft = self.make(hit, subject, (opening[0], stop))
        if draft is not None:
            draft.through = None
            draft.confidence = 0.6 if subject else 0.75
        return draft

    def _decision(self, hit: Hit, begin: int, end: int) -> bool:
        """Takes the draft of "the Assembly approved the bill", if a body or post of the pack decides."""
        if hit.is_open or hit.verb.form == "ing" or hit.is_passive:
            return False
        subject, _ = self.phrases.left(begin, hit.start)
        stop = end - (self.lows[end - 1] in STOPS)
        if subject is None or hit.end >= stop or self.lows[hit.end] == "from":
            return False
        doers = DOERS | {"place"} if hit.verb.action in _OF_COUNTRIES else DOERS
        if not any(found.kind in doers for found in self.page.found_in(*self.stretch(*subject))):
            return False
        begin = self.speech.past_date(hit.end, stop)
        begin += self.lows[begin] == "," and begin > hit.end
        if begin >= stop:
            return False
        draft = self.make(hit, subject, (begin, self.without_date(begin, stop)))
        if draft is not None:
            draft.confidence = 0.65
            self.drafts.append(draft)
        return draft is not None
