"""`verify` of one capture, and of a WARC file alone: what it rests on is recomputed, and nothing else has a say."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from needs import missing
from preserve import authority as tsa
from preserve.material import Open, exchange
from rasad import preserve
from rasad.cli import main
from rasad.errors import BadInput, UnknownId
from rasad.model import Capture
from rasad.preserve import minisign
from rasad.preserve.single import fold
from rasad.testing import FrozenClock

CHEAP = (1 << 15, 1 << 20)


def keep(archive: preserve.FileArchive, path: str, **more: object) -> Capture:
    return archive.keep(exchange(path, egress="direct", **more), source="agency", by=None, how="item")  # type: ignore[arg-type]


@pytest.fixture
def held(opened: Open, tmp_path: Path) -> list[Capture]:
    """Three captures, the third repeating the first; each of the first two was read."""
    archive = opened()
    captures = [keep(archive, "/0", body=b"page 0"), keep(archive, "/1", body=b"page 1")]
    captures.append(keep(archive, "/0", body=b"page 0", at="2026-09-16T00:00:00Z"))
    for number in range(2):
        archive.keep_text(captures[number], f"page {number}", "read-1")
    (tmp_path / "monitor.toml").write_text("")
    return captures


def warc(folder: Path) -> Path:
    return next((folder / "archive").glob("*/*.gz"))


def lines_of(folder: Path, capture: Capture) -> list[dict[str, int]]:
    """The lines of custody of a capture and of its texts."""
    told = map(json.loads, (folder / "log" / "rasad.jsonl").read_text().splitlines())
    return [line for line in told if line.get("capture") == capture.id and "offset" in line]


def flip(path: Path, at: int, bit: int = 1) -> Callable[[], object]:
    """Changes one bit of a file; what it gives back undoes it."""
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
    return lambda: path.write_bytes(whole)


def test_an_intact_capture_stands_with_its_text_and_its_line(held: list[Capture], tmp_path: Path) -> None:
    found = preserve.verify(tmp_path, capture=held[0].id)
    assert (found.kind, found.findings) == ("capture", ())
    assert found.checked == 4  # response, request, circumstances, text
    told = "\n".join(found.notes)
    assert "1 texts read from it" in told and "log: line 2 of" in told
    assert "unanchored" in told and "unsigned" in told


def test_a_shortened_id_is_enough_and_two_that_fit_are_not(held: list[Capture], tmp_path: Path) -> None:
    assert preserve.verify(tmp_path, capture=held[1].id[:12]).stands
    for given in ("abc", "0" * 64):
        with pytest.raises(UnknownId):
            preserve.verify(tmp_path, capture=given)


def test_the_id_of_a_text_means_the_capture_it_was_read_from(held: list[Capture], opened: Open, tmp_path: Path) -> None:
    text = next(text for text in opened().texts() if text.capture == held[1].id)
    assert any(f"capture {held[1].id}" in note for note in preserve.verify(tmp_path, capture=text.id).notes)


def test_any_flipped_byte_of_its_records_is_found(held: list[Capture], tmp_path: Path) -> None:
    dice = random.Random(3)
    places = [at for line in lines_of(tmp_path, held[1]) for at in range(line["offset"], line["offset"] + line["bytes"])]
    for at in dice.sample(places, 80):
        undo = flip(warc(tmp_path), at, 1 << dice.randrange(8))
        findings = preserve.verify(tmp_path, capture=held[1].id).findings
        assert findings and all("archive/2026-11/" in finding for finding in findings), at
        undo()
    assert preserve.verify(tmp_path, capture=held[1].id).stands


def test_damage_of_another_capture_is_not_its_own(held: list[Capture], tmp_path: Path) -> None:
    undo = flip(warc(tmp_path), lines_of(tmp_path, held[0])[0]["offset"] + 40)
    assert preserve.verify(tmp_path, capture=held[1].id).stands
    assert not preserve.verify(tmp_path, capture=held[0].id).stands
    undo()


def test_a_revisit_rests_on_the_bytes_it_repeats(held: list[Capture], tmp_path: Path) -> None:
    assert preserve.verify(tmp_path, capture=held[2].id).stands
    flip(warc(tmp_path), lines_of(tmp_path, held[0])[0]["offset"] + 40)
    assert not preserve.verify(tmp_path, capture=held[2].id).stands


def test_a_changed_line_of_the_log_is_named(held: list[Capture], tmp_path: Path) -> None:
    log = tmp_path / "log" / "rasad.jsonl"
    log.write_bytes(log.read_bytes().replace(held[1].id.encode(), b"f" * 64))
    findings = preserve.verify(tmp_path, capture=held[1].id).findings
    assert any(finding.startswith("log/rasad.jsonl: line 3 does not hold") for finding in findings)
    assert f"capture {held[1].id}: in the archive, and no line of the log tells of it" in findings


def test_a_file_taken_away_is_named(held: list[Capture], tmp_path: Path) -> None:
    warc(tmp_path).unlink()
    assert all(f.endswith("in the log and missing") for f in preserve.verify(tmp_path, capture=held[1].id).findings)


def test_a_redacted_capture_is_reported_as_removed(held: list[Capture], opened: Open, tmp_path: Path) -> None:
    opened().redact(held[1].id, by="mina", why="names a bystander")
    found = preserve.verify(tmp_path, capture=held[1].id)
    assert found.findings == ()
    assert any(note.startswith(f"removed: capture {held[1].id} by mina") and "bystander" in note for note in found.notes)
    flip(warc(tmp_path), lines_of(tmp_path, held[1])[0]["offset"] + 60)
    assert preserve.verify(tmp_path, capture=held[1].id).findings


def test_stamp_signature_and_path_of_its_line_are_told(
    held: list[Capture], opened: Open, clock: FrozenClock, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if shutil.which("openssl") is None:
        missing("openssl", "openssl")
    authority = tmp_path_factory.mktemp("authority")
    tsa.make_certificates(authority)
    archive = opened()
    late = keep(archive, "/late", body=b"late")
    log = archive.log
    assert log is not None
    preserve.close_batch(log)
    for batch, asked in preserve.waiting(log, ["https://tsa.example"]):
        query, nonce = preserve.question(batch)
        roots = [(authority / "root.pem").read_bytes()]
        preserve.take_stamp(log, batch, asked, tsa.answer(authority, query), nonce=nonce, roots=roots, now=clock.now())
    secret = minisign.make_key("phrase", entropy=random.Random(1).randbytes, cost=CHEAP)[0]
    preserve.sign_batches(log, minisign.read_key(secret, "phrase"), by="mina", now=clock.now())
    after = keep(archive, "/after", body=b"after")
    told = "\n".join(preserve.verify(tmp_path, capture=late.id).notes)
    assert "in batch 1: " in told and "stamped: it was there on " in told and "handle mina" in told
    assert "unanchored" not in told and "unsigned" not in told
    told = "\n".join(preserve.verify(tmp_path, capture=after.id).notes)
    assert "unanchored: no stamp reaches its line" in told and "in batch" not in told
    (token,) = (tmp_path / "log" / "batches").glob("*.tsr")
    flip(token, 200)
    assert any(token.name in finding for finding in preserve.verify(tmp_path, capture=late.id).findings)


def test_a_path_leads_from_a_line_to_the_root() -> None:
    lines = [b"line %d" % number for number in range(11)]
    tree = preserve.Tree(lines)
    assert all(fold(line, tree.path(number)) == tree.root for number, line in enumerate(lines))
    assert fold(b"another", tree.path(3)) != tree.root


# -- a file alone -------------------------------------------------------------------------------


def test_a_warc_file_alone_is_recomputed(held: list[Capture], tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere.warc.gz"
    shutil.copy(warc(tmp_path), copy)
    found = preserve.verify(copy)
    assert (found.kind, found.findings) == ("warc", ())
    assert any("no log beside it" in note for note in found.notes)
    assert preserve.verify(copy, capture=held[1].id).stands
    start = lines_of(tmp_path, held[1])[0]["offset"]
    undo = flip(copy, start + 40)
    assert preserve.verify(copy).findings
    undo()
    flip(copy, 12)  # its very first record
    assert preserve.verify(copy).findings


def test_a_warc_file_in_its_monitor_is_held_against_the_log(held: list[Capture], tmp_path: Path) -> None:
    assert preserve.verify(warc(tmp_path)).findings == ()
    line = lines_of(tmp_path, held[1])[0]
    whole = warc(tmp_path).read_bytes()
    warc(tmp_path).write_bytes(whole[: line["offset"]] + whole[line["offset"] + line["bytes"] :])
    assert preserve.verify(warc(tmp_path)).findings


def test_what_a_file_alone_cannot_show_is_a_note(held: list[Capture], tmp_path: Path) -> None:
    first, again = lines_of(tmp_path, held[0])[0], lines_of(tmp_path, held[2])[0]
    whole = warc(tmp_path).read_bytes()
    copy = tmp_path / "part.warc.gz"
    copy.write_bytes(whole[again["offset"] : again["offset"] + again["bytes"]])
    found = preserve.verify(copy)
    assert found.findings == ()
    assert any(f"not here: capture {held[0].id}" in note for note in found.notes)
    copy.write_bytes(whole[first["offset"] : first["offset"] + first["bytes"]] + copy.read_bytes())
    assert not any("not here" in note for note in preserve.verify(copy).notes)


@pytest.mark.parametrize("name", ["other.warc.gz", "other.arc.gz", "other.warc", "other.pdf", "empty"])
def test_a_foreign_file_is_refused_and_not_called_damaged(tmp_path: Path, name: str) -> None:
    other = tmp_path / name
    other.write_bytes(b"" if name == "empty" else b"\x1f\x8b\x08 is not ours")
    with pytest.raises(BadInput, match="rasad add"):
        preserve.verify(other)


def test_the_archives_of_others_are_refused_and_not_called_damaged(shared: Path) -> None:
    samples = [path for path in (shared / "warc_samples").rglob("*") if path.name.endswith((".warc", ".warc.gz", ".arc.gz"))]
    assert len(samples) > 15
    for path in samples:
        with pytest.raises(BadInput, match="rasad add"):
            preserve.verify(path)


def test_a_capture_of_a_bundle_and_of_an_archive_without_log(held: list[Capture], opened: Open, tmp_path: Path) -> None:
    archive = opened()
    bundle = tmp_path / "x.wacz"
    preserve.write_wacz(bundle, captures=held[:1], texts=[], archive=archive, log=archive.log, title="x", created="2026-11-01T12:00:00Z")
    for path in (bundle, tmp_path / "archive"):
        assert preserve.verify(path, capture=held[0].id).stands
        with pytest.raises(UnknownId):
            preserve.verify(path, capture="0" * 64)
    flip(bundle, 200)
    assert preserve.verify(bundle, capture=held[0].id).findings


# -- the command --------------------------------------------------------------------------------


def test_the_command_takes_an_id_and_exits_with_three_on_damage(
    held: list[Capture], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = ["--monitor", str(tmp_path)]
    assert main([*inside, "verify", held[1].id[:12]]) == 0
    assert "all as it was" in capsys.readouterr().out
    assert main(["verify", str(tmp_path), "--capture", held[1].id, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "capture"
    undo = flip(warc(tmp_path), lines_of(tmp_path, held[1])[0]["offset"] + 40)
    assert main([*inside, "verify", held[1].id]) == 3
    assert "CHANGED  archive/2026-11/" in capsys.readouterr().out
    undo()
    assert main([*inside, "verify", "0123456789ab"]) == 2
    assert main([*inside, "verify", "gone.wacz"]) == 2
