"""Collect: what the client is told: who it says it is, how long it waits, how much it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

# Says what it is and where to ask; the page is Rasad's own, so that no desk is named by it.
USER_AGENT: Final = "Rasad/0.1 (automated reader of public news pages; +https://rasad.example/bot)"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Seconds and bytes. `local` maps names to loopback addresses HOST:PORT; those hosts wait for nobody.

    `timeout` bounds one read or connect, `deadline` a whole exchange, `delay` is between two requests to a host.
    `proxy` is for all, `proxies` for single sources by id: "tor", "direct", http:// or socks5h://.
    """

    user_agent: str = USER_AGENT
    local: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 30.0
    deadline: float = 120.0
    max_bytes: int = 20_000_000
    max_redirects: int = 10
    proxy: str | None = None
    delay: float = 2.0
    proxies: Mapping[str, str] = field(default_factory=dict)
