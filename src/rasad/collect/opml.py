"""Collect: lists of feeds as feed readers exchange them. OPML ↔ sources of kind feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from rasad.collect.links import absolute
from rasad.errors import BadInput
from rasad.model import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES: Final = 5_000_000
_NOT_ID: Final = re.compile(r"[^a-z0-9]+")


def import_opml(data: bytes) -> tuple[Source, ...]:
    """The feeds of an OPML file, ids made from host and title. Raises BadInput that names the outline.

    A file can set addresses and titles, nothing else: no proxy, no robots, no path.
    """
    found: list[Source] = []
    taken: set[str] = set()
    for number, outline in enumerate(_outlines(data), 1):
        address = outline.get("xmlUrl") or outline.get("xmlurl")
        if not address:
            continue
        url = absolute(str(address), "")
        if url is None:
            raise BadInput(
                f"OPML outline {number}: {str(address)[:200]!r} is no http or https address"
            )
        if any(source.url == url for source in found):
            continue
        id = _id(url, str(outline.get("text") or outline.get("title") or ""), taken)
        language = outline.get("language")
        found.append(
            Source(
                id=id,
                kind="feed",
                url=url,
                language=str(language) if language else None,
                origin="opml",
            )
        )
    if not found:
        raise BadInput("OPML: no outline with an xmlUrl stands in it")
    return tuple(found)


def export_opml(sources: Iterable[Source], *, title: str = "Rasad") -> str:
    """The feeds among sources as an OPML 2.0 file."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_escaped(title)}</title></head>",
        "  <body>",
    ]
    for source in sources:
        if source.kind == "feed":
            language = f" language={_attribute(source.language)}" if source.language else ""
            lines.append(
                f'    <outline type="rss" text={_attribute(source.id)} xmlUrl={_attribute(source.url)}{language}/>'
            )
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _outlines(data: bytes) -> Iterator[_Element]:
    import lxml.etree

    if len(data) > MAX_BYTES:
        raise BadInput(f"OPML: {len(data):,} bytes; a list of feeds has at most {MAX_BYTES:,}")
    parser = lxml.etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    try:
        root = lxml.etree.fromstring(data, parser=parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(f"OPML: no well-formed XML: {error}") from error
    if getattr(root.getroottree().docinfo, "internalDTD", None) is not None:
        raise BadInput(
            "OPML: it declares a document type; entities are not taken, remove the declaration"
        )
    if root.tag != "opml":
        raise BadInput(f"OPML: the file is a <{str(root.tag)[:40]}>")
    yield from root.iter("outline")


def _id(url: str, title: str, taken: set[str]) -> str:
    host = (urlsplit(url).hostname or "feed").removeprefix("www.")
    words = _NOT_ID.sub("-", f"{host} {title}".lower()).strip("-")[:48].strip("-")
    id, number = words, 2
    while id in taken:
        id, number = f"{words}-{number}", number + 1
    taken.add(id)
    return id


def _attribute(value: str) -> str:
    return quoteattr(value, {"\n": " ", "\r": " "})


def _escaped(value: str) -> str:
    return quoteattr(value)[1:-1].replace("\n", " ")
