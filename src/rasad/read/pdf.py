"""PDF: the text layer. bytes -> Document."""

from __future__ import annotations

from rasad.errors import NeedsScan, Unreadable
from rasad.model import Document
from rasad.read import limits
from rasad.read.language import detect

RIGHT_TO_LEFT = ("fa", "ar", "ckb", "ps", "ur", "he")


def read_pdf(body: bytes) -> Document:
    """The text layer of a PDF, pages apart by a blank line.

    Raises NeedsScan for a file without one, Unreadable for a broken or encrypted file. In
    right-to-left scripts the layer is unreliable, and a warning says so.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(
            f"the PDF cannot be opened, it is broken or encrypted ({error})"
        ) from error
    try:
        pages = min(len(document), limits.MAX_PAGES)
        warnings = [f"only the first {pages} pages were read"] if len(document) > pages else []
        text = _text(document, pages)
        title = str(document.get_metadata_dict(skip_empty=True).get("Title", ""))
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"the PDF breaks off ({error})") from error
    finally:
        document.close()
    if not text.strip():
        raise NeedsScan("no article text found: the PDF has no text layer")
    language = detect(text)
    if language in RIGHT_TO_LEFT:
        warnings.append("text layer of a right-to-left PDF: compare quotations with the page image")
    return Document(text=text, title=title.strip(), language=language, warnings=tuple(warnings))


def _text(document: object, pages: int) -> str:
    import pypdfium2

    assert isinstance(document, pypdfium2.PdfDocument)  # noqa: S101 - opened by the caller
    parts: list[str] = []
    size = 0
    for number in range(pages):
        page = document[number]
        layer = page.get_textpage()
        part = (
            layer.get_text_range()
            .replace("\r\n", "\n")
            .replace("\r", "\n")
            .replace("\x00", "")
            .strip()
        )
        layer.close()
        page.close()
        size += len(part)
        if size > limits.MAX_TEXT:
            raise Unreadable(f"more than {limits.MAX_TEXT:,} characters of text")
        parts.append(part)
    return "\n\n".join(part for part in parts if part)
