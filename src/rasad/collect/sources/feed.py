"""Collect: a feed. RSS, Atom, RDF or JSON Feed as fetched → its entries as links."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from rasad.collect.bodies import decoded
from rasad.collect.links import absolute
from rasad.errors import ItemFailed
from rasad.model import Fetched, Link, Source

_TAG: Final = re.compile(r"<!--.{0,20000}?-->|<[^>]{0,2000}>", re.S)


def read_links(fetched: Fetched, *, source: Source) -> tuple[Link, ...]:
    """The entries in the feed's order, dates as it prints them. Raises ItemFailed when it is none.

    An entry without an address is a link without one (`url` empty): what the feed told of it is told on.
    """
    body = decoded(fetched)
    if not body.strip():
        raise _no_feed(fetched, source, "it is empty")
    if _is_json(fetched, body):
        return tuple(_from_json(fetched, source, body))
    return tuple(_from_xml(fetched, source, body))


def _from_xml(fetched: Fetched, source: Source, body: bytes) -> Iterator[Link]:
    import feedparser

    # What relative addresses are relative to, as HTTP has it; without it feedparser would leave them so.
    headers = {"content-location": absolute(fetched.header("content-location") or "", fetched.url) or fetched.url}
    if media_type := fetched.header("content-type"):
        headers["content-type"] = media_type
    try:
        # Bytes wrapped in a stream: feedparser takes a bare string for an address or a file name.
        parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    except (ValueError, KeyError, TypeError, AttributeError, LookupError, RecursionError) as error:
        raise _no_feed(fetched, source, f"the parser gave up ({type(error).__name__})") from error
    harmless = (feedparser.NonXMLContentType, feedparser.CharacterEncodingOverride)
    is_broken = parsed.bozo and not isinstance(parsed.get("bozo_exception"), harmless)
    if not parsed.entries and (is_broken or not parsed.version):
        why = str(parsed.get("bozo_exception") or "no feed of any known version")
        raise _no_feed(fetched, source, why)
    for entry in parsed.entries:
        detail = entry.get("title_detail") or {}
        link = Link(
            url=str(entry.get("link") or _http(entry.get("id")) or ""),
            title=_plain(entry.get("title"), is_text=detail.get("type") == "text/plain"),
            published=_text(entry.get("published") or entry.get("updated")),
            native_id=_text(entry.get("id")),
        )
        if link != Link(url=""):
            yield link


def _from_json(fetched: Fetched, source: Source, body: bytes) -> Iterator[Link]:
    try:
        feed = json.loads(body)
        entries = feed["items"]
        is_feed = "jsonfeed.org" in str(feed.get("version")) and isinstance(entries, list)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _no_feed(fetched, source, f"its JSON is no feed ({error})") from error
    if not is_feed:
        raise _no_feed(fetched, source, "its JSON names no version of JSON Feed")
    for entry in entries:
        if not isinstance(entry, Mapping):
            continue
        id = entry.get("id")
        address = entry.get("url") or entry.get("external_url") or _http(id)
        if isinstance(address, str):
            yield Link(
                url=address,
                title=_plain(entry.get("title")),
                published=_text(entry.get("date_published") or entry.get("date_modified")),
                native_id=None if id is None else str(id),
            )


def _is_json(fetched: Fetched, body: bytes) -> bool:
    return fetched.media_type.endswith("json") or body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
        b"{"
    )


def _http(value: object) -> str | None:
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _plain(value: object, *, is_text: bool = False) -> str | None:
    """A title without markup; feedparser leaves what its sanitiser allows, and says which titles are text."""
    if not isinstance(value, str):
        return None
    bare = value if is_text else html.unescape(_TAG.sub("", value))
    return " ".join(bare.split()) or None


def _no_feed(fetched: Fetched, source: Source, why: str) -> ItemFailed:
    return ItemFailed(
        f"source {source.id}: {fetched.url} is no feed: {why}; if it moved, give its new address",
        source=source.id,
        url=fetched.url,
    )
