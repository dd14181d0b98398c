"""Scans: the words on the images of a PDF without a text layer. bytes, a reader of images -> Document.

The reader is given: a page as a grey image (PGM) goes in, Tesseract's table of words (TSV) comes out. Its word
confidences (0..100) are averaged over the letters of the words that are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rasad.errors import Unreadable
from rasad.model import Document
from rasad.read.language import detect

Scan = Callable[[bytes], str]

MAX_SCANS: Final = 40  # pages
DPI: Final = 300
_MAX_SIDE: Final = 6_000  # pixels
_SURE: Final = 30.0  # words under it are noise of the image
_WANTED: Final = 0.5  # of the pages' mean confidence, else nothing is handed on


@dataclass(frozen=True, slots=True)
class _Word:
    place: tuple[int, int]  # block and paragraph
    text: str
    confidence: float


def read_scan(body: bytes, *, scan: Scan) -> Document:
    """The words of a scanned PDF, with a warning that tells the mean confidence.

    Raises Unreadable when the PDF cannot be drawn, shows no words, or what was read is mostly doubt.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
        try:
            count = len(document)
            title = str(document.get_metadata_dict(skip_empty=True).get("Title", "")).strip()
            pages = [_words(scan(_drawn(document, n))) for n in range(min(count, MAX_SCANS))]
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"the PDF breaks off ({error})") from error
    words = [word for page in pages for word in page]
    letters = sum(len(word.text) for word in words)
    if not letters:
        raise Unreadable("no article text found: the PDF has no text layer, and no words stand on its images")
    sure = sum(word.confidence * len(word.text) for word in words) / letters / 100
    if sure < _WANTED:
        raise Unreadable(f"no article text found: the scan was read with a mean confidence of {sure:.2f}, too low to hand on")
    text = "\n\n".join(filter(None, map(_text, pages)))
    warnings = [f"read from images by Tesseract, mean confidence {sure:.2f}: compare quotations and digits with the page image"]
    if count > MAX_SCANS:
        warnings.append(f"only the first {MAX_SCANS} pages were read")
    return Document(text=text, title=title, language=detect(text), warnings=tuple(warnings))


def _drawn(document: object, number: int) -> bytes:
    """A page as a grey image, in the portable format (PGM) that needs no library."""
    import pypdfium2

    assert isinstance(document, pypdfium2.PdfDocument)  # noqa: S101 - opened by the caller
    page = document[number]
    width, height = page.get_size()
    scale = min(DPI / 72, _MAX_SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
        raw = bytes(bitmap.buffer)
    finally:
        bitmap.close()
        page.close()
    rows = b"".join(raw[start : start + wide] for start in range(0, stride * high, stride))
    return b"P5 %d %d 255\n" % (wide, high) + rows


def _words(table: str) -> list[_Word]:
    """The words of a page that the reader is not quite unsure of."""
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    return [
        _Word((int(row[2]), int(row[3])), row[11].strip(), float(row[10]))
        for row in rows
        if len(row) == 12 and row[11].strip() and float(row[10]) >= _SURE
    ]


def _text(words: list[_Word]) -> str:
    """Paragraphs as Tesseract parts them, apart by a blank line; lines of one paragraph flow together."""
    paragraphs: dict[tuple[int, int], list[str]] = {}
    for word in words:
        paragraphs.setdefault(word.place, []).append(word.text)
    return "\n\n".join(" ".join(found) for found in paragraphs.values())
