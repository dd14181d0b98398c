"""Ports: what rooms are given by others, with the promise each keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Protocol, TypeVar

from rasad.model.capture import Capture, TextVersion
from rasad.model.fetched import Fetched
from rasad.model.statement import Statement

Noun = TypeVar("Noun")
Made = TypeVar("Made")


class Clock(Protocol):
    """Tells the time. Promise: aware, UTC, never going back within one process."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        ...


class Web(Protocol):
    """Asks addresses. Promise: each exchange is kept as evidence before it is returned."""

    def get(
        self,
        url: str,
        *,
        source: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        ask_robots: bool = True,
    ) -> Fetched:
        """The final exchange after redirects. Raises FetchFailed and its kin."""
        ...


class Archive(Protocol):
    """Holds evidence. Promise: what a call returned lies on disk; nothing is ever rewritten."""

    def keep(self, exchange: Fetched, *, source: str | None, by: str | None, how: str) -> Capture:
        """The capture under which an exchange is now held."""
        ...

    def keep_text(self, capture: Capture, text: str, rules: str) -> TextVersion:
        """The text version, held as a conversion record that refers to its capture."""
        ...

    def fetched(self, capture: Capture) -> Fetched:
        """The exchange as held; a revisit is resolved. Raises ArchiveDamaged."""
        ...

    def captures(self) -> Iterator[Capture]:
        """Every capture, in the order of files and offsets."""
        ...

    def texts(self) -> Iterator[TextVersion]:
        """Every text version, in the order of files and offsets."""
        ...


class Evidence(Protocol):
    """What check may ask. Promise: three reads, no writes."""

    def text(self, text_id: str) -> TextVersion | None:
        """The text version of that id, or None."""
        ...

    def statements(self, dossier: str) -> tuple[Statement, ...]:
        """The statements held about a dossier."""
        ...

    def captures(self, url: str) -> tuple[Capture, ...]:
        """The captures of an address, oldest first."""
        ...


class Shelf(Protocol[Noun]):
    """Keeps the nouns of one kind. Promise: what was put is got back equal; order is that of ids."""

    def put(self, nouns: Iterable[Noun]) -> None:
        """Keeps nouns, replacing those of the same id."""
        ...

    def get(self, id: str) -> Noun | None:
        """The noun of that id, or None."""
        ...

    def all(self) -> Iterator[Noun]:
        """Every noun, ordered by id."""
        ...

    def find(self, prefix: str) -> tuple[Noun, ...]:
        """The nouns whose id begins so, at most three."""
        ...

    def count(self) -> int:
        """How many there are."""
        ...

    def clear(self) -> None:
        """Forgets all."""
        ...


class Runner(Protocol):
    """Spreads work. Promise: results in the order of what was given, an error raised where it fell."""

    def map(self, work: Callable[[Noun], Made], given: Iterable[Noun]) -> Iterator[Made]:
        """`work` of each, in order."""
        ...
