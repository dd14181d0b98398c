"""What the records of a run say of who asked: a handle where a person did, and nothing of the machine."""

from __future__ import annotations

import gzip
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from collect.server import HOST, Site, running
from rasad.cli import main
from rasad.monitor import Monitor
from rasad.monitor.adding import _shown
from rasad.testing import page

pytestmark = pytest.mark.slow
AT = f"http://{HOST}"
FEED = b"<rss version='2.0'><channel><item><title>A</title><link>/news/1</link></item></channel></rss>"
OWN = {"LOGNAME": "zwinoq-user", "USER": "zwinoq-user", "HOME": "/home/zwinoq-user", "TZ": "Asia/Kathmandu"}


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        found.answers["/rss"] = (200, {"Set-Cookie": "id=7"}, FEED)
        for path in ("/news/1", "/asked"):
            found.answers[path] = (200, {"Content-Type": "text/html"}, page("A", ("Text of Talvaria. " * 30,)))
        found.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /asked\n")
        yield found


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    folder = tmp_path / "monitor-of-zwinoq"
    folder.mkdir()
    (folder / "monitor.toml").write_text(
        f'format = 1\npacks = ["example"]\n[local]\n"{HOST}" = "{site.address}"\n'
        f'[[source]]\nid = "wire"\nkind = "feed"\nurl = "{AT}/rss"\n',
        encoding="utf-8",
    )
    return folder


def held(folder: Path) -> bytes:
    """All bytes of archive, log, database and bundles."""
    found = b"".join(gzip.decompress(path.read_bytes()) for path in folder.glob("archive/*/*.gz"))
    others = [*folder.rglob("*.jsonl"), *folder.glob("rasad.db*"), *folder.rglob("*.wacz"), *(folder / "log").rglob("*.json")]
    return found + b"".join(path.read_bytes() for path in others)


def test_nothing_of_the_machine_stands_in_any_record(
    folder: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in OWN.items():
        monkeypatch.setenv(name, value)
    time.tzset()
    try:
        assert main(["--monitor", str(folder), "--quiet", "run"]) in (0, 1)
        with Monitor(folder) as monitor:
            (article,) = monitor.parts.store.articles.all()
        to = folder / "editions" / "x.wacz"
        assert main(["--monitor", str(folder), "--quiet", "export", "wacz", article.id, "--to", str(to), "--by", "mina", "--why", "x"]) == 0
    finally:
        monkeypatch.undo()
        time.tzset()
    records = held(folder)
    assert b"Text of Talvaria" in records and to.is_file()
    own = ["zwinoq", "Kathmandu", "+05:45", "+0545", "127.0.0.1", f":{site.address.partition(':')[2]}", socket.gethostname(), os.uname().release]
    assert [word for word in own if len(word) > 3 and word.encode() in records] == []


def test_a_person_who_asks_for_a_page_is_named_by_handle_and_a_poll_by_none(folder: Path, site: Site) -> None:
    main(["--monitor", str(folder), "--quiet", "run"])
    assert b"collector:" not in held(folder)
    assert main(["--monitor", str(folder), "--quiet", "add", f"{AT}/asked", "--by", "mina"]) == 0
    assert b"collector: mina\r\n" in held(folder)
    main(["--monitor", str(folder), "--quiet", "collect", "--source", "wire"])
    assert held(folder).count(b"collector:") == 1


def test_one_page_asked_for_by_a_person_does_not_ask_robots_txt(folder: Path, site: Site) -> None:
    assert main(["--monitor", str(folder), "--quiet", "add", f"{AT}/asked"]) == 0
    assert site.asked_paths() == ["/asked"]


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("https://t.me/talvaria_post/7", "https://t.me/talvaria_post/7?embed=1"),
        ("https://t.me/talvaria_post/7?single", "https://t.me/talvaria_post/7?single"),
        ("https://t.me/s/talvaria_post", "https://t.me/s/talvaria_post"),
        ("https://agency.example/a/7", "https://agency.example/a/7"),
    ],
)
def test_a_post_is_asked_for_where_its_words_are_shown(given: str, asked: str) -> None:
    assert _shown(given) == asked
