"""`verify`: what was changed in an archive, a log or a publication is named."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from preserve.material import Open, exchange
from rasad import preserve
from rasad.errors import BadInput


@pytest.fixture
def monitor(opened: Open, tmp_path: Path) -> Path:
    archive = opened()
    captures = [
        archive.keep(exchange(f"/{n}", body=b"page %d" % n), source="agency", by=None, how="poll")
        for n in range(3)
    ]
    archive.keep(
        exchange("/0", body=b"page 0", at="2026-09-16T00:00:00Z"),
        source="agency",
        by=None,
        how="poll",
    )
    archive.keep_text(captures[0], "page 0", "read-1")
    assert archive.log is not None
    archive.log.append("decision", decision="accept", by="mina", why="x")
    return tmp_path


def warc(monitor: Path) -> Path:
    return next((monitor / "archive").glob("*/*.gz"))


def log(monitor: Path) -> Path:
    return monitor / "log" / "rasad.jsonl"


def test_an_intact_monitor_stands(monitor: Path) -> None:
    found = preserve.verify(monitor)
    assert (found.kind, found.checked, found.findings) == ("monitor", 10, ())
    assert any("unanchored" in note for note in found.notes)


def test_an_archive_without_log_says_what_it_cannot_show(monitor: Path) -> None:
    found = preserve.verify(monitor / "archive")
    assert (found.kind, found.findings) == ("archive", ())
    assert any("no log" in note for note in found.notes)


@pytest.mark.slow
def test_random_flips_in_archive_and_log_are_all_found(monitor: Path) -> None:
    dice = random.Random(7)
    for path in (warc(monitor), log(monitor)):
        whole = path.read_bytes()
        for _ in range(120):
            at = dice.randrange(len(whole))
            path.write_bytes(
                whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :]
            )
            assert preserve.verify(monitor).findings, (path.name, at)
        path.write_bytes(whole)
    assert preserve.verify(monitor).findings == ()


def _pieces(monitor: Path) -> list[bytes]:
    whole = warc(monitor).read_bytes()
    starts = [
        line["offset"]
        for line in map(json.loads, log(monitor).read_text().splitlines())
        if "offset" in line
    ]
    return [whole[a:b] for a, b in zip(starts, [*starts[1:], len(whole)], strict=True)]


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p[:2] + p[3:],
        lambda p: p[:-1],
        lambda p: [*p, p[2]],
        lambda p: [p[0], p[2], p[1], *p[3:]],
        lambda p: p[1:],
        lambda p: [],
        lambda p: [*p[:-1], p[-1][:-9]],
    ],
    ids=["removed", "last removed", "repeated", "swapped", "first removed", "emptied", "torn"],
)
def test_records_removed_repeated_or_swapped_are_found(
    monitor: Path, change: Callable[[list[bytes]], list[bytes]]
) -> None:
    warc(monitor).write_bytes(b"".join(change(_pieces(monitor))))
    findings = preserve.verify(monitor).findings
    assert findings
    assert all("archive/2026-11/rasad-202611-00001.warc.gz" in finding for finding in findings)


def test_a_file_taken_away_is_found(monitor: Path) -> None:
    warc(monitor).unlink()
    assert preserve.verify(monitor).findings == (
        "archive/2026-11/rasad-202611-00001.warc.gz: in the log and missing",
    )


def test_a_log_cut_short_is_found_by_the_records_it_no_longer_knows(monitor: Path) -> None:
    lines = log(monitor).read_bytes().splitlines(keepends=True)
    log(monitor).write_bytes(b"".join(lines[:3]))
    assert any("not in the log" in finding for finding in preserve.verify(monitor).findings)
    log(monitor).unlink()
    assert "log/rasad.jsonl: missing" in preserve.verify(monitor).findings


def test_a_changed_decision_is_found(monitor: Path) -> None:
    log(monitor).write_bytes(log(monitor).read_bytes().replace(b'"accept"', b'"reject"'))
    (finding,) = preserve.verify(monitor).findings
    assert finding.startswith("log/rasad.jsonl: line 7")


def publication(folder: Path) -> Path:
    files = {"index.html": b"<p>edition", "en/1.html": b"x"}
    for name, payload in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(payload)
    listed = {name: hashlib.sha256(payload).hexdigest() for name, payload in files.items()}
    (folder / "manifest.json").write_text(json.dumps({"files": listed}))
    return folder


def test_a_publication_is_checked_against_its_manifest(tmp_path: Path) -> None:
    folder = publication(tmp_path / "public")
    assert preserve.verify(folder).findings == ()
    (folder / "index.html").write_text("<p>edited")
    (folder / "extra.html").write_text("new")
    (folder / "en" / "1.html").unlink()
    assert preserve.verify(folder).findings == (
        "en/1.html: listed and missing",
        "index.html: not the file that was published",
        "extra.html: not listed",
    )


@pytest.mark.parametrize("manifest", ["", "[]", '{"files": 3}', '{"files": {"../x": "0"}}'])
def test_a_broken_manifest_is_a_finding(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest)
    assert len(preserve.verify(tmp_path).findings) == 1


def test_a_monitors_publication_and_bundles_are_verified_with_it(monitor: Path) -> None:
    publication(monitor / "public")
    (monitor / "public" / "index.html").write_text("edited")
    (monitor / "editions" / "1").mkdir(parents=True)
    (monitor / "editions" / "1" / "evidence.wacz").write_bytes(b"PK")
    findings = preserve.verify(monitor).findings
    assert any(finding.startswith("public/index.html") for finding in findings)
    assert any(finding.startswith("editions/1/evidence.wacz") for finding in findings)


def test_what_cannot_be_verified_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        preserve.verify(tmp_path)
    with pytest.raises(BadInput):
        preserve.verify(tmp_path / "gone")
