"""MHTML: the page in a file that a browser saved as one. bytes -> (HTML, address, media type)."""

from __future__ import annotations

import re
from typing import Final

from rasad.errors import Unreadable

_HEAD: Final = re.compile(rb"\A(?:[\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related", re.I)


def is_mhtml(body: bytes) -> bool:
    """True for the head of a message of related parts."""
    return _HEAD.match(body[:8192].lstrip(b"\xef\xbb\xbf\r\n").replace(b"\r\n", b"\n")) is not None


def page_of(body: bytes) -> tuple[bytes, str | None, str]:
    """The first page in the file, the address it was saved from, its media type with charset. Raises Unreadable."""
    from email import policy  # 40 ms, and most documents are no MHTML
    from email.parser import BytesParser

    message = BytesParser(policy=policy.compat32).parsebytes(body.lstrip(b"\xef\xbb\xbf\r\n"))
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            url = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            charset = part.get_content_charset()
            media_type = part.get_content_type() + (f"; charset={charset}" if charset else "")
            return payload, str(url) if url and str(url).startswith(("http://", "https://")) else None, media_type
    raise Unreadable("no article text found: the MHTML file holds no page")
