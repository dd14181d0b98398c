"""What the tests of preserve are made of."""

from __future__ import annotations

from collections.abc import Callable

from rasad import preserve
from rasad.model import Fetched

Open = Callable[..., preserve.FileArchive]
PAGE = "<html><p>گزارش روز</p></html>".encode()


def exchange(
    path: str = "/1", body: bytes = PAGE, at: str = "2026-09-14T08:00:00Z", **more: object
) -> Fetched:
    fields: dict[str, object] = {
        "url": f"https://agency.example{path}",
        "request_headers": (("Host", "agency.example"), ("User-Agent", "Rasad/0.1")),
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("X-Odd", "caf\xe9 ")),
        "body": body,
        "at": at,
        "peer": "93.184.215.14",
    }
    return Fetched(**(fields | more))  # type: ignore[arg-type]
