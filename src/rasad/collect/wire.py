"""Collect: the wire under the client. It connects to the address that was checked, and to no other.

The name is looked up once, by the check; a second answer of the resolver could lead inside (DNS
rebinding). TLS is still asked for under the name. A stream ends at the deadline of its exchange
however slowly the other side drips.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore2
import httpx2
from httpcore2 import ConnectTimeout, NetworkBackend, NetworkStream, ReadTimeout, SyncBackend

SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)


@dataclass(slots=True)
class Pins:
    """Where each host and port leads, and until when the present exchange may last."""

    places: dict[tuple[str, int], tuple[tuple[str, int], ...]] = field(default_factory=dict)
    until: float = 0.0

    def left(self, timeout: float | None) -> float:
        """How many seconds the next step may take, at least a little."""
        rest = max(self.until - time.monotonic(), 0.01)
        return rest if timeout is None else min(timeout, rest)

    @property
    def is_over(self) -> bool:
        """True when the exchange has lasted too long."""
        return time.monotonic() >= self.until


class PinnedBackend(NetworkBackend):
    """Connects to pinned addresses."""

    def __init__(self, pins: Pins) -> None:
        self._pins = pins
        self._under = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> NetworkStream:
        """A stream to the first pinned address that answers. Raises httpcore2.ConnectError."""
        error: httpcore2.NetworkError | httpcore2.TimeoutException | None = None
        for place in self._pins.places.get((host, port), ()):
            try:
                stream = self._under.connect_tcp(
                    *place, timeout=self._pins.left(timeout), socket_options=socket_options
                )
            except (httpcore2.NetworkError, httpcore2.TimeoutException) as tried:
                error = tried
            else:
                return _BoundedStream(stream, self._pins)
        raise error or httpcore2.ConnectError(f"{host}:{port} was not checked")


class ProxyBackend(NetworkBackend):
    """Connects to the proxy, whose own name alone is looked up here, and keeps to the deadline."""

    def __init__(self, pins: Pins) -> None:
        self._pins = pins
        self._under = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> NetworkStream:
        """A stream to the proxy. Raises httpcore2.ConnectError."""
        stream = self._under.connect_tcp(
            host, port, timeout=self._pins.left(timeout), socket_options=socket_options
        )
        return _BoundedStream(stream, self._pins)


class _BoundedStream(NetworkStream):
    def __init__(self, stream: NetworkStream, pins: Pins) -> None:
        self._stream = stream
        self._pins = pins

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._pins.is_over:
            raise ReadTimeout("the exchange took too long")
        return self._stream.read(max_bytes, self._pins.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._pins.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        if self._pins.is_over:
            raise ConnectTimeout("the exchange took too long")
        inner = self._stream.start_tls(ssl_context, server_hostname, self._pins.left(timeout))
        return _BoundedStream(inner, self._pins)

    def get_extra_info(self, info: str) -> Any:  # Any: as httpcore2 has it
        return self._stream.get_extra_info(info)


def direct_pool(pins: Pins) -> httpcore2.ConnectionPool:
    """Connections that go where they were checked to go."""
    return httpcore2.ConnectionPool(
        ssl_context=httpx2.create_ssl_context(trust_env=False),
        max_connections=10,
        max_keepalive_connections=5,
        keepalive_expiry=15.0,
        network_backend=PinnedBackend(pins),
    )


def proxied_pool(proxy: str, pins: Pins) -> httpcore2.ConnectionPool:
    """Connections through a proxy, which is told names and looks them up itself. Raises ImportError without socksio."""
    given = httpx2.Proxy(proxy)
    kind = given.url.scheme
    url = httpcore2.URL(
        scheme="socks5" if kind.startswith("socks") else kind,
        host=given.url.raw_host,
        port=given.url.port or {"http": 80, "https": 443}.get(kind, 1080),
        target=b"/",
    )
    context = httpx2.create_ssl_context(trust_env=False)
    if kind.startswith("socks"):
        return httpcore2.SOCKSProxy(
            url,
            proxy_auth=given.raw_auth,
            ssl_context=context,
            max_keepalive_connections=5,
            keepalive_expiry=15.0,
            network_backend=ProxyBackend(pins),
        )
    return httpcore2.HTTPProxy(
        url,
        proxy_auth=given.raw_auth,
        ssl_context=context,
        max_keepalive_connections=5,
        keepalive_expiry=15.0,
        network_backend=ProxyBackend(pins),
    )
