"""A real HTTP proxy on loopback that writes down what it was asked, and always leads to one server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class HttpProxy:
    """Where it listens, and what it was asked: (method, target)."""

    address: str
    asked: list[tuple[str, str]] = field(default_factory=list)


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)


def _head(client: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = client.recv(65536)
        if not piece:
            return b""
        head += piece
    return head


def _serve(client: socket.socket, proxy: HttpProxy, target: tuple[str, int]) -> None:
    """One connection of a client: a tunnel, or one request after another, each by a connection of its own to the server."""
    with client, suppress(OSError):
        while head := _head(client):
            method, asked, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
            proxy.asked.append((method, asked))
            with socket.create_connection(target, timeout=5) as server:
                if method == "CONNECT":
                    client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                    back = threading.Thread(target=_pump, args=(server, client), daemon=True)
                    back.start()
                    _pump(client, server)
                    back.join(5)
                    return
                path = "/" + asked.split("/", 3)[3]  # the server is told the path alone, and to close
                server.sendall(head.replace(asked.encode(), path.encode(), 1).replace(b"keep-alive", b"close"))
                while piece := server.recv(65536):
                    client.sendall(piece)


@contextmanager
def http_proxy(server: str) -> Iterator[HttpProxy]:
    """A proxy that is up, then down; whatever it is asked for it leads to `server`."""
    host, _, port = server.partition(":")
    listener = socket.create_server(("127.0.0.1", 0))
    proxy = HttpProxy(address=f"127.0.0.1:{listener.getsockname()[1]}")

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=_serve, args=(client, proxy, (host, int(port))), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
