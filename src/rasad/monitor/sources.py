"""Monitor: the sources of a desk. State → one ticket a failing source; log → gaps; address → a proposed source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from rasad import collect
from rasad.errors import BadInput, WrongUse
from rasad.model import Fetched, Problem, Source, SourceState, when
from rasad.model.ids import problem_id
from rasad.monitor.parts import Parts

_HELP: Final[Mapping[str, str]] = {
    "down": "it is asked again after a longer pause; nothing needs doing unless it lasts",
    "blocked": "open it in a browser; where the network or the server refuses this reader, set [proxies] in monitor.toml",
    "geo_blocked": "it is closed to this country; set a proxy in a country it is open to, in [proxies] of monitor.toml",
    "login_wall": "it asks who reads; give an address that is open to all",
    "empty_shell": "its text comes by script; look for its feed or sitemap with `rasad sources test URL`",
    "gone": "find its new address with `rasad sources test URL`",
    "dead_selector": "the site was rebuilt; `rasad sources test URL` proposes a new selector",
    "unreadable": "find its new address with `rasad sources test URL`",
    "refused": "robots.txt binds polling; ask the publisher, or `rasad add URL` single pages",
    "silent": "it works and brings nothing; look whether it moved",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time in which a source was not heard, and why. `until` is None while it lasts."""

    source: str
    health: str
    since: str
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Sources as monitor.toml would hold them, with notes. `is_found` is False when there is nothing to propose."""

    toml: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...]

    @property
    def is_found(self) -> bool:
        """True when there is a source to propose."""
        return bool(self.sources)


def note(parts: Parts, source: Source, state: SourceState) -> None:
    """Opens or renews the ticket of a source that fails, closes that of one that works."""
    ticket = ticket_of(source, state)
    if ticket is None:
        parts.store.problems.remove([problem_id("source", source.id)])
    else:
        parts.store.problems.put([ticket])
    if parts.journal is not None:
        parts.journal.polled(source, state, captures=parts.store.captures.count())


def ticket_of(source: Source, state: SourceState) -> Problem | None:
    """The ticket that a state calls for, None when the source works."""
    if state.health == "ok":
        return None
    before = ""
    if state.health == "dead_selector":
        before = f" (it gave {state.found} links before)" if state.found else " (it never gave one)"
    return Problem(
        id=problem_id("source", source.id),
        kind="source",
        subject=source.id,
        message=f"{state.health} since {state.unwell_since}: {state.trouble}{before}",
        help=_HELP.get(state.health, ""),
    )


def gaps(lines: Iterable[Mapping[str, object]], *, window: str | None = None) -> tuple[Gap, ...]:
    """The gaps that the log tells of, in the order in which they began; with `window` (EDTF) those of its days.

    An edition can print them: what a monitor did not hear it cannot have read. Raises WrongUse.
    """
    if window is not None and not when.is_edtf(window):
        raise WrongUse(f"--window {window!r}: give days, such as 2026-09-01/2026-09-30")
    found = _all_gaps(lines)
    return found if window is None else tuple(gap for gap in found if when.overlaps(_days(gap), window))


def _days(gap: Gap) -> str:
    return f"{gap.since[:10]}/{gap.until[:10] if gap.until else '..'}"


def _all_gaps(lines: Iterable[Mapping[str, object]]) -> tuple[Gap, ...]:
    done: list[Gap] = []
    open_: dict[str, Gap] = {}
    for line in lines:
        state = line.get("state")
        if line.get("kind") != "poll" or not isinstance(state, Mapping):
            continue
        source, health = str(state["source"]), str(state.get("health", "ok"))
        at = str(line["at"])
        now = open_.get(source)
        if now is not None and now.health != health:
            done.append(replace(now, until=at))
            del open_[source]
        if health != "ok" and source not in open_:
            open_[source] = Gap(source=source, health=health, since=at)
    return tuple(sorted([*done, *open_.values()], key=lambda gap: (gap.since, gap.source)))


def next_due(parts: Parts) -> str | None:
    """When the next source is due; None when there is none, "" when one was never polled."""
    states = {state.source: state.next_poll or "" for state in parts.store.states.all()}
    return min((states.get(source.id, "") for source in parts.sources), default=None)


def propose(parts: Parts, url: str) -> Proposal:
    """What could be watched at an address, as TOML. It asks with the monitor's settings; it keeps and writes nothing."""
    if not url.startswith(("http://", "https://")):
        raise BadInput(f"{url}: give an http or https address")
    with collect.Web(
        keep=_unkept, clock=parts.clock, wait=parts.wait, settings=parts.web_settings
    ) as web:
        found = collect.discover(url, web=web)
    taken = {source.id for source in parts.sources}
    held = {source.url: source.id for source in parts.sources}
    sources, notes, blocks = [], list(found.notes), []
    for source, links in zip(found.sources, found.links, strict=True):
        if source.url in held:
            notes.append(f"{source.url} is polled already, as {held[source.url]}")
            continue
        named = replace(source, id=_free(source.id, taken), outlet=_outlet(parts, source.url))
        taken.add(named.id)
        sources.append(named)
        blocks.append(_block(named, len(links), links[0].title if links else None))
    return Proposal(
        toml="\n".join([*(f"# {_line(text)}" for text in notes), *blocks]),
        sources=tuple(sources),
        notes=tuple(notes),
    )


def _unkept(exchange: Fetched, source: str | None) -> Fetched:
    """A probe is no evidence."""
    return exchange


def _free(id: str, taken: set[str]) -> str:
    name, number = id, 2
    while name in taken:
        name, number = f"{id}-{number}", number + 1
    return name


def _outlet(parts: Parts, url: str) -> str | None:
    host = urlsplit(url).hostname or ""
    for outlet in parts.pack.outlets:
        if any(host == domain or host.endswith(f".{domain}") for domain in outlet.domains):
            return outlet.id
    return None


def _block(source: Source, count: int, title: str | None) -> str:
    import tomlkit

    row = tomlkit.table()
    for key in ("id", "kind", "url", "outlet", "language", "select"):
        value = getattr(source, key)
        if value is not None:
            row[key] = value
    rows = tomlkit.aot()
    rows.append(row)
    document = tomlkit.document()
    document["source"] = rows
    told = f"# {count} links" + (f", the first: {_line(title)}" if title else "")
    return f"{told}\n{tomlkit.dumps(document)}"


def _line(text: str) -> str:
    """One line that a comment can hold."""
    return "".join(char if char.isprintable() else " " for char in text)[:300]
