"""Monitor: sources → captures. Polls what is due, fetches what is new, asks again for what may have changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from rasad import collect
from rasad.errors import UnknownId
from rasad.model import Capture, Link, Source, SourceState
from rasad.model.codec import to_plain
from rasad.monitor.clock import stamp
from rasad.monitor.parts import Parts
from rasad.monitor.steps import attempt, settle

# A page is asked again for a silent edit after six hours, then at intervals that grow with its age, for a month.
_SOONEST: Final = timedelta(hours=6)
_LONGEST: Final = timedelta(days=30)


def collect_all(parts: Parts, only: str | None = None, *, force: bool = False) -> None:
    """Polls the sources that are due and fetches the pages they point to that are not held yet."""
    sources = [source for source in parts.sources if only is None or source.id == only]
    if only is not None and not sources:
        raise UnknownId(f"no source {only!r}; `rasad sources list` names them", source=only)
    for number, source in enumerate(sources):
        parts.progress("collect", number, len(sources))
        state = parts.store.states.get(source.id) or SourceState(source=source.id)
        due = force or only is not None or state.next_poll is None
        if due or (state.next_poll or "") <= stamp(parts.clock.now()):
            _poll(parts, source, state, force=force)
        settle(parts)
    parts.progress("collect", len(sources), len(sources))


def _poll(parts: Parts, source: Source, state: SourceState, *, force: bool) -> None:
    links: list[Link] = []
    new = [state]

    def ask() -> None:
        # A watched page is its own article; feeds and listings only point to some.
        parts.purpose = "item" if source.kind == "page" else "poll"
        polled = collect.poll(source, web=parts.web, state=state, clock=parts.clock)
        links.extend(() if source.kind == "page" else polled.links)
        new[0] = polled.state

    failed = attempt(parts, "source", source.id, ask)
    if failed is not None:
        new[0] = collect.after_failure(source, state, failed, clock=parts.clock)
    wanted = dict.fromkeys(link.url for link in links)
    held = _pages_of(parts, source.id)
    for url in wanted:
        if url not in held:
            fetch_page(parts, url, source=source.id)
    for url, captures in held.items():
        if force or _is_due_again(captures, parts.clock.now()):
            fetch_page(parts, url, source=source.id)
    parts.store.states.put([new[0]])
    line = parts.log.append("poll", state=to_plain(new[0]))
    parts.store.remember("log:seq", str(line["seq"]))


def fetch_page(parts: Parts, url: str, *, source: str | None = None) -> None:
    """Fetches a page a source points to. One already held is asked again with its ETag, so that silent edits are seen."""
    held = [c for c in parts.store.captures.by("url", url) if c.how == "item" and c.status == 200]

    def ask() -> None:
        parts.purpose = "item"
        latest = max(held, key=lambda capture: capture.at, default=None)
        before = parts.archive.fetched(latest) if latest else None
        parts.web.get(
            url,
            source=source,
            etag=before.header("etag") if before else None,
            last_modified=before.header("last-modified") if before else None,
        )

    attempt(parts, "page", url, ask)


def _pages_of(parts: Parts, source: str) -> dict[str, list[Capture]]:
    """The pages held of a source, each with all its captures, answers "not modified" among them."""
    found: dict[str, list[Capture]] = {}
    for capture in parts.store.captures.by("source", source):
        if capture.how == "item":
            found.setdefault(capture.url, []).append(capture)
    return found


def _is_due_again(captures: list[Capture], now: datetime) -> bool:
    times = sorted(datetime.strptime(c.at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) for c in captures)
    age, pause = now - times[0], now - times[-1]
    return age <= _LONGEST and pause >= max(_SOONEST, age / 4)
