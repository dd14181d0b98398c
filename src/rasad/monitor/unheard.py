"""Monitor: what an edition could not hear. The gaps that the log tells of -> days of its window, a source at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from rasad.model.when import bounds
from rasad.monitor.parts import Parts
from rasad.monitor.sources import Gap, gaps
from rasad.publish import Unheard

SHORTEST: Final = timedelta(days=1)  # a source that was away for hours shows afterwards what it told meanwhile
_NO_END: Final = "9999-12-31T00:00:00Z"


def unheard_in(parts: Parts, window: str) -> tuple[Unheard, ...]:
    """The times of a day and longer in which sources of this monitor were not heard, cut to the window (EDTF) and to the present day.

    Times of one source that follow each other without a good poll between are one, with all reasons. Days are those of the pack's zone.
    """
    now = parts.clock.now()
    zone = ZoneInfo(parts.pack.zone)
    low, high = bounds(window)
    known = {source.id: source for source in parts.sources}
    found = []
    for turn in _turns([gap for gap in gaps(parts.log.lines()) if gap.source in known]):
        begin, end = _moment(turn[0].since), min(_moment(turn[-1].until or _NO_END), now)
        first, last = begin.astimezone(zone).date(), end.astimezone(zone).date()
        if end - begin < SHORTEST or (low and last < low) or (high and first > high):
            continue
        source = known[turn[0].source]
        days = _days(low, high, first, last)
        why = tuple(gap.health for gap in turn if _overlaps(gap, days, zone, now))
        found.append(
            Unheard(source=source.id, kind=source.kind, outlet=source.outlet, first=days[0].isoformat(), last=days[1].isoformat(), why=why)
        )
    return tuple(found)


def _days(low: date | None, high: date | None, first: date, last: date) -> tuple[date, date]:
    return max(low or first, first), min(high or last, last)


def _overlaps(gap: Gap, days: tuple[date, date], zone: ZoneInfo, now: datetime) -> bool:
    begin, end = _moment(gap.since), min(_moment(gap.until or _NO_END), now)
    return begin.astimezone(zone).date() <= days[1] and end.astimezone(zone).date() >= days[0]


def _turns(found: Sequence[Gap]) -> list[list[Gap]]:
    """The gaps of each source, those that pass into one another together, in the order in which they began."""
    turns: list[list[Gap]] = []
    last: dict[str, list[Gap]] = {}
    for gap in found:
        before = last.get(gap.source)
        if before and before[-1].until == gap.since:
            before.append(gap)
        else:
            last[gap.source] = [gap]
            turns.append(last[gap.source])
    return turns


def _moment(at: str) -> datetime:
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
