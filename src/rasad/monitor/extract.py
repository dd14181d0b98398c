"""Monitor: one document → Reading, without settings or store. This is `rasad.extract`."""

from __future__ import annotations

from dataclasses import replace

from rasad import packs, read, understand
from rasad.errors import BadInput, NeedsScan
from rasad.model import Document, Pack, Reading
from rasad.model.when import is_edtf
from rasad.monitor.entries import read_entries

_TYPES = {"html": "text/html", "text": "text/plain", "pdf": "application/pdf", "json": "application/json"}


def extract(
    text_or_bytes: str | bytes,
    *,
    pack: str | Pack,
    url: str | None = None,
    published: str | None = None,
    window: str | None = None,
    type: str | None = None,
) -> Reading:
    """All that can be read out of one document.

    `pack` is a name, a folder or a Pack; `published` and `window` are EDTF; `type` is html, text or
    pdf, guessed when None. For text, `Reading.text` is the document itself, unchanged.
    Raises BadInput, BadPack, Unreadable.
    """
    for name, value in (("published", published), ("window", window)):
        if value is not None and not is_edtf(value):
            raise BadInput(f"{name} {value!r}: not an EDTF date such as 2026-09-14 or 2026-09-01/2026-09-30")
    if type is not None and type not in _TYPES:
        raise BadInput(f"type {type!r}: give one of {', '.join(_TYPES)}")
    known = pack if isinstance(pack, Pack) else packs.load(pack)
    try:
        document = read.read_document(
            text_or_bytes,
            url=url,
            media_type=_TYPES[type] if type else None,
            published=published,
            pack=known,
        )
    except NeedsScan as trouble:
        document = _scanned(text_or_bytes, trouble)
    if document.parts:
        return read_entries(document, pack=known, window=window)
    return understand.read_text(document, pack=known, window=window)


def _scanned(data: bytes | str, trouble: NeedsScan) -> Document:
    """What Tesseract reads from the images of a PDF; where it is not installed the trouble, with the line that provides it."""
    from rasad.monitor.scanning import HELP, image_reader

    scan = image_reader()
    if scan is None or isinstance(data, str):
        raise NeedsScan(f"{trouble.message}; {HELP}") from trouble
    return replace(read.read_scan(data, scan=scan), rules=read.RULES)
