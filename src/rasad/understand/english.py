"""Understand: who says what, in a language whose verb stands between speaker and speech. Page → Drafts.

A sentence is read verb by verb, left to right: speech before the verb ("…," said X), behind it (X said that …), or
behind a participle (…, adding that …). Every step moves forward over tokens.
"""

from __future__ import annotations

from typing import Final

from rasad.understand.clauses import Clauses
from rasad.understand.drafts import Draft, settle_content
from rasad.understand.hits import Hit, find_hits
from rasad.understand.lexicon import Verb
from rasad.understand.nounphrase import Run
from rasad.understand.plain import QUOTE
from rasad.understand.speech import STOPS

_ACCORDING: Final = Verb(lemma="according to", act="assert", present="says")
_PLAIN_VERBS: Final = frozenset({"say", "add", "state", "note", "report", "explain"})
_DOERS: Final = frozenset({"institution", "post", "person"})


class English(Clauses):
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
        saying = [hit for hit in hits if hit.verb.frame != "do"]
        before = begin
        for index, hit in enumerate(saying):
            behind = saying[index + 1] if index + 1 < len(saying) else None
            draft = self._draft(hit, (begin, end), before, behind)
            if draft is not None:
                self.drafts.append(draft)
                before = self._behind(hit, draft)
        self._according(begin, end)
        if len(self.drafts) == self.first:
            for hit in hits:
                if hit.verb.frame == "do" and self._decision(hit, begin, end):
                    break
        if len(self.drafts) == self.first and self.lows[begin] == QUOTE and begin + 2 >= end:
            self._bare_quote(begin)

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
            return self._quoted(hit, begin, end)
        if hit.is_passive:
            return self._passive(hit, end)
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
            return self.make(hit, subject, (floor, clause))
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

    def _quoted(self, hit: Hit, begin: int, end: int) -> Draft | None:
        """The drafts of "X was quoted as saying" and "Talna quoted X as saying"."""
        lows = self.lows
        stop = end - (lows[end - 1] in STOPS)
        place = next((i for i in range(hit.end, min(stop, hit.end + 20)) if lows[i] == "as" and lows[i + 1 : i + 2] == ["saying"]), None)
        if place is None or place + 2 >= stop:
            return None
        subject, clause = self.phrases.left(begin, hit.start)
        if subject is not None and clause > begin and (lows[clause - 1] == QUOTE or lows[clause - 2] == QUOTE):
            return self.make(hit, subject, (begin, clause))
        told = Hit(hit.start, hit.verb_start, place + 2, _ACCORDING)
        opening = self.speech.opening(told, stop)
        speaker = subject if hit.is_passive or place == hit.end else self.phrases.right(hit.end, place)
        draft = self.make(told, speaker, (opening[0], stop)) if opening and speaker else None
        if draft is not None:
            draft.verb = hit.verb
            by = self.phrases.right(hit.end + 1, place) if lows[hit.end] == "by" else None
            outlet = by if hit.is_passive else (subject if place > hit.end else None)
            draft.outlet = self.stretch(*outlet) if outlet else None
        return draft

    def _passive(self, hit: Hit, end: int) -> Draft | None:
        """The draft of "it was announced that"."""
        place = hit.end
        if place + 2 >= end or self.lows[place] != "that":
            return None
        draft = self.make(hit, None, (place + 1, end))
        if draft is not None:
            draft.is_same_speaker = False
            draft.confidence = 0.5
            draft.reasons.append("nobody is named: passive")
        return draft

    def _decision(self, hit: Hit, begin: int, end: int) -> bool:
        """Takes the draft of "the Assembly approved the bill", if a body or post of the pack decides."""
        if hit.is_open or hit.verb.form == "ing" or hit.is_passive:
            return False
        subject, _ = self.phrases.left(begin, hit.start)
        stop = end - (self.lows[end - 1] in STOPS)
        if subject is None or hit.end >= stop:
            return False
        if not any(found.kind in _DOERS for found in self.page.found_in(*self.stretch(*subject))):
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

    def _according(self, begin: int, end: int) -> None:
        """Takes the drafts of "according to X"."""
        for start, behind, _ in self.lexicon.phrases["according"].find(self.lows, begin, end):
            subject = self.phrases.right(behind, end) or self.loose(behind, end)
            if subject is None:
                continue
            if start <= begin + 1:
                comma = next((i for i in range(subject[1], end) if self.lows[i] == ","), end)
                content = (comma + 1, end)
            else:
                content = (begin, start - (self.lows[start - 1] == ","))
            if content[1] <= content[0] or self.is_told(content):
                self.lend(subject)
                continue
            draft = self.make(Hit(start, start, behind, _ACCORDING), subject, content)
            if draft is not None:
                self.drafts.append(draft)

    def _bare_quote(self, begin: int) -> None:
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
