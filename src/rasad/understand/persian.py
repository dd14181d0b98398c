"""Understand: who says what, in a language that puts the verb last and speech behind it. Page → Drafts.

Speech follows a colon or "that" and runs to the end of the paragraph or to the next verb of saying; it may also stand before the
verb, behind a particle ("from … gave news") or behind "by saying that". A subject left out is the one before.
"""

from __future__ import annotations

from rasad.understand.drafts import Draft, settle_content, trim
from rasad.understand.finals import Hit
from rasad.understand.leads import Leads
from rasad.understand.lexicon import Verb
from rasad.understand.subjects import OBJECT_SIGN, Run


class Persian(Leads):
    """Reads one page."""

    def read(self) -> list[Draft]:
        """The drafts of all sentences, in order."""
        paragraph = (-1, -1)
        for sentence in self.page.sentences:
            begin, end = self.tokens.range(sentence.start, sentence.end)
            if begin >= end:
                continue
            here = self.page.paragraph_at(sentence.start)
            self.first = len(self.drafts)
            self._sentence(begin, end)
            if len(self.drafts) == self.first and here == paragraph:
                self._extend(sentence.start, sentence.end)
            paragraph = here
        for draft in self.drafts:
            settle_content(self.page, draft)
        return self.drafts

    def _sentence(self, begin: int, end: int) -> None:
        begin, self.outlet = self.subjects.lead(begin, end)
        if begin >= end:
            return
        if self.according(begin, end) or self.heading(begin, end):
            return
        previous, speech = begin, None
        for hit in self.hits(begin, end):
            inside = speech is not None
            draft = self._halved(hit, previous) if hit[0] in self.halved else self._draft(hit, previous, end, is_nested=inside)
            if draft is None:
                continue
            if inside and not draft.is_same_speaker:
                draft.through = self.first
            self.drafts.append(draft)
            speech, previous = hit, hit[1]
        self._split_joined()

    def _split_joined(self) -> None:
        """Ends the speech of a verb where the next verb of the same speaker goes on."""
        for draft, following in zip(self.drafts[self.first :], self.drafts[self.first + 1 :], strict=False):
            if following.is_same_speaker and draft.content[0] < following.start < draft.content[1]:
                draft.content = trim(self.page.text, draft.content[0], following.start)
                low, high = self.tokens.range(*draft.content)
                if high > low and self.lows[high - 1] == "\u0648":
                    draft.content = trim(self.page.text, draft.content[0], self.tokens.starts[high - 1])
                draft.end = max(draft.verb_at[1], draft.content[1])

    def _draft(self, hit: Hit, begin: int, end: int, *, is_nested: bool) -> Draft | None:
        start, behind, verb = hit
        opening = self.opening(behind, end)
        is_do = verb.frame == "do"
        clause = self.clause(begin, start) if is_nested else begin
        is_joined = clause >= start
        if is_nested and is_joined and opening is None and self.lows[start - 1] == "\u0648":
            opening = behind if behind + 1 < end else None
        if opening is None and verb.act == "demand" and not is_nested:
            opening = self.asked_for(begin, (start, behind), end)
        following = self._next_paragraph(behind, end) if opening is None else None
        may_judge = (opening is None and following is None) or (verb.frame == "judge" and OBJECT_SIGN in self.lows[begin:start])
        judged = self.judged(verb, begin, start) if may_judge else None
        if judged is not None and not is_nested:
            draft = self.make(hit, judged[0], judged[1])
            draft.is_same_speaker = judged[0] is None
            draft.confidence = 0.65
            return draft if judged[0] is not None or self.drafts else None
        if opening is None and following is None and verb.frame == "free" and not is_nested:
            opening = self.unmarked(verb, begin, (start, behind), end)
        if opening is None and following is None and (verb.is_negated or self.is_inside_saying(begin, start)):
            return None  # "has never threatened": what was not said
        if opening is None and following is None and (verb.frame in ("marked", "judge") or start == begin):
            return None
        subject = None if is_joined else self.subjects.find(clause, start, tight=opening is None or is_do)
        if subject is not None and self.lows[subject[1] : subject[1] + 1] == [OBJECT_SIGN]:
            subject = self.subjects.first(clause, subject[0])
        if verb.kind in ("document", "text"):
            text = self.document(clause, start)
            if text is None and verb.kind == "text":
                return None
            subject = text or subject
        if (is_do or (is_nested and not is_joined)) and not self.is_known(subject):
            return None
        if following is not None:
            content: Run | None = following
        elif opening is not None and not is_do:
            content = (opening, end)
            self._before(clause, start, subject)
        else:
            content = self.before_verb(verb, subject[1] if subject else clause, start)
        if content is None or content[1] <= content[0]:
            return None
        draft = self.make(hit, subject, content)
        draft.is_same_speaker = subject is None
        draft.runs_on = following is not None or (opening is not None and self.runs_on(opening))
        self.hearer(draft, clause, start)
        return draft

    def _halved(self, hit: Hit, begin: int) -> Draft | None:
        """The draft of "the deputies asked for … " whose verb stands on both sides of what was asked for."""
        start, behind, verb = hit
        begin += begin < start and self.lows[begin] == "\u0648"
        subject = self.subjects.find(begin, start) if begin < start else None
        if subject is None and not self.drafts:
            return None
        draft = self.make((start, start + 1, verb), subject, (start + 1, self.halved[start]))
        draft.verb_text = f"{draft.verb_text} {self.page.text[slice(*self.stretch(self.halved[start], behind))]}"
        draft.end = self.tokens.ends[behind - 1]
        draft.is_same_speaker = subject is None
        return draft

    def _next_paragraph(self, behind: int, end: int) -> Run | None:
        """What stands under "approved:" at the end of a paragraph."""
        if behind != end - 1 or self.lows[behind] != ":" or end >= len(self.lows):
            return None
        last = self.page.paragraph_at(self.tokens.starts[end])[1]
        return end, self.tokens.at(last)

    def _before(self, clause: int, start: int, subject: Run | None) -> None:
        """Takes the draft of "by saying that …" that stands before the verb."""
        for opener, behind, _ in self.lexicon.phrases["said_before"].find(self.lows, clause, start):
            stop = start
            while stop > behind and self.lows[stop - 1] == ",":
                stop -= 1
            if stop - behind < 2:
                continue
            verb = Verb(lemma="by saying", act="assert")
            draft = self.make((opener, behind, verb), subject, (behind, stop))
            draft.is_same_speaker = subject is None
            draft.confidence = 0.75
            self.drafts.append(draft)
            return

    def _extend(self, start: int, end: int) -> None:
        """Speech goes on over sentences without a verb of saying of their own, to the end of the paragraph."""
        if not self.drafts:
            return
        last = self.drafts[-1]
        is_open = last.runs_on and last.content[1] >= last.verb_at[1] and last.content[1] == last.end
        if is_open and not self.page.text[last.end : start].strip(" .\u06d4\u061b!\u061f\n\r"):
            last.content = (last.content[0], end)
            last.end = end
