"""Collect: the direct way. A question to a checked place → one answer over HTTP/1.1, by a connection kept for the next.

The name is looked up once, by the check; a second answer of the resolver could lead inside (DNS
rebinding), so a socket is opened to an address that was checked and to no other. TLS is still asked for
under the name. h11 reads what comes: it refuses what is no HTTP, lengths that contradict each other and
bodies cut short. Every wait ends at the deadline of its exchange however slowly the other side drips.
"""

from __future__ import annotations

import hashlib
import select
import socket
import ssl
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import Final, cast

import h11

from rasad.errors import FetchFailed
from rasad.model.fetched import Headers

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
MOST_IDLE: Final = 5
IDLE_SECONDS: Final = 15.0
_PIECE: Final = 64 * 1024
_LONGEST_HEAD: Final = 100 * 1024
Place = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: an address taken apart, what is said, and the limits: seconds a step, a moment of the monotonic clock, bytes."""

    url: str
    scheme: str
    host: str
    port: int
    target: str
    headers: Headers
    method: str = "GET"
    body: bytes = b""
    timeout: float
    until: float
    limit: int

    def left(self) -> float:
        """How many seconds the next step may take. Raises TimeoutError past the deadline."""
        rest = self.until - time.monotonic()
        if rest <= 0:
            raise TimeoutError("the exchange took too long")
        return min(self.timeout, rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came: headers as spelt, body without transfer encoding; of the server its address and the SHA-256 of its certificate."""

    status: int
    reason: str
    version: str
    headers: Headers
    body: bytes
    peer: str | None
    certificate: str | None


class Direct:
    """Connections to checked places, at most five kept open, each for a quarter of a minute."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, int], tuple[Place, ...]] = {}
        self._idle: dict[tuple[str, str, int], _Connection] = {}
        self._context: ssl.SSLContext | None = None

    def pin(self, host: str, port: int, places: list[Place]) -> None:
        """Says to which addresses a host leads."""
        self._places[(host, port)] = tuple(places)

    def ask(self, question: Question) -> Answer:
        """The answer, whole. Raises FetchFailed, TimeoutError, OSError, h11.ProtocolError."""
        key = (question.scheme, question.host, question.port)
        places = self._places.get((question.host, question.port), ())
        kept = self._idle.pop(key, None)
        connection = kept if kept is not None and kept.is_good_for(question, places) else None
        if kept is not None and connection is None:
            kept.close()
        if connection is not None:
            try:
                return self._ask(connection, question, key)
            except (ConnectionError, h11.RemoteProtocolError):
                # the server reset or ended it when our question came (RFC 9112, 9.3.1): a question without a body may be put again
                if connection.has_heard or question.body:
                    raise
        return self._ask(self._connect(question, places), question, key)

    def close(self) -> None:
        """Closes every connection."""
        for connection in self._idle.values():
            connection.close()
        self._idle.clear()

    def _ask(self, connection: _Connection, question: Question, key: tuple[str, str, int]) -> Answer:
        is_open = False
        try:
            answer = connection.ask(question)
            is_open = connection.rest()
        finally:
            if not is_open:
                connection.close()
        if is_open:
            while len(self._idle) >= MOST_IDLE:
                self._idle.pop(next(iter(self._idle))).close()
            self._idle[key] = connection
        return answer

    def _connect(self, question: Question, places: tuple[Place, ...]) -> _Connection:
        error: OSError | None = None
        for place in places:
            try:
                wire = socket.create_connection(place, question.left())
            except OSError as tried:
                error = tried
            else:
                return self._made(wire, place, question)
        raise error or FetchFailed(
            f"{question.url}: {question.host}:{question.port} was not checked", url=question.url
        )

    def _made(self, wire: socket.socket, place: Place, question: Question) -> _Connection:
        with ExitStack() as unless_made:
            unless_made.callback(lambda: wire.close())  # noqa: PLW0108 - the one inside TLS, once there is one
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if question.scheme == "https":
                wire.settimeout(question.left())
                wire = self._trust().wrap_socket(wire, server_hostname=question.host)
            connection = _Connection(wire, place)
            unless_made.pop_all()
        return connection

    def _trust(self) -> ssl.SSLContext:
        """Whom TLS trusts: what the system does, as httpx2 reads it, whatever the environment says."""
        if self._context is None:
            import httpx2

            self._context = httpx2.create_ssl_context(trust_env=False)
            self._context.set_alpn_protocols(["http/1.1"])
        return self._context


class _Connection:
    """One socket and what h11 knows of it."""

    def __init__(self, wire: socket.socket, place: Place) -> None:
        self._wire = wire
        self._place = place
        self._protocol = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)
        self._idle_since: float | None = None
        shown = wire.getpeercert(binary_form=True) if isinstance(wire, ssl.SSLSocket) else None
        self._certificate = hashlib.sha256(shown).hexdigest() if shown else None
        self.has_heard = False
        self._peer = str(wire.getpeername()[0])

    def is_good_for(self, question: Question, places: tuple[Place, ...]) -> bool:
        """True when it is open, fresh, and leads where the check says today. Only what may be asked twice is asked here."""
        if self._idle_since is None or question.method != "GET" or self._place not in places:
            return False
        if time.monotonic() - self._idle_since > IDLE_SECONDS:
            return False
        poll = select.poll()
        poll.register(self._wire, select.POLLIN)
        return not poll.poll(0)  # what can be read between two answers is the end

    def ask(self, question: Question) -> Answer:
        """The answer. Raises FetchFailed, TimeoutError, OSError, h11.ProtocolError."""
        protocol = self._protocol
        headers = [(name.encode(), value.encode("latin-1", "replace")) for name, value in question.headers]
        said = protocol.send(
            h11.Request(
                method=question.method, target=question.target.encode("latin-1", "replace"), headers=headers
            )
        )
        if question.body:
            said += protocol.send(h11.Data(data=question.body))
        said += protocol.send(h11.EndOfMessage())
        self._wire.settimeout(question.left())
        self.has_heard = False
        with suppress(ConnectionError):  # some servers answer before they have heard all, and close
            self._wire.sendall(said)
        head: h11.Response | None = None
        pieces: list[bytes] = []
        size = 0
        while True:
            event = self._next(question)
            if isinstance(event, h11.Data):
                pieces.append(bytes(event.data))
                size += len(event.data)
                if size > question.limit:
                    raise too_long(question)
            elif isinstance(event, h11.Response):
                head = event
            elif not isinstance(event, h11.InformationalResponse):
                break
        if head is None:
            raise h11.RemoteProtocolError("an end without an answer")
        return Answer(
            status=head.status_code,
            reason=head.reason.decode("ascii", "ignore"),
            version=f"HTTP/{head.http_version.decode('ascii', 'ignore')}",
            headers=plain(head.headers.raw_items()),
            body=b"".join(pieces),
            peer=self._peer,
            certificate=self._certificate,
        )

    def _next(self, question: Question) -> h11.Event | type[h11.PAUSED]:
        protocol = self._protocol
        while True:
            event = protocol.next_event()
            if event is not h11.NEED_DATA:
                return cast("h11.Event | type[h11.PAUSED]", event)
            self._wire.settimeout(question.left())
            came = self._wire.recv(_PIECE)
            self.has_heard = self.has_heard or bool(came)
            if not came and protocol.their_state is h11.SEND_RESPONSE:
                raise h11.RemoteProtocolError("the server closed without an answer")
            protocol.receive_data(came)

    def rest(self) -> bool:
        """Makes ready for the next question; False when this connection can take none."""
        protocol = self._protocol
        is_done = protocol.our_state is h11.DONE and protocol.their_state is h11.DONE
        if not is_done or protocol.trailing_data != (b"", False):
            return False  # bytes behind the answer would be taken for the next one
        protocol.start_next_cycle()
        self._idle_since = time.monotonic()
        return True

    def close(self) -> None:
        """Closes the socket."""
        with suppress(OSError):
            self._wire.close()


def too_long(question: Question) -> FetchFailed:
    """The failure that a body beyond the limit is."""
    return FetchFailed(
        f"{question.url}: more than {question.limit:,} bytes; raise max_bytes to take it", url=question.url
    )


def plain(headers: list[tuple[bytes, bytes]]) -> Headers:
    """Headers as they crossed the wire; Latin-1 keeps every byte."""
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
