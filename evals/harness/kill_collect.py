"""Kill harness of the whole way: `kill -9` at random moments of `rasad collect`; then: what was acknowledged is there, once, whole.

    python evals/harness/kill_collect.py --kills 300

A child runs the command as a desk runs it, against a live server on loopback whose list grows, with pages that redirect, fail and
break off. Beside it stands a witness alone: each capture is named once the call that kept it has returned. One child in eight is
not killed but has a full disk: no file may grow beyond a random size. After each the monitor is opened and healed as the next command would, and archive, log and
database are compared with all that was named. Moments are drawn from the time that a child needs here when nobody kills it. Figures: acknowledged and lost; duplicated, as record and as page; damage that `verify`
finds; the database ahead of the archive or behind it; ends that were not clean; pages of the last list that are missing in the end.
"""

from __future__ import annotations

import contextlib
import hashlib
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from evals.harness import killing  # noqa: E402

HOST = "agency.example"
NEW_A_POLL = 120
SHOWN = 360
FRESH = 25  # a new monitor after so many kills: each is verified whole, every time


class Server(killing.Server):
    """A list that is longer each time it is asked for."""

    published = 0
    asked = 0

    def shown(self) -> range:
        """The numbers of the pages that the list shows."""
        return range(max(0, self.published - SHOWN), self.published)


class Pages(BaseHTTPRequestHandler):
    """The list, and a page for every number: one in thirteen has moved, one in eleven is gone, one in seventeen breaks off."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: Server

    def do_GET(self) -> None:
        name, _, number = self.path.strip("/").partition("/")
        with contextlib.suppress(OSError):  # the child may be dead by now
            if name == "list":
                self.server.published += NEW_A_POLL
                links = "".join(f'<li><a href="/page/{n}">Page {n}</a>' for n in self.server.shown())
                self.answer(200, f"<ul>{links}</ul>".encode())
            elif name == "robots.txt":
                self.answer(404, b"")
            elif name == "page" and int(number) % 17 == 0:
                self.close_connection = True
            elif name == "page" and int(number) % 13 == 0:
                self.answer(302, b"moved", ("Location", f"/moved/{number}"))
            elif name == "page" and int(number) % 11 == 0:
                self.answer(410, b"gone")
            else:
                self.answer(200, body(int(number)))

    def answer(self, status: int, page: bytes, *headers: tuple[str, str]) -> None:
        """Sends a whole answer."""
        self.server.asked += 1
        self.send_response(status)
        for name, value in (("Content-Type", "text/html"), ("Content-Length", str(len(page))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def body(number: int) -> bytes:
    """The page of a number, up to nine kilobytes."""
    return hashlib.shake_256(str(number).encode()).digest(number * 7919 % 9000 + 1).hex().encode()[:9000]


@dataclass
class Figures(killing.Figures):
    """What a run of the harness found."""

    ended: int = 0
    unclean: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def troubles(self) -> list[str]:
        """All that should not be."""
        return [*super().troubles, *self.unclean, *self.missing]

    def told(self) -> dict[str, int]:
        """The figures by the names they are printed under."""
        more = {"ended before": self.ended, "unclean ends": len(self.unclean), "missing in the end": len(self.missing)}
        return {**super().told(), **more}


def collect_witnessed(folder: Path, room: int) -> int:
    """The child: `rasad collect`, and a line for each capture that was acknowledged to it. The exit code of the command."""
    from rasad.cli import main as rasad
    from rasad.model import Fetched
    from rasad.monitor.parts import Parts

    if room:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    usual = Parts._keep_all

    def witnessed(parts: Parts, exchanges: Sequence[tuple[Fetched, str | None]]) -> list[Fetched]:
        kept = usual(parts, exchanges)
        sys.stdout.write("".join(f"c {fetched.capture}\n" for fetched in kept))
        sys.stdout.flush()
        return kept

    setattr(Parts, usual.__name__, witnessed)
    return rasad(["--monitor", str(folder), "--quiet", "--no-progress", "collect", "--source", "wire"])


def make_monitor(folder: Path, port: int) -> None:
    """A monitor with one source."""
    folder.mkdir()
    (folder / "monitor.toml").write_text(
        f'format = 1\n[local]\n"{HOST}" = "127.0.0.1:{port}"\n[[source]]\nid = "wire"\nkind = "listing"\n'
        f'url = "http://{HOST}/list"\nselect = "ul a"\n',
        encoding="utf-8",
    )


def run(folder: Path, kills: int, seed: int) -> Figures:
    """Kills the child `kills` times, with full disks between, and compares after each."""
    dice = random.Random(seed)
    figures = Figures()
    known: set[str] = set()
    with killing.serving(Server(("127.0.0.1", 0), Pages)) as server:
        make_monitor(folder / "trial", server.server_address[1])
        spans = _spans(folder / "trial")
        number = 0
        while figures.kills < kills:
            if number % FRESH == 0:
                monitor, known = folder / f"monitor-{number}", set()
                make_monitor(monitor, server.server_address[1])
            named = _kill_one(monitor, spans, dice, figures)
            figures.acknowledged += len(named - known)
            known |= named
            _compare(monitor, known, figures)
            number += 1
            if number % FRESH == 0 or figures.kills == kills:
                _finish(monitor, server, figures)
    return figures


def _spans(monitor: Path) -> tuple[float, float]:
    """How long a child takes until it names the first capture, and from then to its end: the second poll of a new monitor."""
    for _ in range(2):
        started = time.perf_counter()
        with subprocess.Popen(_child(monitor), stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            child.stdout.readline()
            named = time.perf_counter()
            child.stdout.read()
        ended = time.perf_counter()
    return named - started, ended - named


def _child(monitor: Path, room: int = 0) -> list[str]:
    return [sys.executable, "-u", __file__, "--child", str(monitor), "--room", str(room)]


def _kill_one(monitor: Path, spans: tuple[float, float], dice: random.Random, figures: Figures) -> set[str]:
    """Runs a child and kills it, or lets its disk be full. What it named."""
    room = _room(monitor, dice) if dice.random() < 1 / 8 else 0
    is_early = not room and dice.random() < 0.25
    wait = dice.uniform(0.0, spans[0] if is_early else spans[1])
    command = _child(monitor, room)
    with tempfile.TemporaryFile("w+") as errors, subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=errors, text=True
    ) as child:
        # One in four is killed while they start and heal, the others while they fetch and keep.
        named = killing.named_until_killed(child, 60.0 if room else wait, is_early=is_early)
        code = child.returncode
        errors.seek(0)
        told = errors.read()
    figures.full += bool(room)
    figures.kills += not room
    figures.ended += code >= 0
    if "Traceback" in told or code not in (0, 1, 3, -signal.SIGKILL):
        figures.unclean.append(f"exit code {code}, {'full disk, ' if room else ''}it said: {told.strip()[-300:]}")
    return named


def _room(monitor: Path, dice: random.Random) -> int:
    """A size that one of the files of the monitor cannot outgrow."""
    sizes = [path.stat().st_size for path in monitor.rglob("*") if path.is_file()]
    return dice.choice(sizes) + dice.randrange(1, 120_000)


def _compare(folder: Path, known: set[str], figures: Figures) -> None:
    from rasad import preserve
    from rasad.monitor import Monitor
    from rasad.monitor.steps import catch_up

    with Monitor(folder) as monitor:
        parts = monitor.parts
        before = {capture.id for capture in parts.store.captures.all()}
        figures.healed += len(parts.archive.heal())
        catch_up(parts)
        captures = list(parts.archive.captures())
        after = {capture.id for capture in parts.store.captures.all()}
        for capture in captures[-20:]:
            parts.archive.fetched(capture)
    held = Counter(capture.id for capture in captures)
    pages = Counter(capture.url for capture in captures if capture.how == "item")
    figures.lost += sorted({line.removeprefix("c ") for line in known} - set(held))
    figures.lost += [f"{id}: known to the database alone" for id in before - set(held)]
    figures.duplicated += [id for id, count in held.items() if count > 1]
    figures.duplicated += [f"{url}: fetched {count} times" for url, count in pages.items() if count > 1]
    figures.findings += [f"{id}: not in the database" for id in set(held) - after]
    if captures or (folder / "log" / "rasad.jsonl").exists():  # else it was killed before there was anything to verify
        figures.findings += preserve.verify(folder).findings


def _finish(folder: Path, server: Server, figures: Figures) -> None:
    """One pass that nobody kills: then all that the list shows is held."""
    done = subprocess.run(_child(folder), check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=300)
    if done.returncode not in (0, 1):
        figures.unclean.append(f"the last pass: exit code {done.returncode}, it said: {done.stderr.strip()[-300:]}")
    _compare(folder, set(), figures)
    from rasad.monitor import Monitor

    with Monitor(folder) as monitor:
        urls = {capture.url for capture in monitor.parts.store.captures.all()}
    shown = {f"http://{HOST}/page/{n}" for n in server.shown() if n % 17}
    figures.missing += sorted(shown - urls)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the harness and prints its figures and its seed. 0 when nothing is amiss."""
    choices = killing.parser(__doc__).parse_args(argv)
    if choices.child is not None:
        with contextlib.suppress(BrokenPipeError):
            return collect_witnessed(choices.child, choices.room)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        figures = run(Path(folder), choices.kills, choices.seed)
    return killing.report("kill_collect", choices.seed, figures.told(), figures.troubles)


if __name__ == "__main__":
    sys.exit(main())
