"""A real SOCKS5 proxy on loopback that writes down which names and addresses it was asked for."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Proxy:
    """Where it listens, what it was asked (kind, host, port), who it was told asks, and where it really leads."""

    address: str
    target: tuple[str, int]
    asked: list[tuple[str, str, int]] = field(default_factory=list)
    users: list[str] = field(default_factory=list)


def _exactly(stream: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        piece = stream.recv(size - len(got))
        if not piece:
            raise ConnectionError("closed")
        got += piece
    return got


def _serve(client: socket.socket, proxy: Proxy) -> None:
    with client:
        try:
            _, count = _exactly(client, 2)
            methods = _exactly(client, count)
            if 2 in methods:
                client.sendall(b"\x05\x02")
                _, size = _exactly(client, 2)
                proxy.users.append(_exactly(client, size).decode())
                _exactly(client, _exactly(client, 1)[0])
                client.sendall(b"\x01\x00")
            else:
                client.sendall(b"\x05\x00")
            _, _, _, kind = _exactly(client, 4)
            if kind == 3:
                name, host = "name", _exactly(client, _exactly(client, 1)[0]).decode()
            elif kind == 1:
                name, host = "ipv4", socket.inet_ntoa(_exactly(client, 4))
            else:
                name, host = "ipv6", _exactly(client, 16).hex()
            (port,) = struct.unpack(">H", _exactly(client, 2))
            proxy.asked.append((name, host, port))
            with socket.create_connection(proxy.target, timeout=5) as server:
                client.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
                back = threading.Thread(target=_pump, args=(server, client), daemon=True)
                back.start()
                _pump(client, server)
                back.join(5)
        except OSError:
            return


def _pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while piece := source.recv(65536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        return


@contextmanager
def recording(target: str) -> Iterator[Proxy]:
    """A proxy that leads every name to `target` (HOST:PORT), up, then down."""
    host, _, port = target.rpartition(":")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        proxy = Proxy(address=f"127.0.0.1:{listener.getsockname()[1]}", target=(host, int(port)))

        def accept() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=_serve, args=(client, proxy), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield proxy
        finally:
            listener.shutdown(socket.SHUT_RDWR)
