"""Redaction: a capture leaves, its tombstone stays, nothing else moves, and verify says removed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from preserve.material import Open, exchange
from rasad import preserve
from rasad.errors import ArchiveDamaged, BadInput, UnknownId, WrongUse
from rasad.model import Capture, Problem

SECRET = b"<p>A name that should not be here.</p>" * 40


def warc(folder: Path) -> Path:
    return next(iter(sorted((folder / "archive").glob("*/*.warc.gz"))))


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "log" / "rasad.jsonl").read_text(encoding="utf-8").splitlines()]


def filled(archive: preserve.FileArchive) -> list[Capture]:
    def keep(path: str, **more: object) -> Capture:
        return archive.keep(exchange(path, **more), source="agency", by=None, how="item")  # type: ignore[arg-type]

    first = keep("/1")
    secret = keep("/2", body=SECRET, egress="direct")
    again = keep("/2", body=SECRET, at="2026-09-15T08:00:00Z")
    for capture, text in ((first, "page"), (secret, "A name that should not be here.")):
        archive.keep_text(capture, text, "read-1")
    return [first, secret, again, keep("/3", body=b"three")]


def test_a_redacted_capture_leaves_and_nothing_else_moves(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    first, secret, again, third = filled(archive)
    size = warc(tmp_path).stat().st_size
    removal = archive.redact(secret.id, by="mina", why="names a bystander")
    assert removal.captures == (secret.id, again.id)
    assert len(removal.texts) == 1
    assert removal.urls == (secret.url,)
    assert archive.removed_addresses() == {secret.url}
    assert warc(tmp_path).stat().st_size == size
    for reader in (archive, opened()):
        assert list(reader.captures()) == [first, third]
        assert [text.text for text in reader.texts()] == ["page"]
        assert reader.fetched(third).body == b"three"
    assert b"should not be here" not in gzip.decompress(warc(tmp_path).read_bytes())


def test_verify_says_removed_and_not_damaged(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    secret = filled(archive)[1]
    archive.redact(secret.id, by="mina", why="names a bystander")
    found = preserve.verify(tmp_path)
    assert found.findings == ()
    assert any(note.startswith(f"removed: capture {secret.id} by mina") and "bystander" in note for note in found.notes)


def test_the_tombstone_has_id_digest_reason_and_handle(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    secret = filled(archive)[1]
    archive.redact(secret.id, by="mina", why="names a bystander")
    with warc(tmp_path).open("rb") as file:
        stones = [r.rec_headers for r in ArchiveIterator(file) if r.rec_headers.get_header("Rasad-Removed")]
    assert [stone.get_header("Rasad-Removed") for stone in stones] == ["response", "revisit", "text"]
    assert stones[0].get_header("Rasad-Capture") == secret.id
    assert stones[0].get_header("Rasad-Payload") == f"sha256:{secret.payload_sha256}"
    assert stones[0].get_header("WARC-Target-URI") == secret.url
    assert (stones[0].get_header("Rasad-By"), stones[0].get_header("Rasad-Why")) == ("mina", "names a bystander")


def test_the_log_keeps_both_digests(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    secret = filled(archive)[1]
    archive.redact(secret.id, by="mina", why="names a bystander")
    redact, removed = lines(tmp_path)[-2:]
    (kept,) = [line for line in lines(tmp_path) if line.get("capture") == secret.id and line["kind"] == "capture"]
    part = redact["parts"][0]  # type: ignore[index]
    assert (redact["kind"], removed["kind"], removed["redact"]) == ("redact", "removed", redact["seq"])
    assert part["before"] == kept["sha256"] != part["after"]


def test_an_interrupted_redaction_is_finished_at_the_next_start(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    secret = filled(archive)[1]
    before = warc(tmp_path).read_bytes()
    archive.redact(secret.id, by="mina", why="x")
    done = warc(tmp_path).read_bytes()
    log = tmp_path / "log" / "rasad.jsonl"
    whole = log.read_bytes()
    for torn in (before, done[: secret.location.offset + 60] + before[secret.location.offset + 60 :]):
        archive.close()
        warc(tmp_path).write_bytes(torn)
        log.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
        assert preserve.verify(tmp_path).findings
        archive = opened()
        assert any("was finished" in message for message in archive.heal())
        assert warc(tmp_path).read_bytes() == done
        assert preserve.verify(tmp_path).findings == ()


def test_a_forged_tombstone_is_damage(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    first, secret = filled(archive)[:2]
    archive.redact(secret.id, by="mina", why="x")
    whole = warc(tmp_path).read_bytes()
    log = tmp_path / "log" / "rasad.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-2]))
    assert any("was changed" in finding for finding in preserve.verify(tmp_path).findings)
    place = first.location.offset
    warc(tmp_path).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    assert preserve.verify(tmp_path).findings


def test_what_was_removed_is_not_taken_again(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    secret = filled(archive)[1]
    copy = tmp_path / "copy.warc.gz"
    copy.write_bytes(warc(tmp_path).read_bytes())
    archive.redact(secret.id, by="mina", why="names a bystander")
    with pytest.raises(BadInput, match="removed by mina"):
        archive.keep(exchange("/2", body=SECRET), source="agency", by=None, how="item")
    taken = list(archive.import_warc(copy))
    assert not [entry for entry in taken if isinstance(entry, Capture) and entry.url.endswith("/2")]
    assert [entry for entry in taken if isinstance(entry, Problem) and "removed by mina" in entry.message]


def test_a_later_capture_of_the_page_is_held_whole(opened: Open) -> None:
    archive = opened()
    secret = filled(archive)[1]
    archive.redact(secret.id, by="mina", why="x")
    later = archive.keep(exchange("/2", body=SECRET, at="2026-10-01T00:00:00Z"), source="agency", by=None, how="item")
    assert later.kind == "response"
    assert archive.fetched(later).body == SECRET


def test_the_same_words_elsewhere_are_named(opened: Open) -> None:
    archive = opened()
    secret = filled(archive)[1]
    other = archive.keep(exchange("/copy", body=SECRET), source="agency", by=None, how="item")
    assert archive.redact(secret.id, by="mina", why="x").also == (other.id,)


@pytest.mark.parametrize("why", ["x", "دلیل " * 60, "because " * 500])
@pytest.mark.parametrize("body", [b"", b"1", b"\x00" * 300_000, bytes(range(256)) * 40])
def test_a_tombstone_fits_any_record(opened: Open, tmp_path: Path, body: bytes, why: str) -> None:
    archive = opened()
    capture = archive.keep_resource("urn:x:1", body, "text/plain", at="2026-09-14T08:00:00Z", by=None, how="add")
    archive.keep_text(capture, "", "r")
    archive.redact(capture.id, by="mina", why=why)
    assert preserve.verify(tmp_path).findings == ()
    assert list(archive.captures()) == []
    assert lines(tmp_path)[-2]["why"] == why


def test_what_cannot_be_meant_is_said(opened: Open) -> None:
    archive = opened()
    secret = filled(archive)[1]
    for unknown in ("", "0", "f" * 64):
        with pytest.raises(UnknownId):
            archive.redact(unknown, by="mina", why="x")
    archive.redact(secret.id[:12], by="mina", why="x")
    with pytest.raises(WrongUse, match="already removed"):
        archive.redact(secret.id, by="mina", why="x")
    with pytest.raises(ArchiveDamaged):
        archive.fetched(secret)
