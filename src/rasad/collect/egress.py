"""Collect: the way out. Settings + source → the proxy to take, if any, and the name of that way."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from rasad.errors import BadInput

TOR: Final = "socks5h://127.0.0.1:9050"
DIRECT: Final = "direct"
_SCHEMES: Final = ("http", "https", "socks5h")


def check_proxy(proxy: str) -> str | None:
    """The address a proxy setting means, None for "direct". Raises BadInput and says why."""
    if proxy == DIRECT:
        return None
    if proxy == "tor":
        return TOR
    try:
        parts = urlsplit(proxy)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    scheme = proxy.partition(":")[0].lower()
    if scheme in ("socks5", "socks4", "socks4a", "socks"):
        raise BadInput(
            f"proxy {scheme}://: it would look names up on this machine and so tell others what is read; "
            "give socks5h://, which leaves names to the proxy"
        )
    if scheme not in _SCHEMES or not is_whole:
        raise BadInput(
            'proxy: give "tor", "direct", or an address http://HOST:PORT or socks5h://HOST:PORT'
        )
    return proxy


def proxy_of(source: str | None, *, proxy: str | None, proxies: Mapping[str, str]) -> str | None:
    """The proxy address for a source: its own entry, else the one for all. Raises BadInput."""
    chosen = proxies.get(source or "") or proxy
    return check_proxy(chosen) if chosen else None


def name_of(proxy: str | None) -> str:
    """What a way is called: direct, tor, or kind and mark of a proxy, which tells no address."""
    if proxy is None:
        return DIRECT
    if proxy == TOR:
        return "tor"
    kind = "socks" if proxy.startswith("socks") else "http"
    return f"{kind}-{hashlib.sha256(proxy.encode()).hexdigest()[:6]}"
