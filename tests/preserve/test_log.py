"""The log: a chain that shows every change."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from rasad import preserve
from rasad.errors import LogBroken, WrongUse
from rasad.testing import FrozenClock


def filled(folder: Path, count: int = 4) -> preserve.Log:
    log = preserve.Log(folder, clock=FrozenClock())
    for number in range(count):
        log.append("decision", decision="accept", ids=[f"d-{number}"], by="mina", why="دلیل")
    return log


def test_lines_follow_from_each_other(tmp_path: Path) -> None:
    log = filled(tmp_path)
    raw = log.path.read_bytes().splitlines()
    assert [line["seq"] for line in log.lines()] == [0, 1, 2, 3]
    assert json.loads(raw[0])["prev"] == "0" * 64
    assert json.loads(raw[2])["prev"] == hashlib.sha256(raw[1]).hexdigest()
    assert log.check() == 4
    assert log.head() == (4, hashlib.sha256(raw[3]).hexdigest())


def test_what_was_appended_comes_back(tmp_path: Path) -> None:
    log = filled(tmp_path, 0)
    line = log.append("decision", why="a\nb \ud800 »", changes=[["date", "2026"]])
    assert next(log.lines()) == line
    assert (line["at"], line["kind"], line["changes"]) == (
        "2026-11-01T12:00:00Z",
        "decision",
        [["date", "2026"]],
    )


def test_a_chain_goes_on_after_reopening(tmp_path: Path) -> None:
    filled(tmp_path).close()
    assert filled(tmp_path, 2).check() == 6


def test_two_logs_of_one_process_write_one_chain(tmp_path: Path) -> None:
    one, two = filled(tmp_path, 1), filled(tmp_path, 1)
    one.append("x")
    two.append("y")
    assert one.check() == 4


@pytest.mark.parametrize("field", ["seq", "at", "prev", "sum"])
def test_the_logs_own_fields_cannot_be_given(tmp_path: Path, field: str) -> None:
    with pytest.raises(WrongUse):
        filled(tmp_path, 0).append("x", **{field: 1})


@pytest.mark.slow
def test_every_flipped_byte_is_found(tmp_path: Path) -> None:
    log = filled(tmp_path, 2)
    whole = log.path.read_bytes()
    for at in range(len(whole)):
        log.path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        with pytest.raises(LogBroken, match="line"):
            log.check()


@pytest.mark.parametrize(
    "order", [[1, 2, 3], [0, 2, 3], [0, 2, 1, 3], [0, 1, 1, 2, 3], [3, 2, 1, 0]]
)
def test_lines_removed_repeated_or_swapped_are_found(tmp_path: Path, order: list[int]) -> None:
    log = filled(tmp_path)
    lines = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(b"".join(lines[number] for number in order))
    with pytest.raises(LogBroken):
        log.check()


def test_a_torn_last_line_is_set_aside_and_told(tmp_path: Path) -> None:
    log = filled(tmp_path)
    whole = log.path.read_bytes()
    log.path.write_bytes(whole[:-30])
    log.close()
    assert log.check() == 3
    (message,) = log.heal()
    assert "unfinished last line" in message
    kinds = [line["kind"] for line in log.lines()]
    assert kinds == ["decision", "decision", "decision", "heal"]
    assert len(list((tmp_path / "torn").iterdir())) == 1


def test_a_last_line_that_only_lacks_its_end_is_whole(tmp_path: Path) -> None:
    log = filled(tmp_path)
    log.path.write_bytes(log.path.read_bytes()[:-1])
    log.close()
    log.append("x")
    assert log.check() == 5
    assert log.healed == []
