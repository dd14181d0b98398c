"""Understand: who says what, in a language whose verb stands between speaker and speech. Page → Drafts.

A sentence is read verb by verb, left to right: speech before the verb ("…," said X), behind it (X said that …), or
behind a participle (…, adding that …). Every step moves forward over tokens.
"""

from __future__ import annotations

from typing import Final

from rasad.understand.drafts import Draft, settle_content
from rasad.understand.hits import Hit, find_hits
from rasad.understand.lexicon import Verb
from rasad.understand.nounphrase import NounPhrases, Run
from rasad.understand.page import Page
from rasad.understand.plain import QUOTE
from rasad.understand.speech import STOPS, Speech

_ACCORDING: Final = Verb(lemma="according to", act="assert", present="says")
_PLAIN_VERBS: Final = frozenset({"say", "add", "state", "note", "report", "explain"})
_FIRST_PERSONS: Final = frozenset({"i", "we", "you", "what", "there"})
_DOERS: Final = frozenset({"institution", "post", "person"})


class English:
    """Reads one page."""

    def __init__(self, page: Page) -> None:
        self.page, self.tokens, self.lexicon = page, page.tokens, page.lexicon
        self.lows = page.tokens.lows
        self.phrases = NounPhrases(page.plain, page.tokens, page.lexicon)
        self.speech = Speech(page, self.phrases)
        self.drafts: list[Draft] = []
        self.first = 0

    def read(self) -> list[Draft]:
        """The drafts of all sentences, in order."""
        for sentence in self.page.sentences:
            begin, end = self.tokens.range(sentence.start, sentence.end)
            begin = self._past_dateline(begin, end)
            if begin < end:
                self.first = len(self.drafts)
                self._sentence(begin, end)
        for draft in self.drafts:
            settle_content(self.page, draft)
        return self.drafts

    def _past_dateline(self, begin: int, end: int) -> int:
        """The first token behind "SARVAN, Sept. 14 (Talna) – "."""
        for place in range(begin + 1, min(end, begin + 14)):
            if self.lows[place] == "-":
                first = self.page.plain[self.tokens.starts[begin] : self.tokens.ends[begin]]
                return place + 1 if first.isupper() and len(first) > 2 else begin
        return begin

    def _sentence(self, begin: int, end: int) -> None:
        hits = find_hits(self.lows, self.lexicon, begin, end)
        hits = [hit for hit in hits if hit.verb_start == begin or not self.phrases.is_capital(hit.verb_start)]
        saying = [hit for hit in hits if hit.verb.frame != "do"]
        for index, hit in enumerate(saying):
            before = saying[index - 1].end if index else begin
            behind = saying[index + 1] if index + 1 < len(saying) else None
            draft = self._draft(hit, (begin, end), before, behind)
            if draft is not None:
                self.drafts.append(draft)
        self._according(begin, end)
        if len(self.drafts) == self.first:
            for hit in hits:
                if hit.verb.frame == "do" and self._decision(hit, begin, end):
                    break
        if len(self.drafts) == self.first and self.lows[begin] == QUOTE and begin + 2 >= end:
            self._bare_quote(begin)

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
            if len(self.drafts) > self.first and self._is_told((floor, clause)):
                self._lend(subject)
                return None
            return self._make(hit, subject, (floor, clause))
        opening = self.speech.opening(hit, stop)
        if opening is None:
            return None
        if subject is None:
            subject = self._main_subject(begin, hit.start) if len(self.drafts) == self.first else None
            if not is_joined or (subject is None and len(self.drafts) == self.first):
                return None
        draft = self._make(hit, subject, (opening[0], stop))
        if draft is not None and opening[1] is not None:
            draft.addressee = self._stretch(*opening[1])
        return draft

    def _make(self, hit: Hit, subject: Run | None, content: Run) -> Draft | None:
        if content[1] <= content[0] or (subject and self.lows[subject[0]] in _FIRST_PERSONS):
            return None
        place, verb_at = self._stretch(*content), self._stretch(hit.start, hit.end)
        speaker = self._stretch(*subject) if subject else None
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

    def _stretch(self, start: int, end: int) -> tuple[int, int]:
        return self.tokens.starts[start], self.tokens.ends[end - 1]

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
        return self._make(hit, subject, (floor, place))

    def _participle(self, hit: Hit, bounds: Run, behind: Hit | None) -> Draft | None:
        """The draft of "…, adding that …": the speaker is that of the sentence."""
        begin, end = bounds
        stop = self.speech.stop(hit, end, behind)
        opening = self.speech.opening(hit, stop)
        if opening is None:
            return None
        if hit.start == begin:
            subject = self._behind_comma(hit.end, end)
            return self._make(hit, subject, (opening[0], subject[0] - 1)) if subject else None
        subject = None if len(self.drafts) > self.first else self._main_subject(begin, hit.start)
        if subject is None and len(self.drafts) == self.first:
            return None
        draft = self._make(hit, subject, (opening[0], stop))
        if draft is not None:
            draft.through = None
            draft.confidence = 0.6 if subject else 0.75
        return draft

    def _behind_comma(self, place: int, end: int) -> Run | None:
        """The subject of the main clause behind a leading participle."""
        for index in range(place, min(end, place + 45)):
            if self.lows[index] == "," and index > place:
                found = self.phrases.right(index + 1, end)
                if found and found[1] < end and self.lexicon.verbs.at(self.lows, found[1], end):
                    return found
        return None

    def _main_subject(self, begin: int, stop: int) -> Run | None:
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

    def _quoted(self, hit: Hit, begin: int, end: int) -> Draft | None:
        """The drafts of "X was quoted as saying" and "Talna quoted X as saying"."""
        lows = self.lows
        stop = end - (lows[end - 1] in STOPS)
        place = next((i for i in range(hit.end, min(stop, hit.end + 20)) if lows[i] == "as" and lows[i + 1 : i + 2] == ["saying"]), None)
        if place is None or place + 2 >= stop:
            return None
        subject, clause = self.phrases.left(begin, hit.start)
        if subject is not None and clause > begin and (lows[clause - 1] == QUOTE or lows[clause - 2] == QUOTE):
            return self._make(hit, subject, (begin, clause))
        told = Hit(hit.start, hit.verb_start, place + 2, _ACCORDING)
        opening = self.speech.opening(told, stop)
        speaker = subject if hit.is_passive or place == hit.end else self.phrases.right(hit.end, place)
        draft = self._make(told, speaker, (opening[0], stop)) if opening and speaker else None
        if draft is not None:
            draft.verb = hit.verb
            by = self.phrases.right(hit.end + 1, place) if lows[hit.end] == "by" else None
            outlet = by if hit.is_passive else (subject if place > hit.end else None)
            draft.outlet = self._stretch(*outlet) if outlet else None
        return draft

    def _passive(self, hit: Hit, end: int) -> Draft | None:
        """The draft of "it was announced that"."""
        place = hit.end
        if place + 2 >= end or self.lows[place] != "that":
            return None
        draft = self._make(hit, None, (place + 1, end))
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
        if not any(found.kind in _DOERS for found in self.page.found_in(*self._stretch(*subject))):
            return False
        draft = self._make(hit, subject, (hit.end, self._without_date(hit.end, stop)))
        if draft is not None:
            draft.confidence = 0.65
            self.drafts.append(draft)
        return draft is not None

    def _without_date(self, start: int, stop: int) -> int:
        """Where a decision ends when "on Sunday" stands behind it."""
        dates = self.page.dates_in(self.tokens.starts[start], self.tokens.ends[stop - 1])
        if not dates or dates[-1].start is None or (dates[-1].end or 0) < self.tokens.starts[stop - 1]:
            return stop
        place = self.tokens.at(dates[-1].start)
        place -= place > start and self.lows[place - 1] in ("on", "in", "late", "early")
        return place if place > start + 1 else stop

    def _according(self, begin: int, end: int) -> None:
        """Takes the drafts of "according to X"."""
        for start, behind, _ in self.lexicon.phrases["according"].find(self.lows, begin, end):
            subject = self.phrases.right(behind, end) or self._loose(behind, end)
            if subject is None:
                continue
            if start <= begin + 1:
                comma = next((i for i in range(subject[1], end) if self.lows[i] == ","), end)
                content = (comma + 1, end)
            else:
                content = (begin, start - (self.lows[start - 1] == ","))
            if content[1] <= content[0] or self._is_told(content):
                self._lend(subject)
                continue
            draft = self._make(Hit(start, start, behind, _ACCORDING), subject, content)
            if draft is not None:
                self.drafts.append(draft)

    def _loose(self, place: int, end: int) -> Run | None:
        stop = place
        while stop < end and stop - place < 12 and self.lows[stop] not in STOPS and self.lows[stop] not in (",", QUOTE):
            stop += 1
        return (place, stop) if stop > place else None

    def _is_told(self, content: Run) -> bool:
        """True when a speaker of the sentence already has these words."""
        start, end = self._stretch(*content)
        return any(
            draft.content[0] < end and start < draft.content[1] for draft in self.drafts[self.first :]
        )

    def _lend(self, subject: Run) -> None:
        """Notes the outlet of "…, X said, according to Talna"."""
        span = self._stretch(*subject)
        for draft in self.drafts[self.first :]:
            if draft.outlet is None and any(f.kind == "outlet" for f in self.page.found_in(*span)):
                draft.outlet = span

    def _bare_quote(self, begin: int) -> None:
        """Takes a sentence that is a quotation: it goes on from the one before."""
        if not self.drafts:
            return
        last = self.drafts[-1]
        gap = self.page.text[last.end : self.tokens.starts[begin]]
        low, high = self.tokens.range(*last.content)
        if gap.count("\n") > 2 or len(gap) > 12 or QUOTE not in self.lows[low:high]:
            return
        start, end = self._stretch(begin, begin + 1)
        self.drafts.append(
            Draft(
                start=start, end=end, verb=last.verb, verb_text=last.verb_text, verb_at=last.verb_at,
                speaker=None, content=(start, end), is_same_speaker=True, confidence=0.65,
                reasons=[f"goes on from the quotation at {last.content[0]}"],
            )
        )  # fmt: skip
