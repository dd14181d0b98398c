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
    """What is remembered of a source between polls. Times are UTC in ISO 8601."""

    source: str
    polled: str | None = None
    next_poll: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    trouble: str | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a source pointed to, with what the source said about it."""

    url: str
    title: str | None = None
    published: str | None = None
    native_id: str | None = None
    source: str | None = None
