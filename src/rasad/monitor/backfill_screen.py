"""Monitor: the cheap screen before expensive reading. Bytes of a page, pack → may an article about its dossiers stand in it?

A cascade, cheapest first: status and kind; script; for pages in Latin letters from outlets that the pack does not know, words of English and a
place of the pack; then the keywords of all dossiers at once, in raw bytes (Aho-Corasick).
In doubt a page passes: an unknown encoding, UTF-16, text in character references, PDF. Reading and understanding decide; the screen only spares them work.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from rasad import languages
from rasad.model import Pack

PASSED: Final = "passed"
MAX_BODY: Final = 64 * 1024 * 1024
_LETTERS: Final = 200  # bytes of Arabic script from which a page may be in it
_ARABIC: Final = (b"\xd8", b"\xd9")  # the first bytes of most of its letters in UTF-8
_REFERENCES: Final = (b"&#1", b"&#x6")
_ENGLISH: Final = (b" the ", b" of ", b" and ", b" to ")
_SAME: Final = (  # letters and spaces that are one in search, in UTF-8
    (b"\xd9\x8a", b"\xdb\x8c"), (b"\xd9\x89", b"\xdb\x8c"), (b"\xd9\x83", b"\xda\xa9"), (b"\xd8\xa3", b"\xd8\xa7"),
    (b"\xd8\xa5", b"\xd8\xa7"), (b"\xe2\x80\x8c", b" "), (b"\xd9\x80", b""), (b"&zwnj;", b" "),
)  # fmt: skip
_SPACES: Final = ((b"&nbsp;", b" "), (b"\xc2\xa0", b" "), (b"\xe2\x80\x99", b"'"))
_LINES: Final = bytes.maketrans(b"\r\n\t", b"   ")
_RUNS: Final = re.compile(rb"  +")
_ASCII_LETTER: Final = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([a-z0-9_-]+)", re.IGNORECASE)
_NOT_ARTICLES: Final = ("image/", "video/", "audio/", "font/", "text/css", "application/javascript", "text/javascript", "application/x-javascript")


@dataclass(frozen=True, slots=True)
class _Needle:
    text: bytes
    is_whole: bool  # too short to stand inside another word
    is_arabic: bool


class _Words:
    """Needles looked for together."""

    def __init__(self, needles: Iterable[_Needle]) -> None:
        import ahocorasick_rs

        self._needles = sorted(set(needles), key=lambda needle: (needle.text, needle.is_whole))
        # A DFA reads three times as fast as what is chosen by itself for more than a hundred needles, and costs some megabytes.
        # Any: the library has no types
        self._automaton: Any = (
            ahocorasick_rs.BytesAhoCorasick(
                [needle.text for needle in self._needles], implementation=ahocorasick_rs.Implementation.DFA
            )
            if self._needles
            else None
        )

    def __bool__(self) -> bool:
        return self._automaton is not None

    def stand_in(self, text: bytes) -> bool:
        """True when one of them stands in the text as a word, outside of tags."""
        if self._automaton is None:
            return False
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if _is_word(text, start, end, self._needles[number]) and text.rfind(b"<", 0, start) <= text.rfind(b">", 0, start):
                return True
        return False


def _is_word(text: bytes, start: int, end: int, needle: _Needle) -> bool:
    if needle.is_arabic:
        return not needle.is_whole or not (_is_arabic(text, start - 2) or _is_arabic(text, end))
    if start and text[start - 1] in _ASCII_LETTER:
        return False
    return not needle.is_whole or end >= len(text) or text[end] not in _ASCII_LETTER or text[end : end + 1] == b"s"


class Screen:
    """The keywords of a pack, made ready. One a process: making it takes some milliseconds."""

    def __init__(self, pack: Pack) -> None:
        scripts = {languages.LANGUAGES[code].script for code in pack.languages if code in languages.LANGUAGES}
        self._wants_arabic = "Arab" in scripts or not scripts
        self._wants_latin = bool(scripts - {"Arab"}) or not scripts
        words = [word for dossier in pack.dossiers for _, word in dossier.keywords]
        self._terms = _Words(needle for word in words if not _is_acronym(word) for needle in _needles(word))
        self._acronyms = _Words(_Needle(word.encode(), True, False) for word in words if _is_acronym(word))
        places = [place for place in pack.places if place.isascii()]
        self._has_places = bool(places)
        self._places = _Words(
            _Needle(form.encode(), False, False) for place in places for form in (place, place.upper())
        )
        self._hosts = frozenset(pack.outlet_by_domain)

    def judge(self, block: bytes, *, url: str, is_http: bool, media_type: str = "") -> str:
        """`PASSED`, or why the page cannot be an article about a dossier: status, kind, language, place, terms."""
        head, body = _parted(block) if is_http else (b"", block)
        fields = head.lower()
        if is_http and fields[9:10] in (b"3", b"4", b"5"):
            return "status"
        kind = _field(fields, b"content-type").decode("latin-1") or media_type
        if kind.startswith(_NOT_ARTICLES):
            return "kind"
        if kind.startswith("application/pdf") or body.startswith((b"%PDF", b"\xff\xfe", b"\xfe\xff")):
            return PASSED
        if b"chunked" in _field(fields, b"transfer-encoding"):
            body = _unchunked(body)
        unpacked = _unpacked(body, _field(fields, b"content-encoding").strip())
        if unpacked is None:
            return PASSED
        return self._judge_text(_without_programs(unpacked), kind, url)

    def _judge_text(self, body: bytes, kind: str, url: str) -> str:
        found = _CHARSET.search(kind.encode("latin-1")) or _CHARSET.search(body, 0, 2048)
        charset = found[1].lower() if found else b"utf-8"
        if charset in (b"windows-1256", b"cp1256", b"iso-8859-6"):
            body = body.decode("cp1256" if b"1256" in charset else "iso-8859-6", "ignore").encode()
        is_arabic = self._wants_arabic and not body.isascii() and sum(map(body.count, _ARABIC)) >= _LETTERS
        if not is_arabic:
            if not (self._wants_latin and sum(word in body for word in _ENGLISH) > 1):
                is_referred = self._wants_arabic and sum(map(body.count, _REFERENCES)) > _LETTERS // 4
                return PASSED if is_referred else "language"  # Persian may stand in character references
            if self._has_places and not self._is_known(url) and not self._places.stand_in(body):
                return "place"
        if self._acronyms.stand_in(body):
            return PASSED
        low = body.lower().translate(_LINES)
        for given, same in (*_SPACES, *(_SAME if is_arabic else ())):
            low = low.replace(given, same)
        low = _RUNS.sub(b" ", low)
        return PASSED if self._terms.stand_in(low) else "terms"

    def _is_known(self, url: str) -> bool:
        host = url.partition("://")[2].partition("/")[0].partition(":")[0].lower()
        while host and host not in self._hosts:
            host = host.partition(".")[2]
        return bool(host)


def _is_acronym(word: str) -> bool:
    return word.isascii() and word.isupper() and len(word) <= 6


def _needles(word: str) -> Iterator[_Needle]:
    is_arabic = any("\u0600" <= char <= "\u06ff" for char in word)
    folded = word.lower().encode()
    for given, same in (*_SPACES, *(_SAME if is_arabic else ())):
        folded = folded.replace(given, same)
    folded = _RUNS.sub(b" ", folded).strip()
    is_whole = len(word) <= (3 if is_arabic else 5)
    if folded:
        yield _Needle(folded, is_whole, is_arabic)
    if is_arabic and "\u200c" in word:  # printed in one as often as apart
        yield _Needle(folded.replace(b" ", b""), is_whole, is_arabic)


def _is_arabic(text: bytes, at: int) -> bool:
    return 0 <= at < len(text) and 0xD8 <= text[at] <= 0xDB


def _parted(block: bytes) -> tuple[bytes, bytes]:
    ends = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := block.find(mark, 0, 65536)) >= 0]
    at, gap = min(ends, default=(len(block), 0))
    return block[:at], block[at + gap :]


def _field(fields: bytes, name: bytes) -> bytes:
    at = fields.find(b"\n" + name + b":")
    return fields[at + len(name) + 2 :].split(b"\n", 1)[0].strip() if at >= 0 else b""


def _without_programs(body: bytes) -> bytes:
    """The body without its scripts and styles, often most of a page; those that hold the article as data stay."""
    for opens, closes in ((b"<script", b"</script"), (b"<style", b"</style")):
        kept, at = [], 0
        while (start := body.find(opens, at)) >= 0 and (end := body.find(closes, start)) >= 0:
            if body.find(b"ld+json", start, start + 200) >= 0:
                end = start + len(opens)
                kept.append(body[at:end])
            else:
                kept.append(body[at:start])
            at = end
        if kept:
            body = b"".join(kept) + body[at:]
    return body


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
    if encoding in (b"", b"identity", b"utf-8"):
        return body
    if encoding not in (b"gzip", b"x-gzip", b"deflate"):
        return None
    try:
        return zlib.decompressobj(47).decompress(body, MAX_BODY)
    except zlib.error:
        return body  # announced and not done, as happens
