"""Preserve: what is written together. An exchange, a file or a text → its records, in the order they stand.

The record that stands for the whole comes first, what belongs to it (request, circumstances) after it, so that
a location names the first and the log one stretch of bytes for all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from rasad.errors import BadInput
from rasad.model import Capture, Fetched
from rasad.model.fetched import Headers
from rasad.model.ids import capture_id, sha256, text_id
from rasad.preserve.circumstances import metadata_record
from rasad.preserve.records import (
    REVISIT,
    Record,
    build,
    capture_of,
    check_target,
    http_head,
    made,
    packed,
    plain,
    record_id,
)

_MOMENT: Final = re.compile(r"^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """How something came here; what the source or the person said of it."""

    source: str | None = None
    by: str | None = None
    how: str = "poll"
    own: bool = False
    published: str | None = None
    original: str | None = None

    def fields(self) -> list[tuple[str, str | None]]:
        """The header fields that say so."""
        return [
            ("Rasad-How", self.how),
            ("Rasad-By", self.by),
            ("Rasad-Source", self.source),
            ("Rasad-Own", "yes" if self.own else None),
            ("Rasad-Published", self.published),
            ("Rasad-Original-Record", self.original),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Records to be written together. `kind` is capture or text; `id` says what it is, twice is once.

    Of a capture also what its first record tells: header fields, HTTP head, size of the payload.
    """

    kind: str
    id: str
    url: str
    at: str
    payload_sha256: str
    record_type: str
    records: tuple[bytes, ...]
    capture: str = ""
    refers_to: str | None = None
    size: int = 0
    told: Headers = ()
    head: bytes = b""

    def capture_at(self, file: str, offset: int) -> Capture | None:
        """What would be read of a capture where it was written; None for a text."""
        length = len(self.records[0])
        record = Record(headers=self.told, block=self.head, offset=offset, length=length)
        return capture_of(record, file, self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A response that holds the same payload of the same address."""

    id: str
    url: str
    at: str


def moment(at: str) -> str:
    """A time to the second as WARC-Date writes it. Raises BadInput."""
    found = _MOMENT.match(at)
    try:
        if not found:
            raise ValueError(at)
        datetime.fromisoformat(found[1])
    except ValueError as error:
        raise BadInput(
            f"{at[:60]!r}: give the time of a capture as 2026-09-14T08:00:00Z"
        ) from error
    return f"{found[1]}Z"


def exchange_group(exchange: Fetched, origin: Provenance, earlier: Earlier | None) -> Group:
    """An exchange: its response, or a revisit of an earlier one, and its request."""
    url, at, payload = check_target(exchange.url), moment(exchange.at), sha256(exchange.body)
    id = capture_id(url, at, payload)
    name = record_id("response", id)
    first = f"{exchange.http_version} {exchange.status} {exchange.reason}"
    head = http_head(first, exchange.headers)
    is_revisit = earlier is not None and bool(exchange.body)
    fields: list[tuple[str, str | None]] = [
        ("WARC-Record-ID", name),
        ("WARC-Date", at),
        ("WARC-Target-URI", url),
        ("WARC-IP-Address", exchange.peer),
        ("WARC-Payload-Digest", f"sha256:{payload}"),
        ("Content-Type", "application/http; msgtype=response"),
        ("Rasad-Capture", id),
        *origin.fields(),
    ]
    if is_revisit and earlier is not None:
        fields += [
            ("WARC-Profile", REVISIT),
            ("WARC-Refers-To", record_id("response", earlier.id)),
            ("WARC-Refers-To-Target-URI", earlier.url),
            ("WARC-Refers-To-Date", earlier.at),
            ("Rasad-Refers-To", earlier.id),
            ("Rasad-Length", str(len(exchange.body))),
        ]
    record_type = "revisit" if is_revisit else "response"
    answer = made(record_type, fields, head if is_revisit else head + exchange.body)
    records = [packed(answer)]
    if exchange.request_headers and exchange.method in ("GET", "HEAD"):
        records.append(_request(exchange, id, of=name, at=at))
    if (around := metadata_record(exchange, id, of=name, at=at, by=origin.by)) is not None:
        records.append(around)
    return Group(
        kind="capture",
        id=id,
        url=url,
        at=at,
        payload_sha256=payload,
        record_type=record_type,
        records=tuple(records),
        capture=id,
        refers_to=earlier.id if is_revisit and earlier is not None else None,
        size=len(exchange.body),
        told=answer.headers,
        head=head,
    )


def _request(exchange: Fetched, id: str, *, of: str, at: str) -> bytes:
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    first = f"{exchange.method} {target} HTTP/1.1"
    fields: list[tuple[str, str | None]] = [
        ("WARC-Record-ID", record_id("request", id)),
        ("WARC-Date", at),
        ("WARC-Target-URI", exchange.url),
        ("WARC-Concurrent-To", of),
        ("Content-Type", "application/http; msgtype=request"),
    ]
    return build("request", fields, http_head(first, exchange.request_headers))


def resource_group(url: str, payload: bytes, media_type: str, at: str, origin: Provenance) -> Group:
    """A file as it was given."""
    target, when, name = check_target(url), moment(at), sha256(payload)
    id = capture_id(target, when, name)
    fields: list[tuple[str, str | None]] = [
        ("WARC-Record-ID", record_id("response", id)),
        ("WARC-Date", when),
        ("WARC-Target-URI", target),
        ("WARC-Payload-Digest", f"sha256:{name}"),
        ("Content-Type", plain(media_type) or "application/octet-stream"),
        ("Rasad-Capture", id),
        *origin.fields(),
    ]
    record = made("resource", fields, payload)
    return Group(
        kind="capture",
        id=id,
        url=target,
        at=when,
        payload_sha256=name,
        record_type="resource",
        records=(packed(record),),
        capture=id,
        size=len(payload),
        told=record.headers,
    )


def text_group(capture: Capture, text: str, rules: str, at: str) -> Group:
    """The exact text that was read from a capture."""
    payload, id = text.encode("utf-8", "surrogatepass"), text_id(text)
    name = sha256(payload)
    fields: list[tuple[str, str | None]] = [
        ("WARC-Record-ID", record_id("conversion", id, capture.id)),
        ("WARC-Date", at),
        ("WARC-Target-URI", capture.url),
        ("WARC-Refers-To", record_id("response", capture.id)),
        ("WARC-Payload-Digest", f"sha256:{name}"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Rasad-Capture", capture.id),
        ("Rasad-Text-Id", id),
        ("Rasad-Rules", rules),
    ]
    return Group(
        kind="text",
        id=id,
        url=capture.url,
        at=at,
        payload_sha256=name,
        record_type="conversion",
        records=(build("conversion", fields, payload),),
        capture=capture.id,
    )


def file_group(name: str, at: str) -> bytes:
    """The record that opens a file. It says what wrote it; machine, user and place stand nowhere."""
    block = (
        b"software: Rasad\r\nformat: WARC File Format 1.1\r\n"
        b"conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
    )
    fields: list[tuple[str, str | None]] = [
        ("WARC-Record-ID", record_id("warcinfo", name, at)),
        ("WARC-Date", at),
        ("WARC-Filename", name),
        ("Content-Type", "application/warc-fields"),
    ]
    return build("warcinfo", fields, block)
