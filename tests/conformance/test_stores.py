"""Every store keeps the same promise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rasad.errors import StoreDamaged
from rasad.model import Capture, Location, Problem
from rasad.store import Store, open_store
from rasad.testing import MemoryStore


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = MemoryStore() if request.param == "memory" else open_store(tmp_path / "rasad.db")
    yield made
    made.close()


def capture(id: str, url: str = "http://a.example/") -> Capture:
    return Capture(
        id=id, url=url, at="2026-09-01T00:00:00Z", kind="response", status=200, media_type="text/html",
        payload_sha256="0" * 64, length=3, location=Location(file="f", offset=0, length=9),
    )  # fmt: skip


def test_what_was_put_is_got_back_equal(store: Store) -> None:
    store.captures.put([capture("c1")])
    assert store.captures.get("c1") == capture("c1")
    assert store.captures.get("c2") is None


def test_all_is_ordered_by_id_and_counted(store: Store) -> None:
    store.captures.put([capture("b"), capture("a")])
    assert [found.id for found in store.captures.all()] == ["a", "b"]
    assert store.captures.count() == 2


def test_a_noun_of_the_same_id_replaces(store: Store) -> None:
    store.captures.put([capture("a"), capture("a", url="http://b.example/")])
    assert [found.url for found in store.captures.all()] == ["http://b.example/"]


def test_nouns_are_found_by_indexed_field_and_by_prefix(store: Store) -> None:
    store.captures.put([capture("aa"), capture("ab"), capture("b", url="http://b.example/")])
    assert [found.id for found in store.captures.by("url", "http://a.example/")] == ["aa", "ab"]
    assert [found.id for found in store.captures.find("a")] == ["aa", "ab"]
    with pytest.raises(KeyError):
        store.captures.by("colour", "red")


def test_clear_forgets_all(store: Store) -> None:
    store.problems.put([Problem(id="p-1", kind="page", subject="u", message="m")])
    store.problems.clear()
    assert store.problems.count() == 0


def test_facts_are_remembered(store: Store) -> None:
    store.remember("end", "5")
    assert store.fact("end") == "5"
    assert store.fact("nothing") is None


def test_search_needs_all_words_in_any_order(store: Store) -> None:
    store.index_text([("c1", "the price of the network"), ("c2", "the network")])
    assert store.search("network price", 10) == ("c1",)
    assert set(store.search("network", 10)) == {"c1", "c2"}
    assert store.search("", 10) == ()
    assert store.search('"quoted" OR', 10) == ()


def test_a_file_that_is_no_database_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "rasad.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreDamaged, match="rasad rebuild"):
        open_store(path)
