"""Scans are read by Tesseract where it is installed; where not, the way to get it is said."""

from __future__ import annotations

import pytest

import rasad
from needs import needs
from rasad.errors import Unreadable
from rasad.monitor import scanning
from scans import scan_of


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
