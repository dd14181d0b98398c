"""Word: the words of a .docx file. bytes -> Document."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from rasad.errors import BadInput, Unreadable
from rasad.model import Document
from rasad.read import limits
from rasad.read.language import detect
from rasad.safety import packed

if TYPE_CHECKING:
    from lxml.etree import _Element

_W: Final = f"{{{packed.W}}}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", _FALLBACK})
_SIGNS: Final = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "\u2011"}


def is_docx(body: bytes) -> bool:
    """True for a zip archive that holds a Word document."""
    if not body.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "word/document.xml" in archive.namelist()
    except packed.BROKEN:
        return False


def read_docx(body: bytes) -> Document:
    """The words as Word shows them: paragraphs apart by a blank line, a row of a table in one, notes behind the text.

    Deleted and hidden words are left out, inserted ones are not. The title is that of the properties, else the first paragraph of a
    style for titles or headings. The days of the properties are those of the file and date no publication. Raises Unreadable.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            root = _part(archive, "word/document.xml")
            if root is None:
                raise Unreadable("the Word file cannot be opened: word/document.xml is missing")
            paragraphs = _paragraphs(root)
            for notes in ("word/footnotes.xml", "word/endnotes.xml"):
                found = _part(archive, notes)
                paragraphs += _paragraphs(found) if found is not None else []
            core = _part(archive, "docProps/core.xml")
    except packed.BROKEN as error:
        raise Unreadable(f"the Word file cannot be opened, it is broken or encrypted ({error})") from error
    text = "\n\n".join(words for words, _ in paragraphs)
    if not text:
        raise Unreadable("no article text found: the Word file shows no words")
    if len(text) > limits.MAX_TEXT:
        raise Unreadable(f"more than {limits.MAX_TEXT:,} characters of text")
    headings = [words for words, is_heading in paragraphs if is_heading]
    title = _property(core, "title") or (headings[0] if headings else "")
    return Document(text=text, title=title, byline=_property(core, "creator"), language=detect(text))


def _part(archive: zipfile.ZipFile, name: str) -> _Element | None:
    """The root of a part; None when there is no such part."""
    try:
        return packed.xml_part(archive, name, most=limits.MAX_BYTES)
    except BadInput as error:
        raise Unreadable(f"the Word file cannot be opened: {error.message}") from error


def _paragraphs(root: _Element) -> list[tuple[str, bool]]:
    """(words, whether a heading) of each paragraph with words; the cells of a row are one."""
    told: list[tuple[str, bool]] = []
    done: set[_Element] = set()
    for paragraph in root.iter(f"{_W}p"):
        row = next(paragraph.iterancestors(f"{_W}tr"), None)
        if row is None:
            told.append((_words(paragraph), _is_heading(paragraph)))
        elif row not in done:
            done.add(row)
            cells = [" ".join(_words(p) for p in cell.iter(f"{_W}p")).strip() for cell in row.iter(f"{_W}tc")]
            told.append((" | ".join(cell for cell in cells if cell), False))
    return [(words, is_heading) for words, is_heading in told if words]


def _words(paragraph: _Element) -> str:
    parts: list[str] = []
    _gather(paragraph, parts)
    return " ".join("".join(parts).split(" ")).strip()


def _gather(element: _Element, parts: list[str]) -> None:
    for child in element:
        if child.tag in _NOT_SHOWN or (child.tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None):
            continue
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag != f"{_W}p":  # a text box has paragraphs of its own
            _gather(child, parts)


def _is_heading(paragraph: _Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "").lower() if style is not None else ""
    return name.startswith(("heading", "title")) or paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None


def _property(core: _Element | None, name: str) -> str:
    found = core.findtext(f"{_DC}{name}") if core is not None else None
    return " ".join((found or "").split())
