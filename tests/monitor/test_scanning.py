"""Scans are read by Tesseract where it is installed; where not, the way to get it is said."""

from __future__ import annotations

import io

import pytest

import rasad
from needs import needs
from rasad.errors import Unreadable
from rasad.monitor import scanning


def scan_of(*lines: str) -> bytes:
    """A PDF whose only content is an image of the words, as a scanner makes it."""
    import pypdfium2
    from pypdfium2 import raw

    source = pypdfium2.PdfDocument.new()
    page = source.new_page(595, 842)
    font = raw.FPDFText_LoadStandardFont(source, b"Helvetica")
    for number, line in enumerate(lines):
        shown = raw.FPDFPageObj_CreateTextObj(source, font, 14.0)
        units = (line + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(shown, (raw.FPDF_WCHAR * (len(units) // 2)).from_buffer_copy(units))
        raw.FPDFPageObj_Transform(shown, 1, 0, 0, 1, 60, 760 - 24 * number)
        raw.FPDFPage_InsertObject(page, shown)
    page.gen_content()
    scan = pypdfium2.PdfDocument.new()
    sheet = scan.new_page(595, 842)
    image = pypdfium2.PdfImage.new(scan)
    image.set_bitmap(page.render(scale=300 / 72))
    image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    sheet.insert_obj(image)
    sheet.gen_content()
    out = io.BytesIO()
    scan.save(out)
    return out.getvalue()


@pytest.mark.slow
def test_a_scan_is_read_to_its_statements() -> None:
    needs("tesseract", "tesseract-ocr tesseract-ocr-fas tesseract-ocr-ara")
    scanning.image_reader.cache_clear()
    page = scan_of("On 14 September 2026 the Ministry of Networks said that", "the fee for foreign traffic stays as it was.")
    told = rasad.extract(page, pack="example", type="pdf")
    assert "the Ministry of Networks said that the fee for foreign traffic stays as it was." in told.text
    assert [statement.said.edtf for statement in told.statements if statement.said] == ["2026-09-14"]


def test_without_tesseract_the_way_to_get_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    scanning.image_reader.cache_clear()
    try:
        with pytest.raises(Unreadable, match="apt-get install tesseract-ocr"):
            rasad.extract(scan_of(""), pack="example", type="pdf")
    finally:
        scanning.image_reader.cache_clear()
