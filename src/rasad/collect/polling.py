"""Collect: one poll of one source. Source + state → links, new state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from rasad.collect.health import of_failure, of_page
from rasad.collect.kinds import MAX_FURTHER, MAX_LINKS, Further, Kind, further, kind
from rasad.collect.links import tidy
from rasad.collect.moments import moment, retry_after, stamp
from rasad.errors import BadInput, ItemFailed
from rasad.model import Fetched, Link, Source, SourceState
from rasad.model.ports import Clock, Web

LONGEST_PAUSE: Final = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What a poll brought. `changed` is False when the server said that nothing is new."""

    links: tuple[Link, ...]
    state: SourceState
    changed: bool


def poll(
    source: Source,
    *,
    web: Web,
    state: SourceState,
    clock: Clock,
    is_known: Callable[[str], bool] | None = None,
) -> Poll:
    """Links of a source, asked conditionally. Raises BadInput for a source that cannot work, ItemFailed for one that did not.

    With `is_known` the next pages of a source that was polled before are asked until a known link shows.
    """
    row = kind(source.kind)
    fetched = web.get(
        source.url, source=source.id, etag=state.etag, last_modified=state.last_modified
    )
    now = clock.now()
    after = replace(
        state,
        polled=stamp(now),
        next_poll=stamp(now + timedelta(seconds=source.interval)),
        etag=fetched.header("etag") or (state.etag if fetched.status == 304 else None),
        last_modified=fetched.header("last-modified")
        or (state.last_modified if fetched.status == 304 else None),
        failures=0,
        trouble=None,
        since=state.since or stamp(now),
        health="ok",
        # A silence goes on until something new comes, which is for `observe` to see.
        unwell_since=state.unwell_since if state.health == "silent" else None,
    )
    if fetched.status == 304:
        return Poll(links=(), state=after, changed=False)
    gather = _Gathering(source, row, web, state, is_known if state.polled else None)
    links = gather.links_of(fetched)
    if source.kind == "page" or (source.kind == "listing" and not source.select):
        _refuse_walls(source, fetched)
    return Poll(links=links, state=replace(after, trouble=gather.trouble), changed=True)


def under(state: SourceState, egress: str, *, clock: Clock) -> SourceState:
    """The state as it may be used on this way out: what a server said to another identity is forgotten."""
    if state.egress == egress:
        return state
    return replace(
        state, etag=None, last_modified=None, egress=egress, egress_since=stamp(clock.now())
    )


def after_failure(
    source: Source, state: SourceState, error: ItemFailed, *, clock: Clock
) -> SourceState:
    """The state after a failed poll: pauses double up to a day; a server's Retry-After is kept to."""
    now = clock.now()
    failures = state.failures + 1
    pause = min(source.interval * 2 ** min(failures, 10), max(LONGEST_PAUSE, source.interval))
    asked = retry_after(error.ids.get("retry_after"), now)
    return replace(
        state,
        polled=stamp(now),
        next_poll=stamp(now + timedelta(seconds=max(pause, asked))),
        failures=failures,
        trouble=error.message,
        health=of_failure(error, kind=source.kind),
        unwell_since=state.unwell_since or stamp(now),
    )


def hold(state: SourceState, error: ItemFailed, *, clock: Clock) -> SourceState:
    """The state when a page of a source was answered "not now": the source too is left alone until then."""
    now = clock.now()
    until = stamp(now + timedelta(seconds=retry_after(error.ids.get("retry_after"), now)))
    return replace(state, next_poll=max(state.next_poll or until, until))


def _refuse_walls(source: Source, fetched: Fetched) -> None:
    """Raises ItemFailed for a page that came and is none: a wall, or a box that scripts would fill."""
    found = of_page(fetched, asked=source.url)
    if found != "ok":
        raise ItemFailed(
            f"source {source.id}: {fetched.url} came, but as {found.replace('_', ' ')}",
            source=source.id,
            url=fetched.url,
            health=found,
        )


class _Gathering:
    """Reads a source and what further addresses it spreads over, within limits."""

    def __init__(
        self,
        source: Source,
        row: Kind,
        web: Web,
        state: SourceState,
        is_known: Callable[[str], bool] | None,
    ) -> None:
        self._source, self._row, self._web, self._state = source, row, web, state
        self._is_known = is_known
        self.trouble: str | None = None

    def links_of(self, fetched: Fetched) -> tuple[Link, ...]:
        """All links, each once, at most 500."""
        found = {link.url: link for link in self._read(fetched)}
        waiting = self._further(fetched, tuple(found.values()))
        seen = {self._source.url, fetched.url}
        failed: ItemFailed | None = None
        asked = has_parts = 0
        while waiting and asked < MAX_FURTHER and (len(found) < MAX_LINKS or waiting[0].is_part):
            address = waiting.pop(0)
            if address.url in seen:
                continue
            seen.add(address.url)
            asked += 1
            has_parts += address.is_part
            try:
                more = self._web.get(address.url, source=self._source.id)
                links = self._read(more)
            except ItemFailed as error:
                failed = error
                continue
            for link in links:
                found.setdefault(link.url, link)
            waiting = self._further(more, links) + waiting
        if failed is not None:
            if not found:
                raise failed
            self.trouble = failed.message
        links = tuple(found.values())
        if has_parts:
            links = tuple(sorted(links, key=_age, reverse=True))
        return links[:MAX_LINKS]

    def _read(self, fetched: Fetched) -> tuple[Link, ...]:
        source = self._source
        try:
            links = self._row.read_links(fetched, source=source)
        except BadInput:
            raise
        except ItemFailed as error:
            # What stands there instead tells why: a wall, a shell, a page for other countries.
            seen = of_page(fetched, asked=source.url)
            told = {"capture": fetched.capture or ""} | dict(error.ids)
            if seen != "ok":
                told["health"] = seen
                raise ItemFailed(f"{error.message} (it came as {seen.replace('_', ' ')})", **told) from error
            raise type(error)(error.message, **told) from error
        return tidy(links, base=fetched.url, source=source.id)

    def _further(self, fetched: Fetched, links: tuple[Link, ...]) -> list[Further]:
        """Parts that may have changed since the last poll; the next page when all of this one is new."""
        found = further(self._row, fetched, self._source)
        known, last = self._is_known, self._state.polled
        is_gap = known is not None and bool(links) and not any(known(link.url) for link in links)
        wanted = []
        for address in found:
            when = moment(address.modified)
            is_old = bool(last and when and stamp(when)[:10] < last[:10])
            if (address.is_part and not is_old) or (not address.is_part and is_gap):
                wanted.append(address)
        return wanted


def _age(link: Link) -> str:
    when = moment(link.published)
    return stamp(when) if when else ""
