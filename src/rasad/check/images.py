"""Images: what a picture tells besides the picture. bytes -> kinds of metadata.

JPEG segments (Exif in APP1, XMP, IPTC in APP13, comments), PNG chunks and WebP chunks are walked by their lengths, as their
standards give them (ITU T.81, PNG third edition, RFC 9649); nothing is decoded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_GPS: Final = (b"\x25\x88", b"\x88\x25")
_TEXT: Final = {b"tEXt", b"zTXt", b"iTXt"}
_DULL: Final = (b"Software", b"date:", b"gamma", b"icc:")
_SCAN: Final = 0xDA


def metadata(payload: bytes) -> tuple[str, ...]:
    """The kinds of metadata that an image carries, "place" first when it says where it was taken; () for none or an unknown format."""
    if payload.startswith(b"\xff\xd8"):
        found = list(_jpeg(payload))
    elif payload.startswith(b"\x89PNG\r\n\x1a\n"):
        found = list(_png(payload))
    elif payload.startswith(b"RIFF") and payload[8:12] == b"WEBP":
        found = list(_webp(payload))
    elif payload[:4] in (b"II*\x00", b"MM\x00*"):
        found = ["Exif", *(["place"] if _has_place(payload) else [])]
    else:
        found = []
    return tuple(sorted(dict.fromkeys(found), key=lambda kind: (kind != "place", kind)))


def _jpeg(payload: bytes) -> Iterator[str]:
    place = 2
    while place + 4 <= len(payload) and payload[place] == 0xFF:
        mark, size = payload[place + 1], int.from_bytes(payload[place + 2 : place + 4], "big")
        part = payload[place + 4 : place + 2 + size]
        if mark == _SCAN or size < 2:
            return
        if mark == 0xE1 and part.startswith(b"Exif"):
            yield "Exif"
            if _has_place(part[6:]):
                yield "place"
        elif mark == 0xE1 and b"ns.adobe.com/xap" in part[:40]:
            yield "XMP"
            if b"GPSLatitude" in part:
                yield "place"
        elif mark == 0xED and part.startswith(b"Photoshop"):
            yield "IPTC"
        elif mark == 0xFE:
            yield "comment"
        place += 2 + size


def _png(payload: bytes) -> Iterator[str]:
    place = 8
    while place + 12 <= len(payload):
        size, kind = (
            int.from_bytes(payload[place : place + 4], "big"),
            payload[place + 4 : place + 8],
        )
        part = payload[place + 8 : place + 8 + size]
        if kind == b"eXIf":
            yield "Exif"
            if _has_place(part):
                yield "place"
        elif kind in _TEXT and part.startswith(b"XML:com.adobe.xmp"):
            yield "XMP"
        elif kind in _TEXT and not part.startswith(_DULL):
            yield "text"
        place += 12 + size


def _webp(payload: bytes) -> Iterator[str]:
    place = 12
    while place + 8 <= len(payload):
        kind, size = (
            payload[place : place + 4],
            int.from_bytes(payload[place + 4 : place + 8], "little"),
        )
        part = payload[place + 8 : place + 8 + size]
        if kind == b"EXIF":
            yield "Exif"
            if _has_place(part.removeprefix(b"Exif\x00\x00")):
                yield "place"
        elif kind == b"XMP ":
            yield "XMP"
        place += 8 + size + size % 2


def _has_place(tiff: bytes) -> bool:
    """True when the first directory of an Exif block points at one of GPS (tag 0x8825)."""
    order = {b"II": "little", b"MM": "big"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return False
    little = order == "little"
    start = int.from_bytes(tiff[4:8], "little" if little else "big")
    count = int.from_bytes(tiff[start : start + 2], "little" if little else "big")
    tags = (tiff[start + 2 + 12 * n : start + 4 + 12 * n] for n in range(min(count, 500)))
    return any(tag == _GPS[0 if little else 1] for tag in tags)
