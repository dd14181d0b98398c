"""Collect: a listing page. A page as fetched + a CSS selector → the links it lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from rasad.collect.kinds import Further
from rasad.collect.sources.html import parse_page
from rasad.errors import BadInput, ItemFailed
from rasad.model import Fetched, Link, Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement


# How sites mark the link to the next page where they do not say rel="next".
_NEXT: Final = (
    "a[rel~=next][href], link[rel~=next][href], a.next[href], .next > a[href], .pagination-next a[href], "
    "a.pagination-next[href], .nav-previous a[href], a[aria-label=Next][href]"
)


def read_links(fetched: Fetched, *, source: Source) -> tuple[Link, ...]:
    """The links the selector finds; without one, those that lead to the same host.

    Raises BadInput on a selector that is none, ItemFailed when it finds nothing, which mostly means
    that the site was rebuilt.
    """
    page = parse_page(fetched)
    base = _base(page, fetched)
    links = tuple(_links(_anchors(page, source), base))
    if not source.select:
        host = urlsplit(fetched.url).hostname
        links = tuple(link for link in links if urlsplit(link.url).hostname == host)
    if not links:
        what = f"the selector {source.select!r}" if source.select else "it"
        raise ItemFailed(
            f"source {source.id}: {what} finds no link in {fetched.url}; look whether the site was rebuilt",
            source=source.id,
            url=fetched.url,
        )
    return links


def further(fetched: Fetched, *, source: Source) -> tuple[Further, ...]:
    """The next page of the listing on the same host, if it names one."""
    page = parse_page(fetched)
    host = urlsplit(source.url).hostname
    for element in page.cssselect(_NEXT):
        try:
            address = urljoin(_base(page, fetched), str(element.get("href")).strip())
            is_own = urlsplit(address).hostname == host
        except ValueError:
            continue
        if is_own and address.partition("#")[0] != fetched.url:
            return (Further(url=address),)
    return ()


def _base(page: HtmlElement, fetched: Fetched) -> str:
    bases = page.xpath("//base/@href")
    if not isinstance(bases, list) or not bases:
        return fetched.url
    try:
        return urljoin(fetched.url, str(bases[0]))
    except ValueError:
        return fetched.url


def _anchors(page: HtmlElement, source: Source) -> Iterator[HtmlElement]:
    import cssselect

    try:
        found: Iterable[HtmlElement] = page.cssselect(source.select or "a[href]")
    except cssselect.SelectorError as error:
        raise BadInput(
            f"source {source.id}: select = {source.select!r} is no CSS selector: {error}",
            source=source.id,
        ) from error
    for element in found:
        if element.tag == "a":
            yield element
        else:
            yield from element.iterdescendants("a")


def _links(anchors: Iterable[HtmlElement], base: str) -> Iterator[Link]:
    for anchor in anchors:
        target = anchor.get("href")
        if not target or target.startswith("#"):
            continue
        try:
            address = urljoin(base, target.strip())
        except ValueError:
            continue
        title = " ".join(str(anchor.text_content()).split()) or anchor.get("title")
        yield Link(url=address, title=title)
