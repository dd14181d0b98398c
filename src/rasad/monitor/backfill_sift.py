"""Monitor: the work that a runner spreads when much is filled in. A WARC file → its promising records; captures → articles.

Functions of a module with plain arguments, so that any process, of this machine or another with the same folders, can do them.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Final

from rasad import packs, read
from rasad.errors import ItemFailed
from rasad.model import Article, Capture, Pack
from rasad.monitor.backfill_screen import MAX_BODY, PASSED, Screen
from rasad.monitor.clock import SystemClock


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A WARC file to sift, where to put what passes, and the packs whose words count."""

    path: str
    sieve: str
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """How many pages a shard holds and what became of each; `is_whole` when it could not be sifted to its end and is to be taken as it is."""

    shard: Shard
    pages: int
    verdicts: tuple[tuple[str, int], ...]
    is_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Captures to read, from an archive, by the packs of a monitor."""

    archive: str
    packs: tuple[str, ...]
    captures: tuple[Capture, ...]


@lru_cache(maxsize=4)
def _pack(names: tuple[str, ...]) -> Pack:
    return Pack.join(tuple(packs.load(name) for name in names))


@lru_cache(maxsize=4)
def _screen(names: tuple[str, ...]) -> Screen:
    return Screen(_pack(names))


def sift(shard: Shard) -> Sifted:
    """Writes the records that pass the screen, with their requests, to the sieve."""
    screen = _screen(shard.packs)
    verdicts: Counter[str] = Counter()
    try:
        with Path(shard.path).open("rb") as file, Path(shard.sieve).open("wb") as sieve:
            for verdict in _verdicts(file, sieve, screen):
                verdicts[verdict] += 1
    except (OSError, ValueError, EOFError, zlib.error):
        # Damaged: the import steps over what is broken and names it, so it gets the file as it is.
        return Sifted(shard=shard, pages=sum(verdicts.values()), verdicts=tuple(verdicts.items()), is_whole=True)
    return Sifted(shard=shard, pages=sum(verdicts.values()), verdicts=tuple(sorted(verdicts.items())))


def _verdicts(file: BinaryIO, sieve: BinaryIO, screen: Screen) -> Iterator[str]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit | WarcRecordType.request
    taken: set[tuple[str, str]] = set()
    request: tuple[str, bytes] = ("", b"")
    last = ""
    for record in ArchiveIterator(file, record_types=kinds, parse_http=False):
        url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
        kind = record.record_type
        if kind == WarcRecordType.request:
            request = (url, _written(record, record.reader.read()))
            if url == last:
                sieve.write(request[1])
                request = ("", b"")
            continue
        verdict, block = _verdict(record, screen, taken, is_revisit=kind == WarcRecordType.revisit, is_http=kind != WarcRecordType.resource)
        last = ""
        if verdict == PASSED:
            if request[0] == url:
                sieve.write(request[1])
            else:
                last = url
            sieve.write(_written(record, block))
            taken.add((url, record.headers.get("WARC-Date") or ""))
        request = ("", b"")
        yield verdict


def _verdict(
    record: Any,  # Any: the library has no types
    screen: Screen,
    taken: set[tuple[str, str]],
    *,
    is_revisit: bool,
    is_http: bool,
) -> tuple[str, bytes]:
    if record.content_length > MAX_BODY:
        return "size", b""
    block: bytes = record.reader.read()
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if is_revisit:
        first = (record.headers.get("WARC-Refers-To-Target-URI") or url).strip("<>")
        at = record.headers.get("WARC-Refers-To-Date") or ""
        return (PASSED if (first, at) in taken else "repeated"), block
    media_type = "" if is_http else (record.headers.get("Content-Type") or "")
    return screen.judge(block, url=url, is_http=is_http, media_type=media_type), block


def _written(record: Any, block: bytes) -> bytes:  # Any: the library has no types
    """The record as it stood, by itself. Wrapped, not packed: it is read once, at once, and packed when it is kept."""
    fields = "".join(f"{name}: {value}\r\n" for name, value in record.headers.items())
    packer = zlib.compressobj(0, zlib.DEFLATED, 31)
    raw = b"WARC/1.0\r\n" + fields.encode("utf-8", "surrogateescape") + b"\r\n" + block + b"\r\n\r\n"
    return packer.compress(raw) + packer.flush()


Read = tuple[tuple[str, tuple[Article, ...] | str], ...]
TROUBLE: Final = "unexpected"


def read_some(task: Reading) -> Read:
    """The articles of each capture by its id, or why there is none. Raises EvidenceError."""
    from rasad import preserve

    pack = _pack(task.packs)
    archive = preserve.open_archive(Path(task.archive), clock=SystemClock())
    found: list[tuple[str, tuple[Article, ...] | str]] = []
    for capture in task.captures:
        try:
            found.append((capture.id, read.read_articles(archive.fetched(capture), capture, pack=pack)))
        except ItemFailed as error:
            found.append((capture.id, error.message))
    return tuple(found)
