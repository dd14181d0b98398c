"""The archive: what was kept is got back, survives tears, and refuses what was changed."""

from __future__ import annotations

import getpass
import gzip
import os
import resource
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from preserve.material import PAGE, Open, exchange
from rasad import preserve
from rasad.errors import ArchiveDamaged, BadInput, CannotWrite
from rasad.model import Capture
from rasad.model.ids import capture_id, sha256, text_id
from rasad.testing import FrozenClock


def keep(archive: preserve.FileArchive, path: str = "/1", **more: object) -> Capture:
    return archive.keep(exchange(path, **more), source="agency", by=None, how="poll")  # type: ignore[arg-type]


def warc(folder: Path) -> Path:
    return next(iter(sorted((folder / "archive").glob("*/*.warc.gz"))))


def test_an_exchange_comes_back_as_it_was(opened: Open) -> None:
    archive = opened()
    given = exchange(
        headers=(
            ("Content-Type", "text/html"),
            ("Transfer-Encoding", "chunked"),
            ("X-Odd", "caf\xe9  "),
        )
    )
    capture = archive.keep(given, source="agency", by="mina", how="poll", published="2026-09-14")
    assert archive.fetched(capture) == replace(given, capture=capture.id)
    assert capture.id == capture_id(given.url, given.at, sha256(PAGE))
    assert (capture.source, capture.by, capture.how, capture.published_hint) == (
        "agency",
        "mina",
        "poll",
        "2026-09-14",
    )
    assert (capture.status, capture.media_type, capture.length) == (200, "text/html", len(PAGE))


def test_what_is_scanned_is_what_was_returned(opened: Open) -> None:
    archive = opened()
    kept = [keep(archive, f"/{number}") for number in range(3)]
    kept.append(keep(archive, "/0", at="2026-09-15T08:00:00Z"))
    text = archive.keep_text(kept[0], "متن", "read-1")
    again = opened()
    assert list(again.captures()) == kept
    assert list(again.texts()) == [text]
    assert again.text_at(text.location) == text  # type: ignore[arg-type]
    assert (text.id, text.capture, text.rules) == (text_id("متن"), kept[0].id, "read-1")


def test_the_same_payload_of_the_same_address_is_a_revisit(opened: Open) -> None:
    archive = opened()
    first = keep(archive)
    second = keep(archive, at="2026-09-15T08:00:00Z")
    elsewhere = keep(archive, "/2")
    assert (second.kind, second.refers_to, second.length) == ("revisit", first.id, len(PAGE))
    assert elsewhere.kind == "response"
    assert opened().fetched(second).body == PAGE


def test_an_empty_payload_is_never_a_revisit(opened: Open) -> None:
    archive = opened()
    for day in (14, 15):
        capture = keep(archive, body=b"", at=f"2026-09-{day}T08:00:00Z", status=304)
        assert (capture.kind, capture.status) == ("response", 304)


def test_keeping_the_same_twice_keeps_it_once(opened: Open) -> None:
    archive = opened()
    first = keep(archive)
    text = archive.keep_text(first, "t", "read-1")
    again = opened()
    assert keep(again) == first
    assert again.keep_text(first, "t", "read-2") == text
    assert len(list(again.captures())) == 1


def test_a_file_is_kept_as_a_resource(opened: Open) -> None:
    archive = opened()
    capture = archive.keep_resource(
        "urn:rasad:file:1:a.pdf",
        b"%PDF-\r\n\r\n1",
        "application/pdf",
        at="2026-09-14T08:00:00Z",
        by="mina",
        how="add",
        own=True,
    )
    assert (capture.kind, capture.own, capture.by, capture.media_type) == (
        "resource",
        True,
        "mina",
        "application/pdf",
    )
    assert archive.fetched(capture).body == b"%PDF-\r\n\r\n1"


@pytest.mark.parametrize(
    "text", ["", "a\r\n\r\nb", "نیم\u200cفاصله", "lone \ud800 surrogate", "\x00"]
)
def test_a_text_keeps_every_character(opened: Open, text: str) -> None:
    archive = opened()
    version = archive.keep_text(keep(archive), text, "read-1")
    assert version.text == text
    assert next(iter(opened().texts())).text == text


def test_a_tail_can_be_scanned_from_where_the_last_scan_ended(opened: Open) -> None:
    archive = opened()
    keep(archive)
    ((file, end),) = archive.ends().items()
    second = keep(archive, "/2")
    text = archive.keep_text(second, "t", "read-1")
    assert archive.scan(file, end) == ([second], [text])
    assert archive.scan(file, archive.ends()[file]) == ([], [])
    assert opened().ends() == archive.ends()


def test_files_turn_over_by_size_and_month(
    opened: Open, clock: FrozenClock, tmp_path: Path
) -> None:
    archive = opened(rotate=900)
    for number in range(4):
        keep(archive, f"/{number}")
    clock.forward(31 * 86_400)
    keep(archive, "/next")
    names = [
        p.relative_to(tmp_path / "archive").as_posix()
        for p in sorted((tmp_path / "archive").glob("*/*.gz"))
    ]
    assert names[0] == "2026-11/rasad-202611-00001.warc.gz"
    assert names[-1] == "2026-12/rasad-202612-00001.warc.gz"
    assert len(names) >= 3
    assert len(list(opened().captures())) == 5


def test_warcio_reads_and_confirms_every_record(
    opened: Open, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = opened()
    first = keep(archive)
    keep(archive, at="2026-09-15T08:00:00Z")
    archive.keep_text(first, "t", "read-1")

    class Arguments:
        inputs = (str(warc(tmp_path)),)
        verbose = True

    checker = Checker(Arguments)
    checker.process_all()
    assert not checker.exit_value, capsys.readouterr().out
    with warc(tmp_path).open("rb") as file:
        types = [record.rec_type for record in ArchiveIterator(file)]
    assert types == ["warcinfo", "response", "request", "revisit", "request", "conversion"]


def test_no_record_names_machine_or_user(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tehran")
    archive = opened()
    date = ("Date", "Mon, 14 Sep 2026 08:00:03 GMT")
    capture = keep(archive, peer=None, headers=(date,), egress="direct", certificate="ab" * 32)
    archive.keep_text(capture, "t", "read-1")
    archive.redact(keep(archive, "/2", peer=None, egress="tor").id, by="mina", why="x")
    assert archive.log is not None
    preserve.close_batch(archive.log)
    archive.keep_resource(
        "urn:x:1", b"x", "text/plain", at="2026-09-14T08:00:00Z", by=None, how="add"
    )
    held = (
        gzip.decompress(warc(tmp_path).read_bytes())
        + (tmp_path / "log" / "rasad.jsonl").read_bytes()
        + (tmp_path / "log" / "batches" / "000001.json").read_bytes()
    )
    assert b"clock-ahead-of-server-seconds: -3" in held
    own = {
        getpass.getuser(),
        socket.gethostname(),
        "127.0.0.1",
        str(tmp_path),
        "Tehran",
        "+03:30",
        os.uname().release,
    }
    told = held.replace(b"rasad", b"").replace(b'"root"', b"").lower()
    assert not [word for word in own if word and word.lower().encode() in told]


def test_record_ids_are_the_same_on_any_machine(tmp_path: Path, clock: FrozenClock) -> None:
    blocks = []
    for name in ("one", "two"):
        archive = preserve.open_archive(tmp_path / name, clock=clock)
        keep(archive)
        archive.close()
        blocks.append(next((tmp_path / name).glob("*/*.gz")).read_bytes())
    assert blocks[0] == blocks[1]


@pytest.mark.parametrize(
    "url", ["", "no-scheme", "https://a.example/ b", "https://a.example/\r\nX: y"]
)
def test_an_address_that_breaks_a_header_is_refused(opened: Open, url: str) -> None:
    with pytest.raises(BadInput):
        keep(opened(), url=url)


@pytest.mark.parametrize(
    "at", ["", "2026-09-14", "2026-13-01T00:00:00Z", "2026-09-14T08:00:00+03:30"]
)
def test_a_time_that_is_none_is_refused(opened: Open, at: str) -> None:
    with pytest.raises(BadInput):
        keep(opened(), at=at)


def test_line_ends_in_a_handle_do_not_make_a_header(opened: Open) -> None:
    capture = opened().keep(exchange(), source=None, by="mina\r\nRasad-Own: yes", how="add")
    assert (capture.by, capture.own) == ("mina Rasad-Own: yes", False)


# -- tears, damage, full disks ------------------------------------------------------------------


def test_a_torn_tail_is_moved_aside_and_told(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    first = keep(archive)
    whole = warc(tmp_path).read_bytes()
    with warc(tmp_path).open("ab") as file:
        file.write(whole[:200])
    again = opened()
    assert list(again.captures()) == [first]
    (message,) = again.heal()
    assert "200 bytes" in message
    assert warc(tmp_path).read_bytes() == whole
    assert next((tmp_path / "archive" / "torn").iterdir()).read_bytes() == whole[:200]
    second = keep(again, "/2")
    assert list(opened().captures()) == [first, second]
    assert preserve.verify(tmp_path).findings == ()


def test_a_whole_record_the_log_does_not_know_is_logged_as_found(
    opened: Open, tmp_path: Path
) -> None:
    archive = opened()
    first = keep(archive)
    log = tmp_path / "log" / "rasad.jsonl"
    before = log.read_bytes()
    second = keep(archive, "/2")
    log.write_bytes(before)
    again = opened()
    assert any("kept from the log" in message for message in again.heal())
    assert keep(again, "/2") == second
    assert list(again.captures()) == [first, second]
    assert preserve.verify(tmp_path).findings == ()


def test_a_first_file_torn_at_its_first_record_begins_anew(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "archive" / "2026-11" / "rasad-202611-00001.warc.gz"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\x1f\x8b\x08\x00")
    archive = opened()
    assert len(archive.heal()) == 1
    keep(archive)
    assert preserve.verify(tmp_path).findings == ()


def test_an_archive_shorter_than_its_log_stops_all_writing(opened: Open, tmp_path: Path) -> None:
    keep(opened())
    path = warc(tmp_path)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(ArchiveDamaged, match=path.name):
        keep(opened(), "/2")


def test_a_changed_payload_is_never_handed_on(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    capture = keep(archive)
    whole = bytearray(warc(tmp_path).read_bytes())
    for at in range(
        capture.location.offset + 20, capture.location.offset + capture.location.length, 7
    ):
        changed = bytearray(whole)
        changed[at] ^= 4
        warc(tmp_path).write_bytes(changed)
        with pytest.raises(ArchiveDamaged, match="rasad-202611-00001"):
            archive.fetched(capture)


def test_a_record_put_in_the_place_of_another_is_not_handed_on(opened: Open) -> None:
    archive = opened()
    first, second = keep(archive), keep(archive, "/2")
    with pytest.raises(ArchiveDamaged):
        archive.fetched(replace(first, location=second.location))


@pytest.mark.slow
def test_a_second_process_cannot_write(opened: Open, tmp_path: Path) -> None:
    keep(opened())
    script = (
        "import sys, pathlib; from rasad import preserve; from rasad.testing import FrozenClock\n"
        "from rasad.errors import CannotWrite\n"
        "a = preserve.open_archive(pathlib.Path(sys.argv[1]), clock=FrozenClock())\n"
        "print(len(list(a.captures())))\n"
        "try: a.heal()\n"
        "except CannotWrite as error: print(error.message)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "archive")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[0] == "1"
    assert "another process is writing here" in done.stdout


def test_a_full_disk_leaves_nothing_half_written(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    keep(archive)
    size = warc(tmp_path).stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, hard))
    try:
        with pytest.raises(CannotWrite, match="nothing was written"):
            keep(archive, "/2", body=os.urandom(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert warc(tmp_path).stat().st_size == size
    keep(archive, "/3")
    assert [capture.url[-2:] for capture in archive.captures()] == ["/1", "/3"]
    assert preserve.verify(tmp_path).findings == ()


def test_a_log_that_cannot_be_written_loses_no_capture(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    keep(archive)
    size = (tmp_path / "log" / "rasad.jsonl").stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (max(size, 1) + 50, hard))
    try:
        with pytest.raises(CannotWrite):
            keep(archive, "/2", body=b"x")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    keep(archive, "/2", body=b"x")
    assert len(list(archive.captures())) == 2
    assert preserve.verify(tmp_path).findings == ()


def test_a_folder_that_cannot_be_written_is_said_in_one_line(
    tmp_path: Path, clock: FrozenClock
) -> None:
    (tmp_path / "file").write_text("in the way")
    archive = preserve.open_archive(tmp_path / "file" / "archive", clock=clock)
    with pytest.raises(CannotWrite) as caught:
        keep(archive)
    assert "\n" not in caught.value.message
