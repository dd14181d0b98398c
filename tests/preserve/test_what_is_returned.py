"""What a call returns without reading it back is what will be read; a revisit points at nothing that is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from preserve.material import Open, exchange
from rasad.model import Fetched

ODD = [
    exchange("/1"),
    exchange("/2", b""),
    exchange("/3", b"x" * 100_000, peer=None),
    exchange("/4", headers=()),
    exchange("/5", headers=(("content-TYPE", " Text/HTML ;charset=x"), ("Content-Type", "text/plain"))),
    exchange("/6", headers=(("Content-Type", "text/\r\nhtml"), ("X", "\u0633\u0627\u0631\u0648\u0627\u0646"))),
    exchange("/7", headers=(("Content-Type", "t\xe9xt/html"), ("Transfer-Encoding", "chunked"))),
    exchange("/8", status=404, reason="", http_version="HTTP/1.0"),
    exchange("/9", status=302, reason="Found  here", egress="direct", certificate="ab" * 32),
    exchange("/10", request_headers=(), method="POST"),
]


@pytest.mark.parametrize("given", ODD, ids=lambda given: given.url.rpartition("/")[2])
def test_the_capture_returned_is_the_one_that_is_read(opened: Open, given: Fetched) -> None:
    archive = opened()
    returned = archive.keep(given, source="a  source", by="mina\n", how="item", own=True, published="2026")
    assert returned == archive.capture(returned.location)
    assert archive.fetched(returned).body == given.body
    assert archive.keep(given, source=None, by=None, how="poll") == returned


def test_the_revisit_returned_is_the_one_that_is_read(opened: Open) -> None:
    archive = opened()
    first, again = archive.keep_all(
        [(exchange(), "a"), (exchange("/2"), "a")], by=None, how="item"
    )
    revisit = archive.keep(exchange(at="2026-09-15T08:00:00Z"), source="a", by=None, how="item")
    assert (revisit.kind, revisit.refers_to, again.kind) == ("revisit", first.id, "response")
    assert revisit == archive.capture(revisit.location)


def test_the_file_returned_is_the_one_that_is_read(opened: Open) -> None:
    archive = opened()
    returned = archive.keep_resource(
        "https://agency.example/law.pdf", b"%PDF", "application/pdf; x=y", at="2026-09-14T08:00:00Z", by="mina", how="add"
    )
    assert returned == archive.capture(returned.location)


def test_a_page_is_kept_whole_when_what_it_repeats_is_broken(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    first = archive.keep(exchange(), source="a", by=None, how="item")
    path = tmp_path / "archive" / first.location.file
    whole = bytearray(path.read_bytes())
    whole[first.location.offset + first.location.length // 2] ^= 0xFF
    path.write_bytes(whole)
    again = archive.keep(exchange(at="2026-09-15T08:00:00Z"), source="a", by=None, how="item")
    assert again.kind == "response"
    assert archive.fetched(again).body == exchange().body


def test_a_removed_capture_is_repeated_by_nothing(opened: Open) -> None:
    archive = opened()
    first = archive.keep(exchange(), source="a", by=None, how="item")
    archive.redact(first.id, by="mina", why="names a bystander")
    again = archive.keep(exchange(at="2026-09-15T08:00:00Z"), source="a", by=None, how="item")
    assert again.kind == "response"


def test_texts_kept_together_are_those_that_are_read_and_each_is_held_once(opened: Open) -> None:
    archive = opened()
    first, second = archive.keep_all([(exchange("/1"), "a"), (exchange("/2"), "a")], by=None, how="item")
    held = archive.keep_text(first, "one", "read-1")
    versions = archive.keep_texts([(first, "one", "read-2"), (second, "two", "read-1"), (second, "two", "read-1")])
    assert versions == [held, archive.keep_text(second, "two", "read-1"), versions[1]]
    assert [version.text for version in archive.texts()] == ["one", "two"]
    assert archive.keep_texts([]) == []
