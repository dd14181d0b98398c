"""Live, as told to machines: the updates of a LiveBlogPosting in JSON-LD. Tree -> entries.

Source of the form: https://schema.org/LiveBlogPosting.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from rasad.errors import Unreadable
from rasad.read import limits
from rasad.read.blocks import clean
from rasad.read.live_entries import MOST, Entry
from rasad.read.metadata import names_in
from rasad.read.tree import Element, paragraphs, parse

_SEEN: Final = 4000
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")


def blogs_of(tree: Element) -> list[dict[str, object]]:
    """The LiveBlogPosting objects of a page."""
    found: list[dict[str, object]] = []
    for node in tree.iter("script"):
        source = (node.text or "").strip()
        if "ld+json" not in (node.get("type") or "").lower() or not 0 < len(source) <= limits.MAX_JSON:
            continue
        try:
            value = json.loads(source.removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        found += [row for row in _rows(value) if "liveBlogUpdate" in row or "LiveBlogPosting" in str(row.get("@type"))[:200]]
    return found


def _rows(value: object) -> Iterator[dict[str, object]]:
    waiting: deque[object] = deque([value])
    seen = 0
    while waiting and seen < _SEEN:
        seen += 1
        row = waiting.popleft()
        if isinstance(row, list):
            waiting.extend(row[:200])
        elif isinstance(row, dict):
            yield row
            waiting.extend(row[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(row.get(name), (list, dict)))


def updates_of(blogs: list[dict[str, object]]) -> list[Entry]:
    """The updates with words, in their order; more than are split come back too, so that they can be counted."""
    found: list[Entry] = []
    for blog in blogs:
        rows = blog.get("liveBlogUpdate")
        for row in rows[: MOST + 1] if isinstance(rows, list) else [rows]:
            if isinstance(row, dict) and (entry := _entry(row)).lines:
                found.append(entry)
    return found


def _entry(row: dict[str, object]) -> Entry:
    title = clean(html.unescape(_text(row.get("headline")) or _text(row.get("name"))))
    lines = _lines(_text(row.get("articleBody")) or _text(row.get("text")) or _text(row.get("description")))
    address = _text(row.get("url")) or _text(row.get("@id")) or _text(row.get("mainEntityOfPage"))
    byline = ", ".join(dict.fromkeys(clean(name) for name in names_in(row.get("author"))))
    if title and lines and lines[0] != title:
        lines.insert(0, title)
    return Entry(
        lines=lines or ([title] if title else []), title=title, byline=byline[:200],
        stamp=_text(row.get("datePublished")) or _text(row.get("dateCreated")),
        own=_text(row.get("identifier")) or _text(row.get("@id")) or address, fragment=fragment_of(address),
    )  # fmt: skip


def fragment_of(address: str) -> str:
    """What stands behind the # of an address."""
    try:
        return urlsplit(address).fragment
    except ValueError:
        return ""


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _lines(body: str) -> list[str]:
    """The paragraphs of an update, whether it is plain or marked up."""
    if _TAG.search(body):
        try:
            return [line for part in paragraphs(parse(f"<html><body><div>{body}</div></body></html>")) if (line := clean(part))]
        except Unreadable:
            body = _TAG.sub(" ", body)
    return [line for part in html.unescape(body).splitlines() if (line := clean(part))]


def date_of(blogs: list[dict[str, object]], *names: str) -> str:
    """The first stamp under one of `names`."""
    return next((text for blog in blogs for name in names if (text := _text(blog.get(name)))), "")
