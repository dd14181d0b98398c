"""Document: one page or file. bytes -> Document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from rasad.errors import Unreadable
from rasad.model import DateMention, Document, Pack, when
from rasad.read import RULES, address, limits, mhtml
from rasad.read.agency import find_agency
from rasad.read.charset import decode

_PACKED: Final = b"PK\x03\x04"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PAGE: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|h1)\b", re.I
)
_FEED: Final = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b",
    re.I | re.S,
)
_HTML: Final = ("text/html", "application/xhtml+xml", "application/xml", "text/xml")
_TEXT: Final = ("text/plain", "text/markdown")
_OTHER: Final = (
    "image/",
    "video/",
    "audio/",
    "font/",
    "application/zip",
    "application/javascript",
    "text/css",
    "text/javascript",
)


def read_document(
    data: bytes | str,
    *,
    url: str | None = None,
    media_type: str | None = None,
    headers: Mapping[str, str] | None = None,
    published: str | None = None,
    pack: Pack | None = None,
    captured: str | None = None,
) -> Document:
    """What one page, PDF, record or text tells.

    `headers` are those of its HTTP response; `media_type` overrides theirs; without either the kind
    is told from the bytes. `published` (EDTF) is what the caller knows of its date and wins over
    the page's. Raises Unreadable when there is no article in it.
    """
    low = {name.lower(): value for name, value in (headers or {}).items()}
    kind = (media_type or low.get("content-type", "")).split(";")[0].strip().lower()
    if isinstance(data, bytes):
        body = limits.decompress(data, low.get("content-encoding"))
        if mhtml.is_mhtml(body):
            body, saved_from, media_type = mhtml.page_of(body)
            url, kind = url or saved_from, media_type.split(";")[0]
        kind = _kind(kind, body)
        text = (
            ""
            if kind in ("application/pdf", _WORD)
            else _decoded(body, low.get("content-type") or media_type)
        )
    else:
        body, text = b"", data
        kind = _kind_of_text(kind, data)
    found = _read(kind, body, text, url=url, captured=captured, published=published, pack=pack)
    return _completed(found, url=url, published=published, pack=pack)


def _decoded(body: bytes, content_type: str | None) -> str:
    limits.check_size(body)
    text, _ = decode(body, content_type)
    return text


def _read(
    kind: str,
    body: bytes,
    text: str,
    *,
    url: str | None,
    captured: str | None,
    published: str | None,
    pack: Pack | None,
) -> Document:
    if kind == "application/pdf":
        from rasad.read.pdf import read_pdf

        return read_pdf(body)
    if kind == _WORD:
        from rasad.read.docx import read_docx

        return read_docx(body)
    if kind == "application/json":
        from rasad.read.records import read_record

        return read_record(text, zone=pack.zone if pack else "UTC")
    if kind == "text/plain":
        from rasad.read.text import read_text

        return read_text(text)
    from rasad.read import posts

    post = posts.read_post(text, url=url, zone=pack.zone if pack else "UTC") if posts.is_posts(text) else None
    return post or _read_page(text, url=url, captured=captured, published=published, pack=pack)


def _read_page(text: str, *, url: str | None, captured: str | None, published: str | None, pack: Pack | None) -> Document:
    """A page, with its entries as parts where it tells many things."""
    from rasad.read import live
    from rasad.read.html import read_html

    zone = pack.zone if pack else None
    try:
        page = read_html(text, url=url, captured=captured, published=published, pack=pack)
    except Unreadable:
        if not live.may_tell_many(text, "", url=url, title="") or (told := live.read_many(text, None, url=url, captured=captured, zone=zone)) is None:
            raise
        return told
    if not live.may_tell_many(text, page.text, url=url, title=page.title):
        return page
    return live.read_many(text, page, url=url, captured=captured, zone=zone) or page


def _kind(given: str, body: bytes) -> str:
    """html, plain, json or pdf; Unreadable for what is none of them."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-") or given == "application/pdf":
        if not head.startswith(b"%PDF-"):
            limits.check_size(body)
            raise Unreadable("the PDF cannot be opened: it does not begin like one")
        return "application/pdf"
    if body.startswith(_PACKED) and _is_docx(body):
        return _WORD
    limits.check_size(body)
    if given.startswith(_OTHER):
        raise Unreadable(f"no article text found: {given} is not read")
    if _FEED.match(body[:2048]):
        raise Unreadable("no article text found: this is a feed or sitemap; add it as a source")
    if given in _HTML or (given not in (*_TEXT, "application/json") and _PAGE.search(body[:4096])):
        return "text/html"
    if given == "application/json":
        return "application/json"
    if (
        given in ("", "application/octet-stream")
        and head.startswith(b"{")
        and body.rstrip().endswith(b"}")
    ):
        return "application/json"
    return "text/plain"


def _is_docx(body: bytes) -> bool:
    from rasad.read.docx import is_docx  # zipfile takes 20 ms

    return is_docx(body)


def _kind_of_text(given: str, text: str) -> str:
    if given in _TEXT:
        return "text/plain"
    return _kind(given, text[:8192].encode("utf-8", "replace")) if text.strip() else "text/plain"


def _completed(
    found: Document, *, url: str | None, published: str | None, pack: Pack | None
) -> Document:
    """The document with what caller and pack know beside it."""
    own = url or found.url
    outlet = pack.outlet_of(own) if pack and own else None
    date, conflicts = found.published, found.conflicts
    if published and (date is None or date.edtf != published):
        if (
            date is not None
            and when.is_edtf(published)
            and not when.overlaps(published, date.edtf or "..")
        ):
            conflicts = (date, *conflicts)
        known = DateMention(text=published, edtf=published, role="publication", basis="header")
        date = known if date is None or conflicts or when.is_day(published) else date
    return replace(
        found, url=own, canonical=found.canonical or (address.plain(own) if own else None),
        native_id=found.native_id or address.native_id(own), outlet=found.outlet or (outlet.id if outlet else None),
        agency=found.agency or find_agency(found.text, pack, outlet=outlet.id if outlet else None), published=date, conflicts=conflicts, rules=RULES,
        parts=tuple(part if part.published or date is None else replace(part, published=_less_sure(date)) for part in found.parts),
    )  # fmt: skip


def _less_sure(date: DateMention) -> DateMention:
    """The day of a page as that of an entry without a time: a running page may run for days."""
    return replace(date, confidence=min(date.confidence, 0.5))
