"""Understand: the day of speaking, printed once and meant for a whole speech. Drafts + dates → day of each statement."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rasad.model import DateMention
from rasad.model.when import bounds, is_edtf
from rasad.understand.drafts import Draft
from rasad.understand.page import Page
from rasad.understand.plain import words

_NOT_A_DAY: Final = ("event_vague", "deictic", "duration")
_OWNED: Final = ("'s ", "\u2019s ")
_HEAD: Final = 500
_BEFORE: Final = 0.7
_BEHIND: Final = 0.6
_OF_HEAD: Final = 0.5
_RECENT: Final = 14
_LEADING: Final = 60


@dataclass(slots=True)
class Days:
    """Which day each speaker of a page spoke on. A speaker is a key: who speaks, None when nobody is named."""

    page: Page
    drafts: Sequence[Draft]

    def beside(self, draft: Draft) -> DateMention | None:
        """The date printed beside speaker and verb."""
        sentence = self.page.sentence_at(draft.verb_at[0])
        outside = self._outside(sentence.start, max(sentence.end, draft.verb_at[1]), draft)
        if not outside and draft.verb.frame == "do":
            outside = [date for date in self.page.dates_in(*draft.content) if date.role == "event"][:1]
        if not outside:
            return self._leading(draft, sentence.start)
        near = min(outside, key=lambda date: (abs((date.start or 0) - draft.verb_at[0]), date.start or 0))
        return replace(near, role="statement")

    def _leading(self, draft: Draft, start: int) -> DateMention | None:
        """The month or year at the head of the sentence, before the speaker: "In March 2016 President Velin said"."""
        if self.page.lexicon.is_light or draft.speaker is None or draft.verb.frame == "do":
            return None
        stop = min(draft.speaker[0], draft.content[0], start + _LEADING)
        found = [date for date in self.page.dates_in(start, stop) if date.role == "event_vague" and (date.end or 0) <= stop]
        return replace(found[0], role="statement") if found and not self._is_to_come(found[0]) else None

    def _outside(self, start: int, end: int, draft: Draft | None = None) -> list[DateMention]:
        """The days that a stretch prints in the outlet's own words, or in a report that holds the draft whole."""
        return [
            date for date in self.page.dates_in(start, end)
            if date.start is not None and date.end is not None and date.role not in _NOT_A_DAY
            and not self.page.plain.startswith(_OWNED, date.end) and not self._is_to_come(date) and not self._is_said(date.start, draft)
        ]  # fmt: skip

    def _is_to_come(self, date: DateMention) -> bool:
        """True for a day behind that of publication: nothing was said then."""
        return bool(date.edtf and self.page.day and is_edtf(date.edtf) and (first := bounds(date.edtf)[0]) and first > self._told)

    @property
    def _told(self) -> datetime.date:
        last = bounds(self.page.day)[1] if self.page.day else None
        return last or datetime.date.max

    def _is_said(self, place: int, draft: Draft | None) -> bool:
        """True for a place in what somebody said, unless the draft's own verb stands there too."""
        for one in self.drafts:
            low, high = one.content
            if low <= place < high and not self._is_told(one):
                verbs = [draft.verb_at[0]] if draft else [other.verb_at[0] for other in self.drafts if other is not one]
                if not any(low <= verb < high for verb in verbs):
                    return True
        return False

    def _is_told(self, draft: Draft) -> bool:
        """True for a deed, and for what an outlet reports in its own voice: a day there is the day of the matter."""
        if draft.verb.frame == "do":
            return True
        by_text = self.page.lexicon.phrases.get("by_text")
        if draft.verb.lemma == "according" and by_text is not None and by_text.has(words(draft.verb_text), 0, 2):
            return True
        return draft.speaker is not None and any(one.kind == "outlet" for one in self.page.found_in(*draft.speaker))

    def spread(self, keys: Sequence[int | None], days: Sequence[DateMention | None]) -> list[DateMention | None]:
        """The days, those of a speaker's other statements taken from the one before, else from the one behind, else
        from the day at the head of the text. Days taken over are less sure."""
        out = list(days)
        for order, weight in ((range(len(out)), _BEFORE), (range(len(out) - 1, -1, -1), _BEHIND)):
            last: dict[int, DateMention] = {}
            for place in order:
                key, day = keys[place], days[place]
                if key is None:
                    continue
                if day is not None:
                    if weight == _BEFORE or is_day(day):
                        last[key] = day
                elif out[place] is None and key in last:
                    out[place] = _weaker(last[key], weight)
        head = self._head()
        if head is not None:
            out = [
                _weaker(head, _OF_HEAD) if day is None and key is not None else day
                for key, day in zip(keys, out, strict=True)
            ]
        return out

    def _head(self) -> DateMention | None:
        """The first day at the head of the text, when it is not still to come."""
        days = [date for date in self._outside(0, _HEAD) if date.basis in ("weekday", "relative")]
        if not days:
            return None
        first = days[0]
        if first.edtf and self.page.day and not self._is_near(first.edtf, self.page.day):
            return None
        return replace(first, role="statement")

    @staticmethod
    def _is_near(edtf: str, day: str) -> bool:
        """True for a day that is not to come and not long past: an article tells when its speech was, or when the matter began."""
        _, last = bounds(edtf)
        _, told = bounds(day)
        return last is not None and told is not None and 0 <= (told - last).days <= _RECENT


def is_day(date: DateMention) -> bool:
    """False for a month or a year: what is said on another occasion, at the head of its own sentence."""
    return not (date.basis in ("explicit", "window") and (date.edtf is None or len(date.edtf) < len("2021-01-01")))


def _weaker(date: DateMention, weight: float) -> DateMention:
    return replace(date, confidence=round(date.confidence * weight, 3))
