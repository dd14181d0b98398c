"""Files that are no web pages: Word, pages saved as MHTML, scans."""

from __future__ import annotations

import io
import zipfile

import pytest

from rasad import read
from rasad.errors import NeedsScan, Unreadable
from scans import scan_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FIRST = "The Ministry of Networks of Talvaria published its notice in Sarvan on 14 September 2026."


def word(body: str, *, core: str = "") -> bytes:
    """A Word file with that body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        if core:
            packed.writestr("docProps/core.xml", core)
    return out.getvalue()


def paragraph(text: str, *, style: str = "") -> str:
    """A paragraph of one run."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_word_file_gives_what_word_shows() -> None:
    deleted = "<w:p><w:r><w:t>The fee is </w:t></w:r><w:del><w:r><w:delText>ten</w:delText></w:r></w:del>"
    deleted += "<w:ins><w:r><w:t>twelve</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('Year')}</w:tc><w:tc>{paragraph('Fee')}</w:tc></w:tr></w:tbl>"
    told = read.read_document(word(paragraph("A notice", style="Title") + paragraph(FIRST) + deleted + table))
    assert told.title == "A notice"
    assert told.text == f"A notice\n\n{FIRST}\n\nThe fee is twelve\n\nYear | Fee"
    assert told.language == "en"


def test_the_properties_of_a_word_file_name_title_and_author() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Draft bill</dc:title><dc:creator>Mina Darvand</dc:creator></cp:coreProperties>'
    )
    told = read.read_document(word(paragraph(FIRST), core=core))
    assert (told.title, told.byline, told.published) == ("Draft bill", "Mina Darvand", None)


def test_a_word_file_with_entities_or_a_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f'<!DOCTYPE d [<!ENTITY a "b">]><w:document xmlns:w="{W}">&a;</w:document>')
    with pytest.raises(Unreadable, match="entities"):
        read.read_document(out.getvalue())
    with pytest.raises(Unreadable, match="bomb"):
        read.read_document(word(paragraph(" " * 20_000_001)))


def test_a_cut_word_file_is_refused() -> None:
    whole = word(paragraph(FIRST))
    with pytest.raises(Unreadable):
        read.read_document(whole[: len(whole) // 2])


def test_a_page_saved_as_mhtml_is_read_with_its_address() -> None:
    page = f"<html><head><title>A notice</title></head><body><article><h1>A notice</h1><p>{FIRST} " + "The fee stays as it was. " * 20
    page += "</p></article></body></html>"
    saved = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://paper.example/notice/20260914\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----edge"\r\n\r\n------edge\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: https://paper.example/notice/20260914\r\n\r\n"
        f"{page}\r\n------edge--\r\n"
    )
    told = read.read_document(saved.encode())
    assert told.title == "A notice"
    assert FIRST in told.text
    assert told.native_id or told.canonical or told.url


TABLE = "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext\n"


def row(paragraph: int, confidence: float, text: str) -> str:
    """A word of Tesseract's table."""
    return f"5\t1\t1\t{paragraph}\t1\t1\t0\t0\t0\t0\t{confidence}\t{text}\n"


def test_a_pdf_of_images_is_read_by_the_reader_of_images_it_is_given() -> None:
    with pytest.raises(NeedsScan, match="no text layer"):
        read.read_document(scan_of("A notice."))
    images: list[bytes] = []

    def scan(image: bytes) -> str:
        images.append(image)
        return TABLE + row(1, 96, "The") + row(1, 94, "notice.") + row(1, 12, "~|") + row(2, 90, "Sarvan")

    told = read.read_scan(scan_of("A notice."), scan=scan)
    assert told.text == "The notice.\n\nSarvan"
    assert "mean confidence 0.93" in told.warnings[0]
    assert images[0].startswith(b"P5 2479 3508 255\n") or images[0].startswith(b"P5 2480 3509 255\n")


def test_a_scan_of_doubtful_words_hands_nothing_on() -> None:
    with pytest.raises(Unreadable, match=r"mean confidence of 0[.]40"):
        read.read_scan(scan_of(""), scan=lambda _: TABLE + row(1, 40, "notice"))
    with pytest.raises(Unreadable, match="no words stand on its images"):
        read.read_scan(scan_of(""), scan=lambda _: TABLE)
