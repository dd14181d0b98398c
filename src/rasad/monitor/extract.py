"""Monitor: one document → Reading, without settings or store. This is `rasad.extract`."""

from __future__ import annotations

from rasad import packs, read, understand
from rasad.errors import BadInput
from rasad.model import Pack, Reading
from rasad.model.when import is_edtf

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
    document = read.read_document(
        text_or_bytes,
        url=url,
        media_type=_TYPES[type] if type else None,
        published=published,
        pack=known,
    )
    return understand.read_text(document, pack=known, window=window)
