"""Stories: which articles tell one thing, in any languages. Articles -> a group number each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Final, Protocol

from rasad.model import when
from rasad.read.stories_links import WINDOW, Index
from rasad.read.stories_merge import Stories
from rasad.read.stories_words import features

YOUNG: Final = 24.0  # hours after its first article in which a story may still go into an older one
_NOON: Final = 12.0


class Dated(Protocol):
    """A publication date as articles carry it."""

    @property
    def edtf(self) -> str | None:
        """The date in EDTF."""
        ...


class Told(Protocol):
    """What grouping reads of an article."""

    @property
    def title(self) -> str:
        """The headline."""
        ...

    @property
    def text(self) -> str:
        """The main text."""
        ...

    @property
    def language(self) -> str:
        """The language it is written in."""
        ...

    @property
    def published(self) -> Dated | None:
        """When it came out, if known."""
        ...


def group(articles: Iterable[Told]) -> list[int]:
    """A number for each article; one story, one number. Day after day in order of time, the same every time.

    What comes later takes no story apart, but may join one. An article without a date is taken to be of the
    day of the one given before it, and its likeness to others counts less.
    """
    rows = list(articles)
    hours = [_hour(row) for row in rows]
    taken = _taken_for(hours)
    order = sorted(range(len(rows)), key=lambda at: (taken[at], at))
    index, stories = Index(), Stories()
    for day, ranks in groupby(range(len(order)), key=lambda rank: taken[order[rank]] // 24):
        morning = day * 24
        index.forget(rank for rank in tuple(index.vectors) if taken[order[rank]] < morning - WINDOW)
        stories.forget(lambda rank: rank not in index.vectors)
        links = _links_of([(rank, rows[order[rank]], hours[order[rank]]) for rank in ranks], index)
        stories.join(links, lambda rank: taken[order[rank]] < morning - YOUNG)  # noqa: B023 - called at once
    numbers = [0] * len(rows)
    for rank, place in enumerate(order):
        numbers[place] = stories.of[rank]
    return _in_order(numbers)


def _links_of(
    today: Sequence[tuple[int, Told, float | None]], index: Index
) -> dict[int, dict[int, float]]:
    """The links of the articles of one day; all of them count before the first is weighed."""
    counts = [
        index.count(row.language, features(row.title, row.text, row.language)) for _, row, _ in today
    ]
    return {
        rank: index.links(rank, index.vector(row.language, hour, count))
        for (rank, row, hour), count in zip(today, counts, strict=True)
    }


def _hour(row: Told) -> float | None:
    """When an article came out, in hours; a day without a time is its noon."""
    edtf = row.published.edtf if row.published else None
    if not edtf or not when.is_edtf(edtf):
        return None
    first, _ = when.bounds(edtf)
    if first is None:
        return None
    moment = edtf.partition("/")[0].rstrip("~?%")
    if "T" not in moment:
        return first.toordinal() * 24 + _NOON
    try:
        told = datetime.fromisoformat(moment)
    except ValueError:  # a day with an hour that no clock shows
        return first.toordinal() * 24 + _NOON
    told = told.astimezone(UTC) if told.tzinfo else told
    return told.toordinal() * 24 + told.hour + told.minute / 60


def _taken_for(hours: Sequence[float | None]) -> list[float]:
    """The hours, with those that are unknown taken from the one before; at the beginning from the first known."""
    last = next((hour for hour in hours if hour is not None), 0.0)
    found = []
    for hour in hours:
        last = last if hour is None else hour
        found.append(last)
    return found


def _in_order(numbers: Sequence[int]) -> list[int]:
    """The same groups, numbered as they first appear."""
    seen: dict[int, int] = {}
    return [seen.setdefault(number, len(seen)) for number in numbers]
