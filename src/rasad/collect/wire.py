"""Collect: the way through a proxy. A question → one answer; the proxy is told names and looks them up itself.

A stream ends at the deadline of its exchange however slowly the other side drips.
"""

from __future__ import annotations

import hashlib
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpcore2
import httpx2
from httpcore2 import ConnectTimeout, NetworkBackend, NetworkStream, ReadTimeout, SyncBackend

from rasad.collect.direct import DEFAULT_PORTS, Answer, Question, plain, too_long

SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)


@dataclass(slots=True)
class Deadline:
    """Until when the present exchange may last."""

    until: float = 0.0

    def left(self, timeout: float | None) -> float:
        """How many seconds the next step may take, at least a little."""
        rest = max(self.until - time.monotonic(), 0.01)
        return rest if timeout is None else min(timeout, rest)

    @property
    def is_over(self) -> bool:
        """True when the exchange has lasted too long."""
        return time.monotonic() >= self.until


class ProxyBackend(NetworkBackend):
    """Connects to the proxy, whose own name alone is looked up here, and keeps to the deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
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
            host, port, timeout=self._deadline.left(timeout), socket_options=socket_options
        )
        return _BoundedStream(stream, self._deadline)


class _BoundedStream(NetworkStream):
    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._deadline.is_over:
            raise ReadTimeout("the exchange took too long")
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        if self._deadline.is_over:
            raise ConnectTimeout("the exchange took too long")
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _BoundedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # Any: as httpcore2 has it
        return self._stream.get_extra_info(info)


class Proxied:
    """Connections through one proxy. Raises ImportError without socksio."""

    def __init__(self, proxy: str) -> None:
        self._deadline = Deadline()
        self._pool = _pool(proxy, ProxyBackend(self._deadline))

    def ask(self, question: Question) -> Answer:
        """The answer, whole. Raises FetchFailed, TimeoutError, ConnectionError."""
        self._deadline.until = question.until
        try:
            answer = self._pool.handle_request(_request(question))
            try:
                return _whole(answer, question)
            finally:
                answer.close()
        except httpcore2.TimeoutException as error:
            raise TimeoutError(str(error)) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError) as error:
            raise ConnectionError(str(error)) from error

    def close(self) -> None:
        """Closes every connection."""
        self._pool.close()


def _pool(proxy: str, backend: NetworkBackend) -> httpcore2.ConnectionPool:
    given = httpx2.Proxy(proxy)
    kind = given.url.scheme
    url = httpcore2.URL(
        scheme="socks5" if kind.startswith("socks") else kind,
        host=given.url.raw_host,
        port=given.url.port or {"http": 80, "https": 443}.get(kind, 1080),
        target=b"/",
    )
    make = httpcore2.SOCKSProxy if kind.startswith("socks") else httpcore2.HTTPProxy
    return make(
        url,
        proxy_auth=given.raw_auth,
        ssl_context=httpx2.create_ssl_context(trust_env=False),
        max_keepalive_connections=5,
        keepalive_expiry=15.0,
        network_backend=backend,
    )


def _request(question: Question) -> httpcore2.Request:
    wait = question.timeout
    return httpcore2.Request(
        method=question.method.encode(),
        url=httpcore2.URL(
            scheme=question.scheme.encode(),
            host=question.host.encode(),
            port=None if question.port == DEFAULT_PORTS[question.scheme] else question.port,
            target=question.target.encode("latin-1", "replace"),
        ),
        headers=[(name.encode(), value.encode("latin-1", "replace")) for name, value in question.headers],
        content=question.body,
        extensions={"timeout": {"connect": wait, "read": wait, "write": wait, "pool": wait}},
    )


def _whole(answer: httpcore2.Response, question: Question) -> Answer:
    pieces: list[bytes] = []
    size = 0
    stream = answer.stream
    assert isinstance(stream, Iterable)  # noqa: S101 - a synchronous pool gives nothing else
    for piece in stream:
        pieces.append(piece)
        size += len(piece)
        if size > question.limit:
            raise too_long(question)
        question.left()
    wire = answer.extensions.get("network_stream")
    shown = wire.get_extra_info("ssl_object") if wire is not None else None
    der = shown.getpeercert(True) if shown is not None else None
    return Answer(
        status=answer.status,
        reason=_word(answer, "reason_phrase"),
        version=_word(answer, "http_version") or "HTTP/1.1",
        headers=plain(answer.headers),
        body=b"".join(pieces),
        peer=None,  # known to the proxy alone
        certificate=hashlib.sha256(der).hexdigest() if der else None,
    )


def _word(answer: httpcore2.Response, name: str) -> str:
    value = answer.extensions.get(name, b"")
    return value.decode("ascii", "ignore") if isinstance(value, bytes) else ""
