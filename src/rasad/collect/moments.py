"""Collect: times as sources and servers print them → moments, for habits and pauses only."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST_WAIT: Final = 7 * 86_400.0


def moment(text: str | None) -> datetime | None:
    """The moment an ISO 8601 or RFC 822 date names, None when it names none. Without a zone it is taken as UTC."""
    if not text:
        return None
    bare = text.strip()
    try:
        found = datetime.fromisoformat(bare)
    except ValueError:
        try:
            found = parsedate_to_datetime(bare)
        except ValueError:
            return None
    try:
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except OverflowError:
        return None


def stamp(when: datetime) -> str:
    """UTC in ISO 8601 to the second with a final Z."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def retry_after(value: str | None, now: datetime) -> float:
    """Seconds that a Retry-After asks for, at most a week; 0 when it says nothing that can be read."""
    if not value:
        return 0.0
    if value.isascii() and value.isdigit():
        seconds = float(value[:9])
    else:
        when = moment(value)
        seconds = (when - now).total_seconds() if when else 0.0
    return min(max(seconds, 0.0), LONGEST_WAIT)
