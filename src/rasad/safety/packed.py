"""Packed: the XML inside a zip archive such as a Word file, read without harm. ZipFile + name -> element.

No entities, no network, no document type, and never more bytes than allowed, whatever the archive says of its own size.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from rasad.errors import BadInput

if TYPE_CHECKING:
    from lxml.etree import _Element

# The name spaces of Word's XML. Files of the strict kind have others, which are read as these.
W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R.encode()),
)
# What zipfile raises on archives that are cut, damaged, encrypted or packed in a way it does not know.
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def xml_part(packed: zipfile.ZipFile, name: str, *, most: int) -> _Element | None:
    """The root of a part, or None when there is no such part. `most` bytes may come out of it. Raises BadInput."""
    from lxml import etree

    try:
        with packed.open(name) as file:
            raw = file.read(most + 1)
    except KeyError:
        return None
    if len(raw) > most:
        raise BadInput(f"{name} is larger than {most:,} bytes unpacked, a bomb; it is not read")
    for strict, usual in _STRICT:
        raw = raw.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(f"{name} cannot be read ({error.msg}); save it anew as .docx") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadInput(f"{name} declares a document type (entities), which Word never does; it is not read")
    return root
