"""Collect: links as a source spells them → absolute http addresses without fragment, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit

from rasad.collect.kinds import MAX_LINKS
from rasad.errors import AddressRefused
from rasad.model import Link
from rasad.safety import urls

_BARE: Final = {9: None, 10: None, 13: None, 32: "%20"}


def tidy(links: Iterable[Link], *, base: str, source: str) -> tuple[Link, ...]:
    """At most 500 links in their order. What is no http(s) address is left out: mail, script, telephone."""
    found: dict[str, Link] = {}
    for link in links:
        address = absolute(link.url, base)
        if address is None:
            continue
        address = canonical(address)
        if address not in found:
            found[address] = replace(link, url=address, source=source)
        if len(found) == MAX_LINKS:
            break
    return tuple(found.values())


def canonical(address: str) -> str:
    """The form in which the client asks and the archive holds an address, so that a link is known again."""
    try:
        return urls.check_address(address)
    except AddressRefused:
        return address  # the client says why when it is asked


def absolute(address: str, base: str) -> str | None:
    """The absolute address without fragment, None when it is no http(s) one."""
    spelt = address.strip().translate(_BARE)
    if not spelt:
        return None
    try:
        given = urlsplit(spelt)
        is_whole = given.scheme in ("http", "https") and bool(given.netloc)
        whole = urldefrag(spelt if is_whole else urljoin(base, spelt)).url
        parts = urlsplit(whole)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return whole if is_web and "@" not in parts.netloc and whole.isprintable() else None
