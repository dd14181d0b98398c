"""Collect: one exchange. A checked address → what was sent and received, whole, or FetchFailed."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from rasad.collect.egress import name_of
from rasad.collect.settings import WebSettings
from rasad.errors import BadInput, FetchFailed
from rasad.model import Fetched
from rasad.model.ports import Clock

if TYPE_CHECKING:
    import httpcore2
    import httpx2

    from rasad.collect.wire import Pins

REDIRECTS: Final = (301, 302, 303, 307, 308)
_ACCEPT: Final = (
    "text/html, application/xhtml+xml, application/xml, application/feed+json, application/pdf, */*"
)


class Line:
    """A client for one way out, opened when first used, without cookies. Asks only what it was told where to find."""

    def __init__(self, settings: WebSettings, clock: Clock, proxy: str | None = None) -> None:
        self._settings = settings
        self._clock = clock
        self._proxy = proxy
        self.egress = name_of(proxy)
        self._client: httpx2.Client | None = None
        self._pins: Pins | None = None

    def pin(self, host: str, port: int, places: list[tuple[str, int]]) -> None:
        """Says to which addresses a host leads."""
        self._open()
        if self._pins is not None:
            self._pins.places[(host, port)] = tuple(places)

    def exchange(self, url: str, headers: dict[str, str], body: bytes | None = None) -> Fetched:
        """The exchange, not kept yet. Raises FetchFailed."""
        import httpcore2
        import httpx2

        client = self._open()
        if self._pins is not None:
            self._pins.until = time.monotonic() + self._settings.deadline
        at = self._clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        method = "GET" if body is None else "POST"
        request = client.build_request(method, url, headers=headers, content=body)
        try:
            response = client.send(request, stream=True, follow_redirects=False)
            try:
                return self._received(url, at, request, response)
            finally:
                response.close()
        except (httpx2.TimeoutException, httpcore2.TimeoutException) as error:
            raise FetchFailed(f"{url}: no whole answer in time ({error})", url=url) from error
        except (
            httpx2.HTTPError,
            httpx2.InvalidURL,
            httpcore2.NetworkError,
            httpcore2.ProtocolError,
            httpcore2.ProxyError,
            OSError,
        ) as error:
            raise FetchFailed(f"{url}: no usable answer ({error})", url=url) from error

    def _received(
        self, url: str, at: str, request: httpx2.Request, response: httpx2.Response
    ) -> Fetched:
        limit, until = self._settings.max_bytes, time.monotonic() + self._settings.deadline
        pieces: list[bytes] = []
        size = 0
        for piece in response.iter_raw():
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
        target = response.headers.get("location")
        moved = target and response.status_code in REDIRECTS
        return Fetched(
            url=url,
            method=request.method,
            request_headers=_plain(request.headers),
            status=response.status_code,
            reason=response.reason_phrase,
            http_version=response.http_version,
            headers=_plain(response.headers),
            body=b"".join(pieces),
            at=at,
            peer=self._peer(url, response),
            redirect=urljoin(url, target) if moved else None,
            egress=self.egress,
            certificate=_certificate(response),
        )

    def _peer(self, url: str, response: httpx2.Response) -> str | None:
        """The server's address; None behind a proxy or on this machine, whose own address is never kept."""
        host = urlsplit(url).hostname or ""
        stream = response.extensions.get("network_stream")
        if self._proxy or host in self._settings.local or stream is None:
            return None
        address = stream.get_extra_info("server_addr")
        return str(address[0]) if address else None

    def close(self) -> None:
        """Closes every connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _open(self) -> httpx2.Client:
        if self._client is None:
            import httpx2

            from rasad.collect.wire import Pins, PoolTransport, direct_pool

            settings = self._settings
            self._pins = Pins()
            pool = _proxied(self._proxy, self._pins) if self._proxy else direct_pool(self._pins)
            self._client = httpx2.Client(
                transport=PoolTransport(pool),
                trust_env=False,
                follow_redirects=False,
                timeout=settings.timeout,
                cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
                headers={
                    "User-Agent": settings.user_agent,
                    "Accept": _ACCEPT,
                    "Accept-Encoding": "gzip",
                },
            )
        return self._client


def _proxied(proxy: str, pins: Pins) -> httpcore2.ConnectionPool:
    from rasad.collect.wire import proxied_pool

    try:
        return proxied_pool(proxy, pins)
    except ImportError as error:
        raise BadInput("a SOCKS proxy needs the package socksio: pip install socksio") from error


def _certificate(response: httpx2.Response) -> str | None:
    """The SHA-256 of the certificate that the server showed, None without TLS."""
    stream = response.extensions.get("network_stream")
    shown = stream.get_extra_info("ssl_object") if stream is not None else None
    der = shown.getpeercert(binary_form=True) if shown is not None else None
    return hashlib.sha256(der).hexdigest() if der else None


def _plain(headers: httpx2.Headers) -> tuple[tuple[str, str], ...]:
    """Headers as they crossed the wire; Latin-1 keeps every byte."""
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)
