"""The index of an archive is made from its files alone, and is the one that other tools make."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from preserve.material import Open, exchange
from rasad import preserve
from rasad.errors import ArchiveDamaged


def entries(index: bytes) -> dict[tuple[str, str], dict[str, str]]:
    """Address and moment → what the index says."""
    found = {}
    for line in index.decode().splitlines():
        _, moment, entry = line.split(" ", 2)
        told = json.loads(entry)
        found[told["url"], moment] = told
    return found


@pytest.fixture
def filled(opened: Open, tmp_path: Path) -> Path:
    archive = opened()
    for number, day in ((0, 14), (1, 14), (0, 15)):
        archive.keep(exchange(f"/{number}?b=2&a=1", at=f"2026-09-{day}T08:00:00Z"), source="agency", by=None, how="item")
    archive.keep(exchange("/2", body=b"gone"), source="agency", by=None, how="item")
    archive.redact(list(archive.captures())[-1].id, by="mina", why="names a bystander")
    return tmp_path / "archive"


def test_it_needs_neither_log_nor_database(filled: Path, tmp_path: Path) -> None:
    index = preserve.index_archive(filled)
    shutil.rmtree(tmp_path / "log")
    assert preserve.index_archive(filled) == index
    assert index == b"".join(sorted(index.splitlines(keepends=True)))
    assert {told["filename"] for told in entries(index).values()} == {"2026-11/rasad-202611-00001.warc.gz"}
    assert not any(url.endswith("/2") for url, _ in entries(index))  # what was removed is not in it


def test_it_leads_to_the_records_that_another_indexer_finds(filled: Path) -> None:
    (warc,) = filled.glob("*/*.gz")
    command = [sys.executable, "-W", "ignore", "-m", "cdxj_indexer.main", str(warc)]
    theirs = entries(subprocess.run(command, capture_output=True, check=True).stdout)
    theirs = {key: told for key, told in theirs.items() if "mime" in told}  # it lists the tombstone too
    ours = entries(preserve.index_archive(filled))
    assert set(ours) == set(theirs) and len(ours) == 3
    for key, told in ours.items():
        assert [told[name] for name in ("offset", "length", "mime", "status")] == [
            theirs[key].get(name) for name in ("offset", "length", "mime", "status")
        ]


def test_damage_is_said_and_no_index_is_made_over_it(filled: Path) -> None:
    (warc,) = filled.glob("*/*.gz")
    whole = warc.read_bytes()
    warc.write_bytes(whole[:600] + b"\x00" * 8 + whole[608:])
    with pytest.raises(ArchiveDamaged):
        preserve.index_archive(filled)
