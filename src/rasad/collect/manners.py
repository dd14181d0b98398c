"""Collect: manners. Addresses asked and answers got → when a host may be asked next."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from math import ceil
from typing import Final
from urllib.parse import urlsplit

from rasad.collect.moments import retry_after, stamp
from rasad.collect.settings import WebSettings
from rasad.errors import FetchFailed
from rasad.model import Fetched
from rasad.model.ports import Clock

UNNAMED: Final = 60.0


class Manners:
    """Remembers of each host when it was asked, the delay it wishes, and until when it asked to be left alone."""

    def __init__(
        self, settings: WebSettings, clock: Clock, wait: Callable[[float], None]
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._wait = wait
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._holds: dict[str, datetime] = {}

    def wish(self, url: str, delay: float | None) -> None:
        """Notes the delay that the robots.txt of a host asks for."""
        if delay is not None:
            self._delays[urlsplit(url).netloc] = delay

    def note(self, fetched: Fetched) -> None:
        """Notes that a host is busy and until when; a 429 that names no time means a minute."""
        if fetched.status not in (429, 503):
            return
        now = self._clock.now()
        seconds = retry_after(fetched.header("retry-after"), now)
        if fetched.status == 429:
            seconds = seconds or UNNAMED
        if seconds:
            self._holds[urlsplit(fetched.url).netloc] = now + timedelta(seconds=seconds)

    def heed(self, url: str) -> None:
        """Raises FetchFailed while the host asked to be left alone."""
        host = urlsplit(url).netloc
        until = self._holds.get(host)
        now = self._clock.now()
        if until is not None and now < until:
            raise FetchFailed(
                f"{url}: {host} asked to be left alone until {stamp(until)}; it is asked again then",
                url=url,
                retry_after=str(ceil((until - now).total_seconds())),
                held="yes",
                health="down",
            )

    def pause(self, url: str) -> None:
        """Waits until the host may be asked again. Local hosts wait for nobody."""
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
