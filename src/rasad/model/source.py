"""Source: an address that is asked again and again for what is new."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One polled address. `kind` is a row of collect's table of kinds.

    `select` is a CSS selector for the links of a listing page; `outlet` an id of a pack.
    """

    id: str
    kind: str
    url: str
    outlet: str | None = None
    language: str | None = None
    select: str | None = None
    interval: int = 3600
    origin: str = "monitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is remembered of a source between polls. Times are UTC in ISO 8601.

    `egress` names the way the last answer came (direct, tor, a proxy's mark) and `egress_since` when that way
    was first taken: what a server said to one identity is not told it under another. `gap` is the median
    and `quiet` the longest pause between items, in seconds; `newest` the moment of the newest item; `found`
    how many links a poll gives. `health` is a word of collect's list, `unwell_since` when it left "ok".
    """

    source: str
    polled: str | None = None
    next_poll: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    trouble: str | None = None
    since: str | None = None
    egress: str | None = None
    egress_since: str | None = None
    gap: float | None = None
    quiet: float | None = None
    newest: str | None = None
    found: int | None = None
    health: str = "ok"
    unwell_since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a source pointed to, with what the source said about it.

    `via` is the address a forwarded post came from; `is_edited` is True where the source marks it as edited.
    """

    url: str
    title: str | None = None
    published: str | None = None
    native_id: str | None = None
    source: str | None = None
    via: str | None = None
    is_edited: bool = False
