"""`--watch`: it ends between two items, one watches at a time, an editor is not locked out."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from collect.server import HOST, Site, running
from rasad.cli import main
from rasad.errors import BadSettings, CannotWrite
from rasad.monitor import Monitor
from rasad.monitor.watching import SIGNALS, Stop, only_watcher, watch
from rasad.testing import page

RSS = b"<rss version='2.0'><channel><item><title>A</title><link>/news/1</link></item></channel></rss>"


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        found.answers |= {
            "/rss": (200, {}, RSS),
            "/news/1": (200, {"Content-Type": "text/html"}, page("A", ("Text. " * 30,))),
        }
        yield found


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    (tmp_path / "monitor.toml").write_text(
        f'format = 1\n[local]\n"{HOST}" = "{site.address}"\n[[source]]\nid = "wire"\nkind = "feed"\nurl = "http://{HOST}/rss"\n',
        encoding="utf-8",
    )
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_cleanly(folder: Path, number: signal.Signals, code: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "rasad.cli", "--monitor", str(folder), "collect", "--watch"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={"PYTHONUNBUFFERED": "1", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert process.stdout is not None
    first = process.stdout.readline()
    assert first.startswith("3 new captures")
    # An editor can work while the watcher rests.
    assert main(["--monitor", str(folder), "--quiet", "run", "--no-poll"]) == 0
    with pytest.raises(CannotWrite, match="another rasad watches here"), only_watcher(folder):
        pass
    process.send_signal(number)
    out, errors = process.communicate(timeout=20)
    assert process.returncode == code, errors
    assert "Traceback" not in errors
    assert ("told to end" in out) == (number != signal.SIGINT)
    with Monitor(folder) as monitor:
        assert monitor.parts.store.captures.count() == 3
    assert main(["--monitor", str(folder), "--quiet", "verify", str(folder)]) == 0


@pytest.mark.slow
def test_a_signal_while_an_answer_is_waited_for_ends_it_behind_that_answer(folder: Path, site: Site) -> None:
    links = "".join(f"<item><title>T</title><link>{path}</link></item>" for path in ("/news/1", "/silent", "/news/2"))
    site.answers["/rss"] = (200, {}, f"<rss version='2.0'><channel>{links}</channel></rss>".encode())
    process = subprocess.Popen(
        [sys.executable, "-m", "rasad.cli", "--monitor", str(folder), "collect", "--watch"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    rest = threading.Event()
    for _ in range(2000):
        if "/silent" in site.asked_paths():
            break
        rest.wait(0.01)
    process.send_signal(signal.SIGTERM)
    rest.wait(0.1)
    site.release.set()
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")
    assert "/news/2" not in site.asked_paths()
    assert main(["--monitor", str(folder), "--quiet", "verify", str(folder)]) == 0


def test_it_stops_between_two_items_and_keeps_what_was_done(folder: Path) -> None:
    stop = Stop()

    def work(monitor: Monitor) -> None:
        monitor.parts.web.get(f"http://{HOST}/rss")
        stop._ask(signal.SIGTERM, None)
        monitor.parts.progress("fetch", 1, 2)

    before = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        with pytest.raises(KeyboardInterrupt):
            watch(folder, work, stop=stop)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert stop.was_told_to_end
    with Monitor(folder) as monitor:
        assert monitor.parts.store.captures.count() == 2


def test_a_pass_is_put_off_while_an_editor_works(folder: Path) -> None:
    stop = Stop()
    tried = []

    def work(monitor: Monitor) -> None:
        tried.append(1)
        stop._asked.set()  # ends the wait that follows
        raise CannotWrite("another rasad is writing here", busy="yes")

    with pytest.raises(KeyboardInterrupt):
        watch(folder, work, stop=stop)
    assert tried == [1]


@dataclass
class Impatient(Stop):
    """Does something instead of each wait, then ends."""

    instead: list[Callable[[], object]] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        if not self.instead:
            raise KeyboardInterrupt
        self.instead.pop(0)()


def test_what_an_editor_breaks_in_the_settings_is_told_once_and_tried_again(folder: Path) -> None:
    path = folder / "monitor.toml"
    whole = path.read_text(encoding="utf-8")
    passes: list[int] = []
    told: list[str] = []
    stop = Impatient(
        instead=[
            lambda: path.write_text("format = 1\n[[source]\n", encoding="utf-8"),
            lambda: None,
            lambda: path.write_text(whole, encoding="utf-8"),
        ]
    )
    with pytest.raises(KeyboardInterrupt):
        watch(folder, lambda monitor: passes.append(1), stop=stop, tell=told.append)
    assert len(passes) == 2
    assert len(told) == 1
    assert "monitor.toml" in told[0]


def test_settings_that_are_broken_at_the_start_end_the_watch(folder: Path) -> None:
    (folder / "monitor.toml").write_text("format = 1\n[[source]\n", encoding="utf-8")
    with pytest.raises(BadSettings):
        watch(folder, lambda monitor: None, stop=Stop())


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        Stop().listen()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) is not before[signal.SIGTERM]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_a_full_disk_ends_the_watch(folder: Path) -> None:
    def work(monitor: Monitor) -> None:
        raise CannotWrite("disk full")

    with pytest.raises(CannotWrite, match="disk full"):
        watch(folder, work, stop=Stop())


@pytest.mark.parametrize("words", [["collect", "--watch", "--now"], ["collect", "--watch", "--source", "x"], ["run", "--watch", "--no-poll"]])
def test_what_cannot_be_watched_is_wrong_use(folder: Path, words: list[str]) -> None:
    assert main(["--monitor", str(folder), *words]) == 2
