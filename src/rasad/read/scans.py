"""Scans: the words on the images of a PDF without a text layer, by Tesseract where it is installed. bytes -> Document.

Tesseract (Apache-2.0) runs as a process of its own on one page image at a time, with a limit of time, reads standard input and writes
standard output; no file is made. Its word confidences (0..100) are averaged over the letters of the words that are kept.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rasad.errors import Unreadable
from rasad.model import Document
from rasad.read.language import detect

LANGUAGES: Final = ("fas", "ara", "eng")
MAX_SCANS: Final = 40  # pages
DPI: Final = 300
_MAX_SIDE: Final = 6_000  # pixels
_SECONDS: Final = 60.0  # for one page
_SURE: Final = 30.0  # words under it are noise of the image
_WANTED: Final = 0.5  # of the pages' mean confidence, else nothing is handed on


@dataclass(frozen=True, slots=True)
class _Word:
    place: tuple[int, int]  # block and paragraph
    line: int
    text: str
    confidence: float


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The languages that an installed Tesseract reads of those we ask for; none when it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    told = subprocess.run(
        [program, "--list-langs"], capture_output=True, check=False, timeout=_SECONDS, text=True
    )
    return tuple(name for name in LANGUAGES if name in told.stdout.split())


def read_scan(body: bytes) -> Document:
    """The words of a scanned PDF, with a warning that tells the mean confidence.

    Raises Unreadable when Tesseract or its languages are missing (with the line that provides them), when the PDF
    cannot be drawn, and when what was read is mostly doubt.
    """
    known = languages()
    if not known:
        raise Unreadable(
            "no article text found: the PDF has no text layer; to read scans: apt-get install tesseract-ocr tesseract-ocr-fas tesseract-ocr-ara"
        )
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
        try:
            count = len(document)
            pages = [_read_image(_drawn(document, n), known) for n in range(min(count, MAX_SCANS))]
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
    return Document(text=text, language=detect(text), warnings=tuple(warnings))


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


def _read_image(image: bytes, known: tuple[str, ...]) -> list[_Word]:
    """The words on an image that Tesseract is not quite unsure of."""
    command = ["tesseract", "stdin", "stdout", "-l", "+".join(known), "--dpi", str(DPI), "tsv"]
    try:
        told = subprocess.run(
            command, input=image, capture_output=True, check=False, timeout=_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return []
    rows = [line.split("\t") for line in told.stdout.decode("utf-8", "replace").splitlines()[1:]]
    return [
        _Word((int(row[2]), int(row[3])), int(row[4]), row[11].strip(), float(row[10]))
        for row in rows
        if len(row) == 12 and row[11].strip() and float(row[10]) >= _SURE
    ]


def _text(words: list[_Word]) -> str:
    """Paragraphs as Tesseract parts them, apart by a blank line; lines of one paragraph flow together."""
    paragraphs: dict[tuple[int, int], list[str]] = {}
    for word in words:
        paragraphs.setdefault(word.place, []).append(word.text)
    return "\n\n".join(" ".join(found) for found in paragraphs.values())
