"""Store: the shelves there are, and one that keeps its nouns in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from rasad.model import (
    Article,
    Capture,
    Development,
    HeldStatement,
    Problem,
    Reading,
    SourceState,
    Story,
    TextVersion,
)

Noun = TypeVar("Noun")


class KeyedShelf(Protocol[Noun]):
    """A shelf that also finds nouns by the fields it was told to index."""

    def put(self, nouns: Iterable[Noun]) -> None:
        """Keeps nouns, replacing those of the same key."""
        ...

    def get(self, key: str) -> Noun | None:
        """The noun of that key, or None."""
        ...

    def all(self) -> Iterator[Noun]:
        """Every noun, ordered by key."""
        ...

    def by(self, field: str, value: str) -> tuple[Noun, ...]:
        """The nouns whose indexed `field` has `value`, ordered by key."""
        ...

    def find(self, prefix: str) -> tuple[Noun, ...]:
        """The nouns whose key begins so, at most three."""
        ...

    def count(self) -> int:
        """How many there are."""
        ...

    def remove(self, keys: Iterable[str]) -> None:
        """Forgets the nouns of these keys; a key that is not there is passed over."""
        ...

    def clear(self) -> None:
        """Forgets all."""
        ...


@dataclass(frozen=True, slots=True)
class Row(Generic[Noun]):
    """What a shelf is told of its noun: table, class, key, indexed fields (name, value of)."""

    table: str
    kind: type[Noun]
    key: Callable[[Noun], str]
    fields: tuple[tuple[str, Callable[[Noun], str | None]], ...] = ()


CAPTURES: Row[Capture] = Row(
    "captures",
    Capture,
    lambda c: c.id,
    (("url", lambda c: c.url), ("source", lambda c: c.source)),
)
TEXTS: Row[TextVersion] = Row("texts", TextVersion, lambda t: t.id, (("capture", lambda t: t.capture),))
ARTICLES: Row[Article] = Row(
    "articles",
    Article,
    lambda a: a.key,
    (("article", lambda a: a.id), ("text", lambda a: a.text_id), ("outlet", lambda a: a.outlet)),
)
READINGS: Row[Reading] = Row("readings", Reading, lambda r: r.text_id)
STATEMENTS: Row[HeldStatement] = Row(
    "statements",
    HeldStatement,
    lambda s: s.id,
    (
        ("text", lambda s: s.text_id),
        ("article", lambda s: s.article),
        ("speaker", lambda s: s.statement.speaker.id if s.statement.speaker else None),
    ),
)
STORIES: Row[Story] = Row("stories", Story, lambda y: y.id)
DEVELOPMENTS: Row[Development] = Row(
    "developments", Development, lambda d: d.id, (("article", lambda d: d.article),)
)
STATES: Row[SourceState] = Row("source_states", SourceState, lambda s: s.source)
PROBLEMS: Row[Problem] = Row(
    "problems", Problem, lambda p: p.id, (("kind", lambda p: p.kind), ("subject", lambda p: p.subject))
)


class MemoryShelf(Generic[Noun]):
    """A shelf in memory. Passes the same conformance suite as the one in SQLite."""

    def __init__(self, row: Row[Noun]) -> None:
        self._row = row
        self._nouns: dict[str, Noun] = {}

    def put(self, nouns: Iterable[Noun]) -> None:
        """Keeps nouns, replacing those of the same key."""
        for noun in nouns:
            self._nouns[self._row.key(noun)] = noun

    def get(self, key: str) -> Noun | None:
        """The noun of that key, or None."""
        return self._nouns.get(key)

    def all(self) -> Iterator[Noun]:
        """Every noun, ordered by key."""
        for key in sorted(self._nouns):
            yield self._nouns[key]

    def by(self, field: str, value: str) -> tuple[Noun, ...]:
        """The nouns whose indexed `field` has `value`, ordered by key."""
        read = dict(self._row.fields)[field]
        return tuple(noun for noun in self.all() if read(noun) == value)

    def find(self, prefix: str) -> tuple[Noun, ...]:
        """The nouns whose key begins so, at most three."""
        return tuple(self._nouns[key] for key in sorted(self._nouns) if key.startswith(prefix))[:3]

    def count(self) -> int:
        """How many there are."""
        return len(self._nouns)

    def remove(self, keys: Iterable[str]) -> None:
        """Forgets the nouns of these keys; a key that is not there is passed over."""
        for key in keys:
            self._nouns.pop(key, None)

    def clear(self) -> None:
        """Forgets all."""
        self._nouns.clear()


class Store(Protocol):
    """The shelves, a few facts by name, and full-text search. Promise: `commit` makes all of it lasting."""

    @property
    def captures(self) -> KeyedShelf[Capture]: ...
    @property
    def texts(self) -> KeyedShelf[TextVersion]: ...
    @property
    def articles(self) -> KeyedShelf[Article]: ...
    @property
    def readings(self) -> KeyedShelf[Reading]: ...
    @property
    def statements(self) -> KeyedShelf[HeldStatement]: ...
    @property
    def stories(self) -> KeyedShelf[Story]: ...
    @property
    def developments(self) -> KeyedShelf[Development]: ...
    @property
    def states(self) -> KeyedShelf[SourceState]: ...
    @property
    def problems(self) -> KeyedShelf[Problem]: ...

    def fact(self, name: str) -> str | None:
        """A remembered fact, such as how far a file was indexed."""
        ...

    def remember(self, name: str, value: str) -> None:
        """Keeps a fact."""
        ...

    def index_text(self, rows: Iterable[tuple[str, str]]) -> None:
        """Makes articles searchable: (key of the article, folded title and text)."""
        ...

    def search(self, query: str, limit: int) -> tuple[str, ...]:
        """Capture ids whose folded text holds all words of a folded query, best first."""
        ...

    def commit(self) -> None:
        """Makes all that was put lasting."""
        ...

    def close(self) -> None:
        """Commits and lets go."""
        ...


class MemoryStore:
    """All shelves in memory, for tests and for work that leaves nothing behind."""

    def __init__(self) -> None:
        self.captures = MemoryShelf(CAPTURES)
        self.texts = MemoryShelf(TEXTS)
        self.articles = MemoryShelf(ARTICLES)
        self.readings = MemoryShelf(READINGS)
        self.statements = MemoryShelf(STATEMENTS)
        self.stories = MemoryShelf(STORIES)
        self.developments = MemoryShelf(DEVELOPMENTS)
        self.states = MemoryShelf(STATES)
        self.problems = MemoryShelf(PROBLEMS)
        self._facts: dict[str, str] = {}
        self._folded: dict[str, str] = {}

    def fact(self, name: str) -> str | None:
        """A remembered fact."""
        return self._facts.get(name)

    def remember(self, name: str, value: str) -> None:
        """Keeps a fact."""
        self._facts[name] = value

    def index_text(self, rows: Iterable[tuple[str, str]]) -> None:
        """Makes articles searchable."""
        self._folded.update(rows)

    def search(self, query: str, limit: int) -> tuple[str, ...]:
        """Capture ids whose folded text holds all words of the query, most hits first."""
        words = query.split()
        hits = [
            (-sum(text.split().count(word) for word in words), capture)
            for capture, text in self._folded.items()
            if words and set(words) <= set(text.split())
        ]
        return tuple(capture for _, capture in sorted(hits)[:limit])

    def commit(self) -> None:
        """Nothing to do: memory does not last."""

    def close(self) -> None:
        """Nothing to let go of."""
