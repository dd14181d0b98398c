"""An edition written anew as HTML and as Word, as other tools would write it: the same words, headings, ids and citations."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

from rasad.model.front_matter import FRONT, KEY

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEADING = re.compile(r"^(#+) (.*?)(?: \{#([^}]+)\})?$")
WAIVER = re.compile(r"<!--(\s*rasad:.*?)-->", re.S)


def fields_of(source: str) -> dict[str, str]:
    front = FRONT.match(source)
    if not front:
        return {}
    return {found.group(1): found.group(2) for line in front.group(1).splitlines() if (found := KEY.match(line))}


def blocks_of(source: str) -> list[tuple[int, str, str, bool]]:
    """Level (0 for a paragraph, -1 for a comment), words, id, and whether it is the desk's analysis."""
    front = FRONT.match(source)
    made, is_analysis = [], False
    for part in re.split(r"\n\s*\n|\n(?=:::|#)|(?<=analysis)\n", source[front.end() if front else 0 :]):
        words = part.strip()
        while words.startswith(":::"):
            first, _, words = words.partition("\n")
            is_analysis = "analysis" in first
        is_closing = words.endswith("\n:::")
        words = words.removesuffix("\n:::").strip()
        heading, waiver = HEADING.match(words), WAIVER.fullmatch(words)
        if heading:
            made.append((len(heading.group(1)), heading.group(2), heading.group(3) or "", is_analysis))
        elif waiver:
            made.append((-1, waiver.group(1), "", False))
        elif words:
            made.append((0, words, "", is_analysis))
        is_analysis = is_analysis and not is_closing
    return made


def as_html(source: str) -> bytes:
    fields = fields_of(source)
    lines = [f'<!DOCTYPE html><html lang="{fields.get("language", "en")}"><head><meta charset="utf-8">']
    lines += [f'<meta name="{name}" content="{escape(value)}">' for name, value in fields.items()]
    lines.append(f"<title>{escape(fields.get('title', ''))}</title><style>p {{ color: red }}</style></head><body>")
    lines.append("<nav><ul><li><a href='/'>Home of Sara Baresh, arrested on Friday, 14 September 2026</a></ul></nav>")
    for level, words, id, is_analysis in blocks_of(source):
        if level < 0:
            lines.append(f"<!--{words}-->")
        elif level:
            lines.append(f'<h{level} id="{id}">{escape(words)}</h{level}>' if id else f"<h{level}>{escape(words)}</h{level}>")
        else:
            lines.append(f'<div class="analysis"><p>{escape(words)}</p></div>' if is_analysis else f"<p>{escape(words)}</p>")
    return "\n".join([*lines, "<script>var x = '“';</script></body></html>"]).encode()


def as_docx(source: str) -> bytes:
    body, comments = [], []
    for level, words, id, is_analysis in blocks_of(source):
        if level < 0:
            comments.append(words)
            number = len(comments)
            body.append(f'<w:p><w:r><w:commentReference w:id="{number}"/></w:r></w:p>')
            continue
        style = f'<w:pStyle w:val="berschrift{level}"/>' if level else '<w:pStyle w:val="Desk"/>' if is_analysis else ""
        mark = f'<w:bookmarkStart w:id="1" w:name="{id}"/><w:bookmarkEnd w:id="1"/>' if id else ""
        half = len(words) // 2
        runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in (words[:half], words[half:]))
        gone = "<w:del><w:r><w:delText>Sara Baresh was arrested.</w:delText></w:r></w:del>"
        hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>“hidden</w:t></w:r>"
        body.append(f"<w:p><w:pPr>{style}</w:pPr>{mark}{gone}<w:ins>{runs}</w:ins>{hidden}</w:p>")
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="berschrift{level}"><w:name w:val="heading {level}"/></w:style>' for level in range(1, 7)
    ) + '<w:style w:type="paragraph" w:styleId="Desk"><w:name w:val="Analysis"/></w:style>'
    told = "".join(f'<w:comment w:id="{n}"><w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p></w:comment>' for n, words in enumerate(comments, 1))
    custom = "".join(
        f'<property fmtid="x" pid="{n}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for n, (name, value) in enumerate(fields_of(source).items(), 2)
    )
    return packed(
        {
            "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
            "word/comments.xml": f"<w:comments {W}>{told}</w:comments>",
            "docProps/custom.xml": f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{custom}</Properties>',
        }
    )


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, words in parts.items():
            file.writestr(name, words)
    return out.getvalue()


def with_part(docx: bytes, name: str, payload: bytes) -> bytes:
    """A Word file with one part more."""
    out = io.BytesIO(docx)
    with zipfile.ZipFile(out, "a") as file:
        file.writestr(name, payload)
    return out.getvalue()
