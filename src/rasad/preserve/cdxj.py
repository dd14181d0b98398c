"""Preserve: the index and the list of pages of a bundle. Records → CDXJ and pages.jsonl.

Keys are made here, not by the `surt` package: host backwards without www, path, sorted query, all
in lower case, as ReplayWeb.page looks them up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from rasad.preserve.verifier import CAPTURES, Record

PAGES: Final = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain")
_WWW: Final = re.compile(r"^www\d*\.")


def key(url: str) -> str:
    """The address in the order an index is sorted by."""
    parts = urlsplit(url.lower())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return url
    host = ",".join(reversed(_WWW.sub("", parts.hostname).split(".")))
    port = parts.netloc.rpartition("@")[2].partition(":")[2]
    is_default = port in ("", {"http": "80", "https": "443"}[parts.scheme])
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{'' if is_default else ':' + port}){parts.path or '/'}{'?' + query if query else ''}"


def _answer(record: Record) -> tuple[str, str]:
    """Status and media type."""
    if record["WARC-Type"] == "resource":
        return "200", record.get("Content-Type", "").split(";")[0].strip()
    lines = record["block"].partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    types = (line.partition(":")[2] for line in lines if line.lower().startswith("content-type:"))
    return lines[0].split(" ")[1], next(types, "").split(";")[0].strip().lower()


def make_index(records: Iterable[Record]) -> bytes:
    """The CDXJ of the captures among records, sorted."""
    lines = []
    for record in records:
        if record["WARC-Type"] not in CAPTURES:
            continue
        status, mime = _answer(record)
        entry = {
            "url": record["WARC-Target-URI"],
            "mime": "warc/revisit" if record["WARC-Type"] == "revisit" else mime,
            "status": status,
            "digest": record["WARC-Payload-Digest"],
            "length": str(record["length"]),
            "offset": str(record["offset"]),
            "filename": "data.warc.gz",
        }
        stamp = re.sub(r"\D", "", record["WARC-Date"])
        lines.append(
            f"{key(record['WARC-Target-URI'])} {stamp} {json.dumps(entry, ensure_ascii=False)}\n"
        )
    return b"".join(sorted(line.encode() for line in lines))


def make_pages(records: Iterable[Record]) -> bytes:
    """The list of pages among records, in their order."""
    lines = ['{"format":"json-pages-1.0","id":"pages","title":"All Pages"}\n']
    for record in records:
        if record["WARC-Type"] not in CAPTURES:
            continue
        status, mime = _answer(record)
        if status == "200" and mime in PAGES:
            url = record["WARC-Target-URI"]
            page = {
                "id": record["Rasad-Capture"],
                "url": url,
                "ts": record["WARC-Date"],
                "title": url,
            }
            lines.append(json.dumps(page, ensure_ascii=False) + "\n")
    return "".join(lines).encode()
