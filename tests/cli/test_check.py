"""`rasad check` as it is called: files of several kinds, formats, watching, and as a pre-commit hook."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from check import writers
from rasad.cli import main

ROOT = Path(__file__).resolve().parents[2]
TEXT = "# On ports\n\nOn Friday, 14 September 2026, it rained in Sarvan,  and the ministry spoke.\n"
WORDS = ["check", "--pack", "example"]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_finding_is_a_line_and_the_words_it_is_about(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*WORDS, str(report)]) == 1
    told = capsys.readouterr().out.split("\n")
    assert told[0].startswith(f"{report}:3:")
    assert " D03 " in told[0]
    assert told[2][told[2].index("^") :].rstrip("^") == ""
    assert told[-2] == f"{report}: 1 errors, 0 warnings"


def test_html_and_word_find_the_same(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (report.parent / "a.html").write_bytes(writers.as_html(TEXT))
    (report.parent / "a.docx").write_bytes(writers.as_docx(TEXT))
    told = []
    for name in ("report.md", "a.html", "a.docx"):
        assert main([*WORDS, str(report.parent / name), "--format", "json"]) == 1
        told.append([(one["code"], one["message"]) for one in json.loads(capsys.readouterr().out)])
    assert told[2] == told[0]
    assert told[1] == [one for one in told[0] if one[0] != "T02"]  # a browser shows one space


def test_several_files_make_one_value(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = report.with_name("other.md")
    other.write_text(TEXT, encoding="utf-8")
    assert main([*WORDS, str(report), str(other), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {one["file"] for one in found} == {str(report), str(other)}
    assert main([*WORDS, str(report), str(other), "--format", "sarif"]) == 1
    assert len(json.loads(capsys.readouterr().out)["runs"]) == 2


def test_a_page_with_the_findings_is_written_beside(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = report.with_name("page.html")
    assert main([*WORDS, str(report), "--report", str(page)]) == 1
    capsys.readouterr()
    assert main([*WORDS, str(report), "--format", "html"]) == 1
    assert capsys.readouterr().out == page.read_text(encoding="utf-8")
    assert "D03" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--format", "xml"], "--format xml"),
        (["--select", "Z9"], "Z9"),
        (["--window", "soon"], "--window"),
        (["--fix", "--diff"], "not allowed with"),
        (["--twin", "report.md"], "no edition"),
        (["report.md", "--watch"], "one FILE"),
    ],
)
def test_wrong_use_is_one_line(words: list[str], says: str, report: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(report.parent)
    assert main([*WORDS, "report.md", *words]) == 2
    told = capsys.readouterr()
    assert says in told.err and told.err.count("\n") == 1 and told.out == ""


def lines_of(process: subprocess.Popen[str], wanted: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline() for _ in range(wanted)]


@pytest.mark.slow
@pytest.mark.parametrize(("told", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_watch_checks_again_when_the_file_is_saved_and_ends_cleanly(told: int, code: int, report: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "rasad.cli", *WORDS, str(report), "--watch", "--format", "json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    try:
        (first,) = lines_of(process, 1)
        assert {one["code"] for one in json.loads(first)} == {"D03", "T02"}
        beside = report.with_name(".swap")
        beside.write_text(TEXT.replace("Friday", "Monday"), encoding="utf-8")
        beside.replace(report)  # as an editor saves
        (second,) = lines_of(process, 1)
        assert {one["code"] for one in json.loads(second)} == {"T02"}
        report.write_bytes(b"\xff")  # half saved
        assert process.stderr is not None and "UTF-8" in process.stderr.readline()
        report.write_text(TEXT, encoding="utf-8")
        (third,) = lines_of(process, 1)
        assert third == first
        process.send_signal(told)
        assert process.wait(timeout=20) == code
        left = process.stderr.read()
        assert "Traceback" not in left
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
    assert sorted(path.name for path in report.parent.iterdir()) == ["report.md"]


def hook() -> dict[str, str]:
    """The one hook, read by the few lines of YAML it is written in."""
    lines = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").splitlines()
    pairs = [line.lstrip("- ").partition(":") for line in lines if ":" in line and not line.startswith("#")]
    return {key.strip(): value.strip().strip("'\"") for key, _, value in pairs}


@pytest.mark.slow
def test_the_pre_commit_hook_stops_a_commit_with_a_wrong_date(report: Path) -> None:
    known = hook()
    assert known["id"] == "rasad-check" and known["language"] == "python"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    command = known["entry"].split()
    assert command[0] in project["project"]["scripts"]
    words = [str(Path(sys.executable).with_name(command[0])), *command[1:], "--pack", "example", str(report)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "D03" in done.stdout
    report.write_text(TEXT.replace("Friday", "Monday"), encoding="utf-8")
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
def test_a_text_with_a_million_marks_is_checked_in_seconds(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("\u201c" * 50_000 + "\n\n" + "[@" * 20_000 + "\n\n" + "a. " * 20_000, encoding="utf-8")
    start = time.perf_counter()
    main([*WORDS, str(path), "--format", "json", "--quiet"])
    assert time.perf_counter() - start < 60
