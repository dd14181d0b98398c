"""Word: the words that a .docx file shows. bytes -> Report.

Headings are told by the names and outline levels of styles, also where Word speaks another language. Deleted and hidden
words are not read, inserted ones are; foot- and endnotes stand behind the text, in the order of their marks. A Word
comment `rasad: allow CODE by=HANDLE why="…"` is a waiver. What pandoc keeps of front matter (custom properties) counts as such.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from rasad.check.shown import Report
from rasad.errors import BadInput
from rasad.model.edition_blocks import Block
from rasad.model.span import Citation
from rasad.safety import packed

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART: Final = 50_000_000
_W: Final = f"{{{packed.W}}}"
_R: Final = f"{{{packed.R}}}"
_CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING: Final = re.compile(r"heading (\d)\Z", re.I)
_EVIDENCE: Final = re.compile(r"(?:^|/)([0-9a-f]{8,64})-(\d{1,9})-(\d{1,9})\.html\Z")
_FIELDS: Final = ("series", "number", "language", "window", "published", "title")
_NOT_SHOWN: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}rPr", f"{_W}pPr", f"{_W}sdtPr", _CHOICE})
_SIGNS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read."""

    text: str = ""
    citations: list[tuple[Citation, int]] = field(default_factory=list)
    links: list[tuple[str, int, int]] = field(default_factory=list)
    waivers: list[tuple[str, int]] = field(default_factory=list)
    id: str = ""


def read_docx(payload: bytes, *, name: str) -> Report:
    """The report in a Word file. Raises BadInput for what is none, is too large unpacked, or holds entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            return _Reader(_Parts(archive, name)).report()
    except packed.BROKEN as error:
        raise BadInput(f"{name}: not a whole Word file ({error}); save it anew as .docx") from error


class _Parts:
    """The XML files inside, each at most MAX_PART large and free of entities."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.packed = archive
        self.name = name

    def read(self, part: str) -> _Element | None:
        """The root of a part, or None when there is no such part."""
        try:
            return packed.xml_part(self.packed, part, most=MAX_PART)
        except BadInput as error:
            raise BadInput(f"{self.name}: {error.message}") from error

    def media(self) -> dict[str, bytes]:
        """The images inside, while they and those before them are not too large."""
        found: dict[str, bytes] = {}
        left = MAX_PART
        for part in self.packed.infolist():
            if part.filename.startswith("word/media/") and 0 < part.file_size <= left:
                with self.packed.open(part) as file:
                    found[part.filename] = file.read(left + 1)
                left -= len(found[part.filename])
                if left < 0:  # larger than the file says of itself
                    del found[part.filename]
                    break
        return found


class _Reader:
    """Goes through the body and the notes and collects blocks."""

    def __init__(self, parts: _Parts) -> None:
        self.parts = parts
        document = parts.read("word/document.xml")
        if document is None:
            raise BadInput(f"{parts.name}: no Word file (word/document.xml is missing)")
        self.document = document
        self.levels, self.analysis = _styles(parts.read("word/styles.xml"))
        self.targets = _targets(parts.read("word/_rels/document.xml.rels"))
        self.comments = _comments(parts.read("word/comments.xml"))
        self.notes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.pending = ""
        self.waiting: list[str] = []  # fields that open: their instructions are not shown

    def report(self) -> Report:
        """All that is shown."""
        body = self.document.find(f"{_W}body")
        self._blocks(body if body is not None else self.document)
        for kind, number in list(dict.fromkeys(self.notes)):
            root = self.parts.read(f"word/{kind}s.xml")
            for note in root.iter(f"{_W}{kind}") if root is not None else ():
                if note.get(f"{_W}id") == number:
                    self._blocks(note)
        return Report(
            kind="docx",
            text="".join(self.texts),
            blocks=tuple(self.blocks),
            fields=_fields(self.parts),
            media=self.parts.media(),
        )

    def _blocks(self, holder: _Element) -> None:
        """Paragraphs, rows of tables and what content controls hold."""
        stack = [iter(holder)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif child.tag == f"{_W}p":
                self._put(child, self._paragraph(child))
            elif child.tag == f"{_W}tr":
                self._row(child)
            elif child.tag == f"{_W}bookmarkStart":
                self.pending = _bookmark(child) or self.pending
            elif child.tag not in _NOT_SHOWN:
                stack.append(iter(child))

    def _row(self, row: _Element) -> None:
        """The cells of a row as one paragraph, parted by bars."""
        whole = _Paragraph()
        for cell in row.iter(f"{_W}tc"):
            for paragraph in cell.iter(f"{_W}p"):
                part = self._paragraph(paragraph)
                if not part.text.strip():
                    continue
                gap = " | " if whole.text else ""
                base = len(whole.text) + len(gap)
                whole.text += gap + part.text
                whole.citations += [(cited, base + place) for cited, place in part.citations]
                whole.links += [(url, base + low, base + high) for url, low, high in part.links]
                whole.waivers += [(words, base + place) for words, place in part.waivers]
        self._put(None, whole)

    def _paragraph(self, paragraph: _Element) -> _Paragraph:
        """The words of a paragraph, of text boxes in it too."""
        made = _Paragraph()
        stack: list[tuple[Iterator[_Element], str, int]] = [(iter(paragraph), "", 0)]
        while stack:
            children, url, start = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                if url and len(made.text) > start:
                    made.links.append((url, start, len(made.text)))
                continue
            self._inline(child, made)
            if child.tag in _NOT_SHOWN or (child.tag == f"{_W}r" and _is_hidden(child)):
                continue
            target = self.targets.get(child.get(f"{_R}id") or "", "") if child.tag == f"{_W}hyperlink" else ""
            cited = _EVIDENCE.search(target)
            if cited:
                text_id, low, high = cited.groups()
                made.citations.append((Citation(text_id=text_id, start=int(low), end=int(high), translator="desk"), len(made.text)))
                continue
            stack.append((iter(child), target, len(made.text)))
        return made

    def _inline(self, child: _Element, made: _Paragraph) -> None:
        """What one element adds to a paragraph."""
        if child.tag == f"{_W}t":
            made.text += child.text or ""
        elif child.tag in _SIGNS:
            made.text += _SIGNS[child.tag]
        elif child.tag == f"{_W}bookmarkStart":
            made.id = _bookmark(child) or made.id
        elif child.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            kind = child.tag.removeprefix(_W).removesuffix("Reference")
            self.notes.append((kind, child.get(f"{_W}id") or ""))
        elif child.tag == f"{_W}commentReference":
            words = self.comments.get(child.get(f"{_W}id") or "", "")
            if words:
                made.waivers.append((words, len(made.text)))

    def _put(self, paragraph: _Element | None, made: _Paragraph) -> None:
        """Makes a block of a paragraph that shows something."""
        lead = len(made.text) - len(made.text.lstrip())
        text = made.text.strip()
        if not text:
            return
        style, level = _style_of(paragraph) if paragraph is not None else ("", 0)
        level = level or self.levels.get(style, 0)
        base = self.length + (2 if self.texts else 0)

        def at(place: int) -> int:
            return base + min(max(0, place - lead), len(text))

        name, self.pending = (made.id or self.pending, "") if level else ("", self.pending)
        self.blocks.append(
            Block(
                start=base, end=base + len(text), level=level, id=name, is_analysis=style in self.analysis,
                citations=tuple((cited, at(place)) for cited, place in made.citations),
                links=tuple((url, at(low), at(high)) for url, low, high in made.links),
                waivers=tuple((words, at(place)) for words, place in made.waivers),
            )
        )  # fmt: skip
        self.texts += ["\n\n", text] if self.texts else [text]
        self.length = base + len(text)


def _styles(root: _Element | None) -> tuple[dict[str, int], frozenset[str]]:
    """The level of each style that makes headings, and the styles of the desk's own analysis."""
    levels: dict[str, int] = {}
    parents: dict[str, str] = {}
    analysis = set()
    for style in root.iter(f"{_W}style") if root is not None else ():
        id = style.get(f"{_W}styleId") or ""
        named = style.find(f"{_W}name")
        name = (named.get(f"{_W}val") or "" if named is not None else "").strip().lower()
        based = style.find(f"{_W}basedOn")
        parents[id] = based.get(f"{_W}val") or "" if based is not None else ""
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        found = _HEADING.match(name)
        if name == "title":
            levels[id] = 1
        elif found:
            levels[id] = min(6, int(found.group(1)) or 1)
        elif outline is not None and (outline.get(f"{_W}val") or "9") in "012345":
            levels[id] = int(outline.get(f"{_W}val") or "0") + 1
        if name == "analysis":
            analysis.add(id)
    for id in list(parents):
        for parent in _ancestors(id, parents):
            if id not in levels and parent in levels:
                levels[id] = levels[parent]
    return levels, frozenset(analysis)


def _ancestors(id: str, parents: dict[str, str]) -> Iterator[str]:
    """The styles that a style is based on, nearest first; a circle is gone through once."""
    seen = {id}
    while (id := parents.get(id, "")) and id not in seen:
        seen.add(id)
        yield id


def _style_of(paragraph: _Element) -> tuple[str, int]:
    """The style of a paragraph, and the outline level it sets itself."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    level = (outline.get(f"{_W}val") or "9") if outline is not None else "9"
    return (
        style.get(f"{_W}val") or "" if style is not None else "",
        int(level) + 1 if level in "012345" else 0,
    )


def _targets(root: _Element | None) -> dict[str, str]:
    """Where hyperlinks lead, by the id of the relation."""
    if root is None:
        return {}
    return {child.get("Id") or "": child.get("Target") or "" for child in root}


def _comments(root: _Element | None) -> dict[str, str]:
    """Word comments by id."""
    found = root.iter(f"{_W}comment") if root is not None else ()
    return {
        comment.get(f"{_W}id") or "": "".join(t.text or "" for t in comment.iter(f"{_W}t"))
        for comment in found
    }


def _fields(parts: _Parts) -> dict[str, str]:
    """What the properties of the file say of it: title and language, and custom ones by the names of front matter."""
    found: dict[str, str] = {}
    core, custom = parts.read("docProps/core.xml"), parts.read("docProps/custom.xml")
    for child in core if core is not None else ():
        name = str(child.tag).rpartition("}")[2]
        if name in ("title", "language") and child.text:
            found[name] = child.text.strip()
    for child in custom if custom is not None else ():
        name = (child.get("name") or "").lower()
        if name in _FIELDS:
            found[name] = "".join(str(words) for words in child.itertext()).strip()
    if "language" in found:
        found["language"] = found["language"].partition("-")[0].lower()
    return found


def _bookmark(element: _Element) -> str:
    name = element.get(f"{_W}name") or ""
    return "" if name.startswith("_") else name


def _is_hidden(run: _Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")
