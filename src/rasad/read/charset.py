"""Charset: bytes as characters, told by header, mark, page or the bytes themselves. bytes -> str."""

from __future__ import annotations

import codecs
import re
from typing import Final

_META: Final = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.I,
)
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
# what pages call an encoding, and the wider one that browsers read it as
_WIDER: Final = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "iso8859-9": "cp1254", "iso8859-6": "cp1256", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
_HEAD: Final = 8192
_TOLERATED: Final = 0.002
_NO_PAGES: Final = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape")  # codecs, and no page is in them


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """The characters and the name of the encoding.

    In this order: byte order mark; UTF-8 if the bytes are that and no other could be; header;
    page; a guess. A header or page that the bytes belie is not believed.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    if body.isascii() and b"\x1b" not in body:
        return body.decode("ascii"), "ascii"
    if _is_utf8(body):
        return body.decode("utf-8", "ignore"), "utf-8"
    named = _HEADER.search(content_type or "")
    page = _META.search(body[:_HEAD])
    for given in (named[1] if named else "", page[1].decode("ascii") if page else ""):
        known = _known(given)
        if known:
            text = body.decode(known, "replace")
            if text.count("\ufffd") <= len(text) * _TOLERATED:
                return text, known
    return _guess(body)


def _is_utf8(body: bytes) -> bool:
    """True for UTF-8, whole or cut off within its last character."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        decoder.decode(body, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip().lower())
    except LookupError:
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in _NO_PAGES:
        return None
    return _WIDER.get(found.name, found.name)


def _guess(body: bytes) -> tuple[str, str]:
    loose = body.decode("utf-8", "replace")
    if loose.count("\ufffd") <= len(loose) * _TOLERATED:
        return loose, "utf-8"
    arabic = body.decode("cp1256", "replace")
    letters = [char for char in arabic[:200_000] if ord(char) > 127 and char.isalpha()]
    share = sum("\u0600" <= char <= "\u06ff" for char in letters) / max(1, len(letters))
    if share > 0.9 and len(letters) > len(body) * 0.05 and "\u0627" in arabic:
        return arabic, "cp1256"
    from charset_normalizer import from_bytes

    best = from_bytes(body[:200_000]).best()
    if best is not None and best.encoding not in ("ascii",):
        return body.decode(best.encoding, "replace"), best.encoding
    return body.decode("cp1252", "replace"), "cp1252"
