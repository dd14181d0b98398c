"""Fuzz: what is mutated. Dice -> pages of `news`, read in place, and of the sample newsroom, pieces of them, a PDF."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path
from typing import Final

from rasad import packs
from rasad.model import Pack

ROOT: Final = Path(__file__).resolve().parents[2]
NEWS: Final = ROOT.parent / "shared" / "data" / "news" / "news_dev.warc.gz"
SITE: Final = ROOT / "examples" / "newsroom" / "site"


@cache
def news_places() -> tuple[int, ...]:
    """Where the pages of `news` begin; none where the corpora are not beside the checkout."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    if not NEWS.is_file():
        return ()
    with NEWS.open("rb") as file:
        return tuple(record.stream_pos for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False))


@cache
def site_pages() -> tuple[bytes, ...]:
    """The pages of the sample newsroom."""
    return tuple(path.read_bytes() for path in sorted(SITE.rglob("*.html")))


@cache
def pack_ir() -> Pack:
    """The pack that all is read by."""
    return packs.load("ir")


def any_page(dice: random.Random) -> bytes:
    """A page as it is."""
    from fastwarc.warc import ArchiveIterator

    places = news_places()
    if not places or dice.random() < 0.3:
        return dice.choice(site_pages())
    with NEWS.open("rb") as file:
        file.seek(dice.choice(places))
        body: bytes = next(iter(ArchiveIterator(file))).reader.read()
    return body


def any_piece(dice: random.Random) -> bytes:
    """A few thousand bytes of a page, with a frame that makes a page of it."""
    page = any_page(dice)
    size = dice.randrange(200, 6000)
    start = dice.randrange(max(1, len(page) - size))
    head = page[: dice.choice((0, 0, 400, 3000))]
    return dice.choice((b"<html><body><article><p>", b"<!doctype html><p>", head)) + page[start : start + size]


_TAG: Final = re.compile(r"<[^>]*>")


def any_words(dice: random.Random) -> str:
    """Plain text of a stretch of a page."""
    return _TAG.sub("\n", any_piece(dice).decode("utf-8", "replace"))


@cache
def pdf_source() -> bytes:
    """A PDF of three pages, the pieces put together by hand."""
    lines = "".join(f"0 -14 Td (Line {number} of the order of the ministry of Talvaria, 14 March 2026.) Tj\n" for number in range(30))
    stream = f"BT /F1 11 Tf 50 800 Td\n{lines}ET".encode()
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>"]
    parts += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R/Resources<</Font<</F1 7 0 R>>>>>>"] * 3
    parts += [b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", b"<</Title(An order)/Producer(none)>>"]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + table + b"trailer<</Size %d/Root 1 0 R/Info 8 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(out))
