"""Stories: links -> stories. Average likeness, a day at a time.

Day after day the two stories whose articles are most alike on average become one, until no two are alike enough. None is ever taken apart, and
the older one gives its first article, and with it its id. Two stories may become one only while both are young.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

ALIKE: Final = 0.14  # likeness from which two groups tell one story
# Between the average (1) and the sum (0) of links: articles of a great story differ more, and its average alone would split it.
SIZE: Final = 0.9

_Offer = tuple[float, int, int, int, int]


@dataclass(slots=True)
class Stories:
    """The stories so far: each named by the place of its first article in time."""

    of: dict[int, int] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    near: dict[int, dict[int, float]] = field(default_factory=dict)
    changed: dict[int, int] = field(default_factory=dict)

    def join(self, links: Mapping[int, Mapping[int, float]], is_settled: Callable[[int], bool]) -> None:
        """Takes in the articles of one day, each with its links to earlier ones.

        `is_settled` tells of a story, by its first article, that it is too old to go into another.
        """
        for place, found in links.items():
            self.of[place] = place
            self.members[place] = [place]
            self.near[place] = {}
            self.changed[place] = 0
            for other, likeness in found.items():
                self._add(place, self.of[other], likeness)
        queue: list[_Offer] = []
        for one in self.near:
            self._offer(queue, one, is_settled)
        heapq.heapify(queue)
        while queue:
            _, one, other, seen_one, seen_other = heapq.heappop(queue)
            if self.changed.get(one) == seen_one and self.changed.get(other) == seen_other:
                self._merge(one, other)
                self._offer(queue, one, is_settled)

    def forget(self, is_past: Callable[[int], bool]) -> None:
        """Drops what is known of stories whose articles can all not be linked to any more; their members stay."""
        for story in [story for story in self.near if all(map(is_past, self.members[story]))]:
            for other in self.near.pop(story):
                self.near[other].pop(story, None)
            del self.members[story]
            del self.changed[story]

    def _add(self, one: int, other: int, likeness: float) -> None:
        for here, there in ((one, other), (other, one)):
            self.near[here][there] = self.near[here].get(there, 0.0) + likeness

    def _offer(self, queue: list[_Offer], one: int, is_settled: Callable[[int], bool]) -> None:
        for other, total in self.near[one].items():
            alike = total / (len(self.members[one]) * len(self.members[other])) ** SIZE
            if alike < ALIKE:
                continue
            first, second = min(one, other), max(one, other)
            if not is_settled(second):
                heapq.heappush(queue, (-alike, first, second, self.changed[first], self.changed[second]))

    def _merge(self, one: int, other: int) -> None:
        """`other` goes into `one`."""
        for place in self.members[other]:
            self.of[place] = one
        self.members[one] += self.members.pop(other)
        self.changed[one] += 1
        del self.changed[other]
        for third, total in self.near.pop(other).items():
            del self.near[third][other]
            if third != one:
                self._add(third, one, total)
