"""Understand: where speech stands around a verb at the end of its clause. Verb → stretch of tokens."""

from __future__ import annotations

from typing import Final

from rasad.understand.lexicon import Verb
from rasad.understand.page import Page
from rasad.understand.plain import QUOTE
from rasad.understand.subjects import OBJECT_SIGN, Run, Subjects

Hit = tuple[int, int, Verb]
_DOERS: Final = frozenset({"institution", "post", "person"})
_OBJECT: Final = "ra"
_THAT: Final = "\u06a9\u0647"
_THIS: Final = "\u0627\u06cc\u0646"
_OWN: Final = "\u062e\u0648\u062f"
_CLAUSE_ENDS: Final = frozenset({".", ",", ";", ":", "!", "\u0648", "\u06a9\u0647", "\u061b", "\u06d4"})
_STOPS: Final = frozenset({".", "!", "?", "\u06d4", "\u061f"})
_PARTICIPLE: Final = "\u0647"
_SHORTEST: Final = 3
_BOUNDS: Final = frozenset({",", ":", ";", QUOTE, "\u06a9\u0647", "\u0648"})


class Finals:
    """Measures speech on one page."""

    def __init__(self, page: Page) -> None:
        self.page, self.lexicon = page, page.lexicon
        self.tokens, self.lows = page.tokens, page.tokens.lows
        self.subjects = Subjects(page)
        self.halved: dict[int, int] = {}

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The place of a run in the text."""
        return self.tokens.starts[start], self.tokens.ends[end - 1]

    def clause(self, begin: int, start: int) -> int:
        """The first token of the clause of a verb inside speech."""
        place = start
        while place > begin and self.lows[place - 1] not in _BOUNDS:
            place -= 1
        return place

    def opening(self, behind: int, end: int) -> int | None:
        """Where speech behind the verb begins."""
        lows, place = self.lows, behind
        if place < end and lows[place] == ",":
            place += 1
        if place < end and (lows[place] == ":" or self.lexicon.is_any("that", lows[place])):
            return place + 1 if place + 1 < end else None
        return place if place < end and lows[place] == QUOTE else None

    def before_verb(self, verb: Verb, place: int, start: int) -> Run | None:
        """Speech between subject and verb: behind a particle, before the object sign, or a quotation."""
        lows = self.lows
        for preverb in verb.preverbs:
            if preverb == _OBJECT:
                stop = next((i for i in range(start - 1, place - 1, -1) if lows[i] == OBJECT_SIGN), None)
                if stop is not None and stop > place:
                    if lows[stop + 1] == _THAT and stop + 2 < start:
                        return (stop + 2 if _THIS in lows[max(place, stop - 2) : stop] else self.past_adverbials(place, stop)), start
                    if lows[stop - 1] == _OWN and stop + 1 < start:
                        return self.past_adverbials(place, stop), start  # "announced his support of the bill"
                    # "appointed": who, and to what; what stands between the sign and the verb belongs to the deed
                    if self.lexicon.phrases["noun_before"].at(lows, place, stop):
                        comma = next((i for i in range(place, stop) if lows[i] == ","), place - 1)
                        place = comma + 1 if comma + 1 < stop else place
                    is_deed = verb.frame == "do" and stop + 1 < start
                    return self.past_adverbials(place, stop), start if is_deed else stop
                continue
            form = preverb.split()
            for index in range(place, start - len(form)):
                is_particle = not self.lexicon.is_any("not_particles", lows[index - 1])
                if lows[index : index + len(form)] == form and is_particle and index not in self.subjects.inside:
                    return index + len(form), start
        quotes = [index for index in range(place, start) if lows[index] == QUOTE]
        return (quotes[0], quotes[-1] + 1) if quotes else None

    def judged(self, verb: Verb, begin: int, start: int) -> tuple[Run | None, Run] | None:
        """Subject, and object with what is called of it, in "X called Y a mistake"; the subject ends with a name."""
        if verb.frame != "judge" and verb.lemma.split()[0] not in self.lexicon.verb_words["may_judge"]:
            return None
        sign = next((i for i in range(start - 1, begin, -1) if self.lows[i] == OBJECT_SIGN), None)
        if sign is None or sign + 1 >= start or (verb.frame != "judge" and self.lexicon.is_any("breaks", self.lows[sign + 1])):
            return None
        subject = self.subjects.find(begin, sign, tight=True)
        if subject is None:
            return None
        low, high = subject
        if high >= sign:
            names = [self.subjects.inside[index] for index in range(low, sign) if index in self.subjects.inside]
            this = next((index for index in range(low + 1, sign) if self.lows[index] == _THIS), sign)
            high = min(max(names, default=this), sign)
        first = self.past_adverbials(self._past_aside(high, sign), sign)
        return ((low, high), (first, start)) if high < sign and first < sign else None

    def _past_aside(self, place: int, stop: int) -> int:
        """The token behind "in the meeting, with thanks to the council," where a small word opens an aside."""
        if place >= stop or not (self.lexicon.is_any("breaks", self.lows[place]) or self.lexicon.is_any("also", self.lows[place])):
            return place
        comma = next((index for index in range(stop - 1, place, -1) if self.lows[index] == ","), None)
        return place if comma is None else comma + 1

    def past_adverbials(self, place: int, stop: int) -> int:
        """The first token behind commas and dates."""
        first = place
        while place < stop and (self.lows[place] == "," or self.lexicon.is_any("breaks", self.lows[place])):
            place += 1
        dates = self.page.dates_in(self.tokens.starts[first], self.tokens.ends[min(place, stop - 1)])
        if dates and dates[0].end is not None:
            return min(self.tokens.at(dates[0].end), stop - 1)
        return place if dates or self.lows[first] == "," else first

    def document(self, begin: int, start: int) -> Run | None:
        """The text that speaks in "in this letter it has come"."""
        for index in range(begin, start):
            if any(w in self.lexicon.title_words["documents"] for w in self.lows[index : index + 1]):
                low = index - 1 if index > begin and not self.lexicon.is_any("breaks", self.lows[index - 1]) else index
                run = self.subjects.run(low, start)
                if run is not None:
                    return run
        return None

    def hits(self, begin: int, end: int) -> list[Hit]:
        """The verbs of a sentence, those in two halves too: `halved` keeps where the second half of one begins."""
        self.halved = {}
        nouns = self.lexicon.phrases["not_verbs"]
        found = [hit for hit in self.lexicon.verbs.find(self.lows, begin, end) if nouns.at(self.lows, hit[0], end) is None]
        for start, behind, _ in self.lexicon.phrases["halves"].find(self.lows, begin, end):
            half = next(
                ((low, high) for low, high, _ in self.lexicon.phrases["other_halves"].find(self.lows, behind, end)
                 if high >= end or self.lows[high] in _CLAUSE_ENDS or self.lexicon.phrases["clause_ends"].at(self.lows, high, end)),
                None,
            )  # fmt: skip
            verb = self.lexicon.verbs.at([self.lows[start], *self.lows[slice(*half)]], 0, 9) if half else None
            if half is None or verb is None or half[0] <= behind:
                continue
            self.halved[start] = half[0]
            found = [hit for hit in found if not start <= hit[0] < half[1]] + [(start, half[1], verb[1])]
        return sorted(found, key=lambda hit: hit[0])

    def unmarked(self, verb: Verb, begin: int, at: Run, end: int) -> int | None:
        """Where speech begins behind a verb without "that" or a colon: "the minister announced the road is open"."""
        start, behind = at
        stop = end - (self.lows[end - 1] in _STOPS)
        behind += behind < stop and self.lows[behind] == ","
        if stop - behind < _SHORTEST or self.lows[behind] in _CLAUSE_ENDS or self.lows[at[1] - 1].endswith(_PARTICIPLE):
            return None
        subject = self.subjects.find(begin, start)
        if subject is None or subject[0] != begin or self.before_verb(verb, subject[1], start) is not None:
            return None
        return behind

    def asked_for(self, begin: int, at: Run, end: int) -> int | None:
        """Where begins what was asked of somebody: "asked of the ministry that the road be opened", with and without "that"."""
        start, behind = at
        if not any(word in self.lexicon.title_words["of"] for word in self.lows[begin:start]):
            return None
        purpose = self.lexicon.phrases["purposes"].at(self.lows, behind, end)
        behind = purpose[0] if purpose else behind
        is_clause = end - behind > _SHORTEST and self.lows[behind] not in _CLAUSE_ENDS and self.lows[behind].isalnum()
        return behind if is_clause else None

    def runs_on(self, opening: int) -> bool:
        """True for speech behind a colon or in marks, which goes on to the end of its paragraph; a clause behind "that" does not."""
        return self.lows[opening] == QUOTE or self.lows[opening - 1] == ":"

    def is_inside_saying(self, begin: int, start: int) -> bool:
        """True for a verb in the clause of "by saying that …", whose end no comma marks before the verb."""
        opened = [behind for _, behind, _ in self.lexicon.phrases["said_before"].find(self.lows, begin, start)]
        return bool(opened) and "," not in self.lows[opened[-1] : start]

    def is_text(self, run: Run) -> bool:
        """True for "this bill" and the like. "This report" is the outlet's own, and no source, unless a report was spoken of."""
        low, high = run
        documents = self.lexicon.title_words["documents"]
        if high - low < 2 or not any(word in documents for word in self.lows[low : low + 2]):
            return False
        own, this = self.lexicon.title_words["own_texts"], self.lexicon.title_words["this"]
        if self.lows[low] not in this or self.lows[low + 1] not in own:
            return True
        lead = self.lexicon.phrases["reported_by"]
        return any(
            self.lows[index].startswith(self.lows[low + 1]) and self.lows[index - 1] not in this
            for index in range(1, low) if lead.at(self.lows, index - 1, low) is None
        )  # fmt: skip

    def is_surname(self, run: Run) -> bool:
        """True for the surname of a person of the pack or of the text, standing alone."""
        if run[1] - run[0] > 2:
            return False
        return self.subjects.is_surname(run)

    def is_outlet(self, run: Run) -> bool:
        """True when the run names an outlet of the pack."""
        return any(found.kind == "outlet" for found in self.page.found_in(*self.stretch(*run)))

    def is_known(self, subject: Run | None) -> bool:
        """True when the run names a body, a post or a person."""
        if subject is None:
            return False
        start, end = self.stretch(*subject)
        return any(found.kind in _DOERS for found in self.page.found_in(start, end)) or bool(
            self.page.people_in(start, end)
        )
