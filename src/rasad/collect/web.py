"""Collect: the polite client. Address → Fetched, kept as evidence before it is handed on.

No cookies, no Referer, nothing from the environment, no disguise. Each address, also after a
redirect, is checked before it is asked.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from rasad.collect.exchange import Line
from rasad.collect.robots import Robots
from rasad.collect.settings import WebSettings
from rasad.errors import FetchFailed
from rasad.model import Fetched
from rasad.model.ports import Clock
from rasad.safety import urls

Keep = Callable[[Fetched, str | None], Fetched]
Resolve = Callable[[str], list[str]]


def look_up(host: str) -> list[str]:
    """The addresses of a host as the machine's resolver gives them. Raises OSError."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Web:
    """Implements the Web port over httpx2.

    `keep` is called with every exchange and the source it was made for, and returns it with its
    capture; `wait` is called with seconds; `resolve` looks a host up.
    """

    def __init__(
        self,
        *,
        keep: Keep,
        clock: Clock,
        wait: Callable[[float], None],
        settings: WebSettings | None = None,
        resolve: Resolve = look_up,
    ) -> None:
        self._keep = keep
        self._wait = wait
        self._settings = settings or WebSettings()
        self._resolve = resolve
        self._line = Line(self._settings, clock)
        self._source: str | None = None
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._robots = Robots(self._ask_robots, self._settings.user_agent)

    def get(
        self,
        url: str,
        *,
        source: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        ask_robots: bool = True,
    ) -> Fetched:
        """The final exchange after redirects, its status below 400.

        Raises AddressRefused, RobotsRefused, or FetchFailed, which for an answer of 400 and more
        names in `ids` its `status`, its `capture` and what the server said of `retry_after`.
        """
        self._source = source
        conditions = [("If-None-Match", etag), ("If-Modified-Since", last_modified)]
        headers = {name: value for name, value in conditions if value}
        fetched = self._follow(url, headers, ask_robots=ask_robots)
        if fetched.status >= 400:
            ids = {
                "url": fetched.url,
                "status": str(fetched.status),
                "capture": fetched.capture or "",
            }
            if after := fetched.header("retry-after"):
                ids["retry_after"] = after
            raise FetchFailed(
                f"{fetched.url}: the server answered {fetched.status} {fetched.reason}", **ids
            )
        return fetched

    def close(self) -> None:
        """Closes every connection."""
        self._line.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask_robots(self, url: str) -> Fetched:
        return self._follow(url, {}, ask_robots=False)

    def _follow(self, url: str, headers: dict[str, str], *, ask_robots: bool) -> Fetched:
        seen: list[str] = []
        address = url
        while True:
            address = self._check(address)
            if address in seen:
                raise FetchFailed(f"{url}: redirects in a circle through {address}", url=url)
            if len(seen) > self._settings.max_redirects:
                raise FetchFailed(
                    f"{url}: more than {self._settings.max_redirects} redirects", url=url
                )
            if ask_robots:
                delay = self._robots.check(address)
                if delay is not None:
                    self._delays[urlsplit(address).netloc] = delay
            self._pause(address)
            exchange = self._line.exchange(address, headers if not seen else {})
            fetched = self._keep(exchange, self._source)
            seen.append(address)
            if fetched.redirect is None:
                return fetched
            address = fetched.redirect

    def _check(self, url: str) -> str:
        """The canonical form of an address that may be asked; pins where it leads."""
        settings = self._settings
        if settings.proxy:
            return urls.check_address(url, local={}, resolve=None)
        answers: list[str] = []

        def resolve(host: str) -> list[str]:
            answers.extend(self._resolve(host))
            return answers

        address = urls.check_address(url, local=settings.local, resolve=resolve)
        parts = urlsplit(address)
        host = parts.hostname or ""
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        if host in settings.local:
            inner, _, inner_port = settings.local[host].rpartition(":")
            places = [(inner.strip("[]"), int(inner_port))]
        else:
            places = [(answer, port) for answer in answers or [host]]
        self._line.pin(host, port, places)
        return address

    def _pause(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.hostname in self._settings.local:
            return
        host = parts.netloc
        now = time.monotonic()
        rest = self._next.get(host, now) - now
        if rest > 0:
            self._wait(rest)
        delay = max(self._settings.delay, self._delays.get(host, 0.0))
        self._next[host] = max(now, self._next.get(host, now)) + delay
