"""Preserve: under which circumstances an exchange was made. Fetched → metadata record, and back.

The collector's handle where a person asked, the kind of way out, the server's address and the SHA-256
of its TLS certificate, and by how many seconds our clock was ahead of the server's `Date`. Nothing of
our own address, machine, user or zone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from rasad.model import Fetched
from rasad.preserve.records import Record, build, plain, record_id

FIELDS = "application/warc-fields"


def belongs(record: Record) -> bool:
    """True for a record that stands behind the capture it belongs to and has no custody line of its own."""
    return record.type == "request" or (
        record.type == "metadata" and record.get("WARC-Concurrent-To") is not None
    )


def metadata_record(
    exchange: Fetched, id: str, *, of: str, at: str, by: str | None
) -> bytes | None:
    """The record of the circumstances of the record `of`; None for an exchange that did not come off our own wire."""
    if exchange.egress is None:
        return None
    offset = clock_offset(exchange.header("date"), at)
    told = [
        ("collector", by),
        ("egress", exchange.egress),
        ("server-address", exchange.peer),
        ("server-certificate-sha256", exchange.certificate),
        ("clock-ahead-of-server-seconds", None if offset is None else str(offset)),
    ]
    block = b"".join(f"{name}: {plain(value)}\r\n".encode() for name, value in told if value)
    fields: list[tuple[str, str | None]] = [
        ("WARC-Record-ID", record_id("metadata", id)),
        ("WARC-Date", at),
        ("WARC-Target-URI", exchange.url),
        ("WARC-Concurrent-To", of),
        ("Content-Type", FIELDS),
    ]
    return build("metadata", fields, block)


def read_circumstances(record: Record) -> dict[str, str]:
    """The fields of such a record."""
    lines = record.block.decode("utf-8", "replace").split("\r\n")
    return {name: value for name, gap, value in (line.partition(": ") for line in lines) if gap}


@lru_cache(maxsize=64)
def clock_offset(date: str | None, at: str) -> int | None:
    """How many seconds `at` is ahead of a `Date` header; None when there is none that can be read."""
    try:
        told = parsedate_to_datetime(date or "")
        ours = datetime.fromisoformat(at)
        theirs = told if told.tzinfo else told.replace(tzinfo=UTC)
        return round((ours - theirs).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
