"""Collect: one poll of one source. Source + state → links, new state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from rasad.collect.kinds import kind
from rasad.collect.links import tidy
from rasad.errors import ItemFailed
from rasad.model import Link, Source, SourceState
from rasad.model.ports import Clock, Web

LONGEST_PAUSE: Final = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What a poll brought. `changed` is False when the server said that nothing is new."""

    links: tuple[Link, ...]
    state: SourceState
    changed: bool


def poll(source: Source, *, web: Web, state: SourceState, clock: Clock) -> Poll:
    """Links of a source, asked conditionally. Raises BadInput for a source that cannot work, ItemFailed for one that did not."""
    row = kind(source.kind)
    fetched = web.get(
        source.url, source=source.id, etag=state.etag, last_modified=state.last_modified
    )
    now = clock.now()
    after = replace(
        state,
        polled=_stamp(now),
        next_poll=_stamp(now + timedelta(seconds=source.interval)),
        etag=fetched.header("etag") or (state.etag if fetched.status == 304 else None),
        last_modified=fetched.header("last-modified")
        or (state.last_modified if fetched.status == 304 else None),
        failures=0,
        trouble=None,
        since=state.since or _stamp(now),
    )
    if fetched.status == 304:
        return Poll(links=(), state=after, changed=False)
    links = tidy(row.read_links(fetched, source=source), base=fetched.url, source=source.id)
    return Poll(links=links, state=after, changed=True)


def after_failure(
    source: Source, state: SourceState, error: ItemFailed, *, clock: Clock
) -> SourceState:
    """The state after a failed poll: pauses double up to a day; a server's Retry-After is kept to."""
    now = clock.now()
    failures = state.failures + 1
    pause = min(source.interval * 2 ** min(failures, 10), max(LONGEST_PAUSE, source.interval))
    asked = _retry_after(error.ids.get("retry_after"), now)
    return replace(
        state,
        polled=_stamp(now),
        next_poll=_stamp(now + timedelta(seconds=max(pause, asked))),
        failures=failures,
        trouble=error.message,
    )


def _retry_after(value: str | None, now: datetime) -> float:
    """Seconds that a Retry-After asks for, at most a week; 0 when it says nothing that can be read."""
    if not value:
        return 0.0
    seconds = 0.0
    if value.isascii() and value.isdigit():
        seconds = float(value[:9])
    else:
        try:
            when = parsedate_to_datetime(value)
        except ValueError:
            return 0.0
        seconds = (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds()
    return min(max(seconds, 0.0), 7 * 86_400.0)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
