"""A time-stamp authority on loopback: `openssl ts` behind http.server, and its certificates."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
signer_digest = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
EXTENSIONS = "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"


@dataclass(frozen=True)
class Authority:
    """`root` is its root certificate, `port` where it listens on loopback."""

    folder: Path
    port: int

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"


def openssl(*words: str, given: bytes = b"") -> bytes:
    done = subprocess.run(["openssl", *words], input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def make_certificates(folder: Path, days: int = 3650) -> None:
    """A root and an authority's certificate under it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("root", "tsa"):
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", f"{folder}/{name}.key")
    openssl(
        "req", "-x509", "-new", "-key", f"{folder}/root.key", "-subj", f"/CN=Root {folder.name}", "-days", "3650",
        "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
        "-out", f"{folder}/root.pem",
    )  # fmt: skip
    request = openssl("req", "-new", "-key", f"{folder}/tsa.key", "-subj", "/CN=Test Authority")
    (folder / "ext").write_text(EXTENSIONS)
    openssl(
        "x509", "-req", "-CA", f"{folder}/root.pem", "-CAkey", f"{folder}/root.key", "-CAcreateserial",
        "-days", str(days), "-extfile", f"{folder}/ext", "-out", f"{folder}/tsa.pem", given=request,
    )  # fmt: skip
    (folder / "serial").write_text("01\n")
    (folder / "ts.cnf").write_text(CONFIG.format(folder=folder))


def answer(folder: Path, query: bytes) -> bytes:
    """The authority's answer to a question."""
    (folder / "query").write_bytes(query)
    return openssl(
        "ts", "-reply", "-config", f"{folder}/ts.cnf", "-section", "one", "-queryfile", f"{folder}/query",
        "-signer", f"{folder}/tsa.pem", "-inkey", f"{folder}/tsa.key", "-chain", f"{folder}/root.pem",
    )  # fmt: skip


@contextmanager
def serving(folder: Path) -> Iterator[Authority]:
    """The authority, listening."""
    make_certificates(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            good = self.headers["Content-Type"] == "application/timestamp-query"
            body = answer(folder, query) if good else b"no"
            self.send_response(200 if good else 415)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Authority(folder=folder, port=server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
