"""Collect: where a page lists its articles. A page → the CSS selector that most likely finds their links."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from rasad.collect.links import absolute, tidy
from rasad.model import Link

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEWEST: Final = 5
_SIMPLE: Final = re.compile(r"^-?[A-Za-z_][A-Za-z0-9_-]*$")
_ASIDE: Final = ("nav", "footer", "header", "aside", "form")


def guess_selector(page: HtmlElement, base: str) -> tuple[str, tuple[Link, ...]] | None:
    """The selector and what it finds, None when no group of at least five links looks like articles.

    Links are grouped by the tags and classes above them; a group is worth its number of different
    addresses of the same host times the share of titles that are sentences rather than labels.
    """
    groups: dict[str, list[HtmlElement]] = defaultdict(list)
    for anchor in page.iterdescendants("a"):
        if anchor.get("href") and not _is_aside(anchor):
            for path in _paths(anchor):
                groups[path].append(anchor)
    best: tuple[float, int, str] | None = None
    for path, anchors in groups.items():
        worth = _worth(anchors, base)
        rank = (worth, -len(path), path)
        if worth > 0 and (best is None or rank > best):
            best = rank
    if best is None:
        return None
    select = best[2]
    links = [
        Link(url=str(anchor.get("href")), title=" ".join(anchor.text_content().split()) or None)
        for anchor in page.cssselect(select)
    ]
    return select, tidy(links, base=base, source="")


def _is_aside(anchor: HtmlElement) -> bool:
    return any(above.tag in _ASIDE for above in anchor.iterancestors())


def _paths(anchor: HtmlElement) -> Iterator[str]:
    """Selectors that a link answers to: itself under its nearest named boxes, from short to long."""
    above = [_step(element) for element in anchor.iterancestors() if element.tag not in ("html", "body")]
    steps = above[:5]
    own = _step(anchor)
    for depth in range(1, len(steps) + 1):
        if "." in steps[depth - 1] or "#" in steps[depth - 1] or steps[depth - 1] in ("main", "article"):
            yield " > ".join([*reversed(steps[:depth]), own])


def _step(element: HtmlElement) -> str:
    """Tag and its steadiest class; ids and classes with digits differ from item to item."""
    tag = str(element.tag)
    names = [name for name in (element.get("class") or "").split() if _SIMPLE.match(name)]
    steady = [name for name in names if not re.search(r"\d", name)]
    id = element.get("id") or ""
    if steady:
        return f"{tag}.{steady[0]}"
    return f"{tag}#{id}" if _SIMPLE.match(id) and not re.search(r"\d", id) else tag


def _worth(anchors: list[HtmlElement], base: str) -> float:
    host = urlsplit(base).hostname
    titles: dict[str, str] = {}
    for anchor in anchors:
        address = absolute(str(anchor.get("href")), base)
        if address and urlsplit(address).hostname == host and len(urlsplit(address).path) > 1:
            title = " ".join(anchor.text_content().split())
            titles[address] = max(titles.get(address, ""), title, key=len)
    if len(titles) < _FEWEST:
        return 0.0
    sentences = sum(len(title) >= 20 and " " in title for title in titles.values())
    share = sentences / len(titles)
    return len(titles) * share * share if share >= 0.5 else 0.0
