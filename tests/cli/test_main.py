"""Doors: help, wrong use and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rasad.cli import VERBS, main


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(verb in told for verb in VERBS)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_command_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    assert "usage: rasad" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["inbx"], "did you mean `rasad inbox`?"),
        (["accept", "d-1"], "--by"),
        (["inbox", "--colour"], "--colour"),
        (["--monitor", "nowhere", "inbox"], "rasad init"),
        (["init", "x", "--pack", "atlantis"], "atlantis"),
        (["pack", "show"], "name a pack"),
        (["verify", "nothing.wacz"], "no such file"),
        (["extract", "nothing.html", "--pack", "example"], "no such file"),
        (["check", "nothing.md"], "no such file"),
    ],
)
def test_wrong_use_is_one_line_and_two(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""
    assert list(tmp_path.iterdir()) == []


def test_init_makes_the_folder_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my-monitor"
    assert main(["init", str(folder), "--pack", "example"]) == 0
    assert {path.name for path in folder.iterdir()} == {"monitor.toml", "archive", "log", "editions", "public"}
    capsys.readouterr()
    assert main(["--monitor", str(folder), "status", "--format", "json"]) == 0
    counts = json.loads(capsys.readouterr().out)
    assert {"captures", "articles", "statements", "developments", "sources", "problems"} <= set(counts)
    assert all(isinstance(number, int) for number in counts.values())
    assert main(["init", str(folder)]) == 2


def test_a_newer_monitor_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "monitor.toml").write_text("format = 99\n", encoding="utf-8")
    assert main(["--monitor", str(tmp_path), "status"]) == 2
    assert "later Rasad" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("packz = []", "did you mean 'packs'?"),
        ("packs = 3", "wrong type"),
        ("[web]\nrobots = false", "robots"),
        ('[local]\n"a.example" = "10.0.0.1:80"', "no loopback address"),
        ('[local]\n"A.example" = "127.0.0.1:80"', "lower case"),
        ("[[source]]\nid = 'x'\nkind = 'feed'", "without url"),
        ("packs = [", "monitor.toml"),
    ],
)
def test_a_bad_setting_is_named(toml: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "monitor.toml").write_text(toml, encoding="utf-8")
    assert main(["--monitor", str(tmp_path), "status"]) == 2
    assert says in capsys.readouterr().err
