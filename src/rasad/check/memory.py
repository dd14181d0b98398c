"""Memory: what was found about sentences and items, by all that it rests on. Keys -> what was found."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, MutableMapping
from dataclasses import dataclass, field

from rasad.model import Finding, Sentence

Found = dict[str, tuple[Finding, ...]]


Draft = tuple[str, bool]


class Turning(MutableMapping[Draft, tuple[Sentence, ...]]):
    """Drafts of paragraphs of which only those asked for since the last turn are kept."""

    def __init__(self) -> None:
        self._now: dict[Draft, tuple[Sentence, ...]] = {}
        self._before: dict[Draft, tuple[Sentence, ...]] = {}

    def turn(self) -> None:
        """Another text begins."""
        self._before, self._now = self._now, {}

    def __getitem__(self, key: Draft) -> tuple[Sentence, ...]:
        if key not in self._now:
            self._now[key] = self._before[key]
        return self._now[key]

    def __setitem__(self, key: Draft, made: tuple[Sentence, ...]) -> None:
        self._now[key] = made

    def __delitem__(self, key: Draft) -> None:
        del self._now[key]

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)


@dataclass
class Memory:
    """What is kept between two checks of nearly the same text. Only what the last check used is kept.

    `token` is what everything rests on: window, language, known surnames, depth. Another token, another memory.
    """

    facts: dict[Hashable, dict[str, object]] = field(default_factory=dict)
    found: dict[Hashable, Found] = field(default_factory=dict)
    parts: dict[Hashable, tuple[Hashable, ...]] = field(default_factory=dict)  # the sentences of an item
    token: Hashable = None
    looked: int = 0  # sentences and items looked at by the last check, for those who measure
    _used: dict[Hashable, Found] = field(default_factory=dict)
    _used_parts: dict[Hashable, tuple[Hashable, ...]] = field(default_factory=dict)
    _used_facts: dict[Hashable, dict[str, object]] = field(default_factory=dict)

    def begin(self, token: Hashable) -> None:
        """A check begins."""
        if token != self.token:
            self.found, self.parts, self.token = {}, {}, token
        self._used, self._used_parts, self.looked = {}, {}, 0

    def end(self) -> None:
        """A check is done: what it did not use is forgotten."""
        self.found, self.facts, self.parts = self._used, self._used_facts, self._used_parts
        self._used, self._used_facts, self._used_parts = {}, {}, {}

    def findings_of(self, key: Hashable) -> Found:
        """What was found under a key, by code; empty when nobody looked yet."""
        known = self._used.get(key)
        if known is None:
            known = self._used[key] = self.found.get(key, {})
        return known

    def keep(self, key: Hashable, parts: tuple[Hashable, ...] | None = None) -> None:
        """Notes of which sentences an item is made, or keeps what is known of them while the item is unchanged."""
        held = self.parts.get(key, ()) if parts is None else parts
        self._used_parts[key] = held
        for part in held:
            self.findings_of(part)

    def facts_of(self, key: Hashable) -> dict[str, object]:
        """What was worked out about a line, by kind."""
        known = self._used_facts.get(key)
        if known is None:
            known = self._used_facts[key] = self.facts.get(key, {})
        return known
