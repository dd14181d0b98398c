"""Article: an exchange and its capture. Fetched + Capture -> Article, or several where the page tells many things."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rasad.errors import NeedsScan, Unreadable
from rasad.model import Article, Capture, DateMention, Document, Fetched, Pack, Part, when
from rasad.model.ids import article_id, text_id
from rasad.read import RULES
from rasad.read.address import article_key, plain
from rasad.read.agency import find_agency
from rasad.read.document import read_document

if TYPE_CHECKING:
    from rasad.read.scans import Scan

ERROR = 400


def read_article(fetched: Fetched, capture: Capture, *, pack: Pack | None, scan: Scan | None = None) -> Article:
    """The article of a capture, whole; its id stays when our rules change. `scan` reads the images of PDFs without a text layer.

    Raises Unreadable for an answer that is an error, a redirect or not changed, and for a page
    without article text.
    """
    document = _read(fetched, capture, pack, scan)
    return _article(document, capture, _address(document, fetched, capture))


def read_articles(fetched: Fetched, capture: Capture, *, pack: Pack | None, scan: Scan | None = None) -> tuple[Article, ...]:
    """As `read_article`; a page that tells many things gives the words it says of itself, then each entry as an article of its own.

    An entry keeps its id as long as its page and its key are the same, and its text version as long as its words are.
    """
    document = _read(fetched, capture, pack, scan)
    url = _address(document, fetched, capture)
    whole = _article(document, capture, url)
    if not document.parts:
        return (whole,)
    own = document.text[: document.parts[0].start].rstrip() or document.title or document.parts[0].title
    page = replace(whole, text=own, text_id=text_id(own), agency=find_agency(own, pack, outlet=whole.outlet))
    return (page, *(_entry(part, document, page, pack) for part in document.parts))


def _entry(part: Part, document: Document, page: Article, pack: Pack | None) -> Article:
    """An entry as an article; its page's byline stands for one it does not print."""
    text = document.text[part.start : part.end]
    key = f"{article_key(url=page.url, canonical_url=document.canonical, outlet=document.outlet)}\n{part.key}"
    if part.url and plain(part.url) != plain(page.url):  # shown here, at home on its own page
        key = article_key(url=part.url, canonical_url=part.url, outlet=document.outlet)
    return replace(
        page, id=article_id(key), text_id=text_id(text), text=text, title=part.title,
        byline=part.byline or page.byline, url=part.url or page.url, agency=find_agency(text, pack, outlet=page.outlet),
        published=part.published or page.published, part=part.key,
    )  # fmt: skip


def _read(fetched: Fetched, capture: Capture, pack: Pack | None, scan: Scan | None) -> Document:
    if fetched.status >= ERROR:
        raise Unreadable(
            f"{capture.url}: the server answered {fetched.status} {fetched.reason}",
            capture=capture.id,
        )
    if fetched.status == 304 or 300 <= fetched.status < ERROR:
        raise Unreadable(
            f"{capture.url}: no page in an answer {fetched.status}", capture=capture.id
        )
    try:
        return _document(fetched, capture, pack, scan)
    except Unreadable as trouble:
        raise Unreadable(f"{capture.url}: {trouble.message}", capture=capture.id) from trouble


def _address(document: Document, fetched: Fetched, capture: Capture) -> str:
    is_record = document.url is not None and fetched.media_type == "application/json"
    return document.url if is_record and document.url else capture.url


def _article(document: Document, capture: Capture, url: str) -> Article:
    return Article(
        id=article_id(article_key(url=url, canonical_url=document.canonical, outlet=document.outlet)),
        capture=capture.id, captured=capture.at, text_id=text_id(document.text), text=document.text,
        title=document.title, byline=document.byline, language=document.language, url=document.canonical or url,
        outlet=document.outlet, agency=document.agency,
        published=document.published or _hinted(capture), rules=document.rules, own=capture.own,
        warnings=document.warnings,
    )  # fmt: skip


def _document(fetched: Fetched, capture: Capture, pack: Pack | None, scan: Scan | None) -> Document:
    try:
        return read_document(
            fetched.body,
            url=capture.url,
            media_type=fetched.media_type or capture.media_type or None,
            headers=dict(fetched.headers),
            pack=pack,
            captured=capture.at,
        )
    except NeedsScan:
        if scan is None:
            raise
        from rasad.read.scans import read_scan

        return replace(read_scan(fetched.body, scan=scan), rules=RULES)


def _hinted(capture: Capture) -> DateMention | None:
    """What the source that led here said of the date, as its local day."""
    hint = capture.published_hint
    if not hint:
        return None
    edtf = hint if when.is_edtf(hint) else hint[:10]
    if not when.is_edtf(edtf):
        return None
    return DateMention(
        text=hint,
        edtf=edtf[:10] if "T" in edtf else edtf,
        role="publication",
        basis="header",
        confidence=0.6,
    )
