"""Store: the shelves in one SQLite file. Derived: delete it and rebuild."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Generic, TypeVar

from rasad.errors import CannotWrite, StoreDamaged
from rasad.model import codec
from rasad.store import shelves
from rasad.store.shelves import Row

Noun = TypeVar("Noun")

SCHEMA: Final = "1"
_BATCH: Final = 500


@contextmanager
def _wrapped(path: Path) -> Iterator[None]:
    """Turns the driver's errors into ours, once."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if any(word in text for word in ("locked", "readonly", "full", "unable to open", "I/O")):
            todo = "make the folder writable" if "readonly" in text else "free the disk or end the other process"
            raise CannotWrite(f"{path}: cannot be written ({text}); {todo}") from error
        raise StoreDamaged(f"{path}: {text}; run `rasad rebuild`") from error
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(f"{path}: {error}; run `rasad rebuild`") from error


class SqliteShelf(Generic[Noun]):
    """One table: key, the indexed fields, and the noun as JSON."""

    def __init__(self, connection: sqlite3.Connection, path: Path, row: Row[Noun]) -> None:
        self._connection, self._path, self._row = connection, path, row
        columns = "".join(f", f_{name} TEXT" for name, _ in row.fields)
        with _wrapped(path):
            connection.execute(
                f"CREATE TABLE IF NOT EXISTS {row.table} (key TEXT PRIMARY KEY, body TEXT{columns})"
            )
            for name, _ in row.fields:
                connection.execute(
                    f"CREATE INDEX IF NOT EXISTS {row.table}_{name} ON {row.table} (f_{name})"
                )

    def put(self, nouns: Iterable[Noun]) -> None:
        """Keeps nouns, replacing those of the same key."""
        row = self._row
        places = ", ".join("?" * (2 + len(row.fields)))
        with _wrapped(self._path):
            self._connection.executemany(
                f"INSERT OR REPLACE INTO {row.table} VALUES ({places})",  # noqa: S608 - names are ours
                (
                    (row.key(noun), codec.dumps(noun), *(read(noun) for _, read in row.fields))
                    for noun in nouns
                ),
            )

    def _select(self, tail: str, *values: str) -> Iterator[Noun]:
        with _wrapped(self._path):
            cursor = self._connection.execute(
                f"SELECT body FROM {self._row.table} {tail}",  # noqa: S608 - names are ours
                values,
            )
            while rows := cursor.fetchmany(_BATCH):
                for (body,) in rows:
                    yield codec.loads(self._row.kind, body)

    def get(self, key: str) -> Noun | None:
        """The noun of that key, or None."""
        return next(self._select("WHERE key = ?", key), None)

    def all(self) -> Iterator[Noun]:
        """Every noun, ordered by key."""
        return self._select("ORDER BY key")

    def by(self, field: str, value: str) -> tuple[Noun, ...]:
        """The nouns whose indexed `field` has `value`, ordered by key."""
        if field not in dict(self._row.fields):
            raise KeyError(f"{self._row.table} does not index {field!r}")
        return tuple(self._select(f"WHERE f_{field} = ? ORDER BY key", value))

    def find(self, prefix: str) -> tuple[Noun, ...]:
        """The nouns whose key begins so, at most three."""
        return tuple(
            self._select(
                "WHERE key >= ? AND key < ? ORDER BY key LIMIT 3", prefix, prefix + "\U0010ffff"
            )
        )

    def count(self) -> int:
        """How many there are."""
        with _wrapped(self._path):
            (number,) = self._connection.execute(
                f"SELECT count(*) FROM {self._row.table}"  # noqa: S608 - names are ours
            ).fetchone()
        return int(number)

    def remove(self, keys: Iterable[str]) -> None:
        """Forgets the nouns of these keys; a key that is not there is passed over."""
        with _wrapped(self._path):
            self._connection.executemany(
                f"DELETE FROM {self._row.table} WHERE key = ?",  # noqa: S608 - names are ours
                ((key,) for key in keys),
            )

    def clear(self) -> None:
        """Forgets all."""
        with _wrapped(self._path):
            self._connection.execute(f"DELETE FROM {self._row.table}")  # noqa: S608 - names are ours


class SqliteStore:
    """All shelves in one file. Every write lies in a transaction until `commit`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with _wrapped(path):
            self._connection = sqlite3.connect(path, timeout=10)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.execute("CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT)")
            self._connection.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(capture UNINDEXED, body, "
                "tokenize = 'unicode61 remove_diacritics 2')"
            )
        self.captures = SqliteShelf(self._connection, path, shelves.CAPTURES)
        self.texts = SqliteShelf(self._connection, path, shelves.TEXTS)
        self.articles = SqliteShelf(self._connection, path, shelves.ARTICLES)
        self.readings = SqliteShelf(self._connection, path, shelves.READINGS)
        self.statements = SqliteShelf(self._connection, path, shelves.STATEMENTS)
        self.stories = SqliteShelf(self._connection, path, shelves.STORIES)
        self.developments = SqliteShelf(self._connection, path, shelves.DEVELOPMENTS)
        self.states = SqliteShelf(self._connection, path, shelves.STATES)
        self.problems = SqliteShelf(self._connection, path, shelves.PROBLEMS)
        if self.fact("schema") is None:
            self.remember("schema", SCHEMA)
        self.commit()

    def fact(self, name: str) -> str | None:
        """A remembered fact."""
        with _wrapped(self._path):
            row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def remember(self, name: str, value: str) -> None:
        """Keeps a fact."""
        with _wrapped(self._path):
            self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def index_text(self, rows: Iterable[tuple[str, str]]) -> None:
        """Makes articles searchable: (capture id, folded title and text)."""
        with _wrapped(self._path):
            for capture, body in rows:
                self._connection.execute("DELETE FROM words WHERE capture = ?", (capture,))
                self._connection.execute("INSERT INTO words VALUES (?, ?)", (capture, body))

    def search(self, query: str, limit: int) -> tuple[str, ...]:
        """Capture ids whose folded text holds all words of a folded query, best first."""
        words = " ".join('"' + word.replace('"', '""') + '"' for word in query.split())
        if not words:
            return ()
        with _wrapped(self._path):
            rows = self._connection.execute(
                "SELECT capture FROM words WHERE words MATCH ? ORDER BY rank, capture LIMIT ?",
                (words, limit),
            ).fetchall()
        return tuple(str(capture) for (capture,) in rows)

    def commit(self) -> None:
        """Makes all that was put lasting."""
        with _wrapped(self._path):
            self._connection.commit()

    def close(self) -> None:
        """Commits and lets go."""
        self.commit()
        self._connection.close()


def open_store(path: Path) -> SqliteStore:
    """The store in that file, made when missing. Raises StoreDamaged when it is no store of this version."""
    store = SqliteStore(path)
    found = store.fact("schema")
    if found != SCHEMA:
        store.close()
        raise StoreDamaged(f"{path}: schema {found}, this version reads {SCHEMA}; run `rasad rebuild`")
    return store
