"""Stories: which articles tell one thing. Articles -> a group number each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from rasad.languages import text as letters
from rasad.model import when

DAYS: Final = 5  # articles further apart tell no one story
ALIKE: Final = 0.34
_LEAD: Final = 400  # characters of text beside the title
_GRAM: Final = 4
_WORD: Final = re.compile(r"\w+")


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


@dataclass(slots=True)
class _Story:
    number: int
    language: str
    centre: dict[str, float]
    first: date | None
    last: date | None


def group(articles: Iterable[Told]) -> list[int]:
    """A number for each article; one story, one number. One pass in order of time, the same every time.

    Articles are compared by character sequences of title and lead, weighed by rarity, with stories
    of the same language that moved within the last days.
    """
    rows = list(articles)
    days = [_day(row) for row in rows]
    counts = [_grams(row) for row in rows]
    spread: Counter[str] = Counter()
    for count in counts:
        spread.update(count.keys())
    numbers = [0] * len(rows)
    stories: list[_Story] = []
    for place in sorted(range(len(rows)), key=lambda at: (days[at] or date.min, at)):
        vector = _weighed(counts[place], spread, len(rows))
        story = _nearest(vector, rows[place].language, days[place], stories)
        if story is None:
            story = _Story(
                len(stories), rows[place].language, dict(vector), days[place], days[place]
            )
            stories.append(story)
        else:
            _join(story, vector, days[place])
        numbers[place] = story.number
    return _in_order(numbers)


def _day(row: Told) -> date | None:
    edtf = row.published.edtf if row.published else None
    return when.bounds(edtf)[0] if edtf and when.is_edtf(edtf) else None


def _grams(row: Told) -> Counter[str]:
    """Character sequences within words; those of the title count three times."""
    found: Counter[str] = Counter()
    for words, weight in ((row.title, 3), (row.text[:_LEAD], 1)):
        for word in _WORD.findall(letters.normalise(words, row.language)):
            padded = f" {word} "
            for place in range(max(1, len(padded) - _GRAM + 1)):
                found[padded[place : place + _GRAM]] += weight
    return found


def _weighed(counts: Counter[str], spread: Counter[str], total: int) -> dict[str, float]:
    vector = {
        gram: (1 + math.log(count)) * math.log((1 + total) / (0.5 + spread[gram]))
        for gram, count in counts.items()
    }
    return _unit(vector)


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {gram: value / length for gram, value in vector.items()}


def _nearest(
    vector: dict[str, float], language: str, day: date | None, stories: Sequence[_Story]
) -> _Story | None:
    best, score = None, ALIKE
    for story in stories:
        if story.language != language or not _is_near(day, story):
            continue
        likeness = sum(value * story.centre.get(gram, 0.0) for gram, value in vector.items())
        if likeness > score:
            best, score = story, likeness
    return best


def _is_near(day: date | None, story: _Story) -> bool:
    if day is None or story.last is None or story.first is None:
        return True
    return -DAYS <= (day - story.last).days <= DAYS


def _join(story: _Story, vector: dict[str, float], day: date | None) -> None:
    merged = dict(story.centre)
    for gram, value in vector.items():
        merged[gram] = merged.get(gram, 0.0) + value
    story.centre = _unit(merged)
    if day is not None:
        story.first = min(story.first or day, day)
        story.last = max(story.last or day, day)


def _in_order(numbers: list[int]) -> list[int]:
    """The same groups, numbered as they first appear."""
    seen: dict[int, int] = {}
    return [seen.setdefault(number, len(seen)) for number in numbers]
