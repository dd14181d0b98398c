"""What a newcomer meets: wrong files, folders, addresses that refuse, locales that are not UTF-8, folders that cannot be written to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rasad.cli import main
from rasad.monitor import Monitor

TEXT = (
    "SARVAN – Laleh Kashvadi, the communications minister, said on Monday that the data protection bill would be published.\n\n"
    "لایحه حفاظت از داده‌های شخصی در مجلس است.\n"
)
WHO = ("--by", "mina", "--why", "read on the page")
NOT_UTF8 = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "monitor"
    assert main(["init", str(made), "--pack", "example", "--quiet"]) == 0
    return made


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def rasad(folder: Path, *words: str) -> int:
    return main(["--monitor", str(folder), "--no-progress", *words])


def counts(folder: Path) -> dict[str, int]:
    with Monitor(folder) as monitor:
        return monitor.status()


def called(folder: Path, *words: str | bytes, **env: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, in an environment of its own."""
    command: list[str | bytes] = [sys.executable, "-m", "rasad.cli", "--monitor", str(folder), *words]
    return subprocess.run(command, check=False, capture_output=True, env={**os.environ, **env}, timeout=60)


def test_a_folder_with_wrong_files_is_taken_but_for_these_and_each_is_named(folder: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = page.parent / "given"
    given.mkdir()
    page.rename(given / "b.txt")
    (given / "a.bin").write_bytes(bytes(range(256)))
    (given / "c.html").write_bytes(b"")
    (given / ".hidden").write_bytes(b"passed over")
    assert rasad(folder, "add", str(given)) == 1
    told = capsys.readouterr().out
    assert "not taken: a.bin: of no known kind" in told
    assert "not taken: c.html: empty file" in told
    assert "hidden" not in told
    assert (counts(folder)["captures"], counts(folder)["articles"], counts(folder)["problems"]) == (1, 1, 2)


def test_a_monitor_that_lies_in_an_added_folder_is_passed_over(folder: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert page.parent == folder.parent
    assert rasad(folder, "add", str(folder.parent)) == 0
    assert "monitor.toml" not in capsys.readouterr().out
    assert rasad(folder, "add", str(folder.parent)) == 0
    assert counts(folder)["captures"] == 1
    assert rasad(folder, "add", str(folder)) == 2
    assert "only those of a monitor" in capsys.readouterr().err


def test_a_wrong_file_beside_a_good_one_loses_nothing(folder: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = page.with_name("empty.html")
    empty.touch()
    assert rasad(folder, "add", str(page), str(empty)) == 1
    assert "not taken: empty.html: empty file" in capsys.readouterr().out
    assert counts(folder)["articles"] == 1
    empty.write_text(TEXT, encoding="utf-8")
    assert rasad(folder, "add", str(empty)) == 0
    assert counts(folder)["problems"] == 0


@pytest.mark.parametrize("name", ["empty.html", "wrong.bin", "missing.html", "nothing"])
def test_where_nothing_given_can_be_meant_it_is_wrong_use(folder: Path, page: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    page.with_name("empty.html").touch()
    page.with_name("wrong.bin").write_bytes(bytes(range(256)))
    page.with_name("nothing").mkdir()
    assert rasad(folder, "add", str(page.with_name(name))) == 2
    assert name in capsys.readouterr().err
    assert counts(folder)["captures"] == 0


def test_an_address_that_is_refused_is_told_each_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert rasad(folder, "add", "http://localhost/x") == 1
        assert "not taken: http://localhost/x: refused" in capsys.readouterr().out
    assert rasad(folder, "add", "ftp://sarvan.example/x") == 2
    assert "only http and https" in capsys.readouterr().err


def test_json_can_be_asked_for_behind_every_word(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["sources", "list", "--format", "json"], ["sources", "--format", "json", "list"], ["--format", "json", "sources", "list"]):
        assert rasad(folder, *words) == 0
        assert isinstance(json.loads(capsys.readouterr().out), list)


def test_an_article_without_title_is_found_with_its_first_words(folder: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rasad(folder, "add", str(page)) == 0
    capsys.readouterr()
    for query in ("protection", "حفاظت"):
        assert rasad(folder, "search", query) == 0
        assert "SARVAN" in capsys.readouterr().out


@pytest.mark.slow
def test_what_a_draft_leaves_out_is_said(folder: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page.write_text(TEXT.partition("\n")[0], encoding="utf-8")
    origin = ("--url", "http://talna.example/en/news/60001", "--captured", "2026-10-05", "--by", "mina", "--how", "saved by hand")
    assert rasad(folder, "add", str(page), *origin) == 0
    assert rasad(folder, "run", "--no-poll") == 0
    with Monitor(folder) as monitor:
        (one,) = [found.id for found in monitor.developments()]
    assert rasad(folder, "edit", one, "dossiers=personal-dta", *WHO) == 2
    assert "no dossier of the packs" in capsys.readouterr().err
    evidence = "".join(path.read_text(encoding="utf-8") for path in (folder / "log").glob("*.jsonl"))
    assert "personal-dta" not in evidence
    assert rasad(folder, "edit", one, "date=2026-10-05", *WHO) == 0
    assert rasad(folder, "accept", one, *WHO) == 0
    with Monitor(folder) as monitor:
        text = next(iter(monitor.parts.store.texts.all())).id
    assert rasad(folder, "new", "--evidence", f"{text}:0-50", "--headline", "A bill", "--date", "2026-11-02", *WHO) == 0
    capsys.readouterr()
    with Monitor(folder) as monitor:
        (other,) = [found.id for found in monitor.developments() if found.id != one]
    assert rasad(folder, "accept", other, *WHO) == 0
    assert rasad(folder, "draft", "1", "--window", "2026-13") == 2
    assert "'2026-13': not EDTF" in capsys.readouterr().err
    assert rasad(folder, "draft", "1", "--window", "2026-10-01/2026-10-31") == 0
    assert f"in no edition, since their day lies outside its window: {other} (2026-11-02)" in capsys.readouterr().out


@pytest.mark.slow
def test_a_locale_that_is_not_utf8_garbles_neither_words_nor_the_log(folder: Path, page: Path) -> None:
    assert rasad(folder, "add", str(page), "--quiet") == 0
    found = called(folder, "search", "حفاظت", **NOT_UTF8)
    assert found.returncode == 0, found.stderr
    assert b"SARVAN" in found.stdout
    judged = called(folder, "judge", "لاله کشوادی", "Laleh Kashvadi", "same", "--by", "mina", "--why", "یک نفر", **NOT_UTF8)
    assert judged.returncode == 0, judged.stderr
    log = "".join(path.read_text(encoding="utf-8") for path in (folder / "log").glob("*.jsonl"))
    assert "یک نفر" in log
    for coding in ("ascii", "latin-1"):
        told = called(folder, "search", "حفاظت", "--format", "json", PYTHONIOENCODING=coding)
        assert "حفاظت" in json.loads(told.stdout.decode(coding))[0]["title"] or told.returncode == 0
        assert called(folder, "search", "حفاظت", PYTHONIOENCODING=coding).returncode == 0


@pytest.mark.slow
def test_words_that_are_not_utf8_are_refused_and_a_file_named_so_is_taken(folder: Path, page: Path) -> None:
    refused = called(folder, "judge", "A", "B", "same", "--by", "mina", "--why", b"\xff")
    assert refused.returncode == 2
    assert b"not UTF-8" in refused.stderr
    named = page.with_name(os.fsdecode(b"p\xff.txt"))
    named.write_text(TEXT, encoding="utf-8")
    assert called(folder, "add", os.fsencode(named)).returncode == 0
    assert counts(folder)["articles"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ["run", "--no-poll", "--window", "zz"],
        ["inbox", "--limit", "-3"],
        ["search", "bill", "--since", "yesterday"],
        ["search", "bill", "--limit", "-1"],
        ["draft", "1", "--window", "2026-10", "--language", "xx"],
        ["draft", "1", "--window", "2026-10", "--published", "soon"],
    ],
    ids=" ".join,
)
def test_a_value_that_cannot_be_meant_is_refused_and_named(folder: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert rasad(folder, *words) == 2
    assert words[-1] in capsys.readouterr().err
    assert not list((folder / "editions").iterdir())


@pytest.mark.parametrize("command", ["extract", "check"])
def test_what_cannot_be_read_is_named(command: str, page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = page.with_name("wrong.html")
    wrong.write_bytes(bytes(range(256)) * 8)
    assert main([command, str(wrong), "--pack", "example"]) in (0, 1, 2)
    assert "Traceback" not in capsys.readouterr().err
    assert main([command, str(page.parent), "--pack", "example"]) == 2
    assert f"{page.parent}: a folder" in capsys.readouterr().err
    if command == "extract":
        binary = page.with_name("wrong.bin")
        binary.write_bytes(bytes(range(256)) * 8)
        assert main([command, str(binary), "--pack", "example"]) == 1
        assert f"{binary}: no article text found" in capsys.readouterr().err
