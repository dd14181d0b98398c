"""Collect: a sitemap. An index, a list of addresses or a news sitemap as fetched, packed or not → its pages as links."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from rasad.collect.bodies import MAX_BYTES, decoded
from rasad.collect.kinds import Further
from rasad.collect.links import absolute
from rasad.collect.moments import moment
from rasad.errors import FetchFailed, ItemFailed
from rasad.model import Fetched, Link, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ENTRIES: Final = 50_000  # the protocol's own limit for one file
_OLDEST: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class _Entry:
    """What an entry says of one address."""

    kind: str
    loc: str | None = None
    modified: str | None = None
    title: str | None = None
    published: str | None = None


def read_links(fetched: Fetched, *, source: Source) -> tuple[Link, ...]:
    """The pages on the source's own site, newest first; none for an index. Raises ItemFailed when it is none."""
    links = [
        Link(url=address, title=entry.title, published=entry.published or entry.modified)
        for entry in _entries(fetched, source)
        if entry.kind == "url"
        and (address := absolute(entry.loc or "", fetched.url))
        and _is_own(address, source)
    ]
    return tuple(sorted(links, key=lambda link: moment(link.published) or _OLDEST, reverse=True))


def further(fetched: Fetched, *, source: Source) -> tuple[Further, ...]:
    """The sitemaps an index names, newest first."""
    parts = [
        Further(url=address, modified=entry.modified, is_part=True)
        for entry in _entries(fetched, source)
        if entry.kind == "sitemap" and (address := absolute(entry.loc or "", fetched.url))
    ]
    return tuple(sorted(parts, key=lambda part: moment(part.modified) or _OLDEST, reverse=True))


def _is_own(address: str, source: Source) -> bool:
    """True for pages of the source's site: a sitemap has no say about other hosts."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    own = (urlsplit(source.url).hostname or "").removeprefix("www.")
    return host == own or host.endswith("." + own) or own.endswith("." + host)


def _entries(fetched: Fetched, source: Source) -> Iterator[_Entry]:
    import lxml.etree

    body = _unpacked(fetched, source)
    if not body.strip():
        raise _no_sitemap(fetched, source, "it is empty")
    count, root = 0, ""
    entry: _Entry | None = None
    steps = lxml.etree.iterparse(
        io.BytesIO(body),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=False,
    )
    try:
        for event, element in steps:
            name = _name(element)
            if event == "start":
                if not root:
                    root = _root(element, name, fetched, source)
                if name in ("url", "sitemap") and entry is None:
                    entry = _Entry(kind=name)
                continue
            if entry is not None and name in ("url", "sitemap") and name == entry.kind:
                count += 1
                yield entry
                entry = None
                if count >= MAX_ENTRIES:
                    return
                _forget(element)
            elif entry is not None:
                _take(entry, name, element)
    except lxml.etree.XMLSyntaxError as error:
        # A file cut off in the middle still told of the pages before the cut.
        if count == 0:
            why = str(error).replace("\n", " ")
            raise _no_sitemap(fetched, source, why) from error


def _root(element: _Element, name: str, fetched: Fetched, source: Source) -> str:
    if element.getroottree().docinfo.internalDTD is not None:
        raise _no_sitemap(fetched, source, "it declares a document type, which a sitemap never does")
    if name not in ("urlset", "sitemapindex"):
        raise _no_sitemap(fetched, source, f"its root is <{name[:40]}>")
    return name


def _take(entry: _Entry, name: str, element: _Element) -> None:
    text = " ".join("".join(map(str, element.itertext())).split())
    space = str(element.tag).partition("}")[0]
    is_extension = "sitemap-image" in space or "sitemap-video" in space
    if not text or is_extension:
        return
    if name == "loc" and entry.loc is None:
        entry.loc = text
    elif name == "lastmod":
        entry.modified = text
    elif name == "title":
        entry.title = text
    elif name == "publication_date":
        entry.published = text


def _forget(element: _Element) -> None:
    """Lets go of what was read, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _unpacked(fetched: Fetched, source: Source) -> bytes:
    """The XML of a sitemap that came as it is, or as a .gz file."""
    body = decoded(fetched)
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(31)
    try:
        whole = unpacker.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise _no_sitemap(fetched, source, f"its packed body is broken ({error})") from error
    if len(whole) > MAX_BYTES:
        raise FetchFailed(f"{fetched.url}: unpacks to more than {MAX_BYTES:,} bytes", url=fetched.url)
    return whole


def _no_sitemap(fetched: Fetched, source: Source, why: str) -> ItemFailed:
    return ItemFailed(
        f"source {source.id}: {fetched.url} is no sitemap: {why}; robots.txt of the site often names it",
        source=source.id,
        url=fetched.url,
    )
