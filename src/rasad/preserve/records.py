"""Preserve: the form of one record. Headers and block → a gzip member of WARC 1.1, and back.

Fields of our own, so that everything can be rebuilt from the files alone: `Rasad-Capture` (the
capture's id), `Rasad-How`, `Rasad-By`, `Rasad-Source`, `Rasad-Own`, `Rasad-Published`,
`Rasad-Refers-To` (the capture a revisit repeats), `Rasad-Length` (of its payload), and on a text
version `Rasad-Text-Id` and `Rasad-Rules`.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Final

from isal import igzip_lib

from rasad.errors import BadInput, CannotWrite
from rasad.model import Capture, Fetched, Location, TextVersion
from rasad.model.fetched import Headers

VERSION: Final = b"WARC/1.1"
REVISIT: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
CAPTURES: Final = ("response", "resource", "revisit")
HTTP: Final = ("response", "request", "revisit")
# A body stored without its transfer encoding must not claim one, or replay would decode it twice.
_UNCHUNKED: Final = "X-Archive-Orig-Transfer-Encoding"
# ISA-L's best: a real page in a third of zlib's time, with a tenth more bytes.
_LEVEL: Final = 3
_CHUNK: Final = 64 * 1024
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f\u2028\u2029]")


class Torn(ValueError):
    """The file ends within the record."""


class Damaged(ValueError):
    """The record is not what was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as read: its header fields in order, its block, the bytes it takes in the file."""

    headers: Headers
    block: bytes
    offset: int = 0
    length: int = 0

    def get(self, name: str) -> str | None:
        """The first field of that name, case ignored."""
        for key, value in self.headers:  # spelt as we write it, in nearly every record
            if key == name:
                return value
        low = name.lower()
        return next((value for key, value in self.headers if key.lower() == low), None)

    @property
    def type(self) -> str:
        """The record type."""
        return self.get("WARC-Type") or ""

    @property
    def payload(self) -> bytes:
        """The block, without the HTTP head where there is one."""
        if self.type in HTTP:
            return self.block.partition(b"\r\n\r\n")[2]
        return self.block


def digest(payload: bytes) -> str:
    """The digest of a payload as WARC writes it."""
    return f"sha256:{hashlib.sha256(payload).hexdigest()}"


def record_id(*parts: str) -> str:
    """A WARC-Record-ID from what the record stands for: the same at any time, on any machine."""
    flat = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    variant = "89ab"[int(flat[16], 16) % 4]
    return f"<urn:uuid:{flat[:8]}-{flat[8:12]}-8{flat[13:16]}-{variant}{flat[17:20]}-{flat[20:32]}>"


def check_target(url: str) -> str:
    """The address itself. Raises BadInput when it cannot stand in a header."""
    if not url or _UNSAFE.search(url) or ":" not in url:
        raise BadInput(
            f"{url[:200]!r}: not an address; spaces and control characters must be escaped"
        )
    return url


def plain(value: str) -> str:
    """A value on one line."""
    return " ".join(value.split())


def made(record_type: str, fields: list[tuple[str, str | None]], block: bytes) -> Record:
    """The record as it will be read again. Fields without a value are left out."""
    headers = [("WARC-Type", record_type)]
    headers += [(name, plain(value)) for name, value in fields if value]
    headers.append(("WARC-Block-Digest", digest(block)))
    headers.append(("Content-Length", str(len(block))))
    return Record(headers=tuple(headers), block=block)


def packed(record: Record) -> bytes:
    """The record as a gzip member."""
    return _packed(_unpacked(record))


def unpacked(record_type: str, fields: list[tuple[str, str | None]], block: bytes) -> bytes:
    """The record as it stands unpacked. Fields without a value are left out."""
    return _unpacked(made(record_type, fields, block))


def build(record_type: str, fields: list[tuple[str, str | None]], block: bytes) -> bytes:
    """The record as a gzip member. Fields without a value are left out."""
    return packed(made(record_type, fields, block))


def _unpacked(record: Record) -> bytes:
    lines = "".join([f"{name}: {value}\r\n" for name, value in record.headers])
    return b"%b\r\n%b\r\n%b\r\n\r\n" % (VERSION, lines.encode("utf-8", "backslashreplace"), record.block)


def _packed(raw: bytes) -> bytes:
    """A gzip member, unpacked again by other hands before anyone relies on it."""
    member = igzip_lib.compress(raw, _LEVEL, igzip_lib.COMP_GZIP)
    if zlib.decompress(member, 31, len(raw) or 1) != raw:
        raise CannotWrite("a record could not be packed so that it unpacks to itself; nothing was written")
    return member


def read_at(file: BinaryIO, offset: int) -> Record | None:
    """The record at `offset`, None at the end of the file. Raises Torn or Damaged."""
    file.seek(offset)
    unpacker = zlib.decompressobj(31)
    out = io.BytesIO()
    length = 0
    while not unpacker.eof:
        piece = file.read(_CHUNK)
        if not piece:
            if not length:
                return None
            raise Torn(f"the file ends within the record at byte {offset}")
        length += len(piece)
        try:
            out.write(unpacker.decompress(piece))
        except zlib.error as error:
            raise Damaged(f"the record at byte {offset} cannot be unpacked ({error})") from error
    length -= len(unpacker.unused_data)
    return parse(out.getvalue(), offset=offset, length=length)


def parse(raw: bytes, *, offset: int, length: int) -> Record:
    """The record in unpacked bytes, strictly as `build` makes it. Raises Damaged."""
    head, gap, rest = raw.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    try:
        fields = tuple(_field(line) for line in lines[1:])
        size = int(dict(fields)["Content-Length"])
    except (ValueError, KeyError) as error:
        raise Damaged(f"the record at byte {offset} has no readable header") from error
    if not gap or lines[0] != VERSION or len(rest) != size + 4 or rest[size:] != b"\r\n\r\n":
        raise Damaged(f"the record at byte {offset} is not of the form Rasad writes")
    return Record(headers=fields, block=rest[:size], offset=offset, length=length)


def _field(line: bytes) -> tuple[str, str]:
    name, colon, value = line.decode("utf-8").partition(": ")
    if not colon:
        raise ValueError(line)
    return name, value


def _encoded(text: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace")


def http_head(first: str, headers: Headers) -> bytes:
    """An HTTP head with its blank line. Bytes above ASCII go through as Latin-1, which loses none."""
    lines = [first]
    for name, value in headers:
        kept = _UNCHUNKED if name.lower() == "transfer-encoding" else name
        lines.append(f"{kept}: {value}")
    whole = "".join(lines)
    if "\r" in whole or "\n" in whole:
        lines = [line.replace("\r", " ").replace("\n", " ") for line in lines]
    if whole.isascii():
        return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")
    return b"\r\n".join([_encoded(line) for line in lines]) + b"\r\n\r\n"


def read_head(block: bytes) -> tuple[str, Headers]:
    """The first line and the headers of an HTTP message; what `http_head` renamed bears its name again."""
    lines = block.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines[1:] if line)
    headers = tuple(
        ("Transfer-Encoding" if name == _UNCHUNKED else name, value) for name, _, value in pairs
    )
    return lines[0], headers


def status_of(first: str) -> tuple[str, int, str]:
    """Version, status and reason of a response's first line. Raises Damaged."""
    version, _, rest = first.partition(" ")
    code, _, reason = rest.partition(" ")
    if not version.startswith("HTTP/") or not code.isdigit():
        raise Damaged(f"no HTTP status in {first[:60]!r}")
    return version, int(code), reason


def capture_of(record: Record, file: str, size: int | None = None) -> Capture | None:
    """The capture a record holds, None for records of other kinds; `size` of its payload, when the block is not all there.

    Raises Damaged.
    """
    if record.type not in CAPTURES:
        return None
    told = {name.lower(): value for name, value in reversed(record.headers)}
    status: int = 200
    headers: Headers = (("Content-Type", told.get("content-type", "")),)
    if record.type != "resource":
        first, headers = read_head(record.block)
        _, status, _ = status_of(first)
    length = told.get("rasad-length") or str(len(record.payload) if size is None else size)
    id, payload_digest = told.get("rasad-capture"), told.get("warc-payload-digest", "")
    if not id or not payload_digest.startswith("sha256:") or not length.isdigit():
        raise Damaged(f"the record at byte {record.offset} lacks the fields of a capture")
    return Capture(
        id=id,
        url=told.get("warc-target-uri", ""),
        at=told.get("warc-date", ""),
        kind=record.type,
        status=status,
        media_type=Fetched(url="", headers=headers).media_type,
        payload_sha256=payload_digest.removeprefix("sha256:"),
        length=int(length),
        location=Location(file=file, offset=record.offset, length=record.length),
        source=told.get("rasad-source"),
        by=told.get("rasad-by"),
        how=told.get("rasad-how", ""),
        own=told.get("rasad-own") == "yes",
        published_hint=told.get("rasad-published"),
        refers_to=told.get("rasad-refers-to"),
    )


def text_of(record: Record, file: str) -> TextVersion | None:
    """The text version a record holds, None for records of other kinds. Raises Damaged."""
    if record.type != "conversion":
        return None
    id, capture = record.get("Rasad-Text-Id"), record.get("Rasad-Capture")
    if not id or not capture:
        raise Damaged(f"the record at byte {record.offset} lacks the fields of a text version")
    return TextVersion(
        id=id,
        text=record.block.decode("utf-8", "surrogatepass"),
        capture=capture,
        rules=record.get("Rasad-Rules") or "",
        location=Location(file=file, offset=record.offset, length=record.length),
    )
