"""What was parsed of the program's tables is kept beside its bytecode, and never believed against the file."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

import rasad
from rasad.languages import kept
from rasad.packs.known import tables_of

TABLE = '[words]\n"همه" = ["یک", "دو"]\ncount = 3\nshare = 0.1\nsure = true\n'
TABLES = sorted(Path(rasad.__file__).parent.glob("*/*/*.toml"))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    path = tmp_path / "words.toml"
    path.write_text(TABLE, encoding="utf-8")
    return path


def copy_of(file: Path) -> Path:
    place = kept.place_of(file)
    assert place is not None
    return place


def test_the_second_reading_is_of_the_copy_and_says_the_same(file: Path) -> None:
    first = kept.read(file)
    assert copy_of(file).parent == file.parent / "__pycache__"
    assert copy_of(file).is_file()
    assert kept.read(file) == first == kept.toml.loads(TABLE)
    assert list(kept.read(file)["words"]) == list(first["words"])


@pytest.mark.parametrize("table", TABLES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_table_of_the_program_is_the_same_from_its_copy(table: Path, file: Path) -> None:
    file.write_bytes(table.read_bytes())
    fresh = kept.toml.loads(table.read_text(encoding="utf-8"))
    assert kept.read(file) == fresh
    assert repr(kept.read(file)) == repr(fresh)


def test_a_changed_file_is_read_anew(file: Path) -> None:
    kept.read(file)
    file.write_text(TABLE.replace("3", "4"), encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert kept.read(file)["words"]["count"] == 4
    assert kept.read(file)["words"]["count"] == 4


@pytest.mark.parametrize("damage", ["cut", "emptied", "turned", "another", "list", "folder"])
def test_a_damaged_copy_is_not_believed(file: Path, damage: str) -> None:
    right = kept.read(file)
    copy = copy_of(file)
    whole = copy.read_bytes()
    if damage == "folder":
        copy.unlink()
        copy.mkdir()
    else:
        copy.write_bytes(
            {
                "cut": whole[:-9],
                "emptied": b"",
                "turned": whole.replace(b"3", b"4"),
                "another": b"\x00\xff" + whole,
                "list": whole.partition(b"\n")[0] + b"\n[1]",
            }[damage]
        )
    assert kept.read(file) == right
    assert kept.read(file) == right
    if damage != "folder":
        assert copy.read_bytes() == whole
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_nothing_is_written_where_bytecode_is_not(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert kept.read(file)["words"]["count"] == 3
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_cannot_be_written_does_no_harm(file: Path) -> None:
    (file.parent / "__pycache__").write_text("in the way", encoding="utf-8")
    assert kept.read(file)["words"]["count"] == 3
    assert sorted(path.name for path in file.parent.iterdir()) == ["__pycache__", "words.toml"]


def test_copies_lie_where_bytecode_is_sent(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    kept.read(file)
    assert copy_of(file).is_file()
    assert copy_of(file).is_relative_to(tmp_path / "elsewhere")
    assert not (file.parent / "__pycache__").exists()


def test_a_day_is_read_and_not_kept(file: Path) -> None:
    file.write_text("day = 2026-03-20\n", encoding="utf-8")
    assert kept.read(file)["day"].isoformat() == "2026-03-20"
    assert not copy_of(file).exists()


def test_the_copy_is_plain_json(file: Path) -> None:
    kept.read(file)
    assert json.loads(copy_of(file).read_bytes().partition(b"\n")[2]) == kept.toml.loads(TABLE)


def test_what_is_no_table_is_no_table_from_a_copy_either(file: Path) -> None:
    file.write_text("words = [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ValueError, match=r".+"):
            kept.read(file)
    assert not copy_of(file).exists()


def test_a_spoilt_pack_of_the_program_is_left_to_the_one_who_complains(file: Path) -> None:
    (file.parent / "pack.toml").write_text('id = "xx"\n', encoding="utf-8")
    assert tables_of(file.parent) == {"pack.toml": {"id": "xx"}, "words.toml": kept.toml.loads(TABLE)}
    file.write_text("words = [", encoding="utf-8")
    assert tables_of(file.parent) is None
    assert tables_of(file.parent / "nowhere") is None
