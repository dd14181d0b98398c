"""Collect: what a site offers to be watched. An address → proposed sources, tried, best first. Nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from rasad.collect.bodies import decoded
from rasad.collect.kinds import Further, further, kind
from rasad.collect.links import absolute, tidy
from rasad.collect.selectors import guess_selector
from rasad.collect.sources.html import parse_page
from rasad.errors import BadInput, ItemFailed
from rasad.model import Fetched, Link, Source
from rasad.model.ports import Web

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEED_TYPES: Final = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
    "text/xml", "application/xml",
)  # fmt: skip
_FEED_PATH: Final = re.compile(r"(?:^|[/._?=-])(?:rss|feed|feeds|atom|rdf)(?:$|[/._?=&-]|\d)", re.I)
_TRIED: Final = 6
_NOT_ID: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Sources that work, best first, each with what it gave; and notes on what did not or what else could be."""

    sources: tuple[Source, ...] = ()
    links: tuple[tuple[Link, ...], ...] = ()
    notes: tuple[str, ...] = ()
    language: str | None = None


def discover(url: str, *, web: Web) -> Discovery:
    """What could be polled at an address: itself, the feeds it links to, the sitemaps its robots.txt names.

    A feed is only asked where the page links to it; no address is guessed. Raises FetchFailed and its kin when
    the address itself cannot be had.
    """
    address = _preview(url)
    fetched = web.get(address)
    for name in ("telegram", "feed", "sitemap"):
        found = _tried(name, fetched, web)
        if found is not None:
            return _told([found], (), None)
    try:
        page = parse_page(fetched)
    except ItemFailed:
        return Discovery(notes=(f"{fetched.url}: neither a feed nor a readable page",))
    language = (page.get("lang") or "").strip().lower().partition("-")[0] or None
    notes: list[str] = []
    works = list(_working("feed", _feeds(page, fetched.url), web, notes))
    works += _working("sitemap", _sitemaps(fetched.url, web, notes), web, notes)
    if not any(source.kind == "feed" for source, _ in works):
        listing = guess_selector(page, fetched.url)
        if listing is None:
            notes.append("no feed found, and no list of articles stands out on this page; try the page of a section")
        else:
            select, links = listing
            notes.append(f"no feed found; a listing could be select = {select!r}, which finds {len(links)} links")
            source = Source(id=_id(fetched.url), kind="listing", url=fetched.url, select=select)
            works.insert(0, (source, links))
    return _told(works, tuple(notes), language)


def _told(
    works: list[tuple[Source, tuple[Link, ...]]], notes: tuple[str, ...], language: str | None
) -> Discovery:
    ids: set[str] = set()
    sources = []
    for source, _ in works:
        id, number = source.id, 2
        while id in ids:
            id, number = f"{source.id}-{number}", number + 1
        ids.add(id)
        sources.append(replace(source, id=id, language=language))
    return Discovery(
        sources=tuple(sources), links=tuple(links for _, links in works), notes=notes, language=language
    )


def _preview(url: str) -> str:
    """The preview of a Telegram channel for an address of the channel; other addresses unchanged."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    is_channel = parts.hostname in ("t.me", "telegram.me") and bool(steps)
    if not is_channel:
        return url
    name = steps[1] if steps[0] == "s" and len(steps) > 1 else steps[0]
    return f"{parts.scheme}://t.me/s/{name.lstrip('@')}"


def _tried(name: str, fetched: Fetched, web: Web) -> tuple[Source, tuple[Link, ...]] | None:
    """The source that a fetched address is, when it is one of that kind."""
    row = kind(name)
    source = Source(id=_id(fetched.url), kind=name, url=fetched.url)
    try:
        links = tidy(row.read_links(fetched, source=source), base=fetched.url, source=source.id)
        parts = [part for part in further(row, fetched, source) if part.is_part]
    except (ItemFailed, BadInput):
        return None
    if not links and parts:
        links = _of_parts(source, parts, web)
    return source, links


def _of_parts(source: Source, parts: list[Further], web: Web) -> tuple[Link, ...]:
    try:
        fetched = web.get(parts[0].url)
        links = kind(source.kind).read_links(fetched, source=source)
    except ItemFailed:
        return ()
    return tidy(links, base=fetched.url, source=source.id)


def _working(
    name: str, addresses: Iterable[str], web: Web, notes: list[str]
) -> Iterator[tuple[Source, tuple[Link, ...]]]:
    for address in list(dict.fromkeys(addresses))[:_TRIED]:
        try:
            found = _tried(name, web.get(address), web)
        except ItemFailed as error:
            notes.append(error.message)
            continue
        if found is None:
            notes.append(f"{address}: named as {name}, and is none")
        else:
            yield found


def _feeds(page: HtmlElement, base: str) -> Iterator[str]:
    """Feeds the page declares, then those it links to by an address that says so."""
    declared = page.xpath("//link[@href and contains(translate(@rel, 'ALTERN', 'altern'), 'alternate')]")
    for link in declared if isinstance(declared, list) else []:
        media = (link.get("type") or "").split(";")[0].strip().lower()
        address = absolute(str(link.get("href")), base)
        if media in _FEED_TYPES and address:
            yield address
    anchors = page.xpath("//a[@href]")
    for anchor in anchors if isinstance(anchors, list) else []:
        address = absolute(str(anchor.get("href")), base)
        if address and urlsplit(address).hostname == urlsplit(base).hostname:
            parts = urlsplit(address)
            if _FEED_PATH.search(parts.path) or _FEED_PATH.search(parts.query):
                yield address


def _sitemaps(base: str, web: Web, notes: list[str]) -> tuple[str, ...]:
    """The sitemaps that robots.txt names."""
    from protego import Protego

    try:
        fetched = web.get(urljoin(base, "/robots.txt"), ask_robots=False)
        text = decoded(fetched, limit=500_000).decode("utf-8-sig", "replace")
    except ItemFailed as error:
        notes.append(error.message)
        return ()
    return tuple(found for site in Protego.parse(text).sitemaps if (found := absolute(site, base)))


def _id(url: str) -> str:
    """An id of host and the telling part of the path."""
    parts = urlsplit(url)
    host = (parts.hostname or "source").removeprefix("www.").removeprefix("feeds.")
    words = [step for step in parts.path.split("/") if step.isascii() and len(step) < 20][-2:]
    name = host if not words else f"{host} {' '.join(words)}"
    return _NOT_ID.sub("-", name.lower()).strip("-")[:48].strip("-") or "source"
