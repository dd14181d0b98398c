"""A real HTTP/1.1 server on loopback with faults on demand."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from rasad.model import Fetched

HOST = "agency.example"
PAGE = "<html><title>T</title><body><p>گزارش روز</p></body></html>".encode()


@dataclass
class Shelf:
    """Keeps exchanges in memory, as an archive would."""

    held: list[tuple[Fetched, str | None]] = field(default_factory=list)

    def keep(self, exchange: Fetched, source: str | None) -> Fetched:
        self.held.append((exchange, source))
        return replace(exchange, capture=f"c{len(self.held)}")

    def urls(self) -> list[str]:
        return [exchange.url for exchange, _ in self.held]


@dataclass
class Site:
    """The server's address, what it was asked, and answers that tests may add: path → (status, headers, body)."""

    address: str
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    release: threading.Event = field(default_factory=threading.Event)

    def asked_paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5

        def log_message(self, *_: object) -> None:
            """Silent."""

        def do_GET(self) -> None:
            site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            path = self.path.split("?")[0]
            fault = getattr(self, "at" + path.replace("/", "_").replace("-", "_"), None)
            try:
                if path in site.answers:
                    self.answer(*site.answers[path])
                elif fault is not None:
                    fault()
                else:
                    self.answer(404, {}, b"none")
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if status != 304:
                self.wfile.write(body)

        def at_page(self) -> None:
            if self.headers.get("If-None-Match") == '"v1"':
                self.answer(304, {"ETag": '"v1"'}, b"")
                return
            self.answer(
                200,
                {"Content-Type": "text/html; charset=utf-8", "ETag": '"v1"', "Set-Cookie": "id=7"},
                PAGE,
            )

        def at_packed(self) -> None:
            self.answer(
                200,
                {"Content-Type": "text/html", "Content-Encoding": "gzip"},
                gzip.compress(PAGE, mtime=0),
            )

        def at_chunked(self) -> None:
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in (PAGE[:9], PAGE[9:]):
                self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")

        def at_moved(self) -> None:
            self.answer(302, {"Location": "/page"}, b"")

        def at_circle(self) -> None:
            self.answer(302, {"Location": "/circle-2"}, b"")

        def at_circle_2(self) -> None:
            self.answer(302, {"Location": "/circle"}, b"")

        def at_chain(self) -> None:
            number = int(self.path.partition("?")[2] or 0)
            self.answer(302, {"Location": f"/chain?{number + 1}"}, b"")

        def at_lying(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"short")
            self.close_connection = True

        def at_huge(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(1 << 30))
            self.end_headers()
            while True:
                self.wfile.write(b"x" * 65536)

        def at_silent(self) -> None:
            site.release.wait(5)
            self.close_connection = True

        def at_dripping(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            while not site.release.wait(0.02):
                self.wfile.write(b"x")
                self.wfile.flush()

        def at_garbage(self) -> None:
            self.wfile.write(b"this is no HTTP\r\n\r\n")
            self.close_connection = True

        def at_cut(self) -> None:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True

    return Handler


class _Quiet(ThreadingHTTPServer):
    """A client that goes away in the middle of a handshake is what some tests are about, and no noise."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Silent."""


@contextmanager
def running(tls: tuple[Path, Path] | None = None) -> Iterator[Site]:
    """A server that is up, then down; over TLS with a certificate and its key."""
    site = Site(address="")
    server = _Quiet(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.address = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    )
    thread.start()
    try:
        yield site
    finally:
        site.release.set()
        server.shutdown()
        server.server_close()
        thread.join()
