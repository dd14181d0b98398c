"""Collect: one exchange. A checked address → what was sent and received, whole, or FetchFailed.

It speaks to the pool of connections under httpx2 directly: no cookies, no redirects and no environment
to switch off, the headers are those written here, and a request costs a third less.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
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
    import httpcore2

    from rasad.collect.wire import Pins

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
        self._pool: httpcore2.ConnectionPool | None = None
        self._pins: Pins | None = None

    def pin(self, host: str, port: int, places: list[tuple[str, int]]) -> None:
        """Says to which addresses a host leads."""
        self._open()
        if self._pins is not None:
            self._pins.places[(host, port)] = tuple(places)

    def exchange(self, url: str, headers: dict[str, str], body: bytes | None = None) -> Fetched:
        """The exchange, not kept yet. Raises FetchFailed."""
        import httpcore2

        pool = self._open()
        until = time.monotonic() + self._settings.deadline
        if self._pins is not None:
            self._pins.until = until
        at = self._clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        method = "GET" if body is None else "POST"
        sent = self._headers(url, headers, body)
        try:
            answer = pool.handle_request(self._request(method, url, sent, body))
            try:
                received = self._received(url, answer, until)
                shown = _certificate(answer)
                peer = self._peer(url, answer)
            finally:
                answer.close()
        except httpcore2.TimeoutException as error:
            raise FetchFailed(f"{url}: no whole answer in time ({error})", url=url) from error
        except (
            httpcore2.NetworkError,
            httpcore2.ProtocolError,
            httpcore2.ProxyError,
            OSError,
        ) as error:
            raise FetchFailed(f"{url}: no usable answer ({error})", url=url) from error
        came = _plain(answer.headers)
        return Fetched(
            url=url,
            method=method,
            request_headers=sent,
            status=answer.status,
            reason=_word(answer, "reason_phrase"),
            http_version=_word(answer, "http_version") or "HTTP/1.1",
            headers=came,
            body=received,
            at=at,
            peer=peer,
            redirect=_target(url, answer.status, came),
            egress=self.egress,
            certificate=shown,
        )

    def _headers(self, url: str, headers: dict[str, str], body: bytes | None) -> Headers:
        """All that is said, in this order and spelling."""
        said = {
            "Host": urlsplit(url).netloc,
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

    def _request(
        self, method: str, url: str, headers: Headers, body: bytes | None
    ) -> httpcore2.Request:
        import httpcore2

        parts = urlsplit(url)
        wait = self._settings.timeout
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return httpcore2.Request(
            method=method.encode(),
            url=httpcore2.URL(
                scheme=parts.scheme.encode(),
                host=(parts.hostname or "").encode(),
                port=parts.port,
                target=target.encode("latin-1", "replace"),
            ),
            headers=[(name.encode(), value.encode("latin-1", "replace")) for name, value in headers],
            content=body or b"",
            extensions={"timeout": {"connect": wait, "read": wait, "write": wait, "pool": wait}},
        )

    def _received(self, url: str, answer: httpcore2.Response, until: float) -> bytes:
        """The body as received, transfer encoding removed. Raises FetchFailed past a limit."""
        limit = self._settings.max_bytes
        pieces: list[bytes] = []
        size = 0
        stream = answer.stream
        assert isinstance(stream, Iterable)  # noqa: S101 - a synchronous pool gives nothing else
        for piece in stream:
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise FetchFailed(
                    f"{url}: more than {limit:,} bytes; raise max_bytes to take it", url=url
                )
            if time.monotonic() > until:
                raise FetchFailed(
                    f"{url}: no whole answer in {self._settings.deadline:g} s", url=url
                )
        return b"".join(pieces)

    def _peer(self, url: str, answer: httpcore2.Response) -> str | None:
        """The server's address; None behind a proxy or on this machine, whose own address is never kept."""
        host = urlsplit(url).hostname or ""
        stream = answer.extensions.get("network_stream")
        if self._proxy or host in self._settings.local or stream is None:
            return None
        address = stream.get_extra_info("server_addr")
        return str(address[0]) if address else None

    def close(self) -> None:
        """Closes every connection."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def _open(self) -> httpcore2.ConnectionPool:
        if self._pool is None:
            from rasad.collect.wire import Pins, direct_pool

            self._pins = Pins()
            proxy = self._proxy
            self._pool = _proxied(proxy, self._pins) if proxy else direct_pool(self._pins)
        return self._pool


def _proxied(proxy: str, pins: Pins) -> httpcore2.ConnectionPool:
    from rasad.collect.wire import proxied_pool

    try:
        return proxied_pool(proxy, pins)
    except ImportError as error:
        raise BadInput("a SOCKS proxy needs the package socksio: pip install socksio") from error


def _certificate(answer: httpcore2.Response) -> str | None:
    """The SHA-256 of the certificate that the server showed, None without TLS."""
    stream = answer.extensions.get("network_stream")
    shown = stream.get_extra_info("ssl_object") if stream is not None else None
    der = shown.getpeercert(binary_form=True) if shown is not None else None
    return hashlib.sha256(der).hexdigest() if der else None


def _target(url: str, status: int, headers: Headers) -> str | None:
    """Where an answer sends on to, None when it does not."""
    found = next((value for name, value in headers if name.lower() == "location"), None)
    if not found or status not in REDIRECTS:
        return None
    with suppress(UnicodeDecodeError):  # servers write addresses beyond ASCII as UTF-8
        found = found.encode("latin-1").decode("utf-8")
    try:
        return urljoin(url, found)
    except ValueError:
        return found  # kept as it came; the check of the next step says what is wrong with it


def _word(answer: httpcore2.Response, name: str) -> str:
    value = answer.extensions.get(name, b"")
    return value.decode("ascii", "ignore") if isinstance(value, bytes) else ""


def _plain(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Headers as they crossed the wire; Latin-1 keeps every byte."""
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
