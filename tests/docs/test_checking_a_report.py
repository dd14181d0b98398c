"""The walk of docs/checking-a-report.md, walked."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rasad.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "checking-a-report.md").read_text(encoding="utf-8")


def block(mark: str, page: str = PAGE) -> list[str]:
    """The indented blocks that follow a mark."""
    found = re.findall(rf"<!-- {mark} -->\n\n((?:    .*\n)+)", page)
    return [re.sub(r"^ {4}", "", one, flags=re.M) for one in found]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples" / "report", tmp_path / "examples" / "report")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_of_the_walk_runs(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands = block("run")
    assert len(commands) == 3
    for command in commands:
        words = command.split()
        assert words[0] == "rasad" and main(words[1:]) == 1, command
        assert capsys.readouterr().err == ""
    assert "<blockquote" in (desk / "findings.html").read_text(encoding="utf-8")


def test_the_page_shows_what_is_printed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(block("run")[0].split()[1:])
    printed = "\n".join(line.strip() for line in capsys.readouterr().out.splitlines())
    for shown in block("shows"):
        assert "\n".join(line.strip() for line in shown.splitlines()) in printed


def test_the_sample_report_has_what_the_page_names(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(block("run")[0].split()[1:])
    assert set(re.findall(r"^\S+ ([A-Z]\d\d) ", capsys.readouterr().out, re.M)) >= {"D03", "Q02", "A01", "T02", "P01", "P02"}


def test_fixing_leaves_words_numbers_and_names_alone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk / "examples" / "report" / "ports.md"
    before = path.read_text(encoding="utf-8")
    assert main(["check", str(path), "--pack", "example", "--fix"]) == 1
    assert path.read_text(encoding="utf-8") == before.replace("22  October", "22 October")
