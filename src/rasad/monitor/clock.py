"""Monitor: the real clock, the only place that asks the machine for the time."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock: aware, UTC."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)  # noqa: TID251 - here and nowhere else


def wait(seconds: float) -> None:
    """Sleeps; what collect is given to keep its manners."""
    time.sleep(seconds)  # noqa: TID251 - here and nowhere else


def stamp(moment: datetime) -> str:
    """UTC in ISO 8601 to the second with a final Z, as WARC-Date and the log write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
