"""P04: an image carries metadata."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from rasad.check.context import Context
from rasad.check.images import metadata
from rasad.model import Finding

CODE = "P04"
SEVERITY = "error"
NEEDS = "text"
NAME = "image with metadata"
RATIONALE = (
    "A photograph may say which camera took it, when, where, and for whom. Images inside the text (`data:` addresses) or a Word file are looked into, and so are files that lie beside it. Colour profiles and the name of the "
    "program are no metadata here."
)
BAD = "![The port](data:image/jpeg;base64,/9j/4QAMRXhpZgAASUkqAAAA/9k=)\n\nOn 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "![The port](data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==)\n\nOn 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250]."

_IMAGE: Final = re.compile(
    r"!\[[^\]\n]*\]\(\s*<?([^)\s>]+)|<img\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)|^\[[^\]\n]+\]:\s+<?(\S+\.(?:jpe?g|png|webp|tiff?))",
    re.I | re.M,
)
_DATA: Final = re.compile(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=%]+)", re.I)


def find(context: Context) -> Iterator[Finding]:
    """A finding at each image with metadata."""
    for address, place in _shown(context):
        payload = _inside(address)
        if payload is None:
            images = context.beside.images
            payload = images.get(address) or images.get(unquote(address).removeprefix("./"))
        kinds = metadata(payload) if payload else ()
        if kinds:
            where = "where it was taken, and " if "place" in kinds else ""
            yield context.finding(
                (CODE, SEVERITY),
                place,
                f"this image tells {where}more than it shows: {', '.join(kinds)}",
                help="save it anew without metadata",
            )


def _shown(context: Context) -> Iterator[tuple[str, tuple[int, int]]]:
    """Address and place of each image."""
    for found in _IMAGE.finditer(context.source):
        yield found.group(1) or found.group(2) or found.group(3), found.span()
    for address, place in context.beside.pictures:
        yield address, (place, min(place + 1, len(context.source)))


def _inside(address: str) -> bytes | None:
    """The bytes of an image that stands in the text itself."""
    found = _DATA.match(address)
    if not found:
        return None
    try:
        return base64.b64decode(unquote(found.group(1)))
    except (binascii.Error, ValueError):
        return None
