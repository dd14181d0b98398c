"""Understand: drafts, and those at the head of a sentence, in a language with the verb last: in the words of, NAME: words. Page → Drafts."""

from __future__ import annotations

from typing import Final

from rasad.understand.drafts import Draft
from rasad.understand.finals import Finals, Hit
from rasad.understand.lexicon import Verb
from rasad.understand.page import Page
from rasad.understand.subjects import Run

_ACCORDING: Final = Verb(lemma="according", act="assert")
_DOERS: Final = frozenset({"institution", "post", "person"})


class Leads(Finals):
    """The drafts of one page so far; `first` is the first one of the present sentence."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.drafts: list[Draft] = []
        self.first = 0
        self.outlet: Run | None = None

    def make(self, hit: Hit, subject: Run | None, content: Run) -> Draft:
        start, behind, verb = hit
        place, verb_at = self.stretch(*content), self.stretch(start, behind)
        speaker = self.stretch(*subject) if subject else None
        spans = [place, verb_at, *([speaker] if speaker else [])]
        return Draft(
            start=min(span[0] for span in spans), end=max(span[1] for span in spans), verb=verb,
            verb_text=self.page.text[verb_at[0] : verb_at[1]], verb_at=verb_at, speaker=speaker,
            content=place, is_negated=verb.is_negated,
            outlet=self.stretch(*self.outlet) if self.outlet else None,
        )  # fmt: skip

    def hearer(self, draft: Draft, begin: int, start: int) -> None:
        """Notes to whom it was said: "in an interview with Talna"."""
        for opener, behind, _ in self.lexicon.phrases["told"].find(self.lows, begin, start):
            run = self.subjects.run(behind, start)
            if run is None:
                continue
            span = self.stretch(*run)
            kinds = {found.kind for found in self.page.found_in(*span)}
            if "outlet" in kinds:
                draft.outlet = span
                return
            if kinds & _DOERS or behind - opener > 2:
                draft.addressee = span
                return

    def according(self, begin: int, end: int) -> bool:
        """Takes the draft of "in the words of X, …"."""
        found = self.lexicon.phrases["according"].at(self.lows, begin, end)
        by_text = None if found else self.lexicon.phrases["by_text"].at(self.lows, begin, end)
        found = found or by_text
        run = self.subjects.source(found[0], end) if found else None
        if found is None or run is None or run[1] >= end - 1:
            return False
        if by_text is not None and not (self.is_text(run) and self.lows[run[1]] == ","):
            return False
        place = run[1] + (self.lows[run[1]] == ",")
        if any(True for _ in self.lexicon.verbs.find(self.lows, place, end)) and self.is_outlet(run):
            return False
        draft = self.make((begin, found[0], _ACCORDING), run, (place, end))
        draft.confidence = 0.75
        self.drafts.append(draft)
        return True

    def heading(self, begin: int, end: int) -> bool:
        """Takes the draft of "Name: words" at the head of a paragraph."""
        here = self.page.paragraph_at(self.tokens.starts[begin])
        if self.tokens.starts[begin] != here[0]:
            return False
        colon = next((i for i in range(begin + 1, min(end - 1, begin + 14)) if self.lows[i] == ":"), None)
        if colon is None or not (self.is_known((begin, colon)) or self.is_surname((begin, colon))):
            return False
        if self.lexicon.verbs.has(self.lows, begin, colon):
            return False
        verb = Verb(lemma=":", act="assert")
        draft = self.make((colon, colon + 1, verb), (begin, colon), (colon + 1, end))
        draft.confidence = 0.6
        draft.runs_on = True
        draft.reasons.append("a name and a colon at the head of a paragraph")
        self.drafts.append(draft)
        return True
