"""What was promised by a day, as the desk sees it: `rasad inbox --promises`, `rasad show DOSSIER`, `rasad status`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from rasad.cli import main
from rasad.model.when import bounds
from rasad.monitor import Monitor, memory
from rasad.testing import FrozenClock

PROMISE = (
    "SARVAN – Laleh Kashvadi, the communications minister, promised on Monday, 5 October 2026, that the data protection bill would be published by 22 October 2026. "
    "Laleh Kashvadi said that the data protection bill protects every user in Talvaria.\n"
)
KEPT = (
    "SARVAN – Laleh Kashvadi, the communications minister, said on Thursday, 22 October 2026, that the data protection bill was published on 22 October 2026, "
    "as the ministry had said.\n"
)
PAGES = {"60001": ("2026-10-05", PROMISE), "60002": ("2026-10-22", KEPT)}


def rasad(folder: Path, *words: str) -> int:
    return main(["--monitor", str(folder), "--quiet", "--no-progress", *words])


def asked(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> object:
    capsys.readouterr()
    assert main(["--monitor", str(folder), "--no-progress", "--format", "json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def monitor_of(tmp_path: Path, *pages: str) -> Path:
    made = tmp_path / "monitor"
    assert main(["init", str(made), "--pack", "example", "--quiet"]) == 0
    for page in pages:
        day, text = PAGES[page]
        path = tmp_path / f"{page}.txt"
        path.write_text(text, encoding="utf-8")
        origin = ("--url", f"http://talna.example/en/news/{page}", "--captured", day, "--by", "mina", "--how", "saved by hand")
        assert rasad(made, "add", str(path), *origin) == 0
    assert rasad(made, "run", "--no-poll") in (0, 1)
    return made


def statuses(folder: Path, capsys: pytest.CaptureFixture[str], day: str) -> list[tuple[str, int]]:
    listed = asked(folder, capsys, "inbox", "--promises", "--on", day)
    return [(one["status"], one["days_left"]) for one in listed]  # type: ignore[union-attr]


@pytest.mark.slow
def test_a_promise_is_due_until_its_day_and_overdue_when_nothing_was_heard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = monitor_of(tmp_path, "60001")
    assert statuses(folder, capsys, "2026-10-10") == [("due", 12)]
    assert statuses(folder, capsys, "2026-11-01") == [("overdue", -10)]
    assert statuses(folder, capsys, "2026-10-01") == []


@pytest.mark.slow
def test_the_list_says_by_when_about_what_and_that_nothing_was_heard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = monitor_of(tmp_path, "60001")
    capsys.readouterr()
    assert main(["--monitor", str(folder), "--no-progress", "inbox", "--promises", "--on", "2026-11-01"]) == 0
    shown = capsys.readouterr().out
    for words in ("overdue", "by 2026-10-22", "data-protection-bill", "tal.p.kashvadi", "nothing was heard for 10 days", "[@"):
        assert words in shown


@pytest.mark.slow
def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    assert rasad(monitor_of(tmp_path), "inbox", "--promises", "--on", "soon") == 2


@pytest.mark.slow
def test_a_dossier_is_shown_with_its_policy_and_its_promises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = asked(monitor_of(tmp_path, "60001"), capsys, "show", "data-protection-bill")
    assert isinstance(shown, dict)
    assert shown["dossier"] == "data-protection-bill"
    (told,) = shown["promises"]
    assert bounds(told["promise"]["due"])[1] == bounds("2026-10-22")[1]
    assert told["status"] in ("due", "overdue")


@pytest.mark.slow
def test_a_dossier_without_promises_or_stages_is_shown_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = asked(monitor_of(tmp_path), capsys, "show", "metro-faces")
    assert shown == {"dossier": "metro-faces", "policy": None, "promises": []}


def counted(folder: Path, day: str) -> tuple[int, int]:
    with Monitor(folder, clock=FrozenClock(datetime.fromisoformat(f"{day}T12:00:00+00:00"))) as monitor:
        counts = memory.promise_counts(monitor.parts)
    return counts["promises_due"], counts["promises_overdue"]


@pytest.mark.slow
def test_status_counts_what_is_due_and_what_is_overdue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = monitor_of(tmp_path, "60001")
    assert [counted(folder, day) for day in ("2026-10-01", "2026-10-10", "2026-11-01")] == [(0, 0), (1, 0), (0, 1)]
    counts = asked(folder, capsys, "status")
    assert isinstance(counts, dict)
    assert {"promises_due", "promises_overdue"} <= counts.keys()


@pytest.mark.slow
def test_what_ended_is_counted_as_neither(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = monitor_of(tmp_path, "60001", "60002")
    assert [one for one, _ in statuses(folder, capsys, "2026-11-01")] == ["kept"]
    assert counted(folder, "2026-11-01") == (0, 0)
