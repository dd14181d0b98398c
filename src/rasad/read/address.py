"""Address: what an article is known by. URL -> canonical address, the outlet's own number."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING: Final = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|yclid|mc_[ce]id|igshid|ref|ref_src|cmpid|ncid|ocid|smid|"
    r"share|spm|_ga|amp|outputtype|fromapp|wt_\w+|at_\w+|xtor)$",
    re.I,
)
_NUMBER: Final = re.compile(r"(?:^|[/_.=-])(\d{5,18})(?=$|[/_.\-&?])")
_DATE_LIKE: Final = re.compile(r"^(?:19|20)\d{6}$|^1[34]\d{6}$")
# every channel counts its posts from one, so that a number alone names many
_NUMBERED_BY_CHANNEL: Final = ("t.me", "telegram.me", "www.t.me")
_POST: Final = re.compile(r"^/(?:s/)?([A-Za-z0-9_]{1,64}/\d{1,12})/?$")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def host_of(url: str | None) -> str:
    """The host without www., small letters; empty when there is none."""
    try:
        host = (urlsplit(url or "").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""
    return host.removeprefix("www.")


def plain(url: str) -> str:
    """The address without fragment and tracking parameters, scheme and host in small letters."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if not parts.hostname:
        return url.strip()
    host = parts.hostname.lower().rstrip(".")
    if port and port != _DEFAULT_PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(name)
    ]
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(query), ""))


def is_same_site(one: str, other: str) -> bool:
    """True when both hosts are one, or one lies below the other."""
    a, b = host_of(one), host_of(other)
    return bool(a and b) and (a == b or a.endswith("." + b) or b.endswith("." + a))


def canonical(url: str | None, given: str | None) -> str | None:
    """The address a page gives itself, when it is of the same site and no front page; else its own."""
    if not given:
        return plain(url) if url else None
    try:
        full = urljoin(url or "", given.strip())
        parts = urlsplit(full)
    except ValueError:
        return plain(url) if url else None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return plain(url) if url else None
    if url is None:
        return plain(full)
    is_front = parts.path in ("", "/") and not parts.query
    was_front = not is_same_site(url, full) or urlsplit(url).path in ("", "/")
    if not is_same_site(url, full) or (is_front and not was_front):
        return plain(url)
    return plain(full)


def native_id(url: str | None) -> str | None:
    """The outlet's own number of an article: the last run of five digits or more that is no date."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if (parts.hostname or "").lower() in _NUMBERED_BY_CHANNEL and (post := _POST.match(parts.path)):
        return post[1]
    found = [
        number
        for number in _NUMBER.findall(parts.path) + _NUMBER.findall("&" + parts.query)
        if not _DATE_LIKE.match(number)
    ]
    return found[-1] if found else None


def article_key(*, url: str, canonical_url: str | None, outlet: str | None) -> str:
    """What an article's id is made of: outlet or host and its own number, else its canonical address."""
    address = canonical_url or plain(url)
    number = native_id(address)
    if number:
        return f"{outlet or host_of(address)}\n{number}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    path = parts.path.rstrip("/") or "/"
    return f"{host_of(address)}{path}" + (f"?{parts.query}" if parts.query else "")
