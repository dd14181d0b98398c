"""Text: a plain text file. str -> Document, its characters unchanged."""

from __future__ import annotations

from rasad.errors import Unreadable
from rasad.model import Document
from rasad.read import limits
from rasad.read.language import detect

_TITLE: int = 200


def read_text(text: str) -> Document:
    """The file as it is; its first line is the title when it is short and stands apart."""
    if not text.strip():
        raise Unreadable("no article text found: the text is empty")
    if len(text) > limits.MAX_TEXT:
        raise Unreadable(
            f"{len(text):,} characters: longer than the {limits.MAX_TEXT:,} that are read"
        )
    return Document(text=text, title=_title(text), language=detect(text))


def _title(text: str) -> str:
    lines = text.lstrip("\ufeff\r\n ").splitlines()
    first = lines[0].strip() if lines else ""
    is_apart = len(lines) == 1 or (len(lines) > 1 and not lines[1].strip()) or first.startswith("#")
    if not is_apart or len(first) > _TITLE or first.endswith((".", "\u06d4", "---")):
        return ""
    return first.lstrip("# ").strip()
