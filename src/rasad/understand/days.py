"""Understand: the day of speaking, printed once and meant for a whole speech. Drafts + dates → day of each statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rasad.model import DateMention
from rasad.model.when import day_of, is_edtf
from rasad.understand.drafts import Draft, Stretch
from rasad.understand.page import Page

_NOT_A_DAY: Final = ("event_vague", "deictic", "duration")
_HEAD: Final = 500
_BEFORE: Final = 0.7
_BEHIND: Final = 0.6
_OF_HEAD: Final = 0.5


@dataclass(slots=True)
class Days:
    """Which day each speaker of a page spoke on. A speaker is a key: who speaks, None when nobody is named."""

    page: Page
    contents: Sequence[Stretch]
    _told: list[tuple[int, DateMention]] = field(default_factory=list)

    def beside(self, draft: Draft) -> DateMention | None:
        """The date printed beside speaker and verb."""
        sentence = self.page.sentence_at(draft.verb_at[0])
        outside = self._outside(sentence.start, max(sentence.end, draft.verb_at[1]))
        if not outside and draft.verb.frame == "do":
            outside = [date for date in self.page.dates_in(*draft.content) if date.role == "event"][:1]
        if not outside:
            return None
        near = min(outside, key=lambda date: (abs((date.start or 0) - draft.verb_at[0]), date.start or 0))
        return replace(near, role="statement")

    def _outside(self, start: int, end: int) -> list[DateMention]:
        """The days that a stretch prints in the outlet's own words."""
        return [
            date for date in self.page.dates_in(start, end)
            if date.start is not None and date.role not in _NOT_A_DAY
            and not any(low <= date.start < high for low, high in self.contents)
        ]  # fmt: skip

    def spread(self, keys: Sequence[int | None], days: Sequence[DateMention | None]) -> list[DateMention | None]:
        """The days, those of a speaker's other statements taken from the one before, else from the one behind, else
        from the day at the head of the text. Days taken over are less sure."""
        out = list(days)
        for order, weight in ((range(len(out)), _BEFORE), (range(len(out) - 1, -1, -1), _BEHIND)):
            last: dict[int, DateMention] = {}
            for place in order:
                key, day = keys[place], out[place]
                if key is None:
                    continue
                if days[place] is not None:
                    last[key] = days[place]  # type: ignore[assignment] - looked at above
                elif day is None and key in last:
                    out[place] = _weaker(last[key], weight)
        head = self._head()
        if head is not None:
            out = [
                _weaker(head, _OF_HEAD) if day is None and key is not None else day
                for key, day in zip(keys, out, strict=True)
            ]
        return out

    def _head(self) -> DateMention | None:
        """The day at the head of the text, when all its days there are one and it is not still to come."""
        days = [date for date in self._outside(0, _HEAD) if date.basis in ("weekday", "relative") or _is_day(date)]
        if not days or len({(date.edtf, "" if date.edtf else date.text.lower()) for date in days}) != 1:
            return None
        first = days[0]
        if first.edtf and self.page.day and first.edtf > self.page.day:
            return None
        return replace(first, role="statement")


def _is_day(date: DateMention) -> bool:
    return bool(date.edtf and is_edtf(date.edtf) and day_of(date.edtf))


def _weaker(date: DateMention, weight: float) -> DateMention:
    return replace(date, confidence=round(date.confidence * weight, 3))
