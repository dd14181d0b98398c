"""Limits: what reading refuses, so that no page can exhaust the machine. bytes -> bytes or Unreadable."""

from __future__ import annotations

import zlib
from typing import Final

from rasad.errors import Unreadable

MAX_BYTES: Final = 20_000_000  # of a page, unpacked
MAX_RATIO: Final = 200  # unpacked to packed; ordinary HTML packs 5 to 20 times
MAX_TEXT: Final = 5_000_000  # characters of main text
MAX_PAGES: Final = 500  # of a PDF
MAX_JSON: Final = 2_000_000  # characters of one block of metadata
_STEP: Final = 1 << 20
_SMALL: Final = 1 << 20
_BINARY: Final = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x7fELF", b"MZ\x90", b"RIFF", b"OggS",
    b"ID3", b"\x1aE\xdf\xa3", b"7z\xbc\xaf", b"Rar!", b"\x00\x00\x00\x18ftyp", b"wOF2", b"wOFF",
    b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"(\xb5/\xfd",
)  # fmt: skip


def decompress(body: bytes, encoding: str | None) -> bytes:
    """The body without its content encodings: gzip and deflate, several in a row.

    A cut-off stream gives what came before the cut. Raises Unreadable for an encoding that is not
    read here, for bytes that are not in it, and for a bomb.
    """
    names = [name.strip().lower() for name in (encoding or "").split(",")]
    for name in reversed([name for name in names if name and name != "identity"]):
        if name in ("gzip", "x-gzip"):
            body = _inflate(body, 31) if body[:2] == b"\x1f\x8b" else body
        elif name == "deflate":
            body = _inflate(body, 15 if body[:1] == b"\x78" else -15)
        else:
            raise Unreadable(
                f"content encoding {name!r} is not read; ask the server for gzip or none"
            )
    return body


def _inflate(body: bytes, window: int) -> bytes:
    limit = min(MAX_BYTES, max(_SMALL, len(body) * MAX_RATIO))
    unpacker = zlib.decompressobj(window)
    out: list[bytes] = []
    size = 0
    rest = body
    try:
        while rest and not unpacker.eof:
            part = unpacker.decompress(rest, _STEP)
            rest = unpacker.unconsumed_tail
            size += len(part)
            if size > limit:
                raise Unreadable(
                    f"unpacks to more than {limit:,} bytes from {len(body):,}: taken for a bomb"
                )
            out.append(part)
            if not part and not rest:
                break
    except zlib.error as error:
        if not out:
            raise Unreadable(f"the body is not in its content encoding ({error})") from error
    return b"".join(out)


def check_size(body: bytes) -> None:
    """Raises Unreadable for what is empty, too large or binary."""
    if not body.strip():
        raise Unreadable("no article text found: the body is empty")
    if len(body) > MAX_BYTES:
        raise Unreadable(f"{len(body):,} bytes: larger than the {MAX_BYTES:,} that are read")
    if is_binary(body):
        raise Unreadable("no article text found: the body is binary, neither page, text nor PDF")


def is_binary(body: bytes) -> bool:
    """True for bytes that no text encoding explains."""
    head = body[:4096]
    if head.startswith(_BINARY):
        return True
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = head.count(0)
    if 0.3 < zeros / len(head) < 0.6 and (b"<\x00" in head or b"\x00<" in head):
        return False  # UTF-16 without its mark
    if zeros > len(head) * 0.01:
        return True
    control = sum(head.count(code) for code in range(1, 32) if code not in (9, 10, 12, 13, 27))
    return control > len(head) * 0.1
