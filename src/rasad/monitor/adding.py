"""Monitor: files and addresses given by hand → captures."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from rasad.errors import BadInput, WrongUse
from rasad.model import Capture, Problem
from rasad.model.ids import problem_id, sha256
from rasad.model.when import bounds, is_edtf
from rasad.monitor.clock import stamp
from rasad.monitor.collecting import fetch_page
from rasad.monitor.parts import Parts
from rasad.monitor.steps import attempt, catch_up

MAX_FILE: Final = 200_000_000
MAX_LINE: Final = 20_000_000
_TYPES: Final = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain",
    ".md": "text/markdown", ".pdf": "application/pdf", ".json": "application/json",
    ".mhtml": "multipart/related", ".mht": "multipart/related",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
_POST: Final = re.compile(r"^/[A-Za-z0-9_]{1,64}/[0-9]{1,12}$")
_KNOWN: Final = "WARC, WACZ, HTML, MHTML, text, Markdown, PDF, Word, JSON, JSON Lines, a list of URLs, or a URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Whence, when and by whom a page saved elsewhere comes. `captured` is EDTF."""

    url: str | None = None
    captured: str | None = None
    by: str | None = None
    how: str | None = None
    own: bool = False


def add(parts: Parts, given: str, origin: Origin) -> int:
    """Adds a path or URL. How many new captures came; what could not be taken is a problem.

    Raises BadInput or WrongUse when nothing of it can be meant.
    """
    _check_origin(origin, given)
    before = parts.store.captures.count()
    parts.asker = origin.by
    try:
        _add(parts, given, origin)
    finally:
        parts.asker = None
    catch_up(parts)
    return parts.store.captures.count() - before


def _add(parts: Parts, given: str, origin: Origin) -> None:
    if given.startswith(("http://", "https://")):
        _add_address(parts, given)
    else:
        path = Path(given)
        if not path.exists():
            raise BadInput(f"{given}: no such file; give {_KNOWN}")
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file()):
                _add(parts, str(file), origin)
        else:
            _add_file(parts, path, origin)


def _check_origin(origin: Origin, given: str) -> None:
    if origin.captured is not None and not is_edtf(origin.captured):
        raise WrongUse(f"--captured {origin.captured!r}: not an EDTF date such as 2026-09-14")
    if origin.url is not None and urlsplit(origin.url).scheme not in ("http", "https"):
        raise WrongUse(f"--url {origin.url!r}: give the http or https address the page was saved from")
    if origin.own and given.startswith(("http://", "https://")):
        raise WrongUse("--own takes files: save the page, then add the file with --url, --captured and --by")
    if origin.url and not (origin.captured and origin.by):
        raise WrongUse("a page saved elsewhere needs --captured and --by beside --url")


def _add_address(parts: Parts, url: str) -> None:
    """One page asked for by a person: robots.txt is not asked."""

    def ask() -> None:
        parts.purpose = "item"
        parts.web.get(_shown(url), ask_robots=False)

    attempt(parts, "page", url, ask)


def _shown(url: str) -> str:
    """The address that shows the words of a Telegram post, which its own does not; other addresses unchanged."""
    parts = urlsplit(url)
    is_post = parts.hostname in ("t.me", "telegram.me") and _POST.match(parts.path) is not None
    return f"{parts.scheme}://{parts.netloc}{parts.path}?embed=1" if is_post and not parts.query else url


def _add_file(parts: Parts, path: Path, origin: Origin) -> None:
    size = path.stat().st_size
    name = path.name.lower()
    if size == 0:
        raise BadInput(f"{path}: empty file")
    if name.endswith((".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")):
        for record in parts.archive.import_warc(path, by=origin.by, own=origin.own):
            if isinstance(record, Problem):
                parts.store.problems.put([record])
        return
    if size > MAX_FILE:
        raise BadInput(f"{path}: {size:,} bytes; a single file may hold {MAX_FILE:,}; give a WARC instead")
    if name.endswith((".jsonl", ".jsonl.gz", ".ndjson")):
        _add_records(parts, path, origin)
        return
    payload = path.read_bytes()
    suffix = path.suffix.lower()
    addresses = _addresses(payload) if suffix in (".txt", ".urls", ".list") else ()
    if addresses:
        for url in addresses:
            _check_origin(origin, url)
            fetch_page(parts, url)
        return
    media_type = _TYPES.get(suffix) or _sniffed(payload)
    if suffix == ".docx" and not _is_word(payload):
        raise BadInput(f"{path}: no Word document in it, broken or locked by a password, so of no known kind; save it anew as .docx or PDF")
    if media_type is None:
        raise BadInput(f"{path}: of no known kind; give {_KNOWN}")
    target = origin.url or f"urn:rasad:file:{sha256(payload)[:16]}:{quote(path.name)}"
    _keep(parts, target, payload, media_type, origin)


def _is_word(payload: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as packed:
            return "word/document.xml" in packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _sniffed(payload: bytes) -> str | None:
    head = payload[:1024].lstrip().lower()
    if head.startswith(b"%pdf-"):
        return "application/pdf"
    if head.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return None


def _addresses(payload: bytes) -> tuple[str, ...]:
    """The URLs of a file that holds nothing but URLs and # comments, else ()."""
    try:
        lines = [line.strip() for line in payload.decode("utf-8").splitlines()]
    except UnicodeDecodeError:
        return ()
    lines = [line for line in lines if line and not line.startswith("#")]
    if lines and all(line.startswith(("http://", "https://")) and " " not in line for line in lines):
        return tuple(lines)
    return ()


def _keep(parts: Parts, target: str, payload: bytes, media_type: str, origin: Origin) -> Capture | None:
    """Keeps a payload unless the same is held under the same address. The capture, or None."""
    digest = sha256(payload)
    if any(held.payload_sha256 == digest for held in parts.store.captures.by("url", target)):
        return None
    capture = parts.archive.keep_resource(
        target,
        payload,
        media_type,
        at=_moment(parts, origin),
        by=origin.by,
        how=origin.how or "add",
        own=origin.own,
    )
    parts.store.captures.put([capture])
    return capture


def _moment(parts: Parts, origin: Origin) -> str:
    if origin.captured is None:
        return stamp(parts.clock.now())
    if "T" in origin.captured and origin.captured.endswith("Z"):
        return origin.captured
    first, _ = bounds(origin.captured)
    if first is None:
        raise WrongUse(f"--captured {origin.captured!r}: an open interval is no moment")
    return f"{first.isoformat()}T00:00:00Z"


def _add_records(parts: Parts, path: Path, origin: Origin) -> None:
    """A corpus as JSON Lines: each line is kept as it stands, under its own `url` or `link`."""
    for number, line in enumerate(_lines(path), 1):
        subject = f"{path.name}:{number}"
        if number % 100 == 0:
            parts.progress("add", number, 0)
        try:
            record = json.loads(line)
            url = record.get("url") or record.get("link")
            if not isinstance(url, str) or not url.startswith(("http://", "https://", "urn:")):
                raise ValueError("no http address under `url` or `link`")
        except (ValueError, AttributeError, RecursionError) as error:
            parts.store.problems.put(
                [
                    Problem(
                        id=problem_id("record", subject),
                        kind="record",
                        subject=subject,
                        message=f"not taken: {error}",
                        help="each line is one JSON object with url, title, text",
                    )
                ]
            )
            continue
        _keep(parts, url, line, "application/json", origin)


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with (gzip.open(path) if path.name.endswith(".gz") else path.open("rb")) as file:
            while line := file.readline(MAX_LINE):
                if line.strip():
                    yield line.strip()
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{path}: cannot be read to its end ({error}); what came before is kept") from error
