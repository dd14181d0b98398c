"""What is wrong with a pack is said in one line: file, line, record, key, and what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from packs.folders import FILES, changed, lay
from rasad import packs
from rasad.errors import BadPack

CASES = [
    ("institutions", "confusable", "confusible", "institutions.toml:3: vt.i.court, confusible: key 'confusible' is not known; did you mean 'confusable'?"),
    ("institutions", 'type = "court"', "type = 4", "institutions.toml:2: vt.i.court, type: must be text, not a number"),
    ("institutions", "confusable = []", 'parent = "vt.i.cort"', "institutions.toml:3: vt.i.court, parent: 'vt.i.cort' is no record of institutions.toml; did you mean 'vt.i.court'?"),
    ("institutions", 'source = "S001"', 'source = "S002"', "institutions.toml:5: vt.i.court, names[0]: source 'S002' is not a key of [cited] in pack.toml"),
    ("institutions", "Court of Veltania", "Court\\u202e of Veltania", "institutions.toml:5: vt.i.court, names[0]: text holds the control character U+202E"),
    ("institutions", 'text = "Court of Veltania", ', "", "institutions.toml:5: vt.i.court, names[0]: key 'text' is missing"),
    ("people", "[\"vt.p.tosk\"]\n", '["vt.p.tosk"]\nbirthdate = "1970-01-01"\n', "people.toml:2: vt.p.tosk, birthdate: key 'birthdate' is not known; a person has names and posts and nothing else"),
    ("offices", 'role = "head"', 'role = "haed"', "offices.toml:3: vt.i.court/head, role: 'haed' is not one of minister, head, deputy, secretary, spokesman, member, chair, president, vice_president, prosecutor, commander, governor, mp, other; did you mean 'head'?"),
    ("offices", 'person = "vt.p.tosk"', 'person = "vt.p.task"', "offices.toml:8: vt.i.court/head, holders[0]: person 'vt.p.task' is no record of people.toml; did you mean 'vt.p.tosk'?"),
    ("offices", 'from = "2020"', 'from = "1399 spring"', "offices.toml:8: vt.i.court/head, holders[0]: from '1399 spring': not an EDTF date: '1399 spring'"),
    ("offices", 'from = "2020"', 'from = "2023"', "offices.toml:8: vt.i.court/head, holders[0]: ends (2022-05) before it begins (2023)"),
    ("offices", 'from = "2020"', "from = 2020-01-01", "offices.toml:8: vt.i.court/head, holders[0]: from must be text, not a date without quotes"),
    ("pack", "https://state", "file://state", "pack.toml:9: cited, S001: 'file://state.veltania.example/bodies' is not an http or https address"),
    ("pack", "format = 1", "format = 2", "pack.toml:1: format: is 2; this Rasad reads format 1; update Rasad"),
    ("pack", "calendars = [", 'proxy = "socks5://127.0.0.1"\ncalendars = [', "pack.toml:6: proxy: key 'proxy' is not known"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "line"), CASES, ids=[case[2][:24] for case in CASES]
)
def test_a_typo_gives_one_line_that_names_file_record_and_key(
    tmp_path: Path, name: str, old: str, new: str, line: str
) -> None:
    folder = lay(tmp_path / "vt", **changed(name, old, new))
    said = packs.check(folder)
    assert line in said
    with pytest.raises(BadPack) as caught:
        packs.load(folder)
    assert line in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.ids["file"] == f"{name}.toml"


def test_all_complaints_are_found_not_only_the_first(tmp_path: Path) -> None:
    text = FILES["offices.toml"].replace('"head"\n', '"haed"\n').replace("2020", "spring")
    folder = lay(tmp_path / "vt", offices=text, **changed("people", "language", "langauge"))
    said = packs.check(folder)
    assert len(said) == 4
    with pytest.raises(BadPack, match=r"and 3 more: rasad pack check"):
        packs.load(folder)


def test_a_good_pack_has_no_complaint_and_overlapping_posts_are_allowed(tmp_path: Path) -> None:
    row = '  { person = "vt.p.tosk", from = "2020", to = "2022-05", source = "S001" },\n'
    folder = lay(tmp_path / "vt", **changed("offices", row, row + row.replace("2020", "2021")))
    assert packs.check(folder) == []
    assert len(packs.load(folder).tenures) == 2


def test_soft_complaints_are_shown_and_do_not_keep_the_pack_from_loading(tmp_path: Path) -> None:
    text = FILES["offices.toml"].replace(', source = "S001" },\n]\nholders', " },\n]\nholders")
    folder = lay(
        tmp_path / "vt",
        offices=text,
        **changed("pack", "[cited]", '[cited]\nS009 = "http://veltania.example/"'),
    )
    assert packs.check(folder) == [
        "offices.toml:5: vt.i.court/head, names[0]: cites no source",
        "pack.toml:9: cited, S009: is cited nowhere; remove it",
    ]
    assert packs.load(folder).id == "vt"


def test_a_person_without_a_post_is_complained_of(tmp_path: Path) -> None:
    folder = lay(tmp_path / "vt", offices="")
    assert packs.check(folder) == [
        "people.toml:1: vt.p.tosk: holds no post in offices.toml; remove the record"
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[unclosed", "institutions.toml: is not TOML"),
        (b'["x"]\nnames = []\n["x"]\nnames = []\n', "institutions.toml: is not TOML"),
        (b"\xff\xfe\x00", "institutions.toml: is not UTF-8 at byte 0"),
        (b"names = 3\n", "this file holds records only"),
        (b"", "offices.toml"),
        (b"x = " + b"[" * 5000, "institutions.toml: "),
    ],
)
def test_broken_files_are_one_clear_line(tmp_path: Path, content: bytes, said: str) -> None:
    folder = lay(tmp_path / "vt")
    (folder / "institutions.toml").write_bytes(content)
    with pytest.raises(BadPack) as caught:
        packs.load(folder)
    assert said in caught.value.message
    assert "\n" not in caught.value.message


def test_a_pack_holds_no_code(tmp_path: Path) -> None:
    folder = lay(tmp_path / "vt")
    (folder / "hooks.py").write_text("import os\n", encoding="utf-8")
    (folder / "ofices.toml").write_text("", encoding="utf-8")
    said = packs.check(folder)
    assert "hooks.py: is no file of a pack, which holds TOML only" in said
    assert (
        "ofices.toml: is no file of a pack, which holds TOML only; did you mean 'offices.toml'?"
        in said
    )


def test_a_missing_pack_toml_and_an_unknown_name_are_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadPack, match=r"pack\.toml: is missing"):
        packs.load(tmp_path / "empty")
    with pytest.raises(BadPack, match="did you mean 'example'"):
        packs.load("exmaple")
    for name in ("", "a\0b", "x" * 5000, str(tmp_path / "nothing")):
        with pytest.raises(BadPack):
            packs.load(name)
