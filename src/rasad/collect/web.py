"""Collect: the polite client. Address → Fetched, kept as evidence before it is handed on.

No cookies, no Referer, nothing from the environment, no disguise. Each address, also after a
redirect, is checked before it is asked.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from rasad.collect.ahead import Kept, Request, ask_ahead
from rasad.collect.egress import name_of, proxy_of
from rasad.collect.exchange import Line
from rasad.collect.health import of_answer
from rasad.collect.manners import Manners
from rasad.collect.robots import Robots
from rasad.collect.settings import WebSettings
from rasad.errors import FetchFailed, ItemFailed
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
    """Implements the Web port over the connections of httpx2.

    `keep` is called with every exchange and the source it was made for, and returns it with its
    capture; `keep_all` does that for many at once; `wait` is called with seconds; `resolve` looks a host up.
    """

    def __init__(
        self,
        *,
        keep: Keep,
        clock: Clock,
        wait: Callable[[float], None],
        settings: WebSettings | None = None,
        resolve: Resolve = look_up,
        keep_all: Kept | None = None,
    ) -> None:
        self._keep = keep
        self._keep_all = keep_all or (lambda given: [keep(one, source) for one, source in given])
        self._settings = settings or WebSettings()
        self._resolve = resolve
        self._clock = clock
        self._lines: dict[str | None, Line] = {}
        self._source: str | None = None
        self._manners = Manners(self._settings, clock, wait)
        self._robots = Robots(self._ask_robots, self._settings.user_agent, clock)

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
        names in `ids` its `status`, its `capture`, what ails the source (`health`) and what the server
        said of `retry_after`. A host that asked to be left alone is not asked until then.
        """
        request = Request(
            url=url, source=source, etag=etag, last_modified=last_modified, ask_robots=ask_robots
        )
        fetched = self._follow(request)
        if failed := _refused(fetched):
            raise failed
        return fetched

    def get_all(
        self, requests: Iterable[Request]
    ) -> Iterator[tuple[Request, Fetched | ItemFailed]]:
        """Each request with what `get` would return or raise for it, in order. The next page is asked while the
        last ones are being kept; nothing is handed on before it was kept."""

        def follow(request: Request, hand: Callable[[Fetched], None]) -> None:
            def tell(exchange: Fetched, source: str | None) -> Fetched:
                hand(exchange)
                return exchange

            usual, self._keep = self._keep, tell
            try:
                self._follow(request)
            finally:
                self._keep = usual

        for request, outcome in ask_ahead(requests, follow=follow, keep_all=self._keep_all):
            failed = _refused(outcome) if isinstance(outcome, Fetched) else None
            yield request, failed or outcome

    def post(self, url: str, body: bytes, media_type: str) -> Fetched:
        """The answer to `body`, status 200, not kept: a question to a service is no evidence of a source.

        Asked once, along the same way out and with the same checks; never redirected. Raises FetchFailed.
        """
        proxy = self._proxy(None)
        line = self._lines.setdefault(proxy, Line(self._settings, self._clock, proxy))
        address = self._check(url, line if proxy is None else None)
        fetched = line.exchange(address, {"Content-Type": media_type}, body)
        if fetched.status != 200:
            raise FetchFailed(
                f"{url}: the server answered {fetched.status} {fetched.reason}", url=url
            )
        return fetched

    def egress(self, source: str | None = None) -> str:
        """The name of the way a source is asked: direct, tor, or a proxy's mark. Raises BadInput."""
        return name_of(self._proxy(source))

    def close(self) -> None:
        """Closes every connection."""
        for line in self._lines.values():
            line.close()
        self._lines.clear()

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
        return self._follow(Request(url=url, source=self._source, ask_robots=False))

    def _follow(self, request: Request) -> Fetched:
        """The last exchange after redirects; each one is kept on the way."""
        self._source = request.source
        conditions = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        seen: list[str] = []
        url = address = request.url
        proxy = self._proxy(self._source)
        line = self._lines.setdefault(proxy, Line(self._settings, self._clock, proxy))
        while True:
            address = self._check(address, line if proxy is None else None)
            if address in seen:
                raise FetchFailed(f"{url}: redirects in a circle through {address}", url=url)
            if len(seen) > self._settings.max_redirects:
                raise FetchFailed(
                    f"{url}: more than {self._settings.max_redirects} redirects", url=url
                )
            self._manners.heed(address)
            if request.ask_robots:
                self._manners.wish(address, self._robots.check(address, under=line.egress))
            self._manners.pause(address)
            exchange = line.exchange(address, headers if not seen else {})
            fetched = self._keep(exchange, self._source)
            self._manners.note(fetched)
            seen.append(address)
            if fetched.redirect is None:
                return fetched
            address = fetched.redirect

    def _proxy(self, source: str | None) -> str | None:
        return proxy_of(source, proxy=self._settings.proxy, proxies=self._settings.proxies)

    def _check(self, url: str, line: Line | None) -> str:
        """The canonical form of an address that may be asked; tells a direct line where it leads."""
        settings = self._settings
        if line is None:
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
        line.pin(host, port, places)
        return address


def _refused(fetched: Fetched) -> FetchFailed | None:
    """The failure that an answer of 400 and more is, None for others."""
    if fetched.status < 400:
        return None
    ids = {
        "url": fetched.url,
        "status": str(fetched.status),
        "capture": fetched.capture or "",
        "health": of_answer(fetched),
    }
    if after := fetched.header("retry-after"):
        ids["retry_after"] = after
    return FetchFailed(
        f"{fetched.url}: the server answered {fetched.status} {fetched.reason}", **ids
    )
