"""Capture: an exchange or a file, held as a WARC record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a record stands: a file below archive/, byte offset and length in it."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What was held of an address at a moment.

    `id` is SHA-256 over `url`, `at` and `payload_sha256`; `kind` is the WARC record type
    (response, resource, revisit); `how` says how it came here (poll, add, import, own).
    """

    id: str
    url: str
    at: str
    kind: str
    status: int
    media_type: str
    payload_sha256: str
    length: int
    location: Location
    source: str | None = None
    by: str | None = None
    how: str = "poll"
    own: bool = False
    published_hint: str | None = None
    refers_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """The exact text that was read from a capture by some rules, kept as a conversion record."""

    id: str
    text: str
    capture: str
    rules: str
    location: Location | None = None
