"""Stories: which articles are alike. Features, in order of time -> links to earlier articles.

Weights are those of the articles seen so far, so that what comes later changes no link. Candidates come from an index
of the heaviest features; of each feature only the latest articles are asked, so that work grows with the number of articles.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from rasad.read.stories_words import Features

OWN: Final = 0.6  # share of a language's own features where two articles are of one language
ACROSS: Final = 0.8  # what likeness across languages is worth beside it
FADES: Final = 60.0  # hours in which likeness falls to a third
WINDOW: Final = 8 * 24.0  # hours beyond which no link can matter
LEAST: Final = 0.02
_KEPT: Final = (80, 24)  # heaviest features kept of an article, own and crossing
_ASKED: Final = (16, 10)  # of these, asked for candidates
_LATEST: Final = 256  # articles asked of one feature
_HOPEFUL: Final = 0.01  # likeness in the features asked from which a candidate is compared
_COMPARED: Final = 128  # candidates compared


@dataclass(slots=True)
class Vector:
    """An article as weights; `hour` is None when it bears no date."""

    language: str
    hour: float | None
    own: dict[int, float]
    crossing: dict[int, float]


Counts = tuple[dict[int, int], dict[int, int]]


@dataclass(slots=True)
class Index:
    """What was seen so far."""

    numbers: dict[str, int] = field(default_factory=dict)
    spread: Counter[int] = field(default_factory=Counter)
    seen: int = 0
    vectors: dict[int, Vector] = field(default_factory=dict)
    places: dict[int, list[int]] = field(default_factory=dict)

    def count(self, language: str, given: Features) -> Counts:
        """The features as numbers, taken into account for the weights of what follows."""
        own = self._numbered(f"{language}:", given.own)
        crossing = self._numbered("", given.crossing)
        self.spread.update(own.keys())
        self.spread.update(crossing.keys())
        self.seen += 1
        return own, crossing

    def _numbered(self, prefix: str, given: dict[str, int]) -> dict[int, int]:
        numbers = self.numbers
        return {numbers.setdefault(prefix + name, len(numbers)): count for name, count in given.items()}

    def vector(self, language: str, hour: float | None, counts: Counts) -> Vector:
        """The weights of an article by what was seen so far."""
        own, crossing = (self._weighed(part, kept) for part, kept in zip(counts, _KEPT, strict=True))
        return Vector(language, hour, own, crossing)

    def _weighed(self, counts: dict[int, int], kept: int) -> dict[int, float]:
        total, spread = math.log(1 + self.seen), self.spread
        weights = {
            number: _often(count) * (total - math.log(0.5 + spread[number]))
            for number, count in counts.items()
        }
        length = math.sqrt(sum(value * value for value in weights.values())) or 1.0
        heaviest = sorted((-value, number) for number, value in weights.items())[:kept]
        return {number: -value / length for value, number in heaviest}

    def links(self, place: int, vector: Vector) -> dict[int, float]:
        """How like an article is to earlier ones of the last days, by their places; then it is one of them."""
        shared: dict[int, float] = {}
        for part, asked, share in zip((vector.own, vector.crossing), _ASKED, (OWN, ACROSS), strict=True):
            for number in list(part)[:asked]:
                places = self.places.setdefault(number, [])
                worth = share * part[number] ** 2
                for other in places[-_LATEST:]:
                    shared[other] = shared.get(other, 0.0) + worth
                places.append(place)
        hopeful = [other for other, worth in shared.items() if worth >= _HOPEFUL]
        best = heapq.nsmallest(_COMPARED, hopeful, key=lambda other: (-shared[other], -other))
        found = {other: likeness(vector, self.vectors[other]) for other in best}
        self.vectors[place] = vector
        return {other: value for other, value in found.items() if value >= LEAST}

    def forget(self, places: Iterable[int]) -> None:
        """Drops articles that are too old to be linked to."""
        gone = sorted(places)
        if not gone:
            return
        for place in gone:
            self.vectors.pop(place, None)
        lost = set(gone)
        kept = {number: [p for p in listed if p not in lost] for number, listed in self.places.items()}
        self.places = {number: listed for number, listed in kept.items() if listed}


@lru_cache(maxsize=1024)
def _often(count: int) -> float:
    return 1 + math.log(count)


def likeness(one: Vector, other: Vector) -> float:
    """0 to 1: of features, falling with the time between. An unknown time counts as FADES hours."""
    crossing = _product(one.crossing, other.crossing)
    if one.language == other.language:
        alike = OWN * _product(one.own, other.own) + (1 - OWN) * crossing
    else:
        alike = ACROSS * crossing
    hours = FADES if one.hour is None or other.hour is None else abs(one.hour - other.hour)
    return alike * math.exp(-hours / FADES)


def _product(one: dict[int, float], other: dict[int, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum([value * other[number] for number, value in one.items() if number in other])
