"""The operational log: what a pass did, in plain words and numbers; never an address, a proxy or a query."""

from __future__ import annotations

import json
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from collect.server import HOST, Site, running
from collect.socks import recording
from rasad.cli import main
from rasad.errors import CannotWrite, WrongUse
from rasad.monitor import Monitor, journal
from rasad.monitor.journal import Journal, open_journal, trouble_of, work_under
from rasad.testing import FrozenClock, page

RSS = b"<rss version='2.0'><channel><item><title>A</title><link>/news/1?session=k3yw0rd</link></item></channel></rss>"


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        found.answers |= {
            "/rss": (200, {}, RSS),
            "/down": (503, {}, b""),
            "/news/1": (200, {"Content-Type": "text/html"}, page("A", ("Text of Talvaria. " * 30,))),
        }
        yield found


def settings(site: Site, extra: str = "") -> str:
    return (
        f'format = 1\n[local]\n"{HOST}" = "{site.address}"\n'
        f'[[source]]\nid = "wire"\nkind = "feed"\nurl = "http://{HOST}/rss?q=strike+of+bakers&token=t0psecret"\n'
        f'[[source]]\nid = "desk"\nkind = "feed"\nurl = "http://{HOST}/down?token=t0psecret"\n{extra}'
    )


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    (tmp_path / "monitor.toml").write_text(settings(site), encoding="utf-8")
    return tmp_path


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def passed(folder: Path, clock: FrozenClock) -> list[dict[str, object]]:
    """What one pass tells."""
    told: list[str] = []
    with Monitor(folder, clock=clock, wait=lambda _: None) as monitor:
        work_under(Journal(told.append, clock=clock), monitor, lambda monitor: monitor.collect())
    return [json.loads(line) for line in told]


def test_a_pass_tells_when_it_began_what_each_source_gave_and_what_came_of_it(folder: Path) -> None:
    clock = FrozenClock()
    begun, wire, desk, ended = passed(folder, clock)
    now = "2026-11-01T12:00:00Z"
    assert begun == {"time": now, "event": "pass-begun", "sources": 2}
    assert (wire["event"], wire["source"], wire["kind"], wire["captures"]) == ("source-polled", "wire", "feed", 3)
    assert "trouble" not in wire and wire["seconds"] == 0
    assert (desk["source"], desk["trouble"], desk["failures"], desk["captures"]) == ("desk", "down", 1, 1)
    assert (ended["event"], ended["captures"], ended["problems"]) == ("pass-ended", 4, 1)
    clock.forward(60)
    assert [line["event"] for line in passed(folder, clock)] == ["pass-begun", "pass-ended"]


@pytest.mark.slow
def test_polls_that_are_only_read_from_the_log_again_are_not_told(folder: Path) -> None:
    passed(folder, FrozenClock())
    for path in folder.glob("rasad.db*"):
        path.unlink()
    assert main(["--monitor", str(folder), "--quiet", "rebuild"]) in (0, 1)
    assert [line["event"] for line in passed(folder, FrozenClock())] == ["pass-begun", "pass-ended"]


@pytest.mark.slow
def test_no_password_token_query_or_address_is_ever_told(folder: Path, site: Site) -> None:
    with recording(site.address) as proxy:
        way = f'[proxies]\nwire = "socks5h://mina:passw0rd@{proxy.address}"\n'
        (folder / "monitor.toml").write_text(settings(site, way), encoding="utf-8")
        log = folder / "run.jsonl"
        main(["--monitor", str(folder), "--quiet", "run", "--log", str(log)])
    told = log.read_text(encoding="utf-8")
    assert [line["event"] for line in lines(log)].count("source-polled") == 2
    for secret in ("passw0rd", "mina", "t0psecret", "token", "strike", "bakers", "k3yw0rd", "?", "/", HOST, proxy.address.rpartition(":")[2]):
        assert secret not in told, secret


def test_what_is_no_number_and_no_plain_word_is_left_out() -> None:
    told: list[str] = []
    Journal(told.append, clock=FrozenClock()).tell(
        "odd", good="feed", count=3, address="http://a.example/?token=x", words="a message", none=None, many=["a"], line="a\nb", long="a" * 65
    )
    assert json.loads(told[0]) == {"time": "2026-11-01T12:00:00Z", "event": "odd", "good": "feed", "count": 3}


def test_of_an_error_its_class_alone_is_told(folder: Path) -> None:
    told: list[str] = []

    def broken(monitor: Monitor) -> None:
        raise CannotWrite("/home/mina/secret: disk full")

    def busy(monitor: Monitor) -> None:
        raise CannotWrite("another rasad is writing here", busy="yes")

    with Monitor(folder) as monitor:
        for work in (broken, busy):
            with pytest.raises(CannotWrite):
                work_under(Journal(told.append, clock=FrozenClock()), monitor, work)
        assert monitor.parts.journal is None
    events = [json.loads(line) for line in told]
    assert [(line["event"], line.get("trouble")) for line in events] == [
        ("pass-begun", None), ("pass-broken", "CannotWrite"), ("pass-begun", None), ("pass-put-off", "CannotWrite"),
    ]  # fmt: skip
    assert "mina" not in "".join(told)
    assert [trouble_of(one) for one in (KeyboardInterrupt(), ValueError("x"), OSError("x"))] == ["interrupted", "unexpected", "OSError"]


def test_files_are_turned_over_by_size_and_the_oldest_goes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "LARGEST", 500)
    monkeypatch.setattr(journal, "KEPT", 2)
    place = folder / "state" / "watch.jsonl"
    with open_journal(place, folder=folder, clock=FrozenClock(), complain=pytest.fail) as opened:
        for number in range(40):
            opened.tell("odd", number=number)
    names = sorted(path.name for path in place.parent.iterdir())
    assert names == ["watch.jsonl", "watch.jsonl.1", "watch.jsonl.2"]
    told = [line["number"] for name in reversed(names) for line in lines(place.parent / name)]
    assert told == list(range(40 - len(told), 40)) and len(told) > 10
    assert all(path.stat().st_size <= 500 and stat.S_IMODE(path.stat().st_mode) == 0o600 for path in place.parent.iterdir())


@pytest.mark.parametrize("part", ["archive", "log", "editions/1", "public"])
def test_it_lies_outside_the_evidence_and_what_is_published(folder: Path, part: str, capsys: pytest.CaptureFixture[str]) -> None:
    place = folder / part / "watch.jsonl"
    with pytest.raises(WrongUse, match="give another place"), open_journal(
        place, folder=folder, clock=FrozenClock(), complain=pytest.fail
    ):
        pass
    assert main(["--monitor", str(folder), "collect", "--log", str(place)]) == 2
    assert not place.parent.exists() or not any(place.parent.iterdir())
    assert "hold evidence" in capsys.readouterr().err


def test_a_log_that_cannot_be_written_stops_no_work(folder: Path) -> None:
    complaints: list[str] = []
    with open_journal(Path("/dev/full"), folder=folder, clock=FrozenClock(), complain=complaints.append) as opened:
        opened.tell("one")
        opened.tell("two")
    assert len(complaints) == 1 and "No space left" in complaints[0]


@pytest.mark.slow
def test_to_standard_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--monitor", str(folder), "--quiet", "collect", "--log", "-"])
    told = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]
    assert told == ["pass-begun", "source-polled", "source-polled", "pass-ended"]


@pytest.mark.slow
def test_without_log_a_single_pass_writes_none(folder: Path) -> None:
    main(["--monitor", str(folder), "--quiet", "collect"])
    assert not (folder / "state").exists()


@pytest.mark.slow
def test_a_watcher_tells_its_passes_and_its_end_in_the_monitors_folder(folder: Path, site: Site) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "rasad.cli", "--monitor", str(folder), "run", "--watch"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"PYTHONUNBUFFERED": "1", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().startswith("4 new captures")
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    told = lines(folder / "state" / "watch.jsonl")
    assert [line["event"] for line in told] == [
        "watch-begun", "pass-begun", "source-polled", "source-polled", "pass-ended", "watch-ended",
    ]  # fmt: skip
    assert told[4]["articles"] == 1 and re.match(r"\d+\.\d", str(told[4]["seconds"]))
    assert told[5]["signal"] == "SIGTERM"
    assert main(["--monitor", str(folder), "--quiet", "verify", str(folder)]) == 0


def test_every_event_stands_in_the_docs() -> None:
    root = Path(__file__).resolve().parents[2]
    page = (root / "docs" / "watching.md").read_text(encoding="utf-8")
    source = "".join((root / "src" / "rasad" / place).read_text(encoding="utf-8") for place in ("monitor/journal.py", "monitor/watching.py", "cli/watch.py"))
    events = set(re.findall(r'"((?:watch|pass|source|settings)-[a-z-]+)"', source))
    assert len(events) == 8
    assert not [event for event in events if f"`{event}`" not in page]
