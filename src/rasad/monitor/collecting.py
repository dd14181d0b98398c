"""Monitor: sources → captures. Polls what is due, fetches what is new, asks again for what may have changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from rasad import collect
from rasad.errors import ItemFailed, UnknownId
from rasad.model import Capture, Fetched, Link, Source, SourceState
from rasad.model.codec import to_plain
from rasad.model.ids import problem_id
from rasad.monitor import sources as health
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
    before = collect.under(state, parts.web.egress(source.id), clock=parts.clock)
    after = before
    held = _pages_of(parts, source.id)
    removed = parts.archive.removed_addresses()

    def is_known(url: str) -> bool:
        # A page that was refused or failed is known too: it closes a gap like any other.
        return url in held or url in removed or parts.store.problems.get(problem_id("page", url)) is not None

    def ask() -> None:
        nonlocal after
        # A watched page is its own article; feeds and listings only point to some.
        parts.purpose = "item" if source.kind == "page" else "poll"
        polled = collect.poll(
            source, web=parts.web, state=before, clock=parts.clock, is_known=is_known
        )
        links.extend(() if source.kind == "page" else polled.links)
        new = sum(not is_known(link.url) for link in polled.links)
        after = collect.observe(source, polled, new=new, clock=parts.clock)

    failed = attempt(parts, "source", source.id, ask)
    if failed is not None:
        after = collect.after_failure(source, before, failed, clock=parts.clock)
    wanted = [url for url in dict.fromkeys(link.url for link in links) if url not in held and url not in removed]
    wanted += _edited(parts, links, held)
    wanted += [
        url for url, captures in held.items() if force or _is_due_again(captures, parts.clock.now())
    ]
    asked = [_request(parts, url, source.id, after.egress_since, held.get(url, ())) for url in dict.fromkeys(wanted)]
    after = _fetch_pages(parts, source, after, asked)
    health.note(parts, source, after)
    parts.store.states.put([after])
    line = parts.log.append("poll", state=to_plain(after))
    parts.store.remember("log:seq", str(line["seq"]))


def _fetch_pages(
    parts: Parts, source: Source, state: SourceState, asked: list[collect.Request]
) -> SourceState:
    """Fetches pages of a source; a host that says "not now" is left alone, and the source with it."""
    parts.purpose = "item"
    for number, (request, outcome) in enumerate(parts.web.get_all(asked)):
        parts.progress("fetch", number, len(asked))
        if not (isinstance(outcome, ItemFailed) and "held" in outcome.ids):  # one not asked is no problem of its own
            _settle_page(parts, request.url, outcome)
        if isinstance(outcome, ItemFailed) and "retry_after" in outcome.ids:
            is_near = urlsplit(request.url).netloc == urlsplit(source.url).netloc
            state = collect.hold(state, outcome, clock=parts.clock) if is_near else state
    if asked:
        parts.progress("fetch", len(asked), len(asked))
    return state


def fetch_page(parts: Parts, url: str, *, source: str | None = None) -> ItemFailed | None:
    """Fetches a page asked for; None when it came."""
    parts.purpose = "item"
    ((request, outcome),) = parts.web.get_all([collect.Request(url=url, source=source)])
    return _settle_page(parts, request.url, outcome)


def _settle_page(parts: Parts, url: str, outcome: Fetched | ItemFailed) -> ItemFailed | None:
    """Opens or closes the problem of a page."""

    def check() -> None:
        if isinstance(outcome, ItemFailed):
            raise outcome

    failed = attempt(parts, "page", url, check)
    if failed is None:
        parts.store.problems.remove([problem_id("page", url)])
    return failed


def _request(
    parts: Parts, url: str, source: str, seen_since: str | None, captures: Sequence[Capture]
) -> collect.Request:
    """What to ask for. A page this source holds is asked with its ETag, so that silent edits are seen, but only with one
    that was given since `seen_since`, to this identity."""
    latest = max((c for c in captures if c.status == 200), key=lambda capture: capture.at, default=None)
    if latest is None or seen_since is None or latest.at < seen_since:
        return collect.Request(url=url, source=source)
    before = parts.archive.fetched(latest)
    return collect.Request(
        url=url,
        source=source,
        etag=before.header("etag"),
        last_modified=before.header("last-modified"),
    )


def _edited(parts: Parts, links: list[Link], held: dict[str, list[Capture]]) -> list[str]:
    """Held pages that their source marks as edited, each asked again once."""
    found = []
    for link in links:
        if link.is_edited and link.url in held and not parts.store.fact(f"edited:{link.url}"):
            parts.store.remember(f"edited:{link.url}", stamp(parts.clock.now()))
            found.append(link.url)
    return found


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
