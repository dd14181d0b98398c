"""Documents: a report from any tool, as its author sees it. bytes -> Report."""

from __future__ import annotations

import codecs
import re
from typing import Final

from rasad.check.shown import Report
from rasad.errors import BadInput

MAX: Final = 20_000_000
MARKDOWN: Final = (".md", ".markdown", ".mdown", ".txt", ".text", "")
HTML: Final = (".html", ".htm", ".xhtml")
KINDS: Final = "Markdown (.md), plain text (.txt), HTML (.html) or Word (.docx)"

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w:.-]{1,40})", re.I)
_ZIP: Final = b"PK\x03\x04"


def read_report(payload: bytes, *, name: str) -> Report:
    """The report in a file of that name. Raises BadInput with what to do when it is none that can be read."""
    if len(payload) > MAX:
        raise BadInput(f"{name}: {len(payload):,} bytes; a report may hold {MAX:,}")
    suffix = name[name.rfind(".") :].lower() if "." in name.rpartition("/")[2] else ""
    if suffix == ".docx" or payload.startswith(_ZIP):
        from rasad.check.docx_input import read_docx

        return read_docx(payload, name=name)
    if suffix in HTML:
        from rasad.check.html_input import read_html

        return read_html(_decoded(payload, name, is_html=True))
    if suffix not in MARKDOWN:
        raise BadInput(f"{name}: {suffix} is not read; save it as {KINDS}")
    return Report(kind="markdown", text=_decoded(payload, name))


def _decoded(payload: bytes, name: str, *, is_html: bool = False) -> str:
    """The characters, a byte order mark of UTF-8 included, so that offsets are those of the file."""
    if payload.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        charset = "utf-16"
    else:
        found = _CHARSET.search(payload[:4096]) if is_html else None
        charset = found.group(1).decode("ascii") if found else "utf-8"
    try:
        text = payload.decode(charset)
    except LookupError:
        raise BadInput(f"{name}: the encoding {charset!r} is unknown; save it as UTF-8") from None
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{name}: not {charset.upper()} text (byte {error.start}); save it as UTF-8"
        ) from error
    if "\x00" in text:
        raise BadInput(f"{name}: holds NUL characters; this is no text; save it as {KINDS}")
    return text
