"""Fixes: safe, few, and done once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from check import edits, newsroom, writers
from rasad import check
from rasad.check.documents import read_report
from rasad.cli import main
from rasad.errors import BadEdition
from rasad.model import Finding

ALL = tuple(check.RULES)
START = newsroom.SOURCE.index("\n---\n", 4) + 5


def look(text: str, name: str = "a.md") -> tuple[check.Report, list[Finding]]:
    report = read_report(text.encode(), name=name)
    edition = report.parse(language="en", window="", split=check.splitter("en"))
    held = check.Held(newsroom.Newsroom(), pack=newsroom.pack(), window=newsroom.WINDOW)
    return report, check.check_edition(
        edition, reading=None, pack=newsroom.pack(), evidence=held, window=newsroom.WINDOW, rules=ALL
    )


def settled(text: str, name: str = "a.md") -> check.Fixed:
    return check.settle(text, lambda one: look(one, name))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ports, said", "ports,  said"),
        ("Traffic had", "Traffic\u202e had"),
        ("12 of 40", "1\u06f2 of 40"),
        ("will not be closed\u201d, Sarvan Post reported ", "will not be closed "),
        ("\n## Lines remain", '\n<!-- rasad: allow D03 by=mina why="as printed" -->\n\n## Lines remain'),
    ],
)
def test_a_safe_fix_gives_back_what_was_there(old: str, new: str) -> None:
    assert old in newsroom.SOURCE
    wanted = newsroom.SOURCE
    if "closed" in old:  # the words about the outlet cannot come back
        wanted = wanted.replace(old, "will not be closed\u201d ")
    if "rasad:" in new:
        new = new.replace("\n\n## Lines", "\n## Lines")
    done = settled(newsroom.SOURCE.replace(old, new, 1))
    assert done.text == wanted
    assert done.count == 1


def test_of_several_codes_of_a_waiver_the_unused_one_goes() -> None:
    source = newsroom.SOURCE.replace("Monday, 14", "Friday, 14")
    waiver = '\n<!-- rasad: allow D03, Q01 by=mina why="as printed" -->\n'
    done = settled(source.replace("\n## Lines remain", f"{waiver}\n## Lines remain"))
    assert 'allow D03 by=mina why="as printed"' in done.text


def test_a_quotation_is_closed_only_where_the_evidence_shows_its_end() -> None:
    for words in ("will not be closed and more", "will not be closed, she said"):
        source = newsroom.SOURCE.replace("will not be closed\u201d, Sarvan Post reported", words)
        assert settled(source).text == source


def test_quotations_dates_numbers_and_names_are_never_changed_by_a_fix() -> None:
    source = newsroom.SOURCE.replace("closed\u201d", "clothed\u201d").replace("40 lines", "41 lines").replace("3 May", "4 May").replace("Mera", "Mara")
    done = settled(source)
    assert done.text == source and done.findings


@pytest.mark.slow
def test_check_fix_check_is_stable() -> None:
    @settings(max_examples=40, deadline=None, derandomize=True, database=None)
    @given(st.lists(edits.edit(), min_size=1, max_size=6))
    def holds(turn: list[tuple[float, int, str]]) -> None:
        text = edits.edited(newsroom.SOURCE, turn, START)
        try:
            done = settled(text)
        except BadEdition:
            return
        again = settled(done.text)
        assert (again.text, again.count) == (done.text, 0)
        assert list(done.findings) == look(done.text)[1]
        errors = [sum(one.severity == "error" for one in found) for found in (look(text)[1], done.findings)]
        assert errors[1] <= errors[0]

    holds()


def test_html_is_fixed_in_plain_words_alone() -> None:
    page = '<html lang="en"><body><p>It cost 1\u06f2 tals, <b>said</b>\u202e Mera&nbsp; Tolun.</p><p>In 20<b>\u06f26</b>.</p>'
    done = settled(page, "a.html")
    assert done.text == page.replace("1\u06f2", "12").replace("\u202e", "")


def run(path: Path, *words: str) -> int:
    return main(["check", str(path), "--pack", "example", *words])


def test_fix_writes_the_file_whole_and_keeps_line_ends_mark_and_rights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.md"
    before = "\ufeff# Ports\r\n\r\nOne,  two \u202ethree.\r\n"
    path.write_bytes(before.encode())
    path.chmod(0o640)
    assert run(path, "--fix") == 0
    assert path.read_bytes() == before.replace("  ", " ").replace("\u202e", "").encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["a.md"]
    assert "2 fixed" in capsys.readouterr().out


def test_diff_shows_what_fix_would_do_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.md"
    before = "One,  two\u2028 three.\n\nFour,  five"
    path.write_text(before, encoding="utf-8", newline="")
    assert run(path, "--diff") == 1
    told = capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == before
    done = subprocess.run(["patch", "-p0", str(path)], input=told.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    patched = path.read_bytes()
    path.write_text(before, encoding="utf-8", newline="")
    assert run(path, "--fix") == 0
    assert path.read_bytes() == patched
    capsys.readouterr()
    assert run(path, "--diff") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("how", ["--fix", "--diff"])
def test_what_may_not_be_changed_is_refused_in_a_line(how: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published = b'<html lang="en"><head><meta name="generator" content="Rasad"></head><body><p>One,  two.</p>'
    wide = "One,  two.".encode("utf-16")
    for name, payload, says in (
        ("a.docx", writers.as_docx("One,  two."), "in Word"),
        ("a.html", published, "published"),
        ("a.md", wide, "not UTF-8"),
    ):
        path = tmp_path / name
        path.write_bytes(payload)
        assert run(path, how) == 2
        told = capsys.readouterr().err
        assert says in told and told.count("\n") == 1
        assert path.read_bytes() == payload
