"""Archives made elsewhere: captures with their own dates, broken records named, bombs refused."""

from __future__ import annotations

import base64
import gzip
import hashlib
import zipfile
from pathlib import Path

import pytest

from preserve.material import Open
from rasad.errors import BadInput, RasadError
from rasad.model import Capture, Problem

HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"


def record(
    kind: str, url: str, block: bytes, *extra: str, date: str = "2019-03-04T05:06:07.89Z"
) -> bytes:
    """A record as other tools spell it: WARC 1.0, SHA-1 in base 32."""
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    lines = [
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: <{url}>", f"WARC-Date: {date}", *extra,
        f"WARC-Block-Digest: sha1:{digest}", f"Content-Length: {len(block)}", "", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def made(
    *, gz: bool = True, urls: tuple[str, ...] = ("http://a.example/1", "http://a.example/2")
) -> list[bytes]:
    """A WARC of responses, one piece a record."""
    pieces = [record("response", url, HTTP, "WARC-IP-Address: 93.184.215.14") for url in urls]
    return [gzip.compress(piece, mtime=0) for piece in pieces] if gz else pieces


def split(found: list[Capture | Problem]) -> tuple[list[Capture], list[Problem]]:
    return [f for f in found if isinstance(f, Capture)], [
        f for f in found if isinstance(f, Problem)
    ]


@pytest.mark.parametrize("gz", [True, False])
def test_pages_come_in_with_their_own_date_and_address(
    opened: Open, tmp_path: Path, gz: bool
) -> None:
    path = tmp_path / "old.warc"
    path.write_bytes(b"".join(made(gz=gz)))
    archive = opened()
    captures, problems = split(list(archive.import_warc(path, by="mina", own=True)))
    assert problems == []
    assert [(c.url, c.at, c.how, c.by, c.own) for c in captures] == [
        ("http://a.example/1", "2019-03-04T05:06:07Z", "import", "mina", True),
        ("http://a.example/2", "2019-03-04T05:06:07Z", "import", "mina", True),
    ]
    fetched = archive.fetched(captures[0])
    assert (fetched.body, fetched.peer, fetched.header("transfer-encoding")) == (
        b"hello",
        "93.184.215.14",
        "chunked",
    )


def test_importing_twice_adds_nothing(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "old.warc.gz"
    path.write_bytes(b"".join(made()))
    assert len(list(opened().import_warc(path))) == 2
    again = opened()
    assert list(again.import_warc(path)) == []
    assert len(list(again.captures())) == 2


def test_a_damaged_record_does_not_take_the_others_with_it(opened: Open, tmp_path: Path) -> None:
    urls = tuple(f"http://a.example/{number}" for number in range(5))
    pieces = made(urls=urls)
    middle = bytearray(pieces[2])
    middle[len(middle) // 2] ^= 0xFF
    path = tmp_path / "old.warc.gz"
    path.write_bytes(b"".join([*pieces[:2], bytes(middle), *pieces[3:]]))
    captures, problems = split(list(opened().import_warc(path)))
    assert [c.url for c in captures] == [urls[0], urls[1], urls[3], urls[4]]
    assert problems
    assert {p.kind for p in problems} == {"record"}
    assert problems[0].subject.startswith("old.warc.gz:")


def test_a_file_cut_short_gives_what_is_whole(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "old.warc.gz"
    path.write_bytes(b"".join(made())[:-40])
    captures, problems = split(list(opened().import_warc(path)))
    assert (len(captures), len(problems)) == (1, 1)


def test_a_record_that_is_not_what_its_digest_says_is_not_taken(
    opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "old.warc"
    path.write_bytes(b"".join(made(gz=False)).replace(b"hello", b"hullo", 1))
    captures, problems = split(list(opened().import_warc(path)))
    assert (len(captures), len(problems)) == (1, 1)
    assert "digest" in problems[0].message


@pytest.mark.parametrize("lie", [b"9999999", b"-", b"x", b"0"])
def test_a_length_that_lies_is_a_problem(opened: Open, tmp_path: Path, lie: bytes) -> None:
    first, second = made(gz=False)
    path = tmp_path / "old.warc"
    path.write_bytes(
        first.replace(b"Content-Length: ", b"Content-Length: " + lie, 1).replace(b": 01", b": 1")
        + second
    )
    captures, problems = split(list(opened().import_warc(path)))
    assert captures[-1].url == "http://a.example/2"
    assert problems or len(captures) == 2


def test_a_revisit_is_resolved_within_its_file(opened: Open, tmp_path: Path) -> None:
    url, date = "http://a.example/", "2019-03-04T05:06:07Z"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    pieces = [record("response", url, head + b"page", date=date)]
    for earlier in (date, "2018-01-01T00:00:00Z"):
        refers = (f"WARC-Refers-To-Target-URI: {url}", f"WARC-Refers-To-Date: {earlier}")
        pieces.append(record("revisit", url, head, *refers, date="2019-04-04T05:06:07Z"))
    path = tmp_path / "old.warc"
    path.write_bytes(b"".join(pieces))
    archive = opened()
    captures, problems = split(list(archive.import_warc(path)))
    assert [c.kind for c in captures] == ["response", "revisit"]
    assert archive.fetched(captures[1]).body == b"page"
    assert len(problems) == 1


def test_the_request_that_stands_beside_a_page_comes_with_it(opened: Open, tmp_path: Path) -> None:
    url = "http://a.example/1"
    asked = record("request", url, b"GET /1 HTTP/1.1\r\nHost: a.example\r\n\r\n")
    answer = made(gz=False)[0]
    for number, pieces in enumerate(([asked, answer], [answer, asked])):
        path = tmp_path / f"{number}.warc"
        path.write_bytes(b"".join(pieces).replace(b"05:06:07", f"05:06:1{number}".encode()))
        archive = opened()
        captures, problems = split(list(archive.import_warc(path)))
        assert problems == []
        assert archive.fetched(captures[0]).request_headers == (("Host", "a.example"),)


def test_an_arc_is_read(opened: Open, tmp_path: Path) -> None:
    body = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\npage"
    path = tmp_path / "old.arc"
    path.write_bytes(
        b"filedesc://old.arc 0.0.0.0 20040102030405 text/plain 10\n1 0 tool\n\n\n"
        + f"http://a.example/ 93.184.215.14 20040102030405 text/html {len(body)}\n".encode()
        + body
        + b"\n"
    )
    captures, _ = split(list(opened().import_warc(path)))
    assert [(c.url, c.at, c.length) for c in captures] == [
        ("http://a.example/", "2004-01-02T03:04:05Z", 4)
    ]


@pytest.mark.parametrize(
    "payload",
    [b"\x04\x22\x4d\x18lz4", b"<html>", b"\x1f\x8b\x08", gzip.compress(b"no warc"), b"\x00" * 100],
)
def test_what_is_no_archive_is_refused_in_a_line(
    opened: Open, tmp_path: Path, payload: bytes
) -> None:
    path = tmp_path / "old.warc.gz"
    path.write_bytes(payload)
    with pytest.raises(BadInput) as caught:
        list(opened().import_warc(path))
    assert "old.warc.gz" in caught.value.message
    assert "\n" not in caught.value.message


def wacz(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as bundle:
        for name, payload in members.items():
            bundle.writestr(name, payload)
    return path


def test_a_wacz_is_read(opened: Open, tmp_path: Path) -> None:
    path = wacz(
        tmp_path / "old.wacz", {"archive/data.warc.gz": b"".join(made()), "datapackage.json": b"{}"}
    )
    captures, problems = split(list(opened().import_warc(path)))
    assert (len(captures), problems) == (2, [])


@pytest.mark.parametrize(
    "name",
    ["../archive/x.warc", "/archive/x.warc", "archive/../../x", "archive\\..\\x", "C:/x.warc"],
)
def test_a_name_that_leads_out_of_a_wacz_refuses_it_whole(
    opened: Open, tmp_path: Path, name: str
) -> None:
    path = wacz(tmp_path / "old.wacz", {"archive/data.warc.gz": b"".join(made()), name: b"x"})
    archive = opened()
    with pytest.raises(BadInput, match="leads out"):
        list(archive.import_warc(path))
    assert list(archive.captures()) == []


def test_a_zip_bomb_is_refused(opened: Open, tmp_path: Path) -> None:
    path = wacz(
        tmp_path / "old.wacz", {"archive/data.warc": b"\0" * 5_000_000}, zipfile.ZIP_DEFLATED
    )
    with pytest.raises(BadInput, match="bomb"):
        list(opened().import_warc(path))


def test_an_encrypted_wacz_is_refused(opened: Open, tmp_path: Path) -> None:
    path = wacz(tmp_path / "old.wacz", {"archive/data.warc": b"x"})
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    with pytest.raises(BadInput, match="encrypted"):
        list(opened().import_warc(path))


def test_a_record_that_claims_too_much_is_a_problem(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "old.warc"
    path.write_bytes(
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n"
        + made(gz=False)[0]
    )
    captures, problems = split(list(opened().import_warc(path)))
    assert len(captures) == 1
    assert "may hold" in problems[0].message


@pytest.mark.slow
def test_every_sample_is_read_or_refused_in_a_line(opened: Open, shared: Path) -> None:
    samples = sorted(p for p in (shared / "warc_samples").rglob("*") if p.is_file())
    assert len(samples) == 24
    archive = opened()
    for path in samples:
        try:
            found = list(archive.import_warc(path))
        except RasadError as error:
            assert path.name in error.message
            assert "\n" not in error.message
        else:
            assert found or path.suffix in (".gz", ".arc", ".warc")
            assert all("\n" not in p.message for p in found if isinstance(p, Problem))
    for capture in archive.captures():
        assert archive.fetched(capture).body is not None


@pytest.mark.slow
def test_the_pages_of_the_news_corpus_come_in_whole(opened: Open, shared: Path) -> None:
    archive = opened()
    captures, problems = split(list(archive.import_warc(shared / "news" / "news_dev.warc.gz")))
    assert problems == []
    assert len(captures) == len(list(archive.captures())) > 400
