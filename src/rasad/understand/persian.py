"""Understand: who says what, in a language that puts the verb last and speech behind it. Page → Drafts.

Speech follows a colon or "that" and runs to the end of the paragraph or to the next verb of saying; it may also stand before the
verb, behind a particle ("from … gave news") or behind "by saying that". A subject left out is the one before.
"""

from __future__ import annotations

from typing import Final

from rasad.understand.drafts import Draft, settle_content, trim
from rasad.understand.lexicon import Verb
from rasad.understand.page import Page
from rasad.understand.plain import QUOTE
from rasad.understand.subjects import Run, Subjects

_ACCORDING: Final = Verb(lemma="according", act="assert")
_DOERS: Final = frozenset({"institution", "post", "person"})
_OBJECT: Final = "ra"
Hit = tuple[int, int, Verb]


class Persian:
    """Reads one page."""

    def __init__(self, page: Page) -> None:
        self.page, self.tokens, self.lexicon = page, page.tokens, page.lexicon
        self.lows = page.tokens.lows
        self.subjects = Subjects(page)
        self.object_sign = frozenset(("\u0631\u0627",))
        self.drafts: list[Draft] = []
        self.first = 0
        self.outlet: Run | None = None

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
        if self._according(begin, end) or self._heading(begin, end):
            return
        previous, speech = begin, None
        for hit in self.lexicon.verbs.find(self.lows, begin, end):
            inside = speech is not None
            draft = self._draft(hit, previous, end, is_nested=inside)
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
        opening = self._opening(behind, end)
        is_do = verb.frame == "do"
        clause = self._clause(begin, start) if is_nested else begin
        is_joined = clause >= start
        if is_nested and is_joined and opening is None and self.lows[start - 1] == "\u0648":
            opening = behind if behind + 1 < end else None
        if opening is None and (verb.frame == "marked" or start == begin):
            return None
        subject = None if is_joined else self.subjects.find(clause, start, tight=opening is None or is_do)
        if verb.kind == "document":
            subject = self._document(clause, start) or subject
        if (is_do or (is_nested and not is_joined)) and not self._is_known(subject):
            return None
        if opening is not None and not is_do:
            content: Run | None = (opening, end)
            self._before(clause, start, subject)
        else:
            content = self._before_verb(verb, subject[1] if subject else clause, start)
        if content is None or content[1] <= content[0]:
            return None
        draft = self._make(hit, subject, content)
        draft.is_same_speaker = subject is None
        self._hearer(draft, clause, start)
        return draft

    def _clause(self, begin: int, start: int) -> int:
        """The first token of the clause of a verb inside speech."""
        place = start
        while place > begin and self.lows[place - 1] not in (",", ":", ";", QUOTE, "\u06a9\u0647", "\u0648"):
            place -= 1
        return place

    def _opening(self, behind: int, end: int) -> int | None:
        """Where speech behind the verb begins."""
        lows, place = self.lows, behind
        if place < end and lows[place] == ",":
            place += 1
        if place < end and (lows[place] == ":" or self.lexicon.is_any("that", lows[place])):
            return place + 1 if place + 1 < end else None
        return place if place < end and lows[place] == QUOTE else None

    def _is_known(self, subject: Run | None) -> bool:
        if subject is None:
            return False
        start, end = self._stretch(*subject)
        return any(found.kind in _DOERS for found in self.page.found_in(start, end)) or bool(
            self.page.people_in(start, end)
        )

    def _before_verb(self, verb: Verb, place: int, start: int) -> Run | None:
        """Speech between subject and verb: behind a particle, before the object sign, or a quotation."""
        lows = self.lows
        for preverb in verb.preverbs:
            if preverb == _OBJECT:
                stop = next((i for i in range(start - 1, place - 1, -1) if lows[i] in self.object_sign), None)
                if stop is not None and stop > place:
                    return self._past_adverbials(place, stop), stop
                continue
            form = preverb.split()
            for index in range(place, start - len(form)):
                if lows[index : index + len(form)] == form and index not in self.subjects.inside:
                    return index + len(form), start
        quotes = [index for index in range(place, start) if lows[index] == QUOTE]
        return (quotes[0], quotes[-1] + 1) if quotes else None

    def _past_adverbials(self, place: int, stop: int) -> int:
        while place < stop and self.lows[place] == ",":
            place += 1
        return place

    def _before(self, clause: int, start: int, subject: Run | None) -> None:
        """Takes the draft of "by saying that …" that stands before the verb."""
        for opener, behind, _ in self.lexicon.phrases["said_before"].find(self.lows, clause, start):
            stop = start
            while stop > behind and self.lows[stop - 1] == ",":
                stop -= 1
            if stop - behind < 2:
                continue
            verb = Verb(lemma="by saying", act="assert")
            draft = self._make((opener, behind, verb), subject, (behind, stop))
            draft.is_same_speaker = subject is None
            draft.confidence = 0.75
            self.drafts.append(draft)
            return

    def _make(self, hit: Hit, subject: Run | None, content: Run) -> Draft:
        start, behind, verb = hit
        place, verb_at = self._stretch(*content), self._stretch(start, behind)
        speaker = self._stretch(*subject) if subject else None
        spans = [place, verb_at, *([speaker] if speaker else [])]
        return Draft(
            start=min(span[0] for span in spans), end=max(span[1] for span in spans), verb=verb,
            verb_text=self.page.text[verb_at[0] : verb_at[1]], verb_at=verb_at, speaker=speaker,
            content=place, is_negated=verb.is_negated,
            outlet=self._stretch(*self.outlet) if self.outlet else None,
        )  # fmt: skip

    def _stretch(self, start: int, end: int) -> tuple[int, int]:
        return self.tokens.starts[start], self.tokens.ends[end - 1]

    def _document(self, begin: int, start: int) -> Run | None:
        """The text that speaks in "in this letter it has come"."""
        for index in range(begin, start):
            if any(w in self.lexicon.title_words["documents"] for w in self.lows[index : index + 1]):
                low = index - 1 if index > begin and not self.lexicon.is_any("breaks", self.lows[index - 1]) else index
                run = self.subjects.run(low, start)
                if run is not None:
                    return run
        return None

    def _hearer(self, draft: Draft, begin: int, start: int) -> None:
        """Notes to whom it was said: "in an interview with Talna"."""
        for opener, behind, _ in self.lexicon.phrases["told"].find(self.lows, begin, start):
            run = self.subjects.run(behind, start)
            if run is None:
                continue
            span = self._stretch(*run)
            kinds = {found.kind for found in self.page.found_in(*span)}
            if "outlet" in kinds:
                draft.outlet = span
                return
            if kinds & _DOERS or behind - opener > 2:
                draft.addressee = span
                return

    def _according(self, begin: int, end: int) -> bool:
        """Takes the draft of "in the words of X, …"."""
        found = self.lexicon.phrases["according"].at(self.lows, begin, end)
        run = self.subjects.run(found[0], end) if found else None
        if found is None or run is None or run[1] >= end - 2:
            return False
        place = run[1] + (self.lows[run[1]] == ",")
        if any(True for _ in self.lexicon.verbs.find(self.lows, place, end)) and self._is_outlet(run):
            return False
        draft = self._make((begin, found[0], _ACCORDING), run, (place, end))
        draft.confidence = 0.75
        self.drafts.append(draft)
        return True

    def _is_outlet(self, run: Run) -> bool:
        return any(found.kind == "outlet" for found in self.page.found_in(*self._stretch(*run)))

    def _heading(self, begin: int, end: int) -> bool:
        """Takes the draft of "Name: words" at the head of a paragraph."""
        here = self.page.paragraph_at(self.tokens.starts[begin])
        if self.tokens.starts[begin] != here[0]:
            return False
        colon = next((i for i in range(begin + 1, min(end - 1, begin + 14)) if self.lows[i] == ":"), None)
        if colon is None or not self._is_known((begin, colon)):
            return False
        if self.lexicon.verbs.has(self.lows, begin, colon):
            return False
        verb = Verb(lemma=":", act="assert")
        draft = self._make((colon, colon + 1, verb), (begin, colon), (colon + 1, end))
        draft.confidence = 0.6
        draft.reasons.append("a name and a colon at the head of a paragraph")
        self.drafts.append(draft)
        return True

    def _extend(self, start: int, end: int) -> None:
        """Speech goes on over sentences without a verb of saying of their own, to the end of the paragraph."""
        if not self.drafts:
            return
        last = self.drafts[-1]
        is_open = last.content[1] >= last.verb_at[1] and last.verb.frame != "do" and last.content[1] == last.end
        if is_open and not self.page.text[last.end : start].strip(" .\u06d4\u061b!\u061f\n\r"):
            last.content = (last.content[0], end)
            last.end = end
