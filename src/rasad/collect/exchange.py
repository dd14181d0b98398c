"""Collect: one exchange. A checked address → what was sent and received, whole, or FetchFailed.

It speaks HTTP/1.1 without a client above it: no cookies, no redirects and no environment to switch off, the
headers are those written here, and a request costs a quarter.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from rasad.collect.egress import name_of
from rasad.collect.settings import WebSettings
from rasad.errors import BadInput, FetchFailed
from rasad.model import Fetched
from rasad.model.fetched import Headers
from rasad.model.ports import Clock

if TYPE_CHECKING:
    from rasad.collect.direct import Answer, Direct, Question
    from rasad.collect.wire import Proxied

REDIRECTS: Final = (301, 302, 303, 307, 308)
_ACCEPT: Final = (
    "text/html, application/xhtml+xml, application/xml, application/feed+json, application/pdf, */*"
)


class Line:
    """Connections of one way out, opened when first used. Asks only what it was told where to find."""

    def __init__(self, settings: WebSettings, clock: Clock, proxy: str | None = None) -> None:
        self._settings = settings
        self._clock = clock
        self._proxy = proxy
        self.egress = name_of(proxy)
        self._direct: Direct | None = None
        self._proxied: Proxied | None = None

    def pin(self, host: str, port: int, places: list[tuple[str, int]]) -> None:
        """Says to which addresses a host leads; behind a proxy nobody asks."""
        self._open_direct().pin(host, port, places)

    def exchange(self, url: str, headers: dict[str, str], body: bytes | None = None) -> Fetched:
        """The exchange, not kept yet. Raises FetchFailed."""
        from h11 import ProtocolError

        at = self._clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        question = self._question(url, headers, body)
        try:
            answer = self._ask(question)
        except TimeoutError as error:
            raise FetchFailed(f"{url}: no whole answer in time ({error})", url=url) from error
        except (ProtocolError, OSError) as error:
            raise FetchFailed(f"{url}: no usable answer ({error})", url=url) from error
        # The own address of this machine is never kept, nor that of a proxy.
        is_hidden = self._proxy is not None or question.host in self._settings.local
        return Fetched(
            url=url,
            method=question.method,
            request_headers=question.headers,
            status=answer.status,
            reason=answer.reason,
            http_version=answer.version,
            headers=answer.headers,
            body=answer.body,
            at=at,
            peer=None if is_hidden else answer.peer,
            redirect=_target(url, answer.status, answer.headers),
            egress=self.egress,
            certificate=answer.certificate,
        )

    def close(self) -> None:
        """Closes every connection."""
        for way in (self._direct, self._proxied):
            if way is not None:
                way.close()
        self._direct = self._proxied = None

    def _question(self, url: str, headers: dict[str, str], body: bytes | None) -> Question:
        from rasad.collect.direct import DEFAULT_PORTS, Question

        parts = urlsplit(url)
        settings = self._settings
        return Question(
            url=url,
            scheme=parts.scheme,
            host=parts.hostname or "",
            port=parts.port or DEFAULT_PORTS[parts.scheme],
            target=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
            headers=self._headers(parts.netloc, headers, body),
            method="GET" if body is None else "POST",
            body=body or b"",
            timeout=settings.timeout,
            until=time.monotonic() + settings.deadline,
            limit=settings.max_bytes,
        )

    def _headers(self, host: str, headers: dict[str, str], body: bytes | None) -> Headers:
        """All that is said, in this order and spelling."""
        said = {
            "Host": host,
            "User-Agent": self._settings.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip",
            "Connection": "keep-alive",
        }
        if body is not None:
            said["Content-Length"] = str(len(body))
        for name, value in headers.items():
            known = next((one for one in said if one.lower() == name.lower()), name)
            said[known] = value
        return tuple(said.items())

    def _ask(self, question: Question) -> Answer:
        if self._proxy is None:
            return self._open_direct().ask(question)
        if self._proxied is None:
            self._proxied = _proxied(self._proxy)
        return self._proxied.ask(question)

    def _open_direct(self) -> Direct:
        if self._direct is None:
            from rasad.collect.direct import Direct

            self._direct = Direct()
        return self._direct


def _proxied(proxy: str) -> Proxied:
    try:
        from rasad.collect.wire import Proxied

        return Proxied(proxy)
    except ImportError as error:
        raise BadInput("a SOCKS proxy needs the package socksio: pip install socksio") from error


def _target(url: str, status: int, headers: Headers) -> str | None:
    """Where an answer sends on to, None when it does not."""
    if status not in REDIRECTS:
        return None
    found = next((value for name, value in headers if name.lower() == "location"), None)
    if not found:
        return None
    with suppress(UnicodeDecodeError):  # servers write addresses beyond ASCII as UTF-8
        found = found.encode("latin-1").decode("utf-8")
    try:
        return urljoin(url, found)
    except ValueError:
        return found  # kept as it came; the check of the next step says what is wrong with it
