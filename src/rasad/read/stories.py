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

    What comes later changes no story of earlier days, but may join one. An article without a date is taken to be of the
    day of the one given before it, and its likeness to others counts less.
    """
    rows = list(articles)
    hours = [_hour(row) for row in rows]
    taken = _taken_for(hours)
    index, stories = Index(), Stories()
    order = sorted(range(len(rows)), key=lambda at: (taken[at], at))
    for day, places in groupby(order, key=lambda at: taken[at] // 24):
        today = list(places)
        index.forget(at for at in tuple(index.vectors) if taken[at] < day * 24 - WINDOW)
        counts = [index.count(rows[at].language, features(rows[at].title, rows[at].text, rows[at].language)) for at in today]
        links = {
            at: index.links(at, index.vector(rows[at].language, hours[at], count))
            for at, count in zip(today, counts, strict=True)
        }
        stories.join(links)
    return _in_order([stories.of[at] for at in range(len(rows))])


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
