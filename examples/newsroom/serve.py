"""The sample newsroom over HTTP on loopback: one server for all its hosts, told apart by the Host header.

    python examples/newsroom/serve.py [--port N] [--later]

Standard library only; nothing of Rasad is needed. `site/HOST/…` holds the pages, `site_later/HOST/…`
those that were changed later: with `--later`, or `Newsroom.later = True`, they lie over the first.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve().parent
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}


class Newsroom:
    """Serves the pages below `root` until stopped. `asked` lists every request as (host, path)."""

    def __init__(self, root: Path | str = HERE) -> None:
        self.root = Path(root)
        self.later = False
        self.asked: list[tuple[str, str]] = []
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def hosts(self) -> tuple[str, ...]:
        """The names it answers to, in order."""
        folder = self.root / "site"
        return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir()))

    def find(self, host: str, path: str) -> Path | None:
        """The file behind an address, or None. A path never leaves its host's folder."""
        if host not in self.hosts():
            return None
        parts = [part for part in unquote(path).split("/") if part]
        if not parts or any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
            return None
        for layer in ("site_later", "site") if self.later else ("site",):
            plain = self.root.joinpath(layer, host, *parts)
            for file in (plain, plain / "index.html", plain.with_name(plain.name + ".html")):
                if file.is_file():
                    return file
        return None

    def start(self, port: int = 0) -> int:
        """Begins to serve in a thread; the port it listens on."""
        if self._server is not None:
            raise RuntimeError("this newsroom is already open")
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.newsroom = self
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()
        return int(self._server.server_address[1])

    def stop(self) -> None:
        """Closes the socket and waits for the thread."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
        self._server = self._thread = None

    def __enter__(self) -> Newsroom:
        self.start()
        return self

    def __exit__(self, *trouble: object) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    newsroom: Newsroom
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Newsroom/1"
    sys_version = ""

    def do_GET(self) -> None:
        """Answers with a page, with 304 when the asker has it, with 404 or 421."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """As GET, without a body."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        newsroom = cast(_Server, self.server).newsroom
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        path = urlsplit(self.path).path
        newsroom.asked.append((host, path))
        if host not in newsroom.hosts():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, b"no such host here\n", ".txt", with_body=with_body)
            return
        file = newsroom.find(host, path)
        if file is None:
            body = b"<!doctype html><title>404</title><h1>Not found</h1>\n"
            self._send(HTTPStatus.NOT_FOUND, body, ".html", with_body=with_body)
            return
        body = file.read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        known = [part.strip().removeprefix("W/") for part in self.headers.get("If-None-Match", "").split(",")]
        if etag in known:
            self._send(HTTPStatus.NOT_MODIFIED, b"", file.suffix, etag=etag, with_body=False)
        else:
            self._send(HTTPStatus.OK, body, file.suffix, etag=etag, with_body=with_body)

    def _send(
        self, status: HTTPStatus, body: bytes, suffix: str, *, etag: str | None = None, with_body: bool
    ) -> None:
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
            self.send_header("Cache-Control", "no-cache")
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", MEDIA_TYPES.get(suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(body)

    def log_message(self, format: str, *values: object) -> None:
        """Says nothing: what was asked stands in `asked`."""


def main() -> None:
    """Serves until interrupted and says how to reach each host."""
    parser = argparse.ArgumentParser(description="Serve the sample newsroom on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=8460, help="0 takes any free port")
    parser.add_argument("--later", action="store_true", help="serve the pages that were changed later")
    choices = parser.parse_args()
    newsroom = Newsroom()
    newsroom.later = choices.later
    port = newsroom.start(choices.port)
    print("[local]")
    for host in newsroom.hosts():
        print(f'"{host}" = "127.0.0.1:{port}"')
    print("# lines for monitor.toml; Ctrl-C ends", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()
    newsroom.stop()


if __name__ == "__main__":
    main()
