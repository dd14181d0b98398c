"""Collect: the habit of a source. Its links and when they came → how often it is asked, and when its silence is news.

A source is asked about as often as it brings something: between its own `interval` and six hours. Never so
seldom that what it shows at once could roll over between two polls, and never more often than every five
minutes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from rasad.collect.moments import moment, stamp
from rasad.collect.polling import Poll
from rasad.errors import ItemFailed
from rasad.model import Source, SourceState
from rasad.model.ports import Clock

SHORTEST: Final = 300.0
LONGEST: Final = 6 * 3600.0
_FEWEST: Final = 4  # items a habit can be read from
_LEAST_SILENCE: Final = 2 * 86_400.0


def observe(source: Source, polled: Poll, *, new: int, clock: Clock) -> SourceState:
    """The state after a poll with `new` links not seen before: habit, next poll, and whether it has fallen silent."""
    now = clock.now()
    state = polled.state
    times = sorted({when for link in polled.links if (when := moment(link.published)) and when <= now})
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    if len(times) >= _FEWEST:
        state = replace(state, gap=median(gaps), quiet=max(gaps))
    elif new and polled.changed and state.newest:
        state = _arrived(state, new, now)
    if times and (state.newest is None or stamp(times[-1]) > state.newest):
        state = replace(state, newest=stamp(times[-1]))
    elif new and not times:
        state = replace(state, newest=stamp(now))
    if polled.changed:
        state = replace(state, found=len(polled.links))
    span = (times[-1] - times[0]).total_seconds() if len(times) >= _FEWEST else None
    state = replace(state, next_poll=stamp(now + timedelta(seconds=pause(source, state, span=span))))
    return _silence(source, state, now)


def pause(source: Source, state: SourceState, *, span: float | None) -> float:
    """Seconds until the next poll. `span` is the time that what the source shows at once reaches back."""
    wanted = float(source.interval)
    if state.gap is not None:
        wanted = max(wanted, min(state.gap, LONGEST))
    if span:
        wanted = min(wanted, max(span / 2, min(SHORTEST, float(source.interval))))
    return wanted


def patience(state: SourceState) -> float | None:
    """Seconds of silence that are within a source's habit; None while it has none."""
    if state.gap is None or state.quiet is None:
        return None
    return max(5 * state.gap, 2 * state.quiet, _LEAST_SILENCE)


def dead_selector(source: Source, state: SourceState, error: ItemFailed) -> str:
    """What a listing that finds nothing says of itself: how many links it gave before."""
    if source.kind != "listing" or state.health != "dead_selector":
        return error.message
    before = f"it gave {state.found} before" if state.found else "it never gave one"
    return f"{error.message} ({before})"


def _arrived(state: SourceState, new: int, now: datetime) -> SourceState:
    """A habit from arrivals, for sources that print no times: each new sample moves it by a third."""
    last = moment(state.newest)
    if last is None:
        return state
    passed = (now - last).total_seconds()
    sample = passed / new
    gap = sample if state.gap is None else state.gap + (sample - state.gap) / 3
    return replace(state, gap=gap, quiet=max(state.quiet or 0.0, passed))


def _silence(source: Source, state: SourceState, now: datetime) -> SourceState:
    """Marks a source as silent when nothing came for longer than its habit, all of it watched by us."""
    allowed = patience(state)
    since = max((when for when in (moment(state.newest), moment(state.since)) if when), default=None)
    if source.kind == "page" or allowed is None or since is None:
        return replace(state, unwell_since=None)
    passed = (now - since).total_seconds()
    if passed <= allowed:
        return replace(state, unwell_since=None)
    return replace(
        state,
        health="silent",
        unwell_since=state.unwell_since or stamp(now),
        trouble=f"source {source.id}: nothing new since {stamp(since)}, {passed / 86_400:.0f} days; "
        f"it brought something every {_shown(state.gap or 0)} and was never silent for more than {_shown(state.quiet or 0)}",
    )


def _shown(seconds: float) -> str:
    if seconds < 5400:
        return f"{max(1, round(seconds / 60))} minutes"
    return f"{round(seconds / 3600)} hours" if seconds < 2 * 86_400 else f"{round(seconds / 86_400)} days"
