"""What is refused, with a line that says why; and how bytes become characters."""

from __future__ import annotations

import gzip
import zlib

import pytest
from read_pages import BODY_EN, BODY_FA, english, persian

from rasad import read
from rasad.errors import Unreadable
from rasad.read import charset


@pytest.mark.parametrize(
    ("body", "headers", "why"),
    [
        (b"", {}, "empty"),
        (b"  \n", {}, "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), {}, "binary"),
        (bytes(range(256)) * 8, {}, "binary"),
        (b"<html><body></body></html>", {}, "no article text found"),
        (b"%PDF-1.7 broken", {}, "broken or encrypted"),
        (b"<html>", {"Content-Encoding": "br"}, "'br' is not read"),
        (b"not gzip at all", {"Content-Encoding": "deflate"}, "not in its content encoding"),
        (b"<rss version='2.0'><channel/></rss>", {}, "feed"),
        (b'{"a": 1}', {"Content-Type": "application/json"}, "no article text found"),
        (b"[" * 100_000, {"Content-Type": "application/json"}, "not JSON"),
        (b"body{}", {"Content-Type": "text/css"}, "text/css is not read"),
    ],
)
def test_what_is_no_article_says_why(body: bytes, headers: dict[str, str], why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read.read_document(body, headers=headers)


def test_a_packed_bomb_is_refused() -> None:
    bomb = gzip.compress(bytes(40_000_000))
    with pytest.raises(Unreadable, match="bomb"):
        read.read_document(bomb, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"})


@pytest.mark.parametrize("depth", [3_001, 200_000])
def test_a_nested_bomb_is_refused(depth: int) -> None:
    page = "<html><body>" + "<div>" * depth + BODY_EN[0]
    with pytest.raises(Unreadable, match="nested"):
        read.read_document(page.encode(), media_type="text/html")


def test_a_page_beyond_the_limit_is_refused() -> None:
    with pytest.raises(Unreadable, match="larger than"):
        read.read_document(b"<html>" + b"a " * 10_000_001)


def test_entities_are_not_expanded() -> None:
    laughs = '<!DOCTYPE html [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>' + english(
        body="<p>&b; and &xxe; said the notice of the ministry in Sarvan on the first day.</p>"
    )
    assert "haha" not in read.read_document(laughs).text


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_packed_page_is_unpacked(pack) -> None:  # type: ignore[no-untyped-def]
    encoding = "gzip" if pack is gzip.compress else "deflate"
    document = read.read_document(
        pack(english().encode()),
        headers={"content-encoding": encoding, "content-type": "text/html"},
    )
    assert document.text == "\n\n".join(BODY_EN)


def test_a_cut_off_stream_gives_what_came_before() -> None:
    packed = gzip.compress(english().encode() * 3)
    assert read.read_document(
        packed[:-9], headers={"content-encoding": "gzip", "content-type": "text/html"}
    ).text


@pytest.mark.parametrize(
    ("encoding", "header"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("cp1256", "text/html; charset=windows-1256"),
        ("utf-8", "text/html; charset=iso-8859-1"),
    ],
)
def test_bytes_are_decoded_honestly(encoding: str, header: str | None) -> None:
    page = persian().replace("ی", "ي").replace("\u0654", "") if encoding == "cp1256" else persian()
    text, _ = charset.decode(page.encode(encoding), header)
    assert text == page


def test_old_persian_without_a_charset_is_guessed() -> None:
    page = "".join(BODY_FA).replace("ی", "ي").replace("\u0654", "")
    assert charset.decode(page.encode("cp1256"))[0] == page


def test_a_text_file_is_the_text() -> None:
    source = "Prices rise\n\nThe minister said  so.\t\r\n"
    document = read.read_document(source.encode(), media_type="text/plain")
    assert document.text == source
    assert document.title == "Prices rise"


def test_a_record_is_read() -> None:
    source = '{"url": "https://sna.example/news/13950404000123", "title": "T", "abstract": "A lede.", "paragraphs": ["One.", "Two."], "published": "1395-04-04", "author": "Mina Darvin"}'
    document = read.read_document(source, media_type="application/json")
    assert document.text == "A lede.\n\nOne.\n\nTwo."
    assert document.published is not None
    assert (document.published.edtf, document.byline) == ("2016-06-24", "Mina Darvin")
    assert document.native_id == "13950404000123"


def pdf(text: str) -> bytes:
    """A PDF of one page with one line."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length "
        + str(len(stream)).encode()
        + b">>stream\n"
        + stream
        + b"\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def test_the_text_layer_of_a_pdf_is_read() -> None:
    line = "The minister of Talvaria said on 14 March 2026 that prices will rise."
    assert read.read_document(pdf(line)).text == line


def test_a_pdf_without_text_says_so() -> None:
    with pytest.raises(Unreadable, match="no text layer"):
        read.read_document(pdf(""))
