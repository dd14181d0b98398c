"""The direct way: which connection is used again, and where an answer ends."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import h11
import pytest

from collect.server import HOST, Shelf
from rasad import collect
from rasad.collect.direct import Direct, Question
from rasad.errors import AddressRefused, FetchFailed

MakeWeb = Callable[..., collect.Web]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage"


@dataclass
class Raw:
    """A server that sends bytes as they are: one script a connection, one piece a request."""

    port: int = 0
    asked: list[list[bytes]] = field(default_factory=list)


@contextmanager
def raw_server(scripts: list[list[bytes]]) -> Iterator[Raw]:
    listener = socket.create_server(("127.0.0.1", 0))
    raw = Raw(port=listener.getsockname()[1])

    def serve() -> None:
        for script in scripts:
            try:
                wire, _ = listener.accept()
            except OSError:
                return  # the end
            heard: list[bytes] = []
            raw.asked.append(heard)
            with wire:
                wire.settimeout(5)
                for piece in script:
                    got = b""
                    while b"\r\n\r\n" not in got and (more := wire.recv(65536)):
                        got += more
                    heard.append(got)
                    wire.sendall(piece)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield raw
    finally:
        listener.close()


def question(port: int, **more: object) -> Question:
    fields: dict[str, object] = {
        "url": f"http://{HOST}/page", "scheme": "http", "host": HOST, "port": 80, "target": "/page",
        "headers": (("Host", HOST), ("X-Odd", "caf\xe9")), "timeout": 5.0, "until": time.monotonic() + 5, "limit": 1000,
    }  # fmt: skip
    return Question(**(fields | more))  # type: ignore[arg-type]


@contextmanager
def direct_to(raw: Raw) -> Iterator[Direct]:
    direct = Direct()
    direct.pin(HOST, 80, [("127.0.0.1", raw.port)])
    yield direct
    direct.close()


def test_a_connection_is_used_again() -> None:
    with raw_server([[OK, OK]]) as raw, direct_to(raw) as direct:
        assert [direct.ask(question(raw.port)).body for _ in range(2)] == [b"page", b"page"]
    assert len(raw.asked) == 1
    assert b"X-Odd: caf\xe9\r\n" in raw.asked[0][0]


def test_a_connection_that_the_server_closed_meanwhile_is_not_used() -> None:
    with raw_server([[OK], [OK]]) as raw, direct_to(raw) as direct:
        direct.ask(question(raw.port))
        kept = next(iter(direct._idle.values()))
        kept._wire.settimeout(5)
        assert kept._wire.recv(1, socket.MSG_PEEK) == b""  # its end has arrived
        assert direct.ask(question(raw.port)).body == b"page"
    assert len(raw.asked) == 2


def test_a_question_that_a_kept_connection_ends_upon_is_put_again_once() -> None:
    with raw_server([[OK, b""], [OK]]) as raw, direct_to(raw) as direct:  # heard, and closed without a byte
        assert [direct.ask(question(raw.port)).body for _ in range(2)] == [b"page", b"page"]
    assert [len(heard) for heard in raw.asked] == [2, 1]
    with raw_server([[OK, b"HTTP/1.1 200 OK\r\n"], [OK]]) as raw, direct_to(raw) as direct:
        direct.ask(question(raw.port))
        with pytest.raises(h11.RemoteProtocolError):
            direct.ask(question(raw.port))  # an answer had begun


def test_a_connection_is_not_used_for_a_name_that_leads_elsewhere_now() -> None:
    with raw_server([[OK, OK]]) as old, raw_server([[OK]]) as new, direct_to(old) as direct:
        direct.ask(question(old.port))
        direct.pin(HOST, 80, [("127.0.0.1", new.port)])
        direct.ask(question(new.port))
        assert (len(old.asked), len(new.asked)) == (1, 1)


def test_a_host_that_was_not_checked_is_not_asked() -> None:
    with raw_server([[OK]]) as raw, direct_to(raw) as direct, pytest.raises(FetchFailed, match="not checked"):
        direct.ask(question(raw.port, host="other.example"))


def test_bytes_behind_an_answer_are_not_taken_for_the_next_one() -> None:
    smuggled = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfalse"
    with raw_server([[OK + smuggled], [OK]]) as raw, direct_to(raw) as direct:
        assert [direct.ask(question(raw.port)).body for _ in range(2)] == [b"page", b"page"]


@pytest.mark.parametrize(
    ("sent", "body"),
    [
        (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK, b"page"),
        (b"HTTP/1.0 200 OK\r\n\r\nuntil the end", b"until the end"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\npage", b"page"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nTrailer: x\r\n\r\n", b"abc"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
    ],
)  # fmt: skip
def test_an_answer_ends_where_http_says(sent: bytes, body: bytes) -> None:
    with raw_server([[sent], [OK]]) as raw, direct_to(raw) as direct:
        assert direct.ask(question(raw.port)).body == body
        assert direct.ask(question(raw.port)).body == b"page" or raw.asked


@pytest.mark.parametrize(
    "sent",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npage",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\npage",
        b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\npage",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 300_000,
        b"",
    ],
)
def test_what_is_not_whole_http_is_no_capture(
    make_web: MakeWeb, shelf: Shelf, sent: bytes
) -> None:
    with raw_server([[sent]]) as raw, pytest.raises(FetchFailed, match="no usable answer"):
        make_web(local={HOST: f"127.0.0.1:{raw.port}"}).get(f"http://{HOST}/page", ask_robots=False)
    assert shelf.held == []


def test_a_question_with_a_body_goes_over_a_connection_of_its_own() -> None:
    headers = (("Host", HOST), ("Content-Length", "900"))
    with raw_server([[OK], [OK]]) as raw, direct_to(raw) as direct:
        direct.ask(question(raw.port))
        answer = direct.ask(question(raw.port, method="POST", body=b"x" * 900, headers=headers))
        assert answer.body == b"page"
    assert raw.asked[1][0].startswith(b"POST /page HTTP/1.1")


def test_an_address_is_checked_before_each_question_though_a_connection_is_open(make_web: MakeWeb) -> None:
    with raw_server([[OK, OK]]) as raw:
        web = make_web(local={HOST: f"127.0.0.1:{raw.port}"})
        web.get(f"http://{HOST}/page", ask_robots=False)
        with pytest.raises(AddressRefused):
            web.get(f"http://127.0.0.1:{raw.port}/page", ask_robots=False)
    assert len(raw.asked[0]) <= 2
