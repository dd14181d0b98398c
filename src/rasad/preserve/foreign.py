"""Preserve: archives made by others. Bytes of a WARC or ARC → its records, broken ones named and stepped over.

warcio reads these too, but ends at the first broken record and says why on standard error; here the
reader goes on at the next record, because a damaged file is often all that is left of a page.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Final

from rasad.errors import BadInput
from rasad.model.fetched import Headers

GZIP: Final = b"\x1f\x8b"
MAX_RECORD: Final = 256 * 1024 * 1024
MAX_TOTAL: Final = 16 * 1024 * 1024 * 1024
_CHUNK: Final = 64 * 1024
_LINE: Final = 64 * 1024
_FIELDS: Final = 500
_ARC: Final = re.compile(rb"^[a-z][a-z0-9+.-]*:\S.* \S+ \d{14} \S+ \d+\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A record as another tool wrote it."""

    offset: int
    type: str
    url: str
    at: str
    headers: Headers
    block: bytes

    def get(self, name: str) -> str | None:
        """The first field of that name, case ignored."""
        low = name.lower()
        return next((value for key, value in self.headers if key.lower() == low), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A place that could not be read, and why."""

    offset: int
    why: str


class _Interrupted(ValueError):
    """The packed stream breaks off here; what follows begins anew."""


class Unpacked:
    """The unpacked bytes of a file, gzip members joined. Steps over a damaged member to the next."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._raw = file.read(_CHUNK)
        self._gzip = self._raw.startswith(GZIP)
        self._unpacker = zlib.decompressobj(31) if self._gzip else None
        self._buffer = b""
        self._at = 0
        self._total = 0
        self._broken: str | None = None
        self._begun = False

    @property
    def offset(self) -> int:
        """How many unpacked bytes were handed out."""
        return self._at

    def readline(self) -> bytes:
        """The next line, at most 64 KiB of it. Raises _Interrupted."""
        while b"\n" not in self._buffer and len(self._buffer) < _LINE and self._fill():
            pass
        end = self._buffer.find(b"\n", 0, _LINE) + 1 or min(len(self._buffer), _LINE)
        return self._take(end)

    def read(self, size: int) -> bytes:
        """The next `size` bytes, fewer at the end. Raises _Interrupted."""
        pieces = [self._take(min(size, len(self._buffer)))]
        left = size - len(pieces[0])
        while left and self._fill():
            piece = self._take(min(left, len(self._buffer)))
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def push_back(self, line: bytes) -> None:
        """Gives a line back."""
        self._buffer, self._at = line + self._buffer, self._at - len(line)

    def _take(self, size: int) -> bytes:
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        self._at += size
        return taken

    def _fill(self) -> bool:
        """More unpacked bytes in the buffer; False at the end."""
        while True:
            if self._broken is not None:
                why, self._broken = self._broken, None
                raise _Interrupted(why)
            if not self._raw:
                self._raw = self._file.read(_CHUNK)
            if not self._raw:
                return self._end()
            piece = self._unpack()
            if piece:
                self._total += len(piece)
                if self._total > MAX_TOTAL:
                    raise BadInput("unpacks to more than 16 GiB; split the file")
                self._buffer += piece
                return True

    def _end(self) -> bool:
        if self._unpacker is not None and self._begun and not self._unpacker.eof:
            self._unpacker = None
            raise _Interrupted("the file ends within a packed record")
        return False

    def _unpack(self) -> bytes:
        raw, self._raw = self._raw, b""
        if not self._gzip:
            return raw
        if self._unpacker is None or self._unpacker.eof:
            start = raw.find(GZIP)
            if raw.strip(b"\0") and start < 0:
                return b""
            raw, self._unpacker, self._begun = raw[max(start, 0) :], zlib.decompressobj(31), False
            if start < 0:
                return b""
        self._begun = True
        try:
            piece = self._unpacker.decompress(raw, 4 * _CHUNK)
        except zlib.error as error:
            self._broken = f"a packed record is damaged ({error})"
            self._raw, self._unpacker = raw[2:] if raw.startswith(GZIP) else raw, None
            return b""
        self._raw = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        return piece


def read_records(file: IO[bytes]) -> Iterator[Foreign | Broken]:
    """The records of a WARC or ARC, packed or not. Raises BadInput when it is neither."""
    stream = Unpacked(file)
    try:
        first = stream.readline()
    except _Interrupted as error:
        raise BadInput(f"cannot be unpacked: {error}") from error
    stream.push_back(first)
    if first.startswith(b"WARC/"):
        yield from _read(stream, _is_warc, _warc)
    elif first.startswith(b"filedesc:") or _ARC.match(first):
        yield from _read(stream, _is_arc, _arc)
    else:
        raise BadInput(
            "no WARC or ARC: its first line is none of theirs; unpack it or convert it to .warc.gz"
        )


def _is_warc(line: bytes) -> bool:
    return line.startswith(b"WARC/")


def _is_arc(line: bytes) -> bool:
    return line.startswith(b"filedesc:") or _ARC.match(line) is not None


def _read(
    stream: Unpacked,
    is_start: Callable[[bytes], bool],
    take: Callable[[Unpacked, bytes, int], Foreign | None],
) -> Iterator[Foreign | Broken]:
    astray = False
    while True:
        offset = stream.offset
        try:
            line = stream.readline()
            if not line:
                return
            if is_start(line):
                astray = False
                found = take(stream, line, offset)
                if found is not None:
                    yield found
            elif line.strip() and not astray:
                astray = True
                yield Broken(offset=offset, why=f"no record begins with {line[:40]!r}")
        except (ValueError, IndexError) as error:
            astray = True
            yield Broken(offset=offset, why=str(error))


def _warc(stream: Unpacked, line: bytes, offset: int) -> Foreign:
    headers: list[tuple[str, str]] = []
    while (line := stream.readline()).strip():
        if line[:1] in b" \t" and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {_text(line)}")
            continue
        name, colon, value = _text(line).partition(":")
        if not colon or len(headers) >= _FIELDS:
            raise ValueError(f"its header has the line {line[:40]!r}")
        headers.append((name.strip(), value.strip()))
    record = Foreign(offset=offset, type="", url="", at="", headers=tuple(headers), block=b"")
    block = _block(stream, record.get("Content-Length") or "", record)
    url = (record.get("WARC-Target-URI") or "").removeprefix("<").removesuffix(">")
    return Foreign(
        offset=offset,
        type=(record.get("WARC-Type") or "").lower(),
        url=_escaped(url),
        at=record.get("WARC-Date") or "",
        headers=record.headers,
        block=block,
    )


def _arc(stream: Unpacked, line: bytes, offset: int) -> Foreign | None:
    url, peer, day, _, size = _text(line).rsplit(" ", 4)
    record = Foreign(offset=offset, type="", url=url, at="", headers=(), block=b"")
    block = _block(stream, size, record)
    if url.startswith("filedesc:"):
        return None
    at = f"{day[:4]}-{day[4:6]}-{day[6:8]}T{day[8:10]}:{day[10:12]}:{day[12:14]}Z"
    headers = (("WARC-IP-Address", peer),)
    return Foreign(
        offset=offset, type="response", url=_escaped(url), at=at, headers=headers, block=block
    )


def _block(stream: Unpacked, size: str, record: Foreign) -> bytes:
    name = record.get("WARC-Record-ID") or record.url
    if not size.isascii() or not size.isdigit():
        raise ValueError(f"its length is {size[:40]!r} {name}".strip())
    if int(size) > MAX_RECORD:
        raise ValueError(f"it says {int(size):,} bytes; a record may hold {MAX_RECORD:,} {name}")
    block = stream.read(int(size))
    if len(block) < int(size):
        raise ValueError(
            f"it says {int(size):,} bytes and the file ends after {len(block):,} {name}"
        )
    return block


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8").strip()
    except UnicodeDecodeError:
        return line.decode("latin-1").strip()


def _escaped(url: str) -> str:
    return "".join(
        f"%{ord(sign):02X}" if ord(sign) <= 0x20 or ord(sign) == 0x7F else sign for sign in url
    )


def holds(declared: str | None, payload: bytes) -> bool | None:
    """Whether a digest in any usual spelling is that of `payload`; None when it cannot be told."""
    name, _, value = (declared or "").partition(":")
    name = name.strip().lower().replace("-", "")
    if name not in ("md5", "sha1", "sha256", "sha512"):
        return None
    made = hashlib.new(name, payload, usedforsecurity=False).digest()
    value = value.strip()
    try:
        if len(value) == 2 * len(made):
            return bytes.fromhex(value) == made
        return base64.b32decode(value.upper() + "=" * (-len(value) % 8)) == made
    except (ValueError, binascii.Error):
        return None


def without_chunks(body: bytes) -> bytes:
    """A body without its chunked transfer encoding; as it stands where it has none, or a broken one."""
    out: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return body
        length, at = int(size, 16), end + 2
        if length == 0:
            return b"".join(out)
        if body[at + length : at + length + 2] != b"\r\n":
            return body
        out.append(body[at : at + length])
        at += length + 2
