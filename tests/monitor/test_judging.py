"""`rasad judge`: an editor's word on who is who is at work at once, kept in the log, and survives a rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasad.cli import main
from rasad.monitor import Monitor

TEXT = "SARVAN – Communications Minister Navid Rastkaran said on Sunday that the Negin card will be free for pensioners in Talvaria.\n"
WHO = ("--by", "mina", "--why", "the gazette prints both names")


def rasad(folder: Path, *words: str) -> int:
    return main(["--monitor", str(folder), "--quiet", "--no-progress", *words])


def speakers(folder: Path) -> set[str | None]:
    with Monitor(folder) as monitor:
        return {
            held.statement.speaker.id if held.statement.speaker else None
            for held in monitor.parts.store.statements.all()
        }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "monitor"
    assert main(["init", str(made), "--pack", "example", "--quiet"]) == 0
    page = tmp_path / "page.txt"
    page.write_text(TEXT * 2, encoding="utf-8")
    origin = ("--url", "http://talna.example/en/news/60001", "--captured", "2026-10-05", "--by", "mina", "--how", "saved by hand")
    assert rasad(made, "add", str(page), *origin) == 0
    assert rasad(made, "run", "--no-poll") in (0, 1)
    return made


@pytest.mark.slow
def test_a_name_judged_the_same_is_that_person_now_and_after_a_rebuild(folder: Path) -> None:
    assert "tal.p.kashvadi" not in speakers(folder)
    assert rasad(folder, "judge", "Navid Rastkaran", "tal.p.kashvadi", "same", *WHO) == 0
    assert speakers(folder) == {"tal.p.kashvadi"}
    with Monitor(folder) as monitor:
        before = monitor.inbox()
    assert rasad(folder, "rebuild") in (0, 1)
    with Monitor(folder) as monitor:
        assert monitor.inbox() == before
    assert speakers(folder) == {"tal.p.kashvadi"}


@pytest.mark.slow
def test_it_can_be_taken_back(folder: Path) -> None:
    rasad(folder, "judge", "Navid Rastkaran", "tal.p.kashvadi", "same", *WHO)
    assert rasad(folder, "judge", "Navid Rastkaran", "tal.p.kashvadi", "different", *WHO) == 0
    assert "tal.p.kashvadi" not in speakers(folder)


def test_an_id_that_nobody_knows_is_refused(folder: Path) -> None:
    assert rasad(folder, "judge", "Navid Rastkaran", "tal.p.nobody", "same", *WHO) == 2
    assert rasad(folder, "judge", "Navid Rastkaran", "navid rastkaran", "same", *WHO) == 2
