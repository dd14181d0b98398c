"""Fetched: an exchange off the wire, as it was sent and received."""

from __future__ import annotations

from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One HTTP exchange. `body` is the body as received, transfer encoding removed.

    `capture` is the id under which the exchange was kept before it was handed on; None only
    while it has not been kept yet. `at` is UTC in ISO 8601 with a final Z. `egress` is the way it was
    asked: "direct", "tor", or the mark of a proxy, such as "socks-3fa2c1"; never an address of ours.
    `certificate` is the SHA-256 of the server's TLS certificate (DER).
    """

    url: str
    method: str = "GET"
    request_headers: Headers = ()
    status: int = 200
    reason: str = "OK"
    http_version: str = "HTTP/1.1"
    headers: Headers = ()
    body: bytes = b""
    at: str = ""
    peer: str | None = None
    redirect: str | None = None
    capture: str | None = None
    egress: str | None = None
    certificate: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name, case ignored."""
        low = name.lower()
        return next((value for key, value in self.headers if key.lower() == low), None)

    @property
    def media_type(self) -> str:
        """The media type without parameters, lower case; empty when the server named none."""
        return (self.header("content-type") or "").split(";")[0].strip().lower()
