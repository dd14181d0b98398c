"""The newsroom's server answers by host, remembers what the asker has, and never leaves its folder."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

SILENT_EDIT = ("talna.example", "/fa/news/49530")


@pytest.fixture
def newsroom(serve: ModuleType) -> Iterator[Any]:
    room = serve.Newsroom()
    room.port = room.start()
    yield room
    room.stop()


def ask(room: Any, host: str, path: str, *headers: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *headers, "", ""]
    with socket.create_connection(("127.0.0.1", room.port), timeout=5) as wire:
        wire.sendall("\r\n".join(lines).encode())
        answer = b"".join(iter(lambda: wire.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *rest = head.decode().split("\r\n")
    fields = {key.lower(): value for key, _, value in (line.partition(": ") for line in rest)}
    return int(first.split()[1]), fields, body


def test_every_host_ends_in_example_and_has_robots(newsroom: Any) -> None:
    assert len(newsroom.hosts()) == 7
    for host in newsroom.hosts():
        assert host.endswith(".example")
        status, fields, body = ask(newsroom, host, "/robots.txt")
        assert (status, fields["content-type"]) == (200, "text/plain; charset=utf-8")
        assert body.startswith(b"User-agent: *")


def test_one_host_forbids_its_archive_and_its_feed_links_there(newsroom: Any) -> None:
    assert b"Disallow: /archive/" in ask(newsroom, "peyk.example", "/robots.txt")[2]
    assert b"http://peyk.example/archive/1405/05/28/setun" in ask(newsroom, "peyk.example", "/feed.xml")[2]


def test_one_feed_item_leads_to_404(newsroom: Any) -> None:
    assert b"http://fanous.example/news/7290/" in ask(newsroom, "fanous.example", "/feed.xml")[2]
    assert ask(newsroom, "fanous.example", "/news/7290/")[0] == 404


def test_a_page_known_to_the_asker_is_not_sent_again(newsroom: Any) -> None:
    status, fields, body = ask(newsroom, *SILENT_EDIT)
    assert status == 200 and int(fields["content-length"]) == len(body)
    status, again, body = ask(newsroom, *SILENT_EDIT, f"If-None-Match: {fields['etag']}")
    assert (status, body, again["etag"]) == (304, b"", fields["etag"])


def test_later_the_edited_page_is_another_and_the_rest_is_not(newsroom: Any) -> None:
    before = ask(newsroom, *SILENT_EDIT)
    other = ask(newsroom, "fanous.example", "/news/7101/")
    newsroom.later = True
    after = ask(newsroom, *SILENT_EDIT, f"If-None-Match: {before[1]['etag']}")
    assert after[0] == 200
    assert after[2] != before[2]
    assert ask(newsroom, "fanous.example", "/news/7101/")[2] == other[2]


def test_head_sends_no_body(newsroom: Any) -> None:
    status, fields, body = ask(newsroom, "kuch.example", "/news/", method="HEAD")
    assert (status, body) == (200, b"") and int(fields["content-length"]) > 100


@pytest.mark.parametrize(
    "path", ["/../../serve.py", "/%2e%2e/%2e%2e/serve.py", "/..%2f..%2fserve.py", "/.hidden", "/a%00b", "/"]
)
def test_no_path_leads_out_of_a_host(newsroom: Any, path: str) -> None:
    assert ask(newsroom, "talna.example", path)[0] == 404


def test_a_strange_host_is_turned_away(newsroom: Any) -> None:
    assert ask(newsroom, "elsewhere.example", "/feed.xml")[0] == 421
    assert newsroom.asked == [("elsewhere.example", "/feed.xml")]


def test_every_page_is_reached_from_a_feed_or_listing(newsroom: Any, newsroom_files: dict[str, str]) -> None:
    entrances = [text for name, text in newsroom_files.items() if name.endswith(("feed.xml", "notices/index.html", "kuch.example/news/index.html"))]
    linked = "\n".join(entrances)
    for name in newsroom_files:
        layer, host, path = name.split("/", 2)
        if layer == "site" and path.endswith(".html") and not path.startswith(("notices/index", "news/index")):
            address = path.removesuffix("index.html").removesuffix(".html")
            assert f"{host}/{address}" in linked or f'href="/{address}"' in linked, name
