"""Monitor: the cheap screen before expensive reading. Bytes of a page, pack → may an article about its dossiers stand in it?

A cascade, cheapest first: status and kind; script; for pages in Latin letters from outlets that the pack does not know, words of English and a
place of the pack; then the keywords and pairs of all dossiers at once, in raw bytes. What is asked of every page is asked of its bytes as they
came, copied once; scripts are cut out of the few that are looked at closely.
In doubt a page passes: an unknown encoding, UTF-16, text in character references, PDF. Reading and understanding decide; the screen only spares them work.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from rasad import languages
from rasad.model import Pack
from rasad.monitor.backfill_words import Needle, Quick, Terms, Words, folded, words_of

PASSED: Final = "passed"
MAX_BODY: Final = 64 * 1024 * 1024
_PLAIN: Final = (b"", b"identity", b"utf-8")
_HEAD: Final = 65536  # bytes in which the fields of an answer end
_LETTERS: Final = 200  # bytes of Arabic script from which a page may be in it
_ARABIC: Final = (b"\xd8", b"\xd9")  # the first bytes of most of its letters in UTF-8
_FEW_CAPITALS: Final = 6
_REFERENCES: Final = (b"&#1", b"&#x6", b"&#x06")
_REFERENCE: Final = re.compile(rb"&#(?:1[567]\d\d|x0?6[0-9a-f]{2});", re.IGNORECASE)  # a letter of Arabic script by number
_ENGLISH: Final = (b" the ", b" of ", b" and ", b" to ")
_PROGRAMS: Final = (b"<script", b"</script", b"<style", b"</style")
_SLASH: Final = ord("/")
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([a-z0-9_-]+)", re.IGNORECASE)
_NOT_ARTICLES: Final = ("image/", "video/", "audio/", "font/", "text/css", "application/javascript", "text/javascript", "application/x-javascript")


class Screen:
    """The keywords of a pack, made ready. One a process: making it takes some milliseconds."""

    def __init__(self, pack: Pack) -> None:
        scripts = {languages.LANGUAGES[code].script for code in pack.languages if code in languages.LANGUAGES}
        self._wants_arabic = "Arab" in scripts or not scripts
        self._wants_latin = bool(scripts - {"Arab"}) or not scripts
        words = [word for dossier in pack.dossiers for _, word in dossier.keywords]
        pairs = [pair for dossier in pack.dossiers for _, pair in dossier.together]
        self._terms = Terms((word for word in words if not _is_acronym(word)), pairs)
        acronyms = [word.encode() for word in words if _is_acronym(word)]
        self._acronyms = Words(Needle(word, True, False) for word in acronyms)
        self._any_acronym = Quick(acronyms)
        places = {form.encode() for place in pack.places if place.isascii() for form in (place, place.upper())}
        # a name goes on, as in Iranian; of a few capitals it does not: AMOLED is no Amol
        self._places = Words(Needle(place, place.isupper() and len(place) <= _FEW_CAPITALS, False) for place in places)
        self._spots = Quick((*places, *_REFERENCES))
        self._programs = Quick(_PROGRAMS)
        self._hosts = frozenset(pack.outlet_by_domain)

    def judge(self, block: bytes, *, url: str, is_http: bool, media_type: str = "") -> str:
        """`PASSED`, or why the page cannot be an article about a dossier: status, kind, language, place, terms."""
        end, start = _head_of(block) if is_http else (0, 0)
        fields = block[:end].lower()
        if is_http and fields[9:10] in (b"3", b"4", b"5"):
            return "status"
        kind = _field(fields, b"content-type").decode("latin-1") or media_type
        if kind.startswith(_NOT_ARTICLES):
            return "kind"
        if kind.startswith("application/pdf") or block.startswith((b"%PDF", b"\xff\xfe", b"\xfe\xff"), start):
            return PASSED
        is_chunked, encoding = b"chunked" in _field(fields, b"transfer-encoding"), _field(fields, b"content-encoding")
        if is_chunked or encoding not in _PLAIN:
            unpacked = _unpacked(_unchunked(block[start:]) if is_chunked else block[start:], encoding)
            if unpacked is None:
                return PASSED
            block, start = unpacked, 0
        return self._judge_text(block, start, kind, url)

    def _judge_text(self, body: bytes, start: int, kind: str, url: str) -> str:
        """As `judge`, of a text that begins at `start`; what stands before it is fields, and copying it away would cost as much as a look through it."""
        found = _CHARSET.search(kind.encode("latin-1")) or _CHARSET.search(body, start, start + 2048)
        charset = found[1].lower() if found else b"utf-8"
        if charset in (b"windows-1256", b"cp1256", b"iso-8859-6"):
            body, start = body[start:].decode("cp1256" if b"1256" in charset else "iso-8859-6", "ignore").encode(), 0
        is_arabic = self._wants_arabic and _has_letters(body)
        is_asked_for_place = not is_arabic and bool(self._places) and not self._is_known(url)
        if not is_arabic:
            # Persian may stand in character references; then no place is named in Latin letters, nor a word of English.
            spots = list(self._spots.spots(body))
            references = sum(body.startswith(b"&#", at) for at in spots)
            is_referred = self._wants_arabic and references > _LETTERS // 4 < len(_REFERENCE.findall(body))
            if is_asked_for_place and references == len(spots) and not is_referred:
                return "place"
        words = words_of(self._without_programs(body[start:]))
        if not is_arabic and not (self._wants_latin and _is_english(words)):
            return PASSED if is_referred else "language"
        if is_asked_for_place and not self._places.stand_in(words):
            return "place"
        if self._any_acronym.is_in(words) and self._acronyms.stand_in(words):
            return PASSED
        return PASSED if self._terms.stand_in(folded(words, is_arabic=is_arabic)) else "terms"

    def _without_programs(self, body: bytes) -> bytes:
        """The body without its scripts and styles, often most of a page; those that hold the article as data stay."""
        kept: list[bytes] = []
        at, cut, closes = 0, -1, b""
        for spot in self._programs.spots(body):
            if cut >= 0:
                if body.startswith(closes, spot):
                    kept.append(body[at:cut])
                    at, cut = spot, -1
            elif body[spot + 1] != _SLASH and body.find(b"ld+json", spot, spot + 200) < 0:
                cut, closes = spot, b"</script" if body.startswith(b"<script", spot) else b"</style"
        return b"".join(kept) + body[at:] if kept else body

    def _is_known(self, url: str) -> bool:
        host = url.partition("://")[2].partition("/")[0].partition(":")[0].lower()
        while host and host not in self._hosts:
            host = host.partition(".")[2]
        return bool(host)


def _is_english(body: bytes) -> bool:
    """Two of the commonest words stand in it."""
    found = 0
    for word in _ENGLISH:
        found += word in body
        if found > 1:
            return True
    return False


def _has_letters(body: bytes) -> bool:
    """True when so much stands in Arabic script that the page may be in it. A byte that is not there is missed ten times as fast as it is counted."""
    first, second = _ARABIC
    if body.isascii() or (start := body.find(first)) < 0:  # the commonest letters begin with it
        return False
    return body.count(first, start) + body.count(second) >= _LETTERS


def _is_acronym(word: str) -> bool:
    return word.isascii() and word.isupper() and len(word) <= _FEW_CAPITALS


def _head_of(block: bytes) -> tuple[int, int]:
    """Where the fields of an answer end, and where its body begins."""
    end = block.find(b"\r\n\r\n", 0, _HEAD)
    other = block.find(b"\n\n", 0, _HEAD if end < 0 else end)
    at, gap = (other, 2) if other >= 0 else (end, 4) if end >= 0 else (len(block), 0)
    return at, at + gap


def _field(fields: bytes, name: bytes) -> bytes:
    at = fields.find(b"\n" + name + b":")
    return fields[at + len(name) + 2 :].split(b"\n", 1)[0].strip() if at >= 0 else b""


def _unchunked(body: bytes) -> bytes:
    out: list[bytes] = []
    at = 0
    while (end := body.find(b"\r\n", at)) >= 0:
        try:
            size = int(body[at:end].split(b";")[0], 16)
        except ValueError:
            return body
        if size <= 0:
            return b"".join(out)
        out.append(body[end + 2 : end + 2 + size])
        at = end + 4 + size
    return b"".join(out) or body


def _unpacked(body: bytes, encoding: bytes) -> bytes | None:
    """The body without its content encoding; None when that is not known here."""
    if encoding in _PLAIN:
        return body
    if encoding not in (b"gzip", b"x-gzip", b"deflate"):
        return None
    try:
        return zlib.decompressobj(47).decompress(body, MAX_BODY)
    except zlib.error:
        return body  # announced and not done, as happens
