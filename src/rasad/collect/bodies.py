"""Collect: a body as received → its bytes without content encoding, within limits."""

from __future__ import annotations

import zlib
from typing import Final

from rasad.errors import FetchFailed
from rasad.model import Fetched

MAX_BYTES: Final = 50_000_000


def decoded(fetched: Fetched, *, limit: int = MAX_BYTES) -> bytes:
    """The body unpacked. Raises FetchFailed on a broken or unknown encoding, or on more than `limit` bytes."""
    body = fetched.body
    encodings = (fetched.header("content-encoding") or "").lower().replace(" ", "").split(",")
    for encoding in reversed(encodings):
        if encoding in ("", "identity"):
            continue
        if encoding not in ("gzip", "x-gzip", "deflate"):
            raise FetchFailed(
                f"{fetched.url}: sent as {encoding!r}, which was not asked for", url=fetched.url
            )
        body = _unpacked(fetched, body, limit, is_gzip=encoding != "deflate")
    return body


def _unpacked(fetched: Fetched, body: bytes, limit: int, *, is_gzip: bool) -> bytes:
    # Some servers name gzip and send the page plain; browsers show it, so it is taken.
    if is_gzip and not body.startswith(b"\x1f\x8b"):
        return body
    for bits in (31,) if is_gzip else (15, -15):
        unpacker = zlib.decompressobj(bits)
        try:
            whole = unpacker.decompress(body, limit + 1)
        except zlib.error:
            continue
        if len(whole) > limit:
            raise FetchFailed(
                f"{fetched.url}: unpacks to more than {limit:,} bytes", url=fetched.url
            )
        if unpacker.eof:
            return whole
    raise FetchFailed(f"{fetched.url}: its packed body is broken or cut short", url=fetched.url)
