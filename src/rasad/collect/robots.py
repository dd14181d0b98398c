"""Collect: what a host allows. robots.txt as fetched → may this address be asked, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from rasad.collect.bodies import decoded
from rasad.errors import AddressRefused, FetchFailed, RobotsRefused
from rasad.model import Fetched
from rasad.model.ports import Clock

if TYPE_CHECKING:
    from protego import Protego

MAX_BYTES: Final = 500_000
LONGEST_DELAY: Final = 60.0
# RFC 9309 lets rules be remembered for a day; one that could not be had is asked for again sooner.
_RULES_HOLD: Final = timedelta(hours=24)
_TROUBLE_HOLDS: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What came of asking: rules, or none and why. `rules` None with no trouble allows all."""

    until: datetime
    rules: Protego | None = None
    trouble: str | None = None


class Robots:
    """Asks each host once a day and way out. A robots.txt that cannot be had means wait."""

    def __init__(self, ask: Callable[[str], Fetched], agent: str, clock: Clock) -> None:
        self._ask = ask
        self._clock = clock
        self._agent = agent.split("/", maxsplit=1)[0].split(" ", maxsplit=1)[0]
        self._answers: dict[tuple[str, str], _Answer] = {}

    def check(self, url: str, *, under: str = "direct") -> float | None:
        """The delay in seconds the host asks for, if any. Raises RobotsRefused."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        answer = self._answers.get((under, root))
        if answer is None or answer.until <= self._clock.now():
            answer = self._answers[under, root] = self._read(f"{root}/robots.txt")
        if answer.trouble is not None:
            raise RobotsRefused(f"{url}: {answer.trouble}; it is asked again later", url=url)
        if answer.rules is None:
            return None
        if not answer.rules.can_fetch(url, self._agent):
            raise RobotsRefused(
                f"{url}: robots.txt of the host refuses it; `rasad add URL` fetches one page on your own word",
                url=url,
            )
        delay = answer.rules.crawl_delay(self._agent)
        return None if delay is None else min(float(delay), LONGEST_DELAY)

    def _read(self, address: str) -> _Answer:
        from protego import Protego

        now = self._clock.now()
        soon, late = now + _TROUBLE_HOLDS, now + _RULES_HOLD
        try:
            fetched = self._ask(address)
            if fetched.status == 429 or fetched.status >= 500:
                return _Answer(until=soon, trouble=f"{address} answered {fetched.status}, which means wait")
            if fetched.status >= 300:
                return _Answer(until=late)
            text = decoded(fetched, limit=MAX_BYTES).decode("utf-8-sig", "replace")
        except AddressRefused as error:
            return _Answer(until=soon, trouble=f"its robots.txt leads to a refused address ({error.message})")
        except FetchFailed as error:
            return _Answer(until=soon, trouble=f"its robots.txt could not be had ({error.message})")
        return _Answer(until=late, rules=Protego.parse(text))
