"""Stories: links -> stories. Average likeness, a day at a time; what was told of earlier days stays as it is.

Within a day the two groups whose articles are most alike on average become one, until no two are alike enough. A story of earlier days may
take in articles of today; two such stories never become one, and none is taken apart. So a story keeps its first article, and with it its id.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

ALIKE: Final = 0.11  # average likeness from which two groups tell one story


@dataclass(slots=True)
class Stories:
    """The stories so far: each named by the place of its first article."""

    of: dict[int, int] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)

    def join(self, links: Mapping[int, Mapping[int, float]]) -> None:
        """Takes in the articles of one day, each with its links to earlier ones."""
        settled = frozenset(self.sizes)
        for place in links:
            self.of[place] = place
            self.sizes[place] = 1
        near = self._near(links)
        self._merge(near, settled)

    def _near(self, links: Mapping[int, Mapping[int, float]]) -> dict[int, dict[int, float]]:
        """The sum of likeness between the stories that a link joins, both ways."""
        near: dict[int, dict[int, float]] = {place: {} for place in links}
        for place, found in links.items():
            for other, likeness in found.items():
                story = self.of[other]
                near[place][story] = near[place].get(story, 0.0) + likeness
                back = near.setdefault(story, {})
                back[place] = back.get(place, 0.0) + likeness
        return near

    def _merge(self, near: dict[int, dict[int, float]], settled: frozenset[int]) -> None:
        changed = dict.fromkeys(near, 0)
        members = {story: [story] for story in near if story not in settled}
        queue: list[tuple[float, int, int, int, int]] = []
        for one in near:
            self._offer(queue, one, near, changed, settled)
        heapq.heapify(queue)
        while queue:
            _, one, other, seen_one, seen_other = heapq.heappop(queue)
            if changed.get(one) != seen_one or changed.get(other) != seen_other:
                continue
            if other in settled or (one not in settled and other < one):
                one, other = other, one
            for place in members[other]:
                self.of[place] = one
            if one not in settled:
                members[one] += members[other]
            self.sizes[one] += self.sizes.pop(other)
            changed[one] += 1
            del changed[other]
            _redirect(near, one, other)
            self._offer(queue, one, near, changed, settled)

    def _offer(
        self,
        queue: list[tuple[float, int, int, int, int]],
        one: int,
        near: dict[int, dict[int, float]],
        changed: dict[int, int],
        settled: frozenset[int],
    ) -> None:
        for other, total in near[one].items():
            if one in settled and other in settled:
                continue
            average = total / (self.sizes[one] * self.sizes[other])
            if average >= ALIKE:
                first, second = min(one, other), max(one, other)
                heapq.heappush(queue, (-average, first, second, changed[first], changed[second]))


def _redirect(near: dict[int, dict[int, float]], one: int, other: int) -> None:
    """What was near to `other` is near to `one`."""
    for third, total in near.pop(other).items():
        if third == one:
            continue
        near[third].pop(other)
        near[third][one] = near[third].get(one, 0.0) + total
        near[one][third] = near[one].get(third, 0.0) + total
    near[one].pop(other, None)
