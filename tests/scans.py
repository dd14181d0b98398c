"""Scans: words -> a PDF that holds nothing but an image of them."""

from __future__ import annotations

import io


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
