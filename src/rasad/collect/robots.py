"""Collect: what a host allows. robots.txt as fetched → may this address be asked, and how often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from rasad.collect.bodies import decoded
from rasad.errors import AddressRefused, FetchFailed, RobotsRefused
from rasad.model import Fetched

if TYPE_CHECKING:
    from protego import Protego

MAX_BYTES: Final = 500_000
LONGEST_DELAY: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What came of asking: rules, or none and why. `rules` None with no trouble allows all."""

    rules: Protego | None = None
    trouble: str | None = None


class Robots:
    """Asks each host once a run. A robots.txt that cannot be had means wait."""

    def __init__(self, ask: Callable[[str], Fetched], agent: str) -> None:
        self._ask = ask
        self._agent = agent.split("/", maxsplit=1)[0].split(" ", maxsplit=1)[0]
        self._answers: dict[str, _Answer] = {}

    def check(self, url: str) -> float | None:
        """The delay in seconds the host asks for, if any. Raises RobotsRefused."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._answers:
            self._answers[root] = self._read(f"{root}/robots.txt")
        answer = self._answers[root]
        if answer.trouble is not None:
            raise RobotsRefused(f"{url}: {answer.trouble}; asked again in the next run", url=url)
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

        try:
            fetched = self._ask(address)
            if fetched.status == 429 or fetched.status >= 500:
                return _Answer(trouble=f"{address} answered {fetched.status}, which means wait")
            if fetched.status >= 300:
                return _Answer()
            text = decoded(fetched, limit=MAX_BYTES).decode("utf-8-sig", "replace")
        except AddressRefused as error:
            return _Answer(trouble=f"its robots.txt leads to a refused address ({error.message})")
        except FetchFailed as error:
            return _Answer(trouble=f"its robots.txt could not be had ({error.message})")
        return _Answer(rules=Protego.parse(text))
