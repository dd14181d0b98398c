"""Promise: what somebody in office said would be done by a day, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rasad.model.when import bounds

PROMISES = ("due", "kept", "missed", "overdue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """`due` is an EDTF day or interval, `statements` all that tell it, first told first; `outcome` the statement that says how it ended.

    `outcome_kind`: kept, missed, or None while nobody has said anything: that is a finding too.
    """

    id: str
    speaker: str
    text: str
    text_id: str
    start: int
    end: int
    dossier: str
    said: str | None
    due: str
    statements: tuple[str, ...]
    outcome: str | None = None
    outcome_kind: str | None = None
    outcome_day: str | None = None
    why: str = ""

    def status(self, day: str) -> str:
        """due, kept, missed or overdue on a day (EDTF). Overdue: the day has gone by and nothing has been heard."""
        last, today = bounds(self.due)[1], bounds(day)[0]
        told = bounds(self.outcome_day)[0] if self.outcome_day else None
        if self.outcome_kind is not None and (told is None or today is None or told <= today):
            return self.outcome_kind
        return "overdue" if last and today and last < today else "due"

    def days_left(self, day: str) -> int | None:
        """Days to the deadline, negative when it has gone by; None when it is open."""
        last, today = bounds(self.due)[1], bounds(day)[0]
        return (last - today).days if last and today else None


def after(day: str, days: int) -> str | None:
    """The day so many days after one, as EDTF; None when the first is no day."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except ValueError:
        return None
