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

from rasad.errors import BadInput
from rasad.model import Capture, Fetched, Location, TextVersion
from rasad.model.fetched import Headers

VERSION: Final = b"WARC/1.1"
REVISIT: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
CAPTURES: Final = ("response", "resource", "revisit")
HTTP: Final = ("response", "request", "revisit")
# A body stored without its transfer encoding must not claim one, or replay would decode it twice.
_UNCHUNKED: Final = "X-Archive-Orig-Transfer-Encoding"
_SMALL: Final = 4096
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
    hex32 = list(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32])
    hex32[12], hex32[16] = "8", "89ab"[int(hex32[16], 16) % 4]
    flat = "".join(hex32)
    return f"<urn:uuid:{flat[:8]}-{flat[8:12]}-{flat[12:16]}-{flat[16:20]}-{flat[20:]}>"


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


def unpacked(record_type: str, fields: list[tuple[str, str | None]], block: bytes) -> bytes:
    """The record as it stands unpacked. Fields without a value are left out."""
    lines = [VERSION, f"WARC-Type: {record_type}".encode()]
    for name, value in fields:
        if value:
            lines.append(f"{name}: {plain(value)}".encode("utf-8", "backslashreplace"))
    lines.append(f"WARC-Block-Digest: {digest(block)}".encode())
    lines.append(f"Content-Length: {len(block)}".encode())
    return b"\r\n".join(lines) + b"\r\n\r\n" + block + b"\r\n\r\n"


def build(record_type: str, fields: list[tuple[str, str | None]], block: bytes) -> bytes:
    """The record as a gzip member. Fields without a value are left out."""
    raw = unpacked(record_type, fields, block)
    # Most records are small, and a full window costs more to set up than they take to pack.
    is_small = len(raw) <= _SMALL
    packer = zlib.compressobj(6, zlib.DEFLATED, 28 if is_small else 31, 5 if is_small else 8)
    return packer.compress(raw) + packer.flush()


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


def _encoded(value: str) -> bytes:
    text = value.replace("\r", " ").replace("\n", " ")
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace")


def http_head(first: str, headers: Headers) -> bytes:
    """An HTTP head with its blank line. Bytes above ASCII go through as Latin-1, which loses none."""
    lines = [_encoded(first)]
    for name, value in headers:
        kept = _UNCHUNKED if name.lower() == "transfer-encoding" else name
        lines.append(_encoded(f"{kept}: {value}"))
    return b"\r\n".join(lines) + b"\r\n\r\n"


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


def capture_of(record: Record, file: str) -> Capture | None:
    """The capture a record holds, None for records of other kinds. Raises Damaged."""
    if record.type not in CAPTURES:
        return None
    status: int = 200
    headers: Headers = (("Content-Type", record.get("Content-Type") or ""),)
    if record.type != "resource":
        first, headers = read_head(record.block)
        _, status, _ = status_of(first)
    length = record.get("Rasad-Length") or str(len(record.payload))
    id, payload_digest = record.get("Rasad-Capture"), record.get("WARC-Payload-Digest") or ""
    if not id or not payload_digest.startswith("sha256:") or not length.isdigit():
        raise Damaged(f"the record at byte {record.offset} lacks the fields of a capture")
    return Capture(
        id=id,
        url=record.get("WARC-Target-URI") or "",
        at=record.get("WARC-Date") or "",
        kind=record.type,
        status=status,
        media_type=Fetched(url="", headers=headers).media_type,
        payload_sha256=payload_digest.removeprefix("sha256:"),
        length=int(length),
        location=Location(file=file, offset=record.offset, length=record.length),
        source=record.get("Rasad-Source"),
        by=record.get("Rasad-By"),
        how=record.get("Rasad-How") or "",
        own=record.get("Rasad-Own") == "yes",
        published_hint=record.get("Rasad-Published"),
        refers_to=record.get("Rasad-Refers-To"),
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
